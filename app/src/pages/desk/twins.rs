//! Two registrations that may be of one person. Only the organiser decides; the one that stays is chosen here.

use leptos::prelude::*;
use model::feed::{Likeness, RegistrationState, TwinView};
use model::{Act, RegistrationId};

use super::event::AtDesk;
use super::people::tag;
use crate::components::{Button, Group, SectionHead, Tag};
use crate::state::words::{t, t_with};

#[component]
pub fn Twins(at: AtDesk) -> impl IntoView {
    let twins = Memo::new(move |_| at.with(|desk| desk.twins.clone()));
    move || {
        let twins = twins.get();
        (!twins.is_empty()).then(|| {
            view! {
                <SectionHead title=t("desk.twins")/>
                <p class="small q">{t("desk.twins_text")}</p>
                <Group inset=true>{twins.into_iter().map(|twin| view! { <OnePair at twin/> }).collect_view()}</Group>
            }
        })
    }
}

#[component]
fn OnePair(at: AtDesk, twin: TwinView) -> impl IntoView {
    let because = match twin.because {
        Likeness::Name => t("desk.twin.name"),
        Likeness::Phone => t("desk.twin.phone"),
        Likeness::Mailbox => t("desk.twin.mailbox"),
        Likeness::Other => t("desk.twin.other"),
    };
    let [one, other] = twin.pair;
    let side = move |keep: RegistrationId, end: RegistrationId| {
        let person = at.with(|desk| desk.find(keep).map(|person| person.view.clone()))?;
        let name = person.name.full.as_str().to_owned();
        let label = t_with("desk.keep", &[("name", &name)]);
        let keep_it = Callback::new(move |()| {
            let act = Act::Merged { event: at.event, from: end, into: keep };
            at.own.save(act, |_| {});
        });
        let (tone, state) = tag(person.state);
        let mail = person.email.as_ref().map(ToString::to_string).unwrap_or_default();
        let strong = person.state == RegistrationState::Accepted;
        Some(view! {
            <div class="desk__twin" class:desk__twin--strong=strong>
                <b>{name}</b>" "<Tag tone text=state/><span class="small q">{mail}</span>
                <Button mini=true label on_press=keep_it/>
            </div>
        })
    };
    view! {
        <div class="desk__pair">
            <p class="small q">{because}</p>
            {side(one, other)}
            {side(other, one)}
        </div>
    }
}
