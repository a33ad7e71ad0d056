//! The head: the one small file that changes in place. It says which edition is the newest, and it is signed.
//!
//! ```text
//! signed head = ed25519 signature (64 bytes) · head       at most 2 KiB at any size of the catalogue
//! ```
//! The signature is over the exact bytes of the head. A phone keeps the first key it sees; another key counts only when
//! a chain of handovers leads to it, each signed by the key before.

use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};

use crate::block::{self, Cells, number_cell};
use crate::edition::{read_deltas, write_deltas};
use crate::{Delta, FileName, Malformed, StateRoot, limit};

/// The format that this code writes. A reader refuses a head of a later one; see "Format" in the architecture.
pub const FORMAT: u64 = 1;

/// What a key is for. Each purpose has its own.
pub const HEAD_KEY: &str = "head";
/// Signs that somebody took part. The ticket's purpose stands beside the ticket.
pub const CERTIFICATE_KEY: &str = "certificate";

pub type KeyBytes = [u8; 32];

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Random; another one means that the server was restored and revisions start over.
    pub epoch: [u8; 16],
    pub revision: u64,
    pub root: StateRoot,
    /// The oldest revision that deltas reach back to.
    pub horizon: u64,
    pub published_ms: i64,
    pub edition: FileName,
    pub edition_bytes: u32,
    /// The public halves by purpose.
    pub keys: Vec<(String, KeyBytes)>,
    /// From the oldest to the newest.
    pub handovers: Vec<Handover>,
    /// The newest deltas, newest first.
    pub newest: Vec<Delta>,
    /// The bytes of the newest delta, if they are few.
    pub inline: Option<Vec<u8>>,
}

/// The old key says that the new one follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    pub old: KeyBytes,
    pub new: KeyBytes,
    pub signature: [u8; 64],
}

impl Handover {
    pub fn sign(old: &SigningKey, new: &KeyBytes) -> Self {
        let signature = old.sign(&Self::words(new)).to_bytes();
        Handover { old: old.verifying_key().to_bytes(), new: *new, signature }
    }

    fn holds(&self) -> bool {
        let Ok(old) = VerifyingKey::from_bytes(&self.old) else { return false };
        old.verify(&Self::words(&self.new), &Signature::from_bytes(&self.signature)).is_ok()
    }

    fn words(new: &KeyBytes) -> Vec<u8> {
        [b"mangrove head key handover 1".as_slice(), new].concat()
    }
}

/// A head whose signature was checked, its exact bytes, and the key that signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHead {
    pub bytes: Vec<u8>,
    pub head: Head,
    pub signed_by: KeyBytes,
}

impl SignedHead {
    /// Signs a head. A delta too large to travel inside is left out of it.
    pub fn sign(mut head: Head, key: &SigningKey) -> Result<Self, Malformed> {
        head.newest.truncate(limit::HEAD_DELTAS);
        let mut body = head.encode();
        if body.len() + 64 > limit::HEAD_BYTES && head.inline.take().is_some() {
            body = head.encode();
        }
        if body.len() + 64 > limit::HEAD_BYTES {
            return Err(Malformed::OverLimit { what: "the head" });
        }
        let mut bytes = key.sign(&body).to_bytes().to_vec();
        bytes.extend_from_slice(&body);
        Ok(SignedHead { bytes, head, signed_by: key.verifying_key().to_bytes() })
    }

    /// Opens a head. `kept` is the key that this phone trusts; without one, the head's own key is believed (first use).
    pub fn open(bytes: &[u8], kept: Option<&KeyBytes>) -> Result<Self, Malformed> {
        if bytes.len() > limit::HEAD_BYTES {
            return Err(Malformed::OverLimit { what: "the head" });
        }
        let (signature, body) = bytes.split_first_chunk::<64>().ok_or(Malformed::EndsEarly)?;
        let head = Head::read(body)?;
        let signed_by = head.key(HEAD_KEY).ok_or(Malformed::Signature)?;
        let key = VerifyingKey::from_bytes(&signed_by).map_err(|_| Malformed::Signature)?;
        key.verify_strict(body, &Signature::from_bytes(signature)).map_err(|_| Malformed::Signature)?;
        if kept.is_some_and(|kept| !head.leads_from(kept, &signed_by)) {
            return Err(Malformed::Signature);
        }
        Ok(SignedHead { bytes: bytes.to_vec(), head, signed_by })
    }
}

impl Head {
    pub fn key(&self, purpose: &str) -> Option<KeyBytes> {
        self.keys.iter().find(|(name, _)| name == purpose).map(|(_, key)| *key)
    }

    fn leads_from(&self, kept: &KeyBytes, signed_by: &KeyBytes) -> bool {
        let mut trusted = *kept;
        for handover in &self.handovers {
            if handover.old == trusted && handover.holds() {
                trusted = handover.new;
            }
        }
        trusted == *signed_by
    }

    fn encode(&self) -> Vec<u8> {
        let mut out = block::begin_file();
        let mut about = Cells::from([
            ("edition".to_owned(), self.edition.as_bytes().to_vec()),
            ("edition_bytes".to_owned(), number_cell(self.edition_bytes.into())),
            ("epoch".to_owned(), self.epoch.to_vec()),
            ("format".to_owned(), number_cell(FORMAT)),
            ("horizon".to_owned(), number_cell(self.horizon)),
            ("published_ms".to_owned(), number_cell(self.published_ms.max(0) as u64)),
            ("revision".to_owned(), number_cell(self.revision)),
            ("root".to_owned(), self.root.to_bytes().to_vec()),
        ]);
        if let Some(inline) = &self.inline {
            about.insert("inline".to_owned(), inline.clone());
        }
        block::write(&mut out, "head", None, &[&about], |_| true);
        let keys = self.keys.iter().map(|(purpose, key)| {
            Cells::from([("key".to_owned(), key.to_vec()), ("purpose".to_owned(), purpose.as_bytes().to_vec())])
        });
        write_table(&mut out, "key", keys.collect());
        write_table(&mut out, "handover", self.handovers.iter().map(handover_cells).collect());
        write_deltas(&mut out, &self.newest);
        out
    }

    fn read(body: &[u8]) -> Result<Self, Malformed> {
        let blocks = block::read_file(body)?;
        let find = |kind: &str| blocks.iter().find(|block| block.kind() == kind);
        let about = find("head").ok_or(Malformed::ColumnMissing("head"))?;
        if about.number("format", 0)? != FORMAT {
            return Err(Malformed::OverLimit { what: "the format" });
        }
        let edition_bytes = about.number("edition_bytes", 0)?;
        Ok(Head {
            epoch: about.array("epoch", 0)?,
            revision: about.number("revision", 0)?,
            root: StateRoot::from_bytes(about.array("root", 0)?),
            horizon: about.number("horizon", 0)?,
            published_ms: i64::try_from(about.number("published_ms", 0)?).map_err(|_| Malformed::Number)?,
            edition: FileName::from_bytes(about.array("edition", 0)?),
            edition_bytes: u32::try_from(edition_bytes).map_err(|_| Malformed::Number)?,
            keys: find("key").map_or(Ok(Vec::new()), read_keys)?,
            handovers: find("handover").map_or(Ok(Vec::new()), read_handovers)?,
            newest: find("delta").map_or(Ok(Vec::new()), read_deltas)?,
            inline: about.cell("inline", 0).map(<[u8]>::to_vec),
        })
    }
}

fn write_table(out: &mut Vec<u8>, kind: &str, rows: Vec<Cells>) {
    if !rows.is_empty() {
        block::write(out, kind, None, &rows.iter().collect::<Vec<_>>(), |_| true);
    }
}

fn handover_cells(handover: &Handover) -> Cells {
    Cells::from([
        ("new".to_owned(), handover.new.to_vec()),
        ("old".to_owned(), handover.old.to_vec()),
        ("signature".to_owned(), handover.signature.to_vec()),
    ])
}

fn read_keys(block: &block::Block) -> Result<Vec<(String, KeyBytes)>, Malformed> {
    let read = |at| {
        let purpose = std::str::from_utf8(block.need("purpose", at)?).map_err(|_| Malformed::Text)?;
        Ok((purpose.to_owned(), block.array("key", at)?))
    };
    (0..block.rows()).map(read).collect()
}

fn read_handovers(block: &block::Block) -> Result<Vec<Handover>, Malformed> {
    let read = |at| {
        Ok(Handover {
            old: block.array("old", at)?,
            new: block.array("new", at)?,
            signature: block.array("signature", at)?,
        })
    };
    (0..block.rows()).map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_bytes(&[seed; 32])
    }

    fn head(signer: &SigningKey) -> Head {
        let newest = (0..12).map(|n| Delta { from: n, to: n + 1, file: FileName::of(&[n as u8]), bytes: 900 });
        Head {
            epoch: [7; 16],
            revision: 1 << 40,
            root: StateRoot::from_bytes([9; 32]),
            horizon: 1 << 39,
            published_ms: 1_800_000_000_000,
            edition: FileName::of(b"edition"),
            edition_bytes: 40_000,
            keys: vec![
                (HEAD_KEY.to_owned(), signer.verifying_key().to_bytes()),
                ("ticket".to_owned(), [3; 32]),
                (CERTIFICATE_KEY.to_owned(), [4; 32]),
            ],
            handovers: Vec::new(),
            newest: newest.collect(),
            inline: Some(vec![5; limit::INLINE_DELTA_BYTES]),
        }
    }

    #[test]
    fn a_signed_head_comes_back_and_stays_under_two_kibibytes() {
        let signed = SignedHead::sign(head(&key(1)), &key(1)).unwrap();
        assert!(signed.bytes.len() <= limit::HEAD_BYTES, "{}", signed.bytes.len());
        assert!(signed.head.inline.is_some());
        assert_eq!(SignedHead::open(&signed.bytes, None).unwrap(), signed);
        assert_eq!(SignedHead::open(&signed.bytes, Some(&signed.signed_by)).unwrap(), signed);
    }

    #[test]
    fn one_wrong_bit_anywhere_is_noticed() {
        let signed = SignedHead::sign(head(&key(1)), &key(1)).unwrap();
        for at in 0..signed.bytes.len() {
            let mut bad = signed.bytes.clone();
            bad[at] ^= 1;
            assert!(SignedHead::open(&bad, Some(&signed.signed_by)).is_err(), "byte {at}");
        }
        for length in 0..signed.bytes.len() {
            assert!(SignedHead::open(&signed.bytes[..length], None).is_err());
        }
    }

    #[test]
    fn another_key_counts_only_through_handovers_signed_by_the_old() {
        let (first, second, third) = (key(1), key(2), key(3));
        let public = |key: &SigningKey| key.verifying_key().to_bytes();
        let mut next = head(&third);
        let stranger = SignedHead::sign(next.clone(), &third).unwrap();
        assert_eq!(SignedHead::open(&stranger.bytes, Some(&public(&first))), Err(Malformed::Signature));
        next.handovers = vec![Handover::sign(&first, &public(&second)), Handover::sign(&second, &public(&third))];
        let heir = SignedHead::sign(next.clone(), &third).unwrap();
        for kept in [&first, &second, &third] {
            assert!(SignedHead::open(&heir.bytes, Some(&public(kept))).is_ok());
        }
        next.handovers[0].signature[0] ^= 1;
        let forged = SignedHead::sign(next, &third).unwrap();
        assert!(SignedHead::open(&forged.bytes, Some(&public(&first))).is_err());
    }
}
