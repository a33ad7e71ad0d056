//! The demo set: made-up records at the size of the network, clearly marked, the same for the same seed.
//!
//! A record is a pure function of seed, kind and number, so the set is a stream and never stands in memory whole.
//! Records point to each other by ids that are computed the same way. Every record has `demo: true` and the source
//! "Synthetic demonstration data"; no count of real records includes them.
//!
//! **Invariant:** no clock, no randomness of the system, no I/O.

mod agreement;
mod dice;
mod event;
mod institution;
mod parts;
mod position;
mod practice;
mod project;
mod sizes;
mod technology;
mod words;

pub use practice::camp as practice_camp;
pub use sizes::Sizes;

use model::Record;

/// The demo set of a seed: at the size of the network, or of `count` records in the same proportions.
pub fn records(seed: u64, count: Option<usize>) -> impl Iterator<Item = Record> {
    of_sizes(seed, count.map_or(Sizes::FULL, Sizes::of_total))
}

fn of_sizes(seed: u64, sizes: Sizes) -> impl Iterator<Item = Record> {
    let institutions = (0..sizes.institutions).map(move |at| institution::institution(seed, at, &sizes));
    let projects = (0..sizes.projects).map(move |at| project::project(seed, at, &sizes));
    let technologies = (0..sizes.technologies).map(move |at| technology::technology(seed, at, &sizes));
    let events = (0..sizes.events).map(move |at| event::event(seed, at, &sizes));
    let agreements = (0..sizes.agreements).map(move |at| agreement::agreement(seed, at, &sizes));
    let positions = (0..sizes.positions).map(move |at| position::position(seed, at, &sizes));
    institutions.chain(projects).chain(technologies).chain(events).chain(agreements).chain(positions)
}

#[cfg(test)]
mod tests;
