//! Nothing stands at this address: no such page, or no such record on this phone.

use leptos::prelude::*;

use super::frame::set_title;
use crate::components::{ButtonLink, Empty};
use crate::router::Address;
use crate::state::words::t;

#[component]
pub fn MissingPage() -> impl IntoView {
    view! { <Missing title=t("state.missing.page") text=t("state.missing.page_text")/> }
}

#[component]
pub fn NoRecord() -> impl IntoView {
    view! { <Missing title=t("state.missing.title") text=t("state.missing.text")/> }
}

#[component]
fn Missing(title: String, text: String) -> impl IntoView {
    set_title(&title);
    view! {
        <div class="app pad page--under-band">
            <h1 class="vh" tabindex="-1">{title.clone()}</h1>
            <Empty title text>
                <ButtonLink label=t("state.missing.home") href=Address::Home.href()/>
            </Empty>
        </div>
    }
}
