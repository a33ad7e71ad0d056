//! Pages: each reads state, lays out, and calls what a person can do. It awaits nothing and holds no records.
//! **Invariant:** a page never reaches the store or the sync; it asks the catalogue through `state`.

mod about;
mod certificate;
mod coded;
mod copy;
mod country;
mod delegation;
mod desk;
mod door;
mod events;
mod explore;
mod figures;
mod frame;
mod here;
mod home;
mod links;
mod mine;
mod missing;
mod my_data;
mod phone;
mod record;
mod record_row;
mod register;
mod scan;
pub mod scanner;
mod sign_in;
mod ticket;

use std::rc::Rc;

use catalogue::query::Query;
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;

use crate::router::Router;
use crate::state::answers::{Answering, Catalogue};
use crate::state::contact::Contact;
use crate::state::desk::{DeskActs, Desks};
use crate::state::mine::{MineActs, Own};
use crate::state::phone::{Acts, Phone};
use crate::state::terms::Terms;
use crate::state::{shell, words};
use frame::Frame;

/// Where the rest of the app tells what has changed.
#[derive(Clone, Copy)]
pub struct Handles {
    pub catalogue: Catalogue,
    pub phone: Phone,
    pub contact: Contact,
    pub own: Own,
}

/// Draws the app into `root`. `ask` answers questions, `acts` are done when a person asks for them; `started` gets where
/// to tell what changes. Another language draws everything anew.
pub fn open(
    root: HtmlElement,
    ask: Rc<dyn Fn(Query) -> Answering>,
    acts: Acts,
    own: MineActs,
    desk: DeskActs,
    started: impl FnOnce(Handles) + 'static,
) {
    let app = mount_to(root, move || {
        let catalogue = Catalogue::new(ask);
        let phone = Phone::start(acts);
        provide_context(catalogue);
        provide_context(phone);
        shell::keep_fragment();
        provide_context(Router::start());
        provide_context(Terms::start(catalogue));
        let contact = Contact::start();
        provide_context(contact);
        let own = Own::start(own);
        provide_context(own);
        provide_context(Desks::start(desk));
        started(Handles { catalogue, phone, contact, own });
        let language = words::language();
        move || {
            language.track();
            view! { <Frame/> }
        }
    });
    // It lives as long as the page does.
    app.forget();
}
