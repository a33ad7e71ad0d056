//! What there is as a whole: counts by kind, countries, terms.

use std::cmp::Reverse;
use std::collections::HashMap;

use model::RecordId;

use crate::desk::Bodies;
use crate::facets::newest_day;
use crate::query::{Count, CountryAnswer, Facet, Overview, TermAnswer};
use crate::shelf::Spot;
use crate::{Card, Desk, Malformed};

/// How many of a country's latest records its page shows.
const LATEST: usize = 6;

pub(crate) fn overview(desk: &Desk) -> Result<Overview, Malformed> {
    let mut kinds: HashMap<&str, u32> = HashMap::new();
    let mut institutions: HashMap<String, u32> = HashMap::new();
    let mut overview =
        Overview { records: desk.rows().len() as u32, kinds: Vec::new(), countries: Vec::new(), demo: 0 };
    for spot in desk.spots().filter(|spot| !is_withdrawn(spot)) {
        *kinds.entry(spot.block.kind()).or_default() += 1;
        overview.demo += u32::from(spot.block.cell("demo", spot.row).is_some());
        if spot.block.kind() == "institution" {
            for code in countries(&spot) {
                *institutions.entry(code).or_default() += 1;
            }
        }
    }
    overview.kinds = counted(kinds.into_iter().map(|(kind, count)| (kind.to_owned(), count)));
    for spot in desk.spots_of("country") {
        let card = spot.card()?;
        let count = card.word("code").and_then(|code| institutions.get(code)).copied().unwrap_or(0);
        overview.countries.push((card, count));
    }
    let rank = |card: &Card| u8::from(!in_bloc(card, "asean"));
    overview
        .countries
        .sort_by(|a, b| (rank(&a.0), Reverse(a.1), a.0.title()).cmp(&(rank(&b.0), Reverse(b.1), b.0.title())));
    Ok(overview)
}

pub(crate) fn country_id(desk: &Desk, code: &str) -> Option<RecordId> {
    let spot = desk.spots_of("country").find(|spot| {
        let cell = spot.block.cell("code", spot.row);
        cell.and_then(|cell| serde_json::from_slice::<String>(cell).ok())
            .is_some_and(|known| known.eq_ignore_ascii_case(code))
    })?;
    spot.block.id(spot.row).ok()
}

pub(crate) fn country(desk: &Desk, code: &str, bodies: Bodies<'_>) -> Result<Option<CountryAnswer>, Malformed> {
    let Some(id) = country_id(desk, code) else { return Ok(None) };
    let Some(answer) = desk.record(&id, bodies)? else { return Ok(None) };
    let code = code.to_ascii_uppercase();
    let facets = desk.facets();
    let wanted = facets.table(Facet::Country).numbers_of(&[code]);
    let mut kinds: HashMap<String, u32> = HashMap::new();
    let mut members: HashMap<String, u32> = HashMap::new();
    let mut member_total = 0;
    let mut latest: Vec<(i64, usize)> = Vec::new();
    for row in 0..desk.rows().len() {
        let spot = desk.spot(row);
        let here = facets.table(Facet::Country).of_row(row).iter().any(|number| wanted.contains(number));
        if !here || is_withdrawn(&spot) || spot.block.kind() == "country" {
            continue;
        }
        *kinds.entry(spot.block.kind().to_owned()).or_default() += 1;
        if is_member(&spot) {
            member_total += 1;
            let table = facets.table(Facet::Form);
            for number in table.of_row(row) {
                *members.entry(table.values[*number as usize].clone()).or_default() += 1;
            }
        }
        if let Some(day) = newest_day(spot.block, spot.row) {
            latest.push((day, row));
        }
    }
    latest.sort_unstable_by_key(|(day, row)| (Reverse(*day), *row));
    let latest = latest.into_iter().take(LATEST).map(|(_, row)| desk.spot(row).card()).collect::<Result<_, _>>()?;
    Ok(Some(CountryAnswer { answer, kinds: counted(kinds), members: counted(members), member_total, latest }))
}

pub(crate) fn terms(desk: &Desk) -> Result<Vec<TermAnswer>, Malformed> {
    let mut terms = Vec::new();
    for spot in desk.spots_of("term") {
        let card = spot.card()?;
        let word = |fact: &str| card.word(fact).map(str::to_owned);
        terms.push(TermAnswer {
            id: card.id,
            taxonomy: word("taxonomy").unwrap_or_default(),
            key: word("key").unwrap_or_default(),
            broader: word("broader"),
            names: card.names,
        });
    }
    terms.sort_by(|a, b| (&a.taxonomy, &a.key).cmp(&(&b.taxonomy, &b.key)));
    Ok(terms)
}

pub(crate) fn is_withdrawn(spot: &Spot<'_>) -> bool {
    let Some(cell) = spot.block.cell("standing", spot.row) else { return false };
    // Nearly all are active: these are not parsed.
    cell != br#"{"state":"active"}"#
        && serde_json::from_slice::<model::Standing>(cell).is_ok_and(|standing| standing.is_withdrawn())
}

pub(crate) fn is_member(spot: &Spot<'_>) -> bool {
    has_membership(spot, model::record::Network::TransferNetwork)
}

pub(crate) fn has_membership(spot: &Spot<'_>, network: model::record::Network) -> bool {
    let Some(cell) = spot.block.cell("memberships", spot.row) else { return false };
    let memberships: Vec<model::record::Membership> = serde_json::from_slice(cell).unwrap_or_default();
    memberships.iter().any(|membership| membership.of == network && membership.until.is_none())
}

pub(crate) fn countries(spot: &Spot<'_>) -> Vec<String> {
    spot.block.cell("countries", spot.row).and_then(|cell| serde_json::from_slice(cell).ok()).unwrap_or_default()
}

pub(crate) fn in_bloc(card: &Card, bloc: &str) -> bool {
    card.facts
        .get("blocs")
        .and_then(|blocs| blocs.as_array())
        .is_some_and(|blocs| blocs.iter().any(|known| known == bloc))
}

/// Most first, then by value.
fn counted(counts: impl IntoIterator<Item = (String, u32)>) -> Vec<Count> {
    let mut counts: Vec<Count> = counts.into_iter().map(|(value, count)| Count { value, count }).collect();
    counts.sort_unstable_by(|a, b| (Reverse(a.count), &a.value).cmp(&(Reverse(b.count), &b.value)));
    counts
}
