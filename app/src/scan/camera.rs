//! The camera that looks away from the person. Dropped, it is off.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, HtmlVideoElement, MediaStream, MediaStreamConstraints, MediaStreamTrack, MediaStreamTrackState,
};

use super::limit;

/// Why there is no picture. Each has its own way out, which the page says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CameraFault {
    /// Browsers give a camera only to a page that came over https, or from the phone itself.
    NotSecure,
    NoCamera,
    /// The person, or whoever manages the phone, said no.
    Denied,
    /// Another app holds it, or it does not start.
    Busy,
}

pub struct Camera {
    stream: MediaStream,
    track: MediaStreamTrack,
}

impl Camera {
    /// Asks for a camera, and so perhaps the person.
    pub async fn open() -> Result<Camera, CameraFault> {
        let window = web_sys::window().ok_or(CameraFault::NotSecure)?;
        // In a page that is not secure there is nobody to ask.
        let devices = window.navigator().media_devices().map_err(|_| CameraFault::NotSecure)?;
        if devices.is_undefined() {
            return Err(CameraFault::NotSecure);
        }
        let asked = devices.get_user_media_with_constraints(&wishes()).map_err(|error| fault(&error))?;
        let stream: MediaStream = JsFuture::from(asked).await.map_err(|error| fault(&error))?.unchecked_into();
        match stream.get_video_tracks().get(0).dyn_into() {
            Ok(track) => Ok(Camera { stream, track }),
            Err(_) => Err(CameraFault::NoCamera),
        }
    }

    /// Shows what the camera sees.
    pub async fn show_in(&self, video: &HtmlVideoElement) {
        video.set_src_object(Some(&self.stream));
        if let Ok(playing) = video.play() {
            // Refused where a page was just left: then nobody looks.
            let _ = JsFuture::from(playing).await;
        }
    }

    /// False once the camera was taken away.
    pub fn is_live(&self) -> bool {
        self.track.ready_state() == MediaStreamTrackState::Live
    }

    /// Whether it has a lamp that can be lit; only some browsers say so.
    pub fn has_torch(&self) -> bool {
        let able = method(&self.track, "getCapabilities").and_then(|able| able.call0(&self.track).ok());
        able.and_then(|able| Reflect::get(&able, &"torch".into()).ok()).is_some_and(|torch| torch.is_truthy())
    }

    pub fn stop(&self) {
        for track in self.stream.get_tracks() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
    }

    /// Lights the lamp, or puts it out; says whether that was done.
    pub async fn light(&self, on: bool) -> bool {
        let wish = object(&[("advanced", Array::of1(&object(&[("torch", on.into())])).into())]);
        let Some(apply) = method(&self.track, "applyConstraints") else { return false };
        let Ok(applied) = apply.call1(&self.track, &wish) else { return false };
        JsFuture::from(js_sys::Promise::resolve(&applied)).await.is_ok()
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        self.stop();
    }
}

fn wishes() -> MediaStreamConstraints {
    let ideal = |value: JsValue| object(&[("ideal", value)]);
    let wishes = MediaStreamConstraints::new();
    wishes.set_audio(&JsValue::FALSE);
    wishes.set_video(&object(&[
        ("facingMode", ideal("environment".into())),
        ("width", ideal(limit::FRAME_WIDTH.into())),
        ("height", ideal(limit::FRAME_HEIGHT.into())),
    ]));
    wishes
}

fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in entries {
        // A plain object takes any entry.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}

fn method(of: &JsValue, name: &str) -> Option<js_sys::Function> {
    Reflect::get(of, &JsValue::from_str(name)).ok()?.dyn_into().ok()
}

fn fault(error: &JsValue) -> CameraFault {
    match error.dyn_ref::<DomException>().map(DomException::name).as_deref() {
        Some("NotAllowedError" | "SecurityError") => CameraFault::Denied,
        Some("NotFoundError" | "OverconstrainedError") => CameraFault::NoCamera,
        _ => CameraFault::Busy,
    }
}
