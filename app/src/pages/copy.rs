//! How this phone's copy stands, as pages say it: the quiet line, the one note, and the first load.

use leptos::prelude::*;

use crate::components::{
    Button, ButtonKind, ButtonLink, Glyph, Group, NoteBox, Progress, SkeletonRows, SyncLine, Tide, Tone,
};
use crate::router::Address;
use crate::state::held::{Extent, Held, Keeping, Trouble, Work};
use crate::state::phone::{Phone, use_phone};
use crate::state::shell;
use crate::state::words::{self, t, t_count, t_with};

/// The quiet line: age of the copy, and where to look closer.
#[component]
pub fn CopyLine() -> impl IntoView {
    let phone = use_phone();
    let line = Memo::new(move |_| line(phone));
    view! {
        <SyncLine href=Address::Phone.href() tide=Signal::derive(move || tide(phone))
            fact=move || line.get().0 rest=move || line.get().1/>
    }
}

/// The fact, and what follows it.
fn line(phone: Phone) -> (String, String) {
    phone.held().with(|held| {
        let confirmed = held.confirmed_ms.map(words::time).unwrap_or_default();
        let updated = || t_with("sync.updated", &[("time", &confirmed)]);
        match (held.extent, held.work) {
            (Extent::Opening | Extent::Nothing, Work::Idle) => (t("sync.never"), String::new()),
            (_, Work::Asking) => (t("sync.updating"), String::new()),
            (_, Work::Fetching { have_bytes, all_bytes }) => {
                let fact = if held.extent == Extent::Cards { t("sync.partly") } else { t("sync.updating") };
                (fact, of(have_bytes, all_bytes))
            }
            (..) if phone.is_offline() => (t("sync.offline"), t_with("sync.offline_from", &[("time", &confirmed)])),
            (..) if held.is_stale(words::now_ms()) => {
                (t_count("sync.stale", held.age_days(words::now_ms()).unsigned_abs()), updated())
            }
            (..) if held.trouble.is_some() => (t("sync.failed"), updated()),
            (..) if held.keeping == Keeping::Memory => (t("sync.memory"), updated()),
            (Extent::Cards, _) => (t("sync.partly"), updated()),
            (Extent::Whole, _) => (t("sync.fresh"), updated()),
        }
    })
}

pub fn tide(phone: Phone) -> Tide {
    phone.held().with(|held| match held.confirmed_ms {
        Some(_) if held.is_usable() => Tide::of_catalogue(held.age_days(words::now_ms())),
        _ => Tide::None,
    })
}

pub fn of(have_bytes: u64, all_bytes: u64) -> String {
    t_with("sync.updating_of", &[("have", &words::bytes(have_bytes)), ("all", &words::bytes(all_bytes))])
}

/// At most one note on a page: what a person should know of the copy, the most pressing first. Nothing when all is well.
#[component]
pub fn CopyNote() -> impl IntoView {
    let phone = use_phone();
    let note = Memo::new(move |_| phone.held().with(|held| Note::of(held, phone.is_offline())));
    move || note.get().map(|note| view! { <div class="copy-note"><NoteView note/></div> })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Note {
    Trouble(Trouble),
    Wiped { offline: bool },
    NotKept,
    Stale { days: u64 },
}

impl Note {
    fn of(held: &Held, offline: bool) -> Option<Note> {
        let now_ms = words::now_ms();
        match held.trouble {
            Some(trouble) if trouble != Trouble::NoSignal => Some(Note::Trouble(trouble)),
            _ if held.wiped => Some(Note::Wiped { offline }),
            _ if held.keeping == Keeping::Memory => Some(Note::NotKept),
            _ if held.is_stale(now_ms) => Some(Note::Stale { days: held.age_days(now_ms).unsigned_abs() }),
            _ => None,
        }
    }
}

#[component]
fn NoteView(note: Note) -> impl IntoView {
    let phone = use_phone();
    let again = Callback::new(move |()| phone.update());
    match note {
        Note::Trouble(trouble) => {
            let key = trouble_key(trouble);
            view! {
                <NoteBox tone=Tone::Kapok glyph=Glyph::Warning title=t(&key.replace("{}", "title")) text=t(&key.replace("{}", "text"))>
                    <Button mini=true label=t("app.again") on_press=again/>
                </NoteBox>
            }
            .into_any()
        }
        Note::Wiped { offline } => {
            let text = if offline { t("keep.wiped.offline") } else { t("keep.wiped.text") };
            view! { <NoteBox tone=Tone::Reed glyph=Glyph::Info title=t("keep.wiped.title") text/> }.into_any()
        }
        Note::NotKept => view! { <NotKept/> }.into_any(),
        Note::Stale { days } => view! {
            <NoteBox tone=Tone::Reed glyph=Glyph::TideOne title=t_count("state.stale.title", days) text=t("state.stale.text")>
                <Button mini=true label=t("phone.update") on_press=again/>
            </NoteBox>
        }
        .into_any(),
    }
}

/// Nothing is kept: a private window, or the browser inside another app.
#[component]
fn NotKept() -> impl IntoView {
    let in_app = shell::is_in_app();
    let text = if in_app { t("keep.memory.in_app") } else { t("keep.memory.private") };
    let copied = RwSignal::new(false);
    let copy = Callback::new(move |()| {
        shell::copy_address();
        copied.set(true);
    });
    let label = move || if copied.get() { t("keep.copied") } else { t("keep.copy_address") };
    let button = in_app.then(|| view! { <Button mini=true glyph=Some(Glyph::Copy) label on_press=copy/> });
    view! { <NoteBox tone=Tone::Sand glyph=Glyph::Info title=t("keep.memory.title") text>{button}</NoteBox> }
}

fn trouble_key(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::NoSignal => "state.offline.{}",
        Trouble::Server => "state.error.server.{}",
        Trouble::Refused => "state.error.signature.{}",
        Trouble::Full => "state.error.full.{}",
        Trouble::Store => "state.error.store.{}",
    }
}

/// What a page shows while nothing can be searched yet: grey rows in their place, and how far it has come. Once the
/// first names are in, the children take its place.
#[component]
pub fn WhenUsable(
    /// The children are the whole page: room is made around what waits.
    #[prop(optional)]
    waiting: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let usable = use_phone().is_usable();
    let class = if waiting { "app pad page--under-band" } else { "" };
    move || match usable.get() {
        true => children().into_any(),
        false => view! { <div class=class><FirstLoad/></div> }.into_any(),
    }
}

/// What the first load waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Waits {
    Coming,
    NoSignal,
    Trouble,
    /// The person who removed the catalogue.
    Asking,
}

#[component]
fn FirstLoad() -> impl IntoView {
    let phone = use_phone();
    let waits = Memo::new(move |_| {
        let (idle, trouble, removed) = phone.held().with(|held| {
            let idle = held.extent == Extent::Nothing && !held.is_busy();
            (idle, held.trouble.is_some_and(|t| t != Trouble::NoSignal), held.removed)
        });
        match (idle, trouble) {
            _ if removed => Waits::Asking,
            (false, _) => Waits::Coming,
            // The note on top says which, and offers to try again.
            (true, true) => Waits::Trouble,
            (true, false) if phone.is_offline() => Waits::NoSignal,
            (true, false) => Waits::Coming,
        }
    });
    let again = Callback::new(move |()| phone.update());
    move || {
        match waits.get() {
        Waits::Trouble => ().into_any(),
        Waits::Asking => view! {
            <NoteBox tone=Tone::Sand glyph=Glyph::Info title=t("sync.never") text=t("phone.cleared")>
                <Button kind=ButtonKind::Ink mini=true label=t("phone.fetch") on_press=again/>
            </NoteBox>
        }
        .into_any(),
        Waits::NoSignal => view! {
            <NoteBox tone=Tone::Sand glyph=Glyph::Offline title=t("state.first.offline.title") text=t("state.first.offline.text")>
                <Button kind=ButtonKind::Ink mini=true label=t("app.again") on_press=again/>
                <ButtonLink mini=true label=t("about.title") href=Address::About.href()/>
            </NoteBox>
        }
        .into_any(),
        Waits::Coming => view! {
            <Group>
                <SkeletonRows count=2 label=t("app.loading")/>
                <FirstProgress/>
            </Group>
        }
        .into_any(),
    }
    }
}

#[component]
fn FirstProgress() -> impl IntoView {
    let phone = use_phone();
    let text = move || {
        phone.held().with(|held| match held.work {
            Work::Fetching { have_bytes, all_bytes } => {
                t_with("state.first.bytes", &[("have", &words::bytes(have_bytes)), ("all", &words::bytes(all_bytes))])
            }
            Work::Asking | Work::Idle => t("state.first.starting"),
        })
    };
    let share = Signal::derive(move || phone.held().with(Held::share));
    view! { <Progress title=t("state.first.title") text share/> }
}
