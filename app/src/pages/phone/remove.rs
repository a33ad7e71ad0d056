//! Removing the catalogue from this phone, after a question; and the way to bring it back.

use leptos::prelude::*;

use crate::components::{Button, ButtonKind, Glyph, Sheet};
use crate::state::phone::Phone;
use crate::state::words::{bytes, t, t_with};

#[component]
pub fn Remove(phone: Phone) -> impl IntoView {
    let (asking, set_asking) = signal(false);
    let removed = Memo::new(move |_| phone.held().with(|held| held.removed));
    let ask = Callback::new(move |()| set_asking.set(true));
    let close = Callback::new(move |()| set_asking.set(false));
    let yes = Callback::new(move |()| {
        set_asking.set(false);
        phone.remove();
    });
    let bring_back = Callback::new(move |()| phone.update());
    let size = move || phone.held().with(|held| bytes(held.cards_bytes + held.bodies_bytes));
    let text = move || t_with("phone.clear.text", &[("bytes", &size())]);
    let foot = move || match removed.get() {
        true => view! {
            <p role="status">{t("phone.cleared")}</p>
            <div class="buttons gap"><Button label=t("phone.fetch") on_press=bring_back/></div>
        }
        .into_any(),
        false => view! {
            <Button kind=ButtonKind::Alarm wide=true glyph=Some(Glyph::Remove) label=t("phone.clear") on_press=ask/>
        }
        .into_any(),
    };
    view! {
        <div class="gap">{foot}</div>
        <Sheet open=asking on_close=close title=t("phone.clear.title") close_label=t("app.close")>
            <p>{text}</p>
            <div class="buttons gap">
                <Button kind=ButtonKind::Go label=t("phone.clear.yes") on_press=yes/>
                <Button label=t("app.cancel") on_press=close/>
            </div>
        </Sheet>
    }
}
