//! Signing in, sessions and roles over real connections, on both databases.
mod codes;
mod desk;
mod desk_events;
mod doors;
mod guard;
mod letters;
mod limits;
mod log;
mod roles;
mod sessions;
mod town;
mod upgrade;
