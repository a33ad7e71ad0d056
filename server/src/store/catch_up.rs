//! What a phone at some revision needs in order to be at the newest. Phones at one revision share one answer.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use catalogue::{Edition, FileName, SignedHead, limit, tier};
use sqlx::Row;

use super::{Encoding, FileBytes, Store, StoreError};

/// Answers kept in memory; phones that come often stand at few revisions.
const ANSWERS_KEPT: usize = 512;

/// What closes the gap between a phone and the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CatchUp {
    /// Nothing was ever published.
    NoHead,
    UpToDate,
    Behind {
        head: Arc<SignedHead>,
        /// Delta files in the order to apply them. Empty if deltas do not reach back that far, or are too many bytes:
        /// then the edition says what to fetch.
        deltas: Vec<Vec<u8>>,
    },
}

/// The answers to one head.
#[derive(Default)]
pub(super) struct Answers(Mutex<HashMap<(FileName, u64), Arc<CatchUp>>>);

impl Answers {
    pub(super) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn get(&self, key: &(FileName, u64)) -> Option<Arc<CatchUp>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn keep(&self, key: (FileName, u64), answer: &Arc<CatchUp>) {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.len() < ANSWERS_KEPT {
            answers.insert(key, Arc::clone(answer));
        }
    }
}

impl Store {
    /// Answers a phone that holds `revision` of `epoch`.
    pub async fn catch_up(&self, epoch: [u8; 16], revision: u64) -> Result<Arc<CatchUp>, StoreError> {
        let Some(head) = self.head() else { return Ok(Arc::new(CatchUp::NoHead)) };
        let same_epoch = head.head.epoch == epoch;
        if same_epoch && head.head.revision == revision {
            return Ok(Arc::new(CatchUp::UpToDate));
        }
        let reachable = same_epoch && (head.head.horizon..head.head.revision).contains(&revision);
        if !reachable {
            return Ok(Arc::new(CatchUp::Behind { head, deltas: Vec::new() }));
        }
        let key = (FileName::of(&head.bytes), revision);
        if let Some(answer) = self.0.answers.get(&key) {
            return Ok(answer);
        }
        let deltas = self.deltas_from(&head, revision).await?;
        let answer = Arc::new(CatchUp::Behind { head, deltas });
        self.0.answers.keep(key, &answer);
        Ok(answer)
    }

    async fn deltas_from(&self, head: &SignedHead, held: u64) -> Result<Vec<Vec<u8>>, StoreError> {
        let Some(edition) = self.edition(head.head.edition).await? else { return Ok(Vec::new()) };
        let steps = tier::close_gap(held, head.head.revision, &edition.deltas).unwrap_or_default();
        let bytes: u64 = steps.iter().map(|step| u64::from(step.bytes)).sum();
        let mut deltas = Vec::new();
        if bytes <= limit::CATCH_UP_BYTES as u64 {
            for step in steps {
                match self.file(step.file, Encoding::Raw).await? {
                    Some(FileBytes::Here(bytes)) => deltas.push(bytes),
                    Some(FileBytes::Gone) | None => return Ok(Vec::new()),
                }
            }
        }
        Ok(deltas)
    }

    /// The edition of a name, if it is held.
    pub async fn edition(&self, name: FileName) -> Result<Option<Edition>, StoreError> {
        let query = sqlx::query("SELECT raw FROM file WHERE name = $1").bind(name.as_bytes().to_vec());
        let row = query.fetch_optional(&self.0.pool).await?;
        let raw: Option<Vec<u8>> = row.map(|row| row.try_get(0)).transpose()?.flatten();
        raw.map(|raw| Ok(Edition::read(raw)?)).transpose()
    }
}
