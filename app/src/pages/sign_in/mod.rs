//! Signing in: an address, then the digits that came by mail. It needs a network, and says so; nothing on this phone is
//! lost without it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Email;

use super::frame::set_title;
use super::mine::said_sign_in;
use crate::components::{Button, ButtonKind, Field, Glyph, NoteBox, Tone, Top, Typed};
use crate::router::{Address, use_router};
use crate::state::channel::Entered;
use crate::state::mine::use_own;
use crate::state::words::{self, t, t_count, t_with};

#[component]
pub fn SignInPage() -> impl IntoView {
    set_title(&t("sign_in.title"));
    let router = use_router();
    let (address, set_address) = signal(None::<Email>);
    let again = Callback::new(move |()| set_address.set(None));
    view! {
        <Top back_label=t("app.back") on_back=Callback::new(move |()| router.back())/>
        <div class="app pad">
            <h1 tabindex="-1">{t("sign_in.title")}</h1>
            {move || match address.get() {
                None => view! { <AskCode on_asked=Callback::new(move |email| set_address.set(Some(email)))/> }.into_any(),
                Some(email) => view! { <EnterCode email on_again=again/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn AskCode(on_asked: Callback<Email>) -> impl IntoView {
    let own = use_own();
    let (typed, set_typed) = signal(String::new());
    let (wrong, set_wrong) = signal(None::<String>);
    let (busy, set_busy) = signal(false);
    let ask = move || {
        let Ok(email) = Email::parse(&typed.get_untracked()) else {
            return set_wrong.set(Some(t("sign_in.bad_address")));
        };
        set_wrong.set(None);
        set_busy.set(true);
        let asking = (own.acts().ask_code)(email.clone(), words::language().get_untracked());
        spawn_local(async move {
            let asked = asking.await;
            set_busy.try_set(false);
            match asked {
                Ok(_) => on_asked.run(email),
                Err(error) => drop(set_wrong.try_set(Some(said_sign_in(error)))),
            }
        });
    };
    let press = Callback::new(move |()| ask());
    view! {
        <form class="form" novalidate on:submit=move |event| { event.prevent_default(); ask() }>
            <p class="q">{t("sign_in.why")}</p>
            <Field id="sign-in-address" label=t("sign_in.address") hint=t("sign_in.address_hint") typed=Typed::Email
                value=typed.get_untracked() on_input=Callback::new(move |text| set_typed.set(text)) error=wrong/>
            <Button kind=ButtonKind::Go wide=true label=t("sign_in.send") busy on_press=press/>
        </form>
    }
}

#[component]
fn EnterCode(email: Email, on_again: Callback<()>) -> impl IntoView {
    let own = use_own();
    let router = use_router();
    let (typed, set_typed) = signal(String::new());
    let (wrong, set_wrong) = signal(None::<String>);
    let (busy, set_busy) = signal(false);
    let enter = move || {
        set_busy.set(true);
        let entering = (own.acts().enter_code)(typed.get_untracked());
        spawn_local(async move {
            let entered = entering.await;
            set_busy.try_set(false);
            let said = match entered {
                Ok(Entered::In { .. }) => return router.replace(Address::Mine),
                Ok(Entered::Wrong { tries_left }) => t_count("sign_in.wrong", u64::from(tries_left)),
                Ok(Entered::Over) => t("sign_in.over"),
                Err(error) => said_sign_in(error),
            };
            set_wrong.try_set(Some(said));
        });
    };
    let press = Callback::new(move |()| enter());
    let text = t_with("sign_in.sent_text", &[("address", email.as_str())]);
    view! {
        <div class="gap"><NoteBox tone=Tone::Tide glyph=Glyph::Mail title=t("sign_in.sent") text/></div>
        <form class="form" novalidate on:submit=move |event| { event.prevent_default(); enter() }>
            <Field id="sign-in-code" label=t("sign_in.code") hint=t("sign_in.code_hint") typed=Typed::Code value=""
                on_input=Callback::new(move |text| set_typed.set(text)) error=wrong/>
            <Button kind=ButtonKind::Go wide=true label=t("sign_in.enter") busy on_press=press/>
            <Button label=t("sign_in.another") on_press=on_again/>
        </form>
    }
}
