//! The tables of a backup and their columns. What is not here is not in it: files of the app's shell, sign-in codes and
//! sessions.

use super::Cell::{Bytes, Number, Text};
use super::Table;

/// In an order in which they can be filled. `seq` is given anew, in the same order.
pub(super) const TABLES: [Table; 12] = [
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
];
