//! One's part in one event: how far it has come, and what one can do about it.

use leptos::prelude::*;
use model::view::{EventAsk, EventState, EventView};
use model::{Act, Email, Line, PersonName, RecordId};

use super::item::state_tag;
use super::said_reason;
use crate::components::{
    Button, ButtonKind, ButtonLink, Field, Glyph, Group, NoteBox, SectionHead, Sheet, SkeletonRows, Step, StepState,
    Tag, Tone, Top, Track, Typed,
};
use crate::pages::frame::set_title;
use crate::pages::register::use_event;
use crate::router::{Address, use_router};
use crate::state::channel::Ended;
use crate::state::event::EventFacts;
use crate::state::mine::{How, Look, Waiting, use_own};
use crate::state::words::{self, t, t_with};

#[component]
pub fn PartPage(event: RecordId) -> impl IntoView {
    let facts = use_event(event);
    let own = use_own();
    let router = use_router();
    (own.acts().exchange)();
    let look = own.look();
    // The same part again draws nothing anew, so a sheet that is open stays open.
    let part = Memo::new(move |_| {
        look.with(|look| {
            let look = look.as_ref()?;
            let attention = |item: &&Waiting| matches!(item.how, How::NeedsYou(_)) && item.act.event() == Some(event);
            Some((
                look.event(event).cloned(),
                look.waiting.iter().filter(attention).cloned().collect::<Vec<_>>(),
                made(look, event),
            ))
        })
    });
    view! {
        <Top back_label=t("app.back") on_back=Callback::new(move |()| router.back())/>
        <div class="app pad">
            {move || match (facts.get(), part.get()) {
                (Some(facts), Some((part, attention, made))) => view! { <Part facts part attention made/> }.into_any(),
                _ => view! { <Group><SkeletonRows count=2 label=t("app.loading")/></Group> }.into_any(),
            }}
        </div>
    }
}

/// When the registration that waits was made, by this phone's clock.
fn made(look: &Look, event: RecordId) -> Option<i64> {
    let of_event = |item: &&Waiting| matches!(item.act, Act::Registered { event: theirs, .. } if theirs == event);
    look.waiting.iter().chain(&look.unclaimed).find(of_event).map(|item| item.made_ms)
}

#[component]
fn Part(facts: EventFacts, part: Option<EventView>, attention: Vec<Waiting>, made: Option<i64>) -> impl IntoView {
    set_title(&facts.title);
    let event = facts.id;
    let title = facts.title.clone();
    let Some(part) = part else {
        return view! {
            <h1 tabindex="-1" lang=facts.lang>{title}</h1>
            <p class="q gap">{t("part.none")}</p>
            <div class="buttons gap"><ButtonLink kind=ButtonKind::Go label=t("register.title") href=Address::Register(event).href()/></div>
        }
        .into_any();
    };
    let (tone, tag) = state_tag(&part.state);
    let steps = steps(&part, made);
    let attention = attention.into_iter().map(|item| view! { <Attention item/> }).collect_view();
    let asks = part.asks.clone().into_iter().map(said_ask).filter(|ask| !ask.is_empty());
    let asks: Vec<_> = asks.map(|ask| view! { <p class="small q">{ask}</p> }).collect();
    view! {
        <h1 tabindex="-1" lang=facts.lang.clone()>{title}</h1>
        <div class="gap"><Tag tone text=tag/></div>
        {attention}
        <Offered part=part.clone() event/>
        <section class="gap"><Group inset=true><Track steps/></Group></section>
        {asks}
        {only_here(&part.state).then(|| view! { <p class="small q gap">{t("part.only_here")}</p> })}
        <div class="buttons gap">
            {part.ticket.is_some().then(|| view! {
                <ButtonLink kind=ButtonKind::Go glyph=Some(Glyph::Ticket) label=t("ticket.show") href=Address::Ticket(event).href()/>
            })}
            <ButtonLink label=t("part.event") href=Address::Record(event).href()/>
            {part.state.stands().then(|| view! {
                <ButtonLink glyph=Some(Glyph::Edit) label=t("part.change") href=Address::Register(event).href()/>
            })}
        </div>
        {(part.state == EventState::Accepted && part.asks.is_empty()).then(|| view! { <Substitute event/> })}
        {(part.state.stands() && !part.is_withdrawing()).then(|| view! { <Withdraw event/> })}
        {(!part.state.stands()).then(|| view! {
            <div class="buttons gap"><ButtonLink label=t("part.again") href=Address::Register(event).href()/></div>
        })}
    }
    .into_any()
}

/// From this phone to the answer. Never further than what is known.
fn steps(part: &EventView, made: Option<i64>) -> Vec<Step> {
    let state = &part.state;
    let step = |state, glyph, title: &str, text: String| Step { state, glyph, title: t(title), text };
    let saved_at = made.map(|made| words::time(made as f64)).unwrap_or_default();
    let own = use_own();
    let waits = match own.exchange().get_untracked().ended {
        _ if !own.is_signed_in().get_untracked() => t("track.waits_sign_in"),
        Some(Ended::SignIn) => t("track.waits_sign_in"),
        Some(Ended::NoNetwork) | None => t("track.waits_signal"),
        Some(_) => t("track.waits"),
    };
    let (saved, sent, answered) = match state {
        EventState::AskedFor { sent: false } => (StepState::Done, StepState::Now, StepState::Next),
        EventState::AskedFor { sent: true } | EventState::Asked | EventState::Held { .. } => {
            (StepState::Done, StepState::Done, StepState::Now)
        }
        _ => (StepState::Done, StepState::Done, StepState::Done),
    };
    let answer = match state {
        EventState::Accepted if part.ticket.is_some() => ("track.accepted", t("track.accepted_text")),
        EventState::Accepted => ("track.accepted", t("track.ticket_coming")),
        EventState::Waiting { .. } => ("track.waiting_list", t("track.waiting_text")),
        EventState::Offered { .. } => ("track.offered", String::new()),
        EventState::Withdrawn => ("track.withdrawn", String::new()),
        EventState::Refused { reason } => ("track.refused", t(&format!("reason.{}", reason.key()))),
        EventState::NeedsAttention { .. } => ("how.needs_you", String::new()),
        EventState::Asked => ("track.answer", t("track.organiser_decides")),
        EventState::Held { reason } => ("track.answer", t(&format!("reason.{}", reason.key()))),
        EventState::AskedFor { .. } => ("track.answer", t("track.arrival_counts")),
    };
    vec![
        step(saved, Glyph::Phone, "track.saved", saved_at),
        step(
            sent,
            Glyph::Send,
            if sent == StepState::Now { "track.to_send" } else { "track.sent" },
            if sent == StepState::Now { waits } else { String::new() },
        ),
        step(answered, Glyph::Ticket, answer.0, answer.1),
    ]
}

fn only_here(state: &EventState) -> bool {
    matches!(state, EventState::AskedFor { sent: false })
}

fn said_ask(ask: EventAsk) -> String {
    match ask {
        EventAsk::Answers => t("ask.answers"),
        EventAsk::Withdrawal => t("ask.withdrawal"),
        EventAsk::Substitute { name } => t_with("ask.substitute", &[("name", name.full.as_str())]),
        EventAsk::OfferAccepted => t("ask.offer_accepted"),
        EventAsk::OfferDeclined => t("ask.offer_declined"),
    }
}

/// What the server did not take, with the way on. What was written is still in the form.
#[component]
fn Attention(item: Waiting) -> impl IntoView {
    let own = use_own();
    let How::NeedsYou(outcome) = &item.how else { return None };
    let title = t(&format!("act.{}", item.act.key()));
    let text = said_reason(outcome);
    let (id, event) = (item.command, item.act.event());
    let dismiss = Callback::new(move |()| leptos::task::spawn_local((own.acts().dismiss)(id)));
    let is_form = matches!(item.act, Act::Registered { .. } | Act::AnswersChanged { .. });
    Some(view! {
        <div class="gap"><NoteBox tone=Tone::Kapok glyph=Glyph::Warning title text>
            {event.filter(|_| is_form).map(|event| view! {
                <ButtonLink mini=true label=t("part.mend") href=Address::Register(event).href()/>
            })}
            <Button mini=true label=t("part.dismiss") on_press=dismiss/>
        </NoteBox></div>
    })
}

/// A seat is kept for a while: yes or no.
#[component]
fn Offered(part: EventView, event: RecordId) -> impl IntoView {
    let own = use_own();
    let EventState::Offered { until_ms } = part.state else { return None };
    let asked = part.asks.iter().any(|ask| matches!(ask, EventAsk::OfferAccepted | EventAsk::OfferDeclined));
    if asked {
        return None;
    }
    let accept = Callback::new(move |()| own.save(Act::OfferAccepted { event }, |_| ()));
    let decline = Callback::new(move |()| own.save(Act::OfferDeclined { event }, |_| ()));
    let until = words::moment(until_ms as f64);
    Some(view! {
        <div class="gap"><NoteBox tone=Tone::Leaf glyph=Glyph::Ticket title=t("offer.title") text=t_with("offer.text", &[("time", &until)])>
            <Button kind=ButtonKind::Go label=t("offer.take") on_press=accept/>
            <Button label=t("offer.leave") on_press=decline/>
        </NoteBox></div>
    })
}

#[component]
fn Withdraw(event: RecordId) -> impl IntoView {
    let own = use_own();
    let (asking, set_asking) = signal(false);
    let ask = Callback::new(move |()| set_asking.set(true));
    let close = Callback::new(move |()| set_asking.set(false));
    let withdraw = Callback::new(move |()| {
        set_asking.set(false);
        own.save(Act::Withdrawn { event, registration: None }, |_| ());
    });
    view! {
        <div class="buttons gap"><Button mini=true kind=ButtonKind::Alarm label=t("withdraw.title") on_press=ask/></div>
        <Sheet open=asking on_close=close title=t("withdraw.ask") close_label=t("app.close")>
            <p>{t("withdraw.text")}</p>
            <div class="buttons gap">
                <Button kind=ButtonKind::Ink wide=true label=t("withdraw.keep") on_press=close/>
                <Button kind=ButtonKind::Alarm wide=true label=t("withdraw.do") on_press=withdraw/>
            </div>
        </Sheet>
    }
}

/// Gives the place to somebody else, who takes it over by signing in.
#[component]
fn Substitute(event: RecordId) -> impl IntoView {
    let own = use_own();
    let (open, set_open) = signal(false);
    let (name, set_name) = signal(String::new());
    let (email, set_email) = signal(String::new());
    let (wrong, set_wrong) = signal((None::<String>, None::<String>));
    let show = Callback::new(move |()| set_open.set(true));
    let close = Callback::new(move |()| set_open.set(false));
    let give = Callback::new(move |()| {
        let named = Line::parse(&name.get_untracked());
        let address = Email::parse(&email.get_untracked());
        match (named, address) {
            (Ok(full), Ok(email)) => {
                set_open.set(false);
                own.save(Act::SubstituteNamed { event, name: PersonName::of(full), email }, |_| ());
            }
            (named, address) => {
                set_wrong
                    .set((named.err().map(|_| t("flaw.no_name")), address.err().map(|_| t("sign_in.bad_address"))));
            }
        }
    });
    view! {
        <SectionHead title=t("substitute.title")/>
        <p class="small q">{t("substitute.text")}</p>
        <div class="buttons"><Button mini=true glyph=Some(Glyph::People) label=t("substitute.do") on_press=show/></div>
        <Sheet open=open on_close=close title=t("substitute.title") close_label=t("app.close")>
            <div class="form">
                <Field id="substitute-name" label=t("register.full") value="" on_input=Callback::new(move |text| set_name.set(text))
                    error=Signal::derive(move || wrong.get().0)/>
                <Field id="substitute-email" label=t("sign_in.address") typed=Typed::Email value="" on_input=Callback::new(move |text| set_email.set(text))
                    error=Signal::derive(move || wrong.get().1)/>
                <Button kind=ButtonKind::Ink wide=true label=t("substitute.give") on_press=give/>
            </div>
        </Sheet>
    }
}
