//! An event as somebody takes part in it: its name, its time, and what it asks for; read from its record.

use catalogue::query::RecordAnswer;
use model::registration::Registration;
use model::{Day, Moment, RecordId};

use super::naming::choose;

#[derive(Debug, Clone, PartialEq)]
pub struct EventFacts {
    pub id: RecordId,
    pub title: String,
    pub lang: Option<String>,
    /// Its name in another language, if it has one.
    pub beside: Option<(String, Option<String>)>,
    pub begins: Option<Day>,
    pub ends: Option<Day>,
    pub zone: Option<String>,
    /// The first session: when doors open, as far as is known.
    pub first: Option<Moment>,
    /// Those that count attendance, by key.
    pub sessions: Vec<(String, String)>,
    pub place: Option<String>,
    pub rules: Option<Registration>,
    /// False: the details have not arrived on this phone yet.
    pub has_details: bool,
}

impl EventFacts {
    /// For a reader of that language. None: not an event.
    pub fn of(answer: &RecordAnswer, reader: &str) -> Option<Self> {
        let card = &answer.card;
        if card.kind != "event" {
            return None;
        }
        let body = answer.record.as_ref();
        let text = |key: &str| body.and_then(|body| body.get(key)?.as_str());
        let rules = body.and_then(|body| serde_json::from_value(body.get("registration")?.clone()).ok());
        let sessions = body.and_then(|body| body.get("sessions")?.as_array());
        let with_key = sessions.into_iter().flatten().filter_map(|session| {
            Some((session.get("key")?.as_str()?.to_owned(), session.get("title")?.as_str()?.to_owned()))
        });
        let with_key = with_key.collect();
        let first = sessions.into_iter().flatten();
        let first = first.filter_map(|session| Moment::parse(session.get("begins")?.as_str()?).ok());
        let owned = |pick: &super::naming::Picked<'_>| (pick.text.to_owned(), pick.lang.map(str::to_owned));
        let shown = choose(&card.names, reader);
        let (title, lang) = shown.as_ref().map(|shown| owned(&shown.title)).unwrap_or_default();
        Some(EventFacts {
            id: card.id,
            beside: shown.and_then(|shown| shown.own.as_ref().map(owned)),
            title,
            lang,
            begins: text("begins").and_then(|day| Day::parse(day).ok()),
            ends: text("ends").and_then(|day| Day::parse(day).ok()),
            zone: text("zone").map(str::to_owned),
            first: first.min_by_key(Moment::unix_ms),
            sessions: with_key,
            place: card.city.clone(),
            rules,
            has_details: body.is_some(),
        })
    }

    pub fn session_title(&self, key: &str) -> Option<String> {
        self.sessions.iter().find(|(known, _)| known == key).map(|(_, title)| title.clone())
    }

    /// The day on which ages count: the first of the event, else the last on which one can register.
    pub fn counting_day(&self) -> Option<Day> {
        self.begins.or_else(|| self.rules.as_ref().map(|rules| rules.closes.day()))
    }
}
