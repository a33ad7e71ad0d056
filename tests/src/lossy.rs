//! A network that drops, repeats, cuts, damages, shows a portal's page, and serves what is long out of date. What it
//! does follows from its seed alone.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use futures::future::LocalBoxFuture;
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};

use crate::wire::{Reply, Wire};

pub struct Lossy {
    inner: Rc<dyn Wire>,
    dice: RefCell<SmallRng>,
    /// One request in so many is harmed. 0: none.
    harm_one_in: Cell<u32>,
    /// Earlier answers to what changes in place: heads and news.
    earlier: RefCell<HashMap<String, Vec<Reply>>>,
    pub requests: Cell<u32>,
}

#[derive(Debug, Clone, Copy)]
enum Harm {
    /// The request never arrives.
    Drop,
    /// It is answered, and the answer is lost.
    Lose,
    /// It arrives twice.
    Repeat,
    Cut,
    Flip,
    Lengthen,
    Portal,
    Busy,
    Stale,
}

const HARMS: [Harm; 9] = [
    Harm::Drop,
    Harm::Lose,
    Harm::Repeat,
    Harm::Cut,
    Harm::Flip,
    Harm::Lengthen,
    Harm::Portal,
    Harm::Busy,
    Harm::Stale,
];

impl Lossy {
    pub fn new(inner: Rc<dyn Wire>, seed: u64, harm_one_in: u32) -> Rc<Self> {
        Rc::new(Lossy {
            inner,
            dice: RefCell::new(SmallRng::seed_from_u64(seed)),
            harm_one_in: Cell::new(harm_one_in),
            earlier: RefCell::default(),
            requests: Cell::new(0),
        })
    }

    /// From now on everything arrives.
    pub fn heal(&self) {
        self.harm_one_in.set(0);
    }

    fn roll(&self) -> Option<Harm> {
        let one_in = self.harm_one_in.get();
        let mut dice = self.dice.borrow_mut();
        (one_in > 0 && dice.random_range(0..one_in) == 0).then(|| HARMS[dice.random_range(0..HARMS.len())])
    }

    async fn answer(&self, path: &str) -> Option<Reply> {
        self.requests.set(self.requests.get() + 1);
        let harm = self.roll();
        match harm {
            Some(Harm::Drop) => return None,
            Some(Harm::Portal) => return Some(Reply::page(200)),
            Some(Harm::Busy) => return Some(Reply { status: 503, ..Reply::page(503) }),
            Some(Harm::Stale) => {
                if let Some(stale) = self.stale(path) {
                    return Some(stale);
                }
            }
            Some(Harm::Repeat) => drop(self.inner.get(path).await),
            Some(Harm::Lose | Harm::Cut | Harm::Flip | Harm::Lengthen) | None => {}
        }
        let mut reply = self.inner.get(path).await?;
        if !path.starts_with("/c/") {
            self.earlier.borrow_mut().entry(kind_of(path)).or_default().push(reply.clone());
        }
        match harm {
            Some(Harm::Lose) => None,
            Some(Harm::Cut) => {
                let length = self.dice.borrow_mut().random_range(0..=reply.body.len());
                reply.body.truncate(length);
                Some(reply)
            }
            Some(Harm::Flip) if !reply.body.is_empty() => {
                let at = self.dice.borrow_mut().random_range(0..reply.body.len());
                reply.body[at] ^= 1 << (at % 8);
                Some(reply)
            }
            Some(Harm::Lengthen) => {
                reply.body.extend_from_slice(b"more");
                Some(reply)
            }
            _ => Some(reply),
        }
    }

    /// What a cache that was forgotten would say.
    fn stale(&self, path: &str) -> Option<Reply> {
        let earlier = self.earlier.borrow();
        let replies = earlier.get(&kind_of(path))?;
        let at = self.dice.borrow_mut().random_range(0..replies.len());
        replies.get(at).cloned()
    }
}

/// The address without its question: a broken cache may mix up answers to different questions.
fn kind_of(path: &str) -> String {
    path.split('?').next().unwrap_or_default().to_owned()
}

impl Wire for Lossy {
    fn get<'a>(&'a self, path: &'a str) -> LocalBoxFuture<'a, Option<Reply>> {
        Box::pin(self.answer(path))
    }
}
