//! Codes before the camera, in the real browser: a film in place of a camera, and the reader that we bring.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Result;
use catalogue::ticket::SignedTicket;
use model::{RecordId, RegistrationId, Ticket};
use server::keys::{Seals, Secret};
use tempfile::TempDir;
use tests::browser::build::another_build;
use tests::browser::server::shell;
use tests::browser::{Browser, Phone, Server, film};

const DATA: &str = "data";
const FILM: &str = "film.y4m";

const WHOLE: &str = "Everything on this phone";
const STRANGE: &str = "Not a code of this Mangrove";
const ELSEWHERE: &str = "https://elsewhere.example/a?b=c";

/// Browsers that read codes themselves are the other half of phones.
const NO_DETECTOR: &str = "delete globalThis.BarcodeDetector;";
/// Remembers every camera that was opened.
const CAMERAS: &str = "globalThis.cameras = [];
    const open = MediaDevices.prototype.getUserMedia;
    MediaDevices.prototype.getUserMedia = async function (wishes) {
      const stream = await open.call(this, wishes);
      cameras.push(...stream.getTracks());
      return stream;
    };";
const ALL_OFF: &str = "cameras.length && cameras.every((track) => track.readyState === 'ended')";
const READER_FETCHED: &str = "performance.getEntriesByType('resource').some((entry) => entry.name.includes('/a/scan'))";
const READER_KEPT: &str = "caches.keys()
    .then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys()))))
    .then((all) => all.flat().filter((request) => request.url.includes('/a/scan')).length)";

/// A server, a phone whose camera shows these texts in turn, and the folder that holds all of it.
struct Ground {
    folder: TempDir,
    server: Server,
    browser: Browser,
    phone: Phone,
}

impl Ground {
    async fn new(texts: impl FnOnce(&Server) -> Vec<String>) -> Result<Self> {
        let folder = TempDir::new()?;
        let server = Server::start(&folder.path().join(DATA)).await?;
        let film = folder.path().join(FILM);
        film::write(&film, &texts(&server))?;
        let browser = Browser::start_with_camera("en-US", &film).await?;
        let phone = browser.tab().await?;
        phone.before_each_page(CAMERAS).await?;
        Ok(Ground { folder, server, browser, phone })
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join(DATA)
    }

    /// The file that the camera shows from when it is opened.
    fn film(&self) -> PathBuf {
        self.folder.path().join(FILM)
    }

    /// Waits until the catalogue is whole, and the app itself is kept.
    async fn settle(&self) -> Result<()> {
        self.phone.open(&self.server.address()).await?;
        self.phone.sees(WHOLE).await?;
        self.phone.until("navigator.serviceWorker.ready.then((worker) => !!worker.active)").await
    }

    fn scan(&self) -> String {
        format!("{}/scan", self.server.address())
    }
}

/// A ticket for an event that nobody knows: no code says which there are.
fn ticket(from_ms: i64, until_ms: i64) -> Ticket {
    let (event, registration) = (RecordId::made_at(1, [2; 10]), RegistrationId::made_at(3, [4; 10]));
    Ticket::parse(event, registration, None, from_ms, until_ms).unwrap()
}

/// A ticket with a signature by nobody that a server knows.
fn forged() -> String {
    let ticket = ticket(1_790_000_000_000, 1_790_200_000_000);
    SignedTicket::sign(ticket, &ed25519_dalek::SigningKey::from_bytes(&[9; 32])).token().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_read_with_the_server_gone_and_the_reader_comes_only_when_it_is_needed() -> Result<()> {
    let ground = Ground::new(|_| vec![ELSEWHERE.to_owned(), forged()]).await?;
    let (phone, scan) = (&ground.phone, ground.scan());
    phone.before_each_page(NO_DETECTOR).await?;
    ground.settle().await?;
    assert_eq!(phone.value(READER_FETCHED).await?, false);
    assert_eq!(phone.value(READER_KEPT).await?, 0, "a first visit does without");

    phone.open(&format!("{}/phone", ground.server.address())).await?;
    phone.press("link", "Scan a code").await?;
    phone.sees(STRANGE).await?;
    phone.sees(&format!("It says: {ELSEWHERE}")).await?;
    assert_eq!(phone.value("document.querySelectorAll('[href*=elsewhere]').length").await?, 0, "it is text, no link");
    phone.sees("Not signed by this server").await?;
    assert_eq!(phone.value("location.pathname").await?, "/scan");
    phone.until(&format!("{READER_KEPT}.then((count) => count === 2)")).await?;

    phone.press("button", "Back").await?;
    phone.until(ALL_OFF).await?;
    let gone = ground.server.stop().await?;
    phone.open(&scan).await?;
    phone.sees(STRANGE).await?;
    assert_eq!(phone.complaints(), Vec::<String>::new());
    drop((gone, ground.folder));
    ground.browser.stop().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_checked_on_the_phone_with_the_server_gone() -> Result<()> {
    let ground = Ground::new(|_| Vec::new()).await?;
    let seals = Seals::of(&Secret::open(&ground.data())?);
    let day_ms = 86_400_000;
    let now_ms = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis() as i64;
    let tokens = [(-2, -1), (-1, 1), (1, 2)].map(|(from, until)| {
        let ticket = ticket(now_ms + from * day_ms, now_ms + until * day_ms);
        SignedTicket::sign(ticket, seals.ticket()).token().to_owned()
    });
    film::write(&ground.film(), &tokens)?;
    let phone = &ground.phone;
    phone.before_each_page(NO_DETECTOR).await?;
    ground.settle().await?;
    phone.value("mangrove.keepReader().then(() => true)").await?;
    let scan = ground.scan();
    let gone = ground.server.stop().await?;
    phone.open(&scan).await?;
    for said in ["Valid now", "Not valid yet", "No longer valid"] {
        phone.sees("Ticket, signature checked on this phone").await?;
        phone.sees(said).await?;
    }
    assert_eq!(phone.complaints(), Vec::<String>::new());
    drop((gone, ground.folder));
    ground.browser.stop().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_of_ours_opens_its_page_and_the_camera_goes_off() -> Result<()> {
    let ground = Ground::new(|server| vec![format!("{}/country/LA", server.address())]).await?;
    let phone = &ground.phone;
    phone.before_each_page(NO_DETECTOR).await?;
    ground.settle().await?;
    phone.open(&ground.scan()).await?;
    phone.finds("heading", "ລາວ").await?;
    assert_eq!(phone.value("location.pathname").await?, "/country/LA");
    phone.until(ALL_OFF).await?;
    assert_eq!(phone.complaints(), Vec::<String>::new());
    ground.browser.stop().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_reads_codes_does_so_and_one_that_fails_gets_our_reader() -> Result<()> {
    let ground = Ground::new(|_| vec![ELSEWHERE.to_owned()]).await?;
    let phone = &ground.phone;
    phone
        .before_each_page(
            "const isBroken = location.search === '?broken';
             globalThis.BarcodeDetector = class {
               static async getSupportedFormats() { return ['qr_code']; }
               async detect() {
                 if (isBroken) throw new DOMException('', 'NotSupportedError');
                 return [{ rawValue: 'by the browser' }];
               }
             };
             MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true });
             MediaStreamTrack.prototype.applyConstraints = async (wish) => { globalThis.torch = wish.advanced[0].torch; };",
        )
        .await?;
    ground.settle().await?;
    phone.open(&ground.scan()).await?;
    phone.sees("It says: by the browser").await?;
    assert_eq!(phone.value(READER_FETCHED).await?, false);
    phone.press("button", "Light on").await?;
    phone.finds("button", "Light off").await?;
    assert_eq!(phone.value("torch").await?, true);
    phone.press("button", "Light off").await?;
    phone.finds("button", "Light on").await?;
    assert_eq!(phone.value("torch").await?, false);

    phone.open(&format!("{}?broken", ground.scan())).await?;
    phone.sees(&format!("It says: {ELSEWHERE}")).await?;
    assert_eq!(phone.complaints(), Vec::<String>::new());
    ground.browser.stop().await
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_camera_the_page_says_why_and_a_code_can_be_typed() -> Result<()> {
    let folder = TempDir::new()?;
    let server = Server::start(folder.path()).await?;
    let browser = Browser::start("en-US").await?;
    let phone = browser.tab().await?;
    phone
        .before_each_page(
            "const name = new URLSearchParams(location.search).get('error');
             if (name === 'none') Object.defineProperty(navigator, 'mediaDevices', { value: undefined });
             else navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', name); };",
        )
        .await?;
    for (error, said) in [
        ("none", "No camera on this address"),
        ("NotFoundError", "No camera found"),
        ("NotReadableError", "The camera does not start"),
        ("NotAllowedError", "The camera is not allowed"),
    ] {
        phone.open(&format!("{}/scan?error={error}", server.address())).await?;
        phone.sees(said).await?;
    }
    phone.press("button", "Try again").await?;
    phone.sees("The camera is not allowed").await?;
    phone.types("textbox", "Or type what the code says", ELSEWHERE).await?;
    phone.press("button", "Open").await?;
    phone.sees(&format!("It says: {ELSEWHERE}")).await?;
    phone.types("textbox", "Or type what the code says", &format!("{}/country/LA", server.address())).await?;
    phone.press("button", "Open").await?;
    phone.finds("heading", "ລາວ").await?;
    browser.stop().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_version_brings_the_reader_along() -> Result<()> {
    let ground = Ground::new(|_| vec![ELSEWHERE.to_owned()]).await?;
    let (phone, scan) = (&ground.phone, ground.scan());
    phone.before_each_page(NO_DETECTOR).await?;
    ground.settle().await?;
    let home = ground.server.address();
    // What a phone does that becomes a door: the reader is kept before any camera was opened.
    phone.value("mangrove.keepReader().then(() => true)").await?;
    assert_eq!(phone.value(READER_KEPT).await?, 2);

    let other = ground.folder.path().join("other");
    another_build(&shell()?, &other)?;
    let server = ground.server.stop().await?.start_with_shell(&other).await?;
    phone.open(&home).await?;
    phone.value("(await navigator.serviceWorker.ready).update().then(() => true)").await?;
    phone.press("button", "Use it now").await?;
    phone.until("caches.keys().then((names) => names.filter((name) => name.includes('shell')).length === 1)").await?;
    phone.until(&format!("{READER_KEPT}.then((count) => count === 2)")).await?;
    let gone = server.stop().await?;
    phone.open(&scan).await?;
    phone.sees(STRANGE).await?;
    drop(gone);
    ground.browser.stop().await
}
