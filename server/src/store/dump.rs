//! A backup: all tables as one file, the same from SQLite and from PostgreSQL, so it also moves one to the other.
//!
//! ```text
//! "MANGROVE BACKUP 1\n" · { 1 · table · columns · { 1 · values } · 0 } · 0 · BLAKE3 of all before
//! value = 0 | 1 i64 | 2 text | 3 bytes            lengths and numbers are 8 bytes, little-endian
//! ```
//! It is written from one moment of the database. It does not hold the key, and no sessions or codes: a session that
//! was ended after the backup must not come back with it, so people sign in again.

mod tables;

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use futures::TryStreamExt;
use sqlx::any::AnyRow;
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe, Row};
use thiserror::Error;

use super::statement::insert;
use super::{Store, StoreError, Tx};
use tables::TABLES;

const MAGIC: &[u8] = b"MANGROVE BACKUP 1\n";
const HASH_BYTES: u64 = 32;
/// Bytes of one value.
const VALUE_BYTES: u64 = 1 << 30;

#[derive(Debug, Error)]
pub enum DumpError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the backup: {0}")]
    File(#[from] io::Error),
    #[error("not a whole backup of Mangrove: the file is cut off or changed, or of a later version")]
    NotABackup,
    #[error("there is data here already; a backup is only brought back into an empty database")]
    NotEmpty,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    Number,
    Text,
    Bytes,
}

struct Table {
    name: &'static str,
    columns: &'static [(&'static str, Cell)],
    order: &'static str,
}

use Cell::{Bytes, Number, Text};

impl Store {
    /// Writes a backup. The path must not exist.
    pub async fn dump(&self, path: &Path) -> Result<(), DumpError> {
        let file = File::options().write(true).create_new(true).open(path)?;
        let done = self.dump_into(file).await;
        if done.is_err() {
            // A part of a backup is worse than none.
            std::fs::remove_file(path)?;
        }
        done
    }

    async fn dump_into(&self, file: File) -> Result<(), DumpError> {
        let mut out = Hashed { inner: BufWriter::new(file), hasher: blake3::Hasher::new() };
        let mut tx = self.read().await?;
        out.write_all(MAGIC)?;
        for table in &TABLES {
            out.write_all(&[1])?;
            tx.dump_table(table, &mut out).await?;
        }
        tx.roll_back().await?;
        out.write_all(&[0])?;
        let hash = out.hasher.finalize();
        out.inner.write_all(hash.as_bytes())?;
        let file = out.inner.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(file.sync_all()?)
    }

    /// Fills an empty database from a backup, and gives it a new epoch. Nothing is kept before the transaction that
    /// comes back is committed.
    pub async fn fill_from(&self, path: &Path) -> Result<Tx, DumpError> {
        check(path)?;
        let mut input = BufReader::new(File::open(path)?);
        input.seek(SeekFrom::Start(MAGIC.len() as u64))?;
        let mut tx = self.write().await?;
        for table in ["record", "batch", "revision", "head", "person"] {
            let sql = AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"));
            let rows = sqlx::query(sql).fetch_one(&mut *tx.conn).await.map_err(StoreError::from)?;
            if rows.try_get::<i64, _>(0).map_err(StoreError::from)? > 0 {
                return Err(DumpError::NotEmpty);
            }
        }
        sqlx::query("DELETE FROM meta").execute(&mut *tx.conn).await.map_err(StoreError::from)?;
        while byte(&mut input)? == 1 {
            tx.fill_table(&mut input).await?;
        }
        tx.set_epoch(rand::random()).await?;
        Ok(tx)
    }
}

impl Tx {
    async fn dump_table(&mut self, table: &Table, out: &mut impl Write) -> Result<(), DumpError> {
        put_bytes(out, table.name.as_bytes())?;
        out.write_all(&(table.columns.len() as u64).to_le_bytes())?;
        for (column, _) in table.columns {
            put_bytes(out, column.as_bytes())?;
        }
        let columns: Vec<&str> = table.columns.iter().map(|(column, _)| *column).collect();
        let sql = format!("SELECT {} FROM {} ORDER BY {}", columns.join(", "), table.name, table.order);
        let mut rows = sqlx::query(AssertSqlSafe(sql)).fetch(&mut *self.conn);
        while let Some(row) = rows.try_next().await.map_err(StoreError::from)? {
            out.write_all(&[1])?;
            for (at, (_, cell)) in table.columns.iter().enumerate() {
                put_cell(out, &row, at, *cell)?;
            }
        }
        Ok(out.write_all(&[0])?)
    }

    async fn fill_table(&mut self, input: &mut impl Read) -> Result<(), DumpError> {
        let name = bytes(input)?;
        let table = TABLES.iter().find(|table| table.name.as_bytes() == name).ok_or(DumpError::NotABackup)?;
        let mut columns = Vec::new();
        for _ in 0..number(input)? {
            let name = bytes(input)?;
            let known = table.columns.iter().find(|(column, _)| column.as_bytes() == name);
            columns.push(*known.ok_or(DumpError::NotABackup)?);
        }
        let names: Vec<&str> = columns.iter().map(|(column, _)| *column).collect();
        let into = format!("{} ({})", table.name, names.join(", "));
        while byte(input)? == 1 {
            let mut query = sqlx::query(insert(&into, columns.len(), 1, ""));
            for (_, cell) in &columns {
                query = bind_cell(query, input, *cell)?;
            }
            query.execute(&mut *self.conn).await.map_err(StoreError::from)?;
        }
        Ok(())
    }
}

/// Reads the whole file once, before anything is written.
fn check(path: &Path) -> Result<(), DumpError> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len().checked_sub(HASH_BYTES).ok_or(DumpError::NotABackup)?;
    let mut hasher = blake3::Hasher::new();
    io::copy(&mut Read::by_ref(&mut file).take(length), &mut hasher)?;
    let mut hash = [0; HASH_BYTES as usize];
    file.read_exact(&mut hash)?;
    let mut begins = vec![0; MAGIC.len()];
    file.seek(SeekFrom::Start(0))?;
    file.read_exact(&mut begins)?;
    if hasher.finalize() == hash && begins == MAGIC { Ok(()) } else { Err(DumpError::NotABackup) }
}

fn put_cell(out: &mut impl Write, row: &AnyRow, at: usize, cell: Cell) -> Result<(), DumpError> {
    let wrong = |error: sqlx::Error| DumpError::Store(error.into());
    match cell {
        Number => match row.try_get::<Option<i64>, _>(at).map_err(wrong)? {
            Some(number) => {
                out.write_all(&[1])?;
                out.write_all(&number.to_le_bytes())?;
            }
            None => out.write_all(&[0])?,
        },
        Text => match row.try_get::<Option<&str>, _>(at).map_err(wrong)? {
            Some(text) => {
                out.write_all(&[2])?;
                put_bytes(out, text.as_bytes())?;
            }
            None => out.write_all(&[0])?,
        },
        Bytes => match row.try_get::<Option<&[u8]>, _>(at).map_err(wrong)? {
            Some(bytes) => {
                out.write_all(&[3])?;
                put_bytes(out, bytes)?;
            }
            None => out.write_all(&[0])?,
        },
    }
    Ok(())
}

type AnyQuery<'q> = Query<'q, Any, sqlx::any::AnyArguments>;

fn bind_cell<'q>(query: AnyQuery<'q>, input: &mut impl Read, cell: Cell) -> Result<AnyQuery<'q>, DumpError> {
    Ok(match (byte(input)?, cell) {
        (0, Number) => query.bind(None::<i64>),
        (0, Text) => query.bind(None::<String>),
        (0, Bytes) => query.bind(None::<Vec<u8>>),
        (1, Number) => query.bind(number(input)? as i64),
        (2, Text) => query.bind(String::from_utf8(bytes(input)?).map_err(|_| DumpError::NotABackup)?),
        (3, Bytes) => query.bind(bytes(input)?),
        (_, Number | Text | Bytes) => return Err(DumpError::NotABackup),
    })
}

fn put_bytes(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    out.write_all(&(bytes.len() as u64).to_le_bytes())?;
    out.write_all(bytes)
}

fn byte(input: &mut impl Read) -> io::Result<u8> {
    let mut byte = [0];
    input.read_exact(&mut byte)?;
    Ok(byte[0])
}

fn number(input: &mut impl Read) -> io::Result<u64> {
    let mut bytes = [0; 8];
    input.read_exact(&mut bytes)?;
    Ok(u64::from_le_bytes(bytes))
}

fn bytes(input: &mut impl Read) -> Result<Vec<u8>, DumpError> {
    let length = number(input)?;
    if length > VALUE_BYTES {
        return Err(DumpError::NotABackup);
    }
    let mut bytes = vec![0; length as usize];
    input.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Hashes what it passes on.
struct Hashed<W> {
    inner: W,
    hasher: blake3::Hasher,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
