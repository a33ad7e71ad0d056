//! Why a server function gave no answer, said by what the phone can do about it.

use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;
use server_fn::error::{FromServerFnError, ServerFnErrorErr};

/// After this long a phone asks again when the server did not say.
const RETRY_AFTER_MS: u32 = 5_000;

/// JSON on the wire, so that a person can read it too. The server logs the cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ApiError {
    /// Nothing came, or something that is not ours (a captive portal, a proxy's page). Never sent by the server.
    #[error("no network")]
    NoNetwork,
    /// The server cannot answer now: ask again after the time.
    #[error("the server asks to come back later")]
    Later { retry_after_ms: u32 },
    /// The server does not understand the request: asking again does not help.
    #[error("the server does not understand this request")]
    Invalid,
    /// Nobody is signed in here, or no longer. What waits on the phone stays there.
    #[error("nobody is signed in")]
    SignIn,
    /// Too often, for this address, account or network: not before the time.
    #[error("too many requests")]
    TooMany { retry_after_ms: u32 },
    /// Somebody else is signed in here than the person for whom the phone asks.
    #[error("another person is signed in")]
    OtherPerson,
    /// Whoever is signed in here may not do this.
    #[error("this person may not do this")]
    NotAllowed,
    /// The person for whom the phone asks had their account erased: what is theirs is to be wiped from this phone too.
    #[error("this account was erased")]
    Erased,
}

impl ApiError {
    /// When to ask again; `None`: not with the same request.
    pub fn retry_after_ms(&self) -> Option<u32> {
        match self {
            ApiError::NoNetwork => Some(RETRY_AFTER_MS),
            ApiError::Later { retry_after_ms } | ApiError::TooMany { retry_after_ms } => Some(*retry_after_ms),
            ApiError::Invalid | ApiError::SignIn | ApiError::OtherPerson | ApiError::NotAllowed | ApiError::Erased => {
                None
            }
        }
    }

    /// Reads the body of an answer with a status of 400 or more.
    pub fn read(body: &[u8]) -> Self {
        serde_json::from_slice(body).unwrap_or(ApiError::NoNetwork)
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let on_server = cfg!(feature = "ssr");
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => ApiError::Invalid,
            ServerFnErrorErr::Deserialization(_) if on_server => ApiError::Invalid,
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Deserialization(_) => ApiError::NoNetwork,
            ServerFnErrorErr::UnsupportedRequestMethod(_) | ServerFnErrorErr::Serialization(_) => ApiError::Invalid,
            ServerFnErrorErr::Registration(_)
            | ServerFnErrorErr::ServerError(_)
            | ServerFnErrorErr::MiddlewareError(_)
            | ServerFnErrorErr::Response(_) => ApiError::Later { retry_after_ms: RETRY_AFTER_MS },
        }
    }

    #[cfg(feature = "ssr")]
    fn ser(&self) -> server_fn::Bytes {
        self.set_status();
        serde_json::to_vec(self).expect("an enum of numbers always encodes").into()
    }
}

#[cfg(feature = "ssr")]
impl ApiError {
    /// The status that proxies and monitors see; the phone reads the body.
    pub fn status(&self) -> http::StatusCode {
        match self {
            ApiError::Invalid => http::StatusCode::BAD_REQUEST,
            ApiError::SignIn => http::StatusCode::UNAUTHORIZED,
            ApiError::OtherPerson => http::StatusCode::CONFLICT,
            ApiError::NotAllowed => http::StatusCode::FORBIDDEN,
            ApiError::Erased => http::StatusCode::GONE,
            ApiError::TooMany { .. } => http::StatusCode::TOO_MANY_REQUESTS,
            ApiError::NoNetwork | ApiError::Later { .. } => http::StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn set_status(&self) {
        let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>() else { return };
        response.set_status(self.status());
        if let Some(wait_ms) = self.retry_after_ms() {
            response.insert_header(http::header::RETRY_AFTER, wait_ms.div_ceil(1000).into());
        }
        response.insert_header(http::header::CACHE_CONTROL, http::HeaderValue::from_static("no-store"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_reads_back_and_a_page_counts_as_no_network() {
        let later = ApiError::Later { retry_after_ms: 1500 };
        assert_eq!(later.ser(), r#"{"later":{"retry_after_ms":1500}}"#);
        assert_eq!(ApiError::read(&later.ser()), later);
        assert_eq!(ApiError::read(&ApiError::Invalid.ser()), ApiError::Invalid);
        assert_eq!(ApiError::SignIn.ser(), r#""sign_in""#);
        assert_eq!(ApiError::TooMany { retry_after_ms: 7 }.ser(), r#"{"too_many":{"retry_after_ms":7}}"#);
        assert_eq!(ApiError::read(b"<html>Welcome to the hotel</html>"), ApiError::NoNetwork);
        assert_eq!(ApiError::de(server_fn::Bytes::from_static(b"\"invalid\"")), ApiError::Invalid);
    }
}
