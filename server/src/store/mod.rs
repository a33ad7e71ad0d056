//! The database: the only place with SQL. One file a table; each adds its statements to [`Tx`] or to [`Store`].
//!
//! SQLite by default, PostgreSQL by `--database postgres://…`, through the same statements. What differs is small and
//! stands in [`dialect`]. Ids are 16 bytes, hashes and names 32, times are milliseconds since 1970.
//!
//! Three ways in: [`Store::read`] sees one moment, [`Store::write`] changes the truth, [`Store::publish`] is a write
//! that no other publisher can take at the same time. Small reads of one statement go straight to the pool.
//!
//! **Invariant:** nothing here decides anything; `commit` and `publish` do. Nothing outside writes SQL.

mod connect;
mod dialect;
mod error;
mod schema;
mod statement;

mod asset;
mod attachment;
mod attendance;
mod audit;
mod batch;
mod catch_up;
mod change;
mod check_in;
mod code;
mod command;
mod consent;
mod door;
mod dump;
mod erasure;
mod feed;
mod file;
mod foreign;
mod head;
mod held;
mod letter;
mod meta;
mod person;
mod profile;
mod published;
mod record;
mod registration;
mod revision;
mod role;
mod seat;
mod session;
mod twin;

pub use asset::Asset;
pub use attachment::Attachment;
pub use attendance::{AttendanceRow, CertificateRow};
pub use audit::AuditLine;
pub use batch::{BatchId, BatchLine};
pub use catch_up::CatchUp;
pub use change::{OpenRow, Undoable};
pub use code::{AskedBefore, Hash, SentCode, TriedCode};
pub use command::CommandLine;
pub use dialect::Database;
pub use door::{DoorPairing, DoorPhone};
pub use dump::DumpError;
pub use erasure::{Erasure, ErasureCounts};
pub use error::StoreError;
pub use feed::About;
pub use file::{Encoding, FileBytes, PackedFile};
pub use letter::DueLetter;
pub use person::Person;
pub use registration::RegistrationRow;
pub use revision::RevisionLine;
pub use role::{RoleHolder, RoleWords};
pub use session::{Session, SessionId};
pub use twin::{Alike, Mark};

use std::sync::Arc;
use std::time::Duration;

use catalogue::SignedHead;
use sqlx::any::AnyPoolOptions;
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyPool};
use tokio::sync::{Mutex, OwnedMutexGuard, watch};

use crate::fault::{Faults, Point};
use dialect::Dialect;

/// Connections to one database.
const CONNECTIONS: u32 = 24;
/// How long a caller waits for a free connection.
const ACQUIRE_WAIT: Duration = Duration::from_secs(60);

/// A handle on the database; cheap to clone.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    pool: AnyPool,
    dialect: Dialect,
    /// SQLite has one writer. Waiting here is fair; waiting in SQLite is polling.
    turn: Arc<Mutex<()>>,
    head: watch::Sender<Option<Arc<SignedHead>>>,
    answers: catch_up::Answers,
    faults: Faults,
}

impl Store {
    /// Opens the database, makes or upgrades its tables, and reads the head.
    pub async fn open(database: &Database) -> Result<Self, StoreError> {
        Self::open_with(database, Faults::from_environment()).await
    }

    /// Opens the database with faults, for tests.
    pub async fn open_with(database: &Database, faults: Faults) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        let dialect = database.dialect();
        connect::try_once(database).await?;
        let options = AnyPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(ACQUIRE_WAIT);
        let options = options.after_connect(move |conn, _| Box::pin(dialect.prepare(conn)));
        let pool = options.connect(&database.url()).await?;
        dialect.check_version(&pool).await?;
        let inner = Inner {
            pool,
            dialect,
            turn: Arc::default(),
            head: watch::Sender::new(None),
            answers: catch_up::Answers::default(),
            faults,
        };
        let store = Store(Arc::new(inner));
        schema::make(&store).await?;
        store.refresh_head().await?;
        Ok(store)
    }

    /// A transaction that reads one moment of the database.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        self.begin(self.0.dialect.begin_read(), Turn::None).await
    }

    /// A transaction that writes.
    pub async fn write(&self) -> Result<Tx, StoreError> {
        self.begin(self.0.dialect.begin_write(), Turn::Writer).await
    }

    /// A transaction that writes, and that only one publisher at a time can hold, whatever process it is in.
    ///
    /// On PostgreSQL the lock comes before `BEGIN`, so that the snapshot is never older than the last publication.
    pub async fn publish(&self) -> Result<Tx, StoreError> {
        self.begin(self.0.dialect.begin_publish(), Turn::Publisher).await
    }

    pub async fn close(&self) {
        self.0.pool.close().await;
    }

    /// Makes sure that what was deleted is not left in the database's files.
    pub async fn erase_deleted(&self) -> Result<(), StoreError> {
        let _turn = self.0.turn.lock().await;
        for statement in self.0.dialect.erase_deleted() {
            sqlx::query(*statement).execute(&self.0.pool).await?;
        }
        Ok(())
    }

    async fn begin(&self, begin: &'static str, turn: Turn) -> Result<Tx, StoreError> {
        let wait = self.0.dialect.has_one_writer() && turn != Turn::None;
        let guard = if wait { Some(Arc::clone(&self.0.turn).lock_owned().await) } else { None };
        let conn = self.0.pool.acquire().await?;
        let mut tx = Tx { conn, dialect: self.0.dialect, faults: self.0.faults.clone(), state: State::Open, guard };
        if turn == Turn::Publisher {
            if let Some(lock) = self.0.dialect.lock_publisher() {
                sqlx::query(lock).execute(&mut *tx.conn).await?;
                tx.state = State::OpenLocked;
            }
            tx.reach(Point::PublishLocked).await;
        }
        sqlx::query(begin).execute(&mut *tx.conn).await?;
        Ok(tx)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    None,
    Writer,
    Publisher,
}

/// A transaction. Dropped without [`Tx::commit`], it never happened.
pub struct Tx {
    conn: PoolConnection<Any>,
    dialect: Dialect,
    faults: Faults,
    state: State,
    /// Held until the transaction has ended.
    #[expect(dead_code, reason = "held for its drop")]
    guard: Option<OwnedMutexGuard<()>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    OpenLocked,
    Ended,
}

impl Tx {
    pub async fn commit(mut self) -> Result<(), StoreError> {
        self.end("COMMIT").await
    }

    pub async fn roll_back(mut self) -> Result<(), StoreError> {
        self.end("ROLLBACK").await
    }

    /// Borrows nothing while it waits: a connection may not be shared between threads, only moved.
    pub fn reach(&self, point: Point) -> impl Future<Output = ()> + Send + use<> {
        let faults = self.faults.clone();
        async move { faults.reach(point).await }
    }

    async fn end(&mut self, statement: &'static str) -> Result<(), StoreError> {
        sqlx::query(statement).execute(&mut *self.conn).await?;
        if self.state == State::OpenLocked
            && let Some(unlock) = self.dialect.unlock_publisher()
        {
            sqlx::query(unlock).execute(&mut *self.conn).await?;
        }
        self.state = State::Ended;
        Ok(())
    }
}

impl Drop for Tx {
    /// A connection with an open transaction or a lock must not go back to the pool; closing it gives up both.
    fn drop(&mut self) {
        if self.state != State::Ended {
            self.conn.close_on_drop();
        }
    }
}

impl Store {
    pub async fn reach(&self, point: Point) {
        self.0.faults.reach(point).await;
    }
}
