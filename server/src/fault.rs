//! Named points on the way from a commit to a head, where a test may kill the process or hold a transaction back.
//!
//! **Invariant:** the release build holds none of this: there [`Faults::reach`] is empty, and no variable is read.

/// A point between a commit and the head that shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    CommitBegun,
    CommitWritten,
    Committed,
    PublishLocked,
    PublishBegun,
    Stamped,
    DeltasStored,
    BaseStored,
    EditionStored,
    HeadStored,
    Published,
}

impl Point {
    pub const ALL: [Point; 11] = [
        Point::CommitBegun,
        Point::CommitWritten,
        Point::Committed,
        Point::PublishLocked,
        Point::PublishBegun,
        Point::Stamped,
        Point::DeltasStored,
        Point::BaseStored,
        Point::EditionStored,
        Point::HeadStored,
        Point::Published,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Point::CommitBegun => "commit-begun",
            Point::CommitWritten => "commit-written",
            Point::Committed => "committed",
            Point::PublishLocked => "publish-locked",
            Point::PublishBegun => "publish-begun",
            Point::Stamped => "stamped",
            Point::DeltasStored => "deltas-stored",
            Point::BaseStored => "base-stored",
            Point::EditionStored => "edition-stored",
            Point::HeadStored => "head-stored",
            Point::Published => "published",
        }
    }
}

/// The variable that names the point at which the process is to die.
pub const CRASH_AT: &str = "MANGROVE_CRASH_AT";

#[cfg(debug_assertions)]
pub use armed::Faults;

#[cfg(debug_assertions)]
mod armed {
    use std::sync::Arc;

    use futures::future::BoxFuture;

    use super::{CRASH_AT, Point};

    type Hold = dyn Fn(Point) -> BoxFuture<'static, ()> + Send + Sync;

    /// What is to go wrong, and where.
    #[derive(Clone, Default)]
    pub struct Faults {
        crash_at: Option<Point>,
        hold: Option<Arc<Hold>>,
    }

    impl Faults {
        pub fn from_environment() -> Self {
            let named = std::env::var(CRASH_AT).unwrap_or_default();
            Faults { crash_at: Point::ALL.into_iter().find(|point| point.as_str() == named), hold: None }
        }

        /// Waits at every point for what `hold` returns.
        pub fn holding(hold: impl Fn(Point) -> BoxFuture<'static, ()> + Send + Sync + 'static) -> Self {
            Faults { crash_at: None, hold: Some(Arc::new(hold)) }
        }

        pub async fn reach(&self, point: Point) {
            if self.crash_at == Some(point) {
                std::process::abort();
            }
            if let Some(hold) = &self.hold {
                hold(point).await;
            }
        }
    }
}

/// Nothing goes wrong on purpose in the release build.
#[cfg(not(debug_assertions))]
#[derive(Clone, Default)]
pub struct Faults;

#[cfg(not(debug_assertions))]
impl Faults {
    pub fn from_environment() -> Self {
        Faults
    }

    pub async fn reach(&self, _point: Point) {}
}
