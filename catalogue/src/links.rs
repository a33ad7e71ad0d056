//! Links: the relations of a record both ways, in groups of one relation, direction and kind.

use model::RecordId;
use serde_json::Value;

use crate::query::{Link, LinkGroup, LinkGroupKey, Page};
use crate::{Desk, Malformed, card};

const RELATED: &str = "related";

/// The groups of a record's links, or just one, with the links of that page.
pub(crate) fn groups(
    desk: &Desk,
    id: &RecordId,
    record: Option<&Value>,
    only: Option<&LinkGroupKey>,
    page: Page,
) -> Result<Vec<LinkGroup>, Malformed> {
    let mut found: Vec<(LinkGroupKey, Vec<Link>)> = Vec::new();
    let mut put = |key: LinkGroupKey, link: Link| {
        if only.is_some_and(|only| *only != key) {
            return;
        }
        match found.iter_mut().find(|(known, _)| *known == key) {
            Some((_, links)) if links.iter().any(|known| known.id == link.id) => {}
            Some((_, links)) => links.push(link),
            None => found.push((key, vec![link])),
        }
    };
    for (at, (relation, target)) in own(desk, id)?.into_iter().enumerate() {
        let (relation, side) = parted(&relation);
        let target = desk.shelf().follow(&target);
        let kind = desk.shelf().find(&target).map(|spot| spot.block.kind()).filter(|kind| *kind != crate::row::GONE);
        let (label, foreign) = said(record, at);
        let key = LinkGroupKey { relation, incoming: false, kind: kind.unwrap_or_default().to_owned() };
        put(key, Link { id: target, side, card: None, label, foreign });
    }
    for (relation, from, kind) in incoming(desk, id) {
        let (relation, side) = parted(&relation);
        // "Related" says the same from both ends, so it is one group.
        let key = LinkGroupKey { incoming: relation != RELATED, relation, kind };
        put(key, Link { id: from, side, card: None, label: None, foreign: None });
    }
    found.into_iter().map(|(key, links)| page_of(desk, key, links, page)).collect()
}

fn own(desk: &Desk, id: &RecordId) -> Result<Vec<(String, RecordId)>, Malformed> {
    desk.shelf().find(id).map_or(Ok(Vec::new()), |spot| card::relations(spot.block, spot.row))
}

/// Relations of other records that point here: kind and side, who, and of what kind.
fn incoming(desk: &Desk, id: &RecordId) -> Vec<(String, RecordId, String)> {
    let wanted = id.as_bytes().as_slice();
    let mut found = Vec::new();
    for spot in desk.spots() {
        let Some(targets) = spot.block.cell("rel", spot.row) else { continue };
        if !targets.chunks(16).any(|target| target == wanted) {
            continue;
        }
        let (Ok(from), Ok(relations)) = (spot.block.id(spot.row), card::relations(spot.block, spot.row)) else {
            continue;
        };
        let pointing = relations.into_iter().filter(|(_, target)| target == id);
        found.extend(pointing.map(|(relation, _)| (relation, from, spot.block.kind().to_owned())));
    }
    found
}

fn parted(relation: &str) -> (String, Option<String>) {
    match relation.split_once('/') {
        Some((relation, side)) => (relation.to_owned(), Some(side.to_owned())),
        None => (relation.to_owned(), None),
    }
}

/// What the record's own relation says of its target: a label, and an id elsewhere.
fn said(record: Option<&Value>, at: usize) -> (Option<String>, Option<(String, String)>) {
    let Some(relation) = record.and_then(|record| record.get("relations")?.get(at)) else { return (None, None) };
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let foreign = relation.get("foreign");
    let scheme = text(foreign.and_then(|foreign| foreign.get("scheme")));
    let value = text(foreign.and_then(|foreign| foreign.get("value")));
    (text(relation.get("label")), scheme.zip(value))
}

fn page_of(desk: &Desk, key: LinkGroupKey, links: Vec<Link>, page: Page) -> Result<LinkGroup, Malformed> {
    let total = links.len() as u32;
    let shown = links.into_iter().skip(page.offset as usize).take(page.length as usize);
    let links = shown.map(|link| {
        let held = desk.shelf().find(&link.id).filter(|spot| spot.block.kind() != crate::row::GONE);
        Ok(Link { card: held.map(|spot| spot.card()).transpose()?, ..link })
    });
    Ok(LinkGroup { key, total, links: links.collect::<Result<_, Malformed>>()? })
}
