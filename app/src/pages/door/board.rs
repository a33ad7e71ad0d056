//! The door while it is open: how many are in, what waits to be shared, the ways to let somebody in, and what was said.

use leptos::prelude::*;
use model::command::Way;
use model::{Act, RecordId, RegistrationId};

use super::Door;
use super::code::ByCode;
use super::find::ByName;
use super::lists::Lists;
use super::said::Said;
use super::walk_in::WalkIn;
use crate::components::{Chip, Glyph, NoteBox, Scroller, Tone, Top};
use crate::pages::register::use_event;
use crate::router::use_router;
use crate::state::channel::Ended;
use crate::state::door::{DoorLook, Verdict, Word};
use crate::state::event::EventFacts;
use crate::state::mine::{Own, use_own};
use crate::state::shell;
use crate::state::words::{self, now_ms, number, t, t_count, t_with};

/// Milliseconds that the phone shakes: once for a welcome, longer for a stop.
const BUZZ_ADMIT_MS: u32 = 60;
const BUZZ_ELSE_MS: u32 = 400;

/// How somebody is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Code,
    Name,
    WalkIn,
    Lists,
}

const MODES: [(Mode, &str, Glyph); 4] = [
    (Mode::Code, "door.mode.code", Glyph::Code),
    (Mode::Name, "door.mode.name", Glyph::Search),
    (Mode::WalkIn, "door.mode.walk_in", Glyph::Person),
    (Mode::Lists, "door.mode.lists", Glyph::People),
];

/// What was said last.
#[derive(Debug, Clone, PartialEq)]
pub struct Spoken {
    pub verdict: Verdict,
    pub way: Way,
    pub at_ms: f64,
}

/// What the parts of the board share.
#[derive(Clone, Copy)]
pub struct Desk {
    pub event: RecordId,
    pub door: Door,
    pub facts: Memo<Option<EventFacts>>,
    own: Own,
    mode: RwSignal<Mode>,
    spoken: RwSignal<Option<Spoken>>,
    /// This phone could not keep what was done last.
    lost: RwSignal<bool>,
}

impl Desk {
    /// Somebody stands at the door: they are let in at once if they may, and told in any case.
    pub fn say(self, verdict: Verdict, way: Way) {
        let admit = verdict.word == Word::Admit;
        shell::buzz(if admit { BUZZ_ADMIT_MS } else { BUZZ_ELSE_MS });
        if let (true, Some(who)) = (admit, verdict.who) {
            self.let_in(who, way);
        }
        self.spoken.set(Some(Spoken { verdict, way, at_ms: now_ms() }));
    }

    pub fn let_in(self, registration: RegistrationId, way: Way) {
        let Some((gate, seen_ms)) = self.here() else { return };
        self.save(Act::CheckedIn { event: self.event, registration, way, gate, seen_ms });
    }

    /// Takes back the last entry of somebody through this gate.
    pub fn take_back(self, registration: RegistrationId) {
        let last = self.door.with_untracked(|door| {
            let door = door.as_ref()?;
            let entries = door.door.entries(registration);
            entries.into_iter().rev().find(|entry| entry.gate == door.gate).map(|entry| entry.check_in)
        });
        if let Some(check_in) = last {
            self.save(Act::CheckInUndone { event: self.event, check_in });
        }
    }

    pub fn save(self, act: Act) {
        let lost = self.lost;
        self.own.save(act, move |kept| {
            lost.try_set(!kept);
        });
    }

    /// This gate, and the time by the server's clock as far as the phone knows it.
    pub fn here(self) -> Option<(model::Line, i64)> {
        self.door.with_untracked(|door| door.as_ref().map(|door| (door.gate.clone(), now_ms() as i64 + door.ahead_ms)))
    }

    pub fn next(self) {
        self.spoken.set(None);
    }

    pub fn find_by_name(self) {
        self.spoken.set(None);
        self.mode.set(Mode::Name);
    }
}

#[component]
pub fn Board(event: RecordId, door: Door) -> impl IntoView {
    let router = use_router();
    let desk = Desk {
        event,
        door,
        facts: use_event(event),
        own: use_own(),
        mode: RwSignal::new(Mode::Code),
        spoken: RwSignal::new(None),
        lost: RwSignal::new(false),
    };
    let title = move || {
        let gate = door.with(|door| door.as_ref().map(|door| door.gate.to_string()).unwrap_or_default());
        let event = desk.facts.with(|facts| facts.as_ref().map(|facts| facts.title.clone()).unwrap_or_default());
        words::dotted([gate.as_str(), event.as_str()])
    };
    let chips = MODES.map(|(mode, label, glyph)| {
        let pressed = Signal::derive(move || desk.mode.get() == mode);
        let press = Callback::new(move |()| {
            desk.next();
            desk.mode.set(mode);
        });
        view! { <Chip label=t(label) glyph=Some(glyph) pressed on_press=press/> }
    });
    view! {
        <Top back_label=t("app.back") on_back=Callback::new(move |()| router.back())/>
        <div class="app pad door__room">
            <h1 tabindex="-1">{title}</h1>
            <Counts door/>
            <Scroller label=t("door.modes")>{chips.collect_view()}</Scroller>
            {move || desk.lost.get().then(|| view! {
                <NoteBox tone=Tone::Kapok glyph=Glyph::Warning title=t("door.lost") text=t("door.lost_text")/>
            })}
            {move || match desk.mode.get() {
                Mode::Code => view! { <ByCode desk/> }.into_any(),
                Mode::Name => view! { <ByName desk/> }.into_any(),
                Mode::WalkIn => view! { <WalkIn desk/> }.into_any(),
                Mode::Lists => view! { <Lists desk/> }.into_any(),
            }}
            {move || desk.spoken.get().map(|spoken| view! { <Said desk spoken/> })}
        </div>
    }
}

/// How many are in, how old the list is, and what only this phone knows.
#[component]
fn Counts(door: Door) -> impl IntoView {
    let own = use_own();
    let (look, exchange) = (own.look(), own.exchange());
    let count = move |of: fn(&DoorLook) -> usize| door.with(|door| number(door.as_ref().map_or(0, of) as u64));
    let inside = move || count(|door| door.door.inside());
    let expected = move || t_with("door.of", &[("expected", &count(DoorLook::expected))]);
    let unsent = Memo::new(move |_| look.with(|look| look.as_ref().map_or(0, |look| look.unsent())));
    let line = move || {
        let shared = match unsent.get() {
            0 => t("door.shared"),
            waiting => t_count("door.waiting", waiting as u64),
        };
        let signal = exchange.with(|exchange| match exchange.ended {
            Some(Ended::NoNetwork) => t("door.no_signal"),
            Some(Ended::Whole) => exchange
                .ended_ms
                .map(|at_ms| t_with("door.list_at", &[("time", &words::time(at_ms as f64))]))
                .unwrap_or_default(),
            Some(_) | None => String::new(),
        });
        words::dotted([signal.as_str(), shared.as_str()])
    };
    view! {
        <p class="door__counts" role="status">
            <span><b>{inside}</b>" "{expected}</span>
            <span class="door__line small">{line}</span>
        </p>
    }
}
