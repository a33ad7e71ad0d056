//! The certificate: who took part in what, with a code that anybody verifies with no network; on the screen and on paper.

use catalogue::head::CERTIFICATE_KEY;
use catalogue::{CertificateFault, verify_certificate};
use leptos::prelude::*;
use model::{Certificate, RecordId};

use super::frame::set_title;
use super::register::use_event;
use super::scanner::Scanner;
use crate::components::{Button, ButtonLink, Empty, Glyph, NoteBox, Pass, QrCode, SkeletonRows, Tone, Top, TypeIn};
use crate::router::{Address, use_router};
use crate::state::mine::{Look, use_own};
use crate::state::phone::use_phone;
use crate::state::words::{self, t, t_with};

/// A certificate as it is typed or pasted, with spaces in it.
const TYPED_CHARS: u32 = 2_000;

#[component]
pub fn CertificatePage(event: RecordId) -> impl IntoView {
    set_title(&t("certificate.title"));
    let router = use_router();
    let look = use_own().look();
    let token = Memo::new(move |_| {
        let of = |look: &Look| look.mine.certificates.get(&event).map(|view| view.token.clone());
        look.with(|look| look.as_ref().map(of))
    });
    view! {
        <Top back_label=t("app.back") on_back=Callback::new(move |()| router.back()) title=t("certificate.title")/>
        <div class="app pad ticket">
            {move || match token.get() {
                None => view! { <SkeletonRows count=2 label=t("app.loading")/> }.into_any(),
                Some(None) => view! {
                    <Empty title=t("certificate.none")/>
                    <p class="q">{t("certificate.none_text")}</p>
                    <div class="buttons"><ButtonLink label=t("mine.title") href=Address::Mine.href()/></div>
                }.into_any(),
                Some(Some(token)) => view! { <Checked token own=true/> }.into_any(),
            }}
        </div>
    }
}

#[component]
pub fn VerifyPage() -> impl IntoView {
    set_title(&t("verify.title"));
    let router = use_router();
    let (typed, set_typed) = signal(None::<String>);
    let on_done = Callback::new(move |text| set_typed.set(Some(text)));
    view! {
        <Top back_label=t("app.back") on_back=Callback::new(move |()| router.back())/>
        <div class="app pad">
            <h1 tabindex="-1">{t("verify.title")}</h1>
            <p class="q">{t("verify.text")}</p>
            <div aria-live="polite" class="gap">{move || typed.get().map(|token| view! { <Checked token own=false/> })}</div>
            <div class="gap">
                <Scanner on_code=on_done>
                    <TypeIn label=t("verify.code") act=t("verify.do") most_chars=TYPED_CHARS on_done/>
                </Scanner>
            </div>
        </div>
    }
}

/// What a text is worth as a certificate, by the key in the head that this phone holds.
#[component]
pub fn Checked(token: String, own: bool) -> impl IntoView {
    let phone = use_phone();
    let key = Memo::new(move |_| phone.held().with(|held| held.key_for(CERTIFICATE_KEY)));
    let note = |tone, glyph, title: String, text: String| view! { <NoteBox tone glyph title text/> }.into_any();
    move || {
        let Some(key) = key.get() else {
            return note(Tone::Reed, Glyph::Info, t("verify.no_key"), t("verify.no_key_text"));
        };
        match verify_certificate(&token, &key) {
            Ok(certificate) => view! { <Shown certificate token=token.clone() own/> }.into_any(),
            Err(CertificateFault::Unreadable) => {
                note(Tone::Sand, Glyph::Info, t("verify.unreadable"), t("verify.unreadable_text"))
            }
            Err(CertificateFault::Forged) => {
                note(Tone::Kapok, Glyph::Warning, t("verify.forged"), t("verify.forged_text"))
            }
            Err(CertificateFault::Later(_)) => note(Tone::Reed, Glyph::Info, t("verify.later"), t("verify.later_text")),
        }
    }
}

#[component]
fn Shown(certificate: Certificate, token: String, own: bool) -> impl IntoView {
    let facts = use_event(certificate.event);
    let (attended, held) = (certificate.attended.to_string(), certificate.held.to_string());
    let sessions = t_with("certificate.sessions", &[("attended", &attended), ("held", &held)]);
    let rows = vec![
        (t("certificate.name"), certificate.name.as_str().to_owned()),
        (t("certificate.attended"), sessions),
        (t("certificate.day"), words::day(certificate.day)),
    ];
    let print = Callback::new(move |()| drop(window().print()));
    move || {
        let (title, lang, beside) = match facts.get() {
            Some(facts) => (facts.title, facts.lang, facts.beside),
            None => (t("certificate.unknown_event"), None, None),
        };
        let (rows, code, letters) = (rows.clone(), token.clone(), in_groups(&token));
        view! {
            {(!own).then(|| view! { <NoteBox tone=Tone::Leaf glyph=Glyph::Check title=t("verify.right") text=t("verify.right_text")/> })}
            <Pass over=t("certificate.over") title title_lang=lang beside=beside facts=rows letters=String::new() letters_label=String::new()>
                {own.then(|| view! { <QrCode text=Signal::stored(code) label=t("certificate.code")/> })}
            </Pass>
            {own.then(|| view! {
                <p class="small q gap ticket__here">{t("certificate.here")}</p>
                <details class="gap"><summary>{t("certificate.letters")}</summary><p class="small mono">{letters}</p></details>
                <div class="buttons ticket__acts">
                    <Button glyph=Some(Glyph::Document) label=t("ticket.print") on_press=print/>
                </div>
            })}
        }
    }
}

/// In groups of five, to be read out or typed where no camera is.
fn in_groups(token: &str) -> String {
    let letters: Vec<char> = token.chars().collect();
    let groups: Vec<String> = letters.chunks(5).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}
