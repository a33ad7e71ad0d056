//! Events by what their dates say, as of a day: those that are coming, those that were, and those without a date. Pure.

use std::cmp::Reverse;

use catalogue::Card;
use model::Day;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Calendar {
    /// The next first; what is on now counts as coming.
    pub coming: Vec<Card>,
    /// The latest first.
    pub past: Vec<Card>,
    /// Series, and events whose date is not known.
    pub undated: Vec<Card>,
}

impl Calendar {
    /// `today` in days since 1970-01-01.
    pub fn of(events: impl Iterator<Item = Card>, today: i64) -> Calendar {
        let mut calendar = Calendar::default();
        for card in events {
            match day(&card, "ends").or(day(&card, "begins")).map(|day| day.last_day_number()) {
                None => calendar.undated.push(card),
                Some(ends) if ends < today => calendar.past.push(card),
                Some(_) => calendar.coming.push(card),
            }
        }
        calendar.coming.sort_by_key(begins);
        calendar.past.sort_by_key(|card| Reverse(begins(card)));
        calendar
    }
}

/// A fact of a card that is a day.
pub fn day(card: &Card, fact: &str) -> Option<Day> {
    Day::parse(card.word(fact)?).ok()
}

fn begins(card: &Card) -> Option<i64> {
    day(card, "begins").or(day(card, "ends")).map(|day| day.first_day_number())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn event(slug: &str, facts: serde_json::Value) -> Card {
        let card = json!({
            "id": model::RecordId::derived("test", slug).to_string(), "kind": "event",
            "names": [{"text": slug, "usage": "official", "lang": "en"}], "countries": [], "city": null, "region": null,
            "point": null, "fields": [], "standing": "active", "successor": null, "demo": false, "relations": [],
            "facts": facts,
        });
        serde_json::from_value(card).unwrap()
    }

    #[test]
    fn an_event_is_coming_until_its_last_day_is_over() {
        let events = [
            event("over", json!({"begins": "2026-11-01", "ends": "2026-11-20"})),
            event("on now", json!({"begins": "2026-11-20", "ends": "2026-11-21"})),
            event("next year", json!({"begins": "2027"})),
            event("soon", json!({"begins": "2026-12-01"})),
            event("series", json!({})),
        ];
        let today = Day::parse("2026-11-21").unwrap().first_day_number();
        let calendar = Calendar::of(events.into_iter(), today);
        let titles = |cards: &[Card]| cards.iter().map(|card| card.title().to_owned()).collect::<Vec<_>>();
        assert_eq!(titles(&calendar.coming), ["on now", "soon", "next year"]);
        assert_eq!(titles(&calendar.past), ["over"]);
        assert_eq!(titles(&calendar.undated), ["series"]);
    }
}
