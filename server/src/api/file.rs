//! Files that people hand in with their answers, and their exports: `PUT` and `GET` at [`FILE_PATH`], privately.
//!
//! ```text
//! PUT  Content-Type: the kind · Content-Range: bytes FROM-TO/ALL · Mangrove-Person: whose outbox it lies in
//!      without a body and with Content-Range: bytes */ALL it only asks           ══▶ FileTaken
//! GET  the whole file, as a download                                             ══▶ its bytes
//! ```
//! No server functions: bytes as text would be a third longer.

use model::registration::FileFault;
use serde::{Deserialize, Serialize};

/// Where files are handed in and fetched; the hash is that of the whole file.
pub const FILE_PATH: &str = "/v1/file/{hash}";
/// The header that says in whose name a piece comes. Who is signed in may have changed behind the phone's back.
pub const PERSON_HEADER: &str = "mangrove-person";
/// Bytes of one piece, as a phone cuts it: half a minute at 2 kB a second. The server takes larger ones.
pub const FILE_PIECE_BYTES: usize = 64 * 1024;

/// What became of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "taken", rename_all = "snake_case")]
pub enum FileTaken {
    /// So many bytes are there: go on from here.
    Have {
        bytes: u32,
    },
    Whole,
    /// It will not be taken, however often it is sent.
    Refused {
        fault: FileFault,
    },
}

#[cfg(feature = "ssr")]
pub use answer::{get_file, put_file};

#[cfg(feature = "ssr")]
mod answer {
    use model::{Digest, PersonId};

    use super::{FileFault, FileTaken};
    use crate::api::ApiError;
    use crate::api::act::{actor_of, later, session_of};
    use crate::auth::{Caller, Porter};
    use crate::commit::attachment::{self, Opened, Piece, Taken};

    pub async fn put_file(
        porter: &Porter,
        caller: &Caller,
        person: PersonId,
        piece: Piece<'_>,
    ) -> Result<FileTaken, ApiError> {
        let signed_in = session_of(porter, caller, person).await?;
        let taken = attachment::take(porter.store(), signed_in.person, piece, porter.now_ms()).await.map_err(later)?;
        porter.count_attachment(step(taken), piece.bytes.len() as u64);
        Ok(match taken {
            Taken::Have(bytes) => FileTaken::Have { bytes },
            Taken::Whole => FileTaken::Whole,
            Taken::Refused(fault) => {
                tracing::warn!(fault = fault.key(), "a file was refused");
                FileTaken::Refused { fault }
            }
        })
    }

    /// `None`: there is no such file, or it is not for them. Nobody is told which.
    pub async fn get_file(porter: &Porter, caller: &Caller, hash: &Digest) -> Result<Option<Opened>, ApiError> {
        let signed_in = porter.signed_in(caller).await.map_err(crate::api::people::refused)?;
        let reader = actor_of(porter, signed_in).await?;
        attachment::open(porter.store(), &reader, hash).await.map_err(later)
    }

    fn step(taken: Taken) -> &'static str {
        match taken {
            Taken::Have(_) => "piece",
            Taken::Whole => "whole",
            Taken::Refused(FileFault::OtherBytes) => "refused_other_bytes",
            Taken::Refused(FileFault::OtherKind) => "refused_other_kind",
            Taken::Refused(FileFault::Macros) => "refused_macros",
            Taken::Refused(FileFault::Bomb) => "refused_bomb",
            Taken::Refused(FileFault::TooLarge) => "refused_too_large",
            Taken::Refused(FileFault::NoRoom) => "refused_no_room",
            Taken::Refused(FileFault::Other) => "refused_other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wire_is_as_installed_phones_read_it() {
        let refused = FileTaken::Refused { fault: FileFault::Bomb };
        for (taken, wire) in [
            (FileTaken::Have { bytes: 7 }, r#"{"taken":"have","bytes":7}"#),
            (FileTaken::Whole, r#"{"taken":"whole"}"#),
            (refused, r#"{"taken":"refused","fault":"bomb"}"#),
        ] {
            assert_eq!(serde_json::to_string(&taken).unwrap(), wire);
            assert_eq!(serde_json::from_str::<FileTaken>(wire).unwrap(), taken);
        }
        let later = r#"{"taken":"refused","fault":"haunted"}"#;
        let other = FileTaken::Refused { fault: FileFault::Other };
        assert_eq!(serde_json::from_str::<FileTaken>(later).unwrap(), other);
    }
}
