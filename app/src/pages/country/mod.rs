//! A country: how it and China work together, who its members are, and what there is to find.

use catalogue::query::{Answer, Count, CountryAnswer, Facet, Query};
use leptos::prelude::*;

use super::coded::{coded, glyph, kinds};
use super::copy::{CopyNote, WhenUsable};
use super::frame::set_title;
use super::missing::NoRecord;
use super::record::{Body, FactList, LinkGroupView, record_source};
use super::record_row::RecordRow;
use crate::components::{
    Band, BandTitle, Bar, Bars, Glyph, Group, KindTile, Lead, Marked, Row, SectionHead, SkeletonRows, Top,
};
use crate::router::{Address, use_router};
use crate::state::answers::use_catalogue;
use crate::state::naming::choose;
use crate::state::words::{self, number, t, t_count, t_with};

/// Kinds of "Working together", as they stand on the page.
const TOGETHER: [&str; 7] = ["institution", "project", "technology", "agreement", "event", "programme", "policy"];

#[component]
pub fn CountryPage(code: String) -> impl IntoView {
    set_title(&words::country(&code));
    let answer = use_catalogue().answer_once(Query::Country { code: code.clone() });
    let answer = Memo::new(move |_| match answer.get() {
        Some(Answer::Country(country)) => Some(country),
        _ => None,
    });
    let found = move || {
        let code = code.clone();
        match answer.get() {
            None => view! { <div class="app pad page--under-band"><Group><SkeletonRows count=4 label=t("app.loading")/></Group></div> }
                .into_any(),
            Some(None) => view! { <NoRecord/> }.into_any(),
            Some(Some(country)) => view! { <CountryView code country=*country/> }.into_any(),
        }
    };
    view! { <WhenUsable waiting=true>{found.clone()}</WhenUsable> }
}

#[component]
fn CountryView(code: String, country: CountryAnswer) -> impl IntoView {
    let router = use_router();
    let CountryAnswer { answer, kinds, members, member_total, latest } = country;
    let body = Body::of(answer.record.as_ref());
    let card = answer.card;
    let language = words::language().get_untracked();
    let (own, lang, others) = choose(&card.names, &language)
        .map(|shown| {
            let own = shown.emblem();
            let others: Vec<(String, String)> = std::iter::once(shown.title)
                .chain(
                    shown
                        .others
                        .iter()
                        .copied()
                        .filter(|pick| pick.lang.is_some_and(|lang| lang.starts_with("zh")))
                        .take(1),
                )
                .filter(|pick| pick.text != own.text)
                .map(|pick| (pick.text.to_owned(), pick.lang.unwrap_or_default().to_owned()))
                .collect();
            (own.text.to_owned(), own.lang.unwrap_or_default().to_owned(), others)
        })
        .unwrap_or_default();
    let groups = answer.links.into_iter().map(|group| view! { <LinkGroupView id=card.id group/> }).collect_view();
    let latest = latest.into_iter().map(|card| view! { <RecordRow card chevron=true/> }).collect_view();
    view! {
        <Band>
            <Top back_label=t("app.back") on_back=Callback::new(move |()| router.back())/>
            <BandTitle own lang others/>
        </Band>
        <div class="app pad page--under-band">
            <CopyNote/>
            {together_with_china(body)}
            {body.text("summary").map(|text| view! { <p class="summary prose">{text.to_owned()}</p> })}
            <Members code=code.clone() members total=member_total/>
            <Together code kinds/>
            {(!latest.is_empty()).then(|| view! { <SectionHead title=t("country.latest")/><Group>{latest}</Group> })}
            {contact(body)}
            {groups}
            {record_source(&card, body)}
        </div>
    }
}

/// Mechanism and working group. Not known is not "there is none", and says so.
fn together_with_china(body: Body<'_>) -> AnyView {
    let mechanism = mechanism_row(body.part("mechanism"), Glyph::Agreement, "fact.mechanism");
    let group = mechanism_row(body.part("working_group"), Glyph::People, "fact.working_group");
    view! { <Group label=t("fact.mechanism")>{mechanism}{group}</Group> }.into_any()
}

fn mechanism_row(part: Body<'_>, glyph: Glyph, over: &str) -> AnyView {
    let over = Some(t(over));
    let lead = Some(Lead::tile(glyph));
    let Some(title) = part.text("title") else {
        return view! { <Row lead over title=t("app.unknown") top=true/> }.into_any();
    };
    let dated = |key: &str, day: &str| part.day(day).map(|day| t_with(key, &[("date", &words::day(day))]));
    let since = part.day("since").map(|day| t_with("app.from", &[("from", &words::day(day))]));
    let lines = [dated("fact.last_meeting", "last_meeting"), dated("fact.next_meeting", "next_meeting"), since];
    let mut lines: Vec<Marked> = lines.into_iter().flatten().map(Marked::from).collect();
    lines.extend(part.text("follow_up").map(Marked::from));
    let document = part.list("documents").find_map(|link| link.text("url").map(str::to_owned));
    let leads = document.is_some();
    view! { <Row outside=leads chevron=leads href=document lead over title lines top=true/> }.into_any()
}

#[component]
fn Members(code: String, members: Vec<Count>, total: u32) -> impl IntoView {
    if members.is_empty() {
        return ().into_any();
    }
    let chosen =
        [(Facet::Kind, "institution"), (Facet::Country, code.as_str()), (Facet::Membership, "transfer_network")];
    let all = Address::facets(&chosen).href();
    let most = members.iter().map(|count| count.count).max().unwrap_or(1);
    let bars = members.into_iter().map(|count| {
        let with_kind = chosen.iter().copied().chain([(Facet::Form, count.value.as_str())]).collect::<Vec<_>>();
        Bar {
            href: Some(Address::facets(&with_kind).href()),
            label: coded("institution_kinds.{}", &count.value),
            share: f64::from(count.count) / f64::from(most),
            value: number(u64::from(count.count)),
            rest: false,
        }
    });
    let bars = bars.collect::<Vec<_>>();
    let title = t_count("country.members", u64::from(total));
    view! {
        <SectionHead title link=Some((all, t("app.see_all")))/>
        <Group inset=true><Bars bars/></Group>
    }
    .into_any()
}

#[component]
fn Together(code: String, kinds: Vec<Count>) -> impl IntoView {
    let count_of = |kind: &str| kinds.iter().find(|count| count.value == kind).map_or(0, |count| count.count);
    let tile = |kind: &'static str| {
        let href = Address::facets(&[(Facet::Kind, kind), (Facet::Country, code.as_str())]).href();
        view! { <KindTile href glyph=glyph(kind) title=self::kinds(kind) count=number(u64::from(count_of(kind)))/> }
    };
    let tiles: Vec<_> = TOGETHER.into_iter().filter(|kind| count_of(kind) > 0).map(tile).collect();
    (!tiles.is_empty()).then(|| {
        view! {
            <SectionHead title=t("country.together")/>
            <nav class="kinds" aria-label=t("country.together")>{tiles}</nav>
        }
    })
}

fn contact(body: Body<'_>) -> Option<AnyView> {
    body.part("contact").is_there().then(|| {
        let facts = FactList::new().contact(body).view();
        view! { <SectionHead title=t("country.contact")/>{facts} }.into_any()
    })
}
