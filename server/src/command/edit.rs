//! `mangrove edit`: corrects one record, shows the change field by field, and commits it as a batch.

use model::{ForeignId, Record, RecordId};
use server::commit::{Batch, commit};
use server::edit::{EditError, plan_edited, plan_settings};
use server::import::{Amount, Held, Plan, full_ror_id, report};
use server::store::Store;

use super::draft::Draft;
use super::place::{now_ms, today};
use super::{CommandError, Outcome, held, import, print};
use crate::config::{Edit, Place};

pub async fn run(place: &Place, wishes: Edit) -> Result<Outcome, CommandError> {
    let named = ["VISUAL", "EDITOR"].into_iter().filter_map(|variable| std::env::var(variable).ok());
    let editor = named.into_iter().find(|editor| !editor.trim().is_empty());
    run_with(place, wishes, editor).await
}

/// The same, told which editor to open.
pub(super) async fn run_with(place: &Place, wishes: Edit, editor: Option<String>) -> Result<Outcome, CommandError> {
    let store = place.held_store().await?;
    let held = held::all(&store).await?;
    let record = find(&held, &wishes.id)?.clone();
    let successor = wishes.successor.as_deref().map(|id| find(&held, id)).transpose()?.map(|record| record.id);
    if successor == Some(record.id) {
        return Err(EditError::OwnSuccessor.into());
    }
    if wishes.remove {
        return remove(&store, record, successor, wishes.dry_run).await;
    }
    if wishes.withdraw || !wishes.set.is_empty() {
        let settings = if wishes.withdraw { withdrawal(successor) } else { wishes.set };
        let plan = plan_settings(&record, &settings, held, today())?;
        return finish(&store, &record, plan, wishes.dry_run).await;
    }
    let editor = editor.ok_or(EditError::NoEditor)?;
    let draft = Draft::of(&record)?;
    match edit(&store, &record, held, &draft, &editor, wishes.dry_run).await {
        Ok(Outcome::Done) if !wishes.dry_run => {
            draft.remove()?;
            Ok(Outcome::Done)
        }
        Ok(outcome) => {
            print(&format!("\nNothing was written. Your text is kept in {}", draft.path().display()));
            Ok(outcome)
        }
        Err(cause) => Err(CommandError::Kept { path: draft.path().to_owned(), cause: Box::new(cause) }),
    }
}

fn withdrawal(successor: Option<RecordId>) -> Vec<String> {
    let mut settings = vec!["standing.state=withdrawn".to_owned()];
    settings.extend(successor.map(|id| format!("standing.successor={id}")));
    settings
}

async fn edit(
    store: &Store,
    record: &Record,
    held: Held,
    draft: &Draft,
    editor: &str,
    dry: bool,
) -> Result<Outcome, CommandError> {
    let plan = plan_edited(record, &draft.edited_with(editor)?, held, today())?;
    finish(store, record, plan, dry).await
}

/// Shows the plan, and commits it.
async fn finish(store: &Store, record: &Record, plan: Plan, dry: bool) -> Result<Outcome, CommandError> {
    print(&report(&plan, Amount::All));
    if !plan.problems.is_empty() {
        return Ok(Outcome::Problems);
    }
    if !dry {
        import::apply(store, &format!("edit of {}", record.title()), plan).await?;
    }
    Ok(Outcome::Done)
}

async fn remove(
    store: &Store,
    record: Record,
    successor: Option<RecordId>,
    dry: bool,
) -> Result<Outcome, CommandError> {
    let leads = successor.map(|id| format!("; its id leads to {id}")).unwrap_or_default();
    print(&format!("Removed: {} ({}) {}{leads}", record.title(), record.kind(), record.id));
    if dry {
        return Ok(Outcome::Done);
    }
    let batch = Batch::new(&format!("removal of {}", record.title()), now_ms()).without(record.id, successor);
    let batch = batch.having_seen(record);
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
