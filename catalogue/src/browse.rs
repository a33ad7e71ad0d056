//! Listing: text and facets narrow, what remains is put in order, and counted by facet.

use std::cmp::Reverse;

use crate::facets::{Facets, newest_day};
use crate::find::{self, Words};
use crate::overview::is_withdrawn;
use crate::query::{Browse, Count, Facet, Hit, Listing, Page, Sort};
use crate::{Desk, Malformed};

/// A page of at most this many rows.
const PAGE_LENGTH_MOST: u32 = 500;

struct Choice {
    facet: Facet,
    numbers: Vec<u32>,
}

pub(crate) fn list(desk: &Desk, browse: &Browse, page: Page) -> Result<Listing, Malformed> {
    let words = Words::of(&browse.text);
    let candidates = candidates(desk, browse, words.as_ref());
    let choices = choices(desk.facets(), browse);
    let mut counts: Vec<Vec<u32>> =
        Facet::ALL.iter().map(|facet| vec![0; desk.facets().table(*facet).values.len()]).collect();
    let mut remaining = Vec::new();
    for (row, score) in candidates {
        if count_row(desk.facets(), &choices, row as usize, &mut counts) {
            remaining.push((row, score));
        }
    }
    let total = remaining.len() as u32;
    let rows = ordered(desk, remaining, browse.sort, page);
    let hits = rows.into_iter().map(|row| hit(desk, row as usize, words.as_ref())).collect::<Result<_, _>>()?;
    let searched = desk.rows().len() as u32;
    Ok(Listing { total, searched, offset: page.offset, hits, facets: named(desk.facets(), counts) })
}

fn hit(desk: &Desk, row: usize, words: Option<&Words>) -> Result<Hit, Malformed> {
    let card = desk.spot(row).card()?;
    let marks = words.map(|words| find::marks(&card.names, words)).unwrap_or_default();
    Ok(Hit { card, marks })
}

/// Rows that the text finds, with their score. Withdrawn records come only when asked for, or when their name is found.
fn candidates(desk: &Desk, browse: &Browse, words: Option<&Words>) -> Vec<(u32, u32)> {
    let is_withdrawn = |row: u32| is_withdrawn(&desk.spot(row as usize));
    match words {
        Some(words) => {
            const WITHDRAWN_LAST: u32 = 4;
            let found = desk.texts().find(words).into_iter();
            found.map(|(row, score)| (row, if is_withdrawn(row) { score / WITHDRAWN_LAST } else { score })).collect()
        }
        None => {
            let all = 0..desk.rows().len() as u32;
            all.filter(|row| browse.withdrawn || !is_withdrawn(*row)).map(|row| (row, 0)).collect()
        }
    }
}

fn choices(facets: &Facets, browse: &Browse) -> Vec<Choice> {
    let chosen = browse.chosen.iter().filter(|(_, values)| !values.is_empty());
    chosen.map(|(facet, values)| Choice { facet: *facet, numbers: facets.table(*facet).numbers_of(values) }).collect()
}

/// Counts a row where it would remain if that facet were free, and tells whether it remains as things are.
fn count_row(facets: &Facets, choices: &[Choice], row: usize, counts: &mut [Vec<u32>]) -> bool {
    let fails = |choice: &&Choice| {
        let values = facets.table(choice.facet).of_row(row);
        !values.iter().any(|number| choice.numbers.contains(number))
    };
    let mut failed = choices.iter().filter(fails);
    let (first, second) = (failed.next(), failed.next());
    if second.is_some() {
        return false;
    }
    for facet in Facet::ALL {
        if first.is_none_or(|failed| failed.facet == facet) {
            for number in facets.table(facet).of_row(row) {
                counts[facet as usize][*number as usize] += 1;
            }
        }
    }
    first.is_none()
}

/// The rows of a page, in order. Only as many as are needed are sorted.
fn ordered(desk: &Desk, mut rows: Vec<(u32, u32)>, sort: Sort, page: Page) -> Vec<u32> {
    let end = rows.len().min(page.offset.saturating_add(page.length.min(PAGE_LENGTH_MOST)) as usize);
    let start = end.min(page.offset as usize);
    let rank = &desk.texts().title_rank;
    let key = |(row, score): &(u32, u32)| {
        let first = match sort {
            Sort::Match => Reverse(i64::from(*score)),
            Sort::Name => Reverse(0),
            Sort::Date => {
                let spot = desk.spot(*row as usize);
                Reverse(newest_day(spot.block, spot.row).unwrap_or(i64::MIN))
            }
        };
        (first, rank[*row as usize])
    };
    let mut keyed: Vec<_> = rows.drain(..).map(|row| (key(&row), row.0)).collect();
    if end > 0 && end < keyed.len() {
        keyed.select_nth_unstable(end - 1);
        keyed.truncate(end);
    }
    keyed.sort_unstable();
    keyed[start..end].iter().map(|(_, row)| *row).collect()
}

fn named(facets: &Facets, counts: Vec<Vec<u32>>) -> Vec<(Facet, Vec<Count>)> {
    let mut named = Vec::new();
    for (facet, counts) in Facet::ALL.into_iter().zip(counts) {
        let pairs = facets.table(facet).values.iter().zip(counts).filter(|(_, count)| *count > 0);
        let mut values: Vec<Count> = pairs.map(|(value, count)| Count { value: value.clone(), count }).collect();
        values.sort_unstable_by(|a, b| (Reverse(a.count), &a.value).cmp(&(Reverse(b.count), &b.value)));
        if !values.is_empty() {
            named.push((facet, values));
        }
    }
    named
}
