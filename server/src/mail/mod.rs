//! Mail that leaves the server: by SMTP where `serve --mail URL` says so, else as files in the data folder, so that a
//! newcomer can try everything with no mail server.
//!
//! ```text
//! letter ─ message ─┬─ SMTP: waits in memory, a few at once, tried again when the server was busy
//!                   └─ a file DATA/mail/….eml, and one line on the console that says where
//! ```
//! **Invariant:** no address, subject or text of a letter is in a log line or in a file's name. What a mail server
//! answers may repeat an address, so of its refusals only the number is logged.

mod letter;
mod smtp;

pub use letter::{Letter, Message, Tongue};

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use lettre::message::Mailbox;
use thiserror::Error;

/// From whom letters are that only lie in a folder. Such an address never exists.
const NOBODY: &str = "Mangrove <mangrove@mangrove.invalid>";

/// Why a letter does not go out.
#[derive(Debug, Error)]
pub enum MailError {
    #[error("not the address of a mail server (smtps://name:password@host, or smtp://host?tls=required)")]
    Server,
    #[error("not an address that mail can come from")]
    From,
    #[error("the letter cannot be put into the form of mail")]
    Letter,
    #[error("cannot write to {folder}: {cause}")]
    Folder { folder: PathBuf, cause: std::io::Error },
    #[error("too many letters wait")]
    Full,
    #[error("the mail server did not take the letter")]
    NotTaken,
}

/// Takes letters. Cheap to clone.
#[derive(Clone)]
pub struct Post(Arc<Inner>);

struct Inner {
    from: Mailbox,
    way: Way,
}

enum Way {
    Smtp(smtp::Line),
    Folder(PathBuf),
}

impl Post {
    /// Sends by the server at this URL, from this address.
    pub fn smtp(url: &str, from: &str) -> Result<Self, MailError> {
        let from = from.parse().map_err(|_| MailError::From)?;
        Ok(Post(Arc::new(Inner { from, way: Way::Smtp(smtp::Line::open(url)?) })))
    }

    /// Puts letters into a folder, made when the first one comes.
    pub fn folder(folder: &Path) -> Self {
        let from = NOBODY.parse().expect("the address is well formed");
        Post(Arc::new(Inner { from, way: Way::Folder(folder.to_owned()) }))
    }

    /// Takes a letter. `done` is called when it went out, or when it finally did not; into a folder that is before
    /// this returns.
    pub async fn send(
        &self,
        letter: &Letter,
        done: impl FnOnce(Result<(), MailError>) + Send + 'static,
    ) -> Result<(), MailError> {
        let message = letter.packed(&self.0.from)?;
        match &self.0.way {
            Way::Smtp(line) => line.send(message, done),
            Way::Folder(folder) => {
                done(put(folder, &message.formatted()));
                Ok(())
            }
        }
    }
}

/// Writes one letter for its owner alone, and says where.
fn put(folder: &Path, bytes: &[u8]) -> Result<(), MailError> {
    let path = folder.join(file_name());
    let written = || -> std::io::Result<()> {
        let mut builder = std::fs::DirBuilder::new();
        let mut options = std::fs::OpenOptions::new();
        #[cfg(unix)]
        {
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        builder.recursive(true).create(folder)?;
        options.write(true).create_new(true).open(&path)?.write_all(bytes)
    };
    written().map_err(|cause| MailError::Folder { folder: folder.to_owned(), cause })?;
    // Nobody may be reading; that is no reason to stop.
    let _ = writeln!(std::io::stderr(), "No mail server is set (--mail). A letter waits in {}", path.display());
    Ok(())
}

/// Sorted, the names are in the order of the letters.
fn file_name() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("{:020}-{:08x}.eml", since.as_micros(), rand::random::<u32>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_letter_in_a_folder_is_its_owners_alone_and_its_name_says_nothing() {
        let data = tempfile::tempdir().unwrap();
        let folder = data.path().join("mail");
        let letter = Letter::sign_in("ana@example.org", Tongue::English, "1234 5678");
        Post::folder(&folder).send(&letter, |done| done.unwrap()).await.unwrap();
        let files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(files.len(), 1);
        let name = files[0].file_name().unwrap().to_string_lossy().into_owned();
        assert!(name.ends_with(".eml") && !name.contains("ana") && !name.contains("5678"), "{name}");
        let text = std::fs::read_to_string(&files[0]).unwrap();
        assert!(text.contains("To: ana@example.org\r\n") && text.contains("1234 5678"), "{text}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&files[0]).unwrap().permissions().mode() & 0o777, 0o600);
            assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
        }
    }

    #[test]
    fn what_is_no_mail_server_is_said_at_the_start_and_without_its_password() {
        for url in ["", "https://mail.example", "smtp://"] {
            assert!(matches!(Post::smtp(url, "desk@example.org"), Err(MailError::Server)), "{url}");
        }
        assert!(matches!(Post::smtp("smtps://a:secret@mail.example", "nobody"), Err(MailError::From)));
        assert!(!MailError::Server.to_string().contains("secret"));
    }
}
