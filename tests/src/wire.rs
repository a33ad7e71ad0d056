//! The network between a phone and a server, as requests and replies, and a remote that speaks over it.

use std::rc::Rc;

use app::sync::remote::Fetched;
use app::sync::{Remote, RemoteError};
use catalogue::FileName;
use futures::FutureExt;
use futures::future::LocalBoxFuture;
use server::api::{CATCH_UP_PATH, CatchUp};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    pub content_type: String,
    pub body: Vec<u8>,
}

impl Reply {
    /// What a captive portal, or storage without the file, answers.
    pub fn page(status: u16) -> Self {
        let body = b"<!doctype html><title>Welcome to the hotel</title>".to_vec();
        Reply { status, content_type: "text/html; charset=utf-8".to_owned(), body }
    }
}

/// `None`: nothing came.
pub trait Wire {
    fn get<'a>(&'a self, path: &'a str) -> LocalBoxFuture<'a, Option<Reply>>;
}

/// A remote over a wire, with the rules that the browser's remote has.
pub struct Over(pub Rc<dyn Wire>);

impl Over {
    async fn get(&self, path: &str, most_bytes: usize) -> Result<Vec<u8>, RemoteError> {
        let reply = self.0.get(path).await.ok_or(RemoteError::NoNetwork)?;
        RemoteError::check(reply.status, &reply.content_type)?;
        if reply.body.len() > most_bytes { Err(RemoteError::TooLong) } else { Ok(reply.body) }
    }
}

impl Remote for Over {
    fn catch_up<'a>(&'a self, epoch: &'a str, revision: u64) -> Fetched<'a, CatchUp> {
        async move {
            let path = format!("{CATCH_UP_PATH}?epoch={epoch}&revision={revision}");
            let body = self.get(&path, catalogue::limit::FILE_BYTES).await?;
            CatchUp::read(&body).ok_or(RemoteError::NoNetwork)
        }
        .boxed_local()
    }

    fn head(&self, _fresh: bool) -> Fetched<'_, Vec<u8>> {
        self.get("/v1/head", catalogue::limit::HEAD_BYTES).boxed_local()
    }

    fn file<'a>(&'a self, name: &'a FileName, length_bytes: u32, came: &'a dyn Fn(u32)) -> Fetched<'a, Vec<u8>> {
        async move {
            let bytes = self.get(&format!("/c/{name}"), length_bytes as usize).await?;
            came(bytes.len() as u32);
            Ok(bytes)
        }
        .boxed_local()
    }

    fn about(&self) -> Fetched<'_, Vec<u8>> {
        self.get("/v1/about", app::sync::limit::ABOUT_BYTES).boxed_local()
    }
}
