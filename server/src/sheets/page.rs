//! What is written: a header with its notes and allowed values, and rows of text.

/// One sheet to write.
#[derive(Debug, Clone, Default)]
pub struct Page {
    pub name: String,
    pub heads: Vec<Head>,
    /// As long as the header, each.
    pub rows: Vec<Vec<String>>,
}

#[derive(Debug, Clone, Default)]
pub struct Head {
    pub title: String,
    /// What belongs there, for whoever fills it in.
    pub note: String,
    /// What alone is allowed there; empty: anything.
    pub choices: Vec<String>,
}
