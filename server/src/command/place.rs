//! Opening what a command works on: the data folder, its database, its key, and the clock.

use std::fs;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use model::Day;
use server::auth::Means;
use server::keys::{Keys, Secret};
use server::mail::Post;
use server::publish::{Publisher, Settings};
use server::store::{Database, Store};

use super::CommandError;
use crate::config::Place;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

impl Place {
    /// Opens the database; the data folder is made if absent, for its owner alone: it holds people's addresses.
    pub async fn store(&self) -> Result<Store, CommandError> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        let made = builder.recursive(true).create(&self.data);
        made.map_err(|cause| CommandError::Io { path: self.data.clone(), cause })?;
        let database = Database::choose(&self.data, self.database())?;
        Ok(Store::open(&database).await?)
    }

    /// Opens a database that is there already: a mistyped folder is said, and not made.
    pub async fn held_store(&self) -> Result<Store, CommandError> {
        match Database::choose(&self.data, self.database())? {
            Database::File(path) if !path.is_file() => {
                let place = if self.database().is_some() { path.display() } else { self.data.display() };
                Err(CommandError::NoData { place: place.to_string() })
            }
            Database::File(_) | Database::Postgres(_) => self.store().await,
        }
    }

    /// Another database than the file in the folder. An empty text, as of an empty variable, names none.
    fn database(&self) -> Option<&str> {
        self.database.as_deref().filter(|url| !url.is_empty())
    }

    pub fn keys(&self) -> Result<Keys, CommandError> {
        Ok(Keys::open(&self.data, self.key.as_deref())?)
    }

    /// What people sign in with: the secret of the data folder, and the mail server or the folder for letters.
    pub fn means(&self, mail: Option<(&str, &str)>) -> Result<Means, CommandError> {
        let post = match mail {
            Some((server, from)) => Post::smtp(server, from)?,
            None => Post::folder(&self.data.join("mail")),
        };
        Ok(Means { secret: Secret::open(&self.data)?, post, clock: Arc::new(now_ms) })
    }

    /// Opens the database and the key.
    pub async fn publisher(&self) -> Result<Publisher, CommandError> {
        let store = self.store().await?;
        Ok(Publisher::new(store, self.keys()?, Settings::default()))
    }

    /// The same, of a database that is there already.
    pub async fn held_publisher(&self) -> Result<Publisher, CommandError> {
        let store = self.held_store().await?;
        Ok(Publisher::new(store, self.keys()?, Settings::default()))
    }
}

/// Milliseconds since 1970. The commands read the clock; what they call is told the time.
pub fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Today, by UTC.
pub fn today() -> Day {
    day_of(now_ms())
}

fn day_of(now_ms: i64) -> Day {
    let number = now_ms.div_euclid(DAY_MS);
    let first = |year: u16| Day::of(year, None, None).map_or(i64::MAX, |day| day.first_day_number());
    let year = (1970..Day::LAST_YEAR).find(|year| first(year + 1) > number).unwrap_or(Day::LAST_YEAR);
    let is_today = |day: &Day| day.first_day_number() == number;
    let days = (1..=12).flat_map(|month| (1..=31).filter_map(move |day| Day::of(year, Some(month), Some(day))));
    days.into_iter().find(is_today).or_else(|| Day::of(year, None, None)).expect("a year that the calendar has")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_found_by_its_milliseconds() {
        assert_eq!(day_of(0).to_string(), "1970-01-01");
        assert_eq!(day_of(20_778 * DAY_MS + 5).to_string(), "2026-11-21");
        assert_eq!(day_of(11_016 * DAY_MS).to_string(), "2000-02-29");
    }
}
