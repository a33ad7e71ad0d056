//! What we talk about: the records of the catalogue and the rules for their parts.
//!
//! Everything here is parsed once, at the border, and is right from then on. Serde's `Deserialize` goes through the
//! same `parse` functions as the importer, so a record that exists has passed them.
//!
//! **Invariant:** no clock, no I/O, no randomness, no network. Ids and times are passed in.

pub mod amount;
pub mod code;
pub mod day;
pub mod id;
pub mod kind;
pub mod language;
pub mod limit;
pub mod name;
pub mod place;
pub mod problem;
pub mod record;
pub mod relation;
pub mod source;
pub mod standing;
pub mod text;

pub use code::{CountryCode, TermKey};
pub use day::{Day, Moment, TimeZone};
pub use id::{ForeignId, RecordId};
pub use kind::Kind;
pub use language::{LanguageTag, Script};
pub use name::{Name, NameUse};
pub use place::{Place, Point};
pub use problem::Problem;
pub use record::{Detail, Record};
pub use relation::{Relation, RelationKind, Side};
pub use source::Source;
pub use standing::Standing;
pub use text::{Line, List, Prose, Url};
