//! What an event says about taking part: its JSON, its rules, its consents, its places.

#![allow(clippy::unwrap_used)]

use model::registration::{
    ConsentReason, Facts, Have, Opening, Registration, Rule, Ruling, check_consents, is_eligible, judge,
};
use model::{Consent, CountryCode, Day, Detail, Digest, LanguageTag, Line, PersonName, Record, TermKey};

/// Every kind of question, rule and quota once.
const REGISTRATION: &str = concat!(
    r#"{"opens":"2026-08-01T09:00+08:00","closes":"2026-09-01T18:00+08:00","places":60,"#,
    r#""groups":[{"key":"startup","label":{"en":"Start-up","zh-Hans":"初创企业"}},{"key":"student","label":{"en":"Student"}}],"#,
    r#""quotas":[{"by":"group","value":"startup","places":30},{"by":"country","value":"TH","places":10},{"by":"field","value":"energy","places":5}],"#,
    r#""approval":true,"offer_hours":48,"#,
    r#""form":{"version":3,"questions":["#,
    r#"{"key":"born","label":{"en":"Born on"},"required":true,"tells":"born","ask":"date","latest":"2012"},"#,
    r#"{"key":"country","label":{"en":"Country"},"tells":"country","ask":"choice","options":[{"key":"th","label":{"en":"Thailand"}},{"key":"vn","label":{"en":"Viet Nam"}}]},"#,
    r#"{"key":"fields","label":{"en":"Fields"},"tells":"field","ask":"several","options":[{"key":"energy","label":{"en":"Energy"}},{"key":"health","label":{"en":"Health"}}],"least":1,"most":2},"#,
    r#"{"key":"why","label":{"en":"Why"},"hint":{"en":"In your own words"},"ask":"text","max_chars":500,"lines":5},"#,
    r#"{"key":"staff","label":{"en":"Staff"},"ask":"number","least":"1","step":"1"},"#,
    r#"{"key":"visa","label":{"en":"I need a visa"},"ask":"agreement"},"#,
    r#"{"key":"passport","label":{"en":"Passport"},"shown_if":{"question":"visa","agreed":true},"ask":"file","kinds":["pdf","jpeg"],"max_bytes":5242880},"#,
    r#"{"key":"note","label":{"en":"Note"},"shown_if":{"question":"fields","any_of":["energy"]},"ask":"text","max_chars":80,"lines":1}"#,
    r#"]},"#,
    r#""rules":[{"rule":"age_between","least":16,"most":35,"on":"2026-09-17"},{"rule":"country_one_of","countries":["CN","TH","VN"]},{"rule":"group_one_of","groups":["startup"]},{"rule":"field_one_of","fields":["energy"]},{"rule":"founded_after","day":"2020"},{"rule":"in_words","words":{"en":"Speaks English"}}],"#,
    r#""consents":[{"purpose":"data","required":true,"texts":{"en":"We keep it for a year.","th":"เราเก็บไว้หนึ่งปี"}},{"purpose":"photos","texts":{"en":"Photos may be shown."}}],"#,
    r#""guardian_age":{"general":18,"countries":{"TH":20}},"#,
    r#""taken":{"count":12,"waiting":0,"as_of_ms":1785546000000}}"#
);

fn registration() -> Registration {
    serde_json::from_str(REGISTRATION).unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn key(text: &str) -> TermKey {
    TermKey::parse(text).unwrap()
}

fn facts() -> Facts {
    Facts {
        born: Some(day("2001-05-09")),
        country: CountryCode::parse("VN").ok(),
        group: Some(key("startup")),
        fields: vec![key("energy"), key("health")],
        founded: Some(day("2021-03")),
    }
}

#[test]
fn a_registration_is_written_like_this() {
    assert_eq!(serde_json::to_string(&registration()).unwrap(), REGISTRATION);
    assert!(registration().check().is_empty());
}

#[test]
fn an_event_without_registration_is_written_as_before() {
    let event = r#"{"id":"0192a000-0000-7000-8000-000000000001","names":[{"text":"Camp","lang":"en","use":"official"}],"standing":{"state":"active"},"source":{"title":"Own page"},"verified_on":"2026-11-21","kind":"event","form":"camp"}"#;
    let mut record: Record = serde_json::from_str(event).unwrap();
    assert_eq!(serde_json::to_string(&record).unwrap(), event);
    let Detail::Event(detail) = &mut record.detail else { panic!("an event") };
    detail.registration = Some(Box::new(registration()));
    let json = serde_json::to_string(&record).unwrap();
    assert!(json.ends_with(&format!(r#","registration":{REGISTRATION}}}"#)));
    assert_eq!(serde_json::from_str::<Record>(&json).unwrap(), record);
    assert!(record.check().is_empty());
}

#[test]
fn parts_that_contradict_each_other_are_named() {
    for (from, to) in [
        (r#""opens":"2026-08-01"#, r#""opens":"2026-10-01"#),
        (r#""offer_hours":48"#, r#""offer_hours":0"#),
        (r#""key":"student""#, r#""key":"startup""#),
        (r#""by":"group","value":"startup""#, r#""by":"group","value":"guest""#),
        (r#""by":"country","value":"TH""#, r#""by":"group","value":"startup""#),
        (r#""purpose":"photos""#, r#""purpose":"data""#),
    ] {
        let bad: Registration = serde_json::from_str(&REGISTRATION.replacen(from, to, 1)).unwrap();
        assert_eq!(bad.check().len(), 1, "{to}: {:?}", bad.check());
    }
}

#[test]
fn opening_and_closing_are_moments_not_days() {
    let registration = registration();
    let (opens, closes) = (registration.opens.unix_ms(), registration.closes.unix_ms());
    let at = |now_ms| registration.opening(now_ms);
    assert_eq!((at(opens - 1), at(opens)), (Opening::NotYet, Opening::Open));
    assert_eq!((at(closes - 1), at(closes)), (Opening::Open, Opening::Closed));
}

#[test]
fn a_verdict_says_what_is_met_what_is_not_and_what_nobody_knows() {
    let rules = registration().rules;
    let rulings = |facts: &Facts| judge(&rules, facts).into_iter().map(|verdict| verdict.ruling).collect::<Vec<_>>();
    use Ruling::{Met, NotMet, Unknown};
    assert_eq!(rulings(&facts()), [Met, Met, Met, Met, Met, Unknown]);
    assert_eq!(rulings(&Facts::default()), vec![Unknown; 6]);
    assert!(is_eligible(&rules, &facts()) && is_eligible(&rules, &Facts::default()));
    let other = Facts {
        born: Some(day("2015-01-01")),
        country: CountryCode::parse("US").ok(),
        group: Some(key("student")),
        fields: vec![key("health")],
        founded: Some(day("2020-12-31")),
    };
    let wanted = [
        NotMet { have: Have::Age(11) },
        NotMet { have: Have::Country(CountryCode::parse("US").unwrap()) },
        NotMet { have: Have::Group(key("student")) },
        NotMet { have: Have::Fields(vec![key("health")]) },
        NotMet { have: Have::Founded(day("2020-12-31")) },
        Unknown,
    ];
    assert_eq!(rulings(&other), wanted);
    assert!(!is_eligible(&rules, &other));
}

#[test]
fn an_age_that_hangs_on_the_unknown_birthday_is_unknown() {
    let rule = [Rule::AgeBetween { least: Some(18), most: None, on: day("2026-09-17") }];
    let ruling = |born: &str| judge(&rule, &Facts { born: Some(day(born)), ..Facts::default() })[0].ruling.clone();
    assert_eq!(ruling("2008"), Ruling::Unknown);
    assert_eq!(ruling("2007"), Ruling::Met);
    assert_eq!(ruling("2009"), Ruling::NotMet { have: Have::Age(17) });
}

#[test]
fn answers_tell_facts_and_hidden_ones_tell_nothing() {
    let registration = registration();
    let answers = serde_json::from_str(
        r#"{"born":{"date":"2010-01-01"},"country":{"choice":"th"},"fields":{"several":["energy"]}}"#,
    );
    let told = Facts::default().with_answers(&registration.form, &answers.unwrap());
    assert_eq!((told.born, told.country), (Some(day("2010-01-01")), CountryCode::parse("TH").ok()));
    let names: Vec<String> = registration.counters(&told).into_iter().map(|counter| counter.name).collect();
    assert_eq!(names, ["all", "country/TH", "field/energy"]);
    assert_eq!(registration.counters(&facts())[1].places, Some(30));
}

#[test]
fn the_guardians_age_is_set_by_country() {
    let registration = registration();
    let needs = |born: &str, country: &str| {
        let facts = Facts { born: Some(day(born)), country: CountryCode::parse(country).ok(), ..Facts::default() };
        registration.needs_guardian(&facts, day("2026-09-17"))
    };
    assert!(needs("2007-01-01", "TH") && !needs("2007-01-01", "VN"));
    assert!(needs("2008", "VN"), "who may be too young needs one");
    assert!(!registration.needs_guardian(&Facts::default(), day("2026-09-17")));
}

#[test]
fn a_consent_counts_only_for_the_text_that_was_read() {
    let asked = registration().consents;
    let consent = |purpose: &str, language: &str, text: &str| Consent {
        purpose: Line::parse(purpose).unwrap(),
        text_hash: Digest::of(text.as_bytes()),
        language: LanguageTag::parse(language).unwrap(),
        guardian: None,
    };
    let reasons = |given: &[Consent], guardian| {
        let problems = check_consents(&asked, given, guardian).into_iter();
        problems.map(|problem| (problem.purpose.to_string(), problem.reason)).collect::<Vec<_>>()
    };
    let thai = consent("data", "th", "เราเก็บไว้หนึ่งปี");
    assert_eq!(reasons(std::slice::from_ref(&thai), false), []);
    let said = |purpose: &str, reason| (purpose.to_owned(), reason);
    assert_eq!(reasons(&[], false), [said("data", ConsentReason::Missing)]);
    assert_eq!(reasons(std::slice::from_ref(&thai), true), [said("data", ConsentReason::NoGuardian)]);
    let signed = Consent { guardian: Some(PersonName::of(Line::parse("สมศรี").unwrap())), ..thai.clone() };
    assert_eq!(reasons(&[signed], true), []);
    let older = consent("data", "th", "เราเก็บไว้สองปี");
    assert_eq!(reasons(&[older], false), [said("data", ConsentReason::OtherText)]);
    let no_such = consent("data", "vi", "เราเก็บไว้หนึ่งปี");
    assert_eq!(reasons(&[no_such], false), [said("data", ConsentReason::OtherText)]);
    let stray = consent("news", "en", "News");
    let problems = reasons(&[thai.clone(), thai, stray], false);
    assert_eq!(problems, [said("data", ConsentReason::GivenTwice), said("news", ConsentReason::UnknownPurpose)]);
}
