//! Table `sign_in_code`: codes that were asked for, and from what the limits are counted.

use sqlx::Row;

use super::statement::fixed_at;
use super::{Store, StoreError, Tx};

/// A keyed hash.
pub type Hash = [u8; 32];

/// A code that goes out by mail. All but the address and the times are keyed hashes.
#[derive(Clone, PartialEq, Eq)]
pub struct SentCode {
    /// Of what the asking browser's cookie holds.
    pub browser: Hash,
    pub code: Hash,
    pub email: String,
    /// Of the address.
    pub address: Hash,
    /// Of the network that the browser is in.
    pub network: Hash,
    pub made_ms: i64,
    pub ends_ms: i64,
}

/// An open code on which a try was just spent.
#[derive(Clone, PartialEq, Eq)]
pub struct TriedCode {
    pub code: Hash,
    pub email: String,
    pub address: Hash,
    /// Tries that are spent, this one with them.
    pub wrong: u32,
}

/// What was asked for before, by who is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedBefore {
    /// Codes for the address from the network, in the hour.
    pub by_address_here: u64,
    /// Codes for the address from anywhere, in the hour.
    pub by_address: u64,
    /// Other addresses that the network asked for, in the hour.
    pub addresses_here: u64,
    /// Codes of everybody, in the hour.
    pub by_all: u64,
}

impl Tx {
    pub async fn insert_code(&mut self, sent: &SentCode) -> Result<(), StoreError> {
        let sql = "INSERT INTO sign_in_code \
             (browser, code, email, address, network, made_ms, ends_ms, wrong, open) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 1)";
        let query = sqlx::query(sql).bind(sent.browser.to_vec()).bind(sent.code.to_vec()).bind(sent.email.clone());
        let query = query.bind(sent.address.to_vec()).bind(sent.network.to_vec());
        query.bind(sent.made_ms).bind(sent.ends_ms).execute(&mut *self.conn).await?;
        Ok(())
    }

    pub async fn asked_before(
        &mut self,
        address: &Hash,
        network: &Hash,
        since_ms: i64,
    ) -> Result<AskedBefore, StoreError> {
        let sql = "SELECT \
             (SELECT COUNT(*) FROM sign_in_code WHERE address = $1 AND network = $2 AND made_ms > $3), \
             (SELECT COUNT(*) FROM sign_in_code WHERE address = $1 AND made_ms > $3), \
             (SELECT COUNT(DISTINCT address) FROM sign_in_code \
                 WHERE network = $2 AND made_ms > $3 AND address <> $1), \
             (SELECT COUNT(*) FROM sign_in_code WHERE made_ms > $3)";
        let query = sqlx::query(sql).bind(address.to_vec()).bind(network.to_vec()).bind(since_ms);
        let row = query.fetch_one(&mut *self.conn).await?;
        let count = |at: usize| row.try_get::<i64, _>(at).map(|count| count.max(0) as u64);
        let (by_address_here, by_address) = (count(0)?, count(1)?);
        Ok(AskedBefore { by_address_here, by_address, addresses_here: count(2)?, by_all: count(3)? })
    }

    /// Wrong codes that were tried for an address.
    pub async fn wrong_tries(&mut self, address: &Hash, since_ms: i64) -> Result<u64, StoreError> {
        let sql = "SELECT CAST(COALESCE(SUM(wrong), 0) AS BIGINT) FROM sign_in_code \
             WHERE address = $1 AND made_ms > $2";
        let row = sqlx::query(sql).bind(address.to_vec()).bind(since_ms).fetch_one(&mut *self.conn).await?;
        Ok(row.try_get::<i64, _>(0)?.max(0) as u64)
    }

    /// Spends a try on the browser's open code, before anybody looks whether it is right: of many tries at once, no
    /// more are looked at than there are. `None`: there is no open code, or no try is left.
    pub async fn spend_try(
        &mut self,
        browser: &Hash,
        most_wrong: u32,
        now_ms: i64,
    ) -> Result<Option<TriedCode>, StoreError> {
        let sql = "UPDATE sign_in_code SET wrong = wrong + 1 \
             WHERE browser = $1 AND open = 1 AND wrong < $2 AND ends_ms > $3 RETURNING code, email, address, wrong";
        let query = sqlx::query(sql).bind(browser.to_vec()).bind(i64::from(most_wrong)).bind(now_ms);
        let Some(row) = query.fetch_optional(&mut *self.conn).await? else { return Ok(None) };
        let wrong = u32::try_from(row.try_get::<i64, _>(3)?).unwrap_or(u32::MAX);
        Ok(Some(TriedCode { code: fixed_at(&row, 0)?, email: row.try_get(1)?, address: fixed_at(&row, 2)?, wrong }))
    }

    /// The code was right: it is over, and the try was none.
    pub async fn use_code(&mut self, browser: &Hash) -> Result<(), StoreError> {
        let sql = "UPDATE sign_in_code SET open = 0, wrong = wrong - 1, email = '' WHERE browser = $1";
        sqlx::query(sql).bind(browser.to_vec()).execute(&mut *self.conn).await?;
        Ok(())
    }

    /// The browser's code is over, as when it asks for another.
    pub async fn close_code(&mut self, browser: &Hash) -> Result<(), StoreError> {
        let sql = "UPDATE sign_in_code SET open = 0, email = '' WHERE browser = $1 AND open = 1";
        sqlx::query(sql).bind(browser.to_vec()).execute(&mut *self.conn).await?;
        Ok(())
    }

    /// Drops addresses of codes that have ended, and rows that no limit counts any more.
    pub async fn forget_codes(&mut self, now_ms: i64, before_ms: i64) -> Result<(), StoreError> {
        let sql = "DELETE FROM sign_in_code WHERE made_ms <= $1";
        sqlx::query(sql).bind(before_ms).execute(&mut *self.conn).await?;
        let sql = "UPDATE sign_in_code SET open = 0, email = '' WHERE open = 1 AND ends_ms <= $1";
        sqlx::query(sql).bind(now_ms).execute(&mut *self.conn).await?;
        Ok(())
    }
}

impl Store {
    /// Tries that are left on the browser's open code; zero if it has none.
    pub async fn tries_left(&self, browser: &Hash, most_wrong: u32, now_ms: i64) -> Result<u32, StoreError> {
        let sql = "SELECT wrong FROM sign_in_code WHERE browser = $1 AND open = 1 AND ends_ms > $2";
        let row = sqlx::query(sql).bind(browser.to_vec()).bind(now_ms).fetch_optional(&self.0.pool).await?;
        let wrong = row.map_or(Ok(i64::MAX), |row| row.try_get::<i64, _>(0))?;
        Ok(most_wrong.saturating_sub(u32::try_from(wrong).unwrap_or(u32::MAX)))
    }
}
