//! An event as a file for the phone's calendar, with an alarm the day before. Pure.

use model::Day;

use super::event::EventFacts;

/// Letters of one line, as calendars take them: 75 bytes.
const LINE_BYTES: usize = 74;

/// Whole days: they are the same in every zone. `today` in days since 1970-01-01.
pub fn file(event: &EventFacts, alarm: &str, today: i64) -> String {
    let begins = event.begins.or(event.ends);
    let day = |day: Day| day.to_string().replace('-', "");
    let made = Day::of_number(today).map(day).unwrap_or_default();
    let mut lines = vec!["BEGIN:VCALENDAR".to_owned(), "VERSION:2.0".to_owned(), "PRODID:-//Mangrove//EN".to_owned()];
    lines.push("BEGIN:VEVENT".to_owned());
    lines.push(format!("UID:{}@mangrove", event.id));
    lines.push(format!("DTSTAMP:{made}T000000Z"));
    if let Some(begins) = begins.filter(|day| day.day().is_some()) {
        lines.push(format!("DTSTART;VALUE=DATE:{}", day(begins)));
        // The day after the last one.
        let after = event.ends.unwrap_or(begins).last_day_number() + 1;
        lines.extend(Day::of_number(after).map(|after| format!("DTEND;VALUE=DATE:{}", day(after))));
    }
    lines.push(format!("SUMMARY:{}", escaped(&event.title)));
    lines.extend(event.place.as_deref().map(|place| format!("LOCATION:{}", escaped(place))));
    lines.push("BEGIN:VALARM".to_owned());
    lines.push("ACTION:DISPLAY".to_owned());
    lines.push(format!("DESCRIPTION:{}", escaped(alarm)));
    lines.push("TRIGGER:-P1D".to_owned());
    lines.extend(["END:VALARM", "END:VEVENT", "END:VCALENDAR"].map(str::to_owned));
    lines.iter().map(|line| folded(line) + "\r\n").collect()
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A long line goes on in the next one, after a space; never within a letter.
fn folded(line: &str) -> String {
    let (mut folded, mut bytes) = (String::new(), 0);
    for letter in line.chars() {
        if bytes + letter.len_utf8() > LINE_BYTES {
            folded.push_str("\r\n ");
            bytes = 1;
        }
        folded.push(letter);
        bytes += letter.len_utf8();
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_whole_days_with_an_alarm_and_no_line_is_too_long() {
        let title = "中国—东盟青年创业营; phase 2, ".repeat(4);
        let event = EventFacts {
            sessions: Vec::new(),
            id: model::RecordId::made_at(1, [1; 10]),
            title,
            lang: None,
            beside: None,
            begins: Day::parse("2026-12-31").ok(),
            ends: None,
            zone: None,
            first: None,
            place: Some("南宁".to_owned()),
            rules: None,
            has_details: true,
        };
        let file = file(&event, "Tomorrow", Day::parse("2026-11-21").unwrap().first_day_number());
        assert!(file.contains("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"), "{file}");
        assert!(file.contains("DTSTAMP:20261121T000000Z\r\n") && file.contains("TRIGGER:-P1D\r\n"));
        assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
        assert!(file.replace("\r\n ", "").contains("SUMMARY:中国—东盟青年创业营\\; phase 2\\, 中国"));
    }
}
