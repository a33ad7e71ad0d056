//! Lists to take away. They leave the server, which notes it; so they need the network.

use leptos::prelude::*;

use super::event::AtDesk;
use super::said_fault;
use crate::components::{Button, Glyph, SectionHead};
use crate::state::desk::{ExportKind, use_desks};
use crate::state::shell;
use crate::state::words::{self, t};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[component]
pub fn Take(at: AtDesk) -> impl IntoView {
    let desks = use_desks();
    let (told, set_told) = signal(String::new());
    let (busy, set_busy) = signal(false);
    let take = move |kind: ExportKind| {
        Callback::new(move |()| {
            set_busy.set(true);
            set_told.set(String::new());
            let asking = (desks.acts().export)(at.event, kind, words::language().get_untracked());
            leptos::task::spawn_local(async move {
                let said = match asking.await {
                    Ok(file) => {
                        let media_type = if kind == ExportKind::Xlsx { XLSX } else { "text/csv" };
                        let is_saved = shell::save_bytes(&file.name, media_type, &file.bytes);
                        t(if is_saved { "desk.taken" } else { "transfer.not_saved" })
                    }
                    Err(fault) => said_fault(fault),
                };
                set_told.try_set(said);
                set_busy.try_set(false);
            });
        })
    };
    view! {
        <SectionHead title=t("desk.take")/>
        <p class="small q">{t("desk.take_text")}</p>
        <div class="buttons">
            <Button mini=true busy glyph=Some(Glyph::Download) label="XLSX" on_press=take(ExportKind::Xlsx)/>
            <Button mini=true busy glyph=Some(Glyph::Download) label="CSV" on_press=take(ExportKind::Csv)/>
        </div>
        <p class="small" role="status">{move || told.get()}</p>
    }
}
