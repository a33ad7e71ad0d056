//! A camp in the real browser, from the form with no network to the door: each step with the server gone where it may be.

use std::path::Path;

use anyhow::Result;
use model::RecordId;
use tempfile::TempDir;
use tests::browser::people::{code, paired, read_in};
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

/// A picture to look at, where somebody wants them.
async fn pictured(phone: &Phone, name: &str) -> Result<()> {
    if std::env::var_os("MANGROVE_PICTURES").is_some() {
        phone.picture(name).await?;
    }
    Ok(())
}

/// Signs in through the pages, as a person does.
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
    pictured(&phone, "camp-form").await?;
    // What was typed is there after a reload, in the middle of it.
    phone.sees("kept on this phone").await?;
    phone.reload().await?;
    phone.finds("textbox", "Full name").await?;
    phone.until("look.find('textbox', 'Full name').value === 'ສົມພອນ ວົງສະຫວັນ'").await?;
    phone.press("button", "Check and send").await?;
    phone.sees("Saved on this phone").await?;
    phone.sees("Waiting to be sent").await?;
    pictured(&phone, "camp-queued").await?;
    assert!(!phone.text().await?.contains("Accepted."), "nothing is accepted before the server says so");
    phone.reload().await?;
    phone.sees("Waiting to be sent").await?;

    let server = gone.start().await?;
    phone.open(&format!("{}/mine", server.address())).await?;
    phone.sees("On this phone, waiting to send").await?;
    sign_in(&phone, folder.path(), EMAIL).await?;
    phone.sees("Is this yours?").await?;
    pictured(&phone, "camp-unclaimed").await?;
    phone.press("button", "It is mine, send it").await?;
    phone.sees("Ticket, on this phone").await?;
    phone.sees("Accepted").await?;
    pictured(&phone, "camp-mine").await?;

    // Meanwhile an organiser has a phone mind the door.
    let event = RecordId::derived("demo", "practice camp");
    run(folder.path(), &["invite", "ana@example.org", "--role", "organiser", "--event", &event.to_string()]).await?;
    let organiser = browser.other_phone().await?;
    organiser.open(&format!("{}/mine", server.address())).await?;
    sign_in(&organiser, folder.path(), "ana@example.org").await?;
    organiser.sees("Signed in on this phone").await?;
    organiser.open(&format!("{}/desk/{event}/team", server.address())).await?;
    organiser.types("textbox", "Gate", "North gate").await?;
    organiser.press("button", "Add a phone").await?;
    organiser.finds("img", "Code for the phone at this gate").await?;
    pictured(&organiser, "camp-team").await?;
    organiser.open(&format!("{}/desk/{event}", server.address())).await?;
    organiser.sees("Somphone Vongsavanh").await?;
    pictured(&organiser, "camp-desk").await?;
    let door = paired(&browser, &server, &organiser, event, "North gate").await?;
    door.sees("0 of 1 in").await?;

    let gone = server.stop().await?;
    phone.show().await?;
    phone.reload().await?;
    phone.press("link", "Ticket, on this phone").await?;
    phone.sees("Somphone Vongsavanh").await?;
    phone.finds("img", "Your ticket as a code to scan").await?;
    pictured(&phone, "camp-ticket").await?;
    let letters = phone.value("document.querySelector('.pass__letters').textContent").await?;
    door.show().await?;
    door.reload().await?;
    read_in(&door, letters.as_str().unwrap_or_default()).await?;
    door.finds("heading", "Admit").await?;
    door.sees("1 of 1 in").await?;
    door.sees("1 entry waits on this phone to be shared").await?;
    phone.show().await?;
    phone.open(&format!("{}/mine/{event}", gone.address())).await?;
    phone.press("link", "Change my answers").await?;
    phone.types("textbox", "What are you building?", "Two sensors.").await?;
    phone.press("button", "Check and send").await?;
    phone.sees("Changed answers wait to be sent.").await?;

    // Both phones meet the server again: what each did is there, once.
    let server = gone.start().await?;
    door.show().await?;
    door.open(&format!("{}/door/{event}", server.address())).await?;
    door.sees("Everything here is shared with the other doors").await?;
    door.sees("1 of 1 in").await?;
    phone.show().await?;
    phone.open(&format!("{}/mine/{event}", server.address())).await?;
    phone.until("!look.sees('Changed answers wait to be sent.')").await?;
    phone.sees("Your ticket is on this phone.").await?;
    for phone in [&phone, &door] {
        assert_eq!(phone.complaints(), Vec::<String>::new());
    }
    browser.stop().await
}
