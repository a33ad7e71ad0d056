//! About: what this is, where the records come from, and whom to write to.

use leptos::prelude::*;

use super::frame::set_title;
use super::home::LanguageRows;
use crate::components::{ButtonLink, Glyph, Group, Icon, IconSize, SectionHead, Top};
use crate::router::use_router;
use crate::state::contact::use_contact;
use crate::state::shell;
use crate::state::words::{t, t_with};

/// Sections of one paragraph each, by key.
const SECTIONS: [&str; 6] = ["how", "sources", "figures", "privacy", "trust", "licence"];
/// The signs on the screen that need a word.
const SIGNS: [(Glyph, &str); 3] = [
    (Glyph::TideThree, "about.words.tide"),
    (Glyph::TideTwo, "about.words.tide_record"),
    (Glyph::Technology, "about.words.offer"),
];

#[component]
pub fn AboutPage() -> impl IntoView {
    set_title(&t("about.title"));
    let router = use_router();
    let contact = use_contact();
    let section = |name: &str| {
        let text = t(&format!("about.{name}.text"));
        view! { <SectionHead title=t(&format!("about.{name}.title"))/><p class="prose">{text}</p> }
    };
    let sign = |(glyph, key): (Glyph, &str)| {
        view! { <li class="sign"><Icon glyph size=IconSize::Usual/><span>{t(key)}</span></li> }
    };
    let write = move || {
        contact.get().map(|address| {
            view! {
                <div class="buttons gap">
                    <ButtonLink glyph=Some(Glyph::Mail) label=t("about.write") href=format!("mailto:{address}")/>
                </div>
            }
        })
    };
    view! {
        <Top back_label=t("app.back") on_back=Callback::new(move |()| router.back())/>
        <div class="app pad">
            <h1 tabindex="-1">{t("about.title")}</h1>
            <p class="lead">{t("about.lead")}</p>
            {SECTIONS.map(section).collect_view()}
            <SectionHead title=t("about.words.title")/>
            <Group inset=true><ul class="signs">{SIGNS.map(sign).collect_view()}</ul></Group>
            <SectionHead title=t("about.report.title")/>
            <p class="prose">{t("about.report.text")}</p>
            {write}
            <SectionHead title=t("language.choose")/>
            <LanguageRows on_chosen=Callback::new(|()| ())/>
            <p class="small q gap">{t_with("about.version", &[("build", &shell::build())])}</p>
        </div>
    }
}
