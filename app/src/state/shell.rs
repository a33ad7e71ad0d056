//! The shell around the app: what `boot.js` knows and does. It chose the language, holds the service worker, and hears
//! of a new version. Here too: what kind of browser this is.

use std::cell::RefCell;

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Where the chosen language is remembered; `boot.js` reads it.
const LANGUAGE_KEY: &str = "language";
/// Names by which browsers inside other apps tell themselves: nothing can be kept or installed there.
const IN_APP: [&str; 9] = ["MicroMessenger", "Line/", "FBAN", "FBAV", "Instagram", "Weibo", "QQ/", "DingTalk", "Zalo"];

thread_local! {
    static SIGNALS: RefCell<Option<Signals>> = const { RefCell::new(None) };
}

#[derive(Clone)]
struct Signals {
    update_ready: ArcRwSignal<bool>,
    can_install: ArcRwSignal<bool>,
    online: ArcRwSignal<bool>,
}

// ---- What boot.js says ----

fn mangrove(name: &str) -> Option<JsValue> {
    let shell = Reflect::get(&js_sys::global(), &JsValue::from_str("mangrove")).ok()?;
    Reflect::get(&shell, &JsValue::from_str(name)).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

fn call(name: &str, argument: &JsValue) -> Option<JsValue> {
    let function: Function = mangrove(name)?.dyn_into().ok()?;
    let shell = Reflect::get(&js_sys::global(), &JsValue::from_str("mangrove")).ok()?;
    function.call1(&shell, argument).ok()
}

/// Where the app came from, as its links begin: "https://mangrove.example".
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// The name of this build.
pub fn build() -> String {
    mangrove("build").and_then(|build| build.as_string()).unwrap_or_default()
}

/// The language that was chosen, or that the browser asks for.
pub fn language() -> String {
    mangrove("language").and_then(|tag| tag.as_string()).unwrap_or_else(|| "en".to_owned())
}

/// Every language with the address of its file.
pub fn language_urls() -> Vec<(String, String)> {
    let Some(urls) = mangrove("languages").and_then(|urls| urls.dyn_into::<Object>().ok()) else { return Vec::new() };
    let pair = |entry: JsValue| {
        let entry: js_sys::Array = entry.dyn_into().ok()?;
        Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
    };
    Object::entries(&urls).iter().filter_map(pair).collect()
}

/// The language file that `boot.js` began to fetch while the app was on its way.
pub async fn first_words() -> Option<String> {
    let promise: Promise = mangrove("words")?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()?.as_string()
}

pub async fn fetch_words(tag: &str) -> Option<String> {
    let (_, url) = language_urls().into_iter().find(|(other, _)| other == tag)?;
    let response = gloo_net::http::Request::get(&url).send().await.ok().filter(|response| response.ok())?;
    response.text().await.ok()
}

/// Remembers the language, and has the service worker keep its file.
pub fn keep_language(tag: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        // Refused in private windows of some browsers: then it lasts as long as the page.
        let _ = storage.set_item(LANGUAGE_KEY, tag);
    }
    call("keepLanguage", &JsValue::from_str(tag));
}

/// Says in the reader's language that the app could not start; for failures before there are words.
pub fn could_not_start() {
    call("couldNotStart", &JsValue::UNDEFINED);
}

// ---- What changes while the app runs ----

fn signals() -> Signals {
    SIGNALS.with_borrow_mut(|signals| signals.get_or_insert_with(Signals::listening).clone())
}

impl Signals {
    fn listening() -> Signals {
        let known = |name: &str| mangrove(name).is_some_and(|value| value.is_truthy());
        let signals = Signals {
            update_ready: ArcRwSignal::new(known("updateReady")),
            can_install: ArcRwSignal::new(known("installPrompt")),
            online: ArcRwSignal::new(window().navigator().on_line()),
        };
        follow("mangrove:update", &signals.update_ready, || true);
        follow("mangrove:install", &signals.can_install, || true);
        follow("appinstalled", &signals.can_install, || false);
        follow("online", &signals.online, || true);
        follow("offline", &signals.online, || false);
        signals
    }
}

/// Sets a signal at each event of that name, for as long as the page lives.
fn follow(event: &str, signal: &ArcRwSignal<bool>, value: fn() -> bool) {
    let signal = signal.clone();
    let heard = Closure::<dyn FnMut()>::new(move || signal.set(value()));
    let _ = window().add_event_listener_with_callback(event, heard.as_ref().unchecked_ref());
    heard.forget();
}

/// A new version is on the phone and waits for a person.
pub fn update_ready() -> ArcRwSignal<bool> {
    signals().update_ready
}

/// Changes over to the new version; the page loads again by itself.
pub fn activate_update() {
    call("activateUpdate", &JsValue::UNDEFINED);
}

/// The browser offers to put the app on the home screen.
pub fn can_install() -> ArcRwSignal<bool> {
    signals().can_install
}

pub fn install() {
    if let Some(prompt) = mangrove("installPrompt")
        && let Ok(show) = Reflect::get(&prompt, &JsValue::from_str("prompt"))
        && let Ok(show) = show.dyn_into::<Function>()
    {
        // It may be asked once; what the person answers comes as `appinstalled`.
        let _ = show.call0(&prompt);
        signals().can_install.set(false);
    }
}

/// What the browser believes. A network that leads nowhere also counts as on line: only an answer is proof.
pub fn online() -> ArcRwSignal<bool> {
    signals().online
}

// ---- What kind of browser this is ----

fn agent() -> String {
    window().navigator().user_agent().unwrap_or_default()
}

/// Inside another app's browser.
pub fn is_in_app() -> bool {
    let agent = agent();
    IN_APP.iter().any(|name| agent.contains(name)) || (agent.contains("; wv)") && !is_installed())
}

/// iPhone or iPad, where the installed app keeps a copy of its own.
pub fn is_ios() -> bool {
    let agent = agent();
    let touch_mac = agent.contains("Macintosh") && window().navigator().max_touch_points() > 1;
    agent.contains("iPhone") || agent.contains("iPad") || touch_mac
}

/// Opened from the home screen.
pub fn is_installed() -> bool {
    let standalone = window().match_media("(display-mode: standalone)").ok().flatten().is_some_and(|m| m.matches());
    let ios = Reflect::get(&window().navigator(), &JsValue::from_str("standalone")).is_ok_and(|v| v.is_truthy());
    standalone || ios
}

/// Puts the address of this page on the clipboard, to open it in another browser.
pub fn copy_address() {
    let Ok(clipboard) = Reflect::get(&window().navigator(), &JsValue::from_str("clipboard")) else { return };
    let Ok(write) = Reflect::get(&clipboard, &JsValue::from_str("writeText")) else { return };
    let address = window().location().href().unwrap_or_default();
    if let Ok(write) = write.dyn_into::<Function>() {
        // Refused without a clipboard: the address still stands in the browser's own bar.
        let _ = write.call1(&clipboard, &JsValue::from_str(&address));
    }
}

/// Gives a text to the person as a file. False: this browser did not take it.
pub fn save_file(name: &str, media_type: &str, text: &str) -> bool {
    save_bytes(name, media_type, text.as_bytes())
}

/// The same for what is no text.
pub fn save_bytes(name: &str, media_type: &str, bytes: &[u8]) -> bool {
    let save = || {
        let options = web_sys::BlobPropertyBag::new();
        options.set_type(media_type);
        let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
        let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
        let url = web_sys::Url::create_object_url_with_blob(&blob)?;
        let link: web_sys::HtmlAnchorElement = document().create_element("a")?.unchecked_into();
        link.set_href(&url);
        link.set_download(name);
        link.click();
        // The download has its own hold on the bytes by now.
        web_sys::Url::revoke_object_url(&url)
    };
    save().is_ok()
}

thread_local! {
    static FRAGMENT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps what stands behind the `#` of the address, before the router writes the address anew without it.
pub fn keep_fragment() {
    let fragment = window().location().hash().unwrap_or_default();
    FRAGMENT.set(fragment.trim_start_matches('#').to_owned());
}

/// What stood behind the `#` when the app was opened, once.
pub fn take_fragment() -> String {
    FRAGMENT.take()
}

/// Loads an address of ours anew, with what stands behind its `#`.
pub fn load(address: &str) {
    // An address that is none was refused before.
    let _ = window().location().set_href(address);
}

/// Shakes the phone for a moment, where it can.
pub fn buzz(time_ms: u32) {
    let navigator = window().navigator();
    let vibrate =
        Reflect::get(&navigator, &"vibrate".into()).ok().and_then(|vibrate| vibrate.dyn_into::<Function>().ok());
    if let Some(vibrate) = vibrate {
        let _ = vibrate.call1(&navigator, &JsValue::from(time_ms));
    }
}

/// Keeps the screen from going dark while this page is shown, where the browser can.
pub fn keep_awake() {
    let navigator = window().navigator();
    let Ok(lock) = Reflect::get(&navigator, &"wakeLock".into()) else { return };
    let Some(request) =
        Reflect::get(&lock, &"request".into()).ok().and_then(|request| request.dyn_into::<Function>().ok())
    else {
        return;
    };
    let held = StoredValue::new_local(None::<JsValue>);
    on_cleanup(move || {
        if let Some(Some(sentinel)) = held.try_get_value()
            && let Ok(release) = Reflect::get(&sentinel, &"release".into())
            && let Ok(release) = release.dyn_into::<Function>()
        {
            let _ = release.call0(&sentinel);
        }
    });
    let Ok(Ok(promise)) = request.call1(&lock, &"screen".into()).map(JsCast::dyn_into::<Promise>) else { return };
    leptos::task::spawn_local(async move {
        if let Ok(sentinel) = JsFuture::from(promise).await {
            held.try_set_value(Some(sentinel));
        }
    });
}
