//! Whom to write to: the address that the server's operator gave (`--contact`). Kept from the last visit, so that a
//! report can be written with no network too.

use leptos::prelude::*;
use leptos::task::spawn_local;

const KEPT: &str = "mangrove-contact";
const URL: &str = "/v1/contact";
/// Longer is no mail address.
const ADDRESS_CHARS: usize = 254;

/// Given to all pages as a context.
#[derive(Clone, Copy)]
struct Contact(RwSignal<Option<String>>);

pub fn use_contact() -> Signal<Option<String>> {
    expect_context::<Contact>().0.into()
}

pub fn start() {
    let storage = window().local_storage().ok().flatten();
    let kept = storage.and_then(|storage| storage.get_item(KEPT).ok().flatten());
    let contact = Contact(RwSignal::new(kept.filter(|address| is_address(address))));
    provide_context(contact);
    spawn_local(async move {
        if let Some(address) = fetch().await {
            keep(&address);
            contact.0.set(Some(address));
        }
    });
}

async fn fetch() -> Option<String> {
    let response = gloo_net::http::Request::get(URL).send().await.ok().filter(|response| response.ok())?;
    let address = response.text().await.ok()?.trim().to_owned();
    is_address(&address).then_some(address)
}

fn keep(address: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        // Refused in private windows: it is asked for again next time.
        let _ = storage.set_item(KEPT, address);
    }
}

/// A page that somebody else answered with is none.
fn is_address(text: &str) -> bool {
    let plain = !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '?' | '&'));
    plain && text.len() <= ADDRESS_CHARS && text.split('@').filter(|part| !part.is_empty()).count() == 2
}
