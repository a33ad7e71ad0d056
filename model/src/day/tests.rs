//! Days and moments: what is read, and what is not.

use super::*;

#[test]
fn a_number_and_its_day_are_the_same() {
    for number in (-700_000..2_900_000).step_by(37) {
        if let Some(day) = Day::of_number(number) {
            assert_eq!(day.first_day_number(), number);
        }
    }
    assert_eq!(Day::of_number(0), Day::of(1970, Some(1), Some(1)));
    assert_eq!(Day::of_number(11_016), Day::of(2000, Some(2), Some(29)));
    assert_eq!(Day::of_number(i64::from(i32::MIN)), None);
}

#[test]
fn a_day_keeps_how_exact_it_is() {
    for text in ["2021", "2021-09", "2021-09-27", "2024-02-29"] {
        assert_eq!(Day::parse(text).unwrap().to_string(), text);
    }
    for bad in ["21", "2021-9", "2021-13", "2023-02-29", "2021-09-31", "2021-09-27-1", "٢٠٢١", "", "0999", "2021-00"]
    {
        assert!(Day::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_day_is_found_by_its_milliseconds() {
    const DAY_MS: i64 = 24 * 60 * 60 * 1000;
    for (ms, day) in [
        (0, "1970-01-01"),
        (20_778 * DAY_MS + 5, "2026-11-21"),
        (11_016 * DAY_MS, "2000-02-29"),
        (11_016 * DAY_MS - 1, "2000-02-28"),
        (i64::MIN, "1970-01-01"),
        (i64::MAX, "2999-12-31"),
    ] {
        assert_eq!(Day::of_unix_ms(ms).to_string(), day);
    }
}

#[test]
fn day_numbers_count_from_1970() {
    assert_eq!(Day::parse("1970-01-01").unwrap().first_day_number(), 0);
    assert_eq!(Day::parse("2026-11-21").unwrap().first_day_number(), 20_778);
    assert_eq!(Day::parse("2024").unwrap().last_day_number(), Day::parse("2024-12-31").unwrap().first_day_number());
}

#[test]
fn moments_in_two_zones_are_put_in_order_by_their_offset() {
    let nanning = Moment::parse("2026-09-17T09:00+08:00").unwrap();
    let bangkok = Moment::parse("2026-09-17T08:00+07:00").unwrap();
    assert_eq!(nanning.unix_ms(), bangkok.unix_ms());
    assert_eq!(nanning.to_string(), "2026-09-17T09:00+08:00");
    assert_eq!(Moment::parse("1970-01-01T00:00Z").unwrap().unix_ms(), 0);
    for bad in [
        "2026-09-17",
        "2026-09T09:00Z",
        "2026-09-17T24:00Z",
        "2026-09-17T09:00",
        "2026-09-17T9:00Z",
        "2026-09-17Té:00Z",
    ] {
        assert!(Moment::parse(bad).is_err(), "{bad}");
    }
}
