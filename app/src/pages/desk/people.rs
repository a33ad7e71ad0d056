//! The list: found by words in any script, narrowed by state, group and country, each row to look at and to pick.

use leptos::prelude::*;
use model::RegistrationId;
use model::feed::RegistrationState;
use model::view::{Asked, AskedOf, Standing};

use super::event::AtDesk;
use crate::components::{Button, Chip, Empty, Group, Lead, Row, Scroller, Seek, Tone};
use crate::pages::register::group_label;
use crate::state::desk::{Counted, Filter};
use crate::state::words::{self, dotted, number, t, t_count, t_with};

/// Rows that are drawn at first, and more at each press.
const ROWS: usize = 100;

#[component]
pub fn People(at: AtDesk) -> impl IntoView {
    let shown = Memo::new(move |_| {
        let filter = at.filter.get();
        at.with(|desk| filter.shown(desk).into_iter().cloned().collect::<Vec<_>>())
    });
    let (most, set_most) = signal(ROWS);
    let text = Signal::derive(move || at.filter.with(|filter| filter.text.clone()));
    let typed = Callback::new(move |text: String| {
        set_most.set(ROWS);
        at.filter.update(|filter| filter.text = text);
    });
    let all_picked = move || {
        shown.with(|shown| {
            !shown.is_empty() && at.picked.with(|picked| shown.iter().all(|one| picked.contains(&one.view.id)))
        })
    };
    let pick_all = move |_| {
        let ids: Vec<RegistrationId> = shown.with_untracked(|shown| shown.iter().map(|one| one.view.id).collect());
        let none = at.picked.with_untracked(|picked| ids.iter().all(|id| picked.contains(id)));
        at.picked.set(if none { Vec::new() } else { ids });
    };
    let count = move || t_count("desk.shown", shown.with(Vec::len) as u64);
    view! {
        <div class="gap"><Seek value=text on_input=typed label=t("desk.search") placeholder=t("desk.search") clear_label=t("app.clear")/></div>
        <Marks at/>
        <div class="desk__count">
            <label class="desk__pick"><input type="checkbox" prop:checked=all_picked on:change=pick_all/>{t("desk.pick_all")}</label>
            <span class="small q" role="status">{count}</span>
        </div>
        {move || shown.with(Vec::is_empty).then(|| view! { <Empty title=t("desk.nobody")/> })}
        <Group label=t("desk.people")>
            <For each=move || shown.get().into_iter().take(most.get()) key=|one| (one.view.id, one.view.changed_ms, one.asked.len())
                children=move |one| view! { <OneRow at one/> }/>
        </Group>
        {move || (shown.with(Vec::len) > most.get()).then(|| view! {
            <div class="buttons"><Button mini=true label=t("desk.more") on_press=Callback::new(move |()| set_most.update(|most| *most += ROWS))/></div>
        })}
    }
}

/// States, groups and countries, each with how many.
#[component]
fn Marks(at: AtDesk) -> impl IntoView {
    let counted = Memo::new(move |_| at.with(Counted::of));
    move || {
        let counted = counted.get();
        let standings = counted.standings.into_iter().map(|(standing, count)| {
            chip(
                at,
                said_standing(standing),
                count,
                |filter, key| filter.standing.is_some_and(|now| now.key() == key),
                standing.key().to_owned(),
                |filter, key, on| filter.standing = Standing::ALL.into_iter().find(|known| on && known.key() == key),
            )
        });
        let standings = standings.collect_view();
        let groups = counted.groups.into_iter().map(|(group, count)| {
            let label = at.facts.with(|facts| facts.as_ref().and_then(|facts| group_label(facts, &group)));
            chip(
                at,
                label.unwrap_or_else(|| group.to_string()),
                count,
                |filter, key| filter.group.as_ref().is_some_and(|now| now.as_str() == key),
                group.to_string(),
                |filter, key, on| filter.group = model::TermKey::parse(key).ok().filter(|_| on),
            )
        });
        let groups = groups.collect_view();
        let countries = counted.countries.into_iter().map(|(country, count)| {
            chip(
                at,
                words::country(country.as_str()),
                count,
                |filter, key| filter.country.is_some_and(|now| now.as_str() == key),
                country.to_string(),
                |filter, key, on| filter.country = model::CountryCode::parse(key).ok().filter(|_| on),
            )
        });
        let countries = countries.collect_view();
        view! {
            <Scroller label=t("desk.states")>{standings}</Scroller>
            <Scroller label=t("desk.marks")>{groups}{countries}</Scroller>
        }
        .into_any()
    }
}

/// One value to narrow the list by; pressed again, it is taken back.
fn chip(
    at: AtDesk,
    label: String,
    count: usize,
    is_on: fn(&Filter, &str) -> bool,
    key: String,
    flip: fn(&mut Filter, &str, bool),
) -> AnyView {
    let shown = key.clone();
    let pressed = Signal::derive(move || at.filter.with(|filter| is_on(filter, &shown)));
    let press = Callback::new(move |()| {
        let is_on = pressed.get_untracked();
        at.filter.update(|filter| flip(filter, &key, !is_on));
    });
    view! { <Chip label count=number(count as u64) pressed on_press=press/> }.into_any()
}

#[component]
fn OneRow(at: AtDesk, one: AskedOf) -> impl IntoView {
    let AskedOf { view, asked } = one;
    let id = view.id;
    let picked = move || at.picked.with(|picked| picked.contains(&id));
    let flip = move |_| {
        at.picked.update(|picked| match picked.iter().position(|other| *other == id) {
            Some(at) => drop(picked.remove(at)),
            None => picked.push(id),
        })
    };
    let name = view.name.full.as_str().to_owned();
    let group =
        view.group.as_ref().and_then(|group| at.facts.with_untracked(|facts| group_label(facts.as_ref()?, group)));
    let line = dotted([
        view.name.latin.as_ref().map_or("", |latin| latin.as_str()),
        &view.country.map(|country| words::country(country.as_str())).unwrap_or_default(),
        &group.unwrap_or_default(),
    ]);
    let waits: Vec<String> = asked.iter().map(said_asked).collect();
    let mut lines = vec![line.into()];
    if !waits.is_empty() {
        lines.push(t_with("desk.waits", &[("what", &words::listed(waits.iter().map(String::as_str)))]).into());
    }
    let label = t_with("desk.pick", &[("name", &name)]);
    let lead = Some(Lead::Monogram { name: name.clone(), lang: None });
    view! {
        <div class="desk__row">
            <label class="desk__box"><input type="checkbox" aria-label=label prop:checked=picked on:change=flip/></label>
            <Row lead title=name lines tag=Some(tag(view.state)) on_press=Some(Callback::new(move |()| at.chosen.set(Some(id))))/>
        </div>
    }
}

pub fn tag(state: RegistrationState) -> (Tone, String) {
    let tone = match Standing::of(state) {
        Standing::Asked => Tone::Tide,
        Standing::Accepted => Tone::Leaf,
        Standing::Offered => Tone::Reed,
        Standing::Waiting | Standing::Refused | Standing::Withdrawn => Tone::Sand,
    };
    let text = match state {
        RegistrationState::Waiting { place } => t_with("standing.waiting", &[("place", &number(u64::from(place)))]),
        other => said_standing(Standing::of(other)),
    };
    (tone, text)
}

pub fn said_standing(standing: Standing) -> String {
    match standing {
        Standing::Waiting => t("desk.waiting_list"),
        other => t(&format!("standing.{}", other.key())),
    }
}

pub fn said_asked(asked: &Asked) -> String {
    match asked {
        Asked::Accept => t("desk.accept"),
        Asked::Refuse => t("desk.refuse"),
        Asked::Wait => t("desk.wait"),
        Asked::Move(_) => t("desk.move"),
        Asked::MergeInto(_) => t("desk.merge"),
    }
}
