//! The action channel: commands go up, receipts and feeds come down. `POST` with JSON; nobody keeps the answers.
//!
//! A command travels as the bytes that the phone froze, and is told apart by them. One that cannot be read is refused
//! alone: it does not cost the others theirs.

use leptos::prelude::*;
use model::PersonId;
use serde_json::value::RawValue;
use server_fn::codec::Json;

use super::{ApiError, Cursor, Fed, Pushed};

/// Hands over commands, in the order of their lanes, in the name of the person whose outbox they lie in.
#[server(name = PushRequest, prefix = "/api/v1", endpoint = "push", input = Json, output = Json)]
pub async fn push(person: PersonId, commands: Vec<Box<RawValue>>) -> Result<Pushed, ApiError> {
    let (porter, caller) = answer::context();
    answer::push(&porter, &caller, person, &commands).await
}

/// What is new in the scopes that this session may read: its own, and those of its roles. A cursor of another scope asks
/// to read that one too, which is granted to who may. `epoch` is that of the answer before; empty at first.
#[server(name = FeedRequest, prefix = "/api/v1", endpoint = "feed", input = Json, output = Json)]
pub async fn feed(person: PersonId, epoch: String, cursors: Vec<Cursor>) -> Result<Fed, ApiError> {
    let (porter, caller) = answer::context();
    answer::feed(&porter, &caller, person, &epoch, &cursors).await
}

#[cfg(feature = "ssr")]
pub(super) use answer::{actor, actor_of, later, later_act, session_of};

#[cfg(feature = "ssr")]
mod answer {
    use leptos::prelude::expect_context;
    use model::{Command, CommandId, Outcome, PersonId, Reason, Receipt, RecordId, Scope, limit};
    use serde::Deserialize;
    use serde_json::value::RawValue;

    use super::{ApiError, Cursor, Fed, Pushed};
    use crate::api::people::{as_me, refused};
    use crate::api::{FeedPage, PUSH_BYTES, PUSH_COMMANDS};
    use crate::auth::{Caller, Porter, Role, SignedIn};
    use crate::commit::act::{self, Actor, ClientId};
    use crate::store::StoreError;

    /// When to ask again after the database did not do its part.
    const LATER_MS: u32 = 2_000;
    /// Rows of one answer, over all its scopes.
    const ROWS: usize = 1_000;
    /// Scopes that one phone may ask about.
    const SCOPES: usize = 100;

    pub fn context() -> (Porter, Caller) {
        (expect_context::<Porter>(), expect_context::<Caller>())
    }

    /// The session, if it is the person's for whom the phone keeps things. Who is signed in may have changed behind its back.
    pub async fn session_of(porter: &Porter, caller: &Caller, person: PersonId) -> Result<SignedIn, ApiError> {
        match porter.who(caller).await.map_err(later)? {
            Some(signed_in) if signed_in.person == person => Ok(signed_in),
            // Their phones learn it here, also those whose session ended long ago. The id names nobody any more.
            _ if porter.store().is_erased(person).await.map_err(later)? => Err(ApiError::Erased),
            Some(_) => Err(ApiError::OtherPerson),
            None => Err(ApiError::SignIn),
        }
    }

    /// One after the other: those of a lane stand on each other.
    pub async fn push(
        porter: &Porter,
        caller: &Caller,
        person: PersonId,
        commands: &[Box<RawValue>],
    ) -> Result<Pushed, ApiError> {
        let signed_in = session_of(porter, caller, person).await?;
        if commands.len() > PUSH_COMMANDS || commands.iter().map(|raw| raw.get().len()).sum::<usize>() > PUSH_BYTES {
            return Err(ApiError::Invalid);
        }
        let actor = actor_of(porter, signed_in).await?;
        let mut pushed = Pushed { receipts: Vec::new(), retry_after_ms: None, now_ms: porter.now_ms() };
        for raw in commands {
            match one(porter, &actor, raw.get()).await? {
                Some(receipt) => pushed.receipts.push(receipt),
                None => {
                    pushed.retry_after_ms = Some(LATER_MS);
                    break;
                }
            }
        }
        Ok(pushed)
    }

    /// `None`: the database could not do its part, and may the next time.
    async fn one(porter: &Porter, actor: &Actor, raw: &str) -> Result<Option<Receipt>, ApiError> {
        let now_ms = porter.now_ms();
        let refused = |command, reason| {
            let outcome = Outcome::Refused { reason };
            Ok(Some(Receipt { command, outcome, at_ms: now_ms, feeds: Vec::new() }))
        };
        let Ok(command) = serde_json::from_str::<Command>(raw) else {
            // Not one of ours, or of a phone that knows more than this server.
            let Named { id } = serde_json::from_str(raw).map_err(|_| ApiError::Invalid)?;
            return refused(id, Reason::Malformed);
        };
        if raw.len() > limit::COMMAND_BYTES {
            return refused(command.id, Reason::TooLarge);
        }
        // As this code writes it, so that another order of keys, or a space, is not another content.
        let payload = serde_json::to_vec(&command).map_err(|_| ApiError::Invalid)?;
        match act::act(porter.store(), porter.seals(), actor, &command, &payload, now_ms).await {
            Ok(receipt) => Ok(Some(receipt)),
            Err(error) => {
                tracing::error!(%error, act = command.act.key(), "a command could not be done");
                Ok(None)
            }
        }
    }

    /// What every command has, whatever it says.
    #[derive(Deserialize)]
    struct Named {
        id: CommandId,
    }

    pub async fn feed(
        porter: &Porter,
        caller: &Caller,
        person: PersonId,
        epoch: &str,
        cursors: &[Cursor],
    ) -> Result<Fed, ApiError> {
        let signed_in = session_of(porter, caller, person).await?;
        if cursors.len() > SCOPES {
            return Err(ApiError::Invalid);
        }
        let me = porter.me(caller).await.map_err(refused)?;
        let roles = me.roles.clone();
        let ours = porter.store().epoch_text().await.map_err(later)?;
        let mut fed = Fed { me: as_me(me), epoch: ours, now_ms: porter.now_ms(), pages: Vec::new() };
        let mut room = ROWS;
        for scope in scopes(signed_in, &roles, cursors) {
            let known = cursors.iter().find(|cursor| cursor.scope == scope && epoch == fed.epoch);
            let most = room.min(act::FEED_ROWS as usize);
            // One more than fits tells whether there are more.
            let after = known.map_or(0, |cursor| cursor.after);
            let mut rows = porter.store().feed(scope, after, most as u32 + 1).await.map_err(later)?;
            let more = rows.len() > most;
            rows.truncate(most);
            room -= rows.len();
            fed.pages.push(FeedPage { scope, rows, more });
        }
        Ok(fed)
    }

    /// What this session may keep on a phone, and what else it asks for and may read.
    fn scopes(signed_in: SignedIn, roles: &[Role], asked: &[Cursor]) -> Vec<Scope> {
        let mut scopes = vec![Scope::Person(signed_in.person)];
        scopes.extend(roles.iter().filter_map(|role| match role {
            Role::Admin => None,
            Role::Organiser(event) => Some(Scope::Desk(*event)),
            Role::Contact(country) => Some(Scope::Country(*country)),
            Role::Door(event) | Role::DoorPhone(event) => Some(Scope::Door(*event)),
        }));
        for cursor in asked {
            if !scopes.contains(&cursor.scope) && may_read(roles, cursor.scope) {
                scopes.push(cursor.scope);
            }
        }
        scopes
    }

    fn may_read(roles: &[Role], scope: Scope) -> bool {
        let runs = |event: RecordId| {
            roles.iter().any(|role| match role {
                Role::Admin => true,
                Role::Organiser(theirs) => *theirs == event,
                Role::Contact(_) | Role::Door(_) | Role::DoorPhone(_) => false,
            })
        };
        match scope {
            // One's own is granted before this is asked; nobody reads another's.
            Scope::Person(_) => false,
            Scope::Desk(event) | Scope::Door(event) => runs(event),
            Scope::Country(_) => roles.contains(&Role::Admin),
        }
    }

    /// Who acts in a session.
    pub async fn actor_of(porter: &Porter, signed_in: SignedIn) -> Result<Actor, ApiError> {
        Ok(actor(signed_in, &porter.roles(signed_in.person).await.map_err(later)?))
    }

    pub fn actor(signed_in: SignedIn, roles: &[Role]) -> Actor {
        let roles = roles.iter().map(|role| match role {
            Role::Admin => act::Role::Admin,
            Role::Organiser(event) => act::Role::Organiser(*event),
            Role::Contact(country) => act::Role::Contact(*country),
            Role::Door(event) => act::Role::Door(*event),
            Role::DoorPhone(event) => act::Role::DoorPhone(*event),
        });
        let client = ClientId::from_bytes(*signed_in.session.as_record_id().as_bytes());
        Actor { person: signed_in.person, client, roles: roles.collect() }
    }

    pub fn later_act(error: act::ActError) -> ApiError {
        match error {
            act::ActError::Store(error) => later(error),
        }
    }

    pub fn later(error: StoreError) -> ApiError {
        tracing::error!(%error, "the action channel: the database could not do its part");
        ApiError::Later { retry_after_ms: LATER_MS }
    }
}
