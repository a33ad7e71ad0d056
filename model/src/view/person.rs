//! What a person's own feed says, row by row.

use std::collections::BTreeMap;

use crate::feed::{
    AttendanceView, CertificateView, ConsentView, Entry, ExportView, FeedRow, LetterView, RegistrationState,
    RegistrationView,
};
use crate::{CommandId, Line, Profile, RecordId, RegistrationId};

/// The newest word of the server on each thing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonView {
    /// The last row that was taken.
    pub cursor: u64,
    pub registrations: BTreeMap<RegistrationId, RegistrationView>,
    pub profile: Option<Profile>,
    /// By event, or none for those of the whole app, and purpose.
    pub consents: BTreeMap<(Option<RecordId>, Line), ConsentView>,
    /// By event and session.
    pub attendance: BTreeMap<(RecordId, Line), AttendanceView>,
    pub export: Option<ExportView>,
    pub certificates: BTreeMap<RecordId, CertificateView>,
    /// In the order in which they were written.
    pub letters: BTreeMap<CommandId, LetterView>,
    /// The account is gone; nothing of it is kept here.
    pub erased: bool,
}

impl PersonView {
    /// Takes a row once: a row that was taken before changes nothing.
    pub fn take(&mut self, row: FeedRow) {
        if row.cursor <= self.cursor {
            return;
        }
        self.cursor = row.cursor;
        match row.entry {
            Entry::Registration(view) => drop(self.registrations.insert(view.id, view)),
            Entry::Profile(profile) => self.profile = Some(profile),
            Entry::Consent(view) => {
                drop(self.consents.insert((view.event, view.consent.purpose.clone()), view));
            }
            Entry::Attendance(view) => drop(self.attendance.insert((view.event, view.session.clone()), view)),
            Entry::Export(view) => self.export = Some(view),
            Entry::Certificate(view) => drop(self.certificates.insert(view.event, view)),
            Entry::Letter(view) => drop(self.letters.insert(view.id, view)),
            Entry::Erased { registration: Some(registration) } => self.erase(registration),
            Entry::Erased { registration: None } => {
                *self = PersonView { cursor: row.cursor, erased: true, ..PersonView::default() };
            }
            // Of doors and desks, or of a later version.
            Entry::Twin(_) | Entry::Roster(_) | Entry::CheckIn(_) | Entry::Revoked { .. } | Entry::Unknown => {}
        }
    }

    /// The registration that counts for an event: one that stands before one that is over, then the newest.
    pub fn of_event(&self, event: RecordId) -> Option<&RegistrationView> {
        let theirs = self.registrations.values().filter(|view| view.event == event && !view.for_other);
        theirs.max_by_key(|view| (!is_over(view.state), view.changed_ms, view.id))
    }

    /// Those for whom this person asked for a place, in the order in which they did.
    pub fn delegation(&self, event: RecordId) -> impl Iterator<Item = &RegistrationView> {
        self.registrations.values().filter(move |view| view.event == event && view.for_other)
    }

    fn erase(&mut self, registration: RegistrationId) {
        let Some(gone) = self.registrations.remove(&registration) else { return };
        self.attendance.retain(|_, view| view.registration != registration);
        if self.of_event(gone.event).is_none() {
            self.consents.retain(|(event, _), _| *event != Some(gone.event));
            self.certificates.remove(&gone.event);
            self.letters.retain(|_, letter| letter.event != gone.event);
        }
    }
}

pub(super) fn is_over(state: RegistrationState) -> bool {
    match state {
        RegistrationState::Withdrawn | RegistrationState::Refused { .. } => true,
        RegistrationState::Asked
        | RegistrationState::Accepted
        | RegistrationState::Waiting { .. }
        | RegistrationState::Offered { .. } => false,
    }
}
