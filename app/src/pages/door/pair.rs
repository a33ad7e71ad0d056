//! A phone becomes a door's: it has read the organiser's code, which stands behind the `#` of the address and is taken
//! out of it at once. Nothing happens before its person presses: whoever uses the phone is signed out by it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Button, ButtonKind, Glyph, NoteBox, Tone};
use crate::pages::frame::set_title;
use crate::pages::mine::said_sign_in;
use crate::pages::scanner::Scanner;
use crate::router::{Address, use_router};
use crate::state::channel::DoorEntered;
use crate::state::mine::use_own;
use crate::state::shell;
use crate::state::words::{t, t_count, t_with};

#[component]
pub fn PairPage() -> impl IntoView {
    set_title(&t("door.pair"));
    let (token, set_token) = signal(shell::take_fragment());
    let on_code = Callback::new(move |text: String| {
        if let (Some(Address::DoorPair), Some((_, token))) =
            (Address::of_link(&text, &shell::origin()), text.rsplit_once('#'))
        {
            set_token.set(token.to_owned());
        }
    });
    view! {
        <div class="app pad page--under-band">
            <h1 tabindex="-1">{t("door.pair")}</h1>
            {move || match token.get() {
                token if token.is_empty() => view! {
                    <p class="lead">{t("door.pair_none")}</p>
                    <Scanner on_code/>
                }.into_any(),
                token => view! { <Pair token/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Pair(token: String) -> impl IntoView {
    let token = StoredValue::new(token);
    let own = use_own();
    let router = use_router();
    let (busy, set_busy) = signal(false);
    let (said, set_said) = signal(None::<String>);
    let pair = Callback::new(move |()| {
        set_busy.set(true);
        set_said.set(None);
        let entering = (own.acts().enter_door)(token.get_value());
        spawn_local(async move {
            let entered = entering.await;
            set_busy.try_set(false);
            match entered {
                Ok(DoorEntered::In { me }) => {
                    if let Some(post) = me.door {
                        router.replace(Address::Door(post.event));
                    }
                }
                Ok(DoorEntered::Over) => drop(set_said.try_set(Some(t("door.pair_over")))),
                Err(error) => drop(set_said.try_set(Some(said_sign_in(error)))),
            }
        });
    });
    // What somebody else did on this phone stays theirs, and waits for them.
    let before = Memo::new(move |_| {
        own.look().with(|look| {
            let look = look.as_ref()?;
            let known = look.known.as_ref().filter(|known| known.me.door.is_none())?;
            Some((known.me.email.clone(), look.unsent()))
        })
    });
    let warning = move || {
        before.get().map(|(email, unsent)| {
            let kept = if unsent == 0 { String::new() } else { t_count("door.pair_unsent", unsent as u64) };
            let text = format!("{} {kept}", t("door.pair_signs_out"));
            let title = t_with("door.pair_used_by", &[("address", &email)]);
            view! { <div class="gap"><NoteBox tone=Tone::Reed glyph=Glyph::Person title text/></div> }
        })
    };
    let fault = move || {
        said.get().map(|said| {
            view! { <div class="gap"><NoteBox tone=Tone::Kapok glyph=Glyph::Warning title=t("door.pair_failed") text=said/></div> }
        })
    };
    let label = move || if busy.get() { t("door.pairing") } else { t("door.pair_now") };
    view! {
        <p class="lead">{t("door.pair_text")}</p>
        {warning}
        {fault}
        <div class="buttons gap"><Button kind=ButtonKind::Go wide=true label busy on_press=pair/></div>
    }
}
