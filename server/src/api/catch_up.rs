//! `catch_up`: the everyday way to sync. One round trip tells a phone that nothing is new, or brings what is.

use leptos::prelude::*;
use server_fn::codec::{GetUrl, Postcard};

use super::{ApiError, CatchUp};

/// What a phone at this epoch and revision needs. `epoch` is 32 hex digits, or empty on a phone that holds nothing.
#[server(name = CatchUpRequest, prefix = "/api/v1", endpoint = "catch_up", input = GetUrl, output = Postcard)]
pub async fn catch_up(epoch: String, revision: u64) -> Result<CatchUp, ApiError> {
    let store = expect_context::<crate::store::Store>();
    let response = expect_context::<leptos_axum::ResponseOptions>();
    let answer = answer::to(&store, &epoch, revision).await?;
    response.insert_header(http::header::CACHE_CONTROL, http::HeaderValue::from_static(answer::CACHE));
    Ok(answer)
}

#[cfg(feature = "ssr")]
mod answer {
    use catalogue::{FileName, SignedHead, limit};

    use super::{ApiError, CatchUp};
    use crate::store::{CatchUp as Gap, Encoding, FileBytes, Store, StoreError};

    /// A proxy shares one answer among phones at one revision for this long. The phone itself asks each time: a person
    /// who presses "Update now" means now.
    pub const CACHE: &str = "public, max-age=0, s-maxage=2";
    /// When a phone may ask again: nothing is published yet, or the database does not answer.
    const NOT_YET_MS: u32 = 2_000;
    const DATABASE_MS: u32 = 5_000;

    pub async fn to(store: &Store, epoch: &str, revision: u64) -> Result<CatchUp, ApiError> {
        let answer = answer(store, parse_epoch(epoch), revision).await;
        answer.unwrap_or_else(|error| {
            tracing::error!(%error, "catch_up: the store did not answer");
            Err(ApiError::Later { retry_after_ms: DATABASE_MS })
        })
    }

    async fn answer(store: &Store, epoch: [u8; 16], revision: u64) -> Result<Result<CatchUp, ApiError>, StoreError> {
        match store.catch_up(epoch, revision).await?.as_ref() {
            Gap::NoHead => Ok(Err(ApiError::Later { retry_after_ms: NOT_YET_MS })),
            Gap::UpToDate => Ok(Ok(CatchUp::Unchanged { revision })),
            Gap::Behind { head, deltas } => {
                let files = files(store, head, deltas).await?;
                Ok(Ok(CatchUp::Changed { head: head.bytes.clone(), files }))
            }
        }
    }

    /// What has to travel beside the head; see [`CatchUp::Changed`].
    async fn files(store: &Store, head: &SignedHead, deltas: &[Vec<u8>]) -> Result<Vec<Vec<u8>>, StoreError> {
        if let ([delta], Some(inline)) = (deltas, &head.head.inline)
            && delta == inline
        {
            return Ok(Vec::new());
        }
        let vouched = |delta: &Vec<u8>| head.head.newest.iter().any(|known| known.file == FileName::of(delta));
        if !deltas.is_empty() && deltas.iter().all(vouched) {
            return Ok(deltas.to_vec());
        }
        let room = limit::CATCH_UP_BYTES.saturating_sub(deltas.iter().map(Vec::len).sum());
        let edition = match store.file(head.head.edition, Encoding::Raw).await? {
            Some(FileBytes::Here(edition)) if edition.len() <= room => Some(edition),
            Some(FileBytes::Here(_) | FileBytes::Gone) | None => None,
        };
        Ok(edition.into_iter().chain(deltas.iter().cloned()).collect())
    }

    /// Anything but 32 hexadecimal digits is an epoch that never was.
    fn parse_epoch(hex: &str) -> [u8; 16] {
        uuid::Uuid::try_parse(hex).map(uuid::Uuid::into_bytes).unwrap_or_default()
    }
}
