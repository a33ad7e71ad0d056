//! A camp to try registering with: open from the day that it is made, marked as made up like all of the demo set. It has
//! each kind of question, groups, rules and consents, so that everybody can see what a form can ask.

use model::{Day, Record, RecordId};
use serde_json::json;

use super::parts::MADE_ON;

/// Days that it lasts. One can register until the last.
const DAYS: i64 = 30;
const FITS: &str = "the practice camp is well formed, as its test shows";

/// The camp that begins on this day.
pub fn camp(today: Day) -> Record {
    let last = Day::of_number(today.first_day_number() + DAYS).unwrap_or(today);
    let option = |key: &str, en: &str, zh: &str| json!({"key": key, "label": {"en": en, "zh-Hans": zh}});
    let countries = ["BN", "KH", "CN", "ID", "LA", "MY", "MM", "PH", "SG", "TH", "TL", "VN"].map(|code| {
        let (en, zh) = called(code);
        option(&code.to_ascii_lowercase(), en, zh)
    });
    let questions = json!([
        {"key": "born", "label": {"en": "Day of birth", "zh-Hans": "出生日期"}, "required": true, "tells": "born",
            "ask": "date", "earliest": "1930-01-01", "latest": "2015-12-31"},
        {"key": "country", "label": {"en": "Country", "zh-Hans": "国家"}, "required": true, "tells": "country",
            "ask": "choice", "options": countries},
        {"key": "visa", "label": {"en": "Do you need an invitation letter for a visa?", "zh-Hans": "需要签证邀请函吗？"},
            "required": true, "ask": "choice", "options": [option("yes", "Yes", "需要"), option("no", "No", "不需要")]},
        {"key": "passport", "label": {"en": "Name as in your passport", "zh-Hans": "护照上的姓名"}, "required": true,
            "shown_if": {"question": "visa", "any_of": ["yes"]}, "ask": "text", "max_chars": 80, "lines": 1},
        {"key": "fields", "label": {"en": "What do you work on?", "zh-Hans": "从事的领域"}, "ask": "several", "least": 1, "most": 3,
            "options": [option("agriculture", "Agriculture", "农业"), option("energy", "Energy", "能源"),
                option("health", "Health", "健康"), option("digital", "Digital technology", "数字技术")]},
        {"key": "team", "label": {"en": "People in your team", "zh-Hans": "团队人数"}, "ask": "number", "least": "1", "most": "500", "step": "1"},
        {"key": "building", "label": {"en": "What are you building?", "zh-Hans": "您在做什么项目？"},
            "hint": {"en": "Two or three sentences. Any language.", "zh-Hans": "两三句话，任何语言均可。"},
            "required": true, "ask": "text", "max_chars": 600, "lines": 4},
        {"key": "deck", "label": {"en": "A page about your project", "zh-Hans": "项目介绍"}, "ask": "file", "kinds": ["pdf", "jpeg", "png"], "max_bytes": 5_242_880},
        {"key": "rules", "label": {"en": "I keep to the rules of the camp.", "zh-Hans": "我遵守训练营规则。"}, "required": true, "ask": "agreement"}
    ]);
    let consents = json!([
        {"purpose": "selection", "required": true, "texts": {
            "en": "The organiser may read this form to choose participants.", "zh-Hans": "主办方可阅读此表以选择参加者。"}},
        {"purpose": "sharing", "texts": {
            "en": "Share my name and project with other participants.", "zh-Hans": "向其他参加者公开我的姓名和项目。"}}
    ]);
    let session = |key: &str, title: &str, begins: &str, ends: &str| json!({"key": key, "title": title, "room": "Hall B", "begins": format!("{today}T{begins}:00+08:00"), "ends": format!("{today}T{ends}:00+08:00")});
    let camp = json!({
        "id": RecordId::derived("demo", "practice camp"), "kind": "event", "demo": true, "form": "camp",
        "names": [
            {"text": "Practice camp: try out registration", "lang": "en", "use": "official"},
            {"text": "练习营：试用报名", "lang": "zh-Hans", "use": "official"}
        ],
        "countries": ["CN"], "standing": {"state": "active"},
        "summary": "A camp that does not take place. Register, get a ticket, check in at the door, withdraw: nothing of it counts.",
        "source": {"title": "Synthetic demonstration data", "published": MADE_ON}, "verified_on": MADE_ON,
        "begins": today, "ends": last, "zone": "Asia/Shanghai",
        "sessions": [
            session("opening", "Opening", "09:00", "10:00"), session("pitch", "How to pitch", "10:30", "12:00"),
            session("visit", "Visit to a technology park", "14:00", "17:00")
        ],
        "registration": {
            "opens": format!("{today}T00:00:00+08:00"), "closes": format!("{last}T23:00:00+08:00"), "places": 60,
            "offer_hours": 24, "completion": 2,
            "groups": [option("founder", "Founder", "创业者"), option("mentor", "Mentor", "导师"), option("visitor", "Visitor", "观摩")],
            "quotas": [{"by": "group", "value": "mentor", "places": 10}],
            "rules": [{"rule": "age_between", "least": 16, "most": 45, "on": today}],
            "form": {"version": 1, "questions": questions},
            "consents": consents,
        }
    });
    serde_json::from_value(camp).expect(FITS)
}

fn called(code: &str) -> (&'static str, &'static str) {
    match code {
        "BN" => ("Brunei", "文莱"),
        "KH" => ("Cambodia", "柬埔寨"),
        "CN" => ("China", "中国"),
        "ID" => ("Indonesia", "印度尼西亚"),
        "LA" => ("Laos", "老挝"),
        "MY" => ("Malaysia", "马来西亚"),
        "MM" => ("Myanmar", "缅甸"),
        "PH" => ("Philippines", "菲律宾"),
        "SG" => ("Singapore", "新加坡"),
        "TH" => ("Thailand", "泰国"),
        "VN" => ("Vietnam", "越南"),
        _ => ("Timor-Leste", "东帝汶"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_camp_is_well_formed_on_every_day_and_one_can_register_on_the_first() {
        for today in ["2026-11-21", "2027-02-28", "2028-12-31"] {
            let today = Day::parse(today).unwrap();
            let model::Detail::Event(event) = camp(today).detail else { panic!("a camp is an event") };
            let registration = event.registration.unwrap();
            assert_eq!(registration.check(), []);
            assert_eq!(
                (event.begins, registration.closes.day().first_day_number()),
                (Some(today), today.first_day_number() + DAYS)
            );
        }
    }
}
