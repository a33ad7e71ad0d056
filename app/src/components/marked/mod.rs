//! Text with found words marked, and with the language that its letters are in.

use leptos::prelude::*;

/// A text, its language, and which bytes of it a search found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marked {
    pub text: String,
    /// Set it on every foreign-script text: fonts, line breaking and speech depend on it.
    pub lang: Option<String>,
    /// Byte ranges `from..to`, in order and apart. A range that cuts a letter is left unmarked.
    pub marks: Vec<(u32, u32)>,
}

impl Marked {
    pub fn new(text: impl Into<String>) -> Self {
        Marked { text: text.into(), lang: None, marks: Vec::new() }
    }

    pub fn in_language(mut self, lang: Option<impl Into<String>>) -> Self {
        self.lang = lang.map(Into::into);
        self
    }

    pub fn with_marks(mut self, marks: Vec<(u32, u32)>) -> Self {
        self.marks = marks;
        self
    }

    /// The text cut into pieces, each with whether it is marked. Joined, they are the text.
    pub fn pieces(&self) -> Vec<(&str, bool)> {
        let mut pieces = Vec::new();
        let mut done = 0;
        for (from, to) in self.marks.iter().map(|(from, to)| (*from as usize, *to as usize)) {
            let (Some(before), Some(found)) = (self.text.get(done..from), self.text.get(from..to)) else { continue };
            pieces.push((before, false));
            pieces.push((found, true));
            done = to;
        }
        pieces.push((&self.text[done..], false));
        pieces.retain(|(piece, _)| !piece.is_empty());
        pieces
    }
}

impl From<String> for Marked {
    fn from(text: String) -> Self {
        Marked::new(text)
    }
}

impl From<&str> for Marked {
    fn from(text: &str) -> Self {
        Marked::new(text)
    }
}

/// The pieces as they stand on the page, without an element around them.
#[component]
pub fn MarkedText(of: Marked) -> impl IntoView {
    let piece = |(text, marked): (&str, bool)| {
        let text = text.to_owned();
        if marked { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() }
    };
    of.pieces().into_iter().map(piece).collect_view()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn pieces_joined_are_the_text() {
        let marked = Marked::new("Viện Lúa Đồng").with_marks(vec![(7, 11)]);
        let joined: String = marked.pieces().into_iter().map(|(piece, _)| piece).collect();
        assert_eq!(joined, marked.text);
        assert_eq!(marked.pieces()[1], ("Lúa", true));
    }

    #[wasm_bindgen_test]
    fn a_mark_that_cuts_a_letter_or_lies_outside_is_left_out() {
        let marked = Marked::new("水稻").with_marks(vec![(0, 2), (3, 6), (4, 99)]);
        assert_eq!(marked.pieces(), vec![("水", false), ("稻", true)]);
    }
}
