//! Words: every text on the screen, from the language file, and numbers, dates and names as the reader writes them.
//!
//! One language at a time, held for the whole page: `t("home.browse")` gives its text. Another language is another
//! page: the root of the app is drawn anew when `language()` changes, so a text need not be watched.
//! **Invariant:** no text that a person reads stands in Rust.

mod format;

use std::cell::RefCell;
use std::collections::HashMap;

use leptos::prelude::*;
use thiserror::Error;
use wasm_bindgen::JsValue;

use super::intl::Formatter;
use super::shell;

pub use format::*;

/// No language file came, and none is kept.
#[derive(Debug, Error)]
#[error("no words for {tag}")]
pub struct NoWords {
    pub tag: String,
}

struct Words {
    tag: String,
    texts: HashMap<String, String>,
    plural: Option<Formatter>,
    number: Option<Formatter>,
    fraction: Option<Formatter>,
    day: Option<Formatter>,
    month: Option<Formatter>,
    month_alone: Option<Formatter>,
    time: Option<Formatter>,
    weekday: Option<Formatter>,
    country: Option<Formatter>,
    language: Option<Formatter>,
}

thread_local! {
    static WORDS: RefCell<Option<Words>> = const { RefCell::new(None) };
    static LANGUAGE: RefCell<Option<ArcRwSignal<String>>> = const { RefCell::new(None) };
}

// ---- Languages ----

/// Loads the language that the shell chose. Once, before the first page.
pub async fn start() -> Result<(), NoWords> {
    let tag = shell::language();
    match shell::first_words().await {
        Some(text) => take(&tag, &text),
        None => choose_any(&tag).await,
    }
}

/// The language on the screen. The root of the app reads it and draws anew when it changes.
pub fn language() -> ArcRwSignal<String> {
    LANGUAGE.with_borrow_mut(|signal| signal.get_or_insert_with(|| ArcRwSignal::new(shell::language())).clone())
}

/// Every language there is, each with its name in itself.
pub fn languages() -> Vec<(String, String)> {
    let named = |tag: String| {
        let names = Formatter::new("DisplayNames", &tag, &[("type", "language".into())]);
        let name = names.and_then(|names| names.text("of", &JsValue::from_str(&tag)));
        (tag.clone(), name.unwrap_or(tag))
    };
    shell::language_urls().into_iter().map(|(tag, _)| named(tag)).collect()
}

/// Changes the language, remembers it, and keeps its file on the phone.
pub async fn choose(tag: &str) -> Result<(), NoWords> {
    let text = shell::fetch_words(tag).await.ok_or_else(|| NoWords { tag: tag.to_owned() })?;
    take(tag, &text)?;
    shell::keep_language(tag);
    Ok(())
}

async fn choose_any(tag: &str) -> Result<(), NoWords> {
    for (other, _) in shell::language_urls() {
        if let Some(text) = shell::fetch_words(&other).await {
            return take(&other, &text);
        }
    }
    Err(NoWords { tag: tag.to_owned() })
}

fn take(tag: &str, text: &str) -> Result<(), NoWords> {
    let texts = serde_json::from_str(text).map_err(|_| NoWords { tag: tag.to_owned() })?;
    WORDS.with_borrow_mut(|words| *words = Some(Words::new(tag, texts)));
    if let Some(root) = document().document_element() {
        // The root element takes any attribute.
        let _ = root.set_attribute("lang", tag);
    }
    language().set(tag.to_owned());
    Ok(())
}

impl Words {
    fn new(tag: &str, texts: HashMap<String, String>) -> Words {
        // Dates as the region writes them: 12 Sep 2026, never 9/12.
        let locale = if tag == "en" { "en-GB" } else { tag };
        let month_form = if tag == "en" { "short" } else { "long" };
        let utc = ("timeZone", JsValue::from_str("UTC"));
        let [year, day, month] = [("year", "numeric".into()), ("day", "numeric".into()), ("month", month_form.into())];
        let [hour, minute] = [("hour", "2-digit".into()), ("minute", "2-digit".into())];
        let clock = ("hourCycle", "h23".into());
        // Short: "Myanmar", not "Myanmar (Burma)".
        let short = ("style", JsValue::from_str("short"));
        let names = |kind: &str| Formatter::new("DisplayNames", tag, &[("type", kind.into()), short.clone()]);
        let date = |options: &[(&str, JsValue)]| Formatter::new("DateTimeFormat", locale, options);
        let digits = |most: f64| Formatter::new("NumberFormat", locale, &[("maximumFractionDigits", most.into())]);
        Words {
            tag: tag.to_owned(),
            texts,
            plural: Formatter::new("PluralRules", locale, &[]),
            number: digits(6.0),
            fraction: digits(1.0),
            day: date(&[year.clone(), month.clone(), day, utc.clone()]),
            month: date(&[year, month, utc.clone()]),
            month_alone: date(&[("month", "long".into()), utc]),
            time: date(&[hour, minute, clock]),
            weekday: date(&[("weekday", "short".into())]),
            country: names("region"),
            language: names("language"),
        }
    }
}

/// Asks the words on the screen. Before the first language there are none, and then nothing is drawn either.
fn ask<T>(read: impl FnOnce(&Words) -> Option<T>) -> Option<T> {
    WORDS.with_borrow(|words| words.as_ref().and_then(read))
}

// ---- Texts ----

/// The text of a key. A key without a text shows itself: a mistake that a test finds.
pub fn t(key: &str) -> String {
    ask(|words| words.texts.get(key).cloned()).unwrap_or_else(|| key.to_owned())
}

/// Whether there is a text: for keys made from data, such as a kind that a newer server knows.
pub fn has(key: &str) -> bool {
    ask(|words| words.texts.contains_key(key).then_some(())).is_some()
}

/// The text of a key with its `{places}` filled.
pub fn t_with(key: &str, values: &[(&str, &str)]) -> String {
    fill(&t(key), values)
}

/// The text for that many, by the plural rules of the language (`key.one`, `key.other`); `{count}` is the number.
pub fn t_count(key: &str, count: u64) -> String {
    t_count_with(key, count, &[])
}

pub fn t_count_with(key: &str, count: u64, values: &[(&str, &str)]) -> String {
    let form = ask(|words| words.plural.as_ref()?.text("select", &JsValue::from(count as f64)));
    let text = ask(|words| {
        let exact = form.and_then(|form| words.texts.get(&format!("{key}.{form}")));
        exact.or_else(|| words.texts.get(&format!("{key}.other"))).cloned()
    });
    let filled = fill(&text.unwrap_or_else(|| key.to_owned()), &[("count", &number(count))]);
    fill(&filled, values)
}

fn fill(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// The parts in one line, with the dot that the language uses between them: "Institute · Cần Thơ". Empty parts go.
pub fn dotted<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    join("app.dot", parts)
}

/// The parts as a list: "rice, cassava".
pub fn listed<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    join("app.list", parts)
}

fn join<'a>(key: &str, parts: impl IntoIterator<Item = &'a str>) -> String {
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.map(str::to_owned).reduce(|a, b| t_with(key, &[("a", &a), ("b", &b)])).unwrap_or_default()
}
