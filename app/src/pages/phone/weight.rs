//! What the copy weighs: names, details, the app itself.

use leptos::prelude::*;

use crate::components::{Gauge, GaugePart};
use crate::state::held::Held;
use crate::state::phone::{Phone, Space};
use crate::state::words::{bytes, listed, t, t_with};

#[component]
pub fn Weight(phone: Phone) -> impl IntoView {
    move || {
        let space = phone.space().get();
        phone.held().with(|held| weight(held, space))
    }
}

fn weight(held: &Held, space: Option<Space>) -> AnyView {
    let catalogue = held.cards_bytes + held.bodies_bytes;
    // The browser's own count holds the app and what it adds to keep things safe. Not every browser gives one.
    let used = space.map_or(catalogue, |space| space.used.max(catalogue));
    let parts = [
        ("phone.part.cards", held.cards_bytes),
        ("phone.part.bodies", held.bodies_bytes),
        ("phone.part.app", used - catalogue),
    ];
    let parts: Vec<GaugePart> = parts
        .into_iter()
        .filter(|(_, part)| *part > 0)
        .map(|(key, part)| GaugePart {
            share: part as f64 / used.max(1) as f64,
            label: format!("{} {}", t(key), bytes(part)),
        })
        .collect();
    let label = listed(parts.iter().map(|part| part.label.as_str()));
    let free = space.map(|space| t_with("phone.free", &[("bytes", &bytes(space.free))]));
    view! {
        <p class="weight"><span><b>{bytes(used)}</b>" "{t("phone.used")}</span><span class="small q">{free}</span></p>
        <Gauge parts label/>
    }
    .into_any()
}
