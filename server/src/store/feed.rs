//! Tables `feed` and `feed_end`: private rows, numbered from 1 without gaps within each scope.
//!
//! **Invariant:** the row of `feed_end` stays locked until its transaction ends, so cursors appear in their order: a
//! reader that has seen one has seen all before it.

use model::feed::Entry;
use model::{FeedRow, Scope};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use super::statement::{ROWS_A_STATEMENT, insert, json, json_at};
use super::{Store, StoreError, Tx};

/// Whom an entry is about: a registration's id, or a person's. What is erased is found by it.
pub type About = [u8; 16];

impl Tx {
    /// Until this transaction ends, no other adds to this feed.
    pub async fn lock_feed(&mut self, scope: Scope) -> Result<(), StoreError> {
        let sql = "INSERT INTO feed_end (scope, cursor) VALUES ($1, 0) ON CONFLICT DO NOTHING";
        sqlx::query(sql).bind(scope.to_string()).execute(&mut *self.conn).await?;
        let lock = self.dialect.for_update();
        let sql = AssertSqlSafe(format!("SELECT cursor FROM feed_end WHERE scope = $1{lock}"));
        sqlx::query(sql).bind(scope.to_string()).fetch_one(&mut *self.conn).await?;
        Ok(())
    }

    /// Adds entries to a feed, each with whom it is about; gives the cursor of the last one. Call it in the order of the
    /// scopes' texts, or two transactions wait for each other.
    pub async fn append_feed(&mut self, scope: &str, entries: &[(Entry, Option<About>)]) -> Result<u64, StoreError> {
        let sql = "INSERT INTO feed_end (scope, cursor) VALUES ($1, $2) \
             ON CONFLICT (scope) DO UPDATE SET cursor = feed_end.cursor + excluded.cursor RETURNING cursor";
        let query = sqlx::query(sql).bind(scope.to_owned()).bind(entries.len() as i64);
        let last: i64 = query.fetch_one(&mut *self.conn).await?.try_get(0)?;
        let mut cursor = last - entries.len() as i64;
        for entries in entries.chunks(ROWS_A_STATEMENT) {
            let mut query = sqlx::query(insert("feed (scope, cursor, entry, about)", 4, entries.len(), ""));
            for (entry, about) in entries {
                cursor += 1;
                query = query.bind(scope.to_owned()).bind(cursor).bind(json(entry));
                query = query.bind(about.map(|about| about.to_vec()));
            }
            query.execute(&mut *self.conn).await?;
        }
        Ok(last.max(0) as u64)
    }

    /// Puts another entry into the place of all that were about somebody, in every feed. Gives how many.
    pub async fn replace_entries_about(&mut self, about: &About, entry: &Entry) -> Result<u64, StoreError> {
        let query = sqlx::query("UPDATE feed SET entry = $2, about = NULL WHERE about = $1");
        let query = query.bind(about.to_vec()).bind(json(entry));
        Ok(query.execute(&mut *self.conn).await?.rows_affected())
    }

    /// Puts another entry into the place of one.
    pub async fn replace_entry(&mut self, scope: Scope, cursor: u64, entry: &Entry) -> Result<(), StoreError> {
        let query = sqlx::query("UPDATE feed SET entry = $3, about = NULL WHERE scope = $1 AND cursor = $2");
        let query = query.bind(scope.to_string()).bind(cursor as i64).bind(json(entry));
        query.execute(&mut *self.conn).await?;
        Ok(())
    }

    /// Puts one entry into the place of all of a feed.
    pub async fn replace_entries_of(&mut self, scope: Scope, entry: &Entry) -> Result<u64, StoreError> {
        let query = sqlx::query("UPDATE feed SET entry = $2, about = NULL WHERE scope = $1");
        let query = query.bind(scope.to_string()).bind(json(entry));
        Ok(query.execute(&mut *self.conn).await?.rows_affected())
    }

    /// Deletes a feed that nobody reads any more.
    pub async fn delete_feed(&mut self, scope: Scope) -> Result<u64, StoreError> {
        sqlx::query("DELETE FROM feed_end WHERE scope = $1").bind(scope.to_string()).execute(&mut *self.conn).await?;
        let query = sqlx::query("DELETE FROM feed WHERE scope = $1").bind(scope.to_string());
        Ok(query.execute(&mut *self.conn).await?.rows_affected())
    }

    /// The whole of a feed.
    pub async fn feed_rows(&mut self, scope: Scope) -> Result<Vec<FeedRow>, StoreError> {
        let query = sqlx::query("SELECT cursor, entry FROM feed WHERE scope = $1 ORDER BY cursor");
        let rows = query.bind(scope.to_string()).fetch_all(&mut *self.conn).await?;
        rows.iter().map(row).collect()
    }
}

impl Store {
    /// The next rows of a feed after a cursor.
    pub async fn feed(&self, scope: Scope, after: u64, most: u32) -> Result<Vec<FeedRow>, StoreError> {
        let sql = "SELECT cursor, entry FROM feed WHERE scope = $1 AND cursor > $2 ORDER BY cursor LIMIT $3";
        let after = i64::try_from(after).unwrap_or(i64::MAX);
        let query = sqlx::query(sql).bind(scope.to_string()).bind(after).bind(i64::from(most));
        let rows = query.fetch_all(&self.0.pool).await?;
        rows.iter().map(row).collect()
    }
}

fn row(row: &AnyRow) -> Result<FeedRow, StoreError> {
    let cursor = row.try_get::<i64, _>(0)?.max(0) as u64;
    Ok(FeedRow { cursor, entry: json_at(row.try_get(1)?)? })
}
