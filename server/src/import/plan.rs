//! Decides what an import would do. Pure: it reads [`Held`] and the material, and writes nothing; `apply` does.
//!
//! Material is taken one record after the other and folded into what is held, so that a folder of releases becomes one
//! batch from the state before the first to the state after the last.

use std::collections::{BTreeMap, HashMap};

use model::{Kind, Record, RecordId, Relation};

use super::issue::{Issue, Note, Reason, Remark};
use super::{Held, Origin, normal, ror};

/// What an import would do.
#[derive(Debug, Default)]
pub struct Plan {
    /// In the order in which the records were first met.
    pub changes: Vec<Change>,
    pub unchanged: u64,
    pub refused: u64,
    pub problems: Vec<Issue>,
    pub notes: Vec<Note>,
}

/// One record that would be added or changed.
#[derive(Debug, Clone)]
pub struct Change {
    pub before: Option<Record>,
    pub after: Record,
    /// Where the last word on it stands.
    pub origin: Origin,
}

/// What a change is to the reader of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    Added,
    Changed,
    Withdrawn,
}

impl Change {
    pub fn effect(&self) -> Effect {
        match &self.before {
            None => Effect::Added,
            Some(before) if !before.standing.is_withdrawn() && self.after.standing.is_withdrawn() => Effect::Withdrawn,
            Some(_) => Effect::Changed,
        }
    }
}

/// How often one record may be named by the material.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeats {
    /// A later word replaces an earlier one: releases in order.
    LaterWins,
    /// Two different rows for one record are a mistake of whoever wrote them.
    Refused,
}

/// How far an import is.
#[derive(Debug, Clone, Copy)]
pub struct Progress<'a> {
    pub done: usize,
    pub of: usize,
    pub file: &'a str,
    pub records: u64,
}

/// Who is told of progress.
pub type Told = Box<dyn FnMut(Progress<'_>) + Send>;

/// Records between two words about progress.
const RECORDS_A_WORD: u64 = 500;

/// Makes a plan, one record at a time.
pub struct Planner {
    told: Told,
    file: (usize, usize, String),
    records: u64,
    held: Held,
    met: BTreeMap<u64, RecordId>,
    touched: HashMap<RecordId, Touched>,
    /// Records that the material only repeats as they are held.
    same: HashMap<RecordId, Origin>,
    refused: u64,
    problems: Vec<Issue>,
    notes: Vec<Note>,
}

struct Touched {
    before: Option<Record>,
    origin: Origin,
}

impl Planner {
    pub fn new(held: Held) -> Self {
        Planner {
            told: Box::new(|_| {}),
            file: (0, 0, String::new()),
            records: 0,
            held,
            met: BTreeMap::new(),
            touched: HashMap::new(),
            same: HashMap::new(),
            refused: 0,
            problems: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// The same planner, telling of its progress.
    pub fn telling(self, told: Told) -> Self {
        Planner { told, ..self }
    }

    /// The next file begins.
    pub fn begin(&mut self, done: usize, of: usize, file: &str) {
        self.file = (done, of, file.to_owned());
        self.tell();
    }

    /// What is held, with all that was taken so far.
    pub fn held(&self) -> &Held {
        &self.held
    }

    /// How many records were met so far, refused ones too.
    pub fn records(&self) -> u64 {
        self.records
    }

    pub fn problem(&mut self, issue: Issue) {
        self.problems.push(issue);
    }

    pub fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    /// A row or line that cannot be taken, with every reason.
    pub fn refuse(&mut self, issues: impl IntoIterator<Item = Issue>) {
        self.refused += 1;
        self.count();
        self.problems.extend(issues);
    }

    /// Takes a whole record as it shall be from now on.
    pub fn take(&mut self, record: Record, origin: &Origin, repeats: Repeats) {
        self.count();
        let (record, remarks) = normal::normal(record);
        self.notes.extend(remarks.into_iter().map(|remark| Note { origin: origin.key("names"), remark }));
        let issues: Vec<Issue> = self.faults(&record, origin);
        if !issues.is_empty() {
            return self.refuse(issues);
        }
        if self.held.get(&record.id) == Some(&record) {
            match self.first_met(&record.id) {
                Some(first) if repeats == Repeats::Refused => {
                    let remark = Remark::SameAgain(Box::new(first.clone()));
                    self.notes.push(Note { origin: origin.clone(), remark });
                }
                Some(_) => {}
                None => drop(self.same.insert(record.id, origin.clone())),
            }
            return;
        }
        if let (Some(first), Repeats::Refused) = (self.first_met(&record.id), repeats) {
            let issue = Issue::new(origin.clone(), Reason::SameRecord(Box::new(first.clone())));
            return self.refuse([issue]);
        }
        self.put(record, origin);
    }

    /// Takes an organisation of a ROR release: what ROR owns is updated, the rest is kept (see [`ror::merge`]).
    pub fn take_organisation(&mut self, upstream: ror::Upstream, origin: &Origin) {
        let ror::Upstream { mut record, faults } = upstream;
        self.problems.extend(faults.into_iter().map(|(key, reason)| Issue::new(origin.key(key), reason)));
        let id = record.ids.first().and_then(|ror| self.held.by_foreign(ror)).unwrap_or(record.id);
        record.id = id;
        let relations = Vec::from(record.relations).into_iter().map(|relation| self.led(relation, &id));
        record.relations = relations.collect::<Vec<_>>().try_into().expect("as many as before");
        match self.held.get(&id) {
            Some(held) if held.kind() != Kind::Institution => {
                let reason = Reason::OtherKind { held: held.kind(), wanted: Kind::Institution };
                self.refuse([Issue::new(origin.clone(), reason)]);
            }
            Some(held) => {
                let merged = ror::merge(held, record);
                self.take(merged, origin, Repeats::LaterWins);
            }
            None => self.take(record, origin, Repeats::LaterWins),
        }
    }

    /// Ends the plan: relations are led to the records that are held now, and all is compared with the beginning.
    pub fn finish(mut self) -> Plan {
        self.lead_relations();
        let unchanged = self.same.len() as u64;
        let mut plan = Plan { unchanged, refused: self.refused, ..Plan::default() };
        for id in self.met.into_values() {
            let touched = self.touched.remove(&id).expect("met once, touched once");
            let after = self.held.get(&id).expect("a touched record is held").clone();
            if touched.before.as_ref() == Some(&after) {
                plan.unchanged += 1;
            } else {
                plan.changes.push(Change { before: touched.before, after, origin: touched.origin });
            }
        }
        plan.problems = self.problems;
        plan.notes = self.notes;
        plan
    }

    fn count(&mut self) {
        self.records += 1;
        if self.records.is_multiple_of(RECORDS_A_WORD) {
            self.tell();
        }
    }

    fn tell(&mut self) {
        let (done, of, file) = &self.file;
        (self.told)(Progress { done: *done, of: *of, file, records: self.records });
    }

    fn faults(&self, record: &Record, origin: &Origin) -> Vec<Issue> {
        let within = record.check().into_iter().map(|(key, problem)| (key, Reason::Value(problem)));
        let kind = self.held.get(&record.id).map(Record::kind).filter(|kind| *kind != record.kind());
        let kind = kind.map(|held| ("kind", Reason::OtherKind { held, wanted: record.kind() }));
        within.chain(kind).map(|(key, reason)| Issue::new(origin.key(key), reason)).collect()
    }

    fn first_met(&self, id: &RecordId) -> Option<&Origin> {
        self.touched.get(id).map(|touched| &touched.origin).or_else(|| self.same.get(id))
    }

    fn put(&mut self, record: Record, origin: &Origin) {
        let id = record.id;
        self.same.remove(&id);
        match self.touched.get_mut(&id) {
            Some(touched) => touched.origin = origin.clone(),
            None => {
                let before = self.held.get(&id).cloned();
                self.met.insert(self.met.len() as u64, id);
                self.touched.insert(id, Touched { before, origin: origin.clone() });
            }
        }
        self.held.put(record);
    }

    /// A relation to a foreign id points to the derived id until a record that carries it arrives under another id.
    fn lead_relations(&mut self) {
        let leads = |record: &&Record| {
            record.relations.iter().any(|relation| self.leads_elsewhere(relation, &record.id).is_some())
        };
        let stale: Vec<Record> = self.held.records().filter(leads).cloned().collect();
        for mut record in stale {
            let relations = Vec::from(record.relations).into_iter().map(|relation| self.led(relation, &record.id));
            record.relations = relations.collect::<Vec<_>>().try_into().expect("as many as before");
            let origin = match self.touched.get(&record.id) {
                Some(touched) => touched.origin.clone(),
                None => Origin::file(&"links to records that have arrived".into()),
            };
            self.put(record, &origin);
        }
    }

    /// The relation with the id under which its foreign id is held, if it is.
    fn led(&self, mut relation: Relation, own: &RecordId) -> Relation {
        relation.target = self.leads_elsewhere(&relation, own).unwrap_or(relation.target);
        relation
    }

    fn leads_elsewhere(&self, relation: &Relation, own: &RecordId) -> Option<RecordId> {
        let held = relation.foreign.as_ref().and_then(|foreign| self.held.by_foreign(foreign));
        held.filter(|id| id != own && *id != relation.target)
    }
}
