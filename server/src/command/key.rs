//! `mangrove key`: shows the public key, or hands over to a new one.

use server::publish::{Publisher, Settings};

use super::place::now_ms;
use super::{CommandError, Outcome, print};
use crate::config::{Key, KeyAction, Place};

pub async fn run(place: &Place, wishes: Key) -> Result<Outcome, CommandError> {
    let store = place.held_store().await?;
    let keys = place.keys()?;
    match wishes.action {
        None => print(&hex(&keys.public())),
        Some(KeyAction::Rotate) => {
            let new = Publisher::new(store, keys, Settings::default()).hand_over(now_ms()).await?;
            print(&format!("{}\nThe old key has signed this one; phones follow at their next visit.", hex(&new)));
        }
    }
    Ok(Outcome::Done)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
