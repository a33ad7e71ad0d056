//! What stands around every page: the way past the bar for a keyboard, the page itself, the offer of a new version,
//! and the bar at the foot.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::about::AboutPage;
use super::certificate::{CertificatePage, VerifyPage};
use super::country::CountryPage;
use super::delegation::DelegationPage;
use super::desk::{AuditTrailPage, DeskPage, DesksPage, EditPage, PrintPage, TeamPage};
use super::door::{DoorPage, PairPage};
use super::events::EventsPage;
use super::explore::ExplorePage;
use super::figures::FiguresPage;
use super::here::HerePage;
use super::home::HomePage;
use super::links::LinksPage;
use super::mine::{MinePage, PartPage};
use super::missing::MissingPage;
use super::my_data::MyDataPage;
use super::phone::PhonePage;
use super::record::RecordPage;
use super::register::RegisterPage;
use super::scan::ScanPage;
use super::sign_in::SignInPage;
use super::ticket::TicketPage;
use crate::components::{Empty, Glyph, Offer, Tab, TabBar};
use crate::router::{Address, When, use_router};
use crate::state::mine::use_own;
use crate::state::shell;
use crate::state::words::{t, t_count};

#[component]
pub fn Frame() -> impl IntoView {
    let router = use_router();
    let screen = Memo::new_with_compare(
        move |_| router.address().get(),
        |before, now| match (before, now) {
            (Some(before), Some(now)) => !before.same_screen(now),
            _ => true,
        },
    );
    let both = Memo::new(move |_| router.shows_both());
    view! {
        <a class="skip" href="#main" on:click=skip>{t("app.skip")}</a>
        <main id="main" class="page" tabindex="-1">{move || match both.get() {
            true => view! { <Panes screen/> }.into_any(),
            false => page(screen.get()),
        }}</main>
        <NewVersion/>
        {move || (!router.address().with(Address::is_task)).then(|| view! { <Tabs/> })}
    }
}

/// Where there is room: the list on the left, which stays as it is, and what was chosen from it on the right.
#[component]
fn Panes(screen: Memo<Address>) -> impl IntoView {
    let chosen = move || match screen.get() {
        Address::Explore(_) => {
            set_title(&t("explore.title"));
            view! { <Empty title=t("explore.choose")/> }.into_any()
        }
        address => page(address),
    };
    view! {
        <div class="panes">
            <section class="panes__list"><ExplorePage/></section>
            <section class="panes__record" aria-label=t("explore.chosen")>{chosen}</section>
        </div>
    }
}

fn page(address: Address) -> AnyView {
    match address {
        Address::Home => view! { <HomePage/> }.into_any(),
        Address::Explore(_) => view! { <ExplorePage/> }.into_any(),
        Address::Events(_) => view! { <EventsPage/> }.into_any(),
        Address::Record(id) => view! { <RecordPage id/> }.into_any(),
        Address::Links(id, group) => view! { <LinksPage id group/> }.into_any(),
        Address::Country(code) => view! { <CountryPage code/> }.into_any(),
        Address::Figures => view! { <FiguresPage/> }.into_any(),
        Address::Phone => view! { <PhonePage/> }.into_any(),
        Address::Scan => view! { <ScanPage/> }.into_any(),
        Address::About => view! { <AboutPage/> }.into_any(),
        Address::DoorPair => view! { <PairPage/> }.into_any(),
        Address::Door(event) => view! { <DoorPage event/> }.into_any(),
        Address::Mine => view! { <MinePage/> }.into_any(),
        Address::SignIn => view! { <SignInPage/> }.into_any(),
        Address::Register(event) => view! { <RegisterPage event/> }.into_any(),
        Address::Part(event) => view! { <PartPage event/> }.into_any(),
        Address::Ticket(event) => view! { <TicketPage event/> }.into_any(),
        Address::Here(event, session, code) => view! { <HerePage event session code/> }.into_any(),
        Address::Certificate(event) => view! { <CertificatePage event/> }.into_any(),
        Address::Verify => view! { <VerifyPage/> }.into_any(),
        Address::MyData => view! { <MyDataPage/> }.into_any(),
        Address::Delegation(event) => view! { <DelegationPage event/> }.into_any(),
        Address::Desks => view! { <DesksPage/> }.into_any(),
        Address::Desk(event) => view! { <DeskPage event/> }.into_any(),
        Address::DeskEdit(event) => view! { <EditPage event/> }.into_any(),
        Address::DeskAudit(event) => view! { <AuditTrailPage event/> }.into_any(),
        Address::DeskTeam(event) => view! { <TeamPage event/> }.into_any(),
        Address::DeskPrint(event) => view! { <PrintPage event/> }.into_any(),
        Address::Missing(_) => view! { <MissingPage/> }.into_any(),
    }
}

/// The page's name in the window's title.
pub fn set_title(page: &str) {
    document().set_title(&crate::state::words::t_with("app.title", &[("page", page)]));
}

/// The address stays as it is: a history entry for a step within the page would be one too many.
fn skip(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    let main =
        document().get_element_by_id("main").and_then(|main| main.dyn_into::<leptos::web_sys::HtmlElement>().ok());
    if let Some(main) = main {
        let _ = main.focus();
    }
}

#[component]
fn Tabs() -> impl IntoView {
    let address = use_router().address();
    let tab = |href: Address, glyph: Glyph, key: &str, here: fn(&Address) -> bool| Tab {
        href: href.href(),
        glyph,
        label: t(key),
        current: Signal::derive(move || address.with(here)),
        badge: None,
    };
    let waiting = use_own().badge();
    let badge = Signal::derive(move || (waiting.get(), t_count("mine.badge", waiting.get() as u64)));
    let tabs = vec![
        tab(Address::Home, Glyph::Home, "tab.home", |at| matches!(at, Address::Home)),
        tab(Address::Explore(Default::default()), Glyph::Compass, "tab.explore", |at| {
            matches!(
                at,
                Address::Explore(_) | Address::Record(_) | Address::Links(..) | Address::Country(_) | Address::Figures
            )
        }),
        tab(Address::Events(When::Coming), Glyph::Event, "tab.events", |at| matches!(at, Address::Events(_))),
        Tab {
            badge: Some(badge),
            ..tab(Address::Mine, Glyph::Person, "tab.mine", |at| {
                matches!(
                    at,
                    Address::Mine
                        | Address::Part(_)
                        | Address::Here(..)
                        | Address::Verify
                        | Address::MyData
                        | Address::Phone
                        | Address::Scan
                        | Address::About
                        | Address::Desks
                        | Address::Desk(_)
                        | Address::DeskAudit(_)
                        | Address::DeskTeam(_)
                )
            })
        },
    ];
    view! { <TabBar label=t("tab.label") tabs/> }
}

/// A new version waits until a person says so, or until they put it off for this visit.
#[component]
fn NewVersion() -> impl IntoView {
    let ready = shell::update_ready();
    let (later, set_later) = signal(false);
    let (busy, set_busy) = signal(false);
    let yes = Callback::new(move |()| {
        set_busy.set(true);
        shell::activate_update();
    });
    let put_off = Callback::new(move |()| set_later.set(true));
    let label = move || if busy.get() { t("update.loading") } else { t("update.now") };
    move || {
        (ready.get() && !later.get()).then(|| {
            view! {
                <Offer title=t("update.title") text=t("update.text") yes=label later=t("update.later")
                    on_yes=yes on_later=put_off busy/>
            }
        })
    }
}
