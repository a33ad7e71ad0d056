//! `catch_up`: the everyday way to sync. One round trip tells a phone that nothing is new, or brings what is.

use leptos::prelude::*;
use server_fn::codec::{GetUrl, Postcard};

use super::{ApiError, CatchUp};

/// What a phone at this epoch and revision needs. `epoch` is 32 hex digits, or empty on a phone that holds nothing.
#[server(name = CatchUpRequest, prefix = "/api/v1", endpoint = "catch_up", input = GetUrl, output = Postcard)]
pub async fn catch_up(epoch: String, revision: u64) -> Result<CatchUp, ApiError> {
    unreachable!("the server's part comes with the store: {epoch} {revision}")
}
