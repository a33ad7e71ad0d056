//! `mangrove import`: shows the plan; with `--apply` commits it as one batch.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};
use server::commit::{Batch, commit};
use server::import::{self, Amount, Plan, Progress, Wishes, report};
use server::store::Store;

use super::place::{now_ms, today};
use super::{CommandError, Outcome, held, print};
use crate::config::{Import, Place};

pub async fn run(place: &Place, wishes: Import) -> Result<Outcome, CommandError> {
    let store = place.store().await?;
    let held = held::all(&store).await?;
    let told = Wishes { today: wishes.today.unwrap_or_else(today), kind: wishes.kind, source: wishes.source };
    let path = wishes.path.clone();
    let plan = tokio::task::spawn_blocking(move || {
        let bar = progress_bar();
        import::plan(&path, held, &told, Box::new(move |progress| show(&bar, progress)))
    });
    let plan = plan.await??;
    print(&report(&plan, if wishes.all { Amount::All } else { Amount::Short }));
    let outcome = if plan.problems.is_empty() { Outcome::Done } else { Outcome::Problems };
    if wishes.apply {
        let title = wishes
            .path
            .file_name()
            .map_or_else(|| wishes.path.display().to_string(), |name| name.to_string_lossy().into_owned());
        apply(&store, &format!("import of {title}"), plan).await?;
    } else if !plan.changes.is_empty() {
        print("\nNothing was written. Add --apply to commit this plan.");
    }
    Ok(outcome)
}

/// Commits a plan as one batch and says its id. Refused if a record that it changes was changed meanwhile.
pub async fn apply(store: &Store, title: &str, plan: Plan) -> Result<(), CommandError> {
    let changes = plan.changes.into_iter().map(|change| (change.before, change.after));
    let done = commit(store, &Batch::new(title, now_ms()).changing(changes)).await?;
    match done.batch {
        Some(batch) => print(&format!(
            "\nCommitted as batch {batch}: {} added, {} changed. Take it back with: mangrove undo {batch}",
            done.added,
            done.changed + done.relinked.len() as u64
        )),
        None => print("\nNothing to commit: all of it is held already."),
    }
    Ok(())
}

/// A bar over the files, on a terminal only.
fn progress_bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(0);
    match ProgressStyle::with_template("{bar:30} file {pos} of {len}  {msg}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn show(bar: &ProgressBar, progress: Progress<'_>) {
    bar.set_length(progress.of as u64);
    bar.set_position(progress.done as u64);
    bar.set_message(format!("{} · {} records", progress.file, progress.records));
    if progress.done == progress.of {
        bar.finish_and_clear();
    }
}
