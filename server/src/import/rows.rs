//! Rows of sheets: header to columns, cells to what they say, a row to a record.

use std::sync::Arc;

use model::{Kind, Line, Record, RecordId};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::called::{target, words};
use super::issue::{Issue, Note, Reason, Remark};
use super::lines::faults;
use super::origin::{Spot, letters};
use super::patch::{self, Said};
use super::plan::Repeats;
use super::{Held, Origin, Planner, Wishes, identity};
use crate::sheets::{Cell, Column, Content, Holds, Meaning, Row, Table, Words, columns, find, kind_of_name};

/// Gives every row of a table to the planner.
pub fn read(table: &Table, file: &Arc<str>, only_table: bool, wishes: &Wishes, planner: &mut Planner) {
    let sheet: Option<Arc<str>> = table.sheet.as_deref().map(Arc::from);
    let Some((header, rows)) = table.rows.split_first().filter(|(_, rows)| !rows.is_empty()) else { return };
    let at = |row: u32| Origin::at(file, Spot::Cell { sheet: sheet.clone(), row, column: None });
    let named = kind_in_column(header, rows).or_else(|| sheet.as_deref().and_then(kind_of_name));
    let kind = named.or_else(|| if only_table { wishes.kind.or_else(|| kind_of_name(file)) } else { None });
    let Some(kind) = kind else {
        return match only_table {
            true => planner.refuse([Issue::new(at(header.number), Reason::UnknownKind)]),
            false => planner.note(Note { origin: at(header.number), remark: Remark::SheetIgnored }),
        };
    };
    let heads = match heads(kind, header, &at(header.number), planner) {
        Ok(heads) => heads,
        Err(twice) => return planner.refuse(twice),
    };
    let words = words(planner.held());
    let reader = Reader { kind, header, heads, words, wishes, source: file };
    for row in rows {
        reader.read(row, &at(row.number), planner);
    }
}

/// The kind that the first row says in the column of kinds.
fn kind_in_column(header: &Row, rows: &[Row]) -> Option<Kind> {
    let of_kinds = |cell: &&Cell| find(&[], &cell.text).is_some_and(|column| matches!(column.holds, Holds::Kind));
    let column = header.cells.iter().find(of_kinds)?.column;
    rows.first()?.cell(column).and_then(|cell| kind_of_name(&cell.text))
}

struct Head {
    number: u32,
    title: String,
    column: Column,
}

struct Reader<'a> {
    kind: Kind,
    header: &'a Row,
    heads: Vec<Head>,
    words: Words,
    wishes: &'a Wishes,
    source: &'a str,
}

/// The columns of the header; what is not known is said. Of a column that stands there twice nobody knows which counts.
fn heads(kind: Kind, header: &Row, origin: &Origin, planner: &mut Planner) -> Result<Vec<Head>, Vec<Issue>> {
    let known = columns(kind);
    let mut heads: Vec<Head> = Vec::new();
    let mut twice = Vec::new();
    for cell in &header.cells {
        let place = origin.column(cell.column, &cell.text);
        match find(&known, &cell.text) {
            Some(column) if heads.iter().any(|head| head.column.key == column.key) => {
                twice.push(Issue::new(place, Reason::ColumnTwice));
            }
            Some(column) => heads.push(Head { number: cell.column, title: cell.text.clone(), column }),
            None => planner.note(Note { origin: place, remark: Remark::ColumnIgnored }),
        }
    }
    if twice.is_empty() { Ok(heads) } else { Err(twice) }
}

impl Reader<'_> {
    fn read(&self, row: &Row, origin: &Origin, planner: &mut Planner) {
        let without_header = row.cells.iter().filter(|cell| self.header.cell(cell.column).is_none());
        let without_header: Vec<String> = without_header.map(|cell| letters(cell.column)).collect();
        if !without_header.is_empty() {
            planner.note(Note { origin: origin.clone(), remark: Remark::NoHeader(without_header.join(", ")) });
        }
        let mut issues = Vec::new();
        let mut said: Vec<Said> = Vec::with_capacity(self.heads.len());
        for head in &self.heads {
            let place = origin.column(head.number, &head.title);
            match self.cell(head, row.cell(head.number), &place, planner) {
                Ok(Some(meaning)) => said.push((head.column.clone(), meaning)),
                Ok(None) => {}
                Err(reasons) => issues.extend(reasons.into_iter().map(|reason| Issue::new(place.clone(), reason))),
            }
        }
        self.name_targets(&mut said, origin, planner.held(), &mut issues);
        let id = match identity::of(self.kind, &said, planner.held()) {
            Ok(Some(id)) => id,
            Ok(None) => {
                issues.push(Issue::new(origin.key("name"), Reason::Missing));
                return planner.refuse(issues);
            }
            Err(reason) => {
                issues.push(Issue::new(origin.key("name"), reason));
                return planner.refuse(issues);
            }
        };
        match self.record(id, &said, planner.held(), origin) {
            Ok(record) if issues.is_empty() => planner.take(record, origin, Repeats::Refused),
            Ok(_) => planner.refuse(issues),
            Err(wrong) => {
                // What a cell's own problem already explains is not said twice.
                let known = |issue: &Issue| issues.iter().any(|other| other.origin.key == issue.origin.key);
                let new: Vec<Issue> = wrong.into_iter().filter(|issue| !known(issue)).collect();
                issues.extend(new);
                planner.refuse(issues);
            }
        }
    }

    /// What a cell says; an absent cell says that there is nothing.
    fn cell(
        &self,
        head: &Head,
        cell: Option<&Cell>,
        place: &Origin,
        planner: &mut Planner,
    ) -> Result<Option<Meaning>, Vec<Reason>> {
        let Some(cell) = cell else {
            let nothing = !matches!(head.column.holds, Holds::Id | Holds::Kind);
            return Ok(nothing.then(|| empty(&head.column)));
        };
        match &cell.content {
            Content::FormulaWithoutValue(formula) => return Err(vec![Reason::FormulaWithoutValue(formula.clone())]),
            Content::Error(error) => return Err(vec![Reason::ErrorCell(error.clone())]),
            Content::Formula => {
                planner.note(Note { origin: place.clone(), remark: Remark::Formula(cell.text.clone()) })
            }
            Content::Merged => planner.note(Note { origin: place.clone(), remark: Remark::MergedCells }),
            Content::Text | Content::Number(_) => {}
        }
        let mut remarks = Vec::new();
        let meaning = head.column.read(&cell.text, &cell.content, &self.words, &mut remarks);
        for remark in remarks {
            planner.note(Note { origin: place.clone(), remark: Remark::Read(remark) });
        }
        if let Ok(Meaning::Kind(wanted)) = meaning
            && wanted != self.kind
        {
            return Err(vec![Reason::OtherKind { held: self.kind, wanted }]);
        }
        meaning.map(Some).map_err(|problems| problems.into_iter().map(Reason::Value).collect())
    }

    /// Relations that are only a name are led to the one record that has it.
    fn name_targets(&self, said: &mut [Said], origin: &Origin, held: &Held, issues: &mut Vec<Issue>) {
        for (column, meaning) in said {
            let Meaning::Relations(pointers) = meaning else { continue };
            for pointer in pointers.iter_mut().filter(|pointer| pointer.target.is_none()) {
                match target(pointer, held) {
                    Ok(id) => {
                        pointer.target = Some(id);
                        pointer.label = None;
                    }
                    Err(reason) => {
                        let number = self.heads.iter().find(|head| head.column.key == column.key);
                        let place = number.map_or(origin.clone(), |head| origin.column(head.number, &head.title));
                        issues.push(Issue::new(place, reason));
                    }
                }
            }
        }
    }

    fn record(&self, id: RecordId, said: &[Said], held: &Held, origin: &Origin) -> Result<Record, Vec<Issue>> {
        let old = held.get(&id).filter(|record| record.kind() == self.kind);
        let base = match old {
            Some(record) => object(record),
            None => Map::from_iter([("kind".to_owned(), json!(self.kind)), ("id".to_owned(), json!(id))]),
        };
        let mut json = patch::apply(base, old, said);
        let mut missing = old.map(|old| self.lost(old, said, origin)).unwrap_or_default();
        let coordinate = patch::missing_coordinate(&json);
        missing.extend(coordinate.map(|key| Issue::new(self.place(key, origin), Reason::Missing)));
        if !missing.is_empty() {
            return Err(missing);
        }
        self.name_source(&mut json, old, said);
        let says_day = says(said, "verified_on");
        if !says_day {
            json.insert("verified_on".to_owned(), json!(old.map_or(self.wishes.today, |old| old.verified_on)));
        }
        let json = Value::Object(json);
        let mut record = Record::deserialize(&json).map_err(|error| self.issues(&json, &error, origin))?;
        // Whatever the sheet changes was verified on the day of the import, unless the sheet says otherwise.
        if !says_day && old.is_some_and(|old| super::normal::normal(record.clone()).0 != *old) {
            record.verified_on = self.wishes.today;
        }
        Ok(record)
    }

    /// What the record has, must have, and would lose to an empty cell.
    fn lost(&self, old: &Record, said: &[Said], origin: &Origin) -> Vec<Issue> {
        let json = Value::Object(object(old));
        let clears = |head: &&Head| {
            let is_empty = |(column, meaning): &Said| column.key == head.column.key && *meaning == empty(column);
            head.column.needed && said.iter().any(is_empty) && !head.column.write(old, &json).is_empty()
        };
        let heads = self.heads.iter().filter(clears);
        heads.map(|head| Issue::new(origin.column(head.number, &head.title), Reason::Missing)).collect()
    }

    /// The problems of a record that cannot be, each at the column it comes from.
    fn issues(&self, json: &Value, error: &serde_json::Error, origin: &Origin) -> Vec<Issue> {
        let faults = faults(&json.to_string(), error).into_iter();
        faults.map(|(key, reason)| Issue::new(self.place(key.as_deref().unwrap_or("row"), origin), reason)).collect()
    }

    /// The column that a key of the record comes from.
    fn place(&self, key: &str, origin: &Origin) -> Origin {
        let is_of = |head: &&Head| head.column.key == key || head.column.key.split('.').next() == Some(key);
        let head = self.heads.iter().find(is_of);
        head.map_or_else(|| origin.key(key), |head| origin.column(head.number, &head.title))
    }

    /// A record whose source the sheet does not say keeps the one it has; a new one has the file as its source.
    fn name_source(&self, json: &mut Map<String, Value>, old: Option<&Record>, said: &[Said]) {
        let has_title = json.get("source").is_some_and(|source| source.get("title").is_some());
        if says(said, "source.title") || has_title {
            return;
        }
        let of_file =
            || self.wishes.source.clone().or_else(|| Line::parse(self.source).ok()).unwrap_or_else(default_source);
        let title = old.map_or_else(of_file, |old| old.source.title.clone());
        let source = json.entry("source").or_insert_with(|| json!({}));
        source["title"] = json!(title);
    }
}

/// Whether a row has something in a column.
fn says(said: &[Said], key: &str) -> bool {
    said.iter().any(|(column, meaning)| column.key == key && *meaning != Meaning::Value(Value::Null))
}

fn default_source() -> Line {
    Line::parse("Imported sheet").expect("a short line")
}

fn object(record: &Record) -> Map<String, Value> {
    match serde_json::to_value(record) {
        Ok(Value::Object(map)) => map,
        other => unreachable!("a record is an object, not {other:?}"),
    }
}

/// What an empty cell says.
fn empty(column: &Column) -> Meaning {
    match column.holds {
        Holds::Kind | Holds::Id | Holds::Value(..) => Meaning::Value(Value::Null),
        Holds::Names(_) => Meaning::Names(Vec::new()),
        Holds::Relations(..) => Meaning::Relations(Vec::new()),
        Holds::Links(_) => Meaning::Links(Vec::new()),
        Holds::Ids(_) => Meaning::Ids(Vec::new()),
    }
}
