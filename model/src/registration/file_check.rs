//! Whether a file may be taken: its first bytes, and for office files the table of contents at their end. Phone and server
//! look with the same code, and nothing is unpacked: an office file is a zip, and a zip can be a bomb.

use serde::{Deserialize, Serialize};

use super::FileKind;
use crate::limit;

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileFault {
    /// Its bytes are not those of its hash: it was changed on the way.
    OtherBytes,
    /// It is not of the kind that it says.
    OtherKind,
    /// It carries a program.
    Macros,
    /// Unpacked, it would be much more than any letter or table is.
    Bomb,
    TooLarge,
    /// This person has handed in as much as one may.
    NoRoom,
    /// A fault that this version does not know yet.
    #[serde(other)]
    Other,
}

impl FileFault {
    /// The word that JSON has for it.
    pub fn key(self) -> &'static str {
        match self {
            FileFault::OtherBytes => "other_bytes",
            FileFault::OtherKind => "other_kind",
            FileFault::Macros => "macros",
            FileFault::Bomb => "bomb",
            FileFault::TooLarge => "too_large",
            FileFault::NoRoom => "no_room",
            FileFault::Other => "other",
        }
    }
}

impl FileKind {
    /// Looks at a whole file.
    pub fn check(self, file: &[u8]) -> Result<(), FileFault> {
        if file.len() > limit::FILE_ANSWER_BYTES {
            return Err(FileFault::TooLarge);
        }
        if !self.fits(file) {
            return Err(FileFault::OtherKind);
        }
        match self {
            FileKind::Pdf | FileKind::Jpeg | FileKind::Png | FileKind::Webp => Ok(()),
            FileKind::Docx => check_office(file, b"word/"),
            FileKind::Xlsx => check_office(file, b"xl/"),
            FileKind::Pptx => check_office(file, b"ppt/"),
        }
    }
}

/// One line of a zip's table of contents.
struct Part<'f> {
    name: &'f [u8],
    packed: u64,
    unpacked: u64,
}

const END: &[u8] = b"PK\x05\x06";
const END_BYTES: usize = 22;
const LINE: &[u8] = b"PK\x01\x02";
const LINE_BYTES: usize = 46;
/// What programs are kept under. A file with one is of another kind (`.docm`), whatever it is called.
const PROGRAMS: [&str; 3] = ["vbaproject.bin", "vbadata.xml", "activex"];

fn check_office(file: &[u8], folder: &[u8]) -> Result<(), FileFault> {
    let parts = parts(file).ok_or(FileFault::OtherKind)?;
    if parts.len() > limit::OFFICE_PARTS {
        return Err(FileFault::Bomb);
    }
    let sum = |of: fn(&Part) -> u64| parts.iter().map(of).fold(0, u64::saturating_add);
    let (packed, unpacked) = (sum(|part| part.packed), sum(|part| part.unpacked));
    // Parts that lie over each other are told by packing more bytes than there are.
    let is_dense = unpacked > limit::OFFICE_SMALL_BYTES && unpacked / packed.max(1) > limit::OFFICE_RATIO;
    if packed > file.len() as u64 || unpacked > limit::OFFICE_BYTES || is_dense {
        return Err(FileFault::Bomb);
    }
    let carries = |part: &Part| {
        let name = part.name.to_ascii_lowercase();
        PROGRAMS.iter().any(|program| name.windows(program.len()).any(|found| found == program.as_bytes()))
    };
    if parts.iter().any(carries) {
        return Err(FileFault::Macros);
    }
    let has = |wanted: &dyn Fn(&[u8]) -> bool| parts.iter().any(|part| wanted(part.name));
    let is_office = has(&|name| name == b"[Content_Types].xml") && has(&|name| name.starts_with(folder));
    is_office.then_some(()).ok_or(FileFault::OtherKind)
}

/// The table of contents, if it is whole. Large zips (64 bit) and those in several files are none of an office program's.
fn parts(file: &[u8]) -> Option<Vec<Part<'_>>> {
    let from = file.len().saturating_sub(END_BYTES + usize::from(u16::MAX));
    let end = from + file.get(from..)?.windows(END.len()).rposition(|bytes| bytes == END)?;
    let rest = usize::from(u16_at(file, end + 20)?);
    if end + END_BYTES + rest != file.len() {
        return None;
    }
    let (count, length, start) = (u16_at(file, end + 10)?, u32_at(file, end + 12)?, u32_at(file, end + 16)?);
    let mut table = file.get(start as usize..)?.get(..length as usize)?;
    let mut parts = Vec::new();
    for _ in 0..count {
        if !table.starts_with(LINE) {
            return None;
        }
        let (packed, unpacked) = (u32_at(table, 20)?, u32_at(table, 24)?);
        let (name, extra, comment) = (u16_at(table, 28)?, u16_at(table, 30)?, u16_at(table, 32)?);
        if packed == u32::MAX || unpacked == u32::MAX {
            return None;
        }
        let name_end = LINE_BYTES + usize::from(name);
        let name = table.get(LINE_BYTES..name_end)?;
        parts.push(Part { name, packed: packed.into(), unpacked: unpacked.into() });
        table = table.get(name_end + usize::from(extra) + usize::from(comment)..)?;
    }
    table.is_empty().then_some(parts)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A zip by its table of contents; the parts themselves are zeroes.
    fn zip(parts: &[(&str, u32, u32)]) -> Vec<u8> {
        let mut file = b"PK\x03\x04".to_vec();
        file.extend(parts.iter().flat_map(|(_, packed, _)| vec![0; (*packed).min(1 << 20) as usize]));
        let start = file.len() as u32;
        for (name, packed, unpacked) in parts {
            let mut line = vec![0; LINE_BYTES];
            line[..4].copy_from_slice(LINE);
            line[20..24].copy_from_slice(&packed.to_le_bytes());
            line[24..28].copy_from_slice(&unpacked.to_le_bytes());
            line[28..30].copy_from_slice(&(name.len() as u16).to_le_bytes());
            file.extend(line);
            file.extend(name.as_bytes());
        }
        let length = file.len() as u32 - start;
        file.extend(END);
        file.extend([0; 4]);
        file.extend((parts.len() as u16).to_le_bytes().repeat(2));
        file.extend(length.to_le_bytes());
        file.extend(start.to_le_bytes());
        file.extend([0; 2]);
        file
    }

    const TYPES: (&str, u32, u32) = ("[Content_Types].xml", 300, 1_200);

    #[test]
    fn an_office_file_is_of_the_kind_that_its_parts_say() {
        let letter = zip(&[TYPES, ("word/document.xml", 2_000, 30_000)]);
        assert_eq!(FileKind::Docx.check(&letter), Ok(()));
        assert_eq!(FileKind::Xlsx.check(&letter), Err(FileFault::OtherKind));
        assert_eq!(FileKind::Pdf.check(&letter), Err(FileFault::OtherKind));
        assert_eq!(FileKind::Docx.check(&zip(&[("word/document.xml", 10, 10)])), Err(FileFault::OtherKind));
        assert_eq!(FileKind::Docx.check(&letter[..letter.len() - 1]), Err(FileFault::OtherKind));
        assert_eq!(FileKind::Docx.check(b"PK\x03\x04 and nothing more"), Err(FileFault::OtherKind));
    }

    #[test]
    fn a_bomb_is_known_without_lighting_it() {
        let bomb = |parts: &[(&str, u32, u32)]| FileKind::Docx.check(&zip(parts));
        let document = "word/document.xml";
        assert_eq!(bomb(&[TYPES, (document, 1_000_000, u32::MAX - 1)]), Err(FileFault::Bomb));
        assert_eq!(bomb(&[TYPES, (document, 10_000, 10_000_000)]), Err(FileFault::Bomb), "a thousand to one");
        // Many parts over the same bytes.
        assert_eq!(bomb(&[TYPES, (document, 1 << 24, 1 << 24)]), Err(FileFault::Bomb));
        let names: Vec<String> = (0..=limit::OFFICE_PARTS).map(|n| format!("word/{n}.xml")).collect();
        let many: Vec<(&str, u32, u32)> = names.iter().map(|name| (name.as_str(), 0, 0)).collect();
        assert_eq!(bomb(&many), Err(FileFault::Bomb));
    }

    #[test]
    fn a_program_inside_is_refused_however_it_is_spelled() {
        for name in ["word/vbaProject.bin", "xl/VBAPROJECT.BIN", "word/activeX/activeX1.bin", "word/vbaData.xml"] {
            let file = zip(&[TYPES, ("word/document.xml", 10, 10), (name, 10, 10)]);
            assert_eq!(FileKind::Docx.check(&file), Err(FileFault::Macros), "{name}");
        }
    }

    #[test]
    fn first_bytes_and_length_count() {
        assert_eq!(FileKind::Pdf.check(b"%PDF-1.7"), Ok(()));
        assert_eq!(FileKind::Png.check(b"%PDF-1.7"), Err(FileFault::OtherKind));
        let mut long = b"%PDF-".to_vec();
        long.resize(limit::FILE_ANSWER_BYTES + 1, 0);
        assert_eq!(FileKind::Pdf.check(&long), Err(FileFault::TooLarge));
        assert_eq!(FileKind::of_media_type("image/png"), Some(FileKind::Png));
        assert_eq!(FileKind::of_media_type("text/html"), None);
    }

    proptest! {
        /// Whatever the bytes say about lengths and places, nothing is read outside them.
        #[test]
        fn no_bytes_break_the_look(mut file in proptest::collection::vec(any::<u8>(), 0..400), at in 0usize..400) {
            if at + END_BYTES < file.len() {
                file[at..at + 4].copy_from_slice(END);
            }
            let office = [b"PK\x03\x04".as_slice(), &file].concat();
            let _ = FileKind::Docx.check(&office);
        }
    }
}
