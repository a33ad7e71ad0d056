//! The code of eight digits that a person types from a letter.

/// Codes there are.
const COUNT: u32 = 100_000_000;
const DIGITS: usize = 8;
/// A full-width zero, as Chinese and Japanese keyboards type it.
const WIDE_ZERO: u32 = '０' as u32;
/// Letters of an answer that is looked at: the digits and what people put between them.
const MOST_CHARS: usize = 32;
/// Tries on one code.
pub const TRIES: u32 = 5;

#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    pub fn made() -> Self {
        Code(format!("{:08}", rand::random_range(0..COUNT)))
    }

    /// Reads what a person typed: digits of any width, with spaces or hyphens between them.
    pub fn parse(raw: &str) -> Option<Self> {
        let mut digits = String::new();
        for c in raw.trim().chars().take(MOST_CHARS) {
            let wide = (c as u32).checked_sub(WIDE_ZERO).filter(|digit| *digit < 10);
            match c.to_digit(10).or(wide).and_then(|digit| char::from_digit(digit, 10)) {
                Some(digit) => digits.push(digit),
                None if c.is_whitespace() || c == '-' => {}
                None => return None,
            }
        }
        (digits.len() == DIGITS).then_some(Code(digits))
    }

    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// As a letter shows it: two groups are easier to keep in mind.
    pub fn to_text(&self) -> String {
        let (first, second) = self.0.split_at(DIGITS / 2);
        format!("{first} {second}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_as_people_type_it() {
        let read = |raw: &str| Code::parse(raw).map(|code| code.0);
        for typed in ["01234567", " 0123 4567 ", "0123-4567", "０１２３４５６７", "0 1 2 3 4 5 6 7"] {
            assert_eq!(read(typed).as_deref(), Some("01234567"), "{typed}");
        }
        for typed in ["", "0123456", "012345678", "0123456a", "0123,4567"] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_made_code_is_read_from_its_letter() {
        let code = Code::made();
        assert_eq!(code.0.len(), DIGITS);
        assert!(Code::parse(&code.to_text()) == Some(code));
    }
}
