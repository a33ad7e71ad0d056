//! What can be asked, and what is answered: plain types that could cross to a worker. Pages know these and no others.

use std::collections::BTreeMap;

use model::RecordId;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Card;

/// A question to the catalogue that this phone holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Query {
    /// What there is: counts by kind, and the countries.
    Overview,
    /// One record, with its relations both ways. Gone and withdrawn ids lead to their successor.
    Record { id: RecordId },
    /// More of one group of a record's relations.
    Related { id: RecordId, group: LinkGroupKey, page: Page },
    /// Search, facets, lists.
    Browse { browse: Browse, page: Page },
    /// A country by its code: its record, and what is counted for it.
    Country { code: String },
    /// Published figures, with what is counted beside them.
    Figures,
    /// Labels of all terms, to name fields and kinds.
    Terms,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    Overview(Overview),
    /// None: no such record on this phone.
    Record(Option<Box<RecordAnswer>>),
    Related(LinkGroup),
    Listing(Listing),
    Country(Option<Box<CountryAnswer>>),
    Figures(Vec<FigureGroup>),
    Terms(Vec<TermAnswer>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    pub offset: u32,
    pub length: u32,
}

/// What to list. Everything empty lists all records. It is what a page's address says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Browse {
    pub text: String,
    /// By facet: the values chosen. Values of one facet widen, facets narrow.
    pub chosen: BTreeMap<Facet, Vec<String>>,
    pub sort: Sort,
    /// Also withdrawn records, which otherwise only a search for their name finds.
    pub withdrawn: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facet {
    Kind,
    Country,
    Region,
    Field,
    /// Institution kinds; form of a project or an event.
    Form,
    /// Offer or need.
    Side,
    /// Readiness level, `1` to `9`.
    Maturity,
    Status,
    /// Member of the network or the alliance.
    Membership,
    Language,
    Demo,
}

impl Facet {
    pub const ALL: [Facet; 11] = [
        Facet::Kind,
        Facet::Country,
        Facet::Region,
        Facet::Field,
        Facet::Form,
        Facet::Side,
        Facet::Maturity,
        Facet::Status,
        Facet::Membership,
        Facet::Language,
        Facet::Demo,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Facet::Kind => "kind",
            Facet::Country => "country",
            Facet::Region => "region",
            Facet::Field => "field",
            Facet::Form => "form",
            Facet::Side => "side",
            Facet::Maturity => "maturity",
            Facet::Status => "status",
            Facet::Membership => "membership",
            Facet::Language => "language",
            Facet::Demo => "demo",
        }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Best match first; without a text, by name.
    #[default]
    Match,
    Name,
    /// Newest date first.
    Date,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    pub records: u32,
    /// By kind, withdrawn ones left out.
    pub kinds: Vec<Count>,
    /// Country records, those of ASEAN first, with the number of institutions there.
    pub countries: Vec<(Card, u32)>,
    /// How many of the records are made up for demonstration.
    pub demo: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    pub value: String,
    pub count: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    pub total: u32,
    /// How many records were looked through.
    pub searched: u32,
    pub offset: u32,
    pub hits: Vec<Hit>,
    /// For each facet the values that would remain, with their counts, most first; empty facets are left out.
    pub facets: Vec<(Facet, Vec<Count>)>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    pub card: Card,
    pub marks: Vec<Mark>,
}

/// Found text: bytes `from..to` of the name with that number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub name: u32,
    pub from: u32,
    pub to: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordAnswer {
    pub card: Card,
    /// The whole record as JSON (`model::Record`'s form). None while its body has not arrived.
    pub record: Option<Value>,
    /// The id that was asked for, if it led here.
    pub led_from: Option<RecordId>,
    /// The first few of each group.
    pub links: Vec<LinkGroup>,
}

/// Relations of one kind in one direction: this record's own, or those of others that point to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkGroupKey {
    /// The relation's kind, without its side.
    pub relation: String,
    pub incoming: bool,
    /// The kind of record at the other end; empty if it is not held.
    pub kind: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkGroup {
    pub key: LinkGroupKey,
    pub total: u32,
    pub links: Vec<Link>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    pub id: RecordId,
    /// `china`, `asean` or `other`, where the relation has a side.
    pub side: Option<String>,
    /// The record at the other end, if this phone holds it.
    pub card: Option<Card>,
    /// What the relation itself says about a record that is not held: its name, and its id elsewhere.
    pub label: Option<String>,
    pub foreign: Option<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountryAnswer {
    pub answer: RecordAnswer,
    pub kinds: Vec<Count>,
    /// Network members of that country by institution kind, most first.
    pub members: Vec<Count>,
    pub member_total: u32,
    /// Records of this country with the latest dates.
    pub latest: Vec<Card>,
}

/// Figures of one measure, oldest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FigureGroup {
    pub measure: String,
    pub figures: Vec<PublishedFigure>,
    pub counted: Option<CountedFigure>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PublishedFigure {
    pub card: Card,
    /// The whole record, if its body has arrived: definition, source.
    pub record: Option<Value>,
}

/// What was counted over the records on this phone. Demonstration records are counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedFigure {
    pub real: u64,
    pub demo: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TermAnswer {
    pub id: RecordId,
    /// `field`, `institution_kind`, `measure`.
    pub taxonomy: String,
    pub key: String,
    pub broader: Option<String>,
    pub names: Vec<crate::card::CardName>,
}
