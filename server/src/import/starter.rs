//! The starter data: records that are part of the program, imported like any others.

use model::Day;

use super::material::{Form, Material};
use super::{Held, Plan, Planner, lines};

/// One file a kind; what others point to comes first.
const FILES: [(&str, &str); 10] = [
    ("term.jsonl", include_str!("../../starter/term.jsonl")),
    ("country.jsonl", include_str!("../../starter/country.jsonl")),
    ("institution.jsonl", include_str!("../../starter/institution.jsonl")),
    ("policy.jsonl", include_str!("../../starter/policy.jsonl")),
    ("programme.jsonl", include_str!("../../starter/programme.jsonl")),
    ("event.jsonl", include_str!("../../starter/event.jsonl")),
    ("project.jsonl", include_str!("../../starter/project.jsonl")),
    ("technology.jsonl", include_str!("../../starter/technology.jsonl")),
    ("agreement.jsonl", include_str!("../../starter/agreement.jsonl")),
    ("figure.jsonl", include_str!("../../starter/figure.jsonl")),
];

/// The plan that adds the starter data to what is held.
pub fn starter(held: Held, today: Day) -> Plan {
    let mut planner = Planner::new(held);
    for (name, text) in FILES {
        let material = Material { name: name.into(), bytes: text.as_bytes().to_vec(), form: Form::JsonLines };
        lines::read(&material, today, &mut planner).expect("the starter data's lines are short");
    }
    planner.finish()
}
