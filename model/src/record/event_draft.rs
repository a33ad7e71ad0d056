//! An event as an organiser writes it: read part by part, so that all that is wrong is said, each with its place. The phone
//! reads it so before it is sent, and the server after.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{EventForm, Record, Session};
use crate::registration::{Choice, ConsentText, Form, GuardianAge, Question, Quota, Rule};
use crate::source::Link;
use crate::{CountryCode, Day, Detail, Moment, Name, Place, Prose, TermKey, TimeZone, limit};

/// What is wrong, and where: `registration.form.questions[3]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftProblem {
    pub place: String,
    pub reason: String,
}

/// Adds what no organiser writes: that it stands, whose word it is, and when it was looked at.
pub fn complete_event(mut event: Map<String, Value>, today: Day) -> Value {
    event.insert("verified_on".to_owned(), Value::from(today.to_string()));
    event.entry("standing").or_insert_with(|| serde_json::json!({"state": "active"}));
    event.entry("source").or_insert_with(|| serde_json::json!({"title": "The organisers of the event"}));
    Value::Object(event)
}

/// The event that a JSON says, or everything that is wrong with it.
pub fn read_event(json: &Value) -> Result<Record, Vec<DraftProblem>> {
    let mut found = Found::default();
    let Some(object) = json.as_object() else {
        found.add("", "is not an event");
        return Err(found.0);
    };
    read_parts(object, &mut found);
    if let Some(registration) = object.get("registration").filter(|value| !value.is_null()) {
        match registration.as_object() {
            Some(registration) => read_registration(registration, &mut found),
            None => found.add("registration", "is not a registration"),
        }
    }
    if !found.0.is_empty() {
        return Err(found.0);
    }
    let record: Record = serde_json::from_value(json.clone()).map_err(|error| found.only("", &error.to_string()))?;
    if !matches!(record.detail, Detail::Event(_)) {
        return Err(found.only("kind", "is not an event"));
    }
    if serde_json::to_vec(&record).is_ok_and(|bytes| bytes.len() > limit::RECORD_BYTES) {
        return Err(found.only("", "is too large"));
    }
    let problems = record.check();
    if problems.is_empty() {
        return Ok(record);
    }
    Err(problems.iter().map(|(place, problem)| DraftProblem::new(place, &problem.to_string())).collect())
}

fn read_parts(object: &Map<String, Value>, found: &mut Found) {
    found.each::<Name>(object, "names", "");
    found.each::<CountryCode>(object, "countries", "");
    found.each::<TermKey>(object, "fields", "");
    found.each::<Link>(object, "links", "");
    found.each::<Session>(object, "sessions", "");
    found.part::<Place>(object, "place", "");
    found.part::<Prose>(object, "summary", "");
    found.part::<EventForm>(object, "form", "");
    found.part::<Day>(object, "begins", "");
    found.part::<Day>(object, "ends", "");
    found.part::<TimeZone>(object, "zone", "");
}

fn read_registration(object: &Map<String, Value>, found: &mut Found) {
    const IN: &str = "registration.";
    found.needed::<Moment>(object, "opens", IN);
    found.needed::<Moment>(object, "closes", IN);
    found.needed::<u32>(object, "offer_hours", IN);
    found.part::<u32>(object, "places", IN);
    found.part::<u32>(object, "completion", IN);
    found.part::<u32>(object, "keep_days", IN);
    found.part::<GuardianAge>(object, "guardian_age", IN);
    found.each::<Choice>(object, "groups", IN);
    found.each::<Quota>(object, "quotas", IN);
    found.each::<Rule>(object, "rules", IN);
    found.each::<ConsentText>(object, "consents", IN);
    match object.get("form").and_then(Value::as_object) {
        Some(form) => read_form(form, found),
        None => found.add("registration.form", "is missing"),
    }
}

/// The questions by themselves, then together: the first that does not fit those before it is the one that is named.
fn read_form(form: &Map<String, Value>, found: &mut Found) {
    const IN: &str = "registration.form.";
    found.needed::<u32>(form, "version", IN);
    let before = found.0.len();
    let questions = found.each::<Question>(form, "questions", IN);
    if found.0.len() > before {
        return;
    }
    for count in 1..=questions.len() {
        if let Err(problem) = Form::parse(1, questions[..count].to_vec()) {
            return found.add(&format!("{IN}questions[{}]", count - 1), &problem.to_string());
        }
    }
}

#[derive(Default)]
struct Found(Vec<DraftProblem>);

impl Found {
    fn add(&mut self, place: &str, reason: &str) {
        self.0.push(DraftProblem::new(place, reason));
    }

    fn only(&self, place: &str, reason: &str) -> Vec<DraftProblem> {
        vec![DraftProblem::new(place, reason)]
    }

    fn needed<T: DeserializeOwned>(&mut self, object: &Map<String, Value>, key: &str, inside: &str) {
        match object.get(key) {
            None | Some(Value::Null) => self.add(&format!("{inside}{key}"), "is missing"),
            Some(_) => self.part::<T>(object, key, inside),
        }
    }

    fn part<T: DeserializeOwned>(&mut self, object: &Map<String, Value>, key: &str, inside: &str) {
        let Some(value) = object.get(key) else { return };
        if let Err(error) = serde_json::from_value::<Option<T>>(value.clone()) {
            self.add(&format!("{inside}{key}"), &error.to_string());
        }
    }

    fn each<T: DeserializeOwned>(&mut self, object: &Map<String, Value>, key: &str, inside: &str) -> Vec<T> {
        let mut entries = Vec::new();
        match object.get(key) {
            None => {}
            Some(Value::Array(values)) => {
                for (at, value) in values.iter().enumerate() {
                    match serde_json::from_value(value.clone()) {
                        Ok(entry) => entries.push(entry),
                        Err(error) => self.add(&format!("{inside}{key}[{at}]"), &error.to_string()),
                    }
                }
            }
            Some(_) => self.add(&format!("{inside}{key}"), "is not a list"),
        }
        entries
    }
}

impl DraftProblem {
    fn new(place: &str, reason: &str) -> Self {
        DraftProblem { place: place.to_owned(), reason: reason.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn event() -> Value {
        json!({
            "id": "0192a000-0000-7000-8000-000000000001", "kind": "event", "form": "camp",
            "names": [{"text": "Camp", "use": "official"}], "standing": {"state": "active"},
            "source": {"title": "A test"}, "verified_on": "2026-01-01", "begins": "2026-09-01",
            "registration": {
                "opens": "2026-01-01T08:00+08:00", "closes": "2026-04-11T08:00+08:00", "offer_hours": 24,
                "form": {"version": 1, "questions": [
                    {"key": "why", "label": {"en": "Why"}, "ask": "text", "max_chars": 400, "lines": 3},
                ]},
            },
        })
    }

    #[test]
    fn a_whole_event_is_read_as_it_is() {
        let record = read_event(&event()).unwrap();
        assert_eq!(serde_json::to_value(record).unwrap(), event());
    }

    #[test]
    fn all_that_is_wrong_is_said_with_its_place() {
        let mut json = event();
        json["begins"] = json!("soon");
        json["names"][0]["text"] = json!("");
        json["registration"]["opens"] = json!(null);
        json["registration"]["quotas"] = json!([{"by": "country", "value": "VN", "places": 5}, {"by": "moon"}]);
        json["registration"]["form"]["questions"][0]["max_chars"] = json!("many");
        let places: Vec<String> = read_event(&json).unwrap_err().into_iter().map(|problem| problem.place).collect();
        let wanted =
            ["names[0]", "begins", "registration.opens", "registration.quotas[1]", "registration.form.questions[0]"];
        assert_eq!(places, wanted);
    }

    #[test]
    fn what_does_not_fit_together_is_said_too() {
        let mut json = event();
        let twice = json["registration"]["form"]["questions"][0].clone();
        json["registration"]["form"]["questions"] = json!([twice, twice]);
        let problems = read_event(&json).unwrap_err();
        assert_eq!(problems[0].place, "registration.form.questions[1]");
        let mut json = event();
        json["registration"]["closes"] = json!("2025-04-11T08:00+08:00");
        assert_eq!(read_event(&json).unwrap_err()[0].place, "registration");
        json["kind"] = json!("policy");
        assert!(read_event(&json).is_err());
        assert!(read_event(&json!([])).is_err());
    }
}
