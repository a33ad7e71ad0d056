//! Whom to write to: the address that the server's operator gave (`--contact`), from what the sync keeps of the
//! server's own description. So a report can be written with no network too.

use leptos::prelude::*;
use serde::Deserialize;

/// Longer is no mail address.
const ADDRESS_CHARS: usize = 254;

/// Given to all pages as a context.
#[derive(Clone, Copy)]
pub struct Contact(RwSignal<Option<String>>);

#[derive(Deserialize)]
struct About {
    contact: Option<String>,
}

pub fn use_contact() -> Signal<Option<String>> {
    expect_context::<Contact>().0.into()
}

impl Contact {
    pub fn start() -> Contact {
        Contact(RwSignal::new(None))
    }

    /// The server's description as JSON.
    pub fn read(self, about: &[u8]) {
        let about: Option<About> = serde_json::from_slice(about).ok();
        self.0.set(about.and_then(|about| about.contact).filter(|address| is_address(address)));
    }
}

fn is_address(text: &str) -> bool {
    let plain = !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '?' | '&'));
    plain && text.len() <= ADDRESS_CHARS && text.split('@').filter(|part| !part.is_empty()).count() == 2
}
