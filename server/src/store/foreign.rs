//! Tables `foreign_id` and `pointer`: which record bears an id given by others, and which records point to such an id.

use std::collections::{BTreeMap, BTreeSet};

use model::{ForeignId, RecordId};
use sqlx::{AssertSqlSafe, Row};

use super::statement::{ROWS_A_STATEMENT, id_at, insert, list};
use super::{Store, StoreError, Tx};

/// The two tables have the same form.
#[derive(Clone, Copy)]
enum Table {
    Bearer,
    Pointer,
}

impl Table {
    fn name(self) -> &'static str {
        match self {
            Table::Bearer => "foreign_id",
            Table::Pointer => "pointer",
        }
    }
}

impl Tx {
    /// Until this transaction ends, no other can link records.
    pub async fn lock_links(&mut self) -> Result<(), StoreError> {
        if let Some(lock) = self.dialect.lock_links() {
            sqlx::query(lock).execute(&mut *self.conn).await?;
        }
        Ok(())
    }

    /// The records that bear these ids.
    pub async fn bearers(&mut self, ids: &[&ForeignId]) -> Result<BTreeMap<ForeignId, Vec<RecordId>>, StoreError> {
        self.find_foreign(Table::Bearer, ids).await
    }

    /// The records that have a relation naming these ids.
    pub async fn pointers(&mut self, ids: &[&ForeignId]) -> Result<BTreeMap<ForeignId, Vec<RecordId>>, StoreError> {
        self.find_foreign(Table::Pointer, ids).await
    }

    /// Forgets what was noted of these records and notes what they bear and name now.
    pub async fn note_foreign(
        &mut self,
        records: &[RecordId],
        bears: &[(ForeignId, RecordId)],
        names: &[(ForeignId, RecordId)],
    ) -> Result<(), StoreError> {
        for table in [Table::Bearer, Table::Pointer] {
            for records in records.chunks(ROWS_A_STATEMENT) {
                let sql = format!("DELETE FROM {} WHERE record IN ({})", table.name(), list(records.len()));
                let mut query = sqlx::query(AssertSqlSafe(sql));
                for record in records {
                    query = query.bind(record.as_bytes().to_vec());
                }
                query.execute(&mut *self.conn).await?;
            }
        }
        self.insert_foreign(Table::Bearer, bears).await?;
        self.insert_foreign(Table::Pointer, names).await
    }

    async fn insert_foreign(&mut self, table: Table, pairs: &[(ForeignId, RecordId)]) -> Result<(), StoreError> {
        let into = format!("{} (name, record)", table.name());
        for pairs in pairs.chunks(ROWS_A_STATEMENT) {
            let mut query = sqlx::query(insert(&into, 2, pairs.len(), "ON CONFLICT DO NOTHING"));
            for (foreign, record) in pairs {
                query = query.bind(joined(foreign)).bind(record.as_bytes().to_vec());
            }
            query.execute(&mut *self.conn).await?;
        }
        Ok(())
    }

    async fn find_foreign(
        &mut self,
        table: Table,
        ids: &[&ForeignId],
    ) -> Result<BTreeMap<ForeignId, Vec<RecordId>>, StoreError> {
        let ids: BTreeMap<String, &ForeignId> = ids.iter().map(|id| (joined(id), *id)).collect();
        let names: BTreeSet<&String> = ids.keys().collect();
        let mut found: BTreeMap<ForeignId, Vec<RecordId>> = BTreeMap::new();
        for names in names.into_iter().collect::<Vec<_>>().chunks(ROWS_A_STATEMENT) {
            let sql = format!(
                "SELECT name, record FROM {} WHERE name IN ({}) ORDER BY record",
                table.name(),
                list(names.len())
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for name in names {
                query = query.bind((*name).clone());
            }
            for row in query.fetch_all(&mut *self.conn).await? {
                if let Some(foreign) = ids.get(row.try_get::<&str, _>(0)?) {
                    found.entry((*foreign).clone()).or_default().push(id_at(&row, 1)?);
                }
            }
        }
        Ok(found)
    }
}

impl Store {
    /// The records that bear these ids. A record may have come before its foreign id, so that its own id is another
    /// than the derived one.
    pub async fn resolve(&self, ids: &[&ForeignId]) -> Result<BTreeMap<ForeignId, Vec<RecordId>>, StoreError> {
        let mut tx = self.read().await?;
        let found = tx.bearers(ids).await?;
        tx.roll_back().await?;
        Ok(found)
    }
}

/// No part of a foreign id holds a control character, so this can be read in one way only.
fn joined(id: &ForeignId) -> String {
    format!("{}\n{}", id.scheme(), id.value())
}
