//! Signing in, sessions and roles over real connections, on both databases.
mod codes;
mod desk;
mod desk_events;
mod doors;
mod files;
mod guard;
mod letters;
mod limits;
mod log;
mod papers;
mod phone;
mod rights;
mod roles;
mod sessions;
mod town;
mod upgrade;
