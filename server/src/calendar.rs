//! Days as a place counts them. Moments carry their offset and need none of this; a day alone does.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use model::record::Event;

const DAY_S: i64 = 24 * 60 * 60;

/// A place's clock.
#[derive(Clone)]
pub struct Clock(TimeZone);

impl Clock {
    /// Of a zone by its name; where there is none, or one that we do not know, by minutes before UTC.
    pub fn of(zone: Option<&model::TimeZone>, offset_minutes: i16) -> Self {
        let known = zone.and_then(|zone| TimeZone::get(&zone.to_string()).ok());
        let offset = || Offset::from_seconds(i32::from(offset_minutes) * 60).unwrap_or(Offset::UTC);
        Clock(known.unwrap_or_else(|| TimeZone::fixed(offset())))
    }

    /// The event's own; without a zone, that in which its registration closes.
    pub fn at(event: &Event) -> Self {
        let offset_minutes = event.registration.as_ref().map_or(0, |rules| rules.closes.offset_minutes());
        Self::of(event.zone.as_ref(), offset_minutes)
    }

    /// When a day begins there, by its number since 1970. None for a day that no calendar has.
    pub fn begin_of_day_ms(&self, number: i64) -> Option<i64> {
        let date = Timestamp::from_second(number.checked_mul(DAY_S)?).ok()?.to_zoned(TimeZone::UTC).date();
        Some(date.to_zoned(self.0.clone()).ok()?.timestamp().as_millisecond())
    }
}
