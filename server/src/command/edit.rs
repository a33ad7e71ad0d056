//! `mangrove edit`: corrects one record, shows the change field by field, and commits it as a batch.

use std::process::Command;

use model::{ForeignId, Record, RecordId};
use server::commit::{Batch, commit};
use server::edit::{EditError, plan_edited, plan_settings};
use server::import::{Amount, Held, Plan, full_ror_id, report};
use server::store::Store;

use super::place::{now_ms, today};
use super::{CommandError, Outcome, held, import, print};
use crate::config::{Edit, Place};

pub async fn run(place: &Place, wishes: Edit) -> Result<Outcome, CommandError> {
    let store = place.store().await?;
    let held = held::all(&store).await?;
    let record = find(&held, &wishes.id)?.clone();
    let successor = wishes.successor.as_deref().map(|id| find(&held, id)).transpose()?.map(|record| record.id);
    if wishes.remove {
        return remove(&store, &record, successor, wishes.dry_run).await;
    }
    let plan = plan(&record, &wishes, successor, held)?;
    print(&report(&plan, Amount::All));
    if !plan.problems.is_empty() {
        return Ok(Outcome::Problems);
    }
    if !wishes.dry_run {
        import::apply(&store, &format!("edit of {}", record.title()), plan).await?;
    }
    Ok(Outcome::Done)
}

fn plan(record: &Record, wishes: &Edit, successor: Option<RecordId>, held: Held) -> Result<Plan, CommandError> {
    if wishes.withdraw {
        let mut settings = vec!["standing.state=withdrawn".to_owned()];
        settings.extend(successor.map(|id| format!("standing.successor={id}")));
        return Ok(plan_settings(record, &settings, held, today())?);
    }
    if !wishes.set.is_empty() {
        return Ok(plan_settings(record, &wishes.set, held, today())?);
    }
    Ok(plan_edited(record, &edited(record)?, held, today())?)
}

async fn remove(
    store: &Store,
    record: &Record,
    successor: Option<RecordId>,
    dry: bool,
) -> Result<Outcome, CommandError> {
    let leads = successor.map(|id| format!("; its id leads to {id}")).unwrap_or_default();
    print(&format!("Removed: {} ({}) {}{leads}", record.title(), record.kind(), record.id));
    if dry {
        return Ok(Outcome::Done);
    }
    let batch = Batch::new(&format!("removal of {}", record.title()), now_ms()).without(record.id, successor);
    if let Some(batch) = commit(store, &batch).await?.batch {
        print(&format!("\nCommitted as batch {batch}. Take it back with: mangrove undo {batch}"));
    }
    Ok(Outcome::Done)
}

fn find<'a>(held: &'a Held, id: &str) -> Result<&'a Record, CommandError> {
    let by_own = RecordId::parse(id).ok();
    let by_ror = || ForeignId::parse("ror", &full_ror_id(id)).ok().and_then(|id| held.by_foreign(&id));
    let found = by_own.or_else(by_ror).and_then(|id| held.get(&id));
    found.ok_or_else(|| CommandError::NoSuchRecord(id.to_owned()))
}

/// Opens the record in the person's editor and gives back what they saved.
fn edited(record: &Record) -> Result<String, CommandError> {
    let editor = std::env::var("VISUAL").or_else(|_| std::env::var("EDITOR")).map_err(|_| EditError::NoEditor)?;
    let path = std::env::temp_dir().join(format!("mangrove-{}.json", record.id));
    let io = |cause| CommandError::Io { path: path.clone(), cause };
    let json = serde_json::to_string_pretty(record).expect("a record is plain data");
    std::fs::write(&path, json).map_err(io)?;
    // The variable may hold arguments: `code --wait`.
    let mut words = editor.split_whitespace();
    let program = words.next().ok_or(EditError::NoEditor)?;
    let run = Command::new(program).args(words).arg(&path).status();
    let ended = run.map_err(|cause| EditError::Editor { editor: editor.clone(), cause })?;
    if !ended.success() {
        let cause = std::io::Error::other(ended.to_string());
        return Err(EditError::Editor { editor, cause }.into());
    }
    let text = std::fs::read_to_string(&path).map_err(io)?;
    std::fs::remove_file(&path).map_err(io)?;
    Ok(text)
}
