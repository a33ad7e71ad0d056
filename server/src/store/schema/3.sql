-- What people did, and what they were answered. The payload is a hash. The receipt's bytes never change.
CREATE TABLE command (
    id BLOB PRIMARY KEY,
    person BLOB NOT NULL,
    client BLOB NOT NULL,
    aggregate TEXT NOT NULL,
    payload BLOB NOT NULL,
    receipt BLOB NOT NULL,
    at_ms BIGINT NOT NULL
);
CREATE INDEX command_person ON command (person);

CREATE TABLE profile (
    person BLOB PRIMARY KEY,
    bytes BLOB NOT NULL,
    changed_ms BIGINT NOT NULL
);

-- A consent that belongs to no event has an empty one.
CREATE TABLE consent (
    person BLOB NOT NULL,
    event BLOB NOT NULL,
    purpose TEXT NOT NULL,
    bytes BLOB NOT NULL,
    given BIGINT NOT NULL,
    changed_ms BIGINT NOT NULL,
    PRIMARY KEY (person, event, purpose)
);

-- One person's part in an event. A place given to somebody who never signed in has an address and no person.
-- `seats` are the names of the counters that it takes from, one a line.
CREATE TABLE registration (
    id BLOB PRIMARY KEY,
    event BLOB NOT NULL,
    person BLOB,
    address TEXT,
    state TEXT NOT NULL,
    place BIGINT,
    until_ms BIGINT,
    reason TEXT,
    arrival BIGINT NOT NULL,
    seats TEXT NOT NULL,
    bytes BLOB NOT NULL,
    changed_ms BIGINT NOT NULL
);
CREATE UNIQUE INDEX registration_living ON registration (event, person)
    WHERE state IN ('asked', 'accepted', 'waiting', 'offered');
CREATE INDEX registration_line ON registration (event, state, arrival);
CREATE INDEX registration_person ON registration (person);
CREATE INDEX registration_address ON registration (address);

-- How many places are taken, by counter. The row "all" of an event is what its transactions lock first.
CREATE TABLE seat (
    event BLOB NOT NULL,
    name TEXT NOT NULL,
    taken BIGINT NOT NULL,
    PRIMARY KEY (event, name)
);

CREATE TABLE feed (
    scope TEXT NOT NULL,
    cursor BIGINT NOT NULL,
    entry BLOB NOT NULL,
    PRIMARY KEY (scope, cursor)
);

-- The last cursor of each feed. Its row is locked until the transaction that moves it has ended.
CREATE TABLE feed_end (
    scope TEXT PRIMARY KEY,
    cursor BIGINT NOT NULL
);

-- Who did what and when, as ids and hashes. Each row's hash holds the hash of the row before.
CREATE TABLE audit (
    chain TEXT NOT NULL,
    number BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    person BLOB,
    act TEXT NOT NULL,
    subject BLOB NOT NULL,
    content BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (chain, number)
);

CREATE TABLE audit_end (
    chain TEXT PRIMARY KEY,
    number BIGINT NOT NULL,
    hash BLOB NOT NULL
);
