//! A card: what a list row, the search and the facets need to know of a record. It is a view of a block's cells, and
//! knows all kinds alike.

use model::RecordId;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::row::{SUCCESSOR, read_id};
use crate::{Block, Malformed};

/// The columns that go into cards files; all others go into bodies files. The list is the same for all kinds, and may
/// grow; a reader looks a column up where it finds it.
pub const CARD_COLUMNS: [&str; 43] = [
    "name",
    "name.tag",
    "countries",
    "city",
    "region",
    "point",
    "fields",
    "standing",
    "rel",
    "rel.kind",
    "demo",
    "kinds",
    "memberships",
    "form",
    "status",
    "side",
    "trl",
    "targets",
    "collection",
    "begins",
    "ends",
    "opens",
    "closes",
    "signed",
    "series",
    "edition",
    "enterprises",
    "places",
    "degree",
    "code",
    "blocs",
    "measure",
    "value",
    "qualifier",
    "unit",
    "as_of",
    "counted",
    "taxonomy",
    "key",
    "broader",
    SUCCESSOR,
    "mechanism",
    "working_group",
];

pub fn is_card_column(column: &str) -> bool {
    CARD_COLUMNS.contains(&column)
}

/// A card, decoded. Codes stay words, so that a word from a later version is shown and not refused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Card {
    pub id: RecordId,
    pub kind: String,
    pub names: Vec<CardName>,
    pub countries: Vec<String>,
    pub city: Option<String>,
    pub region: Option<String>,
    pub point: Option<(f64, f64)>,
    pub fields: Vec<String>,
    /// `active`, `inactive` or `withdrawn`.
    pub standing: String,
    pub successor: Option<RecordId>,
    pub demo: bool,
    /// Kind, and side if any, of each relation, with its target.
    pub relations: Vec<(String, RecordId)>,
    /// All other card columns of this kind, as JSON values by name.
    pub facts: serde_json::Map<String, Value>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardName {
    pub text: String,
    /// The `use`: `official`, `label`, `alias`, `acronym`, `former`.
    pub usage: String,
    pub lang: Option<String>,
}

impl Card {
    /// Reads the card of a row of a cards file, or of a delta.
    pub fn read(block: &Block, row: usize) -> Result<Self, Malformed> {
        let mut card = Card {
            id: block.id(row)?,
            kind: block.kind().to_owned(),
            names: names(block, row)?,
            countries: Vec::new(),
            city: None,
            region: None,
            point: None,
            fields: Vec::new(),
            standing: "active".to_owned(),
            successor: None,
            demo: false,
            relations: relations(block, row)?,
            facts: serde_json::Map::new(),
        };
        for (column, cell) in block.cells(row).filter(|(column, _)| is_card_column(column)) {
            card.put(column, cell)?;
        }
        Ok(card)
    }

    /// The name shown where only one fits.
    pub fn title(&self) -> &str {
        let official = self.names.iter().find(|name| name.usage == "official");
        official.or(self.names.first()).map(|name| name.text.as_str()).unwrap_or_default()
    }

    /// A fact that is one word or one text.
    pub fn word(&self, fact: &str) -> Option<&str> {
        self.facts.get(fact)?.as_str()
    }

    fn put(&mut self, column: &str, cell: &[u8]) -> Result<(), Malformed> {
        match column {
            "name" | "name.tag" | "rel" | "rel.kind" => {}
            "city" => self.city = Some(text(column, cell)?.to_owned()),
            "region" => self.region = Some(text(column, cell)?.to_owned()),
            "point" => self.point = Some(json(column, cell)?),
            "countries" => self.countries = json(column, cell)?,
            "fields" => self.fields = json(column, cell)?,
            "demo" => self.demo = json(column, cell)?,
            SUCCESSOR => self.successor = Some(read_id(cell)?),
            "standing" => {
                let standing: Standing = json(column, cell)?;
                self.standing = standing.state;
                self.successor = standing.successor;
            }
            _ => drop(self.facts.insert(column.to_owned(), json(column, cell)?)),
        }
        Ok(())
    }
}

#[derive(Deserialize)]
struct Standing {
    state: String,
    successor: Option<RecordId>,
}

/// The names of a row, as text. Search reads them here, without decoding the whole card.
pub fn names(block: &Block, row: usize) -> Result<Vec<CardName>, Malformed> {
    let Some(cell) = block.cell("name", row) else { return Ok(Vec::new()) };
    let tags = text("name.tag", block.cell("name.tag", row).unwrap_or_default())?;
    let pairs = text("name", cell)?.split('\n').zip(tags.split(','));
    let names = pairs.map(|(text, tag)| {
        let (usage, lang) = tag.split_once(':').map_or((tag, None), |(usage, lang)| (usage, Some(lang)));
        CardName { text: text.to_owned(), usage: usage.to_owned(), lang: lang.map(str::to_owned) }
    });
    Ok(names.collect())
}

/// The relations of a row: kind, and side if any, with the target.
pub fn relations(block: &Block, row: usize) -> Result<Vec<(String, RecordId)>, Malformed> {
    let Some(cell) = block.cell("rel", row) else { return Ok(Vec::new()) };
    let kinds = text("rel.kind", block.cell("rel.kind", row).unwrap_or_default())?;
    let pairs = kinds.split(',').zip(cell.chunks(16));
    pairs.map(|(kind, id)| Ok((kind.to_owned(), read_id(id)?))).collect()
}

fn text<'a>(column: &str, cell: &'a [u8]) -> Result<&'a str, Malformed> {
    std::str::from_utf8(cell).map_err(|_| Malformed::Cell(column.to_owned()))
}

fn json<T: serde::de::DeserializeOwned>(column: &str, cell: &[u8]) -> Result<T, Malformed> {
    serde_json::from_slice(cell).map_err(|_| Malformed::Cell(column.to_owned()))
}
