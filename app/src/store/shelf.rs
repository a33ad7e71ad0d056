//! From kept files to a shelf.

use catalogue::{Block, FileName, Shelf, segment};

use super::{Bytes, HELD_KEY, Held, Room, Store, StoreError};

/// What is held, with the exact bytes that it is kept as (for compare and set). None before the first pull.
pub async fn held(store: &dyn Store) -> Result<Option<(Held, Bytes)>, StoreError> {
    let Some(bytes) = store.get(Room::Head, HELD_KEY).await? else { return Ok(None) };
    Ok(Some((Held::read(&bytes)?, bytes)))
}

/// Opens the cards and deltas of what is held.
pub async fn load(store: &dyn Store, held: &Held) -> Result<Shelf, StoreError> {
    let names: Vec<FileName> = held.first_files().map(|(name, _)| name).collect();
    let mut files = read_all(store, &names).await?.into_iter();
    let mut shelf = Shelf::default();
    for (segment, cards) in held.segments.iter().zip(files.by_ref()) {
        shelf.put_segment(segment.clone(), cards).map_err(StoreError::Unreadable)?;
    }
    for delta in files {
        shelf.put_delta(delta).map_err(StoreError::Unreadable)?;
    }
    Ok(shelf)
}

/// Opens bodies files.
pub async fn bodies(store: &dyn Store, names: &[FileName]) -> Result<Vec<Block>, StoreError> {
    let files = read_all(store, names).await?;
    files.into_iter().map(|bytes| segment::read(bytes).map_err(StoreError::Unreadable)).collect()
}

async fn read_all(store: &dyn Store, names: &[FileName]) -> Result<Vec<Bytes>, StoreError> {
    let files = store.blobs(names).await?;
    names.iter().zip(files).map(|(name, file)| file.ok_or(StoreError::FileMissing(*name))).collect()
}
