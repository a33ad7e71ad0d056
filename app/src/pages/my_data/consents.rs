//! What they agreed to, each with the way back.

use leptos::prelude::*;
use model::{Act, Line, RecordId};

use crate::components::{Button, Group, Row, SectionHead, Tone};
use crate::state::mine::use_own;
use crate::state::words::t;

#[component]
pub fn Consents() -> impl IntoView {
    let own = use_own();
    let look = own.look();
    let consents = Memo::new(move |_| {
        let shown = look.with(|look| look.as_ref().map(|look| look.mine.consents.clone())).unwrap_or_default();
        shown.into_iter().collect::<Vec<_>>()
    });
    let withdraw = move |event: Option<RecordId>, purpose: Line| {
        Callback::new(move |()| own.save(Act::ConsentWithdrawn { event, purpose: purpose.clone() }, |_| ()))
    };
    view! {
        <SectionHead title=t("data.consents")/>
        {move || match consents.get() {
            consents if consents.is_empty() => view! { <p class="small q">{t("data.no_consents")}</p> }.into_any(),
            consents => view! { <Group>{consents.into_iter().map(|((event, purpose), shown)| {
                let tag = match (shown.given, shown.settled) {
                    (true, _) => (Tone::Leaf, t("data.given")),
                    (false, true) => (Tone::Sand, t("data.withdrawn")),
                    (false, false) => (Tone::Reed, t("data.withdrawing")),
                };
                view! {
                    <Row title=purpose.as_str().to_owned() tag=Some(tag)/>
                    {shown.given.then(|| view! {
                        <div class="buttons pad"><Button mini=true label=t("data.withdraw") on_press=withdraw(event, purpose)/></div>
                    })}
                }
            }).collect_view()}</Group> }.into_any(),
        }}
    }
}
