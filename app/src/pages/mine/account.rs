//! Who uses this phone: the address, where else they are signed in, and the way out.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Button, ButtonKind, Glyph, Group, Lead, Row, SectionHead, Sheet};
use crate::router::Address;
use crate::state::channel::{SessionLine, SignInError};
use crate::state::mine::{Look, Own, use_own};
use crate::state::words::{self, t, t_count, t_with};

#[component]
pub fn Account(look: Look) -> impl IntoView {
    let own = use_own();
    let unsent = look.unsent();
    let known = look.known?;
    let (leaving, set_leaving) = signal(false);
    let (told, set_told) = signal(String::new());
    let leave = Callback::new(move |()| match unsent {
        0 => sign_out(own, false, set_told),
        _ => set_leaving.set(true),
    });
    let close = Callback::new(move |()| set_leaving.set(false));
    let send = Callback::new(move |()| {
        set_leaving.set(false);
        (own.acts().exchange)();
    });
    let discard = Callback::new(move |()| {
        set_leaving.set(false);
        sign_out(own, true, set_told);
    });
    Some(view! {
        <SectionHead title=t("account.title")/>
        <Group><Row lead=Some(Lead::tile(Glyph::Person)) title=known.me.email.clone()
            lines=vec![t("account.signed_in").into()]/>
            <Row href=Address::MyData.href() lead=Some(Lead::tile(Glyph::Lock)) title=t("data.title") chevron=true/></Group>
        <Sessions/>
        <div class="buttons gap"><Button mini=true kind=ButtonKind::Alarm label=t("account.sign_out") on_press=leave/></div>
        <p class="small" role="status">{move || told.get()}</p>
        <Sheet open=leaving on_close=close title=t_count("account.unsent", unsent as u64) close_label=t("app.close")>
            <p>{t("account.unsent_text")}</p>
            <div class="buttons gap">
                <Button kind=ButtonKind::Go wide=true label=t("account.send_now") on_press=send/>
                <Button wide=true label=t("account.keep_file") on_press=close/>
                <Button kind=ButtonKind::Alarm wide=true label=t("account.discard") on_press=discard/>
            </div>
        </Sheet>
    })
}

fn sign_out(own: Own, discard: bool, told: WriteSignal<String>) {
    let leaving = (own.acts().sign_out)(discard);
    spawn_local(async move {
        if let Err(error) = leaving.await {
            told.try_set(said(error));
        }
    });
}

/// Asked for when they are looked at.
#[component]
fn Sessions() -> impl IntoView {
    let own = use_own();
    let (lines, set_lines) = signal(None::<Result<Vec<SessionLine>, SignInError>>);
    let ask = Callback::new(move |()| {
        let asking = (own.acts().sessions)();
        spawn_local(async move {
            let asked = asking.await;
            set_lines.try_set(Some(asked));
        });
    });
    let end = Callback::new(move |id: String| {
        let ending = (own.acts().end_session)(id);
        spawn_local(async move {
            let _ = ending.await;
            ask.run(());
        });
    });
    move || match lines.get() {
        None => view! { <div class="buttons gap"><Button mini=true label=t("account.sessions") on_press=ask/></div> }
            .into_any(),
        Some(Err(error)) => view! { <p class="small gap" role="status">{said(error)}</p> }.into_any(),
        Some(Ok(sessions)) => {
            let rows = sessions.into_iter().map(|session| {
                let name = if session.device.is_empty() { t("account.a_browser") } else { session.device.clone() };
                let seen = t_with("account.seen", &[("time", &words::time(session.seen_ms as f64))]);
                let id = session.id.to_string();
                let press = Callback::new(move |()| end.run(id.clone()));
                match session.this {
                    true => view! { <Row lead=Some(Lead::tile(Glyph::Phone)) title=name lines=vec![t("account.this").into()]/> }.into_any(),
                    false => view! { <Row on_press=Some(press) lead=Some(Lead::tile(Glyph::Globe)) title=name lines=vec![seen.into()]
                        end=t("account.end")/> }.into_any(),
                }
            });
            let rows = rows.collect_view();
            view! { <div class="gap"><Group>{rows}</Group></div> }.into_any()
        }
    }
}

pub fn said(error: SignInError) -> String {
    match error {
        SignInError::NoNetwork => t("sign_in.no_network"),
        SignInError::TooMany { retry_after_ms } => {
            t_count("sign_in.too_many", u64::from(retry_after_ms.div_ceil(60_000)))
        }
        SignInError::Later => t("sign_in.later"),
        SignInError::NotUnderstood => t("sign_in.not_understood"),
        SignInError::SignIn => t("sign_in.nobody"),
        SignInError::Store => t("sign_in.store"),
    }
}
