//! The rooms of the one database. All are made at once, in version 1, so that no later version has to alter anything.

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Room {
    /// Files by name.
    Blob,
    /// One small value for each thing that is held whole.
    Head,
    Outbox,
    Receipt,
    Feed,
    Draft,
    File,
    /// What this phone knows of the person who uses it.
    Note,
    Index,
    /// What this phone knows of the server.
    Setting,
}

impl Room {
    /// Those that removing the catalogue empties.
    pub const CATALOGUE: [Room; 4] = [Room::Blob, Room::Head, Room::Index, Room::Setting];

    pub const ALL: [Room; 10] = [
        Room::Blob,
        Room::Head,
        Room::Outbox,
        Room::Receipt,
        Room::Feed,
        Room::Draft,
        Room::File,
        Room::Note,
        Room::Index,
        Room::Setting,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Room::Blob => "blob",
            Room::Head => "head",
            Room::Outbox => "outbox",
            Room::Receipt => "receipt",
            Room::Feed => "feed",
            Room::Draft => "draft",
            Room::File => "file",
            Room::Note => "note",
            Room::Index => "index",
            Room::Setting => "setting",
        }
    }
}
