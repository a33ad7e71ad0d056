//! The certificate as a QR code shows it: signed, so that anybody who holds a head can verify it with no network.
//!
//! ```text
//! token = Crockford base 32 of: ed25519 signature (64 bytes) · certificate       585 bytes, 936 letters at most
//! ```
//! All letters are of the QR code's alphanumeric mode, and the longest token fits version 20 at level M (970 letters).
//! The signature is by the certificate key, which signs nothing else; its public half is in the head.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use model::certificate::NotACertificate;
use model::{Certificate, crockford};
use thiserror::Error;

use crate::head::KeyBytes;
use crate::limit;

/// Why a text proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CertificateFault {
    #[error("this is no certificate")]
    Unreadable,
    /// Made or changed by somebody without the key; or by another server.
    #[error("the certificate's signature does not fit")]
    Forged,
    #[error("the certificate is of the later version {0}")]
    Later(u8),
}

impl From<NotACertificate> for CertificateFault {
    fn from(fault: NotACertificate) -> Self {
        match fault {
            NotACertificate::Broken => CertificateFault::Unreadable,
            NotACertificate::Later(version) => CertificateFault::Later(version),
        }
    }
}

/// The text of the QR code.
pub fn sign_certificate(certificate: &Certificate, key: &SigningKey) -> String {
    let body = certificate.to_bytes();
    let mut bytes = key.sign(&words(&body)).to_bytes().to_vec();
    bytes.extend_from_slice(&body);
    crockford::encode(&bytes)
}

/// Opens what a camera read, or what a person typed or pasted.
pub fn verify_certificate(text: &str, key: &KeyBytes) -> Result<Certificate, CertificateFault> {
    // Before anything is copied: whitespace of a pasted text is not counted by anybody.
    if text.len() > 4 * limit::CERTIFICATE_LETTERS {
        return Err(CertificateFault::Unreadable);
    }
    let token = crockford::from_typed(text);
    if token.len() > limit::CERTIFICATE_LETTERS {
        return Err(CertificateFault::Unreadable);
    }
    let bytes = crockford::decode(&token).ok_or(CertificateFault::Unreadable)?;
    let (signature, body) = bytes.split_first_chunk::<64>().ok_or(CertificateFault::Unreadable)?;
    let key = VerifyingKey::from_bytes(key).map_err(|_| CertificateFault::Forged)?;
    key.verify_strict(&words(body), &Signature::from_bytes(signature)).map_err(|_| CertificateFault::Forged)?;
    Ok(Certificate::from_bytes(body)?)
}

/// What is signed: the certificate's bytes, after words that no other signature begins with.
fn words(body: &[u8]) -> Vec<u8> {
    [b"mangrove certificate 1".as_slice(), body].concat()
}

#[cfg(test)]
mod tests {
    use model::{Day, Line, RecordId, RegistrationId};

    use super::*;

    /// What a QR code of version 20 holds at level M, in alphanumeric mode.
    const QR_VERSION_20_LETTERS: usize = 970;

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_bytes(&[seed; 32])
    }

    fn public(key: &SigningKey) -> KeyBytes {
        key.verifying_key().to_bytes()
    }

    fn certificate(name: &str) -> Certificate {
        let (event, registration) = (RecordId::made_at(1, [2; 10]), RegistrationId::made_at(3, [4; 10]));
        let (name, day) = (Line::parse(name).unwrap(), Day::parse("2026-09-03").unwrap());
        Certificate { event, registration, name, attended: 2, held: 3, day }
    }

    #[test]
    fn a_certificate_is_verified_with_the_public_key_and_with_no_other_however_it_is_typed() {
        let made = certificate("陈美玲");
        let token = sign_certificate(&made, &key(1));
        let groups: Vec<&str> = token.as_bytes().chunks(4).map(|four| std::str::from_utf8(four).unwrap()).collect();
        assert_eq!(verify_certificate(&groups.join(" ").to_lowercase(), &public(&key(1))), Ok(made));
        assert_eq!(verify_certificate(&token, &public(&key(2))), Err(CertificateFault::Forged));
        for bad in ["", "hello", &token[..token.len() - 8], &"A".repeat(5_000)] {
            assert!(verify_certificate(bad, &public(&key(1))).is_err());
        }
    }

    #[test]
    fn one_wrong_bit_anywhere_is_refused() {
        let bytes = crockford::decode(&sign_certificate(&certificate("Lan"), &key(1))).unwrap();
        for bit in 0..bytes.len() * 8 {
            let mut bad = bytes.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            let opened = verify_certificate(&crockford::encode(&bad), &public(&key(1)));
            assert_eq!(opened, Err(CertificateFault::Forged), "bit {bit}");
        }
    }

    #[test]
    fn the_longest_name_fits_the_code_and_a_ticket_is_no_certificate() {
        let longest = sign_certificate(&certificate(&"a".repeat(400)), &key(1));
        let wide = sign_certificate(&certificate(&"ก".repeat(400)), &key(1));
        for token in [&longest, &wide] {
            assert!(token.len() <= limit::CERTIFICATE_LETTERS && token.len() <= QR_VERSION_20_LETTERS);
        }
        let ticket = model::Ticket::parse(
            RecordId::made_at(1, [2; 10]),
            RegistrationId::made_at(3, [4; 10]),
            None,
            1_790_000_000_000,
            1_790_200_000_000,
        );
        let ticket = crate::SignedTicket::sign(ticket.unwrap(), &key(1));
        assert_eq!(verify_certificate(ticket.token(), &public(&key(1))), Err(CertificateFault::Forged));
    }
}
