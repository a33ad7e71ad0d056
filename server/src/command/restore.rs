//! `mangrove restore`: fills an empty database from a backup, in a new epoch.

use super::place::now_ms;
use super::{CommandError, Outcome, print};
use crate::config::{Place, Restore};

pub async fn run(place: &Place, wishes: Restore) -> Result<Outcome, CommandError> {
    let publisher = place.publisher().await?;
    server::backup::restore(&publisher, &wishes.file, now_ms()).await?;
    let count = publisher.store().count_records().await?;
    print(&format!("Restored {count} records. Phones catch up by themselves."));
    Ok(Outcome::Done)
}
