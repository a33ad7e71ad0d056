//! Figures: what has been published, each with its day and its source, beside what the records on this phone add up
//! to. The two are never mixed, and every gap is explained in a sentence.

mod charts;
mod group;

use catalogue::query::{Answer, FigureGroup, Query};
use leptos::prelude::*;

use super::copy::{CopyNote, WhenUsable};
use super::frame::set_title;
use crate::components::{BulletKey, Empty, Group, SectionHead, SkeletonRows, SourceLine, Tide, Top};
use crate::router::use_router;
use crate::state::answers::use_catalogue;
use crate::state::terms::use_terms;
use crate::state::words::{self, t, t_with};
use charts::Charts;
use group::FigureGroupView;

#[component]
pub fn FiguresPage() -> impl IntoView {
    set_title(&t("figures.title"));
    let router = use_router();
    let answer = use_catalogue().answer_once(Query::Figures);
    let groups = Memo::new(move |_| match answer.get() {
        Some(Answer::Figures(groups)) => Some(counted_first(groups)),
        _ => None,
    });
    let terms = use_terms();
    let found = move || {
        terms.follow();
        drawn(groups.get())
    };
    view! {
        <Top back_label=t("app.back") on_back=Callback::new(move |()| router.back())/>
        <div class="app pad">
            <h1 tabindex="-1">{t("figures.title")}</h1>
            <p class="lead">{t("figures.intro")}</p>
            <CopyNote/>
            <BulletKey recorded=t("figures.recorded_here") published=t("figures.published")/>
            <WhenUsable>
                {found}
                <Charts/>
            </WhenUsable>
            <SectionHead title=t("figures.how.title")/>
            <p class="prose">{t("figures.how.text")}</p>
            <SourceLine tide=Some(Tide::Three) fact=Some(t_with("source.counted", &[("time", &words::time(words::now_ms()))]))>
                {t("source.published_where")}
            </SourceLine>
        </div>
    }
}

fn drawn(groups: Option<Vec<FigureGroup>>) -> AnyView {
    match groups {
        None => view! { <Group><SkeletonRows count=4 label=t("app.loading")/></Group> }.into_any(),
        Some(groups) if groups.is_empty() => {
            view! { <Empty title=t("state.empty.kind") text=t("state.empty.kind_text")/> }.into_any()
        }
        Some(groups) => {
            let groups = groups.into_iter().map(|group| view! { <FigureGroupView group/> }).collect_view();
            view! { <Group>{groups}</Group> }.into_any()
        }
    }
}

/// Those that can be compared come first.
fn counted_first(mut groups: Vec<FigureGroup>) -> Vec<FigureGroup> {
    groups.sort_by_key(|group| group.counted.is_none());
    groups
}
