//! `mangrove purge`: takes a record's text out of the truth and out of every published file.

use super::place::now_ms;
use super::{CommandError, Outcome, print};
use crate::config::{Place, Purge};

pub async fn run(place: &Place, wishes: Purge) -> Result<Outcome, CommandError> {
    let publisher = place.held_publisher().await?;
    match publisher.purge(wishes.id, now_ms()).await? {
        Some(_) => {
            print(&format!("{} is gone, and no published file holds its text. Backups may still hold it.", wishes.id));
            Ok(Outcome::Done)
        }
        None => Err(CommandError::NoSuchRecord(wishes.id.to_string())),
    }
}
