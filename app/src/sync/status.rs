//! What a pull is doing, as a plain value. `state` shows it; nothing here decides by it.

/// Everything that a page can say about the state of the catalogue on this phone, but for the catalogue itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Status {
    pub phase: Phase,
    /// How the last pull ended. None before the first.
    pub last: Option<Outcome>,
    /// When the server last answered.
    pub checked_ms: Option<i64>,
    /// When the catalogue last changed here.
    pub updated_ms: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Phase {
    #[default]
    Idle,
    Checking,
    /// Cards and deltas: what the app needs to be of use.
    Bringing(Progress),
    /// The rest, while the app is in use.
    Completing(Progress),
    Folding,
}

/// Uncompressed bytes of files, and records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    pub had_bytes: u64,
    pub of_bytes: u64,
    pub records: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// What the phone holds is the newest that the server has.
    UpToDate,
    /// Nobody answered, or somebody else did (a captive portal).
    NoNetwork,
    /// The server asks to come back later.
    Busy,
    /// There is no room left; the older edition is whole.
    NoRoom,
    /// What came was not signed by the key that this phone trusts, or was damaged each time.
    Refused,
    /// The store failed.
    StoreFailed,
}
