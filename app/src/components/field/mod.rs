//! Fields of a form: the label above, a hint, the control, and one line under it that says what is wrong or that it is
//! kept. No placeholder stands in for a label.

use leptos::ev::Event;
use leptos::prelude::*;

use super::icon::{Glyph, Icon, IconSize};

/// What kind of keyboard a phone opens, and what the browser may fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Typed {
    #[default]
    Text,
    /// Several lines.
    Lines(u8),
    Name,
    Email,
    Code,
    Number,
    Date,
    Phone,
}

impl Typed {
    fn input_type(self) -> &'static str {
        match self {
            Typed::Email => "email",
            Typed::Date => "date",
            Typed::Phone => "tel",
            // A number field of the browser hides what it does not understand.
            Typed::Text | Typed::Lines(_) | Typed::Name | Typed::Code | Typed::Number => "text",
        }
    }

    fn mode(self) -> Option<&'static str> {
        match self {
            Typed::Code => Some("numeric"),
            Typed::Number => Some("decimal"),
            Typed::Text | Typed::Lines(_) | Typed::Name | Typed::Email | Typed::Date | Typed::Phone => None,
        }
    }

    fn fill(self) -> Option<&'static str> {
        match self {
            Typed::Name => Some("name"),
            Typed::Email => Some("email"),
            Typed::Code => Some("one-time-code"),
            Typed::Phone => Some("tel"),
            Typed::Text | Typed::Lines(_) | Typed::Number | Typed::Date => None,
        }
    }
}

#[component]
pub fn Field(
    /// Within the page; the label points to it.
    #[prop(into)]
    id: String,
    #[prop(into)] label: String,
    #[prop(into, optional_no_strip)] hint: Option<String>,
    #[prop(optional)] typed: Typed,
    /// What stands in it when it is drawn.
    #[prop(into)]
    value: String,
    on_input: Callback<String>,
    /// What is wrong, and how to mend it.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// Said once what was typed is kept.
    #[prop(into, optional)]
    kept: Signal<Option<String>>,
    #[prop(into, optional_no_strip)] lang: Option<String>,
) -> impl IntoView {
    let wrong = Memo::new(move |_| error.get().is_some());
    let told = format!("{id}-told");
    let hinted = format!("{id}-hint");
    let described = {
        let (told, hinted, has_hint) = (told.clone(), hinted.clone(), hint.is_some());
        move || if has_hint { format!("{hinted} {told}") } else { told.clone() }
    };
    let input = move |event: Event| on_input.run(event_target_value(&event));
    let control = match typed {
        Typed::Lines(rows) => view! {
            <textarea class="input" class:input--wrong=move || wrong.get() id=id.clone() rows=rows lang=lang
                aria-invalid=move || wrong.get().then_some("true") aria-describedby=described on:input=input
                prop:value=value></textarea>
        }
        .into_any(),
        other => view! {
            <input class="input" class:input--wrong=move || wrong.get() id=id.clone() type=other.input_type() lang=lang
                inputmode=other.mode() autocomplete=other.fill() aria-invalid=move || wrong.get().then_some("true")
                aria-describedby=described on:input=input prop:value=value/>
        }
        .into_any(),
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {hint.map(|hint| view! { <span class="field__hint" id=hinted>{hint}</span> })}
            {control}
            <span id=told role="status">{move || told_line(error.get(), kept.get())}</span>
        </div>
    }
}

fn told_line(error: Option<String>, kept: Option<String>) -> Option<AnyView> {
    if let Some(error) = error {
        let icon = view! { <Icon glyph=Glyph::Warning size=IconSize::Small/> };
        return Some(view! { <span class="field__error">{icon}{error}</span> }.into_any());
    }
    let icon = view! { <Icon glyph=Glyph::Check size=IconSize::Small/> };
    kept.map(|kept| view! { <span class="field__kept">{icon}{kept}</span> }.into_any())
}

/// One of the things that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choosable {
    pub key: String,
    pub label: String,
    /// Its language, where that is not the page's.
    pub lang: Option<String>,
}

/// Above this many, one of them is chosen from a list that opens.
const CARDS: usize = 7;

/// One, or several, of some. Each is a card with its box; a long list to choose one from opens as the phone's own.
#[component]
pub fn Choose(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into, optional_no_strip)] hint: Option<String>,
    options: Vec<Choosable>,
    /// Chosen when it is drawn.
    chosen: Vec<String>,
    #[prop(optional)] several: bool,
    /// The first line of the list that opens: nothing chosen yet.
    #[prop(into)]
    none_label: String,
    on_change: Callback<Vec<String>>,
    #[prop(into, optional)] error: Signal<Option<String>>,
) -> impl IntoView {
    let as_list = !several && options.len() > CARDS;
    let told = format!("{id}-told");
    let line = move || told_line(error.get(), None);
    let hint = hint.map(|hint| view! { <span class="field__hint">{hint}</span> });
    if as_list {
        let rows = options.into_iter().map(|option| {
            let selected = chosen.contains(&option.key);
            view! { <option value=option.key lang=option.lang selected=selected>{option.label}</option> }
        });
        let change = move |event: Event| {
            let key = event_target_value(&event);
            on_change.run(if key.is_empty() { Vec::new() } else { vec![key] });
        };
        return view! {
            <div class="field">
                <label for=id.clone()>{label}</label>
                {hint}
                <select class="input" id=id aria-describedby=told.clone() on:change=change>
                    <option value="">{none_label}</option>
                    {rows.collect_view()}
                </select>
                <span id=told role="status">{line}</span>
            </div>
        }
        .into_any();
    }
    let now = StoredValue::new(chosen.clone());
    let kind = if several { "checkbox" } else { "radio" };
    let name = id.clone();
    let cards = options.into_iter().map(|option| {
        let Choosable { key, label, lang } = option;
        let checked = chosen.contains(&key);
        let change = move |event: Event| {
            let is_on = event_target_checked(&event);
            now.update_value(|now| {
                if !several {
                    now.clear();
                }
                now.retain(|other| *other != key);
                if is_on {
                    now.push(key.clone());
                }
            });
            on_change.run(now.get_value());
        };
        view! {
            <label class="option"><input type=kind name=name.clone() checked=checked on:change=change/>
                <span lang=lang>{label}</span></label>
        }
    });
    let two = !several && cards.len() == 2;
    let described = told.clone();
    view! {
        <fieldset class="field" id=id tabindex="-1" aria-describedby=described>
            <legend>{label}</legend>
            {hint}
            <div class="options" class:options--two=two>{cards.collect_view()}</div>
            <span id=told role="status">{line}</span>
        </fieldset>
    }
    .into_any()
}

/// A yes that may be given or not: an agreement, a consent.
#[component]
pub fn Agree(
    #[prop(into)] id: String,
    #[prop(into)] text: String,
    #[prop(into, optional_no_strip)] lang: Option<String>,
    /// After the text: "Optional".
    #[prop(into, optional_no_strip)]
    aside: Option<String>,
    checked: bool,
    on_change: Callback<bool>,
    #[prop(into, optional)] error: Signal<Option<String>>,
) -> impl IntoView {
    let change = move |event: Event| on_change.run(event_target_checked(&event));
    view! {
        <div class="field">
            <label class="option"><input type="checkbox" id=id checked=checked on:change=change/>
                <span><span lang=lang>{text}</span>{aside.map(|aside| view! { " "<span class="q">{aside}</span> })}</span>
            </label>
            <span role="status">{move || told_line(error.get(), None)}</span>
        </div>
    }
}
