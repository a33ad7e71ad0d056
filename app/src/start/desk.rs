//! The organiser's side of the app, joined: its pages read the store and ask the network.

use std::rc::Rc;

use futures::FutureExt;
use model::RecordId;

use super::own::made;
use crate::state::desk::{DeskActs, look};
use crate::store::Store;
use crate::sync::desk;

pub fn acts(store: Rc<dyn Store>) -> DeskActs {
    DeskActs {
        look: Rc::new(move |event| {
            let store = Rc::clone(&store);
            async move { look(&*store, event).await.ok() }.boxed_local()
        }),
        save_event: Rc::new(|before, event| desk::save_event(before, event).boxed_local()),
        export: Rc::new(|event, kind, language| desk::export(event, kind, language).boxed_local()),
        audit: Rc::new(|event, after| desk::audit(event, after).boxed_local()),
        roles: Rc::new(|event| desk::roles(event).boxed_local()),
        pair: Rc::new(|event, gate| desk::pair(event, gate).boxed_local()),
        phones: Rc::new(|event| desk::phones(event).boxed_local()),
        end_phone: Rc::new(|event, phone| desk::end_phone(event, phone).boxed_local()),
        set_role: Rc::new(|gives, email, role| {
            async move { if gives { desk::give_role(email, role).await } else { desk::take_role(email, role).await } }
                .boxed_local()
        }),
        new_id: Rc::new(|| {
            let made = made();
            RecordId::made_at(u64::try_from(made.now_ms).unwrap_or_default(), made.random)
        }),
    }
}
