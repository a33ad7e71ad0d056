//! On this phone: what is kept and how old it is, what it weighs, and what one can do with it.

mod kept;
mod log;
mod remove;
mod weight;

use leptos::prelude::*;

use super::copy::{CopyNote, of, tide};
use super::frame::set_title;
use super::home::LanguageRows;
use crate::components::{
    Button, ButtonKind, ButtonLink, Glyph, Group, Holding, Lead, NoteBox, Progress, Row, SectionHead, Tone,
};
use crate::router::Address;
use crate::state::held::{Extent, Held, Trouble, Work};
use crate::state::phone::{Phone, use_phone};
use crate::state::shell;
use crate::state::words::{self, bytes, t, t_with};
use kept::Kept;
use log::Log;
use remove::Remove;
use weight::Weight;

#[component]
pub fn PhonePage() -> impl IntoView {
    set_title(&t("phone.title"));
    let phone = use_phone();
    phone.measure();
    let busy = Signal::derive(move || phone.held().with(Held::is_busy));
    let removed = Memo::new(move |_| phone.held().with(|held| held.removed));
    let label = move || if busy.get() { t("phone.update_busy") } else { t("phone.update") };
    let update = Callback::new(move |()| phone.update());
    view! {
        <div class="app pad page--under-band">
            <h1 tabindex="-1">{t("phone.title")}</h1>
            <div class="gap"><CopyNote/></div>
            <Standing phone/>
            {move || (!removed.get()).then(|| view! {
                <div class="buttons gap">
                    <Button kind=ButtonKind::Ink wide=true glyph=Some(Glyph::Refresh) label busy on_press=update/>
                </div>
                <SectionHead title=t("phone.keep")/>
                <Kept phone/>
            })}
            <div class="gap"><Group>
                <Row href=Address::Scan.href() lead=Some(Lead::tile(Glyph::Code)) title=t("scan.title")
                    lines=vec![t("scan.row").into()] chevron=true/>
            </Group></div>
            <Install/>
            <Log phone/>
            <SectionHead title=t("phone.language")/>
            <LanguageRows on_chosen=Callback::new(|()| ())/>
            <div class="buttons gap"><ButtonLink glyph=Some(Glyph::Info) label=t("phone.about") href=Address::About.href()/></div>
            <Remove phone/>
            <p class="small q gap">{t("phone.version")}": "{shell::build()}</p>
        </div>
    }
}

/// In one sentence: how much is here, and when it was last looked for news.
#[component]
fn Standing(phone: Phone) -> impl IntoView {
    let fact = move || {
        phone.held().with(|held| match (held.extent, held.work) {
            (_, Work::Fetching { have_bytes, all_bytes }) => {
                let all = bytes(all_bytes);
                t_with("phone.updating", &[("have", &bytes(have_bytes)), ("all", &all)])
            }
            (Extent::Opening | Extent::Nothing, _) => t("phone.empty"),
            (Extent::Cards, _) => t("phone.cards_here"),
            (Extent::Whole, _) => {
                let time = held.confirmed_ms.map(words::time).unwrap_or_default();
                t_with("phone.here", &[("time", &time)])
            }
        })
    };
    let looked = move || {
        phone.held().with(|held| {
            let Some(at_ms) = held.looked_ms else { return String::new() };
            let key = match held.trouble {
                Some(Trouble::NoSignal) => "phone.looked_offline",
                _ => "phone.looked",
            };
            t_with(key, &[("time", &words::time(at_ms))])
        })
    };
    let weighed = move || phone.held().with(|held| weight::used(held, phone.space().get()));
    let used = move || if weighed() > 0 { bytes(weighed()) } else { String::new() };
    let free = move || {
        let space = phone.space().get();
        space.map(|space| t_with("phone.free", &[("bytes", &bytes(space.free))])).unwrap_or_default()
    };
    view! {
        <Holding tide=Signal::derive(move || tide(phone)) fact more=looked used used_label=t("phone.used") free>
            <Weight phone/>
            <UnderWay phone/>
        </Holding>
    }
}

#[component]
fn UnderWay(phone: Phone) -> impl IntoView {
    let share = Signal::derive(move || phone.held().with(Held::share));
    let text = move || {
        phone.held().with(|held| match held.work {
            Work::Fetching { have_bytes, all_bytes } => of(have_bytes, all_bytes),
            Work::Asking | Work::Idle => String::new(),
        })
    };
    let fetching = Memo::new(move |_| share.get().is_some());
    move || fetching.get().then(|| view! { <Progress title=t("sync.updating") text share/> })
}

/// To the home screen. On iPhone the installed app begins empty, and that is said before.
#[component]
fn Install() -> impl IntoView {
    let can = shell::can_install();
    let press = Callback::new(|()| shell::install());
    let ios = shell::is_ios() && !shell::is_installed();
    view! {
        {move || can.get().then(|| view! {
            <div class="gap"><Group>
                <Row on_press=Some(press) lead=Some(Lead::tile(Glyph::Download)) title=t("keep.install")
                    lines=vec![t("keep.install_text").into()] chevron=true/>
            </Group></div>
        })}
        {ios.then(|| view! {
            <div class="gap">
                <NoteBox tone=Tone::Sand glyph=Glyph::Info title=t("keep.ios.title") text=t("keep.ios.text")>
                    <p class="small">{t("keep.ios.how")}</p>
                </NoteBox>
            </div>
        })}
    }
}
