//! Looks into a workbook's archive before anybody unpacks it: a few kilobytes can hold gigabytes.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{SheetError, limit};

/// Refuses what is no workbook, and what would unpack to too much. What the archive declares is not believed: every
/// part is unpacked once, thrown away and counted.
pub fn check(bytes: &[u8]) -> Result<(), SheetError> {
    const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    if bytes.starts_with(COMPOUND) {
        return Err(SheetError::Compound);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(SheetError::Archive)?;
    if archive.len() > limit::ENTRIES {
        return Err(SheetError::Bomb);
    }
    let mut left = limit::INFLATED_BYTES;
    let mut is_workbook = false;
    for at in 0..archive.len() {
        let entry = archive.by_index_raw(at).map_err(SheetError::Archive)?;
        if entry.encrypted() {
            return Err(SheetError::Compound);
        }
        is_workbook |= entry.name().is_ok_and(|name| name.eq_ignore_ascii_case("xl/workbook.xml"));
        let (packed, declared) = (entry.compressed_size(), entry.size());
        drop(entry);
        let most = left.min(packed.saturating_mul(limit::INFLATION).max(1 << 20));
        if declared > most {
            return Err(SheetError::Bomb);
        }
        let entry = archive.by_index(at).map_err(SheetError::Archive)?;
        let have = count(entry, most)?;
        if have > most {
            return Err(SheetError::Bomb);
        }
        left -= have;
    }
    if is_workbook { Ok(()) } else { Err(SheetError::NoWorkbook) }
}

/// How many bytes there are, up to one more than `most`.
fn count(reader: impl Read, most: u64) -> Result<u64, SheetError> {
    std::io::copy(&mut reader.take(most + 1), &mut std::io::sink()).map_err(SheetError::Inflate)
}
