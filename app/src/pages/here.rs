//! `/here/{event}/{session}#{code}`: somebody has scanned the code of a room. It is saved before anything else, with a
//! network or without; and the sessions that they were in so far are shown.

use leptos::prelude::*;
use model::{Act, Line, RecordId};

use super::frame::set_title;
use super::register::use_event;
use crate::components::{ButtonLink, Glyph, Group, Lead, NoteBox, Row, SectionHead, Tone, Top, TypeIn};
use crate::router::{Address, use_router};
use crate::state::mine::{Look, use_own};
use crate::state::words::{self, t};

/// Characters of a room's code, with room for spaces.
const CODE_CHARS: u32 = 40;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Saving {
    UnderWay,
    Saved,
    NotKept,
    /// Without a code: it is typed.
    NoCode,
}

#[component]
pub fn HerePage(event: RecordId, session: String, code: String) -> impl IntoView {
    set_title(&t("here.title"));
    let (router, own) = (use_router(), use_own());
    let facts = use_event(event);
    let (saving, set_saving) = signal(Saving::UnderWay);
    let named = session.clone();
    let save = move |code: &str| {
        let (Ok(session), Ok(code)) = (Line::parse(&named), Line::parse(code)) else {
            return set_saving.set(Saving::NoCode);
        };
        let act = Act::AttendanceScanned { event, session, code, seen_ms: words::now_ms() as i64 };
        own.save(act, move |kept| {
            set_saving.try_set(if kept { Saving::Saved } else { Saving::NotKept });
        });
    };
    let look = own.look();
    let (again, known) = (save.clone(), session.clone());
    // Once, when it is known what is here: opened again, the page says what it saved before.
    Effect::new(move |done: Option<bool>| {
        if done == Some(true) || look.with(Option::is_none) {
            return done.unwrap_or(false);
        }
        let is_here = |look: &Look| look.mine.attendance.keys().any(|(at, key)| *at == event && key.as_str() == known);
        match look.with_untracked(|look| look.as_ref().is_some_and(is_here)) {
            true => set_saving.set(Saving::Saved),
            false => again(&code),
        }
        true
    });
    let typed = Callback::new(move |code: String| save(&code));
    let title = move || facts.get().map(|facts| facts.title).unwrap_or_default();
    view! {
        <Top back_label=t("app.back") on_back=Callback::new(move |()| router.back())/>
        <div class="app pad">
            <h1 tabindex="-1">{t("here.title")}</h1>
            <p class="q">{title}</p>
            <div role="status" class="gap">{move || match saving.get() {
                Saving::UnderWay => None,
                Saving::Saved => Some((Tone::Leaf, Glyph::Check, t("here.saved"), t("here.saved_text"))),
                Saving::NotKept => Some((Tone::Kapok, Glyph::Warning, t("here.not_kept"), t("here.not_kept_text"))),
                Saving::NoCode => Some((Tone::Reed, Glyph::Info, t("here.no_code"), t("here.no_code_text"))),
            }.map(|(tone, glyph, title, text)| view! { <NoteBox tone glyph title text/> })}</div>
            {move || (saving.get() == Saving::NoCode).then(|| view! {
                <TypeIn label=t("here.code") act=t("here.save") most_chars=CODE_CHARS on_done=typed/>
            })}
            {move || look.get().map(|look| {
                let seen: Vec<_> = look.mine.attendance.iter().filter(|((at, _), _)| *at == event)
                    .map(|((_, session), known)| (session.as_str().to_owned(), *known)).collect();
                view! { <Sessions event seen signed_out=look.known.is_none()/> }
            })}
        </div>
    }
}

/// What this phone knows: sessions that the server has, and those that wait.
#[component]
fn Sessions(event: RecordId, seen: Vec<(String, bool)>, signed_out: bool) -> impl IntoView {
    let facts = use_event(event);
    let certificate = use_own().look();
    let has_certificate =
        move || certificate.with(|look| look.as_ref().is_some_and(|look| look.mine.certificates.contains_key(&event)));
    let rows = move || {
        let rows = seen.iter().map(|(key, known)| {
            let title = facts.with(|facts| facts.as_ref().and_then(|facts| facts.session_title(key)));
            let state = t(if *known { "here.known" } else { "here.waits" });
            view! { <Row lead=Some(Lead::tile(Glyph::Event)) title=title.unwrap_or_else(|| key.clone()) lines=vec![state.into()]/> }
        });
        rows.collect_view()
    };
    view! {
        <SectionHead title=t("here.sessions")/>
        <Group>{rows}</Group>
        {signed_out.then(|| view! {
            <div class="gap"><NoteBox tone=Tone::Reed glyph=Glyph::Person title=t("here.sign_in") text=t("here.sign_in_text")>
                <ButtonLink mini=true label=t("sign_in.title") href=Address::SignIn.href()/>
            </NoteBox></div>
        })}
        {move || has_certificate().then(|| view! {
            <div class="buttons gap"><ButtonLink label=t("certificate.title") href=Address::Certificate(event).href()/></div>
        })}
        <p class="small q gap">{t("here.why")}</p>
    }
}
