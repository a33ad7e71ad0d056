//! What is new: a phone that holds something asks `catch_up`. Where that does not answer, and on the first visit, the head
//! is read as a file.

use catalogue::SignedHead;
use server::api::CatchUp;

use super::arrive::Arrived;
use super::error::Halt;
use super::plan::Aim;
use super::{Phase, PullError, Puller, RemoteError, limit};
use crate::store::Held;

/// The head, checked, and the files that came with it. No head: the server says that nothing is new.
pub(super) struct News {
    pub(super) signed: Option<SignedHead>,
    pub(super) arrived: Arrived,
}

impl Puller {
    /// Asks what is new: `catch_up` first, the head as a file where it does not answer.
    pub(super) async fn news(&self, held: Option<&Held>, aim: Aim) -> Result<News, Halt> {
        self.tell(|status| status.phase = Phase::Checking);
        let mut refused = PullError::Remote(RemoteError::NoNetwork);
        for attempt in 0..limit::NEWS_TRIES {
            match self.ask_news(held, aim).await {
                Ok(news) => {
                    let now_ms = (self.ambient.now_ms)();
                    self.tell(|status| status.checked_ms = Some(now_ms));
                    return Ok(news);
                }
                Err(PullError::Refused(cause)) => refused = PullError::Refused(cause),
                Err(error) => return Err(Halt::Error(error)),
            }
            (self.ambient.pause)(attempt, None).await;
        }
        Err(Halt::Error(refused))
    }

    async fn ask_news(&self, held: Option<&Held>, aim: Aim) -> Result<News, PullError> {
        let key = held.map(|held| &held.key);
        let open = |bytes: &[u8]| SignedHead::open(bytes, key).map_err(PullError::Refused);
        // A phone that holds nothing wants an edition, not deltas. Whoever misses a file asks past every kept answer.
        let answer = match held.filter(|_| aim == Aim::Newest) {
            Some(held) => self.remote.catch_up(&hex(&held.epoch), held.revision).await.ok(),
            None => None,
        };
        match answer {
            Some(CatchUp::Unchanged { revision }) if held.is_some_and(|held| held.revision == revision) => {
                return Ok(News { signed: None, arrived: Arrived::default() });
            }
            Some(CatchUp::Changed { head, files }) => {
                if let Ok(signed) = open(&head) {
                    return Ok(news(signed, files));
                }
            }
            Some(CatchUp::Unchanged { .. }) | None => {}
        }
        let head = self.remote.head(held.is_some()).await.map_err(PullError::Remote)?;
        open(&head).map(|signed| news(signed, Vec::new()))
    }
}

fn news(signed: SignedHead, files: Vec<Vec<u8>>) -> News {
    let inline = signed.head.inline.clone();
    News { arrived: Arrived::of(files.into_iter().chain(inline)), signed: Some(signed) }
}

/// An epoch as `catch_up` takes it.
fn hex(epoch: &[u8; 16]) -> String {
    epoch.iter().map(|byte| format!("{byte:02x}")).collect()
}
