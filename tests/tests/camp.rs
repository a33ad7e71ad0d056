//! A camp in the real browser, from the form with no network to the door: each step with the server gone where it may be.

use std::path::Path;

use anyhow::{Context, Result};
use tempfile::TempDir;
use tests::browser::server::run;
use tests::browser::{Browser, Phone, Server};

const WHOLE: &str = "Everything on this phone";
const CAMP: &str = "Practice camp: try out registration";
const EMAIL: &str = "somphone@example.la";

async fn settled(phone: &Phone) -> Result<()> {
    phone.sees(WHOLE).await?;
    phone.until("navigator.serviceWorker.ready.then((worker) => !!worker.active)").await
}

/// A server with the practice camp, and a phone that holds its catalogue.
async fn begin(folder: &Path) -> Result<(Server, Browser, Phone)> {
    run(folder, &["demo", "--seed", "1", "--records", "20"]).await?;
    let server = Server::start(folder).await?;
    let browser = Browser::start("en-US").await?;
    let phone = browser.tab().await?;
    phone.open(&server.address()).await?;
    settled(&phone).await?;
    Ok((server, browser, phone))
}

async fn open_camp(phone: &Phone) -> Result<()> {
    phone.press("link", "Events").await?;
    phone.press("link", CAMP).await?;
    phone.finds("heading", CAMP).await
}

/// Fills in the form, whole but for the send.
async fn fill(phone: &Phone) -> Result<()> {
    phone.types("textbox", "Full name", "ສົມພອນ ວົງສະຫວັນ").await?;
    phone.types("textbox", "Name in Latin letters", "Somphone Vongsavanh").await?;
    phone.press("radio", "Founder").await?;
    phone.types("textbox", "Day of birth", "2001-05-09").await?;
    phone.types("combobox", "Country", "Laos").await?;
    phone.press("radio", "No").await?;
    phone.types("textbox", "What are you building?", "A sensor that tells when paddy is dry.").await?;
    phone.press("checkbox", "I keep to the rules of the camp.").await?;
    phone.press("checkbox", "The organiser may read this form").await
}

/// The digits of the newest letter in the server's folder.
fn code(folder: &Path) -> Result<String> {
    let letters = std::fs::read_dir(folder.join("mail")).context("no letter was written")?;
    let mut letters: Vec<_> = letters.filter_map(|letter| Some(letter.ok()?.path())).collect();
    letters.sort();
    let letter = std::fs::read_to_string(letters.last().context("no letter was written")?)?;
    let line = letter.lines().find(|line| line.starts_with("    ")).context("no line with a code")?;
    Ok(line.chars().filter(char::is_ascii_digit).collect())
}

async fn sign_in(phone: &Phone, folder: &Path, email: &str) -> Result<()> {
    phone.press("link", "Sign in").await?;
    phone.types("textbox", "Email address", email).await?;
    phone.press("button", "Send me a code").await?;
    phone.sees("Look into your mail").await?;
    phone.types("textbox", "Code from the mail", &code(folder)?).await?;
    phone.press("button", "Sign in").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_founder_registers_with_the_server_gone_and_shows_a_ticket_with_the_server_gone() -> Result<()> {
    let folder = TempDir::new()?;
    let (server, browser, phone) = begin(folder.path()).await?;

    let gone = server.stop().await?;
    open_camp(&phone).await?;
    phone.press("link", "Register").await?;
    fill(&phone).await?;
    phone.picture("camp-form").await?;
    // What was typed is there after a reload, in the middle of it.
    phone.sees("kept on this phone").await?;
    phone.reload().await?;
    phone.finds("textbox", "Full name").await?;
    phone.until("look.find('textbox', 'Full name').value === 'ສົມພອນ ວົງສະຫວັນ'").await?;
    phone.press("button", "Check and send").await?;
    phone.sees("Saved on this phone").await?;
    phone.sees("Waiting to be sent").await?;
    phone.picture("camp-queued").await?;
    assert!(!phone.text().await?.contains("Accepted."), "nothing is accepted before the server says so");
    phone.reload().await?;
    phone.sees("Waiting to be sent").await?;

    let server = gone.start().await?;
    phone.open(&format!("{}/mine", server.address())).await?;
    phone.sees("On this phone, waiting to send").await?;
    sign_in(&phone, folder.path(), EMAIL).await?;
    phone.sees("Is this yours?").await?;
    phone.picture("camp-unclaimed").await?;
    phone.press("button", "It is mine, send it").await?;
    phone.sees("Ticket, on this phone").await?;
    phone.sees("Accepted").await?;
    phone.picture("camp-mine").await?;

    let gone = server.stop().await?;
    phone.reload().await?;
    phone.press("link", "Ticket, on this phone").await?;
    phone.sees("Somphone Vongsavanh").await?;
    phone.finds("img", "Your ticket as a code to scan").await?;
    phone.picture("camp-ticket").await?;
    assert_eq!(phone.complaints(), Vec::<String>::new());
    drop(gone);
    browser.stop().await
}
