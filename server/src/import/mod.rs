//! From a file to a plan: what an import would do, before anything is done.
//!
//! ```text
//! path ─ material (which files, what each is) ─┬ sheets: rows of cells ─┐
//!                                              ├ lines: our own JSON    ├─ planner ─ plan ─ report
//!                                              └ ror: releases          ┘      │
//!                                                                  held (what the store has)
//! ```
//!
//! Reading collects every problem with its place. The planner is pure; writing is one batch in `commit`, and only when
//! it was asked for. **Invariant:** nothing in here writes to the store.

mod difference;
mod held;
mod identity;
mod issue;
mod limit;
mod lines;
mod material;
mod normal;
mod origin;
mod patch;
mod plan;
mod report;
mod ror;
mod rows;

pub use difference::{Difference, differences};
pub use held::Held;
pub use issue::{Issue, Note, Reason, Remark};
pub use material::{MaterialError, files};
pub use origin::Origin;
pub use plan::{Change, Effect, Plan, Planner, Repeats};
pub use report::{Amount, report};

use std::path::Path;

use model::{Day, Kind, Line};

use crate::sheets;
use material::{Form, Material};

/// What an import is told beside its path.
#[derive(Debug, Clone)]
pub struct Wishes {
    /// The day of the import: dates what nothing else dates.
    pub today: Day,
    /// The kind of record, where neither the sheet nor the file is named after one.
    pub kind: Option<Kind>,
    /// The source of rows that name none; the file's name if this names none either.
    pub source: Option<Line>,
}

/// Plans the import of a file or a folder against what is held. `progress` is told of each file as it is begun.
pub fn plan(path: &Path, held: Held, wishes: &Wishes, progress: &mut dyn FnMut(Progress<'_>)) -> Result<Plan, MaterialError> {
    let files = material::files(path)?;
    let mut planner = Planner::new(held);
    for (done, file) in files.iter().enumerate() {
        progress(Progress { done, of: files.len(), file });
        let material = material::open(file)?;
        match material.form {
            Form::JsonLines | Form::JsonArray => lines::read(&material, wishes.today, &mut planner)?,
            Form::Workbook | Form::Csv => read_tables(&material, file, wishes, &mut planner)?,
        }
    }
    Ok(planner.finish())
}

fn read_tables(material: &Material, path: &Path, wishes: &Wishes, planner: &mut Planner) -> Result<(), MaterialError> {
    let broken = |cause| MaterialError::Sheet { path: path.display().to_string(), cause };
    if material.form == Form::Workbook {
        let tables = sheets::open_workbook(&material.bytes).map_err(broken)?;
        let only_table = tables.iter().filter(|table| !table.rows.is_empty()).count() == 1;
        tables.iter().for_each(|table| rows::read(table, &material.name, only_table, wishes, planner));
        return Ok(());
    }
    let (table, encoding) = sheets::open_csv(&material.bytes).map_err(broken)?;
    if encoding != "UTF-8" {
        planner.note(Note { origin: Origin::file(&material.name), remark: Remark::Encoding(encoding) });
    }
    rows::read(&table, &material.name, true, wishes, planner);
    Ok(())
}

/// How far an import is.
pub struct Progress<'a> {
    pub done: usize,
    pub of: usize,
    pub file: &'a Path,
}

#[cfg(test)]
mod tests;
