//! All other names of a record, by use, each in its own language; and the ids that others gave it.

use catalogue::Card;
use leptos::prelude::*;

use super::super::coded::coded;
use super::body::Body;
use crate::components::{Fact, Facts, SectionHead};
use crate::state::naming::{Picked, choose};
use crate::state::words::{self, t};

const USES: [&str; 5] = ["official", "label", "alias", "acronym", "former"];
pub fn other_names(card: &Card) -> AnyView {
    let language = words::language().get_untracked();
    let others = choose(&card.names, &language).map(|shown| shown.others).unwrap_or_default();
    if others.is_empty() {
        return ().into_any();
    }
    let name = |pick: &Picked<'_>| {
        view! { <span class="name" lang=pick.lang.map(str::to_owned)>{pick.text.to_owned()}</span> }
    };
    let group = |usage: &str| {
        let names = others.iter().filter(|pick| card.names[pick.at].usage == usage);
        let names: Vec<_> = names.map(name).collect();
        (!names.is_empty()).then(|| view! { <Fact term=coded("name_use.{}", usage)>{names}</Fact> })
    };
    let groups = USES.map(group).into_iter().flatten().collect_view();
    view! { <SectionHead title=t("record.other_names")/><Facts>{groups}</Facts> }.into_any()
}

pub fn identifiers(body: Body<'_>) -> AnyView {
    let ids: Vec<(String, String)> =
        body.list("ids").filter_map(|id| Some((id.text("scheme")?.to_owned(), id.text("value")?.to_owned()))).collect();
    let line = |(scheme, value): (String, String)| {
        let term = scheme.to_uppercase();
        // An id that is an address leads there.
        let href = value.starts_with("https://").then(|| value.clone());
        match href {
            Some(href) => view! {
                <Fact term><a href=href target="_blank" rel="noopener noreferrer">{value}</a></Fact>
            }
            .into_any(),
            None => view! { <Fact term>{value}</Fact> }.into_any(),
        }
    };
    if ids.is_empty() {
        return ().into_any();
    }
    view! { <SectionHead title=t("record.ids")/><Facts>{ids.into_iter().map(line).collect_view()}</Facts> }.into_any()
}
