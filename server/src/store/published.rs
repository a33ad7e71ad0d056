//! Table `published`: the hash of every record that the newest head shows. Their sum is the state root.

use model::RecordId;

use super::statement::{ROWS_A_STATEMENT, insert};
use super::{StoreError, Tx};

impl Tx {
    pub async fn put_published(&mut self, hashes: &[(RecordId, [u8; 32])]) -> Result<(), StoreError> {
        for hashes in hashes.chunks(ROWS_A_STATEMENT) {
            let then = "ON CONFLICT (record) DO UPDATE SET hash = excluded.hash";
            let mut query = sqlx::query(insert("published (record, hash)", 2, hashes.len(), then));
            for (record, hash) in hashes {
                query = query.bind(record.as_bytes().to_vec()).bind(hash.to_vec());
            }
            query.execute(&mut *self.conn).await?;
        }
        Ok(())
    }
}
