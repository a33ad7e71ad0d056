//! Just enough of Rust's own grammar to tell code from comments and strings.
//!
//! **Invariant:** the code keeps every byte's place (what is taken out becomes spaces), so places can be reported.

/// A Rust file in parts.
#[derive(Default)]
pub struct Scan {
    /// The text with comments, strings and letters blanked.
    pub code: String,
    /// The strings, without quotes and as written, each with the byte where it opens.
    pub strings: Vec<(usize, String)>,
    /// Where the part for tests begins (`#[cfg(test)]` before a `mod`), else the end.
    pub tests_from: usize,
}

/// What the scanner stands on.
enum Piece {
    Code(usize),
    Comment(usize),
    /// Whole length, and the length of what stands before the content.
    Text(usize, usize, usize),
}

pub fn scan(text: &str) -> Scan {
    let mut scan = Scan::default();
    let mut at = 0;
    while at < text.len() {
        let length = match piece(text, at) {
            Piece::Code(length) => {
                scan.code.push_str(&text[at..at + length]);
                length
            }
            Piece::Comment(length) => {
                blank(&mut scan.code, &text[at..at + length]);
                length
            }
            Piece::Text(length, before, after) => {
                scan.strings.push((at, text[at + before..at + length - after].to_owned()));
                blank(&mut scan.code, &text[at..at + length]);
                length
            }
        };
        at += length;
    }
    scan.tests_from = tests_from(&scan.code);
    scan
}

fn blank(code: &mut String, text: &str) {
    code.extend(text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
}

fn piece(text: &str, at: usize) -> Piece {
    let rest = &text[at..];
    let word_before = text[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
    if rest.starts_with("//") {
        return Piece::Comment(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Piece::Comment(block_comment(rest));
    }
    if rest.starts_with('"') {
        return Piece::Text(quoted(rest), 1, 1);
    }
    if rest.starts_with('\'') {
        return letter(rest).map_or(Piece::Code(1), |length| Piece::Text(length, 1, 1));
    }
    let may_be_raw = !word_before && (rest.starts_with('r') || rest.starts_with("br"));
    if may_be_raw && let Some(raw) = raw(rest) {
        return raw;
    }
    Piece::Code(rest.chars().next().map_or(1, char::len_utf8))
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// `'x'` and `'\n'`, but not the lifetime `'a`.
fn letter(rest: &str) -> Option<usize> {
    let mut letters = rest.char_indices().skip(1);
    let (_, first) = letters.next()?;
    if first != '\\' {
        let (at, second) = letters.next()?;
        return (second == '\'').then_some(at + 1);
    }
    letters.next()?;
    letters.find(|(_, letter)| *letter == '\'').map(|(at, _)| at + 1)
}

fn raw(rest: &str) -> Option<Piece> {
    let start = rest.find('r')? + 1;
    let hashes = rest[start..].bytes().take_while(|byte| *byte == b'#').count();
    let open = start + hashes;
    if !rest[open..].starts_with('"') {
        return None;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let length = rest[open + 1..].find(&end)? + open + 1 + end.len();
    Some(Piece::Text(length, open + 1, end.len()))
}

fn tests_from(code: &str) -> usize {
    let mut from = 0;
    while let Some(at) = code[from..].find("#[cfg(test)]").map(|at| at + from) {
        let mut after = code[at + "#[cfg(test)]".len()..].trim_start();
        // Other attributes, such as the blanked `#[path = "…"]`, may stand between.
        while after.starts_with("#[") {
            after = after.split_once(']').map_or("", |(_, after)| after).trim_start();
        }
        if after.starts_with("mod ") {
            return at;
        }
        from = at + 1;
    }
    code.len()
}

#[test]
fn comments_and_strings_are_not_code() {
    let text = "let a = \"x // \\\" y\"; // b \"c\"\nlet d = r#\"e\"f\"#; /* g /* h */ */ let i: &'static str = f('\"', '\\'');";
    let scan = scan(text);
    assert_eq!(scan.code.len(), text.len());
    let words: Vec<&str> = scan.code.split_whitespace().collect();
    assert_eq!(words.join(" "), "let a = ; let d = ; let i: &'static str = f( , );");
    let strings: Vec<&str> = scan.strings.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(strings, ["x // \\\" y", "e\"f", "\"", "\\'"]);
}

#[test]
fn the_part_for_tests_begins_at_its_module_and_not_at_a_single_function() {
    let text = "#[cfg(test)]\nfn a() {}\nfn b() {}\n#[cfg(test)]\n#[path = \"x.rs\"]\nmod tests;";
    assert_eq!(scan(text).tests_from, text.rfind("#[cfg(test)]").unwrap());
}
