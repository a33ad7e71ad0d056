//! `BarcodeDetector`: some browsers read QR codes themselves, off the main thread.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlVideoElement;

const FORMAT: &str = "qr_code";

pub struct Detector {
    detector: JsValue,
    detect: Function,
}

/// The browser has one, and it does not work: an Android without Google's services, for one.
pub struct NotWorking;

impl Detector {
    /// None where the browser has none, or none for QR codes.
    pub async fn open() -> Option<Detector> {
        let class: Function = get(&js_sys::global(), "BarcodeDetector")?.dyn_into().ok()?;
        let formats: Function = get(&class, "getSupportedFormats")?.dyn_into().ok()?;
        let formats: Promise = formats.call0(&class).ok()?.dyn_into().ok()?;
        let formats: Array = JsFuture::from(formats).await.ok()?.dyn_into().ok()?;
        if !formats.includes(&FORMAT.into(), 0) {
            return None;
        }
        let options = Object::new();
        Reflect::set(&options, &"formats".into(), &Array::of1(&FORMAT.into())).ok()?;
        let detector = Reflect::construct(&class, &Array::of1(&options)).ok()?;
        let detect = get(&detector, "detect")?.dyn_into().ok()?;
        Some(Detector { detector, detect })
    }

    pub async fn read(&self, video: &HtmlVideoElement) -> Result<Option<String>, NotWorking> {
        let found = self.detect.call1(&self.detector, video).map_err(|_| NotWorking)?;
        let found: Promise = found.dyn_into().map_err(|_| NotWorking)?;
        let found: Array = JsFuture::from(found).await.map_err(|_| NotWorking)?.dyn_into().map_err(|_| NotWorking)?;
        let texts = found.iter().filter_map(|code| get(&code, "rawValue")?.as_string());
        Ok(texts.into_iter().find(|text| !text.is_empty()))
    }
}

fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &JsValue::from_str(name)).ok().filter(|value| !value.is_undefined() && !value.is_null())
}
