//! Who runs an event, and who minds its door: people by their address, and phones by a code.

use leptos::prelude::*;
use model::RecordId;

use super::phones::Phones;
use super::said_fault;
use crate::components::{
    Button, ButtonKind, Choosable, Choose, Field, Glyph, Group, Lead, Row, SectionHead, Top, Typed,
};
use crate::pages::frame::set_title;
use crate::pages::mine::EventName;
use crate::router::use_router;
use crate::state::desk::{Role, RoleLine, use_desks};
use crate::state::words::{self, t, t_with};

#[component]
pub fn TeamPage(event: RecordId) -> impl IntoView {
    set_title(&t("desk.team"));
    let router = use_router();
    let desks = use_desks();
    let lines = RwSignal::new(Vec::<RoleLine>::new());
    let told = RwSignal::new(String::new());
    let email = RwSignal::new(String::new());
    let is_door = RwSignal::new(false);
    let load = move || {
        let asking = (desks.acts().roles)(event);
        leptos::task::spawn_local(async move {
            match asking.await {
                Ok(now) => drop(lines.try_set(now)),
                Err(why) => drop(told.try_set(said_fault(why))),
            }
        });
    };
    load();
    let set_role = move |gives: bool, email: String, role: Role| {
        let setting = (desks.acts().set_role)(gives, email, role);
        leptos::task::spawn_local(async move {
            let said = match setting.await {
                Ok(true) => t(if gives { "desk.role_given" } else { "desk.role_taken" }),
                Ok(false) => t("desk.role_same"),
                Err(why) => said_fault(why),
            };
            told.try_set(said);
            load();
        });
    };
    let give = Callback::new(move |()| {
        let role = if is_door.get_untracked() { Role::Door { event } } else { Role::Organiser { event } };
        set_role(true, email.get_untracked(), role);
    });
    let option = |key: &str| Choosable { key: key.to_owned(), label: t(&format!("desk.role.{key}")), lang: None };
    let kinds = vec![option("organiser"), option("door")];
    view! {
        <Top back_label=t("app.back") on_back=Callback::new(move |()| router.back())/>
        <div class="app pad">
            <p class="small q"><EventName event let:name>{name}</EventName></p>
            <h1 tabindex="-1">{t("desk.team")}</h1>
            <div class="gap"><Group>
                <For each=move || lines.get() key=|line| (line.email.clone(), said_role(&line.role)) children=move |line| {
                    let (mail, role) = (line.email.clone(), line.role.clone());
                    let since = t_with("desk.role_since", &[("time", &words::time(line.given_ms as f64))]);
                    let label = t_with("desk.role_take", &[("email", &line.email)]);
                    let take = Callback::new(move |()| set_role(false, mail.clone(), role.clone()));
                    view! {
                        <div class="desk__row">
                            <Row lead=Some(Lead::tile(Glyph::Person)) title=line.email.clone() lines=vec![said_role(&line.role).into(), since.into()]/>
                            <Button mini=true kind=ButtonKind::Alarm label on_press=take/>
                        </div>
                    }
                }/>
            </Group></div>
            <SectionHead title=t("desk.role_add")/>
            <Field id="role-email" label=t("desk.email") typed=Typed::Email value="" on_input=Callback::new(move |text| email.set(text))/>
            <Choose id="role-kind" label=t("desk.role_kind") options=kinds chosen=vec!["organiser".to_owned()] none_label=t("register.choose")
                on_change=Callback::new(move |keys: Vec<String>| is_door.set(keys.first().is_some_and(|key| key == "door")))/>
            <p class="small" role="status">{move || told.get()}</p>
            <Button kind=ButtonKind::Ink label=t("desk.role_give") on_press=give/>
            <Phones event/>
        </div>
    }
}

fn said_role(role: &Role) -> String {
    match role {
        Role::Organiser { .. } => t("desk.role.organiser"),
        Role::Door { .. } => t("desk.role.door"),
        Role::Admin | Role::Contact { .. } | Role::Unknown => t("desk.role.other"),
    }
}
