//! An organisation as both schemas tell it, and the record that it becomes.
//!
//! A part that cannot be a part of a record (a web address without a scheme, say) is left out and reported; the record
//! stands. Only an organisation without a usable id or name is refused.

use model::record::{Detail, Institution, InstitutionKind};
use model::source::{Link, LinkUse};
use model::text::List;
use model::{
    CountryCode, Day, ForeignId, Kind, LanguageTag, Line, Name, NameUse, Place, Point, Problem, Record, RecordId,
    Relation, RelationKind, Source, Standing, Url,
};
use serde::Deserialize;

use super::super::issue::Reason;
use super::Release;

pub struct Organisation {
    pub id: String,
    pub names: Vec<Title>,
    pub types: Vec<String>,
    pub spots: Vec<Spot>,
    pub links: Vec<(LinkUse, String)>,
    pub ids: Vec<OtherId>,
    pub bonds: Vec<Bond>,
    pub status: String,
    pub established: Option<u16>,
    pub last_modified: Option<String>,
}

pub struct Title {
    pub text: String,
    pub lang: Option<String>,
    pub usage: NameUse,
}

#[derive(Default)]
pub struct Spot {
    pub country: Option<String>,
    pub city: Option<String>,
    pub region: Option<String>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
}

pub struct OtherId {
    pub scheme: String,
    pub value: String,
}

/// A relationship: the same shape in both schemas.
#[derive(Deserialize)]
pub struct Bond {
    #[serde(rename = "type")]
    pub kind: String,
    pub id: String,
    pub label: String,
}

/// The record of an organisation, with the parts that had to be left out.
pub struct Upstream {
    pub record: Record,
    pub faults: Faults,
}

pub type Faults = Vec<(&'static str, Reason)>;

/// The preferred id first, each once, in the order upstream has them.
pub fn preferred_first(scheme: &str, preferred: Option<String>, all: Vec<String>) -> Vec<OtherId> {
    let mut values: Vec<String> = preferred.into_iter().collect();
    for value in all {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values.into_iter().map(|value| OtherId { scheme: scheme.to_ascii_lowercase(), value }).collect()
}

impl Organisation {
    /// `today` dates a record that neither its entry nor its release dates.
    pub fn into_upstream(self, release: &Release, today: Day) -> Result<Upstream, Faults> {
        let mut faults = Faults::new();
        let id = match ForeignId::parse("ror", &super::full_id(&self.id)) {
            Ok(id) => id,
            Err(problem) => return Err(vec![("id", Reason::Value(problem))]),
        };
        let modified = self.last_modified.as_deref().map(Day::parse);
        let modified = modified.and_then(|day| kept("admin", day, &mut faults)).or(release.day);
        let relations = relations(&self.bonds, id.record_id(), &mut faults);
        let record = Record {
            id: id.record_id(),
            names: list("names", names(self.names, &mut faults), &mut faults),
            countries: list("countries", countries(&self.spots, &mut faults), &mut faults),
            place: self.spots.into_iter().next().and_then(|spot| place(spot, &mut faults)),
            fields: List::none(),
            standing: standing(&self.status, &relations, &mut faults),
            summary: None,
            links: list("links", links(self.links, &mut faults), &mut faults),
            ids: list("ids", ids(id, self.ids, &mut faults), &mut faults),
            relations: list("relations", relations, &mut faults),
            source: Source {
                title: Line::parse(&release.source_title())
                    .map_err(|problem| vec![("source", Reason::Value(problem))])?,
                url: Url::parse(&super::full_id(&self.id)).ok(),
                published: modified,
            },
            verified_on: modified.unwrap_or(today),
            demo: false,
            detail: Detail::Institution(Institution {
                kinds: list("kinds", kinds(&self.types, &mut faults), &mut faults),
                established: self.established.and_then(|year| Day::of(year, None, None)),
                languages: List::none(),
                memberships: List::none(),
                contact: None,
            }),
        };
        debug_assert_eq!(record.kind(), Kind::Institution);
        if record.names.is_empty() {
            faults.push(("names", Reason::Missing));
            return Err(faults);
        }
        Ok(Upstream { record, faults })
    }
}

/// The value; a problem is written down and the value left out.
fn kept<T>(key: &'static str, parsed: Result<T, Problem>, faults: &mut Faults) -> Option<T> {
    parsed.map_err(|problem| faults.push((key, Reason::LeftOut(problem)))).ok()
}

/// As much of a list as a record may hold.
fn list<T, const MOST: usize>(key: &'static str, mut entries: Vec<T>, faults: &mut Faults) -> List<T, MOST> {
    if entries.len() > MOST {
        faults.push((key, Reason::LeftOut(Problem::TooMany { have: entries.len(), most: MOST })));
        entries.truncate(MOST);
    }
    List::parse(entries).expect("cut to its limit above")
}

/// A label that only repeats the official name gives it its language.
fn names(titles: Vec<Title>, faults: &mut Faults) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::with_capacity(titles.len());
    for title in titles {
        let lang = title.lang.as_deref().map(LanguageTag::parse);
        let lang = lang.and_then(|lang| kept("names", lang, faults));
        let Some(text) = kept("names", Line::parse(&title.text), faults) else { continue };
        match names.iter_mut().find(|name| name.text == text && name.lang.is_none()) {
            Some(name) => name.lang = lang,
            None => names.push(Name { text, lang, usage: title.usage }),
        }
    }
    names
}

fn countries(spots: &[Spot], faults: &mut Faults) -> Vec<CountryCode> {
    let mut countries = Vec::new();
    for code in spots.iter().filter_map(|spot| spot.country.as_deref()) {
        let code = kept("countries", CountryCode::parse(code), faults);
        countries.extend(code.filter(|code| !countries.contains(code)));
    }
    countries
}

fn place(spot: Spot, faults: &mut Faults) -> Option<Place> {
    let mut line = |text: Option<String>| {
        let text = text.filter(|text| !text.trim().is_empty());
        text.and_then(|text| kept("place", Line::parse(&text), faults))
    };
    let (city, region) = (line(spot.city), line(spot.region));
    let point = spot.point.and_then(|(latitude, longitude)| kept("place", Point::parse(latitude, longitude), faults));
    let known = city.is_some() || region.is_some() || point.is_some();
    known.then_some(Place { city, region, point })
}

fn links(links: Vec<(LinkUse, String)>, faults: &mut Faults) -> Vec<Link> {
    let links = links.into_iter().filter(|(_, url)| !url.trim().is_empty());
    let links = links
        .filter_map(|(usage, url)| Some(Link { usage, url: kept("links", Url::parse(&url), faults)?, label: None }));
    links.collect()
}

fn ids(ror: ForeignId, others: Vec<OtherId>, faults: &mut Faults) -> Vec<ForeignId> {
    let others = others.into_iter().filter_map(|id| kept("ids", ForeignId::parse(&id.scheme, &id.value), faults));
    let mut others: Vec<ForeignId> = others.collect();
    others.sort_by(|a, b| a.scheme().cmp(b.scheme()));
    std::iter::once(ror).chain(others).collect()
}

/// Relations outside the region are kept too: with their foreign id and label they link when the record arrives.
fn relations(bonds: &[Bond], own: RecordId, faults: &mut Faults) -> Vec<Relation> {
    let relation = |bond: &Bond| {
        let kind = match bond.kind.to_ascii_lowercase().as_str() {
            "parent" => RelationKind::Parent,
            "child" => RelationKind::Child,
            "related" => RelationKind::Related,
            "predecessor" => RelationKind::Predecessor,
            "successor" => RelationKind::Successor,
            other => return Err(Problem::not(other, "a relationship that ROR defines")),
        };
        let foreign = ForeignId::parse("ror", &super::full_id(&bond.id))?;
        let target = foreign.record_id();
        if target == own {
            return Err(Problem::PointsToItself);
        }
        Ok(Relation { kind, target, side: None, foreign: Some(foreign), label: Line::parse(&bond.label).ok() })
    };
    bonds.iter().filter_map(|bond| kept("relations", relation(bond), faults)).collect()
}

fn standing(status: &str, relations: &[Relation], faults: &mut Faults) -> Standing {
    let successor = relations.iter().find(|relation| relation.kind == RelationKind::Successor);
    match status {
        "active" => Standing::Active,
        "inactive" => Standing::Inactive,
        "withdrawn" => Standing::Withdrawn { successor: successor.map(|relation| relation.target) },
        other => {
            faults.push(("standing", Reason::LeftOut(Problem::not_one_of(other, ["active", "inactive", "withdrawn"]))));
            Standing::Active
        }
    }
}

fn kinds(types: &[String], faults: &mut Faults) -> Vec<InstitutionKind> {
    let mut kinds = Vec::new();
    for name in types {
        let kind = match name.to_ascii_lowercase().as_str() {
            "education" => InstitutionKind::University,
            "healthcare" => InstitutionKind::Hospital,
            "facility" => InstitutionKind::Facility,
            "government" => InstitutionKind::Government,
            "company" => InstitutionKind::Company,
            "nonprofit" => InstitutionKind::Nonprofit,
            "archive" => InstitutionKind::Archive,
            "funder" => InstitutionKind::Funder,
            "other" => InstitutionKind::Other,
            _ => {
                faults.push(("kinds", Reason::LeftOut(Problem::not(name, "a type that ROR defines"))));
                InstitutionKind::Other
            }
        };
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}
