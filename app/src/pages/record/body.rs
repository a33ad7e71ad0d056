//! The body of a record, read from its JSON form. What is missing is `None`; what a later version added is passed over.

use model::Day;
use serde_json::Value;

#[derive(Debug, Clone, Copy)]
pub struct Body<'a>(Option<&'a Value>);

impl<'a> Body<'a> {
    pub fn of(record: Option<&'a Value>) -> Body<'a> {
        Body(record)
    }

    pub fn part(self, key: &str) -> Body<'a> {
        Body(self.0.and_then(|value| value.get(key)))
    }

    pub fn is_there(self) -> bool {
        self.0.is_some()
    }

    pub fn value(self) -> Option<&'a Value> {
        self.0
    }

    /// This value as text.
    pub fn as_text(self) -> Option<&'a str> {
        self.0?.as_str()
    }

    pub fn text(self, key: &str) -> Option<&'a str> {
        self.part(key).as_text()
    }

    pub fn number(self, key: &str) -> Option<u64> {
        self.part(key).0?.as_u64()
    }

    pub fn day(self, key: &str) -> Option<Day> {
        Day::parse(self.text(key)?).ok()
    }

    pub fn list(self, key: &str) -> impl Iterator<Item = Body<'a>> + use<'a> {
        let entries = self.part(key).0.and_then(Value::as_array);
        entries.into_iter().flatten().map(|entry| Body(Some(entry)))
    }

    pub fn texts(self, key: &str) -> Vec<&'a str> {
        self.list(key).filter_map(Body::as_text).collect()
    }

    pub fn numbers(self, key: &str) -> Vec<u64> {
        self.list(key).filter_map(|entry| entry.0?.as_u64()).collect()
    }

    /// The first link of that use.
    pub fn link(self, usage: &str) -> Option<&'a str> {
        self.list("links").find(|link| link.text("use") == Some(usage))?.text("url")
    }
}
