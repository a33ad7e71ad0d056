//! The key's file: read, and written so that it is either the old one or the new one, and nobody else's to read.

use std::io::{ErrorKind, Write};
use std::path::Path;

use catalogue::head::Handover;
use ed25519_dalek::SigningKey;

use super::KeyError;

const FIRST_WORD: &str = "mangrove-head-key-1";

pub(super) fn read(path: &Path) -> Result<Option<(SigningKey, Vec<Handover>)>, KeyError> {
    match std::fs::read_to_string(path) {
        Ok(text) => {
            let not_a_key = || KeyError::NotAKey { place: path.display().to_string() };
            parse(&text).map(Some).ok_or_else(not_a_key)
        }
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(KeyError::File { path: path.to_owned(), cause }),
    }
}

/// Reads words; lines do not matter, so that the text can stand in a variable.
pub(super) fn parse(text: &str) -> Option<(SigningKey, Vec<Handover>)> {
    let mut words = text.split_whitespace();
    if (words.next(), words.next()) != (Some(FIRST_WORD), Some("secret")) {
        return None;
    }
    let signing = SigningKey::from_bytes(&bytes(words.next()?)?);
    let mut handovers = Vec::new();
    while let Some(word) = words.next() {
        if word != "handover" {
            return None;
        }
        let (old, new, signature) = (bytes(words.next()?)?, bytes(words.next()?)?, bytes(words.next()?)?);
        handovers.push(Handover { old, new, signature });
    }
    Some((signing, handovers))
}

/// Writes beside the old file, then puts it in its place.
pub(super) fn write(path: &Path, key: &SigningKey, handovers: &[Handover]) -> Result<(), KeyError> {
    let mut text = format!("{FIRST_WORD}\nsecret {}\n", hex(&key.to_bytes()));
    for handover in handovers {
        let (old, new, signature) = (hex(&handover.old), hex(&handover.new), hex(&handover.signature));
        text.push_str(&format!("handover {old} {new} {signature}\n"));
    }
    replace(path, text.as_bytes()).map_err(|cause| KeyError::File { path: path.to_owned(), cause })
}

/// Puts a file in the place of another so that a crash leaves one of them whole. Only the owner may read it.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}", std::process::id()));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&beside, path)?;
    std::fs::File::open(folder)?.sync_all()
}

pub(super) fn bytes<const N: usize>(hex: &str) -> Option<[u8; N]> {
    let digits: Vec<u8> = hex.chars().map(|digit| digit.to_digit(16).map(|n| n as u8)).collect::<Option<_>>()?;
    let bytes: Vec<u8> = digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect();
    if digits.len() == 2 * N { bytes.try_into().ok() } else { None }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
