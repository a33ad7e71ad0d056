//! Style sheets without comments and without the white space that means nothing.
//!
//! **Invariant:** strings and `url()` stay as they are, and so does every space that CSS could read (selectors,
//! `calc()`): only runs are shortened, and spaces around `{ } ; ,` dropped.

use anyhow::bail;

/// Strips one sheet.
pub fn strip(sheet: &str) -> anyhow::Result<String> {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    let mut space = false;
    while let Some(next) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            let Some(end) = comment.find("*/") else { bail!("a comment has no end") };
            rest = &comment[end + 2..];
            space = true;
            continue;
        }
        if next.is_ascii_whitespace() {
            space = true;
            rest = &rest[1..];
            continue;
        }
        let taken = if next == '"' || next == '\'' { string_length(rest, next)? } else { next.len_utf8() };
        if space && !out.ends_with(['{', '}', ';', ',']) && !matches!(next, '{' | '}' | ';' | ',') && !out.is_empty() {
            out.push(' ');
        }
        space = false;
        if next == '}' && out.ends_with(';') {
            out.pop();
        }
        out.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    Ok(out)
}

fn string_length(text: &str, quote: char) -> anyhow::Result<usize> {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return Ok(at + letter.len_utf8()),
            _ => {}
        }
    }
    bail!("a string has no end: {}", text.chars().take(20).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_that_mean_something_stay() {
        let sheet = "/* head */\n.a :hover ,\n.b{ width : calc( 1px + 2px ) ; }\n\n@media (x) and (y) { .c { } }\n";
        assert_eq!(strip(sheet).unwrap(), ".a :hover,.b{width : calc( 1px + 2px )}@media (x) and (y){.c{}}");
    }

    #[test]
    fn strings_are_left_alone() {
        let sheet = r#".a::before { content: "/* no  comment \" */" ; }"#;
        assert_eq!(strip(sheet).unwrap(), r#".a::before{content: "/* no  comment \" */"}"#);
    }

    #[test]
    fn an_open_comment_or_string_is_refused() {
        assert!(strip(".a{} /* ").is_err());
        assert!(strip(".a{content:\"}").is_err());
    }
}
