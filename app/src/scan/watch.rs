//! The loop: the camera is opened, frame after frame is read, and each new code is told, until the page goes. While the
//! page is hidden the camera is off; it comes back with the page.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::join;
use js_sys::Promise;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlVideoElement;

use super::camera::{Camera, CameraFault};
use super::limit;
use super::reader::Reader;
use super::seen::Seen;
use crate::timeline;
use crate::wait::{sleep, within};

/// How the watching stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// The camera is asked for, and perhaps the person.
    Opening,
    Watching {
        has_torch: bool,
    },
    /// It has ended; only a new start helps.
    Stopped(Fault),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    NotSecure,
    NoCamera,
    Denied,
    Busy,
    /// The browser reads no codes, and our own reader did not come.
    NoReader,
}

/// Who is told.
#[derive(Clone)]
pub struct Told {
    pub phase: Rc<dyn Fn(Phase)>,
    /// A new code, with its text.
    pub code: Rc<dyn Fn(String)>,
}

/// The camera at work. Dropped, it stops.
pub struct Watching(Rc<Shared>);

struct Shared {
    video: HtmlVideoElement,
    told: Told,
    is_over: Cell<bool>,
    camera: RefCell<Option<Rc<Camera>>>,
}

enum End {
    Over,
    Hidden,
    Fault(Fault),
}

impl Watching {
    pub fn start(video: HtmlVideoElement, told: Told) -> Watching {
        let shared = Rc::new(Shared { video, told, is_over: Cell::new(false), camera: RefCell::default() });
        spawn_local(run(Rc::clone(&shared)));
        Watching(shared)
    }

    /// Lights the camera's lamp, or puts it out; `done` hears whether it was.
    pub fn light(&self, on: bool, done: impl Fn(bool) + 'static) {
        let camera = self.0.camera.borrow().clone();
        spawn_local(async move {
            if let Some(camera) = camera {
                done(camera.light(on).await);
            }
        });
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.0.is_over.set(true);
        // At once: the loop holds it too, and may be in the middle of a frame.
        if let Some(camera) = self.0.camera.take() {
            camera.stop();
        }
        self.0.video.set_src_object(None);
    }
}

async fn run(shared: Rc<Shared>) {
    loop {
        let end = match watch(&shared).await {
            Ok(end) => end,
            Err(fault) => End::Fault(fault),
        };
        shared.camera.take();
        match end {
            End::Over => return,
            End::Hidden => {
                while is_hidden() && !shared.is_over.get() {
                    sleep(limit::HIDDEN_MS).await;
                }
            }
            End::Fault(fault) => {
                if !shared.is_over.get() {
                    (shared.told.phase)(Phase::Stopped(fault));
                }
                return;
            }
        }
    }
}

async fn watch(shared: &Shared) -> Result<End, Fault> {
    (shared.told.phase)(Phase::Opening);
    let (camera, reader) = join!(Camera::open(), within(limit::READER_MS, Reader::open()));
    let camera = Rc::new(camera.map_err(fault)?);
    if shared.is_over.get() {
        return Ok(End::Over);
    }
    let mut reader = reader.and_then(Result::ok).ok_or(Fault::NoReader)?;
    shared.camera.replace(Some(Rc::clone(&camera)));
    camera.show_in(&shared.video).await;
    (shared.told.phase)(Phase::Watching { has_torch: camera.has_torch() });
    read_codes(shared, &camera, &mut reader).await
}

async fn read_codes(shared: &Shared, camera: &Camera, reader: &mut Reader) -> Result<End, Fault> {
    let mut seen = Seen::default();
    let mut last_frame = -1.0;
    loop {
        match (shared.is_over.get(), is_hidden(), camera.is_live()) {
            (true, _, _) => return Ok(End::Over),
            (false, true, _) => return Ok(End::Hidden),
            (false, false, false) => return Ok(End::Fault(Fault::Busy)),
            (false, false, true) => {}
        }
        let frame = shared.video.current_time();
        let begun_ms = timeline::now_ms();
        if frame != last_frame {
            last_frame = frame;
            let text = reader.read(&shared.video).await.map_err(|_| Fault::NoReader)?;
            if let Some(text) = text.filter(|_| !shared.is_over.get())
                && seen.is_new(&text, begun_ms)
            {
                timeline::mark_at(timeline::FRAME, begun_ms);
                (shared.told.code)(text);
                drawn().await;
                timeline::mark(timeline::VERDICT);
            }
        }
        let took_ms = timeline::now_ms() - begun_ms;
        sleep(limit::REST_MS.max(took_ms as u32)).await;
    }
}

fn fault(fault: CameraFault) -> Fault {
    match fault {
        CameraFault::NotSecure => Fault::NotSecure,
        CameraFault::NoCamera => Fault::NoCamera,
        CameraFault::Denied => Fault::Denied,
        CameraFault::Busy => Fault::Busy,
    }
}

fn is_hidden() -> bool {
    web_sys::window().and_then(|window| window.document()).is_some_and(|document| document.hidden())
}

/// Waits until what was changed now is on the screen: a new picture is drawn, and then there is time for other things.
async fn drawn() {
    let next = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.request_animation_frame(&resolve);
        }
    });
    // A page that is hidden draws nothing.
    let _ = within(limit::DRAWN_MS, JsFuture::from(next)).await;
    sleep(0).await;
}
