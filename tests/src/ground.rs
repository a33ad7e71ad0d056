//! A database, a key's folder and a publisher, on either database; and records to put into them.

use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Result;
use model::{Record, RecordId};
use serde_json::json;
use server::auth::Means;
use server::commit::{Batch, BatchReport, commit};
use server::fault::Faults;
use server::keys::{Keys, Seals, Secret};
use server::mail::Post;
use server::publish::{FAST_QUALITY, Published, Publisher, Settings};
use server::store::{Database, Store};

use crate::postgres::Postgres;

/// Makes of each function that takes a [`Ground`] one test on SQLite and one on PostgreSQL.
#[macro_export]
macro_rules! on_both_databases {
    ($($name:ident)*) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $name() -> anyhow::Result<()> { super::$name($crate::ground::Ground::sqlite().await?).await })*
        }
        mod postgres {
            $(#[tokio::test]
            async fn $name() -> anyhow::Result<()> { super::$name($crate::ground::Ground::postgres().await?).await })*
        }
    };
}

/// 2026-01-01, as good a day to begin as any.
pub const BEGIN_MS: i64 = 1_767_225_600_000;
pub const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What a test of the truth stands on.
pub struct Ground {
    pub store: Store,
    pub publisher: Publisher,
    /// As the server of this folder would sign tickets.
    pub seals: Seals,
    pub database: Database,
    pub folder: tempfile::TempDir,
    _postgres: Option<Postgres>,
}

impl Ground {
    pub async fn sqlite() -> Result<Self> {
        Self::sqlite_with(Faults::default()).await
    }

    pub async fn sqlite_with(faults: Faults) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let database = Database::choose(folder.path(), None)?;
        Self::on(database, folder, None, faults).await
    }

    pub async fn postgres() -> Result<Self> {
        Self::postgres_with(Faults::default()).await
    }

    pub async fn postgres_with(faults: Faults) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let postgres = Postgres::start()?;
        let database = Database::choose(folder.path(), Some(&postgres.url()))?;
        Self::on(database, folder, Some(postgres), faults).await
    }

    async fn on(database: Database, folder: tempfile::TempDir, pg: Option<Postgres>, faults: Faults) -> Result<Self> {
        let store = Store::open_with(&database, faults).await?;
        let publisher = publisher(&store, folder.path())?;
        let seals = Seals::of(&Secret::open(folder.path())?);
        Ok(Ground { store, publisher, seals, database, folder, _postgres: pg })
    }

    pub async fn commit(&self, records: impl IntoIterator<Item = Record>) -> Result<BatchReport> {
        Ok(commit(&self.store, &Batch::new("test", BEGIN_MS).with(records)).await?)
    }

    pub async fn publish(&self, now_ms: i64) -> Result<Published> {
        Ok(self.publisher.publish(now_ms).await?)
    }

    /// Commits records and publishes them.
    pub async fn show(&self, records: impl IntoIterator<Item = Record>, now_ms: i64) -> Result<Published> {
        self.commit(records).await?;
        self.publish(now_ms).await
    }

    /// The newest published revision.
    pub fn revision(&self) -> u64 {
        self.store.head().map_or(0, |head| head.head.revision)
    }
}

pub fn publisher(store: &Store, folder: &Path) -> Result<Publisher> {
    let settings = Settings { brotli_quality: FAST_QUALITY, ..Settings::default() };
    Ok(Publisher::new(store.clone(), Keys::open(folder, None)?, settings))
}

/// What people sign in with: a secret in the folder, letters beside it, and the time of the system.
pub fn means(folder: &Path) -> Result<Means> {
    let post = Post::folder(&folder.join("mail"));
    Ok(Means { secret: Secret::open(folder)?, post, clock: Arc::new(now_ms) })
}

fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
}

/// The id of the institution of a number.
pub fn id(number: u64) -> RecordId {
    RecordId::derived("test", &number.to_string())
}

/// An institution of a number, with a name that says so.
pub fn institution(number: u64, name: &str) -> Record {
    institution_with(id(number), name, json!({}))
}

/// An institution with more keys.
pub fn institution_with(id: RecordId, name: &str, more: serde_json::Value) -> Record {
    let mut value = json!({
        "id": id,
        "kind": "institution",
        "names": [{"text": name, "lang": "en", "use": "official"}],
        "countries": ["MY"],
        "standing": {"state": "active"},
        "source": {"title": "A test"},
        "verified_on": "2026-01-01",
    });
    if let (Some(value), Some(more)) = (value.as_object_mut(), more.as_object()) {
        value.extend(more.clone());
    }
    serde_json::from_value(value).expect("the record is well formed")
}

/// `count` institutions, from a number on.
pub fn institutions(from: u64, count: u64, word: &str) -> Vec<Record> {
    (from..from + count).map(|number| institution(number, &format!("{word} institute of science {number}"))).collect()
}
