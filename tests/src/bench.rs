//! Figures: each beside a plain lower bound of the same run, because machines differ and ratios travel.

mod catalogue_set;
mod load;
mod pull;
mod scan;
mod size;
mod table;
mod wire;

pub use catalogue_set::{CatalogueSet, demo, peers};
pub use load::rates;
pub use pull::pulls;
pub use scan::scans;
pub use size::{app_size, head_at};
pub use table::{Row, Table};
pub use wire::{cold, deltas, idle_day};
