//! The JSON of every type that travels between phone and server or lies in an outbox. An installed phone may be months
//! old: what stands here may gain optional keys and new words, and loses nothing.

#![allow(clippy::unwrap_used)]

use std::fmt::Debug;

use model::command::Aggregate;
use model::registration::AnswerProblem;
use model::{Command, CommandId, Consent, FeedRow, Profile, Reason, Receipt, RegistrationId, Scope};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads each JSON and writes it again: byte for byte the same.
fn holds<T: Serialize + DeserializeOwned + PartialEq + Debug>(all: &[&str]) {
    for json in all {
        let value: T = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"));
        assert_eq!(serde_json::to_string(&value).unwrap(), *json);
    }
}

/// A command with this act.
fn command(act: &str) -> String {
    format!(r#"{{"id":"0192a000-0000-7000-8000-000000000002","made_ms":1800000000000,{act}}}"#)
}

fn commands(acts: &[&str]) {
    let all: Vec<String> = acts.iter().map(|act| command(act)).collect();
    holds::<Command>(&all.iter().map(String::as_str).collect::<Vec<_>>());
    for (json, act) in all.iter().zip(acts) {
        let command: Command = serde_json::from_str(json).unwrap();
        assert!(act.starts_with(&format!("\"act\":\"{}\"", command.act.key())), "{act}");
    }
}

#[test]
fn a_registration_is_asked_for_in_these_words() {
    commands(&[
        concat!(
            r#""act":"registered","event":"0192a000-0000-7000-8000-000000000001","form":3,"group":"startup","#,
            r#""answers":{"born":{"date":"2001-05-09"},"cv":{"file":{"hash":"af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262","name":"CV.pdf","kind":"pdf","bytes":120000}},"fields":{"several":["agriculture","energy"]},"kind":{"choice":"startup"},"rules":{"agreed":true},"staff":{"number":"4.5"},"why":{"text":"First line.\nSecond."}},"#,
            r#""consents":[{"purpose":"photos","text_hash":"af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262","language":"vi","guardian":{"full":"Nguyễn Văn A"}}],"#,
            r#""name":{"full":"Nguyễn Thị Lan","latin":"Nguyen Thi Lan","address_as":"chị Lan"}"#
        ),
        concat!(
            r#""act":"registered","event":"0192a000-0000-7000-8000-000000000001","form":1,"#,
            r#""answers":{},"consents":[],"name":{"full":"สมชาย"}"#
        ),
    ]);
}

#[test]
fn what_follows_a_registration_is_said_in_these_words() {
    commands(&[
        r#""act":"answers_changed","event":"0192a000-0000-7000-8000-000000000001","form":3,"answers":{"kind":{"choice":"other"}}"#,
        r#""act":"withdrawn","event":"0192a000-0000-7000-8000-000000000001""#,
        r#""act":"withdrawn","event":"0192a000-0000-7000-8000-000000000001","registration":"0192a000-0000-7000-8000-000000000002""#,
        r#""act":"nominated","event":"0192a000-0000-7000-8000-000000000001","form":3,"group":"startup","answers":{"kind":{"choice":"startup"}},"consents":[],"name":{"full":"陈美玲"},"email":"chen@gxu.edu.cn""#,
        r#""act":"substitute_named","event":"0192a000-0000-7000-8000-000000000001","name":{"full":"陈美玲"},"email":"chen@gxu.edu.cn""#,
        r#""act":"offer_accepted","event":"0192a000-0000-7000-8000-000000000001""#,
        r#""act":"offer_declined","event":"0192a000-0000-7000-8000-000000000001""#,
    ]);
}

#[test]
fn the_door_and_the_room_speak_in_these_words() {
    commands(&[
        r#""act":"checked_in","event":"0192a000-0000-7000-8000-000000000001","registration":"0192a000-0000-7000-8000-000000000002","way":"scan","gate":"North","seen_ms":5"#,
        r#""act":"checked_in","event":"0192a000-0000-7000-8000-000000000001","registration":"0192a000-0000-7000-8000-000000000002","way":"walk_in","gate":"North","seen_ms":5"#,
        r#""act":"check_in_undone","event":"0192a000-0000-7000-8000-000000000001","check_in":"0192a000-0000-7000-8000-000000000009""#,
        r#""act":"walked_in","event":"0192a000-0000-7000-8000-000000000001","name":{"full":"สมชาย"},"group":"visitor","gate":"North","seen_ms":5"#,
        r#""act":"attendance_scanned","event":"0192a000-0000-7000-8000-000000000001","session":"Opening","code":"7KQ2","seen_ms":5"#,
    ]);
}

#[test]
fn an_organiser_speaks_in_these_words() {
    let about =
        r#""event":"0192a000-0000-7000-8000-000000000001","registration":"0192a000-0000-7000-8000-000000000002""#;
    let decided = |decision: &str| format!(r#""act":"decided",{about},"decision":{decision}"#);
    let decisions = [r#""accept""#, r#""refuse""#, r#""wait""#, r#""move","group":"startup""#].map(decided);
    commands(&decisions.each_ref().map(String::as_str));
    commands(&[
        r#""act":"merged","event":"0192a000-0000-7000-8000-000000000001","from":"0192a000-0000-7000-8000-000000000003","into":"0192a000-0000-7000-8000-000000000002""#,
        r#""act":"messaged","event":"0192a000-0000-7000-8000-000000000001","to":["0192a000-0000-7000-8000-000000000002"],"subject":"The bus","text":"It leaves at 8.\nGate 2.""#,
    ]);
}

#[test]
fn a_persons_own_affairs_are_said_in_these_words() {
    commands(&[
        r#""act":"consent_given","event":"0192a000-0000-7000-8000-000000000001","consent":{"purpose":"photos","text_hash":"af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262","language":"en"}"#,
        r#""act":"consent_given","consent":{"purpose":"news","text_hash":"af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262","language":"zh-Hans"}"#,
        r#""act":"consent_withdrawn","purpose":"news""#,
        r#""act":"profile_changed","profile":{"name":{"full":"陈美玲"},"country":"CN","language":"zh-Hans","institution":{"name":"广西大学","record":"0192a000-0000-7000-8000-000000000007"},"phone":"+86 771 323 0000"}"#,
        r#""act":"export_asked""#,
        r#""act":"account_erased""#,
    ]);
}

#[test]
fn a_command_names_the_one_before_it() {
    let json = r#"{"id":"0192a000-0000-7000-8000-000000000003","after":"0192a000-0000-7000-8000-000000000002","made_ms":-1,"act":"withdrawn","event":"0192a000-0000-7000-8000-000000000001"}"#;
    holds::<Command>(&[json]);
    let command: Command = serde_json::from_str(json).unwrap();
    assert_eq!(command.act.aggregate().to_string(), "event/0192a000-0000-7000-8000-000000000001");
    assert_eq!(CommandId::from(RegistrationId::from(command.id)), command.id);
}

#[test]
fn a_commands_hash_is_of_what_it_says_and_not_of_how() {
    let hash = |json: &str| serde_json::from_str::<Command>(json).unwrap().hash();
    let one = command(r#""act":"withdrawn","event":"0192a000-0000-7000-8000-000000000001""#);
    let same = r#"{ "event": "0192A000-0000-7000-8000-000000000001", "act": "withdrawn", "made_ms": 1800000000000, "after": null, "id": "0192a000-0000-7000-8000-000000000002" }"#;
    assert_eq!(hash(&one), hash(same));
    assert_ne!(hash(&one), hash(&one.replace("withdrawn", "offer_declined")));
    assert_ne!(hash(&one), hash(&one.replace("1800000000000", "1800000000001")));
}

#[test]
fn problems_of_answers_are_written_like_this() {
    let problem = |reason: &str| format!(r#"{{"question":"why",{reason}}}"#);
    let reasons = [
        r#""reason":"missing""#,
        r#""reason":"not_agreed""#,
        r#""reason":"hidden""#,
        r#""reason":"unknown_question""#,
        r#""reason":"wrong_kind""#,
        r#""reason":"too_long","have":501,"most":500"#,
        r#""reason":"one_line_only""#,
        r#""reason":"not_an_option","found":"z""#,
        r#""reason":"chosen_twice","found":"a""#,
        r#""reason":"too_few","have":1,"least":2"#,
        r#""reason":"too_many","have":3,"most":2"#,
        r#""reason":"too_small","least":"1""#,
        r#""reason":"too_large","most":"9.5""#,
        r#""reason":"off_step","step":"0.5""#,
        r#""reason":"not_a_day""#,
        r#""reason":"too_early","earliest":"1950""#,
        r#""reason":"too_late","latest":"2010-06""#,
        r#""reason":"file_kind","found":"docx""#,
        r#""reason":"file_empty""#,
        r#""reason":"file_too_large","have":6000000,"most":5242880"#,
    ];
    for (json, reason) in reasons.map(problem).iter().zip(reasons) {
        holds::<AnswerProblem>(&[json]);
        let problem: AnswerProblem = serde_json::from_str(json).unwrap();
        assert!(reason.starts_with(&format!("\"reason\":\"{}\"", problem.reason.key())), "{reason}");
    }
}

#[test]
fn a_receipt_is_written_like_this() {
    let receipt = |outcome: &str| {
        format!(
            r#"{{"command":"0192a000-0000-7000-8000-000000000002",{outcome},"at_ms":1800000000001,"feeds":[["person/0192a000-0000-7000-8000-00000000000a",7],["desk/0192a000-0000-7000-8000-000000000001",40]]}}"#
        )
    };
    let outcomes = [
        r#""outcome":"accepted""#,
        r#""outcome":"waiting","place":12"#,
        r#""outcome":"asked""#,
        r#""outcome":"already_done""#,
        r#""outcome":"merged","into":"0192a000-0000-7000-8000-000000000003""#,
        r#""outcome":"conflict","mine":{"answers":{"form":2,"answers":{"a":{"choice":"x"}}}},"theirs":{"answers":{"form":2,"answers":{}}}"#,
        r#""outcome":"conflict","mine":{"profile":{"name":{"full":"A"},"language":"en"}},"theirs":{"profile":{"name":{"full":"B"},"language":"en"}}"#,
        r#""outcome":"refused","reason":"bad_answers""#,
        r#""outcome":"held","reason":"late_claim""#,
        r#""outcome":"blocked","by":"0192a000-0000-7000-8000-000000000001""#,
    ];
    let all: Vec<String> = outcomes.map(receipt).into();
    holds::<Receipt>(&all.iter().map(String::as_str).collect::<Vec<_>>());
    holds::<Receipt>(&[r#"{"command":"0192a000-0000-7000-8000-000000000002","outcome":"accepted","at_ms":1}"#]);
}

#[test]
fn every_reason_is_its_key_and_a_later_one_is_no_error() {
    for reason in Reason::ALL {
        holds::<Reason>(&[&format!("\"{}\"", reason.key())]);
    }
    assert_eq!(serde_json::from_str::<Reason>("\"from_next_year\"").unwrap(), Reason::Other);
}

#[test]
fn a_feed_row_is_written_like_this() {
    let registration = |state: &str| {
        format!(
            r#"{{"cursor":7,"entry":"registration","id":"0192a000-0000-7000-8000-000000000002","event":"0192a000-0000-7000-8000-000000000001",{state},"group":"startup","country":"VN","form":3,"answers":{{"kind":{{"choice":"startup"}}}},"name":{{"full":"Lan"}},"ticket":"0G7R","changed_ms":5}}"#
        )
    };
    let states = [
        r#""state":"asked""#,
        r#""state":"accepted""#,
        r#""state":"waiting","place":3"#,
        r#""state":"offered","until_ms":1800000000000"#,
        r#""state":"withdrawn""#,
        r#""state":"refused","reason":"by_organiser""#,
    ];
    let all: Vec<String> = states.map(registration).into();
    holds::<FeedRow>(&all.iter().map(String::as_str).collect::<Vec<_>>());
    holds::<FeedRow>(&[
        r#"{"cursor":1,"entry":"profile","name":{"full":"Lan"},"language":"vi"}"#,
        r#"{"cursor":2,"entry":"consent","purpose":"photos","text_hash":"af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262","language":"vi","given":false,"changed_ms":5}"#,
        r#"{"cursor":3,"entry":"attendance","event":"0192a000-0000-7000-8000-000000000001","registration":"0192a000-0000-7000-8000-000000000002","session":"Opening","seen_ms":5}"#,
        r#"{"cursor":4,"entry":"export","file":"af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262","bytes":9,"until_ms":5}"#,
        r#"{"cursor":5,"entry":"roster","event":"0192a000-0000-7000-8000-000000000001","registration":"0192a000-0000-7000-8000-000000000002","ticket":"af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262","name":"Lan","group":"startup"}"#,
        r#"{"cursor":6,"entry":"check_in","check_in":"0192a000-0000-7000-8000-000000000009","event":"0192a000-0000-7000-8000-000000000001","registration":"0192a000-0000-7000-8000-000000000002","way":"name","gate":"North","seen_ms":5,"undone":true}"#,
        r#"{"cursor":7,"entry":"revoked","event":"0192a000-0000-7000-8000-000000000001","ticket":"af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"}"#,
        r#"{"cursor":8,"entry":"erased","registration":"0192a000-0000-7000-8000-000000000002"}"#,
        r#"{"cursor":9,"entry":"erased"}"#,
    ]);
    let later: FeedRow = serde_json::from_str(r#"{"cursor":10,"entry":"parade","floats":3}"#).unwrap();
    assert_eq!((later.cursor, later.entry), (10, model::feed::Entry::Unknown));
}

#[test]
fn scopes_and_aggregates_are_texts() {
    holds::<Scope>(&[
        r#""person/0192a000-0000-7000-8000-00000000000a""#,
        r#""desk/0192a000-0000-7000-8000-000000000001""#,
        r#""door/0192a000-0000-7000-8000-000000000001""#,
        r#""country/TH""#,
    ]);
    holds::<Aggregate>(&[
        r#""person""#,
        r#""event/0192a000-0000-7000-8000-000000000001""#,
        r#""door/0192a000-0000-7000-8000-000000000001""#,
    ]);
    for bad in ["", "person", "person/", "desk/1", "world/TH", "country/THA", "person/../desk"] {
        assert!(Scope::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn profile_and_consent_stand_by_themselves_too() {
    holds::<Profile>(&[r#"{"name":{"full":"Lan"},"country":"VN","language":"vi","institution":{"name":"HUST"}}"#]);
    holds::<Consent>(&[
        r#"{"purpose":"photos","text_hash":"af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262","language":"vi"}"#,
    ]);
}
