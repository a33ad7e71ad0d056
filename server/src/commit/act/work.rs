//! A transaction under way: what is locked, what the event says, and what the feeds are going to say.

use std::collections::BTreeMap;
use std::sync::Arc;

use catalogue::SignedTicket;
use model::feed::{ConsentView, Entry, RegistrationState, RegistrationView};
use model::record::Session;
use model::registration::Registration;
use model::{Day, Digest, PersonId, Reason, RecordId, RegistrationId, Scope};

use super::event_in_hand::EventInHand;
use super::held::Held;
use super::ticket::{DAY_MS, ends_ms, roster_row, ticket_for};
use super::{audit, twins};
use crate::fault::Point;
use crate::keys::Seals;
use crate::store::{About, Store, StoreError, Tx};

pub(super) struct Work {
    pub tx: Tx,
    pub now_ms: i64,
    seals: Seals,
    /// Of an act about an event that we hold.
    event: Option<EventInHand>,
    chain: String,
    entries: Vec<(Scope, Entry, Option<About>)>,
    /// The first of those who left the waiting line.
    left_line: Option<u64>,
}

impl Work {
    /// Begins, with the event locked; without one, or with one that we do not hold, the person. So a made-up event
    /// leaves no trace.
    pub async fn open(
        store: &Store,
        seals: &Seals,
        about: Option<RecordId>,
        person: PersonId,
        now_ms: i64,
    ) -> Result<Self, StoreError> {
        let mut tx = store.write().await?;
        tx.reach(Point::CommitBegun).await;
        let mut event = None;
        if let Some(id) = about
            && tx.rows(&[id]).await?.contains_key(&id)
        {
            tx.lock_event(id).await?;
            event = EventInHand::load(&mut tx, id).await?;
        }
        let chain = match &event {
            Some(event) => audit::chain_of(event.id),
            None => {
                tx.lock_feed(Scope::Person(person)).await?;
                format!("person/{person}")
            }
        };
        let seals = seals.clone();
        Ok(Work { tx, now_ms, seals, event, chain, entries: Vec::new(), left_line: None })
    }

    /// Begins with all events locked in which a person takes part, in the order of their ids, and then the person.
    pub async fn open_for_all(store: &Store, seals: &Seals, person: PersonId, now_ms: i64) -> Result<Self, StoreError> {
        let mut tx = store.write().await?;
        tx.reach(Point::CommitBegun).await;
        let events = tx.events_of(person).await?;
        for event in &events {
            tx.lock_event(*event).await?;
        }
        tx.lock_feed(Scope::Person(person)).await?;
        if tx.events_of(person).await? != events {
            return Err(StoreError::Contended);
        }
        let (seals, chain) = (seals.clone(), format!("person/{person}"));
        Ok(Work { tx, now_ms, seals, event: None, chain, entries: Vec::new(), left_line: None })
    }

    /// From now on the acts are about this event, whose lock is held; or about none.
    pub async fn turn_to(&mut self, event: Option<RecordId>) -> Result<(), StoreError> {
        self.event = match event {
            Some(id) => EventInHand::load(&mut self.tx, id).await?,
            None => None,
        };
        Ok(())
    }

    pub fn seals(&self) -> &Seals {
        &self.seals
    }

    pub fn event_id(&self) -> Option<RecordId> {
        self.event.as_ref().map(|event| event.id)
    }

    /// The event that the act is about.
    pub fn event(&self) -> Result<RecordId, Reason> {
        self.event_id().ok_or(Reason::UnknownEvent)
    }

    /// What the event says about taking part.
    pub fn rules(&self) -> Result<Arc<Registration>, Reason> {
        let event = self.event.as_ref().ok_or(Reason::UnknownEvent)?;
        event.rules.clone().ok_or(Reason::NoRegistrations)
    }

    /// The day on which ages count: the first of the event.
    pub fn first_day(&self, rules: &Registration) -> Day {
        self.event.as_ref().and_then(|event| event.when.begins).unwrap_or_else(|| rules.closes.day())
    }

    /// The event's sessions, as its record says.
    pub fn sessions(&self) -> Arc<[Session]> {
        self.event.as_ref().map_or_else(|| Arc::new([]) as Arc<[Session]>, |event| Arc::clone(&event.sessions))
    }

    /// The last day of the event; without days, that of its last session.
    pub fn last_day(&self, sessions: &[Session]) -> Option<Day> {
        let when = &self.event.as_ref()?.when;
        let of_sessions = sessions.iter().max_by_key(|session| session.begins.unix_ms());
        when.ends.or(when.begins).or(of_sessions.map(|session| session.begins.day()))
    }

    /// Until when the event keeps what is personal. One that says nothing of it any more keeps it as long as is usual,
    /// from the last thing that happened.
    pub fn keeps_until_ms(&self, last_change_ms: i64) -> i64 {
        let said = self.event.as_ref().and_then(|event| {
            let rules = event.rules.as_ref()?;
            Some(ends_ms(&event.when, rules.closes)? + i64::from(rules.keep_days) * DAY_MS)
        });
        said.unwrap_or(last_change_ms + i64::from(Registration::KEEP_DAYS) * DAY_MS)
    }

    /// A person's part in the event, the living one if there is one.
    pub async fn part_of(&mut self, person: PersonId) -> Result<Option<Held>, StoreError> {
        let Some(event) = self.event_id() else { return Ok(None) };
        self.tx.registration_of(event, person).await?.map(Held::read).transpose()
    }

    /// A registration of the event, whatever became of it.
    pub async fn registration(&mut self, id: RegistrationId) -> Result<Option<Held>, StoreError> {
        let row = self.tx.registration(id).await?.filter(|row| Some(row.event) == self.event_id());
        row.map(Held::read).transpose()
    }

    /// Writes a registration, and tells all who may know of it. Who has a place from now on gets a ticket; who has none
    /// any more loses theirs. The door hears of both.
    pub async fn save(&mut self, mut held: Held) -> Result<(), StoreError> {
        self.give_ticket(&mut held);
        let held = held.packed(self.now_ms);
        self.tx.put_registration(&held.row).await?;
        let files: Vec<Digest> = held.details.answers.files().map(|file| file.hash).collect();
        self.tx.set_attachment_uses(held.row.id, held.row.event, &files).await?;
        self.tell_of(&held);
        if !held.is_living() {
            twins::part(self, held.row.id).await?;
        }
        Ok(())
    }

    /// Each sees what is theirs to see: the address is for the desk alone.
    pub fn tell_of(&mut self, held: &Held) {
        let ticket = held.details.ticket.clone();
        let ticket = ticket.map(|ticket| SignedTicket::sign(ticket, self.seals.ticket()).token().to_owned());
        // Who asked for somebody else keeps their ticket for them until they come.
        if let Some(leader) = held.row.leader.filter(|leader| Some(*leader) != held.row.person) {
            let ticket = ticket.clone().filter(|_| held.row.person.is_none());
            let view = RegistrationView { ticket, ..held.view_for_leader() };
            self.tell(Scope::Person(leader), Entry::Registration(view));
        }
        if let Some(person) = held.row.person {
            self.tell(Scope::Person(person), Entry::Registration(RegistrationView { ticket, ..held.view() }));
        }
        self.tell(Scope::Desk(held.row.event), Entry::Registration(held.view_for_desk()));
        if let Some(country) = held.details.country {
            self.tell(Scope::Country(country), Entry::Registration(held.view()));
        }
    }

    /// An event that says no more how to take part leaves its tickets as they are.
    fn give_ticket(&mut self, held: &mut Held) {
        let door = Scope::Door(held.row.event);
        let before = held.details.ticket.take();
        held.details.ticket = match self.event.as_ref().and_then(|event| Some((&event.when, event.rules.as_ref()?))) {
            Some((when, rules)) => ticket_for(held, when, rules),
            None => before.clone().filter(|_| held.row.state == RegistrationState::Accepted),
        };
        if let Some(before) = before.filter(|before| held.details.ticket.as_ref() != Some(before)) {
            self.tell(door, Entry::Revoked { event: held.row.event, ticket: before.hash() });
        }
        if let Some(ticket) = &held.details.ticket {
            self.tell(door, Entry::Roster(roster_row(held, ticket)));
        }
    }

    pub fn tell(&mut self, scope: Scope, entry: Entry) {
        let about = about(&entry);
        self.entries.push((scope, entry, about));
    }

    /// Takes back what was to be told to a scope that is gone.
    pub fn drop_told(&mut self, gone: Scope) {
        self.entries.retain(|(scope, ..)| *scope != gone);
    }

    /// Writes what a person agreed to, or no longer does. The organisers of its event see it.
    pub async fn save_consent(&mut self, person: PersonId, view: ConsentView) -> Result<(), StoreError> {
        self.tx.put_consent(person, &view).await?;
        if let Some(event) = view.event {
            // It may name a guardian, so it has to be found when its person is erased.
            self.entries.push((Scope::Desk(event), Entry::Consent(view.clone()), Some(*person.as_bytes())));
        }
        self.tell(Scope::Person(person), Entry::Consent(view));
        Ok(())
    }

    /// Somebody no longer waits; those behind move up.
    pub async fn leave_line(&mut self, event: RecordId, arrival: u64) -> Result<(), StoreError> {
        self.tx.move_line_up(event, arrival).await?;
        self.left_line = Some(self.left_line.map_or(arrival, |first| first.min(arrival)));
        Ok(())
    }

    /// The first who left the line since it was asked last.
    pub fn take_left_line(&mut self) -> Option<u64> {
        self.left_line.take()
    }

    /// Whether anything was changed for anybody.
    pub fn has_told(&self) -> bool {
        !self.entries.is_empty()
    }

    /// Writes the feeds, in the order of their scopes; gives those that the actor keeps, to wait for them.
    pub async fn write_feeds(&mut self, keeps: impl Fn(Scope) -> bool) -> Result<Vec<(Scope, u64)>, StoreError> {
        let mut feeds: BTreeMap<String, (Scope, Vec<(Entry, Option<About>)>)> = BTreeMap::new();
        for (scope, entry, about) in std::mem::take(&mut self.entries) {
            feeds.entry(scope.to_string()).or_insert((scope, Vec::new())).1.push((entry, about));
        }
        let mut told = Vec::new();
        for (text, (scope, entries)) in feeds {
            let cursor = self.tx.append_feed(&text, &entries).await?;
            if keeps(scope) {
                told.push((scope, cursor));
            }
        }
        Ok(told)
    }

    pub async fn write_audit(
        &mut self,
        person: Option<PersonId>,
        act: &str,
        subject: &[u8; 16],
        content: Digest,
    ) -> Result<(), StoreError> {
        let end = self.tx.audit_end(&self.chain).await?;
        let line = audit::next(&self.chain, end, audit::Done { at_ms: self.now_ms, person, act, subject, content });
        self.tx.append_audit(&self.chain, &line).await
    }
}

/// The registration that an entry is about.
fn about(entry: &Entry) -> Option<About> {
    let registration = match entry {
        Entry::Registration(view) => view.id,
        Entry::Attendance(view) => view.registration,
        Entry::Certificate(view) => view.registration,
        Entry::Roster(row) => row.registration,
        Entry::CheckIn(view) => view.registration,
        // Of a person's own feed, which is deleted whole; or ids alone.
        Entry::Profile(_)
        | Entry::Consent(_)
        | Entry::Export(_)
        | Entry::Letter(_)
        | Entry::Twin(_)
        | Entry::Revoked { .. }
        | Entry::Erased { .. }
        | Entry::Unknown => return None,
    };
    Some(*registration.as_bytes())
}
