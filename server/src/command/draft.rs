//! The file in which a person corrects a record with an editor of their own.
//!
//! **Invariant:** what they wrote is theirs. The file is new and only theirs to read, and it goes only when a caller
//! says that it is no longer needed.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use model::Record;
use server::edit::EditError;

use super::CommandError;

pub struct Draft {
    path: PathBuf,
}

impl Draft {
    /// Writes the record into a new file. Its name cannot be guessed, so nobody can have put something in its place.
    pub fn of(record: &Record) -> Result<Self, CommandError> {
        let name = format!("mangrove-{}-{:032x}.json", record.id, rand::random::<u128>());
        let draft = Draft { path: std::env::temp_dir().join(name) };
        let json = serde_json::to_string_pretty(record).expect("a record is plain data");
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options.open(&draft.path).and_then(|mut file| file.write_all(json.as_bytes()));
        written.map_err(|cause| draft.io(cause))?;
        Ok(draft)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens it in the editor, and gives back what was saved.
    pub fn edited_with(&self, editor: &str) -> Result<String, CommandError> {
        // The variable may hold arguments: `code --wait`.
        let mut words = editor.split_whitespace();
        let program = words.next().ok_or(EditError::NoEditor)?;
        let run = Command::new(program).args(words).arg(&self.path).status();
        let ended = run.map_err(|cause| EditError::Editor { editor: editor.to_owned(), cause })?;
        if !ended.success() {
            let cause = std::io::Error::other(ended.to_string());
            return Err(EditError::Editor { editor: editor.to_owned(), cause }.into());
        }
        std::fs::read_to_string(&self.path).map_err(|cause| self.io(cause))
    }

    pub fn remove(self) -> Result<(), CommandError> {
        std::fs::remove_file(&self.path).map_err(|cause| self.io(cause))
    }

    fn io(&self, cause: std::io::Error) -> CommandError {
        CommandError::Io { path: self.path.clone(), cause }
    }
}
