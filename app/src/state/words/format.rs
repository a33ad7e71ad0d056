//! Numbers, days, times and names as the reader of the chosen language writes them.

use model::amount::{Amount, Decimal, Per};
use model::{Day, Moment};
use wasm_bindgen::JsValue;

use super::super::intl::Formatter;
use super::{ask, t, t_count, t_with};

const DAY_MS: f64 = 86_400_000.0;
/// Shown as days up to here, as LOOK says: "70 days ago".
const MOST_DAYS: i64 = 365;
/// "Fri 18:05" up to here; a date beyond.
const WEEK_DAYS: i64 = 6;

// ---- Numbers ----

pub fn number(count: u64) -> String {
    ask(|words| words.number.as_ref()?.text("format", &JsValue::from(count as f64)))
        .unwrap_or_else(|| count.to_string())
}

pub fn decimal(value: &Decimal) -> String {
    ask(|words| words.number.as_ref()?.text("format", &JsValue::from(value.value())))
        .unwrap_or_else(|| value.to_string())
}

/// Degrees of a place, to a thousandth: enough to find a building.
pub fn degrees(value: f64) -> String {
    format!("{:.3}", value.abs())
}

/// "84 KB", "3.1 MB".
pub fn bytes(count: u64) -> String {
    match count {
        0..1_000 => t_count("bytes.b", count),
        1_000..1_000_000 => t_with("bytes.kb", &[("count", &number(count / 1_000))]),
        1_000_000..1_000_000_000 => t_with("bytes.mb", &[("count", &tenths(count as f64 / 1e6))]),
        _ => t_with("bytes.gb", &[("count", &tenths(count as f64 / 1e9))]),
    }
}

fn tenths(value: f64) -> String {
    ask(|words| words.fraction.as_ref()?.text("format", &JsValue::from(value))).unwrap_or_else(|| format!("{value:.1}"))
}

/// "CN¥12,500 a month"
pub fn money(amount: &Amount) -> String {
    let options = [
        ("style", "currency".into()),
        ("currency", amount.currency.as_str().into()),
        ("maximumFractionDigits", JsValue::from(2.0)),
        ("minimumFractionDigits", JsValue::from(0.0)),
    ];
    let written = ask(|words| {
        let format = Formatter::new("NumberFormat", &words.tag, &options)?;
        format.text("format", &JsValue::from(amount.value.value()))
    });
    let written = written.unwrap_or_else(|| format!("{} {}", amount.currency.as_str(), amount.value));
    let key = match amount.per {
        Per::Once => "per.once",
        Per::Month => "per.month",
        Per::Year => "per.year",
    };
    t_with(key, &[("amount", &written)])
}

// ---- Days and times ----

/// "12 Sep 2026", "Sep 2026", "2026": as exact as it is known.
pub fn day(day: Day) -> String {
    let value = JsValue::from(day.first_day_number() as f64 * DAY_MS);
    let text = match (day.month(), day.day()) {
        (Some(_), Some(_)) => ask(|words| words.day.as_ref()?.text("format", &value)),
        (Some(_), None) => ask(|words| words.month.as_ref()?.text("format", &value)),
        (None, _) => Some(day.year().to_string()),
    };
    text.unwrap_or_else(|| day.to_string())
}

/// "12–18 Sep 2026", "2025–2028", "from 2025", "until 2028"; none where neither is known.
pub fn days(from: Option<Day>, to: Option<Day>) -> Option<String> {
    match (from, to) {
        (Some(from), Some(to)) if from == to => Some(day(from)),
        (Some(from), Some(to)) => Some(day_range(from, to)),
        (Some(from), None) => Some(t_with("app.from", &[("from", &day(from))])),
        (None, Some(to)) => Some(t_with("app.until", &[("to", &day(to))])),
        (None, None) => None,
    }
}

fn day_range(from: Day, to: Day) -> String {
    let value = |day: Day| JsValue::from(day.first_day_number() as f64 * DAY_MS);
    let exact = from.day().is_some() && to.day().is_some();
    let together = ask(|words| words.day.as_ref()?.text_of_two("formatRange", &value(from), &value(to)));
    // Some browsers write the dash with spaces around it.
    let together = together.filter(|_| exact).map(|text| text.replace("\u{2009}–\u{2009}", "–").replace(" – ", "–"));
    together.unwrap_or_else(|| t_with("app.range", &[("from", &day(from)), ("to", &day(to))]))
}

/// "September", for a month of the year from 1.
pub fn month(month: u8) -> String {
    let value = Day::of(2000, Some(month), None).map(|day| JsValue::from(day.first_day_number() as f64 * DAY_MS));
    ask(|words| words.month_alone.as_ref()?.text("format", &value?)).unwrap_or_else(|| month.to_string())
}

/// "09:00", as the clock on the wall there shows it.
pub fn wall_clock(moment: &Moment) -> String {
    moment.to_string().get(11..16).unwrap_or_default().to_owned()
}

/// Now, by this phone's clock. For what is shown only: no device clock orders anything.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// Days since 1970-01-01 of today, where the phone is.
pub fn today() -> i64 {
    local_day(now_ms())
}

fn local_day(unix_ms: f64) -> i64 {
    let date = js_sys::Date::new(&JsValue::from(unix_ms));
    ((unix_ms - date.get_timezone_offset() * 60_000.0) / DAY_MS).floor() as i64
}

/// "09:42" today, "Fri 18:05" this week, "12 Sep 2026" beyond.
pub fn time(unix_ms: f64) -> String {
    match today() - local_day(unix_ms) {
        0 => clock(unix_ms),
        1..=WEEK_DAYS => {
            let weekday = ask(|words| words.weekday.as_ref()?.text("format", &JsValue::from(unix_ms)));
            t_with("time.day", &[("day", &weekday.unwrap_or_default()), ("time", &clock(unix_ms))])
        }
        _ => date_of(unix_ms),
    }
}

/// "09:42 today", for a place where a bare time could be any day's.
pub fn time_said(unix_ms: f64) -> String {
    if local_day(unix_ms) == today() { t_with("time.today", &[("time", &clock(unix_ms))]) } else { time(unix_ms) }
}

/// "12 Sep 2026, 09:42": a time that counts, whole, as this phone's clock shows it.
pub fn moment(unix_ms: f64) -> String {
    super::listed([date_of(unix_ms).as_str(), clock(unix_ms).as_str()])
}

fn clock(unix_ms: f64) -> String {
    ask(|words| words.time.as_ref()?.text("format", &JsValue::from(unix_ms))).unwrap_or_default()
}

fn date_of(unix_ms: f64) -> String {
    let value = JsValue::from(local_day(unix_ms) as f64 * DAY_MS);
    ask(|words| words.day.as_ref()?.text("format", &value)).unwrap_or_default()
}

/// How many days ago, by the first day that it may be.
pub fn age_days(day: Day) -> i64 {
    today() - day.first_day_number()
}

/// "today", "70 days ago", "2 years ago".
pub fn age(days: i64) -> String {
    match days {
        ..0 => t("age.ahead"),
        0 => t("age.today"),
        1..=MOST_DAYS => t_count("age.days", days.unsigned_abs()),
        366..730 => t_count("age.months", days.unsigned_abs() / 30),
        _ => t_count("age.years", days.unsigned_abs() / 365),
    }
}

// ---- Names of countries and languages ----

/// "Thailand", in the reader's language.
pub fn country(code: &str) -> String {
    ask(|words| words.country.as_ref()?.text("of", &JsValue::from_str(code))).unwrap_or_else(|| code.to_owned())
}

/// "Thai", in the reader's language.
pub fn language_name(tag: &str) -> String {
    ask(|words| words.language.as_ref()?.text("of", &JsValue::from_str(tag))).unwrap_or_else(|| tag.to_owned())
}

/// "ไทย": a language in itself.
pub fn language_own(tag: &str) -> String {
    let names = Formatter::new("DisplayNames", tag, &[("type", "language".into())]);
    names.and_then(|names| names.text("of", &JsValue::from_str(tag))).unwrap_or_else(|| tag.to_owned())
}
