//! Tables `audit` and `audit_end`: who did what and when, in chains. What a hash is made of is for `commit` to say.

use model::{Digest, PersonId};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use super::statement::{fixed_at, uuid_at};
use super::{Store, StoreError, Tx};

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// From 1, one after the other within its chain.
    pub number: u64,
    pub at_ms: i64,
    /// None: the server did it by itself.
    pub person: Option<PersonId>,
    pub act: String,
    /// The command's id, or what the server did it to.
    pub subject: [u8; 16],
    /// The hash of what came and of what was answered.
    pub content: Digest,
    pub hash: Digest,
}

const COLUMNS: &str = "number, at_ms, person, act, subject, content, hash";

impl Tx {
    /// Number and hash of the last line of a chain. Who adds to it holds the lock of what the chain is about.
    pub async fn audit_end(&mut self, chain: &str) -> Result<Option<(u64, Digest)>, StoreError> {
        let row = sqlx::query("SELECT number, hash FROM audit_end WHERE chain = $1")
            .bind(chain.to_owned())
            .fetch_optional(&mut *self.conn)
            .await?;
        row.as_ref().map(end).transpose()
    }

    pub async fn append_audit(&mut self, chain: &str, line: &AuditLine) -> Result<(), StoreError> {
        let sql = format!("INSERT INTO audit (chain, {COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(chain.to_owned()).bind(line.number as i64).bind(line.at_ms);
        let query = query.bind(line.person.map(|person| person.as_bytes().to_vec())).bind(line.act.clone());
        let query = query.bind(line.subject.to_vec()).bind(line.content.as_bytes().to_vec());
        query.bind(line.hash.as_bytes().to_vec()).execute(&mut *self.conn).await?;
        let sql = "INSERT INTO audit_end (chain, number, hash) VALUES ($1, $2, $3) \
             ON CONFLICT (chain) DO UPDATE SET number = excluded.number, hash = excluded.hash";
        let query = sqlx::query(sql).bind(chain.to_owned()).bind(line.number as i64);
        query.bind(line.hash.as_bytes().to_vec()).execute(&mut *self.conn).await?;
        Ok(())
    }

    /// The next lines of a chain after a number.
    pub async fn audit_lines(&mut self, chain: &str, after: u64, most: u32) -> Result<Vec<AuditLine>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM audit WHERE chain = $1 AND number > $2 ORDER BY number LIMIT $3");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(chain.to_owned()).bind(after as i64).bind(i64::from(most));
        query.fetch_all(&mut *self.conn).await?.iter().map(line).collect()
    }
}

impl Store {
    /// The names of all chains.
    pub async fn audit_chains(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT chain FROM audit_end UNION SELECT chain FROM audit ORDER BY chain";
        let rows = sqlx::query(sql).fetch_all(&self.0.pool).await?;
        Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
    }
}

fn end(row: &AnyRow) -> Result<(u64, Digest), StoreError> {
    Ok((row.try_get::<i64, _>(0)?.max(0) as u64, Digest::from_bytes(fixed_at(row, 1)?)))
}

fn line(row: &AnyRow) -> Result<AuditLine, StoreError> {
    let person: Option<&[u8]> = row.try_get(2)?;
    let person = if person.is_some() { Some(uuid_at(row, 2, PersonId::from_bytes)?) } else { None };
    Ok(AuditLine {
        number: row.try_get::<i64, _>(0)?.max(0) as u64,
        at_ms: row.try_get(1)?,
        person,
        act: row.try_get(3)?,
        subject: fixed_at(row, 4)?,
        content: Digest::from_bytes(fixed_at(row, 5)?),
        hash: Digest::from_bytes(fixed_at(row, 6)?),
    })
}
