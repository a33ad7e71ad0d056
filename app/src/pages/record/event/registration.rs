//! Taking part in an event: how many places, until when, and the way to the form, or to one's own registration.

use catalogue::Card;
use leptos::prelude::*;
use model::RecordId;
use model::registration::{Opening, Registration};

use crate::components::{ButtonKind, ButtonLink, Glyph, SectionHead};
use crate::pages::mine::state_tag;
use crate::pages::record::{Body, FactList};
use crate::router::Address;
use crate::state::mine::use_own;
use crate::state::words::{self, number, t, t_count, t_with};

pub fn registration(card: &Card, body: Body<'_>) -> Option<AnyView> {
    let rules: Registration = serde_json::from_value(body.part("registration").value()?.clone()).ok()?;
    let event = card.id;
    let facts =
        FactList::new().asked("event.registration", Some(when(&rules))).asked("fact.places", Some(places(&rules)));
    let approval = rules.approval.then(|| view! { <p class="small q">{t("event.approval")}</p> });
    let is_open = rules.opening(words::now_ms() as i64) == Opening::Open;
    Some(
        view! {
            <SectionHead title=t("event.registration")/>
            {facts.view()}
            {approval}
            <Way event is_open/>
        }
        .into_any(),
    )
}

#[component]
fn Way(event: RecordId, is_open: bool) -> impl IntoView {
    let look = use_own().look();
    let part = Memo::new(move |_| look.with(|look| look.as_ref()?.event(event).cloned()));
    let signed_in = use_own().is_signed_in();
    let others = move || {
        (is_open && signed_in.get()).then(|| {
            let href = Address::Delegation(event).href();
            view! { <div class="buttons"><ButtonLink glyph=Some(Glyph::People) label=t("delegation.title") href/></div> }
        })
    };
    let own = move || {
        let part = part.get();
        let stands = part.as_ref().filter(|part| part.state.stands()).map(|part| state_tag(&part.state).1);
        match (stands, part.is_some()) {
            (Some(state), _) => view! {
                <div class="buttons gap"><ButtonLink kind=ButtonKind::Ink wide=true glyph=Some(Glyph::Person)
                    label=words::dotted([t("event.my_part").as_str(), state.as_str()]) href=Address::Part(event).href()/></div>
            }
            .into_any(),
            (None, was) => view! {
                <div class="buttons gap">
                    {is_open.then(|| view! { <ButtonLink kind=ButtonKind::Go wide=true label=t("event.register") href=Address::Register(event).href()/> })}
                    {was.then(|| view! { <ButtonLink label=t("event.my_part") href=Address::Part(event).href()/> })}
                </div>
            }
            .into_any(),
        }
    };
    view! { {own}{others} }
}

/// By this phone's clock. The server's decides.
fn when(rules: &Registration) -> String {
    let time = |moment: &model::Moment| words::moment(moment.unix_ms() as f64);
    match rules.opening(words::now_ms() as i64) {
        Opening::NotYet => t_with("event.opens_at", &[("time", &time(&rules.opens))]),
        Opening::Open => t_with("event.closes_at", &[("time", &time(&rules.closes))]),
        Opening::Closed => t("event.closed"),
    }
}

/// Never a bare number of seats that are left: always as of when.
fn places(rules: &Registration) -> String {
    match (rules.places, rules.taken) {
        (None, _) => t("event.no_limit"),
        (Some(places), None) => t_count("count.place", u64::from(places)),
        (Some(places), Some(taken)) => {
            let left = places.saturating_sub(taken.count);
            let time = words::time(taken.as_of_ms as f64);
            t_with(
                "event.seats_left",
                &[("left", &number(u64::from(left))), ("places", &number(u64::from(places))), ("time", &time)],
            )
        }
    }
}
