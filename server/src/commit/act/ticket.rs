//! The ticket of who has a place, and the line about them on the door's roster. Pure.
//!
//! A registration keeps the ticket that it was given, so that everybody is told the same one; when what it says is no
//! longer so (the group, the event's days), it is revoked and another is given.

use model::feed::{RegistrationState, RosterRow};
use model::registration::Registration;
use model::{Day, Line, Moment, PersonName, Ticket};

use super::held::Held;
use crate::calendar::Clock;

/// Days before an event and after it on which its tickets are good: people come the evening before, and leave late.
const DAYS_AROUND: i64 = 1;
pub(super) const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// When an event is, as its record says.
#[derive(Debug, Clone, Default)]
pub(super) struct When {
    pub begins: Option<Day>,
    pub ends: Option<Day>,
    pub zone: Option<model::TimeZone>,
}

/// The ticket that somebody is to have; none without a place.
pub(super) fn ticket_for(held: &Held, when: &When, rules: &Registration) -> Option<Ticket> {
    if held.row.state != RegistrationState::Accepted {
        return None;
    }
    let (from_ms, until_ms) = validity(when, rules.closes)?;
    Ticket::parse(held.row.event, held.row.id, held.details.group.clone(), from_ms, until_ms).ok()
}

/// What the door needs to know of them.
pub(super) fn roster_row(held: &Held, ticket: &Ticket) -> RosterRow {
    RosterRow {
        event: held.row.event,
        registration: held.row.id,
        ticket: ticket.hash(),
        name: shown_name(&held.details.name),
        group: held.details.group.clone(),
    }
}

/// In both scripts, so that whoever minds the door can read it and find it.
fn shown_name(name: &PersonName) -> Line {
    let both = name.latin.as_ref().filter(|latin| **latin != name.full);
    let both = both.and_then(|latin| Line::parse(&format!("{} · {latin}", name.full)).ok());
    both.unwrap_or_else(|| name.full.clone())
}

/// From the day before the first until the end of the day after the last, as its place counts days. Without days, around
/// the end of registration. None for a time that cannot be.
fn validity(when: &When, closes: Moment) -> Option<(i64, i64)> {
    let clock = Clock::of(when.zone.as_ref(), closes.offset_minutes());
    let first = when.begins.or(when.ends).unwrap_or(closes.day());
    let from_ms = clock.begin_of_day_ms(first.first_day_number() - DAYS_AROUND)?;
    Some((from_ms, clock.begin_of_day_ms(last_day(when, closes).last_day_number() + DAYS_AROUND + 1)?))
}

/// When the last day ends.
pub(super) fn ends_ms(when: &When, closes: Moment) -> Option<i64> {
    let clock = Clock::of(when.zone.as_ref(), closes.offset_minutes());
    clock.begin_of_day_ms(last_day(when, closes).last_day_number() + 1)
}

fn last_day(when: &When, closes: Moment) -> Day {
    when.ends.or(when.begins).unwrap_or(closes.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        Moment::parse(text).unwrap().unix_ms()
    }

    fn when(begins: &str, ends: &str, zone: &str) -> When {
        let zone = model::TimeZone::parse(zone).ok();
        When { begins: Day::parse(begins).ok(), ends: Day::parse(ends).ok(), zone }
    }

    #[test]
    fn a_ticket_is_good_from_the_day_before_until_the_day_after_as_the_place_counts_days() {
        let closes = Moment::parse("2026-04-11T08:00+07:00").unwrap();
        let of = |begins, ends, zone| validity(&when(begins, ends, zone), closes);
        let nanning = Some((at("2026-08-31T00:00+08:00"), at("2026-09-05T00:00+08:00")));
        assert_eq!(of("2026-09-01", "2026-09-03", "Asia/Shanghai"), nanning);
        // Summer time begins between the two.
        let berlin = Some((at("2026-03-28T00:00+01:00"), at("2026-03-31T00:00+02:00")));
        assert_eq!(of("2026-03-29", "2026-03-29", "Europe/Berlin"), berlin);
        // One day, a month, no days, and no zone that we know: then the one in which registration closes.
        let bangkok = |from, until| Some((at(from), at(until)));
        assert_eq!(of("2026-09-01", "", ""), bangkok("2026-08-31T00:00+07:00", "2026-09-03T00:00+07:00"));
        assert_eq!(of("2026-09", "", "Asia/Nowhere"), bangkok("2026-08-31T00:00+07:00", "2026-10-02T00:00+07:00"));
        assert_eq!(of("", "", ""), bangkok("2026-04-10T00:00+07:00", "2026-04-13T00:00+07:00"));
    }

    #[test]
    fn a_name_is_shown_in_both_scripts() {
        let line = |text| Line::parse(text).unwrap();
        let mut name = PersonName::of(line("陈美玲"));
        assert_eq!(shown_name(&name).as_str(), "陈美玲");
        name.latin = Some(line("Chen Meiling"));
        assert_eq!(shown_name(&name).as_str(), "陈美玲 · Chen Meiling");
        name.full = line("Chen Meiling");
        assert_eq!(shown_name(&name).as_str(), "Chen Meiling");
        name.full = line(&"a".repeat(400));
        assert_eq!(shown_name(&name), name.full);
    }
}
