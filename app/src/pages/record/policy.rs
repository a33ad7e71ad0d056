//! A policy: for whom, what it gives, on which conditions, from when to when. Who keeps it is a link.

use catalogue::Card;
use leptos::prelude::*;

use super::body::Body;
use super::facts::FactList;
use crate::state::words::t_count;

pub fn details(card: &Card, body: Body<'_>) -> AnyView {
    let texts = |key: &str| body.texts(key).into_iter().map(str::to_owned).collect::<Vec<_>>();
    let decision = body.number("decision_working_days").map(|days| t_count("count.working_day", days));
    let audience = texts("audience");
    let list = FactList::new().when(body.day("begins"), body.day("ends"));
    let list =
        if audience.is_empty() { list.asked("fact.audience", None) } else { list.list("fact.audience", audience) };
    list.asked("fact.policy_benefit", body.text("benefit").map(str::to_owned))
        .list("fact.conditions", texts("conditions"))
        .if_any("fact.decision", decision)
        .fields(card)
        .place(card)
        .view()
}
