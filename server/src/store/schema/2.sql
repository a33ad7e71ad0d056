-- People who signed in or were invited. `email_key` is the address as two spellings of it are compared.
CREATE TABLE person (
    id BLOB PRIMARY KEY,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    created_ms BIGINT NOT NULL
);

-- Sign-in codes. A row stays for a day after its code is over, because the limits are counted from these rows.
-- Browser, code, address and network are keyed hashes. `email` is empty when the code is over.
CREATE TABLE sign_in_code (
    browser BLOB PRIMARY KEY,
    code BLOB NOT NULL,
    email TEXT NOT NULL,
    address BLOB NOT NULL,
    network BLOB NOT NULL,
    made_ms BIGINT NOT NULL,
    ends_ms BIGINT NOT NULL,
    wrong BIGINT NOT NULL,
    open BIGINT NOT NULL
);
CREATE INDEX sign_in_code_address ON sign_in_code (address, made_ms);
CREATE INDEX sign_in_code_network ON sign_in_code (network, made_ms, address);
CREATE INDEX sign_in_code_made ON sign_in_code (made_ms);

-- Browsers that are signed in. `token` is a keyed hash of what the cookie holds.
CREATE TABLE session (
    id BLOB PRIMARY KEY,
    token BLOB NOT NULL UNIQUE,
    person BLOB NOT NULL REFERENCES person (id),
    device TEXT NOT NULL,
    made_ms BIGINT NOT NULL,
    seen_ms BIGINT NOT NULL
);
CREATE INDEX session_person ON session (person, seen_ms);
CREATE INDEX session_seen ON session (seen_ms);

-- What a person may do beside taking part. `about` is the event or the country, and empty for an admin.
CREATE TABLE role (
    person BLOB NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    about TEXT NOT NULL,
    given_ms BIGINT NOT NULL,
    PRIMARY KEY (person, name, about)
);
