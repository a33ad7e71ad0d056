//! A record: what all kinds share, and the part of its own kind.
//!
//! As JSON a record is one flat object with its `kind`; absent parts are left out. That form is what JSON lines are
//! imported and exported as.

mod agreement;
mod country;
mod event;
mod event_draft;
mod figure;
mod institution;
mod policy;
mod position;
mod programme;
mod project;
mod technology;
mod term;

pub use agreement::{Agreement, AgreementStatus};
pub use country::{Bloc, Country, Mechanism, Office};
pub use event::{Event, EventForm, Session};
pub use event_draft::{DraftProblem, complete_event, read_event};
pub use figure::{Counted, Figure, Qualifier};
pub use institution::{Institution, InstitutionKind, Membership, Network};
pub use policy::Policy;
pub use position::{Degree, Position};
pub use programme::{Programme, Track};
pub use project::{Direction, Project, ProjectForm, ProjectStatus};
pub use technology::{IpStatus, Maturity, OfferOrNeed, Technology, Terms};
pub use term::{Taxonomy, Term};

use serde::{Deserialize, Serialize};

use crate::source::Link;
use crate::text::List;
use crate::{
    CountryCode, Day, ForeignId, Kind, Name, NameUse, Place, Problem, Prose, RecordId, Relation, Source, Standing,
    TermKey, limit,
};

/// One record of the catalogue. Public by nature: it holds no personal data, and a contact is an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub id: RecordId,
    /// The first is the one shown where only one fits.
    pub names: List<Name, { limit::NAMES }>,
    #[serde(default, skip_serializing_if = "<[CountryCode]>::is_empty")]
    pub countries: List<CountryCode, { limit::COUNTRIES }>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Keys of `Term` records of the taxonomy of fields.
    #[serde(default, skip_serializing_if = "<[TermKey]>::is_empty")]
    pub fields: List<TermKey, { limit::FIELDS }>,
    pub standing: Standing,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Prose>,
    #[serde(default, skip_serializing_if = "<[Link]>::is_empty")]
    pub links: List<Link, { limit::LINKS }>,
    #[serde(default, skip_serializing_if = "<[ForeignId]>::is_empty")]
    pub ids: List<ForeignId, { limit::FOREIGN_IDS }>,
    #[serde(default, skip_serializing_if = "<[Relation]>::is_empty")]
    pub relations: List<Relation, { limit::RELATIONS }>,
    pub source: Source,
    pub verified_on: Day,
    /// Made up to show the product; never mixed with real records in any count.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
    #[serde(flatten)]
    pub detail: Detail,
}

/// What only this kind of record has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Detail {
    Country(Country),
    Institution(Institution),
    Project(Project),
    Technology(Technology),
    Agreement(Agreement),
    Event(Event),
    Programme(Programme),
    Position(Position),
    Policy(Policy),
    Figure(Figure),
    Term(Term),
}

impl Record {
    pub fn kind(&self) -> Kind {
        match self.detail {
            Detail::Country(_) => Kind::Country,
            Detail::Institution(_) => Kind::Institution,
            Detail::Project(_) => Kind::Project,
            Detail::Technology(_) => Kind::Technology,
            Detail::Agreement(_) => Kind::Agreement,
            Detail::Event(_) => Kind::Event,
            Detail::Programme(_) => Kind::Programme,
            Detail::Position(_) => Kind::Position,
            Detail::Policy(_) => Kind::Policy,
            Detail::Figure(_) => Kind::Figure,
            Detail::Term(_) => Kind::Term,
        }
    }

    /// What must hold between the parts of a record; each part by itself was checked when it was parsed.
    /// Gives every problem with the key it concerns.
    pub fn check(&self) -> Vec<(&'static str, Problem)> {
        let mut problems = Vec::new();
        if self.names.is_empty() {
            problems.push(("names", Problem::Empty));
        }
        if self.relations.iter().any(|relation| relation.target == self.id) {
            problems.push(("relations", Problem::PointsToItself));
        }
        if self.standing.successor() == Some(self.id) {
            problems.push(("standing", Problem::PointsToItself));
        }
        if let Some((key, begins, ends)) = self.span()
            && ends.last_day_number() < begins.first_day_number()
        {
            problems.push((key, Problem::EndsBeforeItBegins));
        }
        if let Detail::Event(event) = &self.detail
            && let Some(registration) = &event.registration
        {
            problems.extend(registration.check().into_iter().map(|problem| ("registration", problem)));
        }
        problems
    }

    /// The name shown where only one fits.
    pub fn title(&self) -> &str {
        let official = self.names.iter().find(|name| name.usage == NameUse::Official);
        official.or(self.names.first()).map(|name| name.text.as_str()).unwrap_or_default()
    }

    fn span(&self) -> Option<(&'static str, Day, Day)> {
        let (key, begins, ends) = match &self.detail {
            Detail::Project(project) => ("ends", project.begins, project.ends),
            Detail::Agreement(agreement) => ("ends", agreement.signed, agreement.ends),
            Detail::Event(event) => ("ends", event.begins, event.ends),
            Detail::Programme(programme) => ("closes", programme.opens, programme.closes),
            Detail::Policy(policy) => ("ends", policy.begins, policy.ends),
            Detail::Country(_)
            | Detail::Institution(_)
            | Detail::Technology(_)
            | Detail::Position(_)
            | Detail::Figure(_)
            | Detail::Term(_) => return None,
        };
        Some((key, begins?, ends?))
    }
}
