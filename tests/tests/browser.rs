//! The real browser, at 390×844: what a person does with the app, with the server there and with the server gone.

use std::path::Path;

use anyhow::Result;
use tempfile::TempDir;
use tests::browser::build::another_build;
use tests::browser::server::{run, shell};
use tests::browser::{Browser, Phone, Server};

const WHOLE: &str = "Everything on this phone";

/// Waits until the catalogue is whole, and the app itself is kept.
async fn settled(phone: &Phone) -> Result<()> {
    phone.sees(WHOLE).await?;
    phone.until("navigator.serviceWorker.ready.then((worker) => !!worker.active)").await
}

async fn search(phone: &Phone, words: &str) -> Result<()> {
    phone.types("searchbox", "Search", words).await
}

async fn demo(data: &Path, records: &str) -> Result<String> {
    run(data, &["demo", "--seed", "1", "--records", records]).await
}

/// The id of a record, as its page's address tells it.
async fn id_here(phone: &Phone) -> Result<String> {
    let path = phone.value("location.pathname").await?;
    Ok(path.as_str().unwrap().rsplit('/').next().unwrap().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delegate_finds_a_partner_with_the_server_gone_and_sees_a_change_when_it_is_back() -> Result<()> {
    let folder = TempDir::new()?;
    let server = Server::start(folder.path()).await?;
    let browser = Browser::start("en-US").await?;
    let phone = browser.tab().await?;
    phone.open(&server.address()).await?;
    settled(&phone).await?;
    phone.press("link", "Search ").await?;
    search(&phone, "广西大学").await?;
    phone.press("link", "Guangxi University").await?;
    phone.finds("heading", "Guangxi University").await?;
    let id = id_here(&phone).await?;
    let deep = format!("{}/r/{id}", server.address());

    let home = server.address();
    let gone = server.stop().await?;
    phone.open(&home).await?;
    phone.sees("Countries").await?;
    phone.press("link", "Explore").await?;
    search(&phone, "dai hoc").await?;
    phone.finds("link", "Đại học").await?;
    phone.open(&deep).await?;
    phone.finds("heading", "Guangxi University").await?;
    assert_eq!(phone.complaints(), Vec::<String>::new());

    let server = gone.start().await?;
    run(folder.path(), &["edit", &id, "--set", "summary=Changed while you were away."]).await?;
    phone.open(&format!("{}/phone", server.address())).await?;
    phone.press("button", "Update now").await?;
    phone.sees("1 record changed").await?;
    phone.open(&deep).await?;
    phone.sees("Changed while you were away.").await?;
    browser.stop().await
}

#[tokio::test(flavor = "multi_thread")]
async fn chinese_readers_get_chinese_and_can_change_it() -> Result<()> {
    let folder = TempDir::new()?;
    let server = Server::start(folder.path()).await?;
    let browser = Browser::start("zh-CN").await?;
    let phone = browser.tab().await?;
    phone.open(&server.address()).await?;
    phone.sees("全部内容已在本机").await?;
    assert_eq!(phone.value("document.documentElement.lang").await?, "zh-Hans");
    phone.open(&format!("{}/phone", server.address())).await?;
    let every_language = "Promise.all(Object.values(mangrove.languages).map((url) => caches.match(url)))";
    phone.until(&format!("{every_language}.then((kept) => kept.every(Boolean))")).await?;
    let gone = server.stop().await?;
    phone.press("button", "English").await?;
    phone.finds("heading", "On this phone").await?;
    phone.reload().await?;
    phone.finds("heading", "On this phone").await?;
    drop(gone);
    browser.stop().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_that_never_answers_is_no_signal_and_comes_back() -> Result<()> {
    let folder = TempDir::new()?;
    let server = Server::start(folder.path()).await?;
    let browser = Browser::start("en-US").await?;
    let phone = browser.tab().await?;
    phone.open(&server.address()).await?;
    settled(&phone).await?;
    server.freeze().await?;
    phone.open(&server.address()).await?;
    phone.sees("Countries").await?;
    phone.sees("No signal").await?;
    server.thaw().await?;
    phone.open(&server.address()).await?;
    settled(&phone).await?;
    browser.stop().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tab_killed_in_the_middle_of_a_pull_leaves_the_phone_whole() -> Result<()> {
    let folder = TempDir::new()?;
    demo(folder.path(), "3000").await?;
    let server = Server::start(folder.path()).await?;
    let browser = Browser::start("en-US").await?;
    let phone = browser.tab().await?;
    phone.slow(&format!("{}/c/*", server.address()), 40_000).await?;
    phone.open(&server.address()).await?;
    phone.sees("Bringing the catalogue to this phone").await?;
    phone.crash().await;
    let phone = browser.tab().await?;
    phone.open(&server.address()).await?;
    settled(&phone).await?;
    phone.press("link", "Explore").await?;
    phone.sees("3,001 records").await?;
    assert_eq!(phone.complaints(), Vec::<String>::new());
    browser.stop().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_phone_says_so_and_keeps_what_it_had() -> Result<()> {
    let folder = TempDir::new()?;
    let server = Server::start(folder.path()).await?;
    let browser = Browser::start("en-US").await?;
    let phone = browser.tab().await?;
    phone.open(&server.address()).await?;
    settled(&phone).await?;
    let used = phone.value("(await navigator.storage.estimate()).usage").await?.as_f64().unwrap();
    // Chromium goes on for half a minute by the room that it found when it opened the database.
    let browser = browser.restart().await?;
    let phone = browser.tab().await?;
    phone.quota(&server.address(), Some(used + 200_000.0)).await?;
    demo(folder.path(), "6000").await?;
    server.publishes(2).await?;
    phone.open(&format!("{}/phone", server.address())).await?;
    phone.press("button", "Update now").await?;
    phone.sees("This phone is full").await?;
    phone.open(&format!("{}/explore?q=guangxi", server.address())).await?;
    phone.finds("link", "Guangxi University").await?;
    phone.quota(&server.address(), None).await?;
    phone.open(&format!("{}/phone", server.address())).await?;
    phone.press("button", "Update now").await?;
    phone.sees("Everything is here").await?;
    phone.sees("6,000").await.or(phone.sees("6,4").await)?;
    browser.stop().await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_tabs_show_the_same_catalogue() -> Result<()> {
    let folder = TempDir::new()?;
    let server = Server::start(folder.path()).await?;
    let browser = Browser::start("en-US").await?;
    let (one, two) = (browser.tab().await?, browser.tab().await?);
    one.open(&server.address()).await?;
    settled(&one).await?;
    two.open(&format!("{}/explore?q=guangxi%20university", server.address())).await?;
    two.press("link", "Guangxi University").await?;
    two.finds("heading", "Guangxi University").await?;
    let id = id_here(&two).await?;
    run(folder.path(), &["edit", &id, "--set", "summary=Told by the other tab."]).await?;
    one.show().await?;
    one.open(&format!("{}/phone", server.address())).await?;
    one.press("button", "Update now").await?;
    one.sees("1 record changed").await?;
    two.show().await?;
    two.sees("Told by the other tab.").await?;
    assert_eq!([one.complaints(), two.complaints()].concat(), Vec::<String>::new());
    browser.stop().await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_waits_for_consent_and_never_mixes_two_versions() -> Result<()> {
    let folder = TempDir::new()?;
    let other = TempDir::new()?;
    let new_build = another_build(&shell()?, other.path())?;
    let server = Server::start(folder.path()).await?;
    let browser = Browser::start("en-US").await?;
    let phone = browser.tab().await?;
    phone.open(&server.address()).await?;
    settled(&phone).await?;
    let server = server.stop().await?.start_with_shell(other.path()).await?;
    let scripts = "[...document.scripts].map((script) => script.src).join(' ')";
    let before = phone.value(scripts).await?;
    phone.open(&server.address()).await?;
    assert_eq!(phone.value(scripts).await?, before, "the old version opens until the person says so");
    phone.value("(await navigator.serviceWorker.ready).update().then(() => true)").await?;
    phone.sees("A new version is ready").await?;

    let address = server.address();
    let gone = server.stop().await?;
    phone.reload().await?;
    phone.sees("Countries").await?;
    let server = gone.start_with_shell(other.path()).await?;
    assert_eq!(server.address(), address);

    phone.sees("A new version is ready").await?;
    phone.press("button", "Use it now").await?;
    let is_new = format!("document.documentElement.outerHTML.includes('{new_build}') || {scripts} !== {before}");
    phone.until(&is_new).await?;
    let gone = server.stop().await?;
    phone.reload().await?;
    phone.sees("Countries").await?;
    assert_ne!(phone.value(scripts).await?, before, "offline it is the new version that opens");
    drop(gone);
    browser.stop().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wide_window_shows_the_list_and_the_record_side_by_side() -> Result<()> {
    let folder = TempDir::new()?;
    let server = Server::start(folder.path()).await?;
    let browser = Browser::start("en-US").await?;
    let phone = browser.tab().await?;
    phone.size(1280, 800).await?;
    phone.open(&format!("{}/explore?q=guangxi%20university", server.address())).await?;
    phone.press("link", "Guangxi University for Nationalities").await?;
    phone.finds("heading", "Guangxi University for Nationalities").await?;
    phone.until("document.activeElement.textContent.includes('Nationalities')").await?;
    phone.press("link", "Guangxi University of Chinese Medicine").await?;
    phone.finds("heading", "Guangxi University of Chinese Medicine").await?;
    phone.finds("link", "Guangxi University for Nationalities").await?;
    assert_eq!(phone.complaints(), Vec::<String>::new());
    browser.stop().await
}

#[tokio::test(flavor = "multi_thread")]
async fn no_request_goes_to_another_origin() -> Result<()> {
    let folder = TempDir::new()?;
    let server = Server::start(folder.path()).await?;
    let browser = Browser::start("en-US").await?;
    let phone = browser.tab().await?;
    for page in ["/", "/explore", "/figures", "/events", "/phone", "/about", "/country/TH"] {
        phone.open(&format!("{}{page}", server.address())).await?;
        phone.finds("link", "Mine").await?;
        let strangers = "performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => !name.startsWith(location.origin))";
        assert_eq!(phone.value(strangers).await?, serde_json::json!([]), "{page}");
    }
    assert_eq!(phone.complaints(), Vec::<String>::new());
    browser.stop().await
}
