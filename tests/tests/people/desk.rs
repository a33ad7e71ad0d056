//! The desk over the network: lists to take away, the audit trail, and who gives which role.

use anyhow::Result;
use model::RecordId;
use serde_json::{Value, json};
use tests::ground::{BEGIN_MS, Ground, id};

use crate::desk_events::{admin, camp, camp_id, held, save};
use crate::town::{Browser, Town};

tests::on_both_databases! {
    a_list_to_take_away_is_safe_in_a_spreadsheet_and_for_organisers_alone
    the_audit_trail_says_what_was_done_and_by_whom
    an_organiser_gives_the_roles_of_their_own_event_alone
}

const EXPORT: &str = "/api/v1/desk_export";
const AUDIT: &str = "/api/v1/audit";
const ROLES: &str = "/api/v1/roles";
const GIVE: &str = "/api/v1/role_give";
const TAKE: &str = "/api/v1/role_take";

/// A camp of Ana, and Ben registered for it as somebody whose name is a formula.
async fn with_one_registration(ground: Ground) -> Result<(Town, Browser, Browser)> {
    let town = Town::open(ground).await?;
    let mut ana = admin(&town).await?;
    save(&mut ana, None, camp()).await?;
    let mut ben = town.signed_in("ben@example.org").await?;
    let person = ben.me().await?.json()["person"].clone();
    let registered = json!({
        "id": RecordId::made_at(BEGIN_MS as u64, [4; 10]), "made_ms": BEGIN_MS, "act": "registered", "event": camp_id(),
        "form": 1, "answers": {"country": {"choice": "vn"}}, "consents": [], "name": {"full": "=HYPERLINK(\"x\")"},
    });
    let pushed = ben.post("/api/v1/push", json!({"person": person, "commands": [registered]})).await?;
    assert_eq!(pushed.json()["receipts"][0]["outcome"], "accepted");
    Ok((town, ana, ben))
}

async fn a_list_to_take_away_is_safe_in_a_spreadsheet_and_for_organisers_alone(ground: Ground) -> Result<()> {
    let (town, mut ana, mut ben) = with_one_registration(ground).await?;
    let ask = |kind: &str| json!({"event": camp_id(), "kind": kind, "language": "zh-Hans"});
    assert_eq!(ben.post(EXPORT, ask("csv")).await?.status, 403);
    assert_eq!(town.browser().post(EXPORT, ask("csv")).await?.status, 401);
    let csv = ana.post(EXPORT, ask("csv")).await?;
    assert_eq!((csv.status, csv.all("cache-control")), (200, vec!["private, no-store"]));
    assert!(csv.text.contains("姓名") && csv.text.contains(",国家\n"), "{}", csv.text);
    assert!(csv.text.contains("\"'=HYPERLINK(") && csv.text.contains("ben@example.org"), "{}", csv.text);
    // The label in the reader's language, not the key of the country's column.
    assert!(csv.text.contains(",VN,,accepted,,1,") && csv.text.contains(",vn\n"), "{}", csv.text);
    let workbook = ana.post(EXPORT, ask("xlsx")).await?;
    assert!(workbook.status == 200 && workbook.text.contains("PK"));
    assert!(town.metrics().await?.contains("mangrove_exports_total 2"));
    let nowhere = json!({"event": id(99), "kind": "csv", "language": "en"});
    assert_eq!(ana.post(EXPORT, nowhere).await?.status, 400);
    Ok(())
}

async fn the_audit_trail_says_what_was_done_and_by_whom(ground: Ground) -> Result<()> {
    let (_town, mut ana, mut ben) = with_one_registration(ground).await?;
    ana.post(EXPORT, json!({"event": camp_id(), "kind": "csv", "language": "en"})).await?;
    let ask = |after: u64| json!({"event": camp_id(), "after": after});
    assert_eq!(ben.post(AUDIT, ask(0)).await?.status, 403);
    let trail = ana.post(AUDIT, ask(0)).await?.json();
    let said: Vec<(&str, &str)> = trail["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["act"].as_str().unwrap(), line["by"].as_str().unwrap()))
        .collect();
    let (a, b) = ("ana@example.org", "ben@example.org");
    assert_eq!(said, [("event_saved", a), ("registered", b), ("exported", a)]);
    assert_eq!((&trail["chain"], &trail["more"]), (&json!({"chain": "whole", "lines": 3}), &json!(false)));
    let rest = ana.post(AUDIT, ask(2)).await?.json();
    assert_eq!((rest["lines"].as_array().unwrap().len(), &rest["chain"]), (1, &Value::Null));
    Ok(())
}

async fn an_organiser_gives_the_roles_of_their_own_event_alone(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut ana = admin(&town).await?;
    save(&mut ana, None, camp()).await?;
    let mut ben = town.signed_in("ben@example.org").await?;
    let give = |email: &str, role: Value| json!({"email": email, "role": role});
    let organiser = json!({"role": "organiser", "event": camp_id()});
    let door = json!({"role": "door", "event": camp_id()});
    assert_eq!(ben.post(GIVE, give("ben@example.org", organiser.clone())).await?.status, 403);
    assert_eq!(ben.post(ROLES, json!({"event": camp_id()})).await?.status, 403);
    assert_eq!(ana.post(GIVE, give("BEN@example.org", organiser.clone())).await?.text, "true");
    assert_eq!(ana.post(GIVE, give("ben@example.org", organiser.clone())).await?.text, "false");
    assert_eq!(ben.post(GIVE, give("eva@example.org", door.clone())).await?.text, "true");
    for role in [
        json!({"role": "admin"}),
        json!({"role": "contact", "country": "LA"}),
        json!({"role": "organiser", "event": id(1)}),
        json!({"role": "door", "event": id(1)}),
    ] {
        assert_eq!(ben.post(GIVE, give("ben@example.org", role.clone())).await?.status, 403, "{role}");
        assert_eq!(ben.post(TAKE, give("ana@example.org", role.clone())).await?.status, 403, "{role}");
        assert_eq!(ana.post(GIVE, give("eva@example.org", role)).await?.status, 200);
    }
    assert_eq!(ana.post(GIVE, give("eva@example.org", json!({"role": "queen"}))).await?.status, 400);
    let roles = ben.post(ROLES, json!({"event": camp_id()})).await?.json();
    let who: Vec<(&str, &str)> = roles
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["email"].as_str().unwrap(), line["role"].as_str().unwrap()))
        .collect();
    assert_eq!(who.len(), 3);
    for line in [("ana@example.org", "organiser"), ("BEN@example.org", "organiser"), ("eva@example.org", "door")] {
        assert!(who.iter().any(|(email, role)| email.eq_ignore_ascii_case(line.0) && *role == line.1), "{who:?}");
    }
    assert_eq!(ben.post(TAKE, give("eva@example.org", door)).await?.text, "true");
    assert_eq!(ana.post(TAKE, give("ben@example.org", organiser)).await?.text, "true");
    assert_eq!(ben.post(ROLES, json!({"event": camp_id()})).await?.status, 403);
    assert_eq!(held(&town).await?["kind"], "event");
    Ok(())
}
