//! The sheet in which a language is chosen: each by its own name.

use leptos::prelude::*;

use crate::components::{Group, Marked, Row, Sheet};
use crate::state::phone::use_phone;
use crate::state::words::{self, t};

#[component]
pub fn Languages(#[prop(into)] open: Signal<bool>, on_close: Callback<()>) -> impl IntoView {
    view! {
        <Sheet open on_close title=t("language.choose") close_label=t("app.close")>
            <LanguageRows on_chosen=on_close/>
        </Sheet>
    }
}

/// The languages as rows; the present one is marked by a word.
#[component]
pub fn LanguageRows(on_chosen: Callback<()>) -> impl IntoView {
    let phone = use_phone();
    let now = words::language().get_untracked();
    let failed = RwSignal::new(false);
    let row = move |(tag, name): (String, String)| {
        let end = (tag == now).then(|| t("language.now"));
        let title = Marked::new(name).in_language(Some(tag.clone()));
        let choose = Callback::new(move |()| {
            failed.set(false);
            if tag == words::language().get_untracked() {
                return on_chosen.run(());
            }
            phone.choose_language(tag.clone(), move || failed.set(true));
        });
        view! { <Row on_press=Some(choose) title end/> }
    };
    view! {
        <Group>{words::languages().into_iter().map(row).collect_view()}</Group>
        {move || failed.get().then(|| view! { <p class="small gap" role="status">{t("language.failed")}</p> })}
    }
}
