//! An organiser saves an event with its form. It goes the way of every record: one batch, and out with the next
//! publication.
//!
//! A form whose questions changed is another version, whoever has answered: an answer always says which questions it was
//! to, and nobody has to know whether one is on its way.

use catalogue::cells;
use model::record::{DraftProblem, complete_event, read_event};
use model::registration::Form;
use model::{Day, Detail, Record, RecordId};
use serde_json::{Map, Value};

use super::{DeskError, is_admin, noted};
use crate::auth::{self, Porter};
use crate::commit::act::Actor;
use crate::commit::{Batch, CommitError, commit};

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    Saved {
        id: RecordId,
        /// The version of its form; 0 where it takes no registrations.
        form: u32,
    },
    /// Somebody else changed it meanwhile: look again.
    Changed,
    Problems(Vec<DraftProblem>),
}

/// `before` is the event as it was when the organiser began to write; none: it is new.
pub async fn save(
    porter: &Porter,
    actor: &Actor,
    before: Option<&Value>,
    after: Map<String, Value>,
) -> Result<Saved, DeskError> {
    let store = porter.store();
    let mut record = match read_event(&complete_event(after, Day::of_unix_ms(porter.now_ms()))) {
        Ok(record) => record,
        Err(problems) => return Ok(Saved::Problems(problems)),
    };
    let held = match store.row(record.id).await? {
        Some(row) if row.is_gone() => return Err(DeskError::NoSuchEvent),
        Some(row) => Some(cells::to_record(&row).map_err(crate::store::StoreError::from)?),
        None => None,
    };
    let is_allowed = match &held {
        Some(held) => matches!(held.detail, Detail::Event(_)) && actor.runs(held.id),
        None => is_admin(actor),
    };
    if !is_allowed {
        return Err(DeskError::NotAllowed);
    }
    if held.as_ref().map(as_written) != before.and_then(|before| read_event(before).ok()).as_ref().map(as_written) {
        return Ok(Saved::Changed);
    }
    let form = carry_over(&mut record, held.as_ref());
    let id = record.id;
    let batch = Batch::new(&format!("event of {}", record.title()), porter.now_ms());
    match commit(store, &batch.changing([(held, record.clone())])).await {
        Ok(_) => {}
        Err(CommitError::ChangedMeanwhile { .. }) => return Ok(Saved::Changed),
        Err(CommitError::Refused { key, problem, .. }) => {
            let problem = DraftProblem { place: key.to_owned(), reason: problem.to_string() };
            return Ok(Saved::Problems(vec![problem]));
        }
        Err(error) => return Err(error.into()),
    }
    // Who makes an event runs it.
    if auth::roles_at(store, id).await?.iter().all(|(_, role)| *role != auth::Role::Organiser(id)) {
        auth::give(store, actor.person, &auth::Role::Organiser(id), porter.now_ms()).await?;
    }
    noted(porter, actor, Some(id), "event_saved", &cells::to_row(&record).encode()).await?;
    Ok(Saved::Saved { id, form })
}

/// Keeps what the server counts, and numbers the form; gives its number.
fn carry_over(record: &mut Record, held: Option<&Record>) -> u32 {
    let before = held.and_then(registration);
    let (taken, form) = (before.and_then(|before| before.taken), before.map(|before| before.form.clone()));
    let Detail::Event(event) = &mut record.detail else { return 0 };
    let Some(now) = event.registration.as_mut() else { return 0 };
    now.taken = taken;
    let version = form.map_or(1, |form| {
        let is_same = form.questions() == now.form.questions();
        if is_same { form.version() } else { form.version().saturating_add(1) }
    });
    if let Ok(numbered) = Form::parse(version, now.form.questions().to_vec()) {
        now.form = numbered;
    }
    version
}

/// Without what changes by itself.
fn as_written(record: &Record) -> Record {
    let mut record = record.clone();
    record.verified_on = Day::of_unix_ms(0);
    if let Detail::Event(event) = &mut record.detail
        && let Some(registration) = event.registration.as_mut()
    {
        registration.taken = None;
    }
    record
}

fn registration(record: &Record) -> Option<&model::registration::Registration> {
    match &record.detail {
        Detail::Event(event) => event.registration.as_deref(),
        _ => None,
    }
}
