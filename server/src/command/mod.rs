//! The commands, one a file: each opens what it needs, calls the library, and prints what came of it.
//!
//! **Invariant:** nothing is decided here. Results go to standard output, errors and progress to standard error.

mod backup;
mod demo;
mod draft;
mod edit;
mod error;
mod export;
mod held;
mod import;
mod invite;
mod key;
mod place;
mod purge;
mod restore;
mod serve;
mod template;
mod undo;

pub use error::CommandError;

use std::io::{IsTerminal, Write};

use tracing_subscriber::EnvFilter;

use crate::config::{Command, Config};

/// How a command ended that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// Something was refused; it was said what.
    Problems,
}

pub async fn run(config: Config) -> Result<Outcome, CommandError> {
    let place = &config.place;
    match config.command {
        Command::Serve(wishes) => serve::run(place, wishes).await,
        Command::Import(wishes) => import::run(place, wishes).await,
        Command::Export(wishes) => export::run(place, wishes).await,
        Command::Template(wishes) => template::run(&wishes),
        Command::Undo(wishes) => undo::run(place, wishes).await,
        Command::Edit(wishes) => edit::run(place, wishes).await,
        Command::Demo(wishes) => demo::run(place, wishes).await,
        Command::Purge(wishes) => purge::run(place, wishes).await,
        Command::Backup(wishes) => backup::run(place, wishes).await,
        Command::Restore(wishes) => restore::run(place, wishes).await,
        Command::Key(wishes) => key::run(place, wishes).await,
        Command::Invite(wishes) => invite::run(place, wishes).await,
    }
}

/// Logs to standard error; `RUST_LOG` says how much.
pub fn log() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let to_terminal = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(to_terminal).init();
}

/// Prints a result. A reader that has gone away (`| head`) is no error.
fn print(text: &str) {
    let _ = writeln!(std::io::stdout(), "{}", text.trim_end());
}

#[cfg(test)]
mod tests;
