-- Who came in. Rows are only ever added. One that was undone stays and says so. `person` minded the door, `seen_ms` is
-- their phone's clock and `at_ms` the server's.
CREATE TABLE check_in (
    id BLOB PRIMARY KEY,
    event BLOB NOT NULL,
    registration BLOB NOT NULL,
    person BLOB NOT NULL,
    way TEXT NOT NULL,
    gate TEXT NOT NULL,
    seen_ms BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    undone BIGINT NOT NULL
);
CREATE INDEX check_in_registration ON check_in (registration);

-- Codes that an organiser shows and a door phone reads, once. `token` is a keyed hash. The row goes when it is used.
CREATE TABLE door_pairing (
    token BLOB PRIMARY KEY,
    event BLOB NOT NULL,
    gate TEXT NOT NULL,
    asked_by BLOB NOT NULL,
    made_ms BIGINT NOT NULL,
    ends_ms BIGINT NOT NULL
);
CREATE INDEX door_pairing_asked ON door_pairing (asked_by, made_ms);

-- Phones that mind a door: each a person of its own, without an address.
CREATE TABLE door_phone (
    person BLOB PRIMARY KEY REFERENCES person (id),
    event BLOB NOT NULL,
    gate TEXT NOT NULL,
    paired_by BLOB NOT NULL,
    made_ms BIGINT NOT NULL
);
CREATE INDEX door_phone_event ON door_phone (event);

-- A session may end at a moment of its own, whoever uses it.
ALTER TABLE session ADD COLUMN ends_ms BIGINT;
