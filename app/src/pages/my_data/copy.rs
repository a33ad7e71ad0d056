//! A copy of all that is held: asked for here, made by the server, and fetched while it is kept.

use leptos::prelude::*;
use model::Act;
use model::view::Export;

use crate::components::{Button, Glyph, SectionHead};
use crate::state::mine::use_own;
use crate::state::words::{self, bytes, t, t_with};

#[component]
pub fn Copy() -> impl IntoView {
    let own = use_own();
    let look = own.look();
    let export =
        Memo::new(move |_| look.with(|look| look.as_ref().map(|look| look.mine.export.clone())).unwrap_or_default());
    let ask = Callback::new(move |()| own.save(Act::ExportAsked, |_| ()));
    view! {
        <SectionHead title=t("data.copy")/>
        <p class="q">{t("data.copy_text")}</p>
        {move || match export.get() {
            Export::Ready(view) if view.until_ms as f64 > words::now_ms() => {
                let until = t_with("data.copy_until", &[
                    ("time", &words::moment(view.until_ms as f64)),
                    ("bytes", &bytes(u64::from(view.bytes))),
                ]);
                view! {
                    <div class="buttons gap">
                        <a class="button button--go" href=format!("/v1/file/{}", view.file) download="mangrove.zip">{t("data.fetch")}</a>
                        <Button label=t("data.copy_again") on_press=ask/>
                    </div>
                    <p class="small q">{until}</p>
                }.into_any()
            }
            Export::AskedFor => view! { <p class="small" role="status">{t("data.copy_asked")}</p> }.into_any(),
            Export::None | Export::Ready(_) => view! {
                <div class="buttons gap"><Button glyph=Some(Glyph::Download) label=t("data.copy_ask") on_press=ask/></div>
            }.into_any(),
        }}
    }
}
