//! `mangrove demo`: adds made-up records as one batch.

use server::import::{Amount, plan_records, report};

use super::place::today;
use super::{CommandError, Outcome, held, import, print};
use crate::config::{Demo, Place};

pub async fn run(place: &Place, wishes: Demo) -> Result<Outcome, CommandError> {
    let store = place.store().await?;
    let held = held::all(&store).await?;
    let camp = server::demo::practice_camp(today());
    let records = server::demo::records(wishes.seed, wishes.records).chain([camp]);
    let plan = plan_records("demo", records, held);
    let outcome = if plan.problems.is_empty() { Outcome::Done } else { Outcome::Problems };
    print(&report(&plan, Amount::Short));
    import::apply(&store, &format!("demo, seed {}", wishes.seed), plan).await?;
    Ok(outcome)
}
