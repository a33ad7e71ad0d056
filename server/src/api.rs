//! What the phone may ask of the server: server functions, and the types that travel.
//!
//! Both sides compile this module. Without the feature `ssr` it holds the client stubs only; with it, the bodies.
//! Prefix and endpoint of each function are written by hand: the framework's own default hashes the path of the build,
//! and an installed phone would call a dead address.
//!
//! **Wire versions.** The version is the path: `/api/v1/…`. A phone may be months old, so the server answers version
//! N, N−1 and N−2. A change that an older phone could not read gets a new path; the line below says when and why.
//!
//! | version | since | why |
//! |---|---|---|
//! | [`WIRE_1`] | 2026-11 | the first |
//!
//! **Invariant:** a variant or field is only ever added at the end, and never where a phone of a served version would
//! have to read it. A body that cannot be read counts as no network, never as an answer.

#[cfg(any(feature = "ssr", target_arch = "wasm32"))]
mod act;
mod acted;
#[cfg(any(feature = "ssr", target_arch = "wasm32"))]
mod catch_up;
#[cfg(any(feature = "ssr", target_arch = "wasm32"))]
mod door;
mod error;
mod file;
mod minded;
mod news;
#[cfg(any(feature = "ssr", target_arch = "wasm32"))]
mod organise;
mod organised;
#[cfg(any(feature = "ssr", target_arch = "wasm32"))]
mod people;
mod person;
#[cfg(any(feature = "ssr", target_arch = "wasm32"))]
mod room;

#[cfg(feature = "ssr")]
pub use crate::commit::attachment::Piece;
#[cfg(any(feature = "ssr", target_arch = "wasm32"))]
pub use act::{feed, push};
pub use acted::{Cursor, Fed, FeedPage, PUSH_BYTES, PUSH_COMMANDS, Pushed, RoomCodeLine};
#[cfg(any(feature = "ssr", target_arch = "wasm32"))]
pub use catch_up::catch_up;
#[cfg(any(feature = "ssr", target_arch = "wasm32"))]
pub use door::{door_pair_ask, door_pair_enter, door_phone_end, door_phones};
pub use error::ApiError;
pub use file::{FILE_PATH, FILE_PIECE_BYTES, FileTaken, PERSON_HEADER};
#[cfg(feature = "ssr")]
pub use file::{get_file, put_file};
pub use minded::{DoorAsked, DoorEntered, DoorPhoneLine, DoorPost};
pub use news::CatchUp;
#[cfg(any(feature = "ssr", target_arch = "wasm32"))]
pub use organise::{audit, desk_export, event_save, role_give, role_take, roles};
pub use organised::{AuditEntry, AuditPage, Chain, EventSaved, ExportFile, ExportKind, RoleLine};
#[cfg(any(feature = "ssr", target_arch = "wasm32"))]
pub use people::{me, session_end, sessions, sign_in_ask, sign_in_enter, sign_out};
pub use person::{CodeAsked, Entered, Me, Role, SessionLine};
#[cfg(any(feature = "ssr", target_arch = "wasm32"))]
pub use room::room_codes;

/// 2026-11, the first version.
pub const WIRE_1: &str = "/api/v1";

/// Where `catch_up` answers: `GET` with `epoch` (32 hex digits, empty on a phone that holds nothing) and `revision`.
pub const CATCH_UP_PATH: &str = "/api/v1/catch_up";

/// Where the functions about people answer: `POST` with JSON, never kept by anybody.
pub const PEOPLE_PATHS: [&str; 19] = [
    SIGN_IN_ASK_PATH,
    SIGN_IN_ENTER_PATH,
    SIGN_OUT_PATH,
    SESSIONS_PATH,
    SESSION_END_PATH,
    ME_PATH,
    PUSH_PATH,
    FEED_PATH,
    ROOM_CODES_PATH,
    DOOR_PAIR_ASK_PATH,
    DOOR_PAIR_ENTER_PATH,
    DOOR_PHONES_PATH,
    DOOR_PHONE_END_PATH,
    EVENT_SAVE_PATH,
    DESK_EXPORT_PATH,
    AUDIT_PATH,
    ROLES_PATH,
    ROLE_GIVE_PATH,
    ROLE_TAKE_PATH,
];
pub const SIGN_IN_ASK_PATH: &str = "/api/v1/sign_in_ask";
pub const SIGN_IN_ENTER_PATH: &str = "/api/v1/sign_in_enter";
pub const SIGN_OUT_PATH: &str = "/api/v1/sign_out";
pub const SESSIONS_PATH: &str = "/api/v1/sessions";
pub const SESSION_END_PATH: &str = "/api/v1/session_end";
pub const ME_PATH: &str = "/api/v1/me";
pub const PUSH_PATH: &str = "/api/v1/push";
pub const FEED_PATH: &str = "/api/v1/feed";
pub const ROOM_CODES_PATH: &str = "/api/v1/room_codes";
pub const DOOR_PAIR_ASK_PATH: &str = "/api/v1/door_pair_ask";
pub const DOOR_PAIR_ENTER_PATH: &str = "/api/v1/door_pair_enter";
pub const DOOR_PHONES_PATH: &str = "/api/v1/door_phones";
pub const DOOR_PHONE_END_PATH: &str = "/api/v1/door_phone_end";
pub const EVENT_SAVE_PATH: &str = "/api/v1/event_save";
pub const DESK_EXPORT_PATH: &str = "/api/v1/desk_export";
pub const AUDIT_PATH: &str = "/api/v1/audit";
pub const ROLES_PATH: &str = "/api/v1/roles";
pub const ROLE_GIVE_PATH: &str = "/api/v1/role_give";
pub const ROLE_TAKE_PATH: &str = "/api/v1/role_take";
