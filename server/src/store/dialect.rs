//! What differs between SQLite and PostgreSQL, all in one place.

use std::path::{Path, PathBuf};

use sqlx::{AnyConnection, AnyPool, Row};

use super::StoreError;

/// Where the truth is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// A SQLite file.
    File(PathBuf),
    /// An address that begins with `postgres://`.
    Postgres(String),
}

/// The SQLite file in a data folder.
const FILE_NAME: &str = "mangrove.db";
/// Earlier versions can lose a commit when a checkpoint meets a writer.
const SQLITE_WANTED: (&str, [u32; 3]) = ("3.51.3", [3, 51, 3]);

impl Database {
    /// The database of a data folder, or the one that `--database` names.
    pub fn choose(data: &Path, url: Option<&str>) -> Result<Self, StoreError> {
        match url {
            None => Ok(Database::File(data.join(FILE_NAME))),
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                Ok(Database::Postgres(url.to_owned()))
            }
            Some(url) => {
                let path = url.strip_prefix("sqlite:").map(|path| path.strip_prefix("//").unwrap_or(path));
                let path = path.filter(|path| !path.is_empty()).ok_or_else(|| StoreError::Address(url.to_owned()))?;
                Ok(Database::File(PathBuf::from(path)))
            }
        }
    }

    /// The address as the driver takes it.
    pub fn url(&self) -> String {
        match self {
            Database::Postgres(url) => url.clone(),
            Database::File(path) => {
                let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
                let mut url = "sqlite://".to_owned();
                for byte in path.to_string_lossy().bytes() {
                    match byte {
                        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => url.push(byte as char),
                        _ => url.push_str(&format!("%{byte:02X}")),
                    }
                }
                url + "?mode=rwc"
            }
        }
    }

    pub(super) fn dialect(&self) -> Dialect {
        match self {
            Database::File(_) => Dialect::Sqlite,
            Database::Postgres(_) => Dialect::Postgres,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Sqlite,
    Postgres,
}

/// What each SQLite connection is told. Deleted bytes are overwritten, because of `purge`.
const SQLITE_CONNECTION: [&str; 5] = [
    "PRAGMA busy_timeout = 30000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
];

impl Dialect {
    pub(super) async fn prepare(self, conn: &mut AnyConnection) -> Result<(), sqlx::Error> {
        if self == Dialect::Sqlite {
            for pragma in SQLITE_CONNECTION {
                sqlx::query(pragma).execute(&mut *conn).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn check_version(self, pool: &AnyPool) -> Result<(), StoreError> {
        if self == Dialect::Postgres {
            return Ok(());
        }
        let found: String = sqlx::query("SELECT sqlite_version()").fetch_one(pool).await?.try_get(0)?;
        let numbers: Vec<u32> = found.split('.').map(|part| part.parse().unwrap_or(0)).collect();
        let (wanted, least) = SQLITE_WANTED;
        if numbers.as_slice() < least.as_slice() { Err(StoreError::OldSqlite { found, wanted }) } else { Ok(()) }
    }

    pub(super) fn has_one_writer(self) -> bool {
        self == Dialect::Sqlite
    }

    pub(super) fn begin_read(self) -> &'static str {
        match self {
            Dialect::Sqlite => "BEGIN",
            Dialect::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        }
    }

    pub(super) fn begin_write(self) -> &'static str {
        match self {
            Dialect::Sqlite => "BEGIN IMMEDIATE",
            Dialect::Postgres => "BEGIN",
        }
    }

    pub(super) fn begin_publish(self) -> &'static str {
        match self {
            Dialect::Sqlite => "BEGIN IMMEDIATE",
            Dialect::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE",
        }
    }

    pub(super) fn lock_publisher(self) -> Option<&'static str> {
        (self == Dialect::Postgres).then_some("SELECT CAST(pg_advisory_lock(7766554401) AS TEXT)")
    }

    pub(super) fn unlock_publisher(self) -> Option<&'static str> {
        (self == Dialect::Postgres).then_some("SELECT CAST(pg_advisory_unlock(7766554401) AS TEXT)")
    }

    /// Commits that may have to link records to each other come one after the other. (SQLite's do anyway.)
    pub(super) fn lock_links(self) -> Option<&'static str> {
        (self == Dialect::Postgres).then_some("SELECT CAST(pg_advisory_xact_lock(7766554402) AS TEXT)")
    }

    pub(super) fn lock_schema(self) -> Option<&'static str> {
        (self == Dialect::Postgres).then_some("SELECT CAST(pg_advisory_xact_lock(7766554403) AS TEXT)")
    }

    /// Put behind a `SELECT`, it keeps the rows from changing until the transaction ends.
    pub(super) fn for_update(self) -> &'static str {
        match self {
            Dialect::Sqlite => "",
            Dialect::Postgres => " FOR UPDATE",
        }
    }

    /// Words of the schema that differ.
    pub(super) fn translate(self, sql: &str) -> String {
        match self {
            Dialect::Sqlite => sql.replace("SERIAL KEY", "INTEGER PRIMARY KEY AUTOINCREMENT"),
            Dialect::Postgres => sql
                .replace("SERIAL KEY", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY")
                .replace("BLOB", "BYTEA"),
        }
    }

    pub(super) fn erase_deleted(self) -> &'static [&'static str] {
        match self {
            Dialect::Sqlite => &["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"],
            Dialect::Postgres => &["VACUUM FULL file", "VACUUM FULL record", "VACUUM FULL change", "CHECKPOINT"],
        }
    }
}
