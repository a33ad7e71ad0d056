//! What was made on this phone before anybody signed in. It belongs to nobody until a person says that it is theirs; it is
//! never sent before.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::EventName;
use crate::components::{Button, ButtonKind, Glyph, Group, Lead, Row, SectionHead};
use crate::state::mine::{Look, use_own};
use crate::state::words::{self, t, t_with};

#[component]
pub fn Unclaimed(look: Look) -> impl IntoView {
    let own = use_own();
    if look.unclaimed.is_empty() {
        return None;
    }
    let rows = look.unclaimed.into_iter().map(|item| {
        let what = t(&format!("act.{}", item.act.key()));
        let made = t_with("mine.saved_at", &[("time", &words::time(item.made_ms as f64))]);
        let line = words::dotted([what.as_str(), made.as_str()]);
        match item.act.event() {
            Some(event) => view! { <EventName event let:name>
                <Row lead=Some(Lead::tile(Glyph::Event)) title=name lines=vec![line.clone().into()]/>
            </EventName> }
            .into_any(),
            None => view! { <Row lead=Some(Lead::tile(Glyph::Person)) title=line/> }.into_any(),
        }
    });
    let (busy, set_busy) = signal(false);
    let claim = Callback::new(move |()| {
        set_busy.set(true);
        let claiming = (own.acts().claim)();
        spawn_local(async move {
            claiming.await;
            set_busy.try_set(false);
        });
    });
    let discard = Callback::new(move |()| spawn_local((own.acts().discard_unclaimed)()));
    let rows = rows.collect_view();
    Some(view! {
        <SectionHead title=t("unclaimed.title")/>
        <p class="q">{t("unclaimed.text")}</p>
        <div class="gap"><Group>{rows}</Group></div>
        <div class="buttons gap">
            <Button kind=ButtonKind::Go label=t("unclaimed.mine") busy on_press=claim/>
            <Button kind=ButtonKind::Alarm label=t("unclaimed.discard") on_press=discard/>
        </div>
    })
}
