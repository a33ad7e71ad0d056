//! The module `scan`, where the browser reads no QR codes itself. `boot.js` brings it, because only that knows where it
//! lies; the service worker keeps it from then on.

use js_sys::{Function, Promise, Reflect, Uint8Array};
use thiserror::Error;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::picture::Picture;

/// The reader is not on this phone, and could not be brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the reader of QR codes did not come")]
pub struct NoReader;

pub struct Decoder {
    module: JsValue,
    read: Function,
}

/// Has the reader kept on this phone, so that codes can be read in aeroplane mode: when a phone becomes a door.
pub async fn make_ready() -> Result<(), NoReader> {
    ask_boot("keepReader").await.map(drop)
}

impl Decoder {
    pub async fn load() -> Result<Decoder, NoReader> {
        let module = ask_boot("loadReader").await?;
        let read = Reflect::get(&module, &"read".into()).ok().and_then(|read| read.dyn_into().ok());
        Ok(Decoder { read: read.ok_or(NoReader)?, module })
    }

    pub fn read(&self, picture: &Picture) -> Option<String> {
        let luma = Uint8Array::from(picture.luma.as_slice());
        let side = JsValue::from(picture.side);
        // A picture that it chokes on is one without a code; the next comes at once.
        self.read.call3(&self.module, &side, &side, &luma).ok()?.as_string()
    }
}

/// Calls a function of `globalThis.mangrove` and waits for what it promises.
async fn ask_boot(name: &str) -> Result<JsValue, NoReader> {
    let get = |of: &JsValue, name: &str| Reflect::get(of, &JsValue::from_str(name)).map_err(|_| NoReader);
    let boot = get(&js_sys::global(), "mangrove")?;
    let function: Function = get(&boot, name)?.dyn_into().map_err(|_| NoReader)?;
    let promise: Promise = function.call0(&boot).map_err(|_| NoReader)?.dyn_into().map_err(|_| NoReader)?;
    JsFuture::from(promise).await.map_err(|_| NoReader)
}
