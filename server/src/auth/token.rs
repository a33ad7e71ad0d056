//! What a cookie holds: 256 random bits. Who holds them is let in, so nothing shows them.

use std::fmt::Write;

const BYTES: usize = 32;

#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; BYTES]);

impl Token {
    pub fn made() -> Self {
        Token(rand::random())
    }

    /// 64 hexadecimal digits; anything else is no token.
    pub fn parse(hex: &str) -> Option<Self> {
        let digits: Option<Vec<u8>> = hex.chars().map(|digit| digit.to_digit(16).map(|n| n as u8)).collect();
        let digits = digits.filter(|digits| digits.len() == 2 * BYTES)?;
        let bytes: Vec<u8> = digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        bytes.try_into().ok().map(Token)
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub fn to_hex(&self) -> String {
        let mut hex = String::with_capacity(2 * BYTES);
        for byte in self.0 {
            write!(hex, "{byte:02x}").expect("writing to memory does not fail");
        }
        hex
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_and_nothing_else_is_one() {
        let token = Token::made();
        assert!(Token::parse(&token.to_hex()) == Some(token.clone()));
        for bad in ["", "ab", &token.to_hex()[1..], &format!("{}0", token.to_hex()), &"g".repeat(64)] {
            assert!(Token::parse(bad).is_none(), "{bad}");
        }
    }
}
