//! To be forgotten. It is asked twice, and said what goes and what stays: nobody can bring it back.

use leptos::prelude::*;
use model::Act;
use model::view::Erasure;

use crate::components::{Button, ButtonKind, Glyph, NoteBox, SectionHead, Sheet, Tone};
use crate::state::mine::use_own;
use crate::state::words::t;

#[component]
pub fn Erase() -> impl IntoView {
    let own = use_own();
    let look = own.look();
    let is_asked =
        Memo::new(move |_| look.with(|look| look.as_ref().is_some_and(|look| look.mine.erasure != Erasure::None)));
    let (first, set_first) = signal(false);
    let (second, set_second) = signal(false);
    let open = Callback::new(move |()| set_first.set(true));
    let close = Callback::new(move |()| {
        set_first.set(false);
        set_second.set(false);
    });
    let go_on = Callback::new(move |()| {
        set_first.set(false);
        set_second.set(true);
    });
    let erase = Callback::new(move |()| {
        set_second.set(false);
        own.save(Act::AccountErased, |_| ());
    });
    view! {
        <SectionHead title=t("erase.head")/>
        {move || match is_asked.get() {
            true => view! { <NoteBox tone=Tone::Reed glyph=Glyph::Clock title=t("erase.asked") text=t("erase.asked_text")/> }.into_any(),
            false => view! { <div class="buttons gap"><Button kind=ButtonKind::Alarm label=t("erase.open") on_press=open/></div> }
                .into_any(),
        }}
        <Sheet open=first on_close=close title=t("erase.first") close_label=t("app.close")>
            <p>{t("erase.goes")}</p>
            <p class="gap">{t("erase.stays")}</p>
            <div class="buttons gap">
                <Button wide=true label=t("erase.keep") on_press=close/>
                <Button kind=ButtonKind::Alarm wide=true label=t("erase.go_on") on_press=go_on/>
            </div>
        </Sheet>
        <Sheet open=second on_close=close title=t("erase.second") close_label=t("app.close")>
            <p>{t("erase.last")}</p>
            <div class="buttons gap">
                <Button wide=true label=t("erase.keep") on_press=close/>
                <Button kind=ButtonKind::Alarm wide=true label=t("erase.do") on_press=erase/>
            </div>
        </Sheet>
    }
}
