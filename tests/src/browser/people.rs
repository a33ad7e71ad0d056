//! People in the browser: signing in by the letter that the server wrote into its folder, and asking the server in the
//! name of who is signed in.

use std::path::Path;

use anyhow::{Context, Result};
use model::RecordId;
use serde_json::{Value, json};

use super::{Browser, Phone, Server};

/// A question to the server in the name of whoever is signed in on the phone.
pub async fn post(phone: &Phone, path: &str, body: Value) -> Result<Value> {
    let ask = format!(
        "fetch('/api/v1/{path}', {{method: 'POST', headers: {{'content-type': 'application/json'}}, body: {}}})\
         .then((answer) => answer.json())",
        Value::from(body.to_string())
    );
    phone.value(&ask).await
}

/// The digits of the newest letter in a server's folder.
pub fn code(data: &Path) -> Result<String> {
    let letters = std::fs::read_dir(data.join("mail")).context("no letter was written")?;
    let mut letters: Vec<_> = letters.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    letters.sort();
    let letter = std::fs::read_to_string(letters.last().context("no letter was written")?)?;
    let line = letter.lines().find(|line| line.starts_with("    ")).context("no line with a code")?;
    Ok(line.chars().filter(char::is_ascii_digit).collect())
}

/// Signs in beside the pages; gives the person.
pub async fn sign_in(phone: &Phone, data: &Path, email: &str) -> Result<Value> {
    post(phone, "sign_in_ask", json!({"email": email, "language": "en"})).await?;
    let entered = post(phone, "sign_in_enter", json!({"code": code(data)?})).await?;
    Ok(entered["me"]["person"].clone())
}

/// A phone that minds a gate and holds all that it needs without a network.
pub async fn paired(
    browser: &Browser,
    server: &Server,
    organiser: &Phone,
    event: RecordId,
    gate: &str,
) -> Result<Phone> {
    let asked = post(organiser, "door_pair_ask", json!({"event": event, "gate": gate})).await?;
    let token = asked["token"].as_str().with_context(|| format!("no code in {asked}"))?;
    let phone = browser.other_phone().await?;
    phone.open(&server.address()).await?;
    phone.sees("Everything on this phone").await?;
    phone.until("navigator.serviceWorker.ready.then((worker) => !!worker.active)").await?;
    phone.open(&format!("{}/door/pair#{token}", server.address())).await?;
    phone.press("button", "Mind the door with this phone").await?;
    phone.finds("heading", gate).await?;
    assert_eq!(phone.value("location.hash").await?, "");
    Ok(phone)
}

/// Puts the letters or the code of a ticket in by hand, as a reader of codes does.
pub async fn read_in(phone: &Phone, code: &str) -> Result<()> {
    phone.press("button", "Scan or type").await?;
    phone.types("textbox", "Letters of the ticket", code).await?;
    phone.press("button", "Check").await
}
