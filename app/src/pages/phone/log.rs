//! The last updates: when, and what came.

use leptos::prelude::*;

use crate::components::{FactText, Facts, SectionHead};
use crate::state::held::{Update, UpdateKind};
use crate::state::phone::Phone;
use crate::state::words::{self, bytes, t, t_count_with, t_with};

#[component]
pub fn Log(phone: Phone) -> impl IntoView {
    let updates = Memo::new(move |_| phone.held().with(|held| held.updates.clone()));
    move || {
        let updates = updates.get();
        (!updates.is_empty()).then(|| {
            view! {
                <SectionHead title=t("phone.last")/>
                <Facts>{updates.into_iter().map(line).collect_view()}</Facts>
            }
        })
    }
}

fn line(update: Update) -> impl IntoView {
    let value = match update.what {
        UpdateKind::First { bytes: size } => t_with("phone.last.first", &[("bytes", &bytes(size))]),
        UpdateKind::Changed { records, bytes: size } => {
            t_count_with("phone.last.records", u64::from(records), &[("bytes", &bytes(size))])
        }
        UpdateKind::NothingNew => t("phone.last.none"),
        UpdateKind::NoAnswer => t("phone.last.no_answer"),
        UpdateKind::Refused => t("phone.last.refused"),
    };
    view! { <FactText term=words::time_said(update.at_ms) value=Some(value) unknown=""/> }
}
