//! What is said to the one who stands there, and the two things that can follow.

use leptos::prelude::*;

use super::board::{Desk, Spoken};
use crate::components::{Button, VerdictKind, VerdictPanel};
use crate::pages::register::group_label;
use crate::state::door::Word;
use crate::state::words::{self, t, t_with};

#[component]
pub fn Said(desk: Desk, spoken: Spoken) -> impl IntoView {
    let Spoken { verdict, way, at_ms } = spoken;
    let next = Callback::new(move |()| desk.next());
    let who = verdict.who;
    let (kind, word) = match &verdict.word {
        Word::Admit => (VerdictKind::Admit, t("door.admit")),
        Word::AlreadyIn(_) => (VerdictKind::AlreadyIn, t("door.already")),
        Word::Stop(stop) => (VerdictKind::Stop, t(&format!("door.stop.{}", stop.key()))),
    };
    let group = verdict.group.as_ref().and_then(|group| {
        desk.facts.with_untracked(|facts| facts.as_ref().and_then(|facts| group_label(facts, group)))
    });
    let mut lines: Vec<String> = group.into_iter().collect();
    match &verdict.word {
        Word::Admit => {
            lines.push(t_with("door.first", &[("time", &words::time(at_ms))]));
            if verdict.name.is_none() {
                lines.push(t("door.newer"));
            }
        }
        Word::AlreadyIn(entries) => lines.extend(entries.iter().map(|entry| {
            t_with("door.entry", &[("gate", entry.gate.as_str()), ("time", &words::time(entry.seen_ms as f64))])
        })),
        Word::Stop(stop) => lines.push(t(&format!("door.stop.{}_text", stop.key()))),
    }
    let name = verdict.name.as_ref().map(|name| name.to_string()).unwrap_or_default();
    let other = match (&verdict.word, who) {
        (Word::Admit, Some(who)) => {
            let undo = Callback::new(move |()| {
                desk.take_back(who);
                desk.next();
            });
            view! { <Button label=t("door.undo") on_press=undo/> }.into_any()
        }
        (Word::AlreadyIn(_), Some(who)) => {
            let again = Callback::new(move |()| {
                desk.let_in(who, way);
                desk.next();
            });
            view! { <Button label=t("door.again") on_press=again/> }.into_any()
        }
        _ => {
            let find = Callback::new(move |()| desk.find_by_name());
            view! { <Button label=t("door.mode.name") on_press=find/> }.into_any()
        }
    };
    view! {
        <VerdictPanel kind word name lines>{other}<Button label=t("door.next") on_press=next/></VerdictPanel>
    }
}
