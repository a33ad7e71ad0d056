//! Table `file`: immutable files by their names, each raw and compressed ahead.

use catalogue::FileName;
use sqlx::{AssertSqlSafe, Row};

use super::statement::{ROWS_A_STATEMENT, fixed_at, list};
use super::{Store, StoreError, Tx};

/// A file, compressed and ready to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedFile {
    pub name: FileName,
    pub raw: Vec<u8>,
    pub brotli: Vec<u8>,
    pub gzip: Vec<u8>,
    pub brotli_quality: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    Raw,
    Gzip,
    Brotli,
}

/// What is kept under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileBytes {
    Here(Vec<u8>),
    /// It was purged, and will never be there again (410).
    Gone,
}

impl Tx {
    /// Which of the files are held with their bytes.
    pub async fn files_held(&mut self, names: &[FileName]) -> Result<Vec<FileName>, StoreError> {
        let mut held = Vec::new();
        for names in names.chunks(ROWS_A_STATEMENT) {
            let sql = format!("SELECT name FROM file WHERE raw IS NOT NULL AND name IN ({})", list(names.len()));
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for name in names {
                query = query.bind(name.as_bytes().to_vec());
            }
            for row in query.fetch_all(&mut *self.conn).await? {
                held.push(FileName::from_bytes(fixed_at(&row, 0)?));
            }
        }
        Ok(held)
    }

    pub async fn put_file(&mut self, file: &PackedFile, now_ms: i64) -> Result<(), StoreError> {
        let sql = "INSERT INTO file (name, raw, brotli, gzip, brotli_quality, made_ms, unused_since_ms) \
             VALUES ($1, $2, $3, $4, $5, $6, NULL) \
             ON CONFLICT (name) DO UPDATE SET raw = excluded.raw, brotli = excluded.brotli, gzip = excluded.gzip, \
             brotli_quality = excluded.brotli_quality, unused_since_ms = NULL";
        let query = sqlx::query(sql).bind(file.name.as_bytes().to_vec()).bind(file.raw.clone());
        let query = query.bind(file.brotli.clone()).bind(file.gzip.clone());
        query.bind(i64::from(file.brotli_quality)).bind(now_ms).execute(&mut *self.conn).await?;
        Ok(())
    }

    pub async fn file_raw(&mut self, name: FileName) -> Result<Option<Vec<u8>>, StoreError> {
        let query = sqlx::query("SELECT raw FROM file WHERE name = $1").bind(name.as_bytes().to_vec());
        let row = query.fetch_optional(&mut *self.conn).await?;
        Ok(row.map(|row| row.try_get::<Option<Vec<u8>>, _>(0)).transpose()?.flatten())
    }

    /// Notes from when on no head names these files, or (`None`) that a head names them again.
    pub async fn set_unused(&mut self, names: &[FileName], since_ms: Option<i64>) -> Result<(), StoreError> {
        for names in names.chunks(ROWS_A_STATEMENT) {
            let since = since_ms.map_or("NULL".to_owned(), |since_ms| since_ms.to_string());
            let sql = format!("UPDATE file SET unused_since_ms = {since} WHERE name IN ({})", list(names.len()));
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for name in names {
                query = query.bind(name.as_bytes().to_vec());
            }
            query.execute(&mut *self.conn).await?;
        }
        Ok(())
    }

    /// Takes the bytes of all files that no head names, and keeps their names as gone.
    pub async fn purge_unused_files(&mut self) -> Result<u64, StoreError> {
        let sql = "UPDATE file SET raw = NULL, brotli = NULL, gzip = NULL \
             WHERE unused_since_ms IS NOT NULL AND raw IS NOT NULL";
        Ok(sqlx::query(sql).execute(&mut *self.conn).await?.rows_affected())
    }

    /// Deletes files that no head has named since `since_ms`; purged ones stay, as gone.
    pub async fn delete_files_unused_since(&mut self, since_ms: i64) -> Result<u64, StoreError> {
        let sql = "DELETE FROM file WHERE raw IS NOT NULL AND unused_since_ms <= $1";
        Ok(sqlx::query(sql).bind(since_ms).execute(&mut *self.conn).await?.rows_affected())
    }

    pub async fn set_brotli(&mut self, name: FileName, brotli: &[u8], quality: u32) -> Result<(), StoreError> {
        let sql = "UPDATE file SET brotli = $1, brotli_quality = $2 WHERE name = $3 AND raw IS NOT NULL";
        let query = sqlx::query(sql).bind(brotli.to_vec()).bind(i64::from(quality));
        query.bind(name.as_bytes().to_vec()).execute(&mut *self.conn).await?;
        Ok(())
    }
}

impl Store {
    /// A file's bytes in one encoding. None if no such file is known.
    pub async fn file(&self, name: FileName, encoding: Encoding) -> Result<Option<FileBytes>, StoreError> {
        let sql = match encoding {
            Encoding::Raw => "SELECT raw FROM file WHERE name = $1",
            Encoding::Gzip => "SELECT gzip FROM file WHERE name = $1",
            Encoding::Brotli => "SELECT brotli FROM file WHERE name = $1",
        };
        let row = sqlx::query(sql).bind(name.as_bytes().to_vec()).fetch_optional(&self.0.pool).await?;
        let bytes = row.map(|row| row.try_get::<Option<Vec<u8>>, _>(0)).transpose()?;
        Ok(bytes.map(|bytes| bytes.map_or(FileBytes::Gone, FileBytes::Here)))
    }

    /// A file in use that was compressed at less than `quality`: its name and raw bytes. The newest first.
    pub async fn file_below_quality(&self, quality: u32) -> Result<Option<(FileName, Vec<u8>)>, StoreError> {
        let sql = "SELECT name, raw FROM file WHERE brotli_quality < $1 AND raw IS NOT NULL \
             AND unused_since_ms IS NULL ORDER BY made_ms DESC LIMIT 1";
        let row = sqlx::query(sql).bind(i64::from(quality)).fetch_optional(&self.0.pool).await?;
        row.map(|row| Ok((FileName::from_bytes(fixed_at(&row, 0)?), row.try_get(1)?))).transpose()
    }

    /// How many files are held with their bytes, and how many bytes they are, uncompressed.
    pub async fn count_files(&self) -> Result<(u64, u64), StoreError> {
        let sql = "SELECT COUNT(*), CAST(COALESCE(SUM(LENGTH(raw)), 0) AS BIGINT) FROM file WHERE raw IS NOT NULL";
        let row = sqlx::query(sql).fetch_one(&self.0.pool).await?;
        Ok((row.try_get::<i64, _>(0)?.max(0) as u64, row.try_get::<i64, _>(1)?.max(0) as u64))
    }
}
