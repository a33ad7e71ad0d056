//! Door phones: an organiser asks for a code, shows it as a picture, and the phone that reads it minds the door.
//!
//! ```text
//! ask_door ─ may they? ─ the event is still to come? ─ a token of 128 bits: its hash into the store, itself into the picture
//! enter_door ─ the token, taken out ─ a person without an address ─ the role DoorPhone ─ a session with an end of its own
//! ```
//! **Invariant:** a door phone is nobody: it has no address, nobody can sign in as it, and its one role lets people in
//! at one event. A token is used once, and is over after ten minutes.

use catalogue::cells;
use model::record::Event;
use model::{Detail, Line, PersonId, RecordId, crockford};

use super::limit::{DAY_MS, DOOR_CODES};
use super::session::runs;
use super::{AuthError, Caller, Known, Limit, Porter, Purpose, Role, SignedIn, Step};
use crate::calendar::Clock;
use crate::store::{DoorPairing, DoorPhone, Person, StoreError, Tx};

/// How long a code can be read from the organiser's screen.
pub const PAIRING_TIME_MS: i64 = 10 * 60 * 1000;
/// How long a phone minds the door of an event that does not say when it is.
const UNDATED_TIME_MS: i64 = 14 * DAY_MS;
/// Days after an event's last one at the end of which its door phones end.
const DAYS_AFTER: i64 = 1;
const TOKEN_BYTES: usize = 16;
/// How often a transaction is done again that met another one.
const ATTEMPTS: usize = 4;

/// What came of reading a code.
pub enum DoorEntry {
    /// The cookie is to be set.
    In { known: Known, cookie: String },
    /// The code was used, is over, or is none.
    Over,
}

/// A phone, as the organiser sees it.
pub struct MindedDoor {
    pub phone: DoorPhone,
    pub device: String,
    pub seen_ms: i64,
    pub ends_ms: i64,
}

impl Porter {
    /// A code for one phone, at one gate of an event. `None`: there is no such event, or it is over.
    pub async fn ask_door(&self, caller: &Caller, event: RecordId, gate: Line) -> Result<Option<String>, AuthError> {
        let organiser = self.organiser(caller, event).await?;
        let now_ms = self.now_ms();
        self.tidy(now_ms).await;
        if self.door_ends_ms(event, now_ms).await?.is_none_or(|ends_ms| ends_ms <= now_ms) {
            return Ok(None);
        }
        let token: [u8; TOKEN_BYTES] = rand::random();
        let ends_ms = now_ms + PAIRING_TIME_MS;
        let pairing = DoorPairing { event, gate, asked_by: organiser.person, made_ms: now_ms, ends_ms };
        let mut tx = self.store().write().await?;
        if tx.open_pairings(organiser.person, now_ms).await? >= DOOR_CODES {
            tx.roll_back().await?;
            self.refuse(Step::Limited(Limit::Doors));
            return Err(AuthError::Limited(Limit::Doors));
        }
        tx.insert_pairing(&self.hash(Purpose::DoorToken, &[&token]), &pairing).await?;
        tx.commit().await?;
        self.count(Step::DoorAsked);
        Ok(Some(crockford::encode(&token)))
    }

    /// Makes the phone that read a code a door's. Whoever was signed in on it no longer is.
    pub async fn enter_door(&self, caller: &Caller, token: &str) -> Result<DoorEntry, AuthError> {
        let token = crockford::decode(&crockford::from_typed(token)).filter(|bytes| bytes.len() == TOKEN_BYTES);
        let Some(token) = token else {
            self.refuse(Step::DoorOver);
            return Ok(DoorEntry::Over);
        };
        let token = self.hash(Purpose::DoorToken, &[&token]);
        for _ in 1..ATTEMPTS {
            match self.enter_door_once(caller, &token).await {
                Err(AuthError::Store(error)) if error.is_retryable() => {}
                done => return done,
            }
        }
        self.enter_door_once(caller, &token).await
    }

    async fn enter_door_once(&self, caller: &Caller, token: &[u8; 32]) -> Result<DoorEntry, AuthError> {
        let now_ms = self.now_ms();
        let before = self.who(caller).await?;
        let mut tx = self.store().write().await?;
        let Some(pairing) = tx.use_pairing(token, now_ms).await? else {
            tx.roll_back().await?;
            self.refuse(Step::DoorOver);
            return Ok(DoorEntry::Over);
        };
        let Some(ends_ms) = door_ends_ms(&mut tx, pairing.event, now_ms).await?.filter(|ends_ms| *ends_ms > now_ms)
        else {
            tx.commit().await?;
            return Ok(DoorEntry::Over);
        };
        let person = self.door_person(&mut tx, before, &pairing, now_ms).await?;
        let (session, cookie) = self.begin_session(&mut tx, caller, person.id, Some(ends_ms), now_ms).await?;
        tx.commit().await?;
        self.count(Step::DoorEntered);
        let signed_in = SignedIn { person: person.id, session: session.id, ends_ms: Some(ends_ms) };
        let known = self.known(person, signed_in).await?;
        Ok(DoorEntry::In { known, cookie })
    }

    /// Who the phone is from now on. One that minds a door of this event already stays who it is, and its unsent scans
    /// stay its own; one of another event leaves that.
    async fn door_person(
        &self,
        tx: &mut Tx,
        before: Option<SignedIn>,
        pairing: &DoorPairing,
        now_ms: i64,
    ) -> Result<Person, StoreError> {
        let minded = match before {
            Some(before) => tx.door_phone_of(before.person).await?,
            None => None,
        };
        let id = match minded {
            Some(phone) if phone.event == pairing.event => phone.person,
            Some(phone) => {
                end_phone(tx, &phone).await?;
                PersonId::made_at(now_ms.max(0) as u64, rand::random())
            }
            None => PersonId::made_at(now_ms.max(0) as u64, rand::random()),
        };
        let nobody = Person { id, email: String::new(), email_key: format!("door:{id}"), created_ms: now_ms };
        let person = tx.ensure_person(&nobody).await?;
        tx.give_role(id, &Role::DoorPhone(pairing.event).words(), now_ms).await?;
        let (event, gate, paired_by) = (pairing.event, pairing.gate.clone(), pairing.asked_by);
        tx.put_door_phone(&DoorPhone { person: id, event, gate, paired_by, made_ms: now_ms }).await?;
        Ok(person)
    }

    /// The phones that mind the doors of an event now.
    pub async fn door_phones(&self, caller: &Caller, event: RecordId) -> Result<Vec<MindedDoor>, AuthError> {
        self.organiser(caller, event).await?;
        let now_ms = self.now_ms();
        let mut minded = Vec::new();
        for phone in self.store().door_phones(event).await? {
            let sessions = self.store().sessions(phone.person).await?;
            let Some(session) = sessions.into_iter().find(|session| runs(session, now_ms)) else { continue };
            let ends_ms = session.ends_ms.unwrap_or(now_ms);
            minded.push(MindedDoor { phone, device: session.device, seen_ms: session.seen_ms, ends_ms });
        }
        Ok(minded)
    }

    /// Ends a phone of an event. False if there is none of this name.
    pub async fn end_door_phone(&self, caller: &Caller, event: RecordId, phone: PersonId) -> Result<bool, AuthError> {
        self.organiser(caller, event).await?;
        let mut tx = self.store().write().await?;
        let Some(phone) = tx.door_phone_of(phone).await?.filter(|phone| phone.event == event) else {
            tx.roll_back().await?;
            return Ok(false);
        };
        end_phone(&mut tx, &phone).await?;
        tx.commit().await?;
        self.count(Step::SessionEnded);
        Ok(true)
    }

    /// The caller, who must run the event.
    async fn organiser(&self, caller: &Caller, event: RecordId) -> Result<SignedIn, AuthError> {
        let signed_in = self.signed_in(caller).await?;
        let runs = |role: &Role| match role {
            Role::Admin => true,
            Role::Organiser(theirs) => *theirs == event,
            Role::Contact(_) | Role::Door(_) | Role::DoorPhone(_) => false,
        };
        if self.roles(signed_in.person).await?.iter().any(runs) { Ok(signed_in) } else { Err(AuthError::NotAllowed) }
    }

    async fn door_ends_ms(&self, event: RecordId, now_ms: i64) -> Result<Option<i64>, StoreError> {
        let mut tx = self.store().read().await?;
        let ends_ms = door_ends_ms(&mut tx, event, now_ms).await?;
        tx.roll_back().await?;
        Ok(ends_ms)
    }
}

async fn end_phone(tx: &mut Tx, phone: &DoorPhone) -> Result<(), StoreError> {
    tx.take_role(phone.person, &Role::DoorPhone(phone.event).words()).await?;
    tx.drop_door_phone(phone.person).await
}

/// Until when a phone that is paired now minds the door. None without such an event.
async fn door_ends_ms(tx: &mut Tx, event: RecordId, now_ms: i64) -> Result<Option<i64>, StoreError> {
    let Some(row) = tx.rows(&[event]).await?.remove(&event).filter(|row| !row.is_gone()) else { return Ok(None) };
    let Detail::Event(event) = cells::to_record(&row)?.detail else { return Ok(None) };
    Ok(Some(ends_of(&event).unwrap_or(now_ms + UNDATED_TIME_MS)))
}

fn ends_of(event: &Event) -> Option<i64> {
    let last = event.ends.or(event.begins)?;
    Clock::at(event).begin_of_day_ms(last.last_day_number() + DAYS_AFTER + 1)
}
