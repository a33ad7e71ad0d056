//! The camera on a page: what it sees, what to do, and what is wrong when it does not open.
//!
//! ```text
//! let found = Callback::new(move |text: String| ...);          // the text of each code that comes into sight, once
//! <Scanner on_code=found><TypeIn .../></Scanner>               // what stands inside is the way without a camera
//! ```
//! What `on_code` changes is on the screen before the next frame is read. It opens nothing by itself: a code is from
//! outside. The camera goes when the component does. Where codes must be read with no network, `crate::scan::make_ready`
//! has the reader kept while there is one.

use leptos::prelude::*;

use crate::components::{Button, Glyph, NoteBox, Tone, Viewfinder};
use crate::state::scanner::{self, Fault, Phase};
use crate::state::words::t;

#[component]
pub fn Scanner(
    on_code: Callback<String>,
    /// Another way than the camera: to type the code.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let scanner = scanner::Scanner::new(on_code);
    let phase = scanner.phase();
    let status = move || match phase.get() {
        Phase::Opening => t("scanner.opening"),
        Phase::Watching { .. } => t("scanner.hold"),
        Phase::Stopped(_) => String::new(),
    };
    let fault = Memo::new(move |_| match phase.get() {
        Phase::Stopped(fault) => Some(fault),
        Phase::Opening | Phase::Watching { .. } => None,
    });
    let again = Callback::new(move |()| scanner.start());
    let on_ready = Callback::new(move |video| scanner.show_in(video));
    let on_torch = Callback::new(move |()| scanner.switch_torch());
    view! {
        {move || fault.get().map(|fault| view! {
            <NoteBox tone=Tone::Reed glyph=Glyph::Warning title=t(&format!("scanner.fault.{}.title", name(fault)))
                text=t(&format!("scanner.fault.{}.text", name(fault)))>
                <Button mini=true label=t("app.again") on_press=again/>
            </NoteBox>
        })}
        <div hidden=move || fault.get().is_some()>
            <Viewfinder on_ready label=t("scanner.label") status torch=Signal::derive(move || scanner.torch())
                torch_on=t("scanner.torch_on") torch_off=t("scanner.torch_off") on_torch/>
        </div>
        {children.map(|children| children())}
    }
}

/// The fault's part of a key.
fn name(fault: Fault) -> &'static str {
    match fault {
        Fault::NotSecure => "not_secure",
        Fault::NoCamera => "no_camera",
        Fault::Denied => "denied",
        Fault::Busy => "busy",
        Fault::NoReader => "no_reader",
    }
}
