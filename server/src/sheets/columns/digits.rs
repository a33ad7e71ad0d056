//! Digits of other scripts and full-width forms, as plain ones.

/// The first digit of each row of ten.
const ZEROS: [char; 7] = ['０', '๐', '໐', '០', '၀', '٠', '۰'];

/// The text with every digit as an ASCII one, full-width punctuation of numbers and dates too.
pub fn plain(text: &str) -> String {
    text.trim().chars().map(plain_char).collect()
}

fn plain_char(c: char) -> char {
    let digit = ZEROS.iter().find_map(|zero| {
        let value = (c as u32).checked_sub(*zero as u32).filter(|value| *value < 10)?;
        char::from_digit(value, 10)
    });
    digit.unwrap_or(match c {
        '－' | '−' | '–' | '‐' => '-',
        '／' => '/',
        '．' => '.',
        '，' => ',',
        '：' => ':',
        '\u{3000}' | '\u{a0}' => ' ',
        c => c,
    })
}
