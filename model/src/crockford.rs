//! Bytes as capital letters and digits that people do not mix up: Crockford's base 32. A QR code has a dense mode for
//! just these, and they can be read aloud.

const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Five bits a letter, the first bits first; the last letter is filled up with zeros.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    let (mut bits, mut count) = (0u32, 0);
    for byte in bytes {
        bits = bits << 8 | u32::from(*byte);
        count += 8;
        while count >= 5 {
            count -= 5;
            text.push(DIGITS[(bits >> count & 31) as usize] as char);
        }
        bits &= (1 << count) - 1;
    }
    if count > 0 {
        text.push(DIGITS[(bits << (5 - count) & 31) as usize] as char);
    }
    text
}

/// Exactly what `encode` writes; no small letters, no other length, no bits that were not there.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 5 / 8);
    let (mut bits, mut count) = (0u32, 0);
    for letter in text.bytes() {
        let digit = DIGITS.iter().position(|known| *known == letter)?;
        bits = bits << 5 | digit as u32;
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
        bits &= (1 << count) - 1;
    }
    (bits == 0 && count < 5).then_some(bytes)
}

pub fn is_digit(letter: u8) -> bool {
    DIGITS.contains(&letter)
}

/// What a person typed, as `encode` would have written it: in capitals, without spaces and hyphens, and with the
/// letters that look like digits taken for digits.
pub fn from_typed(text: &str) -> String {
    let kept = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
    kept.map(|letter| match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bytes_come_back_and_have_one_text_only(bytes in proptest::collection::vec(any::<u8>(), 0..40), other in "[0-9A-HJKMNP-TV-Z]{0,40}") {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
            if let Some(read) = decode(&other) {
                prop_assert_eq!(encode(&read), other);
            }
        }
    }

    #[test]
    fn the_first_bits_come_first() {
        assert_eq!(encode(b"foobar"), "CSQPYRK1E8");
        assert_eq!(from_typed(" csqp-yrkl eb "), "CSQPYRK1EB");
        assert_eq!(decode("csqpyrk1e8"), None);
    }
}
