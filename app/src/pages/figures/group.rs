//! One measure: the newest published figure beside the count, the gap in words, and every published figure with its
//! day and its source.

use catalogue::query::{CountedFigure, FigureGroup, PublishedFigure};
use leptos::prelude::*;
use model::amount::Decimal;

use super::super::record::{Body, source_note};
use super::super::record_row::{href, value};
use crate::components::{Bullet, Mark};
use crate::state::calendar::day;
use crate::state::terms::use_terms;
use crate::state::words::{self, number, t, t_count, t_with};

/// How much longer the track is than the larger of the two: the diamond stays inside.
const ROOM: f64 = 1.12;

#[component]
pub fn FigureGroupView(group: FigureGroup) -> impl IntoView {
    // Followed: the terms may arrive after the figures.
    let (terms, measure) = (use_terms(), group.measure.clone());
    let title = move || terms.label("measure", &measure);
    let newest = group.figures.last();
    let published = newest.and_then(|figure| amount(figure).map(|amount| (amount, value(&figure.card))));
    let most = published.as_ref().map_or(0.0, |(amount, _)| *amount).max(group.counted.map_or(0.0, |c| c.real as f64));
    let share = |amount: f64| if most > 0.0 { amount / (most * ROOM) } else { 0.0 };
    let recorded = group.counted.map(|counted| Mark {
        share: share(counted.real as f64),
        label: t("figures.recorded"),
        value: number(counted.real),
    });
    let diamond =
        published.clone().map(|(amount, value)| Mark { share: share(amount), label: t("figures.published"), value });
    let reason = published.map(|(amount, text)| reason(group.counted, amount, &text, newest));
    let demo = group.counted.filter(|counted| counted.demo > 0);
    let demo = demo.map(|counted| view! { <p>{t_count("figures.demo", counted.demo)}</p> });
    let differ = differ(&group.figures).then(|| view! { <p>{t("figures.differ")}</p> });
    let figures = group.figures.iter().rev().map(published_view).collect_view();
    view! {
        <Bullet title recorded published=diamond reason>
            {demo}{differ}<ul class="published-list">{figures}</ul>
        </Bullet>
    }
}

/// One published figure: its value and day, where it stood, and what it counts.
fn published_view(figure: &PublishedFigure) -> AnyView {
    let body = Body::of(figure.record.as_ref());
    let date = day(&figure.card, "as_of").map(words::day).unwrap_or_default();
    let text = t_with("figures.as_of", &[("value", &value(&figure.card)), ("date", &date)]);
    let source = body.part("source");
    let note = source.is_there().then(|| source_note(source));
    let definition = body.text("definition").map(str::to_owned);
    view! {
        <li>
            <a href=href(&figure.card)><b>{text}</b></a>
            <span class="published-list__what">{definition}" "{note}</span>
        </li>
    }
    .into_any()
}

/// Why the two numbers are not the same.
fn reason(counted: Option<CountedFigure>, published: f64, text: &str, newest: Option<&PublishedFigure>) -> String {
    let Some(counted) = counted else { return t_with("figures.only_published", &[("published", text)]) };
    let gap = published - counted.real as f64;
    let said = match gap.abs().round() as u64 {
        0 => t("figures.gap.same"),
        fewer if gap > 0.0 => t_count("figures.gap.fewer", fewer),
        more => t_count("figures.gap.more", more),
    };
    let rounded = newest.and_then(|figure| figure.card.word("qualifier")).is_some_and(|word| word != "exactly");
    if rounded { format!("{said} {}", t("figures.gap.rounded")) } else { said }
}

fn differ(figures: &[PublishedFigure]) -> bool {
    let mut values = figures.iter().filter_map(|figure| figure.card.word("value"));
    let first = values.next();
    values.any(|value| Some(value) != first)
}

fn amount(figure: &PublishedFigure) -> Option<f64> {
    Decimal::parse(figure.card.word("value")?).ok().map(|amount| amount.value())
}
