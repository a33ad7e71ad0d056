-- Who asked for this place, for somebody else.
ALTER TABLE registration ADD COLUMN leader BLOB;
CREATE INDEX registration_leader ON registration (event, leader);

-- What a registration can be like another one in: hashes of names, telephone numbers and mailboxes as they are compared.
CREATE TABLE likeness (
    event BLOB NOT NULL,
    mark BLOB NOT NULL,
    registration BLOB NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (event, mark, registration)
);
CREATE INDEX likeness_registration ON likeness (registration);

-- Two registrations that an organiser was told may be of one person.
CREATE TABLE twin (
    event BLOB NOT NULL,
    earlier BLOB NOT NULL,
    later BLOB NOT NULL,
    because TEXT NOT NULL,
    over BIGINT NOT NULL,
    PRIMARY KEY (earlier, later)
);
CREATE INDEX twin_later ON twin (later);

-- What an organiser wrote, and to whom it goes by mail. Of a copy that went out, or never will, the address is empty and
-- it is never due.
CREATE TABLE letter (
    id BLOB PRIMARY KEY,
    bytes BLOB NOT NULL
);
CREATE TABLE letter_to (
    letter BLOB NOT NULL,
    registration BLOB NOT NULL,
    email TEXT NOT NULL,
    tries BIGINT NOT NULL,
    due_ms BIGINT,
    sent_ms BIGINT,
    PRIMARY KEY (letter, registration)
);
CREATE INDEX letter_to_due ON letter_to (due_ms);
CREATE INDEX letter_to_registration ON letter_to (registration);
