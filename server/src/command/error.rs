//! Why a command failed: each variant says what, and where.

use std::path::PathBuf;

use model::RecordId;
use server::backup::RestoreError;
use server::commit::CommitError;
use server::export::ExportError;
use server::http::shell::ShellError;
use server::import::MaterialError;
use server::keys::KeyError;
use server::mail::MailError;
use server::publish::PublishError;
use server::serve::ServeError;
use server::store::{DumpError, StoreError};
use thiserror::Error;

#[derive(Debug, Error)]
pub enum CommandError {
    #[error("{path}: {cause}")]
    Io { path: PathBuf, cause: std::io::Error },
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error("{0}\nNothing was written.")]
    Material(#[from] MaterialError),
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Publish(#[from] PublishError),
    #[error(transparent)]
    Dump(#[from] DumpError),
    #[error(transparent)]
    Restore(#[from] RestoreError),
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error(transparent)]
    Shell(#[from] ShellError),
    #[error("this program holds no app: start it with `cargo xtask run`, or give --shell DIR")]
    NoShell,
    #[error("the record {id} in the database cannot be read: {cause}")]
    Unreadable { id: RecordId, cause: catalogue::Malformed },
    #[error("there is no record {0}")]
    NoSuchRecord(String),
    #[error("{0}")]
    Edit(#[from] server::edit::EditError),
    #[error("{cause}\nYour text is kept in {}", path.display())]
    Kept { path: PathBuf, cause: Box<CommandError> },
    #[error(
        "there is no data in {place}: start with serve, import, demo or restore, or name another folder with --data"
    )]
    NoData { place: String },
    #[error(transparent)]
    Mail(#[from] MailError),
    #[error("the address: {0}")]
    Email(model::Problem),
    #[error("an organiser or a door needs --event ID, a contact --country CC, and an admin neither")]
    RoleAbout,
    #[error("a task was stopped: {0}")]
    Stopped(#[from] tokio::task::JoinError),
}
