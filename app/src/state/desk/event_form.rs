//! An event while its organiser writes it: JSON with holes, changed field by field, and judged as a whole by the code that
//! the server uses. Pure.

use std::collections::BTreeSet;

use catalogue::text::fold;
use model::record::{DraftProblem, complete_event, read_event};
use model::{Day, Record, RecordId, TermKey};
use serde_json::{Map, Value, json};

/// Countries of the network, by code: the options of a question that asks for one.
const COUNTRIES: [&str; 12] = ["bn", "cn", "id", "kh", "la", "mm", "my", "ph", "sg", "th", "tl", "vn"];

#[derive(Debug, Clone, PartialEq)]
pub struct EventForm(Value);

/// The kinds of question, as JSON names them.
pub const ASKS: [&str; 7] = ["text", "choice", "several", "number", "date", "file", "agreement"];

impl EventForm {
    /// A new camp that takes registrations, with what is the same for most.
    pub fn new(id: RecordId) -> Self {
        EventForm(json!({
            "id": id, "kind": "event", "form": "camp", "names": [{"text": "", "lang": "en", "use": "official"}],
            "registration": {"offer_hours": 48, "form": {"version": 1, "questions": []}},
        }))
    }

    pub fn of(event: Value) -> Self {
        EventForm(event)
    }

    /// A draft that was kept. None: no event.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().filter(Value::is_object).map(EventForm)
    }

    pub fn write(&self) -> String {
        self.0.to_string()
    }

    pub fn as_object(&self) -> Map<String, Value> {
        self.0.as_object().cloned().unwrap_or_default()
    }

    pub fn judged(&self, today: Day) -> Result<Record, Vec<DraftProblem>> {
        read_event(&complete_event(self.as_object(), today))
    }

    /// What stands at a place, such as `registration.places`, as a field shows it.
    pub fn text(&self, place: &str) -> String {
        match self.0.pointer(&pointer(place)) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        }
    }

    pub fn is_on(&self, place: &str) -> bool {
        self.0.pointer(&pointer(place)).and_then(Value::as_bool).unwrap_or_default()
    }

    pub fn list(&self, place: &str) -> &[Value] {
        self.0.pointer(&pointer(place)).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// Empty is nothing.
    pub fn set_text(&mut self, place: &str, text: &str) {
        let text = text.trim();
        self.set(place, (!text.is_empty()).then(|| Value::from(text)));
    }

    /// What is no number stays as it was typed, and is judged.
    pub fn set_number(&mut self, place: &str, text: &str) {
        let value = match text.trim() {
            "" => None,
            text => Some(text.parse::<u32>().map_or_else(|_| Value::from(text), Value::from)),
        };
        self.set(place, value);
    }

    pub fn set_on(&mut self, place: &str, is_on: bool) {
        self.set(place, is_on.then_some(Value::Bool(true)));
    }

    pub fn set(&mut self, place: &str, value: Option<Value>) {
        let pointer = pointer(place);
        let Some((above, key)) = pointer.rsplit_once('/') else { return };
        if !above.is_empty() && self.0.pointer(above).is_none() {
            self.set(&above[1..].replace('/', "."), Some(json!({})));
        }
        match (self.0.pointer_mut(above), value) {
            (Some(Value::Object(object)), Some(value)) => drop(object.insert(key.to_owned(), value)),
            (Some(Value::Object(object)), None) => drop(object.remove(key)),
            (Some(Value::Array(list)), Some(value)) => {
                if let Some(entry) = key.parse::<usize>().ok().and_then(|at| list.get_mut(at)) {
                    *entry = value;
                }
            }
            _ => {}
        }
    }

    pub fn push(&mut self, place: &str, value: Value) {
        let mut list = self.list(place).to_vec();
        list.push(value);
        self.set(place, Some(Value::Array(list)));
    }

    pub fn remove(&mut self, place: &str, at: usize) {
        let mut list = self.list(place).to_vec();
        if at < list.len() {
            list.remove(at);
        }
        self.set(place, (!list.is_empty() || place.ends_with("questions")).then_some(Value::Array(list)));
    }

    /// One up in its list.
    pub fn raise(&mut self, place: &str, at: usize) {
        let mut list = self.list(place).to_vec();
        if at > 0 && at < list.len() {
            list.swap(at - 1, at);
            self.set(place, Some(Value::Array(list)));
        }
    }

    /// Another kind of question: what belonged to the old kind goes.
    pub fn set_ask(&mut self, at: usize, ask: &str) {
        let place = format!("registration.form.questions[{at}]");
        let Some(Value::Object(mut question)) = self.0.pointer(&pointer(&place)).cloned() else { return };
        question.retain(|key, _| ["key", "label", "hint", "required", "shown_if"].contains(&key.as_str()));
        if let Value::Object(usual) = usual(ask) {
            question.extend(usual);
        }
        self.set(&place, Some(Value::Object(question)));
    }

    /// A question with a key of its own.
    pub fn add_question(&mut self) {
        let place = "registration.form.questions";
        let taken = self.list(place).iter().filter_map(|question| question["key"].as_str().map(str::to_owned));
        let key = free_key("question", &taken.collect());
        let mut question = usual("text");
        question["key"] = Value::from(key);
        question["label"] = json!({"en": ""});
        self.push(place, question);
    }

    /// The options of a question or the groups: one a line, `English | 中文`. Whoever keeps its label keeps its key, so that
    /// answers still fit.
    pub fn set_options(&mut self, place: &str, text: &str) {
        let before = self.list(place).to_vec();
        let mut taken = BTreeSet::new();
        let mut options = Vec::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (english, chinese) = line.split_once('|').map_or((line, ""), |(en, zh)| (en.trim(), zh.trim()));
            let (tag, text) = if english.is_empty() { ("zh-Hans", chinese) } else { ("en", english) };
            let known = before.iter().find(|option| option["label"][tag] == text);
            let key = known.and_then(|option| option["key"].as_str()).map(str::to_owned);
            let key = key.filter(|key| !taken.contains(key)).unwrap_or_else(|| free_key(english, &taken));
            taken.insert(key.clone());
            let mut label = Map::new();
            for (tag, text) in [("en", english), ("zh-Hans", chinese)] {
                if !text.is_empty() {
                    label.insert(tag.to_owned(), Value::from(text));
                }
            }
            options.push(json!({"key": key, "label": label}));
        }
        self.set(place, (!options.is_empty() || place.ends_with("options")).then_some(Value::Array(options)));
    }

    pub fn options_text(&self, place: &str) -> String {
        let line = |option: &Value| {
            let (english, chinese) = (option["label"]["en"].as_str(), option["label"]["zh-Hans"].as_str());
            match (english, chinese) {
                (Some(english), Some(chinese)) => format!("{english} | {chinese}"),
                (Some(english), None) => english.to_owned(),
                (None, chinese) => format!("| {}", chinese.unwrap_or_default()),
            }
        };
        self.list(place).iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// A question for the country, by which quotas and rules count; in the organiser's language.
    pub fn add_country(&mut self, language: &str, label: &str, name: impl Fn(&str) -> String) {
        let option = |code: &&str| json!({"key": code, "label": {language: name(code)}});
        let options: Vec<Value> = COUNTRIES.iter().map(option).collect();
        let question = json!({"key": "country", "label": {language: label}, "required": true, "tells": "country",
            "ask": "choice", "options": options});
        self.push("registration.form.questions", question);
    }
}

/// A question of a kind, as most ask it.
fn usual(ask: &str) -> Value {
    match ask {
        "choice" => json!({"ask": "choice", "options": []}),
        "several" => json!({"ask": "several", "options": [], "least": 0, "most": 1}),
        "file" => json!({"ask": "file", "kinds": ["pdf"], "max_bytes": 5 * 1024 * 1024}),
        "number" | "date" | "agreement" => json!({"ask": ask}),
        _ => json!({"ask": "text", "max_chars": 400, "lines": 1}),
    }
}

/// A key out of a text, that nothing else has.
fn free_key(text: &str, taken: &BTreeSet<String>) -> String {
    let plain: String = fold(text).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).take(40).collect();
    let plain = plain.trim_matches('_').to_owned();
    let base = if TermKey::parse(&plain).is_ok() { plain } else { "option".to_owned() };
    let numbered = (2..).map(|number| format!("{base}_{number}"));
    std::iter::once(base.clone()).chain(numbered).find(|key| !taken.contains(key)).unwrap_or(base)
}

/// `registration.form.questions[3]` as `/registration/form/questions/3`.
fn pointer(place: &str) -> String {
    format!("/{}", place.replace('[', ".").replace(']', "").replace('.', "/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        Day::parse("2026-11-21").unwrap()
    }

    fn written() -> EventForm {
        let mut form = EventForm::new(RecordId::made_at(1, [1; 10]));
        form.set_text("names[0].text", " Camp ");
        form.set_text("registration.opens", "2026-01-01T08:00+08:00");
        form.set_text("registration.closes", "2026-04-11T08:00+08:00");
        form
    }

    #[test]
    fn a_new_event_needs_little_and_says_what() {
        let places = |form: &EventForm| -> Vec<String> {
            form.judged(today()).unwrap_err().into_iter().map(|problem| problem.place).collect()
        };
        let new = EventForm::new(RecordId::made_at(1, [1; 10]));
        assert_eq!(places(&new), ["names[0]", "registration.opens", "registration.closes"]);
        assert!(written().judged(today()).is_ok());
        let mut form = written();
        form.set_number("registration.places", "many");
        assert_eq!(places(&form), ["registration.places"]);
        assert_eq!(form.text("registration.places"), "many");
        form.set_number("registration.places", "");
        assert!(form.judged(today()).is_ok());
        assert_eq!(EventForm::read(&form.write()), Some(form));
    }

    #[test]
    fn questions_are_added_changed_and_moved() {
        let mut form = written();
        form.add_question();
        form.add_question();
        let place = "registration.form.questions";
        form.set_text(&format!("{place}[0].label.en"), "Why");
        form.set_text(&format!("{place}[1].label.en"), "Kind");
        form.set_ask(1, "choice");
        form.set_options(&format!("{place}[1].options"), "Start-up | 初创企业\n\nUniversity\n| 政府");
        form.raise(place, 1);
        let record = form.judged(today()).unwrap();
        let json = serde_json::to_value(record).unwrap();
        let questions = &json["registration"]["form"]["questions"];
        assert_eq!((&questions[0]["key"], &questions[1]["key"]), (&json!("question_2"), &json!("question")));
        let keys: Vec<&str> =
            questions[0]["options"].as_array().unwrap().iter().map(|option| option["key"].as_str().unwrap()).collect();
        assert_eq!(keys, ["start_up", "university", "option"]);
        form.remove(place, 0);
        assert_eq!(form.list(place).len(), 1);
    }

    #[test]
    fn an_option_keeps_its_key_as_long_as_it_keeps_its_english_label() {
        let mut form = written();
        form.set_options("registration.groups", "Start-up\nExpert");
        form.set_options("registration.groups", "Expert | 专家\nStart-up | 初创\nStart up");
        let groups = form.list("registration.groups");
        let keys: Vec<&str> = groups.iter().map(|group| group["key"].as_str().unwrap()).collect();
        assert_eq!(keys, ["expert", "start_up", "start_up_2"]);
        assert_eq!(form.options_text("registration.groups"), "Expert | 专家\nStart-up | 初创\nStart up");
        form.set_options("registration.groups", "");
        assert!(form.list("registration.groups").is_empty() && form.judged(today()).is_ok());
    }

    #[test]
    fn a_country_is_asked_for_as_quotas_count_it() {
        let mut form = written();
        form.add_country("zh-Hans", "国家", |code| code.to_uppercase());
        let before = form.list("registration.form.questions[0].options").to_vec();
        let text = form.options_text("registration.form.questions[0].options");
        form.set_options("registration.form.questions[0].options", &text);
        assert_eq!(form.list("registration.form.questions[0].options"), before);
        form.push("registration.quotas", json!({"by": "country", "value": "LA", "places": 5}));
        assert!(form.judged(today()).is_ok());
    }
}
