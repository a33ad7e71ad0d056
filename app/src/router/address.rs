//! The addresses of the app's pages. A page's whole state that is worth keeping stands in its address, so that back,
//! reload and a link sent to somebody else all lead to the same screen.

use catalogue::query::{Browse, Facet, LinkGroupKey, Sort};
use model::RecordId;

use super::percent::{decode, encode};

/// Characters of a search text that an address carries; what is longer is cut.
pub const SEARCH_CHARS: usize = 200;
/// Chosen values of one facet.
pub const CHOSEN_VALUES: usize = 40;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    Home,
    Explore(Browse),
    Events(When),
    /// The canonical address of every record; its kind is the record's own matter.
    Record(RecordId),
    /// All records of one group of a record's links.
    Links(RecordId, LinkGroupKey),
    /// A country by its code.
    Country(String),
    Figures,
    Phone,
    /// Scan a code.
    Scan,
    About,
    /// One's own affairs: what waits, and what came of it.
    Mine,
    SignIn,
    /// The form of an event.
    Register(RecordId),
    /// One's part in an event.
    Part(RecordId),
    Ticket(RecordId),
    /// The code of a room was scanned: the event, the session's key, and the code, which stands behind the `#` so that no
    /// server's log holds it.
    Here(RecordId, String, String),
    Certificate(RecordId),
    /// Is this certificate one?
    Verify,
    /// What the server holds of a person.
    MyData,
    /// A leader asks for places for others.
    Delegation(RecordId),
    /// The events that one runs.
    Desks,
    Desk(RecordId),
    /// An event with its form; none: a new one.
    DeskEdit(Option<RecordId>),
    DeskAudit(RecordId),
    DeskTeam(RecordId),
    DeskPrint(RecordId),
    /// A phone that has read an organiser's code; the code is in the fragment.
    DoorPair,
    /// The door of an event.
    Door(RecordId),
    /// No page has this address.
    Missing(String),
}

/// Which events are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum When {
    #[default]
    Coming,
    Past,
}

impl Address {
    /// Reads the path and the query of a location, such as `/explore` and `?q=rice`.
    pub fn parse(path: &str, query: &str) -> Address {
        let parts: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(decode).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let pairs = pairs(query);
        let missing = || Address::Missing(path.to_owned());
        match parts.as_slice() {
            [] => Address::Home,
            ["explore"] => Address::Explore(browse(&pairs)),
            ["events"] if first(&pairs, "when") == Some("past") => Address::Events(When::Past),
            ["events"] => Address::Events(When::Coming),
            ["r", id] => RecordId::parse(id).map_or_else(|_| missing(), Address::Record),
            ["r", id, relation] => {
                let key = LinkGroupKey {
                    relation: (*relation).to_owned(),
                    incoming: first(&pairs, "to") == Some("this"),
                    kind: first(&pairs, "kind").unwrap_or_default().to_owned(),
                };
                RecordId::parse(id).map_or_else(|_| missing(), |id| Address::Links(id, key))
            }
            ["country", code] => Address::Country(code.to_ascii_uppercase()),
            ["figures"] => Address::Figures,
            ["phone"] => Address::Phone,
            ["scan"] => Address::Scan,
            ["about"] => Address::About,
            ["door", "pair"] => Address::DoorPair,
            ["door", event] => RecordId::parse(event).map_or_else(|_| missing(), Address::Door),
            ["mine"] => Address::Mine,
            ["sign-in"] => Address::SignIn,
            ["register", event] => RecordId::parse(event).map_or_else(|_| missing(), Address::Register),
            ["mine", "data"] => Address::MyData,
            ["verify"] => Address::Verify,
            ["certificate", event] => RecordId::parse(event).map_or_else(|_| missing(), Address::Certificate),
            ["here", event, session] => {
                let here = |event| Address::Here(event, (*session).to_owned(), String::new());
                RecordId::parse(event).map_or_else(|_| missing(), here)
            }
            ["register", event, "delegation"] => RecordId::parse(event).map_or_else(|_| missing(), Address::Delegation),
            ["desk"] => Address::Desks,
            ["desk", "new"] => Address::DeskEdit(None),
            ["desk", event] => RecordId::parse(event).map_or_else(|_| missing(), Address::Desk),
            ["desk", event, part] => match (RecordId::parse(event), *part) {
                (Ok(event), "edit") => Address::DeskEdit(Some(event)),
                (Ok(event), "audit") => Address::DeskAudit(event),
                (Ok(event), "team") => Address::DeskTeam(event),
                (Ok(event), "print") => Address::DeskPrint(event),
                _ => missing(),
            },
            ["mine", event] => RecordId::parse(event).map_or_else(|_| missing(), Address::Part),
            ["ticket", event] => RecordId::parse(event).map_or_else(|_| missing(), Address::Ticket),
            _ => missing(),
        }
    }

    /// With what stands behind the `#`, where that means something.
    pub fn with_fragment(self, fragment: &str) -> Address {
        match self {
            Address::Here(event, session, _) => {
                Address::Here(event, session, decode(fragment.strip_prefix('#').unwrap_or(fragment)))
            }
            other => other,
        }
    }

    /// The page that a whole link leads to, if it is one of this origin and leads to a page.
    pub fn of_link(link: &str, origin: &str) -> Option<Address> {
        let rest = link.trim().strip_prefix(origin)?;
        if !(rest.is_empty() || rest.starts_with(['/', '?', '#'])) {
            return None;
        }
        let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let address = Address::parse(path, query).with_fragment(fragment);
        (!matches!(address, Address::Missing(_))).then_some(address)
    }

    /// The address as a link has it.
    pub fn href(&self) -> String {
        match self {
            Address::Home => "/".to_owned(),
            Address::Explore(browse) => explore(browse),
            Address::Events(When::Coming) => "/events".to_owned(),
            Address::Events(When::Past) => "/events?when=past".to_owned(),
            Address::Record(id) => format!("/r/{id}"),
            Address::Links(id, key) => {
                let incoming = if key.incoming { "to=this&" } else { "" };
                format!("/r/{id}/{}?{incoming}kind={}", encode(&key.relation), encode(&key.kind))
            }
            Address::Country(code) => format!("/country/{}", encode(code)),
            Address::Figures => "/figures".to_owned(),
            Address::Phone => "/phone".to_owned(),
            Address::Scan => "/scan".to_owned(),
            Address::About => "/about".to_owned(),
            Address::DoorPair => "/door/pair".to_owned(),
            Address::Door(event) => format!("/door/{event}"),
            Address::Mine => "/mine".to_owned(),
            Address::SignIn => "/sign-in".to_owned(),
            Address::Register(event) => format!("/register/{event}"),
            Address::Part(event) => format!("/mine/{event}"),
            Address::Ticket(event) => format!("/ticket/{event}"),
            Address::Here(event, session, code) => format!("/here/{event}/{}#{}", encode(session), encode(code)),
            Address::Certificate(event) => format!("/certificate/{event}"),
            Address::Verify => "/verify".to_owned(),
            Address::MyData => "/mine/data".to_owned(),
            Address::Delegation(event) => format!("/register/{event}/delegation"),
            Address::Desks => "/desk".to_owned(),
            Address::Desk(event) => format!("/desk/{event}"),
            Address::DeskEdit(None) => "/desk/new".to_owned(),
            Address::DeskEdit(Some(event)) => format!("/desk/{event}/edit"),
            Address::DeskAudit(event) => format!("/desk/{event}/audit"),
            Address::DeskTeam(event) => format!("/desk/{event}/team"),
            Address::DeskPrint(event) => format!("/desk/{event}/print"),
            Address::Missing(path) => path.clone(),
        }
    }

    /// A task that fills the screen: no bar at the foot.
    pub fn is_task(&self) -> bool {
        matches!(
            self,
            Address::Door(_)
                | Address::SignIn
                | Address::Register(_)
                | Address::Ticket(_)
                | Address::Certificate(_)
                | Address::Delegation(_)
                | Address::DeskEdit(_)
                | Address::DeskPrint(_)
        )
    }

    /// Explore with one value of one facet chosen.
    pub fn facet(facet: Facet, value: &str) -> Address {
        Address::facets(&[(facet, value)])
    }

    pub fn facets(chosen: &[(Facet, &str)]) -> Address {
        let chosen = chosen.iter().map(|(facet, value)| (*facet, vec![(*value).to_owned()]));
        Address::Explore(Browse { chosen: chosen.collect(), ..Browse::default() })
    }

    /// Whether both are the same screen, in two states: a change between them neither moves the focus nor the scroll.
    /// A list of Explore, or a record that it leads to.
    pub fn is_of_explore(&self) -> bool {
        matches!(self, Address::Explore(_) | Address::Record(_) | Address::Links(..))
    }

    pub fn same_screen(&self, other: &Address) -> bool {
        match (self, other) {
            (Address::Explore(_), Address::Explore(_)) | (Address::Events(_), Address::Events(_)) => true,
            _ => self == other,
        }
    }
}

fn explore(browse: &Browse) -> String {
    let mut pairs = Vec::new();
    if !browse.text.is_empty() {
        pairs.push(("q", browse.text.as_str()));
    }
    for (facet, values) in &browse.chosen {
        pairs.extend(values.iter().map(|value| (facet.as_str(), value.as_str())));
    }
    match browse.sort {
        Sort::Match => {}
        Sort::Name => pairs.push(("sort", "name")),
        Sort::Date => pairs.push(("sort", "date")),
    }
    if browse.withdrawn {
        pairs.push(("withdrawn", "yes"));
    }
    let query: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}={}", encode(value))).collect();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("/explore{mark}{}", query.join("&"))
}

fn browse(pairs: &[(String, String)]) -> Browse {
    let mut browse = Browse {
        text: first(pairs, "q").unwrap_or_default().chars().take(SEARCH_CHARS).collect(),
        withdrawn: first(pairs, "withdrawn") == Some("yes"),
        sort: match first(pairs, "sort") {
            Some("name") => Sort::Name,
            Some("date") => Sort::Date,
            _ => Sort::Match,
        },
        ..Browse::default()
    };
    for facet in Facet::ALL {
        let values = pairs.iter().filter(|(key, value)| key == facet.as_str() && !value.is_empty());
        let values: Vec<String> = values.map(|(_, value)| value.clone()).take(CHOSEN_VALUES).collect();
        if !values.is_empty() {
            browse.chosen.insert(facet, values);
        }
    }
    browse
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let query = query.strip_prefix('?').unwrap_or(query);
    let pair = |pair: &str| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(key), decode(value))
    };
    query.split('&').filter(|part| !part.is_empty()).map(pair).collect()
}

fn first<'a>(pairs: &'a [(String, String)], key: &str) -> Option<&'a str> {
    pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests;
