//! A message to those that are picked, or to all that are shown; and the messages so far.

use leptos::prelude::*;
use model::{Act, Line, List, Prose, RegistrationId};

use super::event::AtDesk;
use crate::components::{Button, ButtonKind, Field, Glyph, Group, SectionHead, Sheet, Typed};
use crate::state::words::{self, t, t_count, t_with};

#[component]
pub fn Letters(at: AtDesk) -> impl IntoView {
    let (open, set_open) = signal(false);
    let letters = Memo::new(move |_| at.with(|desk| desk.letters.clone()));
    let close = Callback::new(move |()| set_open.set(false));
    view! {
        <SectionHead title=t("desk.messages")/>
        <div class="buttons"><Button mini=true glyph=Some(Glyph::Mail) label=t("desk.write") on_press=Callback::new(move |()| set_open.set(true))/></div>
        {move || {
            let letters = letters.get();
            (!letters.is_empty()).then(|| view! {
                <Group inset=true>{letters.into_iter().map(|(letter, sent)| {
                    let when = t_with("mine.letter_when", &[("time", &words::time(letter.sent_ms as f64))]);
                    let when = if sent { when } else { t("how.saved") };
                    view! {
                        <details class="letter"><summary><b>{letter.subject.as_str().to_owned()}</b>" "<span class="small q">{when}</span></summary>
                            <p class="prose">{letter.text.as_str().to_owned()}</p></details>
                    }
                }).collect_view()}</Group>
            })
        }}
        <Sheet open on_close=close title=t("desk.write") close_label=t("app.close")><Write at on_done=close/></Sheet>
    }
}

#[component]
fn Write(at: AtDesk, on_done: Callback<()>) -> impl IntoView {
    let subject = RwSignal::new(String::new());
    let text = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let (told, set_told) = signal(String::new());
    let to = Memo::new(move |_| {
        let picked = at.picked.get();
        if !picked.is_empty() {
            return picked;
        }
        let filter = at.filter.get();
        at.with(|desk| filter.shown(desk).into_iter().map(|one| one.view.id).collect::<Vec<RegistrationId>>())
    });
    let send = Callback::new(move |()| {
        let parsed = (
            Line::parse(&subject.get_untracked()),
            Prose::parse(&text.get_untracked()),
            List::parse(to.get_untracked()),
        );
        let (Ok(subject), Ok(text), Ok(to)) = parsed else { return wrong.set(true) };
        wrong.set(false);
        let act = Act::Messaged { event: at.event, to, subject, text };
        at.own.save(act, move |kept| {
            if kept {
                on_done.run(());
            } else {
                set_told.try_set(t("register.not_kept"));
            }
        });
    });
    let flaw = move |is_empty: bool| (wrong.get() && is_empty).then(|| t("answer.missing"));
    let no_subject = Signal::derive(move || flaw(subject.with(|text| Line::parse(text).is_err())));
    let no_text = Signal::derive(move || flaw(text.with(|text| Prose::parse(text).is_err())));
    view! {
        <p class="small q">{move || t_count("desk.write_to", to.with(Vec::len) as u64)}</p>
        <Field id="subject" label=t("desk.subject") value="" on_input=Callback::new(move |now| subject.set(now)) error=no_subject/>
        <Field id="text" label=t("desk.text") hint=t("desk.text_hint") typed=Typed::Lines(8) value="" on_input=Callback::new(move |now| text.set(now)) error=no_text/>
        <p class="small" role="status">{move || told.get()}</p>
        <Button kind=ButtonKind::Ink wide=true glyph=Some(Glyph::Send) label=t("desk.send") on_press=send/>
    }
}
