//! A phone's exchange over the real server: files before the commands that name them, over a network that loses answers;
//! and an account that is erased on one phone and gone from the other.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use anyhow::Result;
use app::actions::{self, Made};
use app::state::mine::look;
use app::store::me::{self, Known};
use app::store::{Memory, Outbox, Owner, Room, Store};
use app::sync::Ambient;
use app::sync::push::{Answered, Channel, FilePiece, PushError, Pusher};
use futures::FutureExt;
use model::registration::{Answers, FileAnswer, FileKind, Value};
use model::{Act, Digest, Line, List, Outcome, PersonId, PersonName, RecordId, TermKey};
use serde::de::DeserializeOwned;
use serde_json::json;
use serde_json::value::RawValue;
use server::api::{ApiError, Cursor, Fed, FileTaken, PERSON_HEADER, Pushed};
use tests::ground::{BEGIN_MS, Ground};

use crate::papers::{camp, event, pdf};
use crate::town::{Answer, Browser, Town};

tests::on_both_databases! {
    a_file_goes_first_and_goes_on_where_the_network_broke
    a_file_that_is_refused_shows_its_person_why
    small_commands_do_not_wait_for_a_large_file
    an_account_erased_on_one_phone_is_wiped_from_the_other
}

/// The way to the server, which loses every so many'th answer about a file.
struct Wire {
    browser: Browser,
    files: Rc<Cell<u32>>,
    lose: Rc<Cell<u32>>,
    log: Rc<RefCell<Vec<String>>>,
}

fn read<T: DeserializeOwned>(answer: Answer) -> Result<T, ApiError> {
    serde_json::from_slice(&answer.bytes).map_err(|_| ApiError::read(&answer.bytes))
}

impl Wire {
    fn post<T: DeserializeOwned + 'static>(&self, path: &'static str, body: serde_json::Value) -> Answered<'static, T> {
        let mut browser = self.browser.clone();
        self.log.borrow_mut().push(path.to_owned());
        async move { read(browser.post(path, body).await.map_err(|_| ApiError::NoNetwork)?) }.boxed_local()
    }
}

impl Channel for Wire {
    fn push(&self, person: PersonId, commands: Vec<Box<RawValue>>) -> Answered<'static, Pushed> {
        self.post("/api/v1/push", json!({"person": person, "commands": commands}))
    }

    fn feed(&self, person: PersonId, epoch: String, cursors: Vec<Cursor>) -> Answered<'static, Fed> {
        self.post("/api/v1/feed", json!({"person": person, "epoch": epoch, "cursors": cursors}))
    }

    fn put_file(&self, person: PersonId, piece: FilePiece) -> Answered<'static, FileTaken> {
        let mut browser = self.browser.clone();
        self.log.borrow_mut().push("file".to_owned());
        self.files.set(self.files.get() + 1);
        let is_lost = self.lose.get() > 0 && self.files.get().is_multiple_of(self.lose.get());
        async move {
            let (person, range) = (person.to_string(), piece.range());
            let headers = [
                ("content-type", piece.kind.media_type()),
                ("content-range", range.as_str()),
                (PERSON_HEADER, person.as_str()),
            ];
            let path = format!("/v1/file/{}", piece.hash);
            let answer = browser.send_bytes("PUT", &path, &headers, &piece.bytes).await;
            let answer = answer.map_err(|_| ApiError::NoNetwork)?;
            if is_lost { Err(ApiError::NoNetwork) } else { read(answer) }
        }
        .boxed_local()
    }
}

struct Phone {
    store: Rc<Memory>,
    pusher: Pusher,
    owner: Owner,
    files: Rc<Cell<u32>>,
    lose: Rc<Cell<u32>>,
    log: Rc<RefCell<Vec<String>>>,
}

impl Phone {
    async fn of(town: &Town, email: &str) -> Result<Self> {
        let mut browser = town.signed_in(email).await?;
        let me: server::api::Me = serde_json::from_str(&browser.me().await?.text)?;
        let owner = Owner::Person(me.person);
        let store = Rc::new(Memory::default());
        me::keep(&*store, &Known { me, epoch: String::new(), ended: false, ahead_ms: 0 }).await?;
        let (files, lose) = <(Rc<Cell<u32>>, Rc<Cell<u32>>)>::default();
        let log = Rc::<RefCell<Vec<String>>>::default();
        let wire = Wire { browser, files: Rc::clone(&files), lose: Rc::clone(&lose), log: Rc::clone(&log) };
        let ambient =
            Ambient { now_ms: Rc::new(|| BEGIN_MS), pause: Rc::new(|_, _| futures::future::ready(()).boxed_local()) };
        let pusher = Pusher::new(Rc::clone(&store) as Rc<dyn Store>, Rc::new(wire), ambient, Rc::new(|| ()));
        Ok(Phone { store, pusher, owner, files, lose, log })
    }

    async fn act(&self, act: Act) -> Result<()> {
        actions::act(&*self.store, self.owner, act, Made { now_ms: BEGIN_MS, random: rand::random() }).await?;
        Ok(())
    }

    async fn keep_file(&self, file: &[u8]) -> Result<()> {
        Ok(self.store.put(Room::File, &self.owner.key(Digest::of(file)), file).await?)
    }

    async fn outbox(&self) -> Result<Outbox> {
        Ok(Outbox::load(&*self.store, self.owner).await?)
    }

    async fn kept_in(&self, room: Room) -> Result<usize> {
        Ok(self.store.list(room, "").await?.len())
    }
}

fn registered(event: RecordId, file: &[u8]) -> Act {
    let answer = FileAnswer {
        hash: Digest::of(file),
        name: Line::parse("plan.pdf").unwrap(),
        kind: FileKind::Pdf,
        bytes: file.len() as u32,
    };
    let answers = Answers::parse([(TermKey::parse("plan").unwrap(), Value::File(answer))].into()).unwrap();
    let (name, consents) = (PersonName::of(Line::parse("Ana").unwrap()), List::parse(Vec::new()).unwrap());
    Act::Registered { event, form: 1, group: None, answers, consents, name }
}

fn profile() -> Act {
    let profile = json!({"name": {"full": "Ana"}, "language": "en"});
    Act::ProfileChanged { profile: serde_json::from_value(profile).unwrap() }
}

async fn a_file_goes_first_and_goes_on_where_the_network_broke(ground: Ground) -> Result<()> {
    ground.commit([camp(event())]).await?;
    let town = Town::open(ground).await?;
    let phone = Phone::of(&town, "ana@example.org").await?;
    let file = pdf(700_000, 1);
    phone.keep_file(&file).await?;
    phone.act(registered(event(), &file)).await?;
    // Every third answer about the file is lost, and with it the exchange.
    phone.lose.set(3);
    let mut exchanges = 0;
    while let Err(error) = phone.pusher.exchange().await {
        assert_eq!(error, PushError::NoNetwork);
        assert_eq!((phone.outbox().await?.items.len(), phone.kept_in(Room::File).await?), (1, 1));
        exchanges += 1;
        assert!(exchanges < 20, "it comes to an end");
    }
    assert!(exchanges >= 3, "the network broke {exchanges} times");
    // Eleven pieces, and a question or two for each break: none of them went twice.
    assert!(phone.files.get() <= 11 + 2 * exchanges + 1, "{} pieces", phone.files.get());
    assert!(phone.outbox().await?.items.is_empty());
    assert_eq!(phone.kept_in(Room::File).await?, 0, "the file goes with its command");
    assert!(look(&*phone.store).await?.event(event()).is_some());
    Ok(())
}

async fn a_file_that_is_refused_shows_its_person_why(ground: Ground) -> Result<()> {
    ground.commit([camp(event())]).await?;
    let town = Town::open(ground).await?;
    let phone = Phone::of(&town, "ana@example.org").await?;
    let file = b"<script>alert(1)</script>";
    phone.keep_file(file).await?;
    phone.act(registered(event(), file)).await?;
    phone.pusher.exchange().await?;
    let outbox = phone.outbox().await?;
    let outcome = outbox.items[0].receipt.as_ref().map(|receipt| receipt.outcome.clone());
    assert_eq!(outcome, Some(Outcome::Refused { reason: model::Reason::UnknownFile }));
    assert_eq!(phone.kept_in(Room::File).await?, 1, "it is the person's until they let go of it");
    Ok(())
}

async fn small_commands_do_not_wait_for_a_large_file(ground: Ground) -> Result<()> {
    ground.commit([camp(event())]).await?;
    let town = Town::open(ground).await?;
    let phone = Phone::of(&town, "ana@example.org").await?;
    let file = pdf(300_000, 2);
    phone.keep_file(&file).await?;
    phone.act(registered(event(), &file)).await?;
    phone.act(profile()).await?;
    // No answer about a file ever arrives.
    phone.lose.set(1);
    assert_eq!(phone.pusher.exchange().await, Err(PushError::NoNetwork));
    assert_eq!(*phone.log.borrow(), ["/api/v1/push", "/api/v1/feed", "file"]);
    let left = phone.outbox().await?;
    assert!(matches!(left.items[0].command.act, Act::Registered { .. }) && left.items.len() == 1);
    assert!(!left.items[0].handed_over, "it may still be changed");
    Ok(())
}

async fn an_account_erased_on_one_phone_is_wiped_from_the_other(ground: Ground) -> Result<()> {
    ground.commit([camp(event())]).await?;
    let town = Town::open(ground).await?;
    let phone = Phone::of(&town, "ana@example.org").await?;
    let tablet = Phone::of(&town, "ana@example.org").await?;
    let file = pdf(1_000, 3);
    phone.keep_file(&file).await?;
    phone.act(registered(event(), &file)).await?;
    phone.pusher.exchange().await?;
    tablet.pusher.exchange().await?;
    assert!(look(&*tablet.store).await?.event(event()).is_some());
    // Something waits on the tablet, which is offline.
    tablet.act(profile()).await?;
    tablet.store.put(Room::Draft, &tablet.owner.key("draft"), b"half a word").await?;
    phone.act(Act::AccountErased).await?;
    for of in [&phone, &tablet] {
        assert_eq!(of.pusher.exchange().await, Err(PushError::Erased));
        for room in [Room::Outbox, Room::Receipt, Room::Feed, Room::Draft, Room::File, Room::Note] {
            assert_eq!(of.kept_in(room).await?, 0, "{room:?}");
        }
        assert!(look(&*of.store).await?.known.is_none());
        // Nobody is there any more: nothing is asked.
        assert_eq!(of.pusher.exchange().await, Ok(()));
    }
    Ok(())
}
