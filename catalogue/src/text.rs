//! Folding: what a text is compared as. Case, width, accents, tone marks and punctuation do not count; `đ` is `d`.
//! Marks of Thai, Lao, Khmer and Burmese are letters of their own and stay.

use unicode_normalization::UnicodeNormalization;

/// A folded text, and for each of its bytes where it came from.
pub struct Traced {
    pub folded: String,
    /// For each byte of `folded` the byte of the source where its character began, and the source's length at the end.
    origin: Vec<u32>,
}

impl Traced {
    pub fn of(text: &str) -> Self {
        let mut origin = Vec::with_capacity(text.len() + 1);
        let folded = fold_with(text, |at, length| origin.extend(std::iter::repeat_n(at, length)));
        origin.push(text.len() as u32);
        Traced { folded, origin }
    }

    /// Where bytes `from..to` of the folded text stand in the source.
    pub fn source(&self, from: usize, to: usize) -> (u32, u32) {
        (self.origin[from], self.origin[to])
    }
}

/// A text as it is compared.
pub fn fold(text: &str) -> String {
    fold_with(text, |_, _| {})
}

/// Calls back for each piece written: where in the source it came from, and its length in bytes.
fn fold_with(text: &str, mut wrote: impl FnMut(u32, usize)) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let before = out.len();
        if c.is_ascii() {
            put(&mut out, c);
        } else {
            std::iter::once(c).nfkd().for_each(|c| put(&mut out, c));
        }
        wrote(at as u32, out.len() - before);
    }
    out
}

fn put(out: &mut String, c: char) {
    match c {
        '\u{300}'..='\u{36F}' | '\'' | '’' | 'ʻ' | '`' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}' => {}
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        'ł' | 'Ł' => out.push('l'),
        'ø' | 'Ø' => out.push('o'),
        'ı' => out.push('i'),
        'ß' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        c if c.is_alphanumeric() || is_joined(c) => out.extend(c.to_lowercase()),
        _ if out.is_empty() || out.ends_with(' ') => {}
        _ => out.push(' '),
    }
}

/// A sign that belongs to the letter before it in scripts where that matters.
fn is_joined(c: char) -> bool {
    matches!(c as u32, 0x0E31..=0x0E4E | 0x0EB1..=0x0ECE | 0x17B4..=0x17D3 | 0x17DD | 0x102B..=0x103E | 0x1056..=0x109D)
}

/// A script that is written without spaces between words: matched anywhere, not only where a word begins.
pub fn is_unspaced(c: char) -> bool {
    matches!(c as u32,
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0x2FDF | 0x3005..=0x30FF
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xA9E0..=0xA9FF | 0xAA60..=0xAA7F | 0xF900..=0xFAFF | 0x20000..=0x323AF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_width_accents_and_tones_do_not_count() {
        for (text, folded) in [
            ("Đại học Quốc gia Hà Nội", "dai hoc quoc gia ha noi"),
            ("ＧＵＡＮＧＸＩ　University", "guangxi university"),
            ("King Mongkut’s — Thonburi", "king mongkuts thonburi"),
            ("มหาวิทยาลัย", "มหาวิทยาลัย"),
            ("广西大学（南宁）", "广西大学 南宁 "),
            ("Ngữ-văn/ÆØ", "ngu van aeo"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn marks_point_to_whole_letters_of_the_source() {
        let text = "Trường Đại học";
        let traced = Traced::of(text);
        let at = traced.folded.find("dai").unwrap();
        let (from, to) = traced.source(at, at + 3);
        assert_eq!(&text[from as usize..to as usize], "Đại");
    }
}
