//! Two registrations that may be of one person: a hint to the organiser, who alone decides, and never a refusal.
//!
//! A registration is reduced to a few marks, kept as hashes beside it. Whoever comes is compared by one look into an
//! index, however many there are.

use std::collections::BTreeSet;

use catalogue::text::fold;
use model::feed::{Entry, Likeness, TwinView};
use model::registration::{Registration, Tells, Value};
use model::{Digest, Email, PersonName, RegistrationId, Scope};

use super::held::Held;
use super::work::Work;
use crate::store::{Mark, StoreError};

/// Pairs that one registration can be suggested in. A name that many share tells the organiser no more.
const MOST_TWINS: u32 = 10;
/// Digits of a telephone number that count, from its end: written with a country's code or without, these are the same.
const PHONE_DIGITS: usize = 8;
/// Fewer are no telephone number, but "none" or an extension.
const LEAST_PHONE_DIGITS: usize = 7;
/// Where dots before the `@` mean nothing.
const DOTLESS: [&str; 2] = ["gmail.com", "googlemail.com"];
/// Zeros of the scripts in which people here write digits: Latin, Thai, Lao, Burmese, Khmer, full width.
const ZEROS: [char; 6] = ['0', '๐', '໐', '၀', '០', '０'];

/// Writes a registration that is new, or that says something new, and suggests to the desk who may be the same person.
pub(super) async fn save(work: &mut Work, held: Held) -> Result<(), StoreError> {
    let (event, own, arrival) = (held.row.event, held.row.id, held.row.arrival);
    let profile = match held.row.person {
        Some(person) => work.tx.profile(person).await?,
        None => None,
    };
    let profile_phone = profile.and_then(|profile| profile.phone);
    let mut phones: Vec<String> = profile_phone.iter().map(|phone| phone.as_str().to_owned()).collect();
    if let Ok(rules) = work.rules() {
        phones.extend(answered_phones(&rules, &held));
    }
    let marks = marks(&held.details.name, held.details.email.as_ref(), &phones);
    work.save(held).await?;
    let mut seen = BTreeSet::new();
    for alike in work.tx.alike(event, own, &marks, MOST_TWINS).await? {
        if !seen.insert(alike.registration) {
            continue;
        }
        let pair = if alike.arrival < arrival { [alike.registration, own] } else { [own, alike.registration] };
        let twin = TwinView { event, pair, because: alike.because, over: false };
        if work.tx.put_twin(&twin).await? {
            work.tell(Scope::Desk(event), Entry::Twin(twin));
        }
    }
    work.tx.put_marks(event, own, &marks).await
}

/// One of a pair is over, and so is the pair.
pub(super) async fn part(work: &mut Work, registration: RegistrationId) -> Result<(), StoreError> {
    for twin in work.tx.end_twins(registration).await? {
        work.tell(Scope::Desk(twin.event), Entry::Twin(twin));
    }
    Ok(())
}

fn answered_phones(rules: &Registration, held: &Held) -> Vec<String> {
    let asked = rules.form.questions().iter().filter(|question| question.tells == Some(Tells::Phone));
    let answers = asked.filter_map(|question| held.details.answers.get(&question.key));
    let texts = answers.filter_map(|value| match value {
        Value::Text(text) => Some(text.as_str().to_owned()),
        Value::Choice(_)
        | Value::Several(_)
        | Value::Number(_)
        | Value::Date(_)
        | Value::File(_)
        | Value::Agreed(_) => None,
    });
    texts.collect()
}

/// All that it is compared by.
fn marks(name: &PersonName, email: Option<&Email>, phones: &[String]) -> Vec<Mark> {
    let mailboxes = email.map(mailbox).into_iter().map(|text| (Likeness::Mailbox, text));
    let phones = phones.iter().filter_map(|phone| phone_end(phone)).map(|text| (Likeness::Phone, text));
    let names = [Some(&name.full), name.latin.as_ref()].into_iter().flatten();
    let names = names.map(|name| (Likeness::Name, words_in_order(name.as_str())));
    let all: BTreeSet<(Likeness, String)> = mailboxes.chain(phones).chain(names).collect();
    let said = all.into_iter().filter(|(_, text)| !text.is_empty());
    said.map(|(kind, text)| Mark { hash: Digest::of(format!("{}\n{text}", kind.key()).as_bytes()), kind }).collect()
}

/// A name whose parts stand in another order is the same name.
fn words_in_order(name: &str) -> String {
    let folded = fold(name);
    let mut words: Vec<&str> = folded.split_whitespace().collect();
    words.sort_unstable();
    words.join(" ")
}

/// `Ana.Tan+camp@GMAIL.com` is read by who reads `anatan@gmail.com`.
fn mailbox(email: &Email) -> String {
    let key = email.key();
    let (local, domain) = key.rsplit_once('@').unwrap_or((&key, ""));
    let local = local.split('+').next().filter(|local| !local.is_empty()).unwrap_or(local);
    if DOTLESS.contains(&domain) {
        return format!("{}@{}", local.replace('.', ""), DOTLESS[0]);
    }
    format!("{local}@{domain}")
}

/// The end of a telephone number. Zeros alone are no number.
fn phone_end(text: &str) -> Option<String> {
    let digits: Vec<char> = text.chars().filter_map(digit).collect();
    let is_number = digits.len() >= LEAST_PHONE_DIGITS && digits.iter().any(|digit| *digit != '0');
    is_number.then(|| digits[digits.len().saturating_sub(PHONE_DIGITS)..].iter().collect())
}

fn digit(c: char) -> Option<char> {
    ZEROS.iter().find_map(|zero| {
        let value = (c as u32).checked_sub(*zero as u32).filter(|value| *value < 10)?;
        char::from_digit(value, 10)
    })
}

#[cfg(test)]
mod tests {
    use model::Line;

    use super::*;

    fn name(full: &str, latin: Option<&str>) -> Vec<Mark> {
        let mut name = PersonName::of(Line::parse(full).unwrap());
        name.latin = latin.map(|latin| Line::parse(latin).unwrap());
        marks(&name, None, &[])
    }

    fn meet(one: &[Mark], other: &[Mark]) -> bool {
        one.iter().any(|mark| other.contains(mark))
    }

    #[test]
    fn a_name_is_the_same_in_another_order_without_its_tones_and_across_scripts() {
        let lan = name("Nguyễn Thị Lan", None);
        assert!(meet(&lan, &name("LAN Nguyen Thi", None)));
        assert!(!meet(&lan, &name("Nguyen Thi Mai", None)));
        let mei = name("陈美玲", Some("Chen Meiling"));
        assert!(meet(&mei, &name("Meiling CHEN", None)));
        assert!(meet(&mei, &name("陈美玲", Some("Tan Bee Leng"))));
        assert!(!meet(&mei, &name("陈美琳", None)));
    }

    #[test]
    fn a_mailbox_is_the_same_however_it_is_written() {
        let mailbox = |text: &str| mailbox(&Email::parse(text).unwrap());
        assert_eq!(mailbox("Ana.Tan+camp@GMAIL.com"), mailbox("anatan@googlemail.com"));
        assert_eq!(mailbox("Lan+x@hust.edu.vn"), mailbox("lan@hust.edu.vn"));
        assert_ne!(mailbox("l.an@hust.edu.vn"), mailbox("lan@hust.edu.vn"));
        assert_ne!(mailbox("+a@hust.edu.vn"), mailbox("+b@hust.edu.vn"));
    }

    #[test]
    fn a_telephone_number_is_the_same_with_its_countrys_code_and_in_other_digits() {
        assert_eq!(phone_end("+84 (0)912 345-678"), phone_end("0912.345.678"));
        assert_eq!(phone_end("+66 81 234 5678"), phone_end("๐๘๑-๒๓๔-๕๖๗๘"));
        assert_ne!(phone_end("0912 345 678"), phone_end("0912 345 679"));
        for none in ["-", "none", "12345", "0000000000"] {
            assert_eq!(phone_end(none), None, "{none}");
        }
    }
}
