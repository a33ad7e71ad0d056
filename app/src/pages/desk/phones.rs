//! The phones at the doors of an event: a code that makes a phone one of them, and those that there are.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Line, RecordId};

use super::said_fault;
use crate::components::{Button, ButtonKind, Field, Glyph, Group, Lead, QrCode, Row, SectionHead};
use crate::state::desk::{DoorPhoneLine, use_desks};
use crate::state::shell;
use crate::state::words::{self, t, t_with};

#[component]
pub fn Phones(event: RecordId) -> impl IntoView {
    let desks = use_desks();
    let phones = RwSignal::new(Vec::<DoorPhoneLine>::new());
    let told = RwSignal::new(String::new());
    let gate = RwSignal::new(String::new());
    // The address that the code leads to; it is good once, for a while.
    let code = RwSignal::new(None::<String>);
    let load = move || {
        let asking = (desks.acts().phones)(event);
        spawn_local(async move {
            match asking.await {
                Ok(now) => drop(phones.try_set(now)),
                Err(why) => drop(told.try_set(said_fault(why))),
            }
        });
    };
    load();
    let add = Callback::new(move |()| {
        let Ok(gate) = Line::parse(&gate.get_untracked()) else { return told.set(t("phones.no_gate")) };
        let asking = (desks.acts().pair)(event, gate);
        spawn_local(async move {
            match asking.await {
                Ok(asked) => drop(code.try_set(Some(format!("{}/door/pair#{}", shell::origin(), asked.token)))),
                Err(why) => drop(told.try_set(said_fault(why))),
            }
            load();
        });
    });
    let end = move |phone| {
        let ending = (desks.acts().end_phone)(event, phone);
        spawn_local(async move {
            if let Err(why) = ending.await {
                told.try_set(said_fault(why));
            }
            load();
        });
    };
    view! {
        <SectionHead title=t("phones.title")/>
        <p class="small q">{t("phones.text")}</p>
        <div class="gap"><Group>
            <For each=move || phones.get() key=|line| (line.phone, line.seen_ms) children=move |line| {
                let seen = t_with("account.seen", &[("time", &words::time(line.seen_ms as f64))]);
                let said = words::dotted([line.device.as_str(), seen.as_str()]);
                let label = t_with("phones.end", &[("gate", line.gate.as_str())]);
                let press = Callback::new(move |()| end(line.phone));
                view! {
                    <div class="desk__row">
                        <Row lead=Some(Lead::tile(Glyph::Phone)) title=line.gate.as_str().to_owned() lines=vec![said.into()]/>
                        <Button mini=true kind=ButtonKind::Alarm label on_press=press/>
                    </div>
                }
            }/>
        </Group></div>
        <Field id="phone-gate" label=t("phones.gate") hint=t("phones.gate_hint") value=""
            on_input=Callback::new(move |text| gate.set(text))/>
        <div class="buttons gap"><Button glyph=Some(Glyph::Code) label=t("phones.add") on_press=add/></div>
        <p class="small" role="status">{move || told.get()}</p>
        {move || code.get().map(|address| view! {
            <div class="gap">
                <p>{t("phones.code_text")}</p>
                <QrCode text=Signal::stored(address) label=t("phones.code")/>
            </div>
        })}
    }
}
