//! What we talk about: the records of the catalogue, what people do about them, and the rules for both.
//!
//! Everything here is parsed once, at the border, and is right from then on. Serde's `Deserialize` goes through the
//! same `parse` functions as the importer, so a record that exists has passed them.
//!
//! **Invariant:** no clock, no I/O, no randomness, no network. Ids and times are passed in.

pub mod amount;
pub mod certificate;
pub mod code;
pub mod command;
pub mod consent;
pub mod crockford;
pub mod day;
pub mod digest;
pub mod feed;
pub mod id;
pub mod kind;
pub mod language;
pub mod limit;
pub mod name;
pub mod person;
pub mod place;
pub mod problem;
pub mod receipt;
pub mod record;
pub mod registration;
pub mod relation;
pub mod source;
pub mod standing;
pub mod text;
pub mod ticket;
pub mod view;

pub use certificate::Certificate;
pub use code::{CountryCode, TermKey};
pub use command::{Act, Aggregate, Command};
pub use consent::Consent;
pub use day::{Day, Moment, TimeZone};
pub use digest::Digest;
pub use feed::{FeedRow, Scope};
pub use id::{CommandId, ForeignId, PersonId, RecordId, RegistrationId};
pub use kind::Kind;
pub use language::{LanguageTag, Script};
pub use name::{Name, NameUse};
pub use person::{Email, PersonName, Profile};
pub use place::{Place, Point};
pub use problem::Problem;
pub use receipt::{Outcome, Reason, Receipt};
pub use record::{Detail, Record};
pub use relation::{Relation, RelationKind, Side};
pub use source::Source;
pub use standing::Standing;
pub use text::{Line, List, Prose, Url};
pub use ticket::{Ticket, TicketCode};
