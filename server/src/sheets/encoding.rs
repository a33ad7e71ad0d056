//! In which encoding a text is: by its byte order mark, else UTF-8 if it is that, else GB18030 (what Excel writes in
//! China; GBK and GB2312 are parts of it).

use std::borrow::Cow;

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

use super::SheetError;

/// The text, and the name of its encoding.
pub fn text(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static str), SheetError> {
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return strict(UTF_16LE, rest).map(|text| (text, "UTF-16"));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return strict(UTF_16BE, rest).map(|text| (text, "UTF-16"));
    }
    let rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(rest) {
        Ok(text) => Ok((Cow::Borrowed(text), "UTF-8")),
        Err(error) => strict(GB18030, rest)
            .map(|text| (text, "GB18030"))
            .map_err(|_| SheetError::Encoding(bytes.len() - rest.len() + error.valid_up_to())),
    }
}

fn strict<'a>(encoding: &'static encoding_rs::Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, SheetError> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or(SheetError::Encoding(0))
}
