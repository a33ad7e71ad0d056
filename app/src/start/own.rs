//! The person's side of the app, joined: what pages press goes to the outbox, the network and the store, and what changes
//! there goes back to the pages.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::FutureExt;
use model::{Act, Digest};
use server::api::{DoorEntered, Entered, Me};
use wasm_bindgen_futures::spawn_local;

use crate::actions::{self, Made};
use crate::state::mine::{ImportFault, MineActs, Own, look};
use crate::store::me::{self, Known};
use crate::store::outbox_file::{self, FileFault};
use crate::store::{Change, Outbox, Owner, Room, Store, StoreError, door, outbox};
use crate::sync::push::watch::Exchanger;
use crate::sync::sign_in::{self, SignInError};

/// Lives as long as the page.
pub struct OwnSide {
    store: Rc<dyn Store>,
    exchanger: RefCell<Option<Exchanger>>,
    own: Cell<Option<Own>>,
}

impl OwnSide {
    pub fn new(store: Rc<dyn Store>) -> Rc<Self> {
        Rc::new(OwnSide { store, exchanger: RefCell::default(), own: Cell::new(None) })
    }

    /// The pages are there: what is kept is shown, then the network is asked.
    pub async fn begin(self: &Rc<Self>, own: Own) {
        self.own.set(Some(own));
        self.show().await;
        let side = Rc::clone(self);
        let changed = Rc::new(move || {
            let side = Rc::clone(&side);
            spawn_local(async move { side.show().await });
        });
        let exchanger = Exchanger::start(Rc::clone(&self.store), changed);
        self.exchanger.replace(Some(exchanger.clone()));
        exchanger.exchange();
    }

    async fn show(&self) {
        let Some(own) = self.own.get() else { return };
        // What cannot be wiped now is not shown, and is wiped the next time.
        let _ = door::wipe_if_over(&*self.store, js_sys::Date::now() as i64).await;
        if let Ok(look) = look(&*self.store).await {
            own.set(look);
        }
        own.told();
        if let Some(exchanger) = &*self.exchanger.borrow() {
            own.set_exchange(exchanger.status());
        }
    }

    fn touched(&self) {
        if let Some(exchanger) = &*self.exchanger.borrow() {
            exchanger.touched();
        }
    }

    async fn owner(&self) -> Result<Owner, StoreError> {
        Ok(me::known(&*self.store).await?.map_or(Owner::Nobody, |known| known.owner()))
    }

    async fn save(&self, act: Act) -> bool {
        let saved = async {
            let owner = self.owner().await?;
            actions::act(&*self.store, owner, act, made()).await
        };
        let saved = saved.await.is_ok();
        self.show().await;
        self.touched();
        saved
    }

    async fn dismiss(&self, id: model::CommandId) {
        let dismissed = async {
            let owner = self.owner().await?;
            let outbox = Outbox::load(&*self.store, owner).await?;
            if let Some(item) = outbox.find(id) {
                outbox::unblock(&*self.store, &outbox, id).await?;
                outbox::remove(&*self.store, owner, &[item]).await?;
            }
            Ok::<(), StoreError>(())
        };
        // What could not be taken out is still shown.
        let _ = dismissed.await;
        self.show().await;
        self.touched();
    }

    async fn enter(&self, code: String) -> Result<Entered, SignInError> {
        let entered = sign_in::enter_code(code).await?;
        if let Entered::In { me } = &entered {
            self.begin_as(me).await?;
        }
        Ok(entered)
    }

    /// From now on the phone minds a door, and is nobody's.
    async fn enter_door(&self, token: String) -> Result<DoorEntered, SignInError> {
        let entered = sign_in::enter_door(token).await?;
        if let DoorEntered::In { me } = &entered {
            self.begin_as(me).await?;
        }
        Ok(entered)
    }

    /// Somebody has signed in. What was another's is wiped, but for what waits in their outbox.
    async fn begin_as(&self, me: &Me) -> Result<(), StoreError> {
        let before = me::known(&*self.store).await?;
        if let Some(before) = before.filter(|before| before.person() != me.person) {
            me::forget(&*self.store, before.owner()).await?;
        }
        let before = me::known(&*self.store).await?;
        let (epoch, ahead_ms) = before.map(|known| (known.epoch, known.ahead_ms)).unwrap_or_default();
        me::keep(&*self.store, &Known { me: me.clone(), epoch, ended: false, ahead_ms }).await?;
        self.show().await;
        self.touched();
        Ok(())
    }

    /// Drafts and files go with what was made of them.
    async fn claim(&self) -> bool {
        let claimed = async {
            let nobodys = Outbox::load(&*self.store, Owner::Nobody).await?;
            let owner = self.owner().await?;
            // Before the commands: the exchange may run between the two, and sends none without its files.
            let mut change = Change::default();
            for room in [Room::Draft, Room::File] {
                for (key, bytes) in self.store.list(room, &Owner::Nobody.prefix()).await? {
                    let rest = key.split_once('/').map_or(key.as_str(), |(_, rest)| rest).to_owned();
                    change = change.delete(room, key).put(room, owner.key(rest), bytes);
                }
            }
            let moved = self.store.change(&change).await?;
            Ok::<bool, StoreError>(moved && outbox::bind(&*self.store, &nobodys, owner).await?)
        };
        let claimed = claimed.await.unwrap_or(false);
        self.show().await;
        self.touched();
        claimed
    }

    async fn discard_unclaimed(&self) {
        let discarded = async {
            let nobodys = Outbox::load(&*self.store, Owner::Nobody).await?;
            outbox::remove(&*self.store, Owner::Nobody, &nobodys.items.iter().collect::<Vec<_>>()).await
        };
        let _ = discarded.await;
        self.show().await;
        self.touched();
    }

    async fn sign_out(&self, discard: bool) -> Result<(), SignInError> {
        let owner = self.owner().await?;
        // Without a network the cookie stays, and with it the session: that is said, and nothing is wiped.
        sign_in::sign_out().await?;
        let outbox = Outbox::load(&*self.store, owner).await?;
        let answered = outbox.items.iter().filter(|item| discard || !item.is_open());
        outbox::remove(&*self.store, owner, &answered.collect::<Vec<_>>()).await?;
        me::forget(&*self.store, owner).await?;
        self.show().await;
        self.touched();
        Ok(())
    }

    async fn export(&self) -> Option<String> {
        let owner = self.owner().await.ok()?;
        outbox_file::write(&*self.store, owner).await.ok().flatten()
    }

    async fn import(&self, text: String) -> Result<usize, ImportFault> {
        let owner = self.owner().await.map_err(|_| ImportFault::Store)?;
        let read = outbox_file::read(&*self.store, owner, &text).await.map_err(|fault| match fault {
            FileFault::NotOurs => ImportFault::NotOurs,
            FileFault::Later => ImportFault::Later,
            FileFault::OtherPerson => ImportFault::OtherPerson,
            FileFault::Store(_) => ImportFault::Store,
        });
        self.show().await;
        self.touched();
        read
    }

    async fn read_draft(&self, name: String) -> Option<String> {
        let owner = self.owner().await.ok()?;
        let bytes = self.store.get(Room::Draft, &owner.key(name)).await.ok().flatten()?;
        String::from_utf8(bytes.to_vec()).ok()
    }

    async fn keep_file(&self, hash: Digest, bytes: Vec<u8>) -> bool {
        let Ok(owner) = self.owner().await else { return false };
        let change = Change::default().put(Room::File, owner.key(hash), bytes);
        self.store.change(&change).await.unwrap_or(false)
    }

    async fn keep_draft(&self, name: String, text: Option<String>) -> bool {
        let Ok(owner) = self.owner().await else { return false };
        let key = owner.key(name);
        let change = match text {
            Some(text) => Change::default().put(Room::Draft, key, text.into_bytes()),
            None => Change::default().delete(Room::Draft, key),
        };
        self.store.change(&change).await.unwrap_or(false)
    }

    pub fn acts(side: &Rc<Self>) -> MineActs {
        let with = || Rc::clone(side);
        let (saving, wanting, exchanging, dismissing) = (with(), with(), with(), with());
        let (entering, claiming, discarding, leaving) = (with(), with(), with(), with());
        let (exporting, importing, reading, keeping, filing, pairing) =
            (with(), with(), with(), with(), with(), with());
        MineActs {
            save: Rc::new(move |act| {
                let side = Rc::clone(&saving);
                async move { side.save(act).await }.boxed_local()
            }),
            exchange: Rc::new(move || {
                if let Some(exchanger) = &*exchanging.exchanger.borrow() {
                    exchanger.exchange();
                }
            }),
            want: Rc::new(move |scope| {
                if let Some(exchanger) = &*wanting.exchanger.borrow() {
                    exchanger.want(scope);
                }
            }),
            dismiss: Rc::new(move |id| {
                let side = Rc::clone(&dismissing);
                async move { side.dismiss(id).await }.boxed_local()
            }),
            ask_code: Rc::new(|email, language| sign_in::ask_code(email, language).boxed_local()),
            enter_code: Rc::new(move |code| {
                let side = Rc::clone(&entering);
                async move { side.enter(code).await }.boxed_local()
            }),
            enter_door: Rc::new(move |token| {
                let side = Rc::clone(&pairing);
                async move { side.enter_door(token).await }.boxed_local()
            }),
            claim: Rc::new(move || {
                let side = Rc::clone(&claiming);
                async move { side.claim().await }.boxed_local()
            }),
            discard_unclaimed: Rc::new(move || {
                let side = Rc::clone(&discarding);
                async move { side.discard_unclaimed().await }.boxed_local()
            }),
            sign_out: Rc::new(move |discard| {
                let side = Rc::clone(&leaving);
                async move { side.sign_out(discard).await }.boxed_local()
            }),
            sessions: Rc::new(|| sign_in::sessions().boxed_local()),
            end_session: Rc::new(|id| sign_in::end_session(id).boxed_local()),
            export: Rc::new(move || {
                let side = Rc::clone(&exporting);
                async move { side.export().await }.boxed_local()
            }),
            import: Rc::new(move |text| {
                let side = Rc::clone(&importing);
                async move { side.import(text).await }.boxed_local()
            }),
            read_draft: Rc::new(move |name| {
                let side = Rc::clone(&reading);
                async move { side.read_draft(name).await }.boxed_local()
            }),
            keep_file: Rc::new(move |hash, bytes| {
                let side = Rc::clone(&filing);
                async move { side.keep_file(hash, bytes).await }.boxed_local()
            }),
            keep_draft: Rc::new(move |name, text| {
                let side = Rc::clone(&keeping);
                async move { side.keep_draft(name, text).await }.boxed_local()
            }),
        }
    }
}

/// The clock is shown to people and orders nothing; the dice make the id the only one.
pub fn made() -> Made {
    let mut random = [0; 10];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    if crypto.is_none_or(|crypto| crypto.get_random_values_with_u8_array(&mut random).is_err()) {
        // Every browser that runs this has them; ids that are only nearly random still work.
        random.fill_with(|| (js_sys::Math::random() * 256.0) as u8);
    }
    Made { now_ms: js_sys::Date::now() as i64, random }
}
