//! The way of one thing from this phone to its answer, step by step. Times are real or absent.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    Done,
    Now,
    Next,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub state: StepState,
    pub glyph: Glyph,
    pub title: String,
    pub text: String,
}

#[component]
pub fn Track(steps: Vec<Step>) -> impl IntoView {
    let step = |step: Step| {
        let (class, glyph) = match step.state {
            StepState::Done => ("track__step track__step--done", Glyph::Done),
            StepState::Now => ("track__step track__step--now", step.glyph),
            StepState::Next => ("track__step", step.glyph),
        };
        let current = (step.state == StepState::Now).then_some("step");
        view! {
            <li class=class aria-current=current>
                <span class="track__point"><Icon glyph/></span>
                <div><b>{step.title}</b><span class="small q">{step.text}</span></div>
            </li>
        }
    };
    view! { <ol class="track">{steps.into_iter().map(step).collect_view()}</ol> }
}
