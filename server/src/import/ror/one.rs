//! Schema 1.x, as ROR wrote it until release v1.44 (and beside 2.x until v1.74).

use std::collections::BTreeMap;

use model::NameUse;
use model::source::LinkUse;
use serde::Deserialize;

use super::organisation::{Bond, Organisation, OtherId, Spot, Title};

#[derive(Deserialize)]
pub struct Entry {
    id: String,
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    acronyms: Vec<String>,
    #[serde(default)]
    labels: Vec<Label>,
    #[serde(default)]
    types: Vec<String>,
    #[serde(default)]
    links: Vec<String>,
    wikipedia_url: Option<String>,
    established: Option<u16>,
    #[serde(default)]
    relationships: Vec<Bond>,
    #[serde(default)]
    addresses: Vec<Address>,
    country: Option<Country>,
    #[serde(default)]
    external_ids: BTreeMap<String, Ids>,
    status: String,
}

#[derive(Deserialize)]
struct Label {
    label: String,
    iso639: Option<String>,
}

#[derive(Deserialize)]
struct Address {
    lat: Option<f64>,
    lng: Option<f64>,
    city: Option<String>,
    state: Option<String>,
    geonames_city: Option<City>,
}

#[derive(Deserialize)]
struct City {
    city: Option<String>,
    geonames_admin1: Option<Admin>,
}

#[derive(Deserialize)]
struct Admin {
    name: Option<String>,
}

#[derive(Deserialize)]
struct Country {
    country_code: Option<String>,
}

/// `all` is a list, or one text (GRID).
#[derive(Deserialize)]
struct Ids {
    preferred: Option<String>,
    all: Option<OneOrMany>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl From<Entry> for Organisation {
    fn from(entry: Entry) -> Self {
        let country = entry.country.and_then(|country| country.country_code);
        let spots: Vec<Spot> = entry.addresses.into_iter().map(|address| spot(address, country.clone())).collect();
        let spots = if spots.is_empty() { vec![Spot { country, ..Spot::default() }] } else { spots };
        let title = |text: String, lang: Option<String>, usage| Title { text, lang, usage };
        let mut names = vec![title(entry.name, None, NameUse::Official)];
        names.extend(entry.labels.into_iter().map(|label| title(label.label, label.iso639, NameUse::Label)));
        names.extend(entry.aliases.into_iter().map(|alias| title(alias, None, NameUse::Alias)));
        names.extend(entry.acronyms.into_iter().map(|acronym| title(acronym, None, NameUse::Acronym)));
        let website = entry.links.into_iter().map(|url| (LinkUse::Website, url));
        Organisation {
            id: entry.id,
            names,
            types: entry.types,
            spots,
            links: website.chain(entry.wikipedia_url.map(|url| (LinkUse::Wikipedia, url))).collect(),
            ids: entry.external_ids.into_iter().flat_map(|(scheme, ids)| other_ids(scheme, ids)).collect(),
            bonds: entry.relationships,
            status: entry.status,
            established: entry.established,
            last_modified: None,
        }
    }
}

fn spot(address: Address, country: Option<String>) -> Spot {
    let (city, admin) =
        address.geonames_city.map_or((None, None), |city| (city.city, city.geonames_admin1.and_then(|a| a.name)));
    Spot { country, city: address.city.or(city), region: admin.or(address.state), point: address.lat.zip(address.lng) }
}

fn other_ids(scheme: String, ids: Ids) -> Vec<OtherId> {
    let all = match ids.all {
        Some(OneOrMany::One(id)) => vec![id],
        Some(OneOrMany::Many(ids)) => ids,
        None => Vec::new(),
    };
    super::organisation::preferred_first(&scheme, ids.preferred, all)
}
