//! Paper: a list to tick off and badges to cut out, through the browser, so that every script prints as it is shown.

use leptos::prelude::*;
use model::feed::RegistrationView;
use model::view::Standing;
use model::{RecordId, Scope};

use crate::components::{Button, ButtonKind, Chip, Glyph, Scroller, Top};
use crate::pages::frame::set_title;
use crate::pages::mine::EventName;
use crate::pages::register::{group_label, use_event};
use crate::router::use_router;
use crate::state::desk::use_desks;
use crate::state::event::EventFacts;
use crate::state::mine::use_own;
use crate::state::words::{self, number, t};

/// Badges on a sheet of A4: two beside each other, four below.
const BADGES: usize = 8;

#[component]
pub fn PrintPage(event: RecordId) -> impl IntoView {
    set_title(&t("desk.print"));
    let router = use_router();
    (use_own().acts().want)(Scope::Desk(event));
    let desk = use_desks().follow(event);
    let facts = use_event(event);
    let badges = RwSignal::new(false);
    let accepted = Memo::new(move |_| {
        let mut people: Vec<RegistrationView> = desk.with(|desk| {
            let people = desk.iter().flat_map(|desk| &desk.people).map(|one| &one.view);
            people.filter(|view| Standing::of(view.state) == Standing::Accepted).cloned().collect()
        });
        let latin =
            |view: &RegistrationView| view.name.latin.as_ref().unwrap_or(&view.name.full).as_str().to_lowercase();
        people.sort_by_key(latin);
        people
    });
    let print = Callback::new(|()| drop(window().print()));
    let which = move |wanted: bool, label: &str| {
        let pressed = Signal::derive(move || badges.get() == wanted);
        view! { <Chip label=t(label) pressed on_press=Callback::new(move |()| badges.set(wanted))/> }
    };
    view! {
        <div class="no-print">
            <Top back_label=t("app.back") on_back=Callback::new(move |()| router.back())/>
            <div class="app pad">
                <h1 tabindex="-1">{t("desk.print")}</h1>
                <p class="small q">{t("desk.print_text")}</p>
                <Scroller>{which(false, "desk.list")}{which(true, "desk.badges")}</Scroller>
                <Button kind=ButtonKind::Ink glyph=Some(Glyph::Document) label=t("desk.print_now") on_press=print/>
            </div>
        </div>
        {move || {
            let (people, facts) = (accepted.get(), facts.get());
            match badges.get() {
                true => sheets(&people, facts.as_ref()),
                false => view! { <Listed event people facts/> }.into_any(),
            }
        }}
    }
}

/// Name, country and group, with a box to tick.
#[component]
fn Listed(event: RecordId, people: Vec<RegistrationView>, facts: Option<EventFacts>) -> impl IntoView {
    let rows = people.iter().enumerate().map(|(at, view)| {
        view! {
            <tr><td class="num">{number(at as u64 + 1)}</td><td>{view.name.full.as_str().to_owned()}</td>
                <td>{view.name.latin.as_ref().map(|latin| latin.as_str().to_owned())}</td>
                <td>{view.country.map(|country| words::country(country.as_str()))}</td>
                <td>{group(view, facts.as_ref())}</td><td class="paper__tick">"☐"</td></tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="paper paper--list">
            <h2><EventName event let:name>{name}</EventName></h2>
            <table><thead><tr><th></th><th>{t("register.full")}</th><th>{t("register.latin")}</th><th>{t("desk.country")}</th>
                <th>{t("register.group")}</th><th></th></tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
}

fn sheets(people: &[RegistrationView], facts: Option<&EventFacts>) -> AnyView {
    let title = facts.map(|facts| facts.title.clone()).unwrap_or_default();
    let sheet = |people: &[RegistrationView]| {
        let badges = people.iter().map(|view| {
            let latin = view.name.latin.as_ref().map(|latin| latin.as_str().to_owned());
            let country = view.country.map(|country| words::country(country.as_str()));
            view! {
                <div class="badge"><span class="badge__event">{title.clone()}</span>
                    <b class="badge__name">{view.name.full.as_str().to_owned()}</b>
                    <span class="badge__latin">{latin}</span>
                    <span class="badge__line">{country}</span><span class="badge__line">{group(view, facts)}</span></div>
            }
        });
        view! { <div class="paper paper--badges">{badges.collect_view()}</div> }
    };
    people.chunks(BADGES).map(sheet).collect_view().into_any()
}

fn group(view: &RegistrationView, facts: Option<&EventFacts>) -> Option<String> {
    let group = view.group.as_ref()?;
    Some(facts.and_then(|facts| group_label(facts, group)).unwrap_or_else(|| group.to_string()))
}
