//! The desk: a shelf, and what has been worked out from it to answer questions. Server and phone answer alike.
//!
//! A question about bodies needs their files. [`Desk::needs`] says which; whoever keeps files brings them to
//! [`Desk::answer`]. Nothing here waits, reads or writes.

use std::sync::OnceLock;

use model::RecordId;
use serde_json::Value;

use crate::facets::Facets;
use crate::find::Texts;
use crate::query::{LinkGroupKey, Page, Query, RecordAnswer};
use crate::shelf::{Address, Spot};
use crate::{Answer, Block, FileName, Malformed, Shelf, browse, cells, figures, links, overview, segment};

/// How many links of each group come with a record.
const FIRST_LINKS: Page = Page { offset: 0, length: 5 };

pub struct Desk {
    shelf: Shelf,
    rows: Vec<Address>,
    texts: OnceLock<Texts>,
    facets: OnceLock<Facets>,
}

/// Gives the block of a bodies file, if it is there.
pub type Bodies<'a> = &'a dyn Fn(&FileName) -> Option<Block>;

impl Desk {
    pub fn new(shelf: Shelf) -> Self {
        Desk { rows: shelf.addresses(), shelf, texts: OnceLock::new(), facets: OnceLock::new() }
    }

    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// All rows that are there, in a fixed order; the numbers that texts and facets speak of are places in it.
    pub(crate) fn rows(&self) -> &[Address] {
        &self.rows
    }

    pub(crate) fn spot(&self, row: usize) -> Spot<'_> {
        self.shelf.spot(self.rows[row])
    }

    pub(crate) fn spots(&self) -> impl Iterator<Item = Spot<'_>> {
        self.rows.iter().map(|address| self.shelf.spot(*address))
    }

    pub(crate) fn spots_of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = Spot<'a>> {
        self.spots().filter(move |spot| spot.block.kind() == kind)
    }

    pub(crate) fn texts(&self) -> &Texts {
        self.texts.get_or_init(|| Texts::read(self))
    }

    pub(crate) fn facets(&self) -> &Facets {
        self.facets.get_or_init(|| Facets::read(self))
    }

    /// The bodies files that a question wants.
    pub fn needs(&self, query: &Query) -> Vec<FileName> {
        let mut names: Vec<FileName> = match query {
            Query::Record { id } | Query::Related { id, .. } => {
                self.bodies_of(&self.shelf.follow(id)).into_iter().collect()
            }
            Query::Country { code } => {
                overview::country_id(self, code).and_then(|id| self.bodies_of(&id)).into_iter().collect()
            }
            Query::Figures => self.spots_of("figure").filter_map(|spot| spot.bodies).collect(),
            Query::Overview | Query::Browse { .. } | Query::Terms => Vec::new(),
        };
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Answers a question. Bodies that are not there yet are left out of the answer.
    pub fn answer(&self, query: &Query, bodies: Bodies<'_>) -> Result<Answer, Malformed> {
        Ok(match query {
            Query::Overview => Answer::Overview(overview::overview(self)?),
            Query::Record { id } => Answer::Record(self.record(id, bodies)?.map(Box::new)),
            Query::Related { id, group, page } => Answer::Related(self.related(id, group, *page, bodies)?),
            Query::Browse { browse, page } => Answer::Listing(browse::list(self, browse, *page)?),
            Query::Country { code } => Answer::Country(overview::country(self, code, bodies)?.map(Box::new)),
            Query::Figures => Answer::Figures(figures::figures(self, bodies)?),
            Query::Terms => Answer::Terms(overview::terms(self)?),
        })
    }

    pub(crate) fn record(&self, asked: &RecordId, bodies: Bodies<'_>) -> Result<Option<RecordAnswer>, Malformed> {
        let id = self.shelf.follow(asked);
        let Some(spot) = self.shelf.find(&id).filter(|spot| spot.block.kind() != crate::row::GONE) else {
            return Ok(None);
        };
        let record = whole(&spot, bodies)?;
        let links = links::groups(self, &id, record.as_ref(), None, FIRST_LINKS)?;
        Ok(Some(RecordAnswer { card: spot.card()?, record, led_from: (id != *asked).then_some(*asked), links }))
    }

    fn related(
        &self,
        id: &RecordId,
        group: &LinkGroupKey,
        page: Page,
        bodies: Bodies<'_>,
    ) -> Result<crate::query::LinkGroup, Malformed> {
        let id = self.shelf.follow(id);
        let record = self.shelf.find(&id).map_or(Ok(None), |spot| whole(&spot, bodies))?;
        let found = links::groups(self, &id, record.as_ref(), Some(group), page)?.pop();
        Ok(found.unwrap_or(crate::query::LinkGroup { key: group.clone(), total: 0, links: Vec::new() }))
    }

    fn bodies_of(&self, id: &RecordId) -> Option<FileName> {
        self.shelf.find(id)?.bodies
    }
}

/// The whole record as JSON, if its body is there.
pub(crate) fn whole(spot: &Spot<'_>, bodies: Bodies<'_>) -> Result<Option<Value>, Malformed> {
    let row = match spot.bodies {
        None => spot.block.row(spot.row)?,
        Some(name) => match bodies(&name) {
            Some(bodies) => segment::row(spot.block, &bodies, spot.row)?,
            None => return Ok(None),
        },
    };
    cells::to_json(&row).map(Some)
}
