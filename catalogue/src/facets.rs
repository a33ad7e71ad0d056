//! Facets: for every row, which values it has of each facet, as numbers. Read once for a desk.

use std::collections::HashMap;

use serde_json::Value;

use crate::query::Facet;
use crate::{Block, Desk};

/// Values by number and numbers by row, for every facet.
pub(crate) struct Facets {
    tables: Vec<Table>,
}

pub(crate) struct Table {
    pub values: Vec<String>,
    /// The values of row n: `numbers[starts[n]..starts[n + 1]]`.
    starts: Vec<u32>,
    numbers: Vec<u32>,
}

impl Table {
    pub fn of_row(&self, row: usize) -> &[u32] {
        &self.numbers[self.starts[row] as usize..self.starts[row + 1] as usize]
    }

    /// The numbers of values; one that no row has can never be found, and is left out.
    pub fn numbers_of(&self, values: &[String]) -> Vec<u32> {
        let number = |value: &String| self.values.iter().position(|known| known == value).map(|at| at as u32);
        values.iter().filter_map(number).collect()
    }
}

impl Facets {
    pub fn read(desk: &Desk) -> Self {
        Facets { tables: Facet::ALL.into_iter().map(|facet| read_table(desk, facet)).collect() }
    }

    pub fn table(&self, facet: Facet) -> &Table {
        &self.tables[facet as usize]
    }
}

fn read_table(desk: &Desk, facet: Facet) -> Table {
    let mut table = Table { values: Vec::new(), starts: vec![0], numbers: Vec::new() };
    let mut known: HashMap<String, u32> = HashMap::new();
    // Cells repeat: each distinct one is read once.
    let mut seen: HashMap<(&str, &[u8]), Vec<u32>> = HashMap::new();
    for spot in desk.spots() {
        if facet == Facet::Kind {
            table.numbers.push(number_of(spot.block.kind().to_owned(), &mut known, &mut table.values));
        }
        for column in columns(facet) {
            let Some(cell) = spot.block.cell(column, spot.row) else { continue };
            let numbers = seen.entry((column, cell)).or_insert_with(|| {
                let mut numbers: Vec<u32> = values(facet, cell)
                    .into_iter()
                    .map(|value| number_of(value, &mut known, &mut table.values))
                    .collect();
                numbers.sort_unstable();
                numbers.dedup();
                numbers
            });
            table.numbers.extend_from_slice(numbers);
        }
        table.starts.push(table.numbers.len() as u32);
    }
    table
}

fn number_of(value: String, known: &mut HashMap<String, u32>, values: &mut Vec<String>) -> u32 {
    *known.entry(value).or_insert_with_key(|value| {
        values.push(value.clone());
        values.len() as u32 - 1
    })
}

/// The columns that a facet's values stand in. A record of one kind has at most one of them.
fn columns(facet: Facet) -> &'static [&'static str] {
    match facet {
        Facet::Kind => &[],
        Facet::Country => &["countries"],
        Facet::Region => &["region"],
        Facet::Field => &["fields"],
        Facet::Form => &["kinds", "form"],
        Facet::Side => &["side"],
        Facet::Maturity => &["trl"],
        Facet::Status => &["status"],
        Facet::Membership => &["memberships"],
        Facet::Language => &["name.tag"],
        Facet::Demo => &["demo"],
    }
}

fn values(facet: Facet, cell: &[u8]) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(cell) else { return Vec::new() };
    match facet {
        Facet::Region => vec![text.to_owned()],
        Facet::Language => text.split(',').filter_map(|tag| Some(tag.split_once(':')?.1.to_owned())).collect(),
        Facet::Maturity => match serde_json::from_str::<(u8, u8)>(text) {
            Ok((from, to)) => (from..=to).map(|level| level.to_string()).collect(),
            Err(_) => Vec::new(),
        },
        Facet::Kind
        | Facet::Country
        | Facet::Field
        | Facet::Form
        | Facet::Side
        | Facet::Status
        | Facet::Membership
        | Facet::Demo => serde_json::from_str::<Value>(text).map(|value| words(&value)).unwrap_or_default(),
    }
}

/// The words of a JSON value: itself, its entries, or of what each entry is.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::String(word) => vec![word.clone()],
        Value::Array(entries) => entries.iter().flat_map(words).collect(),
        Value::Object(entry) => entry.get("of").map(words).unwrap_or_default(),
        Value::Null | Value::Bool(_) | Value::Number(_) => vec![value.to_string()],
    }
}

/// The newest day that a row names, as a day number; for the order by date.
pub(crate) fn newest_day(block: &Block, row: usize) -> Option<i64> {
    const DATES: [&str; 6] = ["begins", "signed", "as_of", "opens", "closes", "ends"];
    DATES.into_iter().find_map(|column| {
        let day: model::Day = serde_json::from_slice(block.cell(column, row)?).ok()?;
        Some(day.first_day_number())
    })
}
