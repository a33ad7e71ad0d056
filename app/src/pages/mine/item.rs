//! One thing in the outbox as a row: what it is, how far it has come, and how old it is.

use catalogue::query::{Answer, Query};
use leptos::prelude::*;
use model::view::EventState;
use model::{Act, Outcome, RecordId};

use super::said_reason;
use crate::components::{Glyph, Lead, Row, Tone};
use crate::router::Address;
use crate::state::answers::use_catalogue;
use crate::state::event::EventFacts;
use crate::state::mine::{How, Waiting};
use crate::state::words::{self, dotted, t, t_with};

#[component]
pub fn ItemRow(item: Waiting) -> impl IntoView {
    let made = t_with("mine.saved_at", &[("time", &words::time(item.made_ms as f64))]);
    let what = t(&format!("act.{}", item.act.key()));
    let (tone, glyph, state) = standing(&item.how);
    let more = match &item.how {
        How::NeedsYou(outcome) => said_reason(outcome),
        How::Blocked => t("mine.blocked"),
        How::Saved | How::Sent | How::Answered(_) => String::new(),
    };
    let lead = Some(Lead::Tile { glyph, tone });
    let tag = Some((tone, state));
    let lines = move |first: String| {
        let lines = [first, more.clone()].into_iter().filter(|line| !line.is_empty());
        lines.map(Into::into).collect::<Vec<_>>()
    };
    match item.act.event().filter(|_| is_ones_own(&item.act)) {
        Some(event) => {
            let line = dotted([what.as_str(), made.as_str()]);
            view! { <EventName event let:name>
                <Row href=Address::Part(event).href() lead=lead.clone() title=name lines=lines(line.clone()) tag=tag.clone() top=true chevron=true/>
            </EventName> }
            .into_any()
        }
        None => view! { <Row lead title=what lines=lines(made) tag top=true/> }.into_any(),
    }
}

/// What stands on the page of one's own part in an event.
fn is_ones_own(act: &Act) -> bool {
    !matches!(act, Act::CheckedIn { .. } | Act::CheckInUndone { .. } | Act::WalkedIn { .. })
}

fn standing(how: &How) -> (Tone, Glyph, String) {
    match how {
        How::Saved => (Tone::Reed, Glyph::Phone, t("how.saved")),
        How::Sent => (Tone::Tide, Glyph::Send, t("how.sent")),
        How::Blocked => (Tone::Reed, Glyph::Clock, t("how.blocked")),
        How::NeedsYou(_) => (Tone::Kapok, Glyph::Warning, t("how.needs_you")),
        How::Answered(outcome) => match outcome {
            Outcome::Waiting { place } => {
                (Tone::Sand, Glyph::People, t_with("standing.waiting", &[("place", &words::number(u64::from(*place)))]))
            }
            Outcome::Asked | Outcome::Held { .. } => (Tone::Tide, Glyph::Send, t("standing.asked")),
            _ => (Tone::Leaf, Glyph::Check, t("how.answered")),
        },
    }
}

/// How one's part in an event stands, in a word or two.
pub fn state_tag(state: &EventState) -> (Tone, String) {
    match state {
        EventState::AskedFor { sent: false } => (Tone::Reed, t("how.saved")),
        EventState::AskedFor { sent: true } => (Tone::Tide, t("how.sent")),
        EventState::Asked => (Tone::Tide, t("standing.asked")),
        EventState::Held { .. } => (Tone::Tide, t("standing.held")),
        EventState::Accepted => (Tone::Leaf, t("standing.accepted")),
        EventState::Waiting { place } => {
            (Tone::Sand, t_with("standing.waiting", &[("place", &words::number(u64::from(*place)))]))
        }
        EventState::Offered { .. } => (Tone::Kapok, t("standing.offered")),
        EventState::Withdrawn => (Tone::Sand, t("standing.withdrawn")),
        EventState::Refused { .. } => (Tone::Sand, t("standing.refused")),
        EventState::NeedsAttention { .. } => (Tone::Kapok, t("how.needs_you")),
    }
}

/// The name of an event, once the catalogue on this phone has told it.
#[component]
pub fn EventName<V: IntoView + 'static>(
    event: RecordId,
    children: impl Fn(String) -> V + Send + 'static,
) -> impl IntoView {
    let answer = use_catalogue().answer_once(Query::Record { id: event });
    let name = Memo::new(move |_| match answer.get() {
        Some(Answer::Record(Some(record))) => EventFacts::of(&record, &words::language().get_untracked()),
        _ => None,
    });
    move || children(name.with(|event| event.as_ref().map_or_else(|| t("mine.an_event"), |event| event.title.clone())))
}
