//! The audit trail: what was done, when and by whom, and whether a line was changed since.

use leptos::prelude::*;
use model::RecordId;

use super::said_fault;
use crate::components::{Button, Glyph, Group, NoteBox, Row, SkeletonRows, Tone, Top};
use crate::pages::frame::set_title;
use crate::pages::mine::EventName;
use crate::router::use_router;
use crate::state::desk::{AuditEntry, Chain, DeskFault, use_desks};
use crate::state::words::{self, dotted, number, t, t_count, t_with};

#[component]
pub fn AuditTrailPage(event: RecordId) -> impl IntoView {
    set_title(&t("desk.audit"));
    let router = use_router();
    let desks = use_desks();
    let lines = RwSignal::new(Vec::<AuditEntry>::new());
    let chain = RwSignal::new(None::<Chain>);
    let more = RwSignal::new(true);
    let fault = RwSignal::new(None::<DeskFault>);
    let load = move || {
        let after = lines.with_untracked(|lines| lines.last().map_or(0, |line| line.number));
        let asking = (desks.acts().audit)(event, after);
        leptos::task::spawn_local(async move {
            match asking.await {
                Ok(page) => {
                    lines.try_update(|lines| lines.extend(page.lines));
                    more.try_set(page.more);
                    fault.try_set(None);
                    if page.chain.is_some() {
                        chain.try_set(page.chain);
                    }
                }
                Err(why) => drop(fault.try_set(Some(why))),
            }
        });
    };
    load();
    let state = move || match chain.get()? {
        Chain::Whole { lines } => Some(view! {
            <NoteBox tone=Tone::Leaf glyph=Glyph::Check title=t_count("desk.chain_whole", lines) text=t("desk.chain_whole_text")/>
        }),
        Chain::Broken { at } => Some(view! {
            <NoteBox tone=Tone::Kapok glyph=Glyph::Warning title=t_with("desk.chain_broken", &[("line", &number(at))]) text=t("desk.chain_broken_text")/>
        }),
    };
    view! {
        <Top back_label=t("app.back") on_back=Callback::new(move |()| router.back())/>
        <div class="app pad">
            <p class="small q"><EventName event let:name>{name}</EventName></p>
            <h1 tabindex="-1">{t("desk.audit")}</h1>
            {move || fault.get().map(|why| view! { <p class="gap" role="status">{said_fault(why)}</p> })}
            <div class="gap">{state}</div>
            <div class="gap"><Group>
                {move || (lines.with(Vec::is_empty) && fault.with(Option::is_none)).then(|| view! { <SkeletonRows count=3 label=t("app.loading")/> })}
                <For each=move || lines.get() key=|line| line.number children=|line| {
                    let when = words::time(line.at_ms as f64);
                    let by = line.by.unwrap_or_else(|| t("desk.by_server"));
                    let what = said_act(&line.act);
                    view! { <Row title=what lines=vec![dotted([when.as_str(), by.as_str()]).into()] end=Some(number(line.number))/> }
                }/>
            </Group></div>
            {move || (more.get() && !lines.with(Vec::is_empty)).then(|| view! {
                <div class="buttons"><Button mini=true label=t("desk.more") on_press=Callback::new(move |()| load())/></div>
            })}
        </div>
    }
}

/// A line of a later version stands by its key.
fn said_act(act: &str) -> String {
    let key = format!("act.{act}");
    if words::has(&key) { t(&key) } else { act.to_owned() }
}
