//! HTML without its comments: they are for us, not for phones.
//!
//! **Invariant:** line breaks stay, so that a problem is reported on the line it stands on.

use anyhow::{Context, bail};

pub fn without_comments(html: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut rest = str::from_utf8(html).context("a page is not UTF-8")?;
    let mut out = String::with_capacity(rest.len());
    while let Some(start) = rest.find("<!--") {
        let Some(length) = rest[start..].find("-->") else { bail!("a comment of a page has no end") };
        let comment = &rest[start..start + length];
        out.push_str(&rest[..start]);
        out.extend(comment.chars().filter(|letter| *letter == '\n'));
        rest = &rest[start + length + "-->".len()..];
    }
    out.push_str(rest);
    Ok(out.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_lines_stay() {
        assert_eq!(without_comments(b"a<!-- b\n {{c}} -->\nd").unwrap(), b"a\n\nd");
        assert!(without_comments(b"a<!-- b").is_err());
    }
}
