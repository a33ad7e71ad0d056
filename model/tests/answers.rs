//! The laws of forms and answers: the judge that phone and server share.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use model::TermKey;
use model::registration::{AnswerReason, Answers, Form, Value, check};
use proptest::prelude::*;
use serde_json::json;

/// How one question of a made-up form looks: what it asks, whether it must be answered, and which earlier one shows it.
type Plan = (u8, bool, Option<prop::sample::Index>);

const KINDS: u8 = 7;

fn ask(kind: u8) -> serde_json::Value {
    let options = json!([{"key":"a","label":{"en":"A"}},{"key":"b","label":{"en":"B"}},{"key":"c","label":{"en":"C"}}]);
    match kind {
        0 => json!({"ask":"text","max_chars":20,"lines":1}),
        1 => json!({"ask":"choice","options":options}),
        2 => json!({"ask":"several","options":options,"least":1,"most":2}),
        3 => json!({"ask":"number","least":"0.5","most":"10","step":"0.25"}),
        4 => json!({"ask":"date","earliest":"1950","latest":"2010-06-30"}),
        5 => json!({"ask":"file","kinds":["pdf"],"max_bytes":5242880}),
        _ => json!({"ask":"agreement"}),
    }
}

/// An answer that fits, one of several.
fn fitting(kind: u8, which: u8) -> serde_json::Value {
    let one = |of: [&'static str; 3]| of[which as usize % 3];
    let key = one(["a", "b", "c"]);
    match kind {
        0 => json!({"text": one(["x", "ชื่อ", "二十個字以內的答案"])}),
        1 => json!({"choice": key}),
        2 => json!({"several": [key]}),
        3 => json!({"number": one(["0.5", "10", "3.75"])}),
        4 => json!({"date": one(["1950-01-01", "2010-06-30", "2001-05-09"])}),
        5 => json!({"file":{"hash":"0".repeat(64),"name":"a.pdf","kind":"pdf","bytes":1 + u32::from(which)}}),
        _ => json!({"agreed": true}),
    }
}

fn form(plan: &[Plan]) -> Form {
    let mut questions = Vec::new();
    for (at, (kind, required, shown_by)) in plan.iter().enumerate() {
        let mut question = ask(*kind);
        question["key"] = json!(format!("q{at}"));
        question["label"] = json!({"en": "Q"});
        question["required"] = json!(required);
        let earlier = shown_by.filter(|_| at > 0).map(|index| index.index(at));
        match earlier.map(|from| (from, plan[from].0)) {
            Some((from, 1 | 2)) => question["shown_if"] = json!({"question": format!("q{from}"), "any_of": ["a", "b"]}),
            Some((from, 6)) => question["shown_if"] = json!({"question": format!("q{from}"), "agreed": true}),
            Some(_) | None => {}
        }
        questions.push(question);
    }
    serde_json::from_value(json!({"version": 3, "questions": questions})).unwrap()
}

fn plans() -> impl Strategy<Value = Vec<Plan>> {
    let one = (0..KINDS, any::<bool>(), proptest::option::of(any::<prop::sample::Index>()));
    proptest::collection::vec(one, 1..12)
}

fn answers(values: impl IntoIterator<Item = (String, serde_json::Value)>) -> Answers {
    serde_json::from_value(serde_json::Value::Object(values.into_iter().collect())).unwrap()
}

/// An answer that fits to every question, shown or not.
fn all_fitting(plan: &[Plan], which: &[u8]) -> Answers {
    answers(plan.iter().enumerate().map(|(at, (kind, ..))| (format!("q{at}"), fitting(*kind, which[at]))))
}

/// Any answers at all, to questions that may not be there.
fn wild() -> impl Strategy<Value = Answers> {
    let one = (0u8..14, 0..KINDS, any::<u8>()).prop_map(|(at, kind, which)| (format!("q{at}"), fitting(kind, which)));
    proptest::collection::vec(one, 0..14).prop_map(answers)
}

proptest! {
    #[test]
    fn fitting_answers_to_what_is_shown_pass(plan in plans(), which in prop::array::uniform12(any::<u8>())) {
        let form = form(&plan);
        let given = form.without_hidden(&all_fitting(&plan, &which));
        let checked = check(&form, &given);
        prop_assert!(checked.is_ok(), "{checked:?}");
        let checked = checked.unwrap();
        prop_assert_eq!((checked.form(), checked.answers()), (3, &given));
    }

    #[test]
    fn whatever_passes_passes_again_and_holds_nothing_hidden(plan in plans(), given in wild()) {
        let form = form(&plan);
        let shown = form.without_hidden(&given);
        prop_assert_eq!(&form.without_hidden(&shown), &shown);
        if let Err(problems) = check(&form, &shown) {
            prop_assert!(problems.iter().all(|problem| problem.reason != AnswerReason::Hidden));
            prop_assert!(problems.iter().all(|problem| problem.reason != AnswerReason::UnknownQuestion));
        }
        if let Ok(checked) = check(&form, &given) {
            prop_assert_eq!(&shown, &given);
            let again = check(&form, checked.answers()).map(|again| again.into_answers());
            prop_assert_eq!(again.as_ref(), Ok(checked.answers()));
        }
    }

    #[test]
    fn every_wrong_answer_is_named_by_its_question(plan in plans(), which in prop::array::uniform12(any::<u8>())) {
        // Only questions without condition, so that a wrong answer hides nothing.
        let plan: Vec<Plan> = plan.into_iter().map(|(kind, required, _)| (kind, required, None)).collect();
        let form = form(&plan);
        let wrong = plan.iter().enumerate().map(|(at, (kind, ..))| (format!("q{at}"), fitting((kind + 1) % KINDS, which[at])));
        let problems = check(&form, &answers(wrong)).unwrap_err();
        let named: Vec<&str> = problems.iter().filter(|problem| problem.reason == AnswerReason::WrongKind).map(|problem| problem.question.as_str()).collect();
        let wanted: Vec<String> = (0..plan.len()).map(|at| format!("q{at}")).collect();
        prop_assert_eq!(named, wanted.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_required_and_not_answered_is_named(plan in plans()) {
        let form = form(&plan);
        let missing = check(&form, &Answers::none()).err().unwrap_or_default();
        let named: Vec<&TermKey> = missing.iter().map(|problem| &problem.question).collect();
        let shown = form.shown(&Answers::none());
        let wanted: Vec<&TermKey> = shown.iter().filter(|question| question.required).map(|question| &question.key).collect();
        prop_assert_eq!(named, wanted);
    }

    #[test]
    fn a_form_comes_back_from_its_json(plan in plans()) {
        let form = form(&plan);
        let json = serde_json::to_string(&form).unwrap();
        prop_assert_eq!(serde_json::from_str::<Form>(&json).unwrap(), form);
    }
}

/// The reasons that one answer to one question gets.
fn reasons(ask: serde_json::Value, required: bool, answer: serde_json::Value) -> Vec<&'static str> {
    let mut question = ask;
    question["key"] = json!("q");
    question["label"] = json!({"en": "Q"});
    question["required"] = json!(required);
    let form: Form = serde_json::from_value(json!({"version": 1, "questions": [question]})).unwrap();
    let problems = check(&form, &answers([("q".to_owned(), answer)])).err().unwrap_or_default();
    problems.iter().map(|problem| problem.reason.key()).collect()
}

#[test]
fn each_bound_has_its_reason() {
    let file = |kind: &str, bytes: u32| json!({"file":{"hash":"0".repeat(64),"name":"a","kind":kind,"bytes":bytes}});
    let table = [
        (0, json!({"text": "x".repeat(21)}), vec!["too_long"]),
        (0, json!({"text": "x\ny"}), vec!["one_line_only"]),
        (1, json!({"choice": "z"}), vec!["not_an_option"]),
        (2, json!({"several": ["a", "a", "z"]}), vec!["chosen_twice", "not_an_option", "too_many"]),
        (2, json!({"several": []}), vec![]),
        (3, json!({"number": "0.25"}), vec!["too_small"]),
        (3, json!({"number": "10.1"}), vec!["too_large", "off_step"]),
        (3, json!({"number": "-999999999999999.999999"}), vec!["too_small", "off_step"]),
        (4, json!({"date": "2001-05"}), vec!["not_a_day"]),
        (4, json!({"date": "1949-12-31"}), vec!["too_early"]),
        (4, json!({"date": "2010-07-01"}), vec!["too_late"]),
        (5, file("docx", 6_000_000), vec!["file_kind", "file_too_large"]),
        (5, file("pdf", 0), vec!["file_empty"]),
        (6, json!({"agreed": false}), vec![]),
        (6, json!({"text": "yes"}), vec!["wrong_kind"]),
    ];
    for (kind, answer, wanted) in table {
        assert_eq!(reasons(ask(kind), false, answer.clone()), wanted, "{answer}");
    }
    assert_eq!(reasons(ask(6), true, json!({"agreed": false})), ["not_agreed"]);
    assert_eq!(reasons(ask(2), true, json!({"several": []})), ["missing"]);
}

#[test]
fn a_hidden_question_hides_those_that_hang_on_it() {
    let plan: [Plan; 1] = [(6, false, None)];
    let mut json = serde_json::to_value(form(&plan)).unwrap();
    let asked = |key: &str, shown_if: serde_json::Value| json!({"key":key,"label":{"en":"Q"},"ask":"agreement","shown_if":shown_if});
    json["questions"].as_array_mut().unwrap().extend([
        asked("second", json!({"question":"q0","agreed":true})),
        asked("third", json!({"question":"second","agreed":false})),
    ]);
    let form: Form = serde_json::from_value(json).unwrap();
    let keys = |given: &Answers| form.shown(given).iter().map(|question| question.key.to_string()).collect::<Vec<_>>();
    assert_eq!(keys(&Answers::none()), ["q0"]);
    let agreed = Value::Agreed(true);
    let first = Answers::parse(BTreeMap::from([(TermKey::parse("q0").unwrap(), agreed)])).unwrap();
    assert_eq!(keys(&first), ["q0", "second", "third"]);
    let hidden =
        answers([("third".to_owned(), json!({"agreed": true})), ("other".to_owned(), json!({"agreed": true}))]);
    let problems = check(&form, &hidden).unwrap_err();
    let said: Vec<String> =
        problems.iter().map(|problem| format!("{} {}", problem.question, problem.reason.key())).collect();
    assert_eq!(said, ["third hidden", "other unknown_question"]);
}

#[test]
fn a_form_that_nobody_could_fill_in_is_refused() {
    let question = |more: serde_json::Value| {
        let mut question = json!({"key":"q","label":{"en":"Q"},"ask":"agreement"});
        question.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        question
    };
    let options = json!([{"key":"a","label":{"en":"A"}},{"key":"a","label":{"en":"A"}}]);
    let bad = [
        vec![question(json!({})), question(json!({}))],
        vec![question(json!({"shown_if":{"question":"q","agreed":true}}))],
        vec![question(json!({})), question(json!({"key":"r","shown_if":{"question":"q","any_of":["a"]}}))],
        vec![question(json!({"ask":"choice","options":options}))],
        vec![question(json!({"ask":"choice","options":[]}))],
        vec![question(json!({"ask":"text","max_chars":0,"lines":1}))],
        vec![question(json!({"ask":"number","least":"2","most":"1"}))],
        vec![question(json!({"ask":"number","step":"0"}))],
        vec![question(json!({"ask":"date","earliest":"2020","latest":"2019"}))],
        vec![question(json!({"ask":"file","kinds":["pdf"],"max_bytes":5242881}))],
        vec![question(json!({"label":{}}))],
        vec![question(json!({"tells":"born"}))],
        (0..81).map(|at| question(json!({"key": format!("q{at}")}))).collect(),
    ];
    for questions in bad {
        let form = json!({"version":1,"questions":questions});
        assert!(serde_json::from_value::<Form>(form.clone()).is_err(), "{form}");
    }
}

#[test]
fn answers_that_would_fill_a_phone_are_refused() {
    let long = |count: usize| answers_json((0..count).map(|at| (format!("q{at}"), json!({"text": "x".repeat(8000)}))));
    assert!(serde_json::from_value::<Answers>(long(8)).is_ok());
    assert!(serde_json::from_value::<Answers>(long(9)).is_err());
    let many = answers_json((0..81).map(|at| (format!("q{at}"), json!({"agreed": true}))));
    assert!(serde_json::from_value::<Answers>(many).is_err());
}

fn answers_json(values: impl Iterator<Item = (String, serde_json::Value)>) -> serde_json::Value {
    serde_json::Value::Object(values.collect())
}
