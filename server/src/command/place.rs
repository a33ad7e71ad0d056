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
    Day::of_unix_ms(now_ms())
}
