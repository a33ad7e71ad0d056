-- Files that people hand in with their answers, and the exports made for them. `have` counts the bytes that came.
-- An export has an end. What was handed in has none, and goes with the registrations that name it.
CREATE TABLE attachment (
    owner BLOB NOT NULL,
    hash BLOB NOT NULL,
    kind TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    have BIGINT NOT NULL,
    whole BIGINT NOT NULL,
    until_ms BIGINT,
    touched_ms BIGINT NOT NULL,
    PRIMARY KEY (owner, hash)
);
CREATE INDEX attachment_hash ON attachment (hash);
CREATE INDEX attachment_touched ON attachment (touched_ms);

CREATE TABLE attachment_piece (
    owner BLOB NOT NULL,
    hash BLOB NOT NULL,
    begins BIGINT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (owner, hash, begins)
);

-- Which registration's answers name which file.
CREATE TABLE attachment_use (
    registration BLOB NOT NULL,
    hash BLOB NOT NULL,
    event BLOB NOT NULL,
    PRIMARY KEY (registration, hash)
);
CREATE INDEX attachment_use_hash ON attachment_use (hash);

-- Who was in which session of an event.
CREATE TABLE attendance (
    registration BLOB NOT NULL,
    session TEXT NOT NULL,
    event BLOB NOT NULL,
    seen_ms BIGINT NOT NULL,
    PRIMARY KEY (registration, session)
);
CREATE INDEX attendance_event ON attendance (event);

CREATE TABLE certificate (
    registration BLOB PRIMARY KEY,
    event BLOB NOT NULL,
    token TEXT NOT NULL,
    issued_ms BIGINT NOT NULL
);
CREATE INDEX certificate_event ON certificate (event);

-- That something personal was erased: when, why, whose or of which event, and how much. The id of an erased person
-- names nobody any more.
CREATE TABLE erasure (
    about BLOB NOT NULL,
    at_ms BIGINT NOT NULL,
    why TEXT NOT NULL,
    counts BLOB NOT NULL,
    PRIMARY KEY (about, at_ms)
);

-- Whose data stands in a row: a registration's id, or a person's.
ALTER TABLE feed ADD COLUMN about BLOB;
CREATE INDEX feed_about ON feed (about);
CREATE INDEX command_aggregate ON command (aggregate);
