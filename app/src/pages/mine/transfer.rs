//! What waits, as a file: out of this phone, and into it.

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use crate::components::{Button, Glyph, SectionHead};
use crate::state::mine::{ImportFault, Look, use_own};
use crate::state::shell;
use crate::state::words::{t, t_count};

const FILE_NAME: &str = "mangrove-outbox.json";

#[component]
pub fn Transfer(look: Look) -> impl IntoView {
    let own = use_own();
    let (told, set_told) = signal(String::new());
    let export = Callback::new(move |()| {
        let writing = (own.acts().export)();
        spawn_local(async move {
            let said = match writing.await {
                Some(text) if shell::save_file(FILE_NAME, "application/json", &text) => t("transfer.saved"),
                Some(_) | None => t("transfer.not_saved"),
            };
            set_told.try_set(said);
        });
    });
    let choose = move |event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<leptos::web_sys::HtmlInputElement>().ok());
        let Some(file) = input.and_then(|input| input.files()?.get(0)) else { return };
        spawn_local(async move {
            let read = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
            let taken = match read {
                Some(text) => (own.acts().import)(text).await,
                None => Err(ImportFault::NotOurs),
            };
            let said = match taken {
                Ok(new) => t_count("transfer.taken", new as u64),
                Err(ImportFault::NotOurs) => t("transfer.not_ours"),
                Err(ImportFault::Later) => t("transfer.later"),
                Err(ImportFault::OtherPerson) => t("transfer.other_person"),
                Err(ImportFault::Store) => t("transfer.store"),
            };
            set_told.try_set(said);
        });
    };
    let has_unsent = look.unsent() > 0;
    view! {
        <SectionHead title=t("transfer.title")/>
        <p class="small q">{t("transfer.text")}</p>
        <div class="buttons">
            {has_unsent.then(|| view! { <Button mini=true glyph=Some(Glyph::Download) label=t("transfer.save") on_press=export/> })}
            <label class="button button--line button--mini"><input class="vh" type="file" accept="application/json,.json" on:change=choose/>
                {t("transfer.take")}</label>
        </div>
        <p class="small" role="status">{move || told.get()}</p>
    }
}
