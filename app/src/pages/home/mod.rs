//! Home: search first, then what there is: countries, kinds, figures.

mod languages;
mod next;

use catalogue::Card;
use catalogue::query::{Answer, Facet, Overview, Query};
use leptos::prelude::*;

use super::coded::{glyph, kinds};
use super::copy::{CopyLine, CopyNote, WhenUsable};
use super::frame::set_title;
use super::record_row::href;
use crate::components::{
    Band, Brand, CountryTile, Figs, Glyph, Group, IconButton, KindTile, Scroller, SectionHead, SeekLink, SourceLine,
};
use crate::router::{Address, use_router};
use crate::state::answers::use_catalogue;
use crate::state::naming::choose;
use crate::state::words::{self, number, t, t_count, t_with};
pub use languages::LanguageRows;
use languages::Languages;
use next::Next;

/// The kinds of the grid, in the order in which a delegate looks for them.
const KINDS: [&str; 8] =
    ["institution", "technology", "project", "event", "programme", "position", "agreement", "policy"];

#[component]
pub fn HomePage() -> impl IntoView {
    set_title(&t("home.title"));
    let answer = use_catalogue().answer_once(Query::Overview);
    let overview = Memo::new(move |_| match answer.get() {
        Some(Answer::Overview(overview)) => Some(overview),
        _ => None,
    });
    let search = move || match overview.with(|all| all.as_ref().map_or(0, |all| all.records)) {
        0 => t("home.search_none"),
        records => t_count("home.search", u64::from(records)),
    };
    let router = use_router();
    let (choosing, set_choosing) = signal(false);
    view! {
        <Band>
            <Brand name=t("app.name")>
                <IconButton glyph=Glyph::Language label=t("language.choose") on_press=Callback::new(move |()| set_choosing.set(true))/>
            </Brand>
            <h1 class="vh" tabindex="-1">{t("app.name")}</h1>
            <div on:click=move |_| router.type_next()>
                <SeekLink href=Address::Explore(Default::default()).href() text=search/>
            </div>
            <CopyLine/>
        </Band>
        <div class="app pad page--under-band">
            <CopyNote/>
            <Next/>
            <WhenUsable>{move || overview.get().map(|all| view! { <Shelf all/> })}</WhenUsable>
        </div>
        <Languages open=choosing on_close=Callback::new(move |()| set_choosing.set(false))/>
    }
}

#[component]
fn Shelf(all: Overview) -> impl IntoView {
    let count_of = |kind: &str| all.kinds.iter().find(|count| count.value == kind).map_or(0, |count| count.count);
    let countries = all.countries.len() as u64;
    let link = Some((
        Address::facet(Facet::Kind, "country").href(),
        t_with("app.all_count", &[("count", &number(countries))]),
    ));
    let held = KINDS.into_iter().filter(|kind| count_of(kind) > 0);
    let tiles = held.map(|kind| kind_tile(kind, count_of(kind))).collect_view();
    let figures = figures(&all);
    view! {
        <SectionHead title=t("home.countries") link/>
        <Scroller label=t("home.countries")>{all.countries.iter().map(|(card, count)| country_tile(card, *count)).collect_view()}</Scroller>
        <SectionHead title=t("home.browse")/>
        <nav class="kinds" aria-label=t("home.browse_label")>{tiles}</nav>
        <SectionHead title=t("home.figures") link=Some((Address::Figures.href(), t("home.how_we_count")))/>
        <Group inset=true><Figs figures/></Group>
        <SourceLine>{t("home.figures_note")}" "<a href=Address::About.href()>{t("home.about")}</a></SourceLine>
    }
}

fn kind_tile(kind: &'static str, count: u32) -> impl IntoView {
    let href = Address::facet(Facet::Kind, kind).href();
    view! { <KindTile href glyph=glyph(kind) title=kinds(kind) count=number(u64::from(count))/> }
}

fn country_tile(card: &Card, count: u32) -> Option<impl IntoView + use<>> {
    let code = card.word("code")?;
    let shown = choose(&card.names, &words::language().get_untracked())?;
    let own = shown.emblem();
    let values = [("name", words::country(code)), ("count", number(u64::from(count)))];
    let line = t_with("home.country_line", &[(values[0].0, &values[0].1), (values[1].0, &values[1].1)]);
    let lang = own.lang.unwrap_or_default().to_owned();
    Some(view! { <CountryTile href=href(card) own=own.text.to_owned() lang line/> })
}

/// What is counted on this phone. Records made up for demonstration are left out where they are told apart: on the
/// page of figures.
fn figures(all: &Overview) -> Vec<(String, String)> {
    let figure = |kind: &str| {
        let count = all.kinds.iter().find(|count| count.value == kind).map_or(0, |count| u64::from(count.count));
        (number(count), t_count(&format!("home.figures.{kind}"), count))
    };
    ["institution", "project", "country"].map(figure).into()
}
