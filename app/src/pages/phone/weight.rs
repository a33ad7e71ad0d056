//! What the copy weighs: names, details, the app itself.

use leptos::prelude::*;

use crate::components::{Gauge, GaugePart};
use crate::state::held::Held;
use crate::state::phone::{Phone, Space};
use crate::state::words::{bytes, listed, t};

/// Bytes in all. The browser's own count holds the app, and what it adds to keep things safe; not every browser gives
/// one.
pub fn used(held: &Held, space: Option<Space>) -> u64 {
    let catalogue = catalogue(held);
    space.map_or(catalogue, |space| space.used.max(catalogue))
}

pub fn catalogue(held: &Held) -> u64 {
    held.cards_bytes + held.bodies_bytes
}

#[component]
pub fn Weight(phone: Phone) -> impl IntoView {
    move || {
        let space = phone.space().get();
        let parts = phone.held().with(|held| parts(held, used(held, space)));
        let label = listed(parts.iter().map(|part| part.label.as_str()));
        view! { <Gauge parts label/> }
    }
}

fn parts(held: &Held, used: u64) -> Vec<GaugePart> {
    let parts = [
        ("phone.part.cards", held.cards_bytes),
        ("phone.part.bodies", held.bodies_bytes),
        ("phone.part.app", used - catalogue(held)),
    ];
    let part = |(key, part): (&str, u64)| GaugePart {
        share: part as f64 / used.max(1) as f64,
        label: format!("{} {}", t(key), bytes(part)),
    };
    parts.into_iter().filter(|(_, bytes)| *bytes > 0).map(part).collect()
}
