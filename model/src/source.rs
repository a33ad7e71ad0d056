//! Where a statement comes from, and the links that go with a record.

use serde::{Deserialize, Serialize};

use crate::{Day, Line, Url};

/// Who said it, where, and when.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Source {
    pub title: Line,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Url>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Day>,
}

/// A web address and what is there.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Link {
    #[serde(rename = "use")]
    pub usage: LinkUse,
    pub url: Url,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Line>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkUse {
    Website,
    Wikipedia,
    Document,
    Call,
    Exchange,
    Other,
}

impl LinkUse {
    pub const ALL: [LinkUse; 6] =
        [LinkUse::Website, LinkUse::Wikipedia, LinkUse::Document, LinkUse::Call, LinkUse::Exchange, LinkUse::Other];
}
