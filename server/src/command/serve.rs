//! `mangrove serve`: fills an empty folder with the starter data, then serves.

use server::commit::{Batch, commit};
use server::http::shell::Shell;
use server::import::{Held, starter};
use server::serve::{ServeConfig, TlsFiles};
use server::store::Store;

use super::place::{now_ms, today};
use super::{CommandError, Outcome};
use crate::config::{Place, Serve};

pub async fn run(place: &Place, wishes: Serve) -> Result<Outcome, CommandError> {
    // What can fail without the database comes first, so that a failed start changes nothing.
    let listener = server::serve::bind(wishes.listen)?;
    let shell = match wishes.shell.as_ref().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => Shell::from_dir(folder)?,
        None => Shell::embedded()?.ok_or(CommandError::NoShell)?,
    };
    let publisher = place.publisher().await?;
    let means = place.means(wishes.mail.as_deref().zip(wishes.mail_from.as_deref()))?;
    fill_if_empty(publisher.store()).await?;
    let tls = wishes.tls_cert.zip(wishes.tls_key).map(|(cert, key)| TlsFiles { cert, key });
    let config = ServeConfig {
        publisher,
        means,
        listener,
        public_url: wishes.public_url,
        tls,
        trusted_proxies: wishes.trusted_proxy,
        publish_every: wishes.publish_every,
        contact: wishes.contact,
        shell: Some(shell),
        // Who wants publications at once is a test, and has no quiet moments.
        sweep: !wishes.publish_every.is_zero(),
    };
    server::serve::run(config).await?;
    Ok(Outcome::Done)
}

/// A folder that never held a record gets the starter data, as a batch like any other.
async fn fill_if_empty(store: &Store) -> Result<(), CommandError> {
    if store.count_records().await? > 0 || !store.batches(1).await?.is_empty() {
        return Ok(());
    }
    let plan = starter(Held::default(), today());
    for problem in &plan.problems {
        tracing::error!("{}: {}", problem.origin, problem.reason);
    }
    let records = plan.changes.into_iter().map(|change| change.after);
    let done = commit(store, &Batch::new("starter data", now_ms()).with(records)).await?;
    tracing::info!(records = done.added, "filled with the starter data");
    Ok(())
}
