//! A certificate: that a person took part, as they write their name. The signature around it is the catalogue's.
//!
//! ```text
//! certificate = version (1) · event (16) · registration (16) · sessions attended, and held (2 each, big end first)
//!             · day as a number since 1970 (4) · the name (the rest, at most `limit::CERTIFICATE_NAME_BYTES`)
//! ```

use thiserror::Error;

use crate::{Day, Line, RecordId, RegistrationId, limit};

/// The version that this code writes, and the only one that it reads.
const VERSION: u8 = 1;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    pub event: RecordId,
    pub registration: RegistrationId,
    pub name: Line,
    pub attended: u16,
    /// Sessions that counted when it was signed.
    pub held: u16,
    pub day: Day,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotACertificate {
    #[error("is no certificate")]
    Broken,
    /// This app is older than the certificate.
    #[error("is a certificate of the later version {0}")]
    Later(u8),
}

impl Certificate {
    /// A name that is longer than a QR code takes is cut, and ends in `…`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(self.event.as_bytes());
        bytes.extend_from_slice(self.registration.as_bytes());
        bytes.extend_from_slice(&self.attended.to_be_bytes());
        bytes.extend_from_slice(&self.held.to_be_bytes());
        let day = i32::try_from(self.day.last_day_number()).unwrap_or(i32::MAX);
        bytes.extend_from_slice(&day.to_be_bytes());
        bytes.extend_from_slice(cut(self.name.as_str()).as_bytes());
        bytes
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotACertificate> {
        match bytes.split_first() {
            Some((&VERSION, rest)) => read(rest).ok_or(NotACertificate::Broken),
            Some((&later, _)) if later > VERSION => Err(NotACertificate::Later(later)),
            Some(_) | None => Err(NotACertificate::Broken),
        }
    }
}

fn read(bytes: &[u8]) -> Option<Certificate> {
    let (event, bytes) = bytes.split_first_chunk::<16>()?;
    let (registration, bytes) = bytes.split_first_chunk::<16>()?;
    let (attended, bytes) = bytes.split_first_chunk::<2>()?;
    let (held, bytes) = bytes.split_first_chunk::<2>()?;
    let (day, name) = bytes.split_first_chunk::<4>()?;
    if name.len() > limit::CERTIFICATE_NAME_BYTES {
        return None;
    }
    Some(Certificate {
        event: RecordId::from_bytes(*event).ok()?,
        registration: RegistrationId::from_bytes(*registration).ok()?,
        name: Line::parse(std::str::from_utf8(name).ok()?).ok()?,
        attended: u16::from_be_bytes(*attended),
        held: u16::from_be_bytes(*held),
        day: Day::of_number(i32::from_be_bytes(*day).into())?,
    })
}

fn cut(name: &str) -> String {
    const MORE: &str = "…";
    if name.len() <= limit::CERTIFICATE_NAME_BYTES {
        return name.to_owned();
    }
    let most = limit::CERTIFICATE_NAME_BYTES - MORE.len();
    let end = (0..=most).rev().find(|at| name.is_char_boundary(*at)).unwrap_or_default();
    format!("{}{MORE}", name[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn certificate(name: &str) -> Certificate {
        Certificate {
            event: RecordId::made_at(1, [2; 10]),
            registration: RegistrationId::made_at(3, [4; 10]),
            name: Line::parse(name).unwrap(),
            attended: 5,
            held: 7,
            day: Day::parse("2026-09-03").unwrap(),
        }
    }

    #[test]
    fn a_certificate_comes_back_from_its_bytes() {
        for name in ["陈美玲", "Nguyễn Thị Lan", "ສົມພອນ"] {
            let made = certificate(name);
            assert_eq!(Certificate::from_bytes(&made.to_bytes()), Ok(made));
        }
        let bytes = certificate("Lan").to_bytes();
        for length in 0..=41 {
            assert_eq!(Certificate::from_bytes(&bytes[..length]), Err(NotACertificate::Broken), "{length}");
        }
        assert_eq!(Certificate::from_bytes(&[2, 0]), Err(NotACertificate::Later(2)));
    }

    #[test]
    fn a_name_that_is_too_long_for_a_code_is_cut_between_letters() {
        let made = certificate(&"ก".repeat(400));
        let bytes = made.to_bytes();
        assert!(bytes.len() <= 41 + limit::CERTIFICATE_NAME_BYTES);
        let name = Certificate::from_bytes(&bytes).unwrap().name;
        assert!(name.as_str().ends_with("ก…"), "{name}");
    }
}
