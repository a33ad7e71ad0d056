//! A server with a camp that begins today, its guests and its organiser; and phones that mind its doors.

use std::cell::Cell;
use std::path::Path;
use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};

use app::actions::{self, Made, Saved};
use app::state::door::DoorLook;
use app::state::mine::{Look, look};
use app::store::me::{self, Known};
use app::store::{Memory, Store};
use app::sync::push::{Answered, Channel, FilePiece, PushError, Pusher};
use app::sync::{Ambient, Puller, Remote, Watchers};
use axum::body::Body;
use futures::FutureExt;
use futures::future::LocalBoxFuture;
use http_body_util::BodyExt;
use model::command::Way;
use model::{Act, Command, CommandId, Line, PersonId, Record, RecordId, RegistrationId};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use server::api::{ApiError, Cursor, DoorEntered, Fed, FileTaken, Pushed};
use server::auth::{Email, Role, invite};
use server::commit::act::{Actor, ClientId, act};
use server::http::{Front, House, Site};
use server::metrics::Metrics;
use tests::ground::{Ground, means, publisher};
use tests::wire::{Over, Reply, Wire};

pub const DAY_MS: i64 = 24 * 60 * 60 * 1000;
const ORGANISER: &str = "ana@example.org";

pub fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
}

pub fn event(number: u8) -> RecordId {
    RecordId::made_at(1, [number; 10])
}

pub struct Hall {
    pub ground: Ground,
    house: House,
    /// The network between the phones and the server.
    pub is_down: Cell<bool>,
    organiser: String,
}

/// A day as records write it.
fn day(at_ms: i64) -> String {
    let number = at_ms.div_euclid(DAY_MS);
    let first = model::Day::of(2026, Some(1), Some(1)).unwrap().first_day_number();
    let days =
        (2026..2100).flat_map(|year| (1..=12).flat_map(move |month| (1..=31).map(move |day| (year, month, day))));
    let mut days = days.filter_map(|(year, month, day)| model::Day::of(year, Some(month), Some(day)));
    days.nth((number - first) as usize).unwrap().to_string()
}

fn camp(id: RecordId, places: Option<u32>) -> Record {
    let event = json!({
        "id": id, "kind": "event", "form": "camp", "names": [{"text": "Camp", "use": "official"}],
        "standing": {"state": "active"}, "source": {"title": "A test"}, "verified_on": "2026-01-01",
        "begins": day(now_ms()), "zone": "Etc/UTC",
        "registration": {
            "opens": "2025-01-01T08:00Z", "closes": "2099-01-01T08:00Z", "offer_hours": 24,
            "form": {"version": 1, "questions": []},
            "places": places,
        },
    });
    serde_json::from_value(event).expect("the camp is well formed")
}

impl Hall {
    /// Two camps; the organiser of the first is signed in.
    pub async fn open() -> Rc<Self> {
        let ground = Ground::sqlite().await.unwrap();
        ground.commit([camp(event(1), None), camp(event(2), None)]).await.unwrap();
        let serving = publisher(&ground.store, ground.folder.path()).unwrap().with_seals(&ground.seals);
        serving.publish(now_ms()).await.unwrap();
        let email = Email::parse(ORGANISER).unwrap();
        invite(&ground.store, &email, &Role::Organiser(event(1)), now_ms()).await.unwrap();
        let metrics = Metrics::new();
        let porter =
            server::auth::Porter::new(ground.store.clone(), means(ground.folder.path()).unwrap(), metrics.clone());
        let house = House::new(porter, None, Site::default(), metrics);
        let mut hall = Hall { ground, house, is_down: Cell::new(false), organiser: String::new() };
        hall.organiser = hall.sign_in().await;
        Rc::new(hall)
    }

    /// A guest with a place, and the token of their ticket.
    pub async fn guest(&self, number: u8, name: &str, at: RecordId) -> (RegistrationId, String) {
        let person = PersonId::made_at(u64::from(number) + 1, [3; 10]);
        let registered = json!({
            "act": "registered", "event": at, "form": 1, "answers": {}, "consents": [], "name": {"full": name},
        });
        let command = self.act(person, registered).await;
        let rows = server::commit::act::feed(&self.ground.store, model::Scope::Person(person), 0, 100).await.unwrap();
        let token = rows.into_iter().rev().find_map(|row| match row.entry {
            model::feed::Entry::Registration(view) if view.event == at => view.ticket,
            _ => None,
        });
        (command.into(), token.expect("a place comes with a ticket"))
    }

    /// The first camp has so many places from now on.
    pub async fn places(&self, places: u32) {
        self.ground.commit([camp(event(1), Some(places))]).await.unwrap();
    }

    /// The guest of a number does not come.
    pub async fn withdraw(&self, number: u8) {
        let person = PersonId::made_at(u64::from(number) + 1, [3; 10]);
        self.act(person, json!({"act": "withdrawn", "event": event(1)})).await;
    }

    async fn act(&self, person: PersonId, wish: Value) -> CommandId {
        let wish: Act = serde_json::from_value(wish).unwrap();
        let id = CommandId::made_at(now_ms() as u64, rand::random());
        let command = Command { id, after: None, made_ms: now_ms(), act: wish };
        let actor = Actor { person, client: ClientId::from_bytes([0; 16]), roles: Vec::new() };
        let payload = serde_json::to_vec(&command).unwrap();
        act(&self.ground.store, &self.ground.seals, &actor, &command, &payload, now_ms()).await.unwrap();
        id
    }

    /// Pairs a phone with a gate. Its clock may be off.
    pub async fn pair(self: &Rc<Self>, gate: &str, clock_off_ms: i64) -> DoorPhone {
        let asked = self.post("/api/v1/door_pair_ask", &self.organiser, json!({"event": event(1), "gate": gate})).await;
        let token = asked.json()["token"].clone();
        let entered = self.post("/api/v1/door_pair_enter", "", json!({"token": token})).await;
        let DoorEntered::In { me } = serde_json::from_slice(&entered.body).unwrap() else { panic!("paired") };
        let store: Rc<dyn Store> = Rc::new(Memory::default());
        me::keep(&*store, &Known { me, epoch: String::new(), ended: false, ahead_ms: 0 }).await.unwrap();
        let way = OwnWay { hall: Rc::clone(self), cookie: entered.cookie };
        let clock = move || now_ms() + clock_off_ms;
        let ambient = || Ambient { now_ms: Rc::new(clock), pause: Rc::new(|_, _| Box::pin(async {})) };
        let wire: Rc<dyn Remote> = Rc::new(Over(Rc::new(Public(Rc::clone(self)))));
        let puller = Puller::new(Rc::clone(&store), wire, ambient(), Watchers::default());
        let pusher = Pusher::new(Rc::clone(&store), Rc::new(way), ambient(), Rc::new(|| {}));
        puller.pull().await.unwrap();
        let phone = DoorPhone { store, pusher, clock: Box::new(clock) };
        phone.pusher.exchange().await.unwrap();
        phone
    }

    /// The organiser ends the phone of a gate.
    pub async fn end(&self, gate: &str) {
        let lines = self.post("/api/v1/door_phones", &self.organiser, json!({"event": event(1)})).await.json();
        let lines = lines.as_array().unwrap().clone();
        let line = lines.iter().find(|line| line["gate"] == gate).expect("the phone is listed");
        let body = json!({"event": event(1), "phone": line["phone"]});
        assert_eq!(self.post("/api/v1/door_phone_end", &self.organiser, body).await.status, 200);
    }

    async fn sign_in(&self) -> String {
        let asked = self.post("/api/v1/sign_in_ask", "", json!({"email": ORGANISER, "language": "en"})).await;
        let code = code_in(self.ground.folder.path());
        self.post("/api/v1/sign_in_enter", &asked.cookie, json!({"code": code})).await.cookie
    }

    async fn post(&self, path: &str, cookie: &str, body: Value) -> Posted {
        let request = http::Request::post(path).header("cookie", cookie).header("content-type", "application/json");
        let request = request.header("sec-fetch-site", "same-origin").body(Body::from(body.to_string())).unwrap();
        let response = Front::new(self.house.clone()).respond(request).await.unwrap();
        let status = response.status().as_u16();
        let cookies = response.headers().get_all("set-cookie").iter().filter_map(|line| line.to_str().ok());
        let cookies = cookies.filter(|line| !line.contains("Max-Age=0")).filter_map(|line| line.split(';').next());
        let cookie = cookies.collect::<Vec<_>>().join("; ");
        let body = response.into_body().collect().await.unwrap().to_bytes().to_vec();
        Posted { status, cookie, body }
    }
}

struct Posted {
    status: u16,
    cookie: String,
    body: Vec<u8>,
}

impl Posted {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

fn code_in(folder: &Path) -> String {
    let letters = std::fs::read_dir(folder.join("mail")).unwrap();
    let letter = std::fs::read_to_string(letters.last().unwrap().unwrap().path()).unwrap();
    let line = letter.lines().find(|line| line.starts_with("    ")).unwrap();
    line.chars().filter(char::is_ascii_digit).collect()
}

/// The public side, as the phone's catalogue reaches it.
struct Public(Rc<Hall>);

impl Wire for Public {
    fn get<'a>(&'a self, path: &'a str) -> LocalBoxFuture<'a, Option<Reply>> {
        async move {
            let request = http::Request::get(path).body(Body::empty()).unwrap();
            let response = Front::new(self.0.house.clone()).respond(request).await.unwrap();
            let status = response.status().as_u16();
            let content_type = response.headers().get("content-type").and_then(|value| value.to_str().ok());
            let content_type = content_type.unwrap_or_default().to_owned();
            let body = response.into_body().collect().await.unwrap().to_bytes().to_vec();
            (!self.0.is_down.get()).then_some(Reply { status, content_type, body })
        }
        .boxed_local()
    }
}

/// The private side, with the phone's own cookie.
struct OwnWay {
    hall: Rc<Hall>,
    cookie: String,
}

impl OwnWay {
    fn ask<T: serde::de::DeserializeOwned>(&self, path: &'static str, body: Value) -> Answered<'static, T> {
        let (hall, cookie) = (Rc::clone(&self.hall), self.cookie.clone());
        async move {
            if hall.is_down.get() {
                return Err(ApiError::NoNetwork);
            }
            let answer = hall.post(path, &cookie, body).await;
            if answer.status >= 400 {
                return Err(ApiError::read(&answer.body));
            }
            serde_json::from_slice(&answer.body).map_err(|_| ApiError::NoNetwork)
        }
        .boxed_local()
    }
}

impl Channel for OwnWay {
    fn push(&self, person: PersonId, commands: Vec<Box<RawValue>>) -> Answered<'static, Pushed> {
        self.ask("/api/v1/push", json!({"person": person, "commands": commands}))
    }

    fn feed(&self, person: PersonId, epoch: String, cursors: Vec<Cursor>) -> Answered<'static, Fed> {
        self.ask("/api/v1/feed", json!({"person": person, "epoch": epoch, "cursors": cursors}))
    }

    fn put_file(&self, _: PersonId, _: FilePiece) -> Answered<'static, FileTaken> {
        // Nobody hands in a file at a door.
        futures::future::ready(Err(ApiError::Invalid)).boxed_local()
    }
}

pub struct DoorPhone {
    pub store: Rc<dyn Store>,
    pusher: Pusher,
    pub clock: Box<dyn Fn() -> i64>,
}

impl DoorPhone {
    pub async fn exchange(&self) -> Result<(), PushError> {
        self.pusher.exchange().await
    }

    pub async fn look(&self) -> Look {
        look(&*self.store).await.unwrap()
    }

    pub async fn door(&self) -> DoorLook {
        self.look().await.door.expect("the phone minds a door")
    }

    pub async fn known(&self) -> Known {
        me::known(&*self.store).await.unwrap().unwrap()
    }

    /// Lets somebody in, as the page does.
    pub async fn let_in(&self, registration: RegistrationId, way: Way) -> CommandId {
        let gate = self.door().await.gate;
        let seen_ms = (self.clock)() + self.known().await.ahead_ms;
        self.save(Act::CheckedIn { event: event(1), registration, way, gate, seen_ms }).await
    }

    pub async fn undo(&self, check_in: CommandId) {
        self.save(Act::CheckInUndone { event: event(1), check_in }).await;
    }

    pub async fn walk_in(&self, name: &str) -> CommandId {
        let door = self.door().await;
        let name = model::PersonName::of(Line::parse(name).unwrap());
        let seen_ms = (self.clock)() + door.ahead_ms;
        self.save(Act::WalkedIn { event: event(1), name, group: None, gate: door.gate, seen_ms }).await
    }

    async fn save(&self, act: Act) -> CommandId {
        let owner = self.known().await.owner();
        let made = Made { now_ms: (self.clock)(), random: rand::random() };
        match actions::act(&*self.store, owner, act, made).await.unwrap() {
            Saved::Added(id) => id,
            other => panic!("{other:?}"),
        }
    }
}
