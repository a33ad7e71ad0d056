//! Lists in one cell. Entries stand between `;`, the parts of an entry between `|`, lists within a part between `/`.
//! A separator that belongs to the text has a `\` before it; a `\` before anything else is just a `\`.

/// How deep in a cell a list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Entries,
    Parts,
    Inner,
}

impl Level {
    /// The first is the one that is written.
    fn separators(self) -> &'static [char] {
        match self {
            Level::Entries => &[';', '；', '\n'],
            Level::Parts => &['|', '｜'],
            Level::Inner => &['/'],
        }
    }

    fn joint(self) -> &'static str {
        match self {
            Level::Entries => "; ",
            Level::Parts => " | ",
            Level::Inner => " / ",
        }
    }
}

/// The entries, edge spaces gone. Empty ones are kept: in parts they say that a part is absent.
pub fn split(text: &str, level: Level) -> Vec<String> {
    let separators = level.separators();
    let mut entries = vec![String::new()];
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let entry = entries.last_mut().expect("never empty");
        if c == '\\' {
            let escaped = chars.next_if(|next| *next == '\\' || separators.contains(next));
            entry.push(escaped.unwrap_or('\\'));
        } else if separators.contains(&c) {
            entries.push(String::new());
        } else {
            entry.push(c);
        }
    }
    entries.iter().map(|entry| entry.trim().to_owned()).collect()
}

/// One text of which [`split`] makes the same entries.
pub fn join(entries: impl IntoIterator<Item = String>, level: Level) -> String {
    let escaped = entries.into_iter().map(|entry| {
        let mut text = String::with_capacity(entry.len());
        for c in entry.chars() {
            if c == '\\' || level.separators().contains(&c) {
                text.push('\\');
            }
            text.push(c);
        }
        text
    });
    escaped.collect::<Vec<_>>().join(level.joint())
}
