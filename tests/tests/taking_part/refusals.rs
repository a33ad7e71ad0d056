//! What is refused, and why. A refusal changes nothing and is remembered.

use anyhow::Result;
use model::feed::{Entry, RegistrationState};
use model::{Command, Digest, Outcome, Reason, RecordId, Scope};
use serde_json::{Value, json};
use server::commit::act::{Role, act};
use tests::ground::{DAY_MS, Ground, id, institution};

use crate::camp::*;

tests::on_both_databases! {
    what_the_event_does_not_take_is_refused_with_its_reason
    a_claim_from_before_the_end_goes_to_a_person
    an_event_with_approval_asks_the_organiser
    consents_are_to_the_text_that_the_event_shows
}

/// A registration with some keys changed.
fn wish(changes: Value) -> Command {
    let mut act = serde_json::to_value(registered(0, "vn")).unwrap();
    let act = act.as_object_mut().unwrap();
    act.extend(changes.as_object().unwrap().clone());
    command(Value::Object(act.clone()))
}

async fn what_the_event_does_not_take_is_refused_with_its_reason(ground: Ground) -> Result<()> {
    let groups = json!([{"key": "startup", "label": {"en": "Startup"}}]);
    let rules = json!([{"rule": "country_one_of", "countries": ["VN", "TH"]}]);
    open_camp(&ground, json!({"groups": groups, "rules": rules})).await?;
    ground.commit([institution(1, "No event")]).await?;
    let group = |answers: Value| json!({"group": "startup", "answers": answers});
    let vn = json!({"country": {"choice": "vn"}});
    for (changes, reason) in [
        (json!({}), Reason::UnknownGroup),
        (json!({"group": "expert"}), Reason::UnknownGroup),
        (json!({"group": "startup", "form": 2}), Reason::UnknownForm),
        (group(json!({})), Reason::BadAnswers),
        (group(json!({"country": {"choice": "zz"}})), Reason::BadAnswers),
        (group(json!({"country": {"text": "vn"}})), Reason::BadAnswers),
        (group(json!({"country": {"choice": "vn"}, "shoes": {"text": "42"}})), Reason::BadAnswers),
        (group(json!({"country": {"choice": "la"}})), Reason::NotEligible),
        (json!({"event": RecordId::made_at(1, [1; 10])}), Reason::UnknownEvent),
        (json!({"event": id(1)}), Reason::NoRegistrations),
    ] {
        assert_eq!(send(&ground, 0, &wish(changes.clone())).await?, refused(reason), "{changes}");
    }
    let early = wish(group(vn.clone()));
    assert_eq!(send_at(&ground, 0, &early, NOW_MS - 2 * DAY_MS).await?.outcome, refused(Reason::NotOpenYet));
    // For ever: the phone asks anew with a new command.
    assert_eq!(send(&ground, 0, &early).await?, refused(Reason::NotOpenYet));
    let late = Command { made_ms: CLOSED_MS, ..wish(group(vn.clone())) };
    assert_eq!(send_at(&ground, 0, &late, CLOSED_MS).await?.outcome, refused(Reason::Closed));
    for act in ["withdrawn", "offer_accepted", "offer_declined"] {
        assert_eq!(send(&ground, 0, &plain(act)).await?, refused(Reason::NoRegistration), "{act}");
    }
    assert!(whole_feed(&ground, Scope::Desk(event())).await?.is_empty());
    assert_eq!(send(&ground, 0, &wish(group(vn))).await?, Outcome::Accepted);

    let check_in = json!({"act": "check_in_undone", "event": event(), "check_in": early.id});
    let check_in = command(check_in);
    assert_eq!(send(&ground, 0, &check_in).await?, refused(Reason::NotYours));
    let mut door = actor(8);
    door.roles.push(Role::Door(event()));
    let check_in = Command { id: plain("withdrawn").id, ..check_in };
    let answer = act(&ground.store, &ground.seals, &door, &check_in, &payload(&check_in), NOW_MS).await?;
    assert_eq!(answer.outcome, refused(Reason::UnknownCheckIn));
    Ok(())
}

async fn a_claim_from_before_the_end_goes_to_a_person(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 5})).await?;
    let late = send_at(&ground, 0, &registered(0, "vn"), CLOSED_MS).await?;
    assert_eq!(late.outcome, Outcome::Held { reason: Reason::LateClaim });
    assert_eq!(state(&ground, 0).await?, RegistrationState::Asked);
    Ok(())
}

async fn an_event_with_approval_asks_the_organiser(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 1, "approval": true})).await?;
    for number in 0..3 {
        assert_eq!(send(&ground, number, &registered(number, "vn")).await?, Outcome::Asked);
    }
    assert_eq!(whole_feed(&ground, Scope::Desk(event())).await?.len(), 3);
    Ok(())
}

async fn consents_are_to_the_text_that_the_event_shows(ground: Ground) -> Result<()> {
    let born = json!({"key": "born", "label": {"en": "Born"}, "ask": "date", "tells": "born"});
    let texts = json!([{"purpose": "data", "required": true, "texts": {"en": "We keep it."}},
        {"purpose": "photos", "texts": {"en": "We take photos."}}]);
    open_camp(&ground, json!({"form": {"version": 3, "questions": [born]}, "consents": texts})).await?;
    let yes = |purpose: &str, text: &str| json!({"purpose": purpose, "text_hash": Digest::of(text.as_bytes()), "language": "en"});
    let with = |consents: Value, born: &str| wish(json!({"answers": {"born": {"date": born}}, "consents": consents}));
    let data = yes("data", "We keep it.");
    assert_eq!(send(&ground, 0, &with(json!([]), "1990-01-01")).await?, refused(Reason::NoConsent));
    let old = json!([yes("data", "We kept it.")]);
    assert_eq!(send(&ground, 0, &with(old, "1990-01-01")).await?, refused(Reason::NoConsent));
    // Eighteen the day after the camp begins.
    let young = with(json!([data]), "2008-09-02");
    assert_eq!(send(&ground, 0, &young).await?, refused(Reason::NoGuardian));
    let mut guarded = data.clone();
    guarded["guardian"] = json!({"full": "Mother"});
    assert_eq!(send(&ground, 0, &with(json!([guarded]), "2008-09-02")).await?, Outcome::Accepted);
    assert_eq!(send(&ground, 1, &with(json!([data]), "2008-09-01")).await?, Outcome::Accepted);

    let photos = yes("photos", "We take photos.");
    let give = |consent: &Value| command(json!({"act": "consent_given", "event": event(), "consent": consent}));
    assert_eq!(send(&ground, 0, &give(&photos)).await?, refused(Reason::NoGuardian));
    assert_eq!(send(&ground, 1, &give(&yes("photos", "Others."))).await?, refused(Reason::NoConsent));
    assert_eq!(send(&ground, 1, &give(&photos)).await?, Outcome::Accepted);
    assert_eq!(send(&ground, 1, &give(&photos)).await?, Outcome::AlreadyDone);
    let take = command(json!({"act": "consent_withdrawn", "event": event(), "purpose": "photos"}));
    assert_eq!(send(&ground, 0, &take).await?, refused(Reason::NoConsent));
    let take = Command { id: plain("withdrawn").id, ..take };
    assert_eq!(send(&ground, 1, &take).await?, Outcome::Accepted);
    let rows = whole_feed(&ground, Scope::Person(person(1))).await?;
    let last = rows.into_iter().next_back().map(|row| row.entry);
    assert!(matches!(last, Some(Entry::Consent(view)) if !view.given && view.consent.purpose.as_str() == "photos"));
    Ok(())
}
