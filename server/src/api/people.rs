//! Signing in and sessions: `POST` with JSON, and the cookies that only the server reads.
//!
//! The phone never sees what the cookies hold. A request of another site's page does not get here (`http`), and
//! `SameSite=Lax` would leave the cookies behind.

use leptos::prelude::*;
use model::RecordId;
use server_fn::codec::Json;

use super::{ApiError, CodeAsked, Entered, Me, SessionLine};

/// Sends a code to a mail address; `language` is a tag such as `zh-Hans`. The browser gets the cookie that the code
/// works with. The answer does not tell whether the address is known.
#[server(name = SignInAskRequest, prefix = "/api/v1", endpoint = "sign_in_ask", input = Json, output = Json)]
pub async fn sign_in_ask(email: String, language: String) -> Result<CodeAsked, ApiError> {
    let (porter, caller) = answer::context();
    let email = crate::auth::Email::parse(&email).map_err(|_| ApiError::Invalid)?;
    let cookie = porter.ask(&caller, &email, &language).await.map_err(answer::refused)?;
    answer::set_cookie(&cookie);
    Ok(CodeAsked { ends_in_ms: answer::CODE_TIME_MS })
}

/// Tries the code that came by mail. Digits of any width, spaces and hyphens are understood.
#[server(name = SignInEnterRequest, prefix = "/api/v1", endpoint = "sign_in_enter", input = Json, output = Json)]
pub async fn sign_in_enter(code: String) -> Result<Entered, ApiError> {
    let (porter, caller) = answer::context();
    match porter.enter(&caller, &code).await.map_err(answer::refused)? {
        crate::auth::Entry::In { known, cookies } => {
            cookies.iter().for_each(|cookie| answer::set_cookie(cookie));
            answer::claim(&porter, &known).await;
            Ok(Entered::In { me: answer::me(known) })
        }
        crate::auth::Entry::Wrong { tries_left } => Ok(Entered::Wrong { tries_left }),
        crate::auth::Entry::Over => Ok(Entered::Over),
    }
}

/// Ends this browser's session. No error if there is none.
#[server(name = SignOutRequest, prefix = "/api/v1", endpoint = "sign_out", input = Json, output = Json)]
pub async fn sign_out() -> Result<(), ApiError> {
    let (porter, caller) = answer::context();
    let cookie = porter.sign_out(&caller).await.map_err(|error| answer::refused(error.into()))?;
    answer::set_cookie(&cookie);
    Ok(())
}

/// Where the person is signed in, seen last first.
#[server(name = SessionsRequest, prefix = "/api/v1", endpoint = "sessions", input = Json, output = Json)]
pub async fn sessions() -> Result<Vec<SessionLine>, ApiError> {
    let (porter, caller) = answer::context();
    let (sessions, this) = porter.sessions(&caller).await.map_err(answer::refused)?;
    Ok(sessions.into_iter().map(|session| answer::line(session, this)).collect())
}

/// Ends one of the person's sessions. No error if there is none of this id.
#[server(name = SessionEndRequest, prefix = "/api/v1", endpoint = "session_end", input = Json, output = Json)]
pub async fn session_end(id: RecordId) -> Result<(), ApiError> {
    let (porter, caller) = answer::context();
    if let Some(cookie) = porter.end_session(&caller, crate::store::SessionId::of(id)).await.map_err(answer::refused)? {
        answer::set_cookie(&cookie);
    }
    Ok(())
}

/// Who is signed in here; [`ApiError::SignIn`] if nobody is.
#[server(name = MeRequest, prefix = "/api/v1", endpoint = "me", input = Json, output = Json)]
pub async fn me() -> Result<Me, ApiError> {
    let (porter, caller) = answer::context();
    Ok(answer::me(porter.me(&caller).await.map_err(answer::refused)?))
}

#[cfg(feature = "ssr")]
pub(super) use answer::{context, me as as_me, refused, role as as_role, set_cookie};

#[cfg(feature = "ssr")]
mod answer {
    use leptos::prelude::expect_context;

    use super::{ApiError, Me, SessionLine};
    use crate::api::{DoorPost, Role};
    use crate::auth::{self, AuthError, Caller, Known, Porter};
    use crate::store::{Session, SessionId};

    pub const CODE_TIME_MS: u32 = auth::CODE_TIME_MS as u32;
    /// When to ask again after the database or the mail did not do its part.
    const LATER_MS: u32 = 5_000;

    pub fn context() -> (Porter, Caller) {
        (expect_context::<Porter>(), expect_context::<Caller>())
    }

    pub fn set_cookie(cookie: &str) {
        let value = http::HeaderValue::from_str(cookie).expect("a cookie of ours is plain ASCII");
        expect_context::<leptos_axum::ResponseOptions>().append_header(http::header::SET_COOKIE, value);
    }

    /// The cause is logged here, and holds nothing of the person.
    pub fn refused(error: AuthError) -> ApiError {
        match error {
            AuthError::NotSignedIn => ApiError::SignIn,
            AuthError::NotAllowed => ApiError::NotAllowed,
            AuthError::Limited(limit) => ApiError::TooMany { retry_after_ms: limit.retry_after_ms() },
            AuthError::Address => ApiError::Invalid,
            AuthError::Store(_) | AuthError::Mail(_) => {
                tracing::error!(%error, "signing in: the server could not do its part");
                ApiError::Later { retry_after_ms: LATER_MS }
            }
        }
    }

    /// Places that were given to the address that they have just proved to own. The next sign-in tries again what fails
    /// now: it must not cost the session.
    pub async fn claim(porter: &Porter, known: &Known) {
        let Ok(email) = model::Email::parse(&known.person.email) else { return };
        let (store, seals) = (porter.store(), porter.seals());
        if let Err(error) = crate::commit::act::claim(store, seals, known.person.id, &email, porter.now_ms()).await {
            tracing::error!(%error, "places given to an address wait for the next sign-in");
        }
    }

    pub fn me(known: Known) -> Me {
        let roles = known.roles.into_iter().map(role).collect();
        let door = known.door.map(|door| *door).map(|(phone, ends_ms)| DoorPost {
            event: phone.event,
            gate: phone.gate,
            ends_ms,
        });
        Me { person: known.person.id, email: known.person.email, roles, door }
    }

    pub fn line(session: Session, this: SessionId) -> SessionLine {
        let Session { id, person: _, device, made_ms, seen_ms, ends_ms: _ } = session;
        SessionLine { id: id.as_record_id(), device, made_ms, seen_ms, this: id == this }
    }

    pub fn role(role: auth::Role) -> Role {
        match role {
            auth::Role::Admin => Role::Admin,
            auth::Role::Organiser(event) => Role::Organiser { event },
            auth::Role::Contact(country) => Role::Contact { country },
            auth::Role::Door(event) | auth::Role::DoorPhone(event) => Role::Door { event },
        }
    }
}
