CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
);

-- The truth: every record as it stands now. A record that is gone is a row of the kind "gone".
CREATE TABLE record (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    bytes BLOB NOT NULL
);
CREATE INDEX record_kind ON record (kind, id);

-- Ids that others gave to our records ("scheme, line feed, value").
CREATE TABLE foreign_id (
    name TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (name, record)
);
CREATE INDEX foreign_id_record ON foreign_id (record);

-- Which records have a relation that names a foreign id.
CREATE TABLE pointer (
    name TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (name, record)
);
CREATE INDEX pointer_record ON pointer (record);

CREATE TABLE batch (
    id BLOB PRIMARY KEY,
    title TEXT NOT NULL,
    made_ms BIGINT NOT NULL,
    undoes BLOB
);

-- One row for each record that a batch changed. `revision` is empty until a publisher has stamped it.
-- `before_bytes` is empty if the batch added the record.
CREATE TABLE change (
    seq SERIAL KEY,
    batch BLOB NOT NULL REFERENCES batch (id),
    record BLOB NOT NULL,
    before_bytes BLOB,
    after_hash BLOB NOT NULL,
    revision BIGINT
);
CREATE INDEX change_open ON change (record) WHERE revision IS NULL;
CREATE INDEX change_revision ON change (revision);
CREATE INDEX change_batch ON change (batch);
CREATE INDEX change_record ON change (record);

-- What the newest head shows: the hash of each record in the state root.
CREATE TABLE published (
    record BLOB PRIMARY KEY,
    hash BLOB NOT NULL
);

CREATE TABLE revision (
    number BIGINT PRIMARY KEY,
    root BLOB NOT NULL,
    published_ms BIGINT NOT NULL,
    rows_changed BIGINT NOT NULL,
    -- Bytes of all one-revision deltas up to this one.
    delta_bytes_so_far BIGINT NOT NULL
);

-- Immutable files by their names. A purged file keeps its name and has no bytes.
CREATE TABLE file (
    name BLOB PRIMARY KEY,
    raw BLOB,
    brotli BLOB,
    gzip BLOB,
    brotli_quality BIGINT NOT NULL,
    made_ms BIGINT NOT NULL,
    unused_since_ms BIGINT
);
CREATE INDEX file_unused ON file (unused_since_ms);

-- The signed head: one row.
CREATE TABLE head (
    slot BIGINT PRIMARY KEY,
    bytes BLOB NOT NULL
);

-- Files of the app's shell, of this version and of those before.
CREATE TABLE asset (
    path TEXT PRIMARY KEY,
    content_type TEXT NOT NULL,
    raw BLOB NOT NULL,
    brotli BLOB NOT NULL,
    gzip BLOB NOT NULL,
    seen_ms BIGINT NOT NULL
);
