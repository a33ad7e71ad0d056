//! From the camera's picture to the verdict on the screen, on a phone four times slower than this machine, with the
//! decoder on the main thread; and the check of a ticket's signature there. The camera is a film of tickets.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use catalogue::ticket::SignedTicket;
use model::{RecordId, RegistrationId, TermKey, Ticket};
use server::keys::{Seals, Secret};

use super::table::{median, ninth_of_ten};
use super::{CatalogueSet, Row};
use crate::browser::{Browser, Phone, Server, film};

const THROTTLE: f64 = 4.0;
/// Different tickets in the film; each is away long enough to be new when it comes again.
const TICKETS: u8 = 8;
/// Codes that are read, and as many tickets checked.
const ROUNDS: usize = 32;
const DAY_MS: i64 = 86_400_000;

const FRAME: &str = "mangrove:frame";
const VERDICT: &str = "mangrove:verdict";
const TICKET: &str = "mangrove:ticket";
const CHECKED: &str = "mangrove:ticket-checked";

pub async fn scans(set: &CatalogueSet, server: &Server) -> Result<Vec<Row>> {
    let folder = tempfile::tempdir()?;
    let film = folder.path().join("film.y4m");
    film::write(&film, &tickets(&Seals::of(&Secret::open(&set.data())?))?)?;
    let browser = Browser::start_with_camera("en-US", &film).await?;
    let phone = browser.tab().await?;
    phone.before_each_page("delete globalThis.BarcodeDetector;").await?;
    phone.open(&server.address()).await?;
    phone.until("performance.getEntriesByName('mangrove:complete').length").await?;
    phone.throttle(THROTTLE).await?;
    phone.open(&format!("{}/scan", server.address())).await?;
    phone.sees("Valid now").await?;
    // In steps: one look waits less long than all of them take.
    for round in 1..=ROUNDS {
        phone.until(&format!("performance.getEntriesByName('{VERDICT}').length >= {round}")).await?;
    }
    let (verdicts, checks) = (spans(&phone, FRAME, VERDICT).await?, spans(&phone, TICKET, CHECKED).await?);
    browser.stop().await?;
    let times = format!("at {THROTTLE} times slower, of {} codes", verdicts.len());
    let row = |what: &str, ms: f64, most: f64| Row::of(what, ms, "ms").at_most(most).note(&times);
    Ok(vec![
        row("camera frame to verdict, median", median(verdicts.clone()), 150.0),
        row("camera frame to verdict, nine of ten", ninth_of_ten(verdicts), 150.0),
        row("ticket check on the phone, median", median(checks.clone()), 5.0),
        row("ticket check on the phone, nine of ten", ninth_of_ten(checks), 5.0),
    ])
}

fn tickets(seals: &Seals) -> Result<Vec<String>> {
    let now_ms = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
    let event = RecordId::made_at(1, [2; 10]);
    let group = TermKey::parse("startup").context("a key")?;
    let token = |at: u8| {
        let registration = RegistrationId::made_at(3, [at; 10]);
        let ticket = Ticket::parse(event, registration, Some(group.clone()), now_ms - DAY_MS, now_ms + DAY_MS)?;
        anyhow::Ok(SignedTicket::sign(ticket, seals.ticket()).token().to_owned())
    };
    (0..TICKETS).map(token).collect()
}

/// The times between each mark and the one that belongs to it, in ms.
async fn spans(phone: &Phone, from: &str, to: &str) -> Result<Vec<f64>> {
    let times = |mark: &str| format!("performance.getEntriesByName('{mark}').map((entry) => entry.startTime)");
    let spans =
        format!("(() => {{ const from = {}; return {}.map((at, i) => at - from[i]); }})()", times(from), times(to));
    Ok(serde_json::from_value(phone.value(&spans).await?)?)
}
