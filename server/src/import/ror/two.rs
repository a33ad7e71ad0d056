//! Schema 2.x, as ROR writes it since release v1.45.

use model::NameUse;
use model::source::LinkUse;
use serde::Deserialize;

use super::organisation::{Bond, Organisation, Spot, Title, preferred_first};

#[derive(Deserialize)]
pub struct Entry {
    id: String,
    names: Vec<Name>,
    #[serde(default)]
    types: Vec<String>,
    #[serde(default)]
    links: Vec<Link>,
    established: Option<u16>,
    #[serde(default)]
    relationships: Vec<Bond>,
    #[serde(default)]
    locations: Vec<Location>,
    #[serde(default)]
    external_ids: Vec<Ids>,
    status: String,
    admin: Option<Admin>,
}

#[derive(Deserialize)]
struct Name {
    value: String,
    lang: Option<String>,
    #[serde(default)]
    types: Vec<String>,
}

#[derive(Deserialize)]
struct Link {
    #[serde(rename = "type")]
    kind: String,
    value: String,
}

#[derive(Deserialize)]
struct Location {
    geonames_details: Option<Details>,
}

#[derive(Deserialize)]
struct Details {
    country_code: Option<String>,
    country_subdivision_name: Option<String>,
    name: Option<String>,
    lat: Option<f64>,
    lng: Option<f64>,
}

#[derive(Deserialize)]
struct Ids {
    #[serde(rename = "type")]
    scheme: String,
    preferred: Option<String>,
    #[serde(default)]
    all: Vec<String>,
}

#[derive(Deserialize)]
struct Admin {
    last_modified: Option<Stamp>,
}

#[derive(Deserialize)]
struct Stamp {
    date: String,
}

impl From<Entry> for Organisation {
    fn from(entry: Entry) -> Self {
        let names =
            entry.names.into_iter().map(|name| Title { usage: usage(&name.types), text: name.value, lang: name.lang });
        let links = entry.links.into_iter().map(|link| match link.kind.as_str() {
            "wikipedia" => (LinkUse::Wikipedia, link.value),
            "website" => (LinkUse::Website, link.value),
            _ => (LinkUse::Other, link.value),
        });
        Organisation {
            id: entry.id,
            names: names.collect(),
            types: entry.types,
            spots: entry.locations.into_iter().filter_map(|location| location.geonames_details).map(spot).collect(),
            links: links.collect(),
            ids: entry
                .external_ids
                .into_iter()
                .flat_map(|ids| preferred_first(&ids.scheme, ids.preferred, ids.all))
                .collect(),
            bonds: entry.relationships,
            status: entry.status,
            established: entry.established,
            last_modified: entry.admin.and_then(|admin| admin.last_modified).map(|stamp| stamp.date),
        }
    }
}

fn spot(details: Details) -> Spot {
    Spot {
        country: details.country_code,
        city: details.name,
        region: details.country_subdivision_name,
        point: details.lat.zip(details.lng),
    }
}

/// One name may have several types; the strongest counts.
fn usage(types: &[String]) -> NameUse {
    let is = |wanted: &str| types.iter().any(|kind| kind == wanted);
    match () {
        () if is("ror_display") => NameUse::Official,
        () if is("label") => NameUse::Label,
        () if is("acronym") => NameUse::Acronym,
        () => NameUse::Alias,
    }
}
