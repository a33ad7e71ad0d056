//! The door: a phone that was paired for it lets people in, with no network. It is dark in every light, and stays on.

mod board;
mod code;
mod find;
mod lists;
mod pair;
mod said;
mod walk_in;

use leptos::prelude::*;
use model::RecordId;

use super::frame::set_title;
use crate::components::{ButtonLink, Empty, SkeletonRows};
use crate::router::Address;
use crate::state::door::DoorLook;
use crate::state::mine::{Look, use_own};
use crate::state::words::{now_ms, t, t_count};
use crate::state::{scanner, shell};
use board::Board;
pub use pair::PairPage;

/// What this phone is to the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Looking,
    NotPaired,
    /// It minded the door; so many entries have not been sent.
    Over {
        unsent: usize,
    },
    Open,
}

impl Standing {
    fn of(look: Option<&Look>, event: RecordId) -> Self {
        let Some(look) = look else { return Standing::Looking };
        match look.door.as_ref().filter(|door| door.event == event) {
            None => Standing::NotPaired,
            Some(door) if door.is_over(now_ms() as i64) => Standing::Over { unsent: look.unsent() },
            Some(_) => Standing::Open,
        }
    }
}

#[component]
pub fn DoorPage(event: RecordId) -> impl IntoView {
    set_title(&t("door.title"));
    let own = use_own();
    let look = own.look();
    (own.acts().exchange)();
    shell::keep_awake();
    scanner::make_ready();
    let standing = Memo::new(move |_| look.with(|look| Standing::of(look.as_ref(), event)));
    let door = Memo::new(move |_| look.with(|look| look.as_ref().and_then(|look| look.door.clone())));
    view! { <div class="door">{move || match standing.get() {
        Standing::Looking => view! { <div class="app pad door__room"><SkeletonRows count=2 label=t("app.loading")/></div> }.into_any(),
        Standing::NotPaired => view! { <Closed title=t("door.not_paired") text=t("door.not_paired_text")/> }.into_any(),
        Standing::Over { unsent: 0 } => view! { <Closed title=t("door.over") text=t("door.over_text")/> }.into_any(),
        Standing::Over { unsent } => view! { <Closed title=t("door.over") text=t_count("door.over_unsent", unsent as u64)/> }.into_any(),
        Standing::Open => view! { <Board event door=Signal::derive(move || door.get())/> }.into_any(),
    }}</div> }
}

#[component]
fn Closed(title: String, text: String) -> impl IntoView {
    view! {
        <div class="app pad door__room">
            <h1 class="vh" tabindex="-1">{title.clone()}</h1>
            <Empty title text><ButtonLink label=t("mine.title") href=Address::Mine.href()/></Empty>
        </div>
    }
}

/// What the parts of the page read.
type Door = Signal<Option<DoorLook>>;
