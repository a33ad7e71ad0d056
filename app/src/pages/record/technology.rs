//! A technology offered or needed: how ready it is, on what terms, for whom. An offer is filled, a need outlined.

use catalogue::Card;
use leptos::prelude::*;

use super::super::coded::coded;
use super::super::record_row::{levels, maturity};
use super::body::Body;
use super::facts::FactList;
use crate::components::{SectionHead, TrlStrip};
use crate::state::words::{self, listed, t, t_with};

pub fn details(card: &Card, body: Body<'_>) -> AnyView {
    let need = card.word("side") == Some("need");
    let said = |key: &str, text: Option<&str>| {
        let title = t(key);
        text.map(str::to_owned).map(|text| view! { <SectionHead title/><p class="prose said">{text}</p> })
    };
    let terms: Vec<String> = body.texts("terms").into_iter().map(|code| coded("terms.{}", code)).collect();
    let targets: Vec<String> = body.texts("targets").into_iter().map(words::country).collect();
    let facts = FactList::new()
        .fields(card)
        .place(card)
        .asked("fact.ip", body.text("ip").map(|ip| coded("ip.{}", ip)))
        .asked("fact.terms", Some(listed(terms.iter().map(String::as_str))))
        .if_any("fact.targets", Some(listed(targets.iter().map(String::as_str))))
        .if_any("fact.collection", body.text("collection").map(str::to_owned))
        .if_any("fact.closes", body.day("closes").map(words::day));
    view! {
        {readiness(card, need)}
        {said(if need { "fact.benefit_need" } else { "fact.benefit" }, body.text("benefit"))}
        <div class="gap">{facts.view()}</div>
    }
    .into_any()
}

fn readiness(card: &Card, need: bool) -> Option<AnyView> {
    let (from, to) = levels(card)?;
    let (title, note) = match need {
        true => ("fact.trl_title_need", "fact.trl_note_need"),
        false => ("fact.trl_title_offer", "fact.trl_note_offer"),
    };
    let label = match need {
        true => t_with("fact.trl_wanted", &[("from", &from.to_string()), ("to", &to.to_string())]),
        false => t_with("fact.trl_has", &[("level", &to.to_string())]),
    };
    let strip = view! {
        <SectionHead title=t(title) end=maturity(card)/>
        <TrlStrip from to wanted=need label/>
        <p class="strip-note">{t(note)}</p>
    };
    Some(strip.into_any())
}
