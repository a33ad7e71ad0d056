//! The two cookies: what they are called, how they are read, and what is said when they are set.
//!
//! `__Host-` makes the browser hold to `Secure`, `Path=/` and no `Domain`: no other site, and no other host of ours, can
//! set or read them. Browsers take them from `http://localhost` and `http://127.0.0.1` too, for trying things out.

use http::{HeaderMap, header};

use super::Token;

/// Who is signed in.
pub const SESSION_COOKIE: &str = "__Host-session";
/// Which browser asked for a code.
pub const ASKING_COOKIE: &str = "__Host-asking";

/// The token in a cookie of this name.
pub fn read(headers: &HeaderMap, name: &str) -> Option<Token> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).and_then(|(_, value)| Token::parse(value))
}

/// What sets a cookie for so many milliseconds.
pub fn set(name: &str, token: &Token, time_ms: i64) -> String {
    format!("{name}={}; Path=/; Max-Age={}; HttpOnly; Secure; SameSite=Lax", token.to_hex(), time_ms / 1000)
}

/// What takes a cookie away.
pub fn clear(name: &str) -> String {
    format!("{name}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax")
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_whole_name_among_others() {
        let (a, b) = (Token::made(), Token::made());
        let mut headers = HeaderMap::new();
        let line = format!("x=1; session={}; {SESSION_COOKIE}={}; y", a.to_hex(), b.to_hex());
        headers.append(header::COOKIE, HeaderValue::from_str(&line).unwrap());
        assert!(read(&headers, SESSION_COOKIE) == Some(b));
        assert!(read(&headers, ASKING_COOKIE).is_none());
        headers.insert(header::COOKIE, HeaderValue::from_static("__Host-asking=short"));
        assert!(read(&headers, ASKING_COOKIE).is_none());
    }
}
