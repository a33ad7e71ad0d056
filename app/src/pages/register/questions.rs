//! The organiser's questions, each as its kind asks; those that other answers hide are not there.

use leptos::prelude::*;
use model::TermKey;
use model::registration::{Ask, Question, Registration};

use super::file::FileField;
use super::form::{Filling, toggle};
use crate::components::{Agree, Choosable, Choose, Field, Typed};
use crate::state::draft::Flaw;
use crate::state::words::{self, number, t, t_count_with};

#[component]
pub fn Questions(filling: Filling, rules: StoredValue<Registration>) -> impl IntoView {
    let shown = Memo::new(move |_| {
        rules.with_value(|rules| {
            let answers = filling.draft.with(|draft| draft.answers(&rules.form));
            rules.form.shown(&answers).into_iter().map(|question| question.key.clone()).collect::<Vec<_>>()
        })
    });
    // A question that stays on the screen is not drawn anew: the keyboard stays open.
    view! {
        <For each=move || shown.get() key=|key| key.clone() children=move |key| {
            let question = rules.with_value(|rules| rules.form.question(&key).cloned());
            question.map(|question| view! { <Asked filling question/> })
        }/>
    }
}

#[component]
fn Asked(filling: Filling, question: Question) -> impl IntoView {
    let language = words::language().get_untracked();
    let draft = filling.draft.get_untracked();
    let Question { key, label, hint, required, ask, .. } = question;
    let (tag, text) = label.best(&language);
    let label = if required {
        text.as_str().to_owned()
    } else {
        words::dotted([text.as_str(), t("register.optional").as_str()])
    };
    let hint = hint.as_ref().map(|hint| hint.best(&language).1.as_str().to_owned());
    let id = format!("q-{key}");
    let name = key.as_str().to_owned();
    let typed_now = draft.typed.get(&name).cloned().unwrap_or_default();
    let chosen_now = draft.chosen.get(&name).cloned().unwrap_or_default();
    let is_mine = key.clone();
    let error = filling.flaw(move |flaw| is_flaw_of(flaw, &is_mine));
    let (for_typed, for_chosen, for_agreed) = (name.clone(), name.clone(), name.clone());
    let on_typed = Callback::new(move |text: String| {
        let key = for_typed.clone();
        filling.change(|draft| drop(draft.typed.insert(key, text)));
    });
    let on_chosen = Callback::new(move |chosen: Vec<String>| {
        let key = for_chosen.clone();
        filling.change(|draft| drop(draft.chosen.insert(key, chosen)));
    });
    let options = |ask: &Ask| -> Vec<Choosable> {
        let option = |choice: &model::registration::Choice| {
            let (tag, label) = choice.label.best(&language);
            let (key, label) = (choice.key.as_str().to_owned(), label.as_str().to_owned());
            Choosable { key, label, lang: Some(tag.as_str().to_owned()) }
        };
        ask.options().iter().map(option).collect()
    };
    let label_lang = Some(tag.as_str().to_owned()).filter(|tag| *tag != language);
    let field = match &ask {
        Ask::Text { max_chars, lines } => {
            let typed = if *lines > 1 { Typed::Lines(*lines) } else { Typed::Text };
            let most = number(u64::from(*max_chars));
            let counted = Signal::derive(move || {
                let have = filling.draft.with(|draft| draft.typed.get(&name).map_or(0, |text| text.chars().count()));
                (have > 0 && typed != Typed::Text).then(|| t_count_with("register.chars", have as u64, &[("most", &most)]))
            });
            view! { <Field id label hint typed value=typed_now on_input=on_typed error kept=counted/> }.into_any()
        }
        Ask::Number { .. } => view! { <Field id label hint typed=Typed::Number value=typed_now on_input=on_typed error/> }.into_any(),
        Ask::Date { .. } => view! { <Field id label hint typed=Typed::Date value=typed_now on_input=on_typed error/> }.into_any(),
        Ask::Choice { .. } => view! {
            <Choose id label hint options=options(&ask) chosen=chosen_now none_label=t("register.choose") on_change=on_chosen error/>
        }
        .into_any(),
        Ask::Several { .. } => view! {
            <Choose id label hint options=options(&ask) chosen=chosen_now several=true none_label=t("register.choose") on_change=on_chosen error/>
        }
        .into_any(),
        Ask::File { kinds, max_bytes } => view! {
            <FileField filling id label hint question=name kinds=kinds.to_vec() max_bytes=*max_bytes error/>
        }
        .into_any(),
        Ask::Agreement => {
            let checked = draft.agreed.contains(&name);
            let change = Callback::new(move |given: bool| {
                let key = for_agreed.clone();
                filling.change(|draft| toggle(&mut draft.agreed, key, given));
            });
            view! { <Agree id text=label checked on_change=change error/> }.into_any()
        }
    };
    view! { <div lang=label_lang>{field}</div> }
}

fn is_flaw_of(flaw: &Flaw, key: &TermKey) -> bool {
    matches!(flaw, Flaw::Answer(problem) if problem.question == *key)
}
