//! The line to a mail server: letters wait in memory, a few go at once, and a busy server is tried again.

use std::sync::Arc;
use std::time::Duration;

use lettre::transport::smtp;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use tokio::sync::Semaphore;
use tokio::time::sleep;

use super::MailError;

/// Letters that wait at most. A code is worth nothing after ten minutes, so a longer line would help nobody.
const WAITING: usize = 2_000;
/// Letters on their way at once.
const AT_ONCE: usize = 4;
/// How long the mail server may take for one step.
const STEP_TIME: Duration = Duration::from_secs(20);
/// Pauses before a letter is tried again.
const PAUSES: [Duration; 2] = [Duration::from_secs(2), Duration::from_secs(15)];

pub struct Line {
    server: AsyncSmtpTransport<Tokio1Executor>,
    waiting: Arc<Semaphore>,
    sending: Arc<Semaphore>,
}

impl Line {
    pub fn open(url: &str) -> Result<Self, MailError> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| MailError::Server)?;
        let server = builder.timeout(Some(STEP_TIME)).build();
        let (waiting, sending) = (Arc::new(Semaphore::new(WAITING)), Arc::new(Semaphore::new(AT_ONCE)));
        Ok(Line { server, waiting, sending })
    }

    pub fn send(
        &self,
        message: Message,
        done: impl FnOnce(Result<(), MailError>) + Send + 'static,
    ) -> Result<(), MailError> {
        let place = Arc::clone(&self.waiting).try_acquire_owned().map_err(|_| MailError::Full)?;
        let (server, sending) = (self.server.clone(), Arc::clone(&self.sending));
        tokio::spawn(async move {
            let _turn = sending.acquire_owned().await.expect("the semaphore is never closed");
            done(deliver(&server, &message).await);
            drop(place);
        });
        Ok(())
    }
}

async fn deliver(server: &AsyncSmtpTransport<Tokio1Executor>, message: &Message) -> Result<(), MailError> {
    let mut pauses = PAUSES.into_iter();
    loop {
        let error = match server.send(message.clone()).await {
            Ok(_) => return Ok(()),
            Err(error) => error,
        };
        say(&error);
        let pause = pauses.next().filter(|_| !error.is_permanent());
        let Some(pause) = pause else { return Err(MailError::NotTaken) };
        sleep(pause).await;
    }
}

/// What a server answers may name the reader: then only its number is logged.
fn say(error: &smtp::Error) {
    match error.status() {
        Some(status) => tracing::warn!(%status, "the mail server refused a letter"),
        None if error.is_response() => tracing::warn!("the mail server answered what no mail server should"),
        None => tracing::warn!(%error, "the mail server was not reached"),
    }
}
