//! A listing of any length: asked for in pieces as a person scrolls. The first piece brings total and facets.

use std::ops::Range;
use std::time::Duration;

use catalogue::query::{Answer, Browse, Count, Facet, Hit, Listing, Page, Query};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::answers::Catalogue;
use super::pieces::{PIECE_ROWS, Pieces};

/// Shorter than the pause between two quick strokes.
const STROKE_PAUSE: Duration = Duration::from_millis(50);

/// What a page shows of a listing. The rows of the question before stay until the first of the new one are there.
#[derive(Clone, Copy)]
pub struct ListingState {
    catalogue: Catalogue,
    browse: Signal<Browse>,
    summary: RwSignal<Option<Summary>>,
    rows: RwSignal<Pieces<Hit>>,
    /// Counts the questions, so that an answer to an older one is let go.
    asked: StoredValue<u64>,
}

/// What is known of the listing as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The question that this answers.
    pub browse: Browse,
    pub total: u32,
    pub searched: u32,
    pub facets: Vec<(Facet, Vec<Count>)>,
}

impl Summary {
    pub fn counts(&self, facet: Facet) -> &[Count] {
        self.facets.iter().find(|(other, _)| *other == facet).map(|(_, counts)| counts.as_slice()).unwrap_or_default()
    }
}

impl ListingState {
    pub fn new(catalogue: Catalogue, browse: Signal<Browse>) -> ListingState {
        let state = ListingState {
            catalogue,
            browse,
            summary: RwSignal::new(None),
            rows: RwSignal::new(Pieces::none()),
            asked: StoredValue::new(0),
        };
        Effect::new(move || {
            catalogue.changes();
            let browse = browse.get();
            state.asked.update_value(|asked| *asked += 1);
            let asked = state.asked.get_value();
            if asked == 1 {
                return state.fetch(browse, 0, asked);
            }
            // Only the last of several quick strokes is asked.
            set_timeout(
                move || {
                    if state.asked.try_get_value() == Some(asked) {
                        state.fetch(browse, 0, asked);
                    }
                },
                STROKE_PAUSE,
            );
        });
        state
    }

    /// None: the first answer is still on its way.
    pub fn summary(self) -> Signal<Option<Summary>> {
        self.summary.into()
    }

    pub fn total(self) -> usize {
        self.summary.with(|summary| summary.as_ref().map_or(0, |summary| summary.total as usize))
    }

    /// The row of that number, followed. None while it is on its way.
    pub fn row(self, at: usize) -> Option<Hit> {
        self.rows.with(|rows| rows.get(at).cloned())
    }

    /// These rows are near the screen.
    pub fn show(self, rows: Range<usize>) {
        let wanted = self.rows.try_maybe_update(|pieces| (false, pieces.want(rows))).unwrap_or_default();
        let asked = self.asked.get_value();
        // The question that the rows on the screen answer: another may be under way already.
        let Some(browse) = self.summary.with_untracked(|summary| summary.as_ref().map(|s| s.browse.clone())) else {
            return;
        };
        if self.browse.with_untracked(|now| *now != browse) {
            return;
        }
        for piece in wanted {
            self.fetch(browse.clone(), piece, asked);
        }
    }

    fn fetch(self, browse: Browse, piece: u32, asked: u64) {
        let page = Page { offset: piece * PIECE_ROWS, length: PIECE_ROWS };
        let coming = self.catalogue.ask(Query::Browse { browse: browse.clone(), page });
        spawn_local(async move {
            let Some(Answer::Listing(listing)) = coming.await else { return };
            if self.asked.try_get_value() == Some(asked) {
                self.take(browse, piece, listing);
            }
        });
    }

    fn take(self, browse: Browse, piece: u32, listing: Listing) {
        if piece > 0 {
            return self.rows.update(|rows| rows.take(piece, listing.hits));
        }
        self.rows.update(|rows| {
            *rows = Pieces::none();
            rows.take(0, listing.hits);
        });
        let Listing { total, searched, facets, .. } = listing;
        self.summary.set(Some(Summary { browse, total, searched, facets }));
    }
}

/// Words tried when a search of several finds nothing.
const WORDS_TRIED: usize = 6;

/// The word of a search that alone finds the fewest records but some: the most telling one. None while it is not
/// known, or when no word finds any.
pub fn best_alone(catalogue: Catalogue, browse: Signal<Browse>) -> ReadSignal<Option<(String, u32)>> {
    let (best, set_best) = signal(None);
    Effect::new(move || {
        catalogue.changes();
        let browse = browse.get();
        set_best.set(None);
        let words: Vec<String> = browse.text.split_whitespace().take(WORDS_TRIED).map(str::to_owned).collect();
        if words.len() < 2 || !browse.chosen.is_empty() {
            return;
        }
        spawn_local(async move {
            let mut found: Option<(String, u32)> = None;
            for word in words {
                let browse = Browse { text: word.clone(), ..Browse::default() };
                let page = Page { offset: 0, length: 0 };
                let Some(Answer::Listing(listing)) = catalogue.ask(Query::Browse { browse, page }).await else {
                    continue;
                };
                if listing.total > 0 && found.as_ref().is_none_or(|(_, least)| listing.total < *least) {
                    found = Some((word, listing.total));
                }
            }
            // The page may be gone by now.
            let _ = set_best.try_set(found);
        });
    });
    best
}
