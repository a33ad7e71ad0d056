//! From a file to a plan: what an import would do, before anything is done.
//!
//! ```text
//! path ─ material (which files, what each is) ─┬ rows: sheets of cells ─┐
//!                                              ├ lines: our own JSON    ├─ planner ─ plan ─ report
//!                                              └ ror: releases          ┘      │
//!                                                                  held (what the store has)
//! ```
//!
//! Reading collects every problem with its place. The planner is pure; writing is one batch in `commit`, and only when
//! it was asked for. **Invariant:** nothing in here writes to the store.

mod called;
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
mod starter;

pub use difference::{Difference, differences};
pub use held::Held;
pub use issue::{Issue, Note, Reason, Remark};
pub use material::{MaterialError, files};
pub use origin::Origin;
pub use plan::{Change, Effect, Plan, Planner, Progress, Repeats};
pub use report::{Amount, report};
pub use ror::full_id as full_ror_id;
pub use starter::starter;

use std::path::Path;
use std::sync::Arc;

use model::{Day, Kind, Line, Record};

use crate::sheets::{self, Table};
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

/// Plans the import of a file or a folder against what is held.
pub fn plan(path: &Path, held: Held, wishes: &Wishes, progress: plan::Told) -> Result<Plan, MaterialError> {
    let files = material::files(path)?;
    let mut planner = Planner::new(held).telling(progress);
    for (done, file) in files.iter().enumerate() {
        let material = material::open(file)?;
        planner.begin(done, files.len(), &material.name);
        let before = planner.records();
        match material.form {
            Form::JsonLines | Form::JsonArray => lines::read(&material, wishes.today, &mut planner)?,
            Form::Workbook | Form::Csv => read_tables(&material, file, wishes, &mut planner)?,
        }
        if planner.records() == before {
            planner.problem(Issue::new(Origin::file(&material.name), Reason::NoRows));
        }
    }
    planner.begin(files.len(), files.len(), "");
    Ok(planner.finish())
}

/// Plans records that were made by this program itself.
pub fn plan_records(name: &str, records: impl Iterator<Item = Record>, held: Held) -> Plan {
    let mut planner = Planner::new(held);
    let origin = Origin::file(&Arc::from(name));
    records.for_each(|record| planner.take(record, &origin, Repeats::Refused));
    planner.finish()
}

/// Plans one table, named for its places.
pub fn plan_table(name: &str, table: &Table, held: Held, wishes: &Wishes) -> Plan {
    let mut planner = Planner::new(held);
    rows::read(table, &Arc::from(name), true, wishes, &mut planner);
    planner.finish()
}

/// Plans JSON lines, named for their places.
pub fn plan_json(name: &str, bytes: &[u8], held: Held, today: Day) -> Plan {
    let mut planner = Planner::new(held);
    let material = Material { name: Arc::from(name), bytes: bytes.to_vec(), form: Form::JsonLines };
    if let Err(error) = lines::read(&material, today, &mut planner) {
        let reason = Reason::Json(error.to_string());
        planner.refuse([Issue::new(Origin::file(&material.name), reason)]);
    }
    if planner.records() == 0 {
        planner.problem(Issue::new(Origin::file(&material.name), Reason::NoRows));
    }
    planner.finish()
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

#[cfg(test)]
mod tests;
