//! A file that the organiser asks for: read once, known by its hash, and kept on this phone until it is sent.

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::registration::{FileAnswer, FileKind};
use model::{Digest, Line};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::form::Filling;
use crate::state::mine::use_own;
use crate::state::words::{bytes, t, t_with};

#[component]
pub fn FileField(
    filling: Filling,
    id: String,
    label: String,
    hint: Option<String>,
    /// The question's key.
    question: String,
    kinds: Vec<FileKind>,
    max_bytes: u32,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let own = use_own();
    let (told, set_told) = signal(None::<String>);
    let accept: Vec<&str> = kinds.iter().map(|kind| kind.media_type()).collect();
    let accept = accept.join(",");
    let shown = question.clone();
    let chosen = move || {
        let file = filling.draft.with(|draft| draft.files.get(&shown).cloned());
        file.map(|file| {
            t_with("register.file_kept", &[("name", file.name.as_str()), ("bytes", &bytes(u64::from(file.bytes)))])
        })
    };
    let choose = move |event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<leptos::web_sys::HtmlInputElement>().ok());
        let Some(file) = input.and_then(|input| input.files()?.get(0)) else { return };
        let (kinds, question) = (kinds.clone(), question.clone());
        set_told.set(None);
        if file.size() > f64::from(max_bytes) {
            return set_told.set(Some(t_with("answer.file_too_large", &[("most", &bytes(u64::from(max_bytes)))])));
        }
        spawn_local(async move {
            let read =
                JsFuture::from(file.array_buffer()).await.map(|buffer| js_sys::Uint8Array::new(&buffer).to_vec());
            let Ok(content) = read else { return drop(set_told.try_set(Some(t("register.file_unreadable")))) };
            let Some(kind) = kinds.into_iter().find(|kind| kind.check(&content).is_ok()) else {
                return drop(set_told.try_set(Some(t("answer.file_kind"))));
            };
            let name = Line::parse(&file.name()).or_else(|_| Line::parse(&t("register.a_file")));
            let Ok(name) = name else { return };
            let (hash, length) = (Digest::of(&content), content.len() as u32);
            if !(own.acts().keep_file)(hash, content).await {
                return drop(set_told.try_set(Some(t("register.not_kept"))));
            }
            let answer = FileAnswer { hash, name, kind, bytes: length };
            filling.change(|draft| drop(draft.files.insert(question, answer)));
        });
    };
    let line = move || told.get().or_else(|| error.get());
    view! {
        <div class="field">
            <span class="field__label">{label}</span>
            {hint.map(|hint| view! { <span class="field__hint">{hint}</span> })}
            <label class="button button--line"><input class="vh" id=id type="file" accept=accept on:change=choose/>{t("register.choose_file")}</label>
            <span class="small" role="status">{chosen}</span>
            <span class="field__error" role="status">{line}</span>
        </div>
    }
}
