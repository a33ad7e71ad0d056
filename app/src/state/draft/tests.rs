//! A form as it is filled in: what is missing, what cannot be read, and what becomes of it.

use serde_json::json;

use super::*;

fn rules() -> Registration {
    serde_json::from_value(json!({
        "opens": "2026-11-01T09:00:00+08:00", "closes": "2027-01-05T18:00:00+08:00", "offer_hours": 24, "places": 60,
        "form": {"version": 2, "questions": [
            {"key": "born", "label": {"en": "Day of birth"}, "required": true, "tells": "born", "ask": "date"},
            {"key": "visa", "label": {"en": "Visa"}, "ask": "choice", "options": [
                {"key": "yes", "label": {"en": "Yes"}}, {"key": "no", "label": {"en": "No"}}]},
            {"key": "passport", "label": {"en": "Passport"}, "required": true,
                "shown_if": {"question": "visa", "any_of": ["yes"]}, "ask": "text", "max_chars": 20, "lines": 1},
            {"key": "staff", "label": {"en": "Staff"}, "ask": "number", "least": "1"}
        ]},
        "consents": [{"purpose": "selection", "required": true, "texts": {"en": "May read.", "zh-Hans": "可以阅读。"}}]
    }))
    .unwrap()
}

fn language(tag: &str) -> LanguageTag {
    LanguageTag::parse(tag).unwrap()
}

fn fill(draft: &Draft) -> Result<Filled, Vec<Flaw>> {
    draft.fill(&rules(), Facts::default(), Day::parse("2027-01-10").unwrap(), &language("zh-Hans"))
}

fn whole() -> Draft {
    let mut draft = Draft { full: "  陈美玲 ".to_owned(), ..Draft::default() };
    draft.typed.insert("born".to_owned(), "2001-05-09".to_owned());
    draft.consents.insert("selection".to_owned());
    draft
}

#[test]
fn an_empty_form_names_all_that_is_missing_at_once_and_nothing_hidden() {
    let flaws = fill(&Draft::default()).unwrap_err();
    let keys: Vec<String> = flaws
        .iter()
        .map(|flaw| match flaw {
            Flaw::Answer(problem) => format!("{}:{}", problem.question, problem.reason.key()),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(keys, ["NoName", "born:missing", "Consent(Line(\"selection\"))"]);
}

#[test]
fn what_cannot_be_read_is_named_and_not_called_missing() {
    let mut draft = whole();
    draft.typed.insert("born".to_owned(), "9 May".to_owned());
    draft.typed.insert("staff".to_owned(), "many".to_owned());
    draft.typed.insert("passport".to_owned(), "is hidden".to_owned());
    let flaws = fill(&draft).unwrap_err();
    let reason = |flaw: &Flaw| if let Flaw::Answer(problem) = flaw { Some(problem.reason.key()) } else { None };
    assert_eq!(flaws.iter().filter_map(reason).collect::<Vec<_>>(), ["not_a_day", "wrong_kind"]);
}

#[test]
fn a_whole_form_becomes_a_command_with_the_text_that_was_read() {
    let filled = fill(&whole()).unwrap();
    assert_eq!(filled.name.full.as_str(), "陈美玲");
    assert_eq!(filled.consents[0].language, language("zh-Hans"));
    assert_eq!(Some(filled.consents[0].text_hash), rules().consents[0].hash(&language("zh-Hans")));
    let act = filled.registered(RecordId::made_at(1, [1; 10])).unwrap();
    assert!(matches!(act, Act::Registered { form: 2, .. }));
}

#[test]
fn a_child_needs_a_guardian_who_then_stands_in_every_consent() {
    let mut draft = whole();
    draft.typed.insert("born".to_owned(), "2012-05-09".to_owned());
    assert_eq!(fill(&draft).unwrap_err(), [Flaw::NoGuardian]);
    draft.guardian = "陈大明".to_owned();
    assert_eq!(fill(&draft).unwrap().consents[0].guardian.as_ref().unwrap().full.as_str(), "陈大明");
}

#[test]
fn a_draft_comes_back_as_it_was_typed_and_one_of_a_later_version_is_left_alone() {
    let mut draft = whole();
    draft.typed.insert("staff".to_owned(), "4 or 5".to_owned());
    assert_eq!(Draft::read(&draft.write()), Some(draft));
    assert_eq!(Draft::read(r#"{"format":2}"#), None);
    assert_eq!(Draft::read(r#"{"format":1}"#), Some(Draft::default()));
}

#[test]
fn what_was_answered_can_be_changed_from_where_it_stands() {
    let filled = fill(&whole()).unwrap();
    let again = Draft::of(&filled.name, None, filled.answers.answers());
    assert_eq!(again.answers(&rules().form), *filled.answers.answers());
}

#[test]
fn changed_answers_ask_for_nothing_but_answers() {
    let mut draft = whole();
    draft.full.clear();
    draft.consents.clear();
    assert_eq!(draft.checked(&rules().form).unwrap().form(), 2);
    draft.typed.clear();
    assert_eq!(draft.checked(&rules().form).unwrap_err().len(), 1);
}
