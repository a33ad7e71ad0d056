//! What is kept here, which edition, and whether the browser has agreed to keep it.

use leptos::prelude::*;

use crate::components::{Button, Fact, FactText, Facts, Glyph, Group, Lead, Marked, Row};
use crate::state::held::Keeping;
use crate::state::phone::Phone;
use crate::state::words::{self, number, t, t_count, t_with};

#[component]
pub fn Kept(phone: Phone) -> impl IntoView {
    let held = phone.held();
    let catalogue = move || {
        let lines = vec![
            Marked::from(held.with(|held| t_count("phone.catalogue_text", u64::from(held.records)))),
            Marked::from(held.with(|held| t_with("phone.edition", &[("revision", &number(held.revision))]))),
        ];
        view! { <Row lead=Some(Lead::tile(Glyph::Institution)) title=t("phone.catalogue") lines top=true/> }
    };
    let protected = phone.protected();
    let protect = Callback::new(move |()| phone.protect());
    let promise = move || match protected.get() {
        Some(true) => view! { {t("phone.protected_yes")} }.into_any(),
        Some(false) | None => view! {
            <p>{t("phone.protected_no")}</p>
            <Button mini=true label=t("phone.protect") on_press=protect/>
        }
        .into_any(),
    };
    let kept = move || held.with(|held| held.keeping == Keeping::Kept);
    let age = move || held.with(|held| held.confirmed_ms.map(|_| words::age(held.age_days(words::now_ms()))));
    view! {
        <Group>{catalogue}</Group>
        <div class="gap"><Facts>
            {move || view! { <FactText term=t("phone.age") value=age() unknown=t("app.unknown")/> }}
            {move || kept().then(|| view! {
                <Fact term=t("phone.protected")>{promise}</Fact>
            })}
        </Facts></div>
    }
}
