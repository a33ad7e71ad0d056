//! Finding by text: a scan over folded names, and over the places, countries and fields that records share.
//!
//! Every word of the question must be found. Words of spaced scripts match where a word begins; Chinese, Thai, Lao,
//! Khmer and Burmese match anywhere.

use std::collections::HashMap;

use crate::card::{self, CardName};
use crate::query::Mark;
use crate::text::{Traced, fold, is_unspaced};
use crate::{Block, Desk};

/// The folded texts of all rows of a desk.
pub(crate) struct Texts {
    /// Names of all rows, folded, each as ` name\n`; `starts[n]..starts[n + 1]` are those of row n.
    names: String,
    starts: Vec<u32>,
    /// Texts that rows share (a city, a country's names, a field's labels), folded, each as ` text`.
    shared: Vec<String>,
    /// The shared texts of row n: `shared_of[shared_starts[n]..shared_starts[n + 1]]`.
    shared_of: Vec<u32>,
    shared_starts: Vec<u32>,
    /// Place of each row when sorted by title.
    pub title_rank: Vec<u32>,
}

/// A question, folded and cut into words.
pub(crate) struct Words {
    words: Vec<Word>,
    whole: String,
}

struct Word {
    /// As it is looked for: with a space before it where it must begin a word.
    sought: String,
    unspaced: bool,
}

impl Word {
    fn plain(&self) -> &str {
        self.sought.trim_start()
    }
}

/// Longest question, in characters; more is cut off.
const QUESTION_CHARS: usize = 200;

impl Words {
    /// None if nothing was typed. Signs alone are a question that no name answers.
    pub fn of(question: &str) -> Option<Self> {
        if question.trim().is_empty() {
            return None;
        }
        let question: String = question.chars().take(QUESTION_CHARS).collect();
        let whole = fold(&question).trim().to_owned();
        let mut words = Vec::new();
        for part in whole.split_whitespace() {
            let mut rest = part;
            while let Some(first) = rest.chars().next() {
                let unspaced = is_unspaced(first);
                let end = rest.find(|c| is_unspaced(c) != unspaced).unwrap_or(rest.len());
                let (word, after) = rest.split_at(end);
                let space = if unspaced { "" } else { " " };
                words.push(Word { sought: format!("{space}{word}"), unspaced });
                rest = after;
            }
        }
        Some(Words { words, whole })
    }
}

impl Texts {
    pub fn read(desk: &Desk) -> Self {
        let shared_names = SharedNames::read(desk);
        let mut texts = Texts {
            names: String::new(),
            starts: vec![0],
            shared: Vec::new(),
            shared_of: Vec::new(),
            shared_starts: vec![0],
            title_rank: Vec::new(),
        };
        let mut titles: Vec<(String, u32)> = Vec::new();
        let mut known: HashMap<String, u32> = HashMap::new();
        for (at, spot) in desk.spots().enumerate() {
            let names = card::names(spot.block, spot.row).unwrap_or_default();
            let official = names.iter().find(|name| name.usage == "official").or(names.first());
            titles.push((official.map(|name| fold(&name.text)).unwrap_or_default(), at as u32));
            for name in &names {
                texts.names.push(' ');
                texts.names.push_str(&fold(&name.text));
                texts.names.push('\n');
            }
            texts.starts.push(texts.names.len() as u32);
            for text in shared_names.of(spot.block, spot.row) {
                let next = texts.shared.len() as u32;
                let number = *known.entry(text).or_insert_with_key(|text| {
                    texts.shared.push(format!(" {}", fold(text)));
                    next
                });
                texts.shared_of.push(number);
            }
            texts.shared_starts.push(texts.shared_of.len() as u32);
        }
        titles.sort_unstable();
        texts.title_rank = vec![0; titles.len()];
        for (rank, (_, at)) in titles.iter().enumerate() {
            texts.title_rank[*at as usize] = rank as u32;
        }
        texts
    }

    /// Rows in which every word is found, with their score; higher is better.
    pub fn find(&self, words: &Words) -> Vec<(u32, u32)> {
        if words.words.is_empty() {
            return Vec::new();
        }
        let in_shared: Vec<Vec<bool>> = words
            .words
            .iter()
            .map(|word| self.shared.iter().map(|text| text.contains(&word.sought)).collect())
            .collect();
        let mut found = Vec::new();
        for row in 0..self.starts.len() - 1 {
            if let Some(score) = self.score(row, words, &in_shared) {
                found.push((row as u32, score));
            }
        }
        found
    }

    fn score(&self, row: usize, words: &Words, in_shared: &[Vec<bool>]) -> Option<u32> {
        let names = &self.names[self.starts[row] as usize..self.starts[row + 1] as usize];
        let shared = &self.shared_of[self.shared_starts[row] as usize..self.shared_starts[row + 1] as usize];
        let mut score = 0;
        let mut in_names = 0;
        for (word, in_shared) in words.words.iter().zip(in_shared) {
            if let Some(at) = names.find(&word.sought) {
                let after = names[at + word.sought.len()..].chars().next();
                let ends = word.unspaced || matches!(after, Some(' ' | '\n'));
                score += if ends { 20 } else { 10 };
                in_names += 1;
            } else if shared.iter().any(|text| in_shared[*text as usize]) {
                score += 2;
            } else {
                return None;
            }
        }
        if in_names == words.words.len() {
            score += names.lines().map(|name| closeness(name, words)).max().unwrap_or(0);
        }
        Some(score)
    }
}

/// How close one name is to the whole question: the same, begins with it, holds it together, holds all words. Among
/// equals the shorter name comes first.
fn closeness(name: &str, words: &Words) -> u32 {
    const SHORTEST_FIRST: usize = 40;
    let name = name.trim();
    let brief = SHORTEST_FIRST.saturating_sub(name.chars().count() / 4) as u32;
    if name == words.whole {
        return 1000 + brief;
    }
    if name.starts_with(&words.whole) {
        return 400 + brief;
    }
    let together = match words.words.as_slice() {
        [word] => name.contains(word.plain()),
        _ => name.contains(&format!(" {}", words.whole)) || words.words[0].unspaced && name.contains(&words.whole),
    };
    if together {
        return 200 + brief;
    }
    if words.words.iter().all(|word| name.contains(word.plain())) { 100 + brief } else { 0 }
}

/// Where the words stand in the names that are shown.
pub(crate) fn marks(names: &[CardName], words: &Words) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (number, name) in names.iter().enumerate() {
        let traced = Traced::of(&name.text);
        let mut ranges: Vec<(usize, usize)> = Vec::new();
        for word in &words.words {
            let plain = word.plain();
            let starts = traced.folded.match_indices(plain).map(|(at, _)| at);
            let fits = |at: &usize| word.unspaced || *at == 0 || traced.folded[..*at].ends_with([' ', '\n']);
            ranges.extend(starts.filter(fits).map(|at| (at, at + plain.len())));
        }
        ranges.sort_unstable();
        for (from, to) in merged(ranges) {
            let (from, to) = traced.source(from, to);
            marks.push(Mark { name: number as u32, from, to });
        }
    }
    marks
}

fn merged(ranges: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for (from, to) in ranges {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}

/// Names of countries by code and of terms by key, to find records by what they only refer to.
struct SharedNames {
    countries: HashMap<String, Vec<String>>,
    fields: HashMap<String, Vec<String>>,
}

impl SharedNames {
    fn read(desk: &Desk) -> Self {
        SharedNames { countries: names_by(desk, "country", "code"), fields: names_by(desk, "term", "key") }
    }

    fn of(&self, block: &Block, row: usize) -> Vec<String> {
        let text = |column| block.cell(column, row).and_then(|cell| std::str::from_utf8(cell).ok()).map(str::to_owned);
        let codes = |column| block.cell(column, row).and_then(|cell| serde_json::from_slice::<Vec<String>>(cell).ok());
        let mut texts: Vec<String> = text("city").into_iter().chain(text("region")).collect();
        let named = |names: &HashMap<String, Vec<String>>, codes: Option<Vec<String>>| -> Vec<String> {
            codes.into_iter().flatten().filter_map(|code| names.get(&code)).flatten().cloned().collect()
        };
        texts.extend(named(&self.countries, codes("countries")));
        texts.extend(named(&self.fields, codes("fields")));
        texts
    }
}

fn names_by(desk: &Desk, kind: &str, column: &'static str) -> HashMap<String, Vec<String>> {
    let mut named = HashMap::new();
    for spot in desk.spots_of(kind) {
        let key = spot.block.cell(column, spot.row).and_then(|cell| serde_json::from_slice::<String>(cell).ok());
        if let (Some(key), Ok(names)) = (key, card::names(spot.block, spot.row)) {
            named.insert(key, names.into_iter().map(|name| name.text).collect());
        }
    }
    named
}
