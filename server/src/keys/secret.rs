//! The server's own secret. Whoever reads the database alone, a backup of it say, learns no code and no cookie: what is
//! kept of them is hashed with this key. It lies in the data folder, or in `MANGROVE_SECRET` where several servers share
//! a database.
//!
//! Losing it costs little: people sign in again, and tickets are signed anew.

use std::io::ErrorKind;
use std::path::Path;

use super::KeyError;
use super::file::{bytes, hex, replace};

/// The variable that may hold the secret.
pub const SECRET_VARIABLE: &str = "MANGROVE_SECRET";
const FILE_NAME: &str = "sign-in.key";
const FIRST_WORD: &str = "mangrove-sign-in-key-1";

/// A key for hashes. Nothing shows it.
#[derive(Clone)]
pub struct Secret([u8; 32]);

impl Secret {
    /// Opens the secret that `MANGROVE_SECRET` holds, or the data folder has. Made if absent.
    pub fn open(data: &Path) -> Result<Self, KeyError> {
        if let Ok(text) = std::env::var(SECRET_VARIABLE) {
            let not_a_key = || KeyError::NotAKey { place: SECRET_VARIABLE.to_owned() };
            return parse(&text).ok_or_else(not_a_key);
        }
        let path = data.join(FILE_NAME);
        let file_error = |cause| KeyError::File { path: path.clone(), cause };
        match std::fs::read_to_string(&path) {
            Ok(text) => parse(&text).ok_or_else(|| KeyError::NotAKey { place: path.display().to_string() }),
            Err(cause) if cause.kind() == ErrorKind::NotFound => {
                let made = Secret(rand::random());
                replace(&path, format!("{FIRST_WORD}\n{}\n", hex(&made.0)).as_bytes()).map_err(file_error)?;
                Ok(made)
            }
            Err(cause) => Err(file_error(cause)),
        }
    }

    /// A key of its own for a purpose.
    pub(super) fn derive(&self, context: &'static str) -> [u8; 32] {
        blake3::derive_key(context, &self.0)
    }

    /// The hash of some parts for one purpose. The same parts for another purpose, or cut at other places, give another.
    pub fn hash(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        for part in [purpose.as_bytes()].iter().chain(parts) {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
        hasher.finalize().into()
    }
}

fn parse(text: &str) -> Option<Secret> {
    let mut words = text.split_whitespace();
    if words.next() != Some(FIRST_WORD) {
        return None;
    }
    words.next().and_then(bytes).map(Secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_stays_the_same_and_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let made = Secret::open(folder.path()).unwrap();
        let again = Secret::open(folder.path()).unwrap();
        assert_eq!(made.hash("a", &[b"b"]), again.hash("a", &[b"b"]));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let file = std::fs::metadata(folder.path().join(FILE_NAME)).unwrap();
            assert_eq!(file.permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn parts_and_purposes_do_not_run_into_each_other() {
        let secret = Secret([7; 32]);
        assert_ne!(secret.hash("a", &[b"bc", b"d"]), secret.hash("a", &[b"b", b"cd"]));
        assert_ne!(secret.hash("a", &[b"b"]), secret.hash("ab", &[]));
        assert_ne!(secret.hash("a", &[b"b"]), Secret([8; 32]).hash("a", &[b"b"]));
    }

    #[test]
    fn another_file_is_not_taken_for_a_secret() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE_NAME), "mangrove-sign-in-key-1\nabc\n").unwrap();
        assert!(matches!(Secret::open(folder.path()), Err(KeyError::NotAKey { .. })));
    }
}
