//! Which key signs: whether this database and this key belong together, and handing over to a new key.
//!
//! **Invariant:** a key is only replaced by one that phones will believe, so it is looked at before anything is written.

use std::sync::PoisonError;

use catalogue::head::KeyBytes;

use super::line::Line;
use super::{PublishError, Publisher, Wish};
use crate::keys::Keys;
use crate::store::Tx;

impl Publisher {
    /// Makes a new key, signed by the one that phones believe, and signs the newest head with it. Gives the new public
    /// key. If phones do not believe this publisher's key, the key stays as it is.
    pub async fn hand_over(&self, now_ms: i64) -> Result<KeyBytes, PublishError> {
        let mut tx = self.store.read().await?;
        let checked = self.check(&mut tx).await;
        tx.roll_back().await?;
        checked?;
        let public = {
            let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
            *keys = keys.rotate()?;
            keys.public()
        };
        self.sign_again(now_ms).await?;
        Ok(public)
    }

    /// Whether this publisher may publish from the database as the transaction sees it.
    pub async fn check(&self, tx: &mut Tx) -> Result<(), PublishError> {
        let line = Line::read(tx).await?;
        self.keys_for(&line, Wish::Signature).map(drop)
    }

    /// The key to sign with, if this database and this key belong together. A key that was handed over by another
    /// process is read again.
    pub(super) fn keys_for(&self, line: &Line, wish: Wish) -> Result<Keys, PublishError> {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        if wish == Wish::Signature || !line.accepts(&keys) {
            *keys = keys.read_again()?;
        }
        if !line.accepts(&keys) {
            return Err(PublishError::OtherKey);
        }
        if let Some(remembered) = keys.remembers_more_than(line.epoch, line.revision())? {
            return Err(PublishError::DatabaseIsBehind { remembered, found: line.revision() });
        }
        Ok(keys.clone())
    }
}
