//! Files that came together with the news, each known by its own hash.

use std::cell::RefCell;
use std::collections::BTreeMap;

use catalogue::FileName;

use crate::store::Bytes;

#[derive(Default)]
pub struct Arrived {
    files: RefCell<BTreeMap<FileName, Bytes>>,
}

impl Arrived {
    pub fn of(files: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let named = files.into_iter().map(|bytes| (FileName::of(&bytes), Bytes::from(bytes)));
        Arrived { files: RefCell::new(named.collect()) }
    }

    /// The file, if it came and has the length that was announced.
    pub fn take(&self, name: &FileName, length_bytes: u32) -> Option<Bytes> {
        self.files.borrow_mut().remove(name).filter(|bytes| bytes.len() == length_bytes as usize)
    }
}
