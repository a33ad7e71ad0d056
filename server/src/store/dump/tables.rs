//! The tables of a backup and their columns. What is not here is not in it: files of the app's shell, sign-in codes and
//! sessions.

use super::Cell::{Bytes, Number, Text};
use super::Table;

/// In an order in which they can be filled. `seq` is given anew, in the same order.
pub(super) const TABLES: [Table; 33] = [
    Table { name: "meta", columns: &[("name", Text), ("value", Bytes)], order: "name" },
    Table { name: "record", columns: &[("id", Bytes), ("kind", Text), ("bytes", Bytes)], order: "id" },
    Table { name: "foreign_id", columns: &[("name", Text), ("record", Bytes)], order: "record" },
    Table { name: "pointer", columns: &[("name", Text), ("record", Bytes)], order: "record" },
    Table {
        name: "batch",
        columns: &[("id", Bytes), ("title", Text), ("made_ms", Number), ("undoes", Bytes)],
        order: "id",
    },
    Table {
        name: "change",
        columns: &[
            ("batch", Bytes),
            ("record", Bytes),
            ("before_bytes", Bytes),
            ("after_hash", Bytes),
            ("revision", Number),
        ],
        order: "seq",
    },
    Table { name: "published", columns: &[("record", Bytes), ("hash", Bytes)], order: "record" },
    Table {
        name: "revision",
        columns: &[
            ("number", Number),
            ("root", Bytes),
            ("published_ms", Number),
            ("rows_changed", Number),
            ("delta_bytes_so_far", Number),
        ],
        order: "number",
    },
    Table {
        name: "file",
        columns: &[
            ("name", Bytes),
            ("raw", Bytes),
            ("brotli", Bytes),
            ("gzip", Bytes),
            ("brotli_quality", Number),
            ("made_ms", Number),
            ("unused_since_ms", Number),
        ],
        order: "name",
    },
    Table { name: "head", columns: &[("slot", Number), ("bytes", Bytes)], order: "slot" },
    Table {
        name: "person",
        columns: &[("id", Bytes), ("email", Text), ("email_key", Text), ("created_ms", Number)],
        order: "id",
    },
    Table {
        name: "role",
        columns: &[("person", Bytes), ("name", Text), ("about", Text), ("given_ms", Number)],
        order: "person, name, about",
    },
    Table {
        name: "command",
        columns: &[
            ("id", Bytes),
            ("person", Bytes),
            ("client", Bytes),
            ("aggregate", Text),
            ("payload", Bytes),
            ("receipt", Bytes),
            ("at_ms", Number),
        ],
        order: "id",
    },
    Table { name: "profile", columns: &[("person", Bytes), ("bytes", Bytes), ("changed_ms", Number)], order: "person" },
    Table {
        name: "consent",
        columns: &[
            ("person", Bytes),
            ("event", Bytes),
            ("purpose", Text),
            ("bytes", Bytes),
            ("given", Number),
            ("changed_ms", Number),
        ],
        order: "person, event, purpose",
    },
    Table {
        name: "registration",
        columns: &[
            ("id", Bytes),
            ("event", Bytes),
            ("person", Bytes),
            ("address", Text),
            ("state", Text),
            ("place", Number),
            ("until_ms", Number),
            ("reason", Text),
            ("arrival", Number),
            ("seats", Text),
            ("bytes", Bytes),
            ("changed_ms", Number),
            ("leader", Bytes),
        ],
        order: "id",
    },
    Table { name: "seat", columns: &[("event", Bytes), ("name", Text), ("taken", Number)], order: "event, name" },
    Table {
        name: "feed",
        columns: &[("scope", Text), ("cursor", Number), ("entry", Bytes), ("about", Bytes)],
        order: "scope, cursor",
    },
    Table { name: "feed_end", columns: &[("scope", Text), ("cursor", Number)], order: "scope" },
    Table {
        name: "audit",
        columns: &[
            ("chain", Text),
            ("number", Number),
            ("at_ms", Number),
            ("person", Bytes),
            ("act", Text),
            ("subject", Bytes),
            ("content", Bytes),
            ("hash", Bytes),
        ],
        order: "chain, number",
    },
    Table {
        name: "check_in",
        columns: &[
            ("id", Bytes),
            ("event", Bytes),
            ("registration", Bytes),
            ("person", Bytes),
            ("way", Text),
            ("gate", Text),
            ("seen_ms", Number),
            ("at_ms", Number),
            ("undone", Number),
        ],
        order: "id",
    },
    Table {
        name: "door_phone",
        columns: &[("person", Bytes), ("event", Bytes), ("gate", Text), ("paired_by", Bytes), ("made_ms", Number)],
        order: "person",
    },
    Table { name: "audit_end", columns: &[("chain", Text), ("number", Number), ("hash", Bytes)], order: "chain" },
    Table {
        name: "attachment",
        columns: &[
            ("owner", Bytes),
            ("hash", Bytes),
            ("kind", Text),
            ("bytes", Number),
            ("have", Number),
            ("whole", Number),
            ("until_ms", Number),
            ("touched_ms", Number),
        ],
        order: "owner, hash",
    },
    Table {
        name: "attachment_piece",
        columns: &[("owner", Bytes), ("hash", Bytes), ("begins", Number), ("bytes", Bytes)],
        order: "owner, hash, begins",
    },
    Table {
        name: "attachment_use",
        columns: &[("registration", Bytes), ("hash", Bytes), ("event", Bytes)],
        order: "registration, hash",
    },
    Table {
        name: "attendance",
        columns: &[("registration", Bytes), ("session", Text), ("event", Bytes), ("seen_ms", Number)],
        order: "registration, session",
    },
    Table {
        name: "certificate",
        columns: &[("registration", Bytes), ("event", Bytes), ("token", Text), ("issued_ms", Number)],
        order: "registration",
    },
    Table {
        name: "erasure",
        columns: &[("about", Bytes), ("at_ms", Number), ("why", Text), ("counts", Bytes)],
        order: "about, at_ms",
    },
    Table {
        name: "likeness",
        columns: &[("event", Bytes), ("mark", Bytes), ("registration", Bytes), ("kind", Text)],
        order: "event, mark, registration",
    },
    Table {
        name: "twin",
        columns: &[("event", Bytes), ("earlier", Bytes), ("later", Bytes), ("because", Text), ("over", Number)],
        order: "earlier, later",
    },
    Table { name: "letter", columns: &[("id", Bytes), ("bytes", Bytes)], order: "id" },
    Table {
        name: "letter_to",
        columns: &[
            ("letter", Bytes),
            ("registration", Bytes),
            ("email", Text),
            ("tries", Number),
            ("due_ms", Number),
            ("sent_ms", Number),
        ],
        order: "letter, registration",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::schema::STEPS;

    /// What a backup leaves out, and why: the shell's files come with the program; what lets somebody in must not come
    /// back after it has ended.
    const LEFT_OUT: [&str; 4] = ["asset", "door_pairing", "session", "sign_in_code"];

    #[test]
    fn every_table_is_in_a_backup_or_left_out_on_purpose() {
        for step in STEPS {
            for rest in step.split("CREATE TABLE ").skip(1) {
                let name = rest.split_whitespace().next().unwrap_or_default();
                let is_kept = TABLES.iter().any(|table| table.name == name);
                assert!(is_kept != LEFT_OUT.contains(&name), "{name}");
            }
        }
    }
}
