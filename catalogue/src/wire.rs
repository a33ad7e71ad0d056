//! Numbers and bytes in files: LEB128 numbers, length before bytes. Every read is checked; nothing panics on bad input.

use thiserror::Error;

/// Why bytes could not be read as what they should be.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Malformed {
    #[error("the file ends too early")]
    EndsEarly,
    #[error("the file does not begin as a Mangrove file")]
    Magic,
    #[error("a number is out of range")]
    Number,
    #[error("a text is not UTF-8")]
    Text,
    #[error("{what} is over its limit")]
    OverLimit { what: &'static str },
    #[error("the column {0} is missing")]
    ColumnMissing(&'static str),
    #[error("the cell of column {0} cannot be read")]
    Cell(String),
    #[error("the rows are not in the order of their ids")]
    Order,
    #[error("not a file name")]
    FileName,
    #[error("the signature does not fit")]
    Signature,
    #[error("cards and bodies do not belong together")]
    Pair,
}

/// Reads from the front of a slice.
#[derive(Clone)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Reader { bytes, at: 0 }
    }

    pub fn at(&self) -> usize {
        self.at
    }

    pub fn is_at_end(&self) -> bool {
        self.at == self.bytes.len()
    }

    pub fn take(&mut self, length: usize) -> Result<&'a [u8], Malformed> {
        let end = self.at.checked_add(length).ok_or(Malformed::Number)?;
        let taken = self.bytes.get(self.at..end).ok_or(Malformed::EndsEarly)?;
        self.at = end;
        Ok(taken)
    }

    pub fn number(&mut self) -> Result<u64, Malformed> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = *self.bytes.get(self.at).ok_or(Malformed::EndsEarly)?;
            self.at += 1;
            let part = u64::from(byte & 0x7F);
            if shift == 63 && part > 1 {
                return Err(Malformed::Number);
            }
            value |= part << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Malformed::Number)
    }

    /// A number that counts something in memory, at most `most`.
    pub fn count(&mut self, most: usize, what: &'static str) -> Result<usize, Malformed> {
        let count = usize::try_from(self.number()?).map_err(|_| Malformed::Number)?;
        if count > most { Err(Malformed::OverLimit { what }) } else { Ok(count) }
    }

    pub fn bytes(&mut self, most: usize, what: &'static str) -> Result<&'a [u8], Malformed> {
        let length = self.count(most, what)?;
        self.take(length)
    }

    pub fn text(&mut self, most: usize, what: &'static str) -> Result<&'a str, Malformed> {
        std::str::from_utf8(self.bytes(most, what)?).map_err(|_| Malformed::Text)
    }
}

pub fn put_number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value as u8 & 0x7F) | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

pub fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_and_cut_ones_do_not() {
        for value in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            let mut out = Vec::new();
            put_number(&mut out, value);
            assert_eq!(Reader::new(&out).number(), Ok(value));
            assert_eq!(Reader::new(&out[..out.len() - 1]).number(), Err(Malformed::EndsEarly));
        }
        assert_eq!(Reader::new(&[0xFF; 11]).number(), Err(Malformed::Number));
    }
}
