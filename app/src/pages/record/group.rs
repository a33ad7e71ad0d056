//! Links of one kind in one direction: the first few records, and the way to all of them.

use catalogue::query::{Link, LinkGroup, LinkGroupKey};
use leptos::prelude::*;
use model::RecordId;

use super::super::coded::coded;
use super::super::record_row::RecordRow;
use super::facts::host;
use crate::components::{Glyph, Group, Lead, Marked, Row, SectionHead, Tone};
use crate::router::Address;
use crate::state::words::{has, number, t, t_with};

#[component]
pub fn LinkGroupView(id: RecordId, group: LinkGroup) -> impl IntoView {
    let more = group.total as usize > group.links.len();
    let link = more.then(|| {
        let text = t_with("app.all_count", &[("count", &number(u64::from(group.total)))]);
        (Address::Links(id, group.key.clone()).href(), text)
    });
    let rows = group.links.into_iter().map(|link| view! { <LinkRow link/> }).collect_view();
    view! { <SectionHead title=group_title(&group.key) link/><Group>{rows}</Group> }
}

/// What the records at the other end are to this one: "Partners", "Offers and needs".
pub fn group_title(key: &LinkGroupKey) -> String {
    if !key.incoming {
        return coded("relation.{}", &key.relation);
    }
    let exact = format!("relation.back.{}_{}", key.relation, key.kind);
    if has(&exact) { t(&exact) } else { coded("relation.back.{}", &key.relation) }
}

#[component]
pub fn LinkRow(link: Link) -> impl IntoView {
    let over = link.side.as_deref().map(|side| coded("side.{}", side));
    match link.card {
        Some(card) => view! { <RecordRow card chevron=true over/> }.into_any(),
        None => view! { <Unheld label=link.label foreign=link.foreign over/> }.into_any(),
    }
}

/// A record that is not here: its name, and where it is known.
#[component]
fn Unheld(label: Option<String>, foreign: Option<(String, String)>, over: Option<String>) -> impl IntoView {
    let href = foreign.map(|(_, value)| value).filter(|value| value.starts_with("https://"));
    let at = href.as_deref().map(|url| host(url).to_owned());
    let lines = [Some(t("record.unheld")), at].into_iter().flatten().map(Marked::from).collect();
    let lead = Lead::Tile { glyph: Glyph::Link, tone: Tone::Sand };
    let title = label.unwrap_or_else(|| t("app.unknown"));
    view! { <Row outside=href.is_some() href lead=Some(lead) over title lines top=true/> }
}
