//! Waiting in the browser: for a while, or for something but not for ever.

use std::pin::pin;

use futures::future::{Either, select};
use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

pub async fn sleep(wait_ms: u32) {
    let promise = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let wait_ms = i32::try_from(wait_ms).unwrap_or(i32::MAX);
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, wait_ms);
        }
    });
    let _ = JsFuture::from(promise).await;
}

/// None if it took longer than that; what was under way is dropped.
pub async fn within<T>(most_ms: u32, work: impl Future<Output = T>) -> Option<T> {
    match select(pin!(work), pin!(sleep(most_ms))).await {
        Either::Left((done, _)) => Some(done),
        Either::Right(_) => None,
    }
}
