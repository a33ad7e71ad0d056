//! The server over real connections: every route and header, what a phone gets for its questions, and how it stops.
mod ask;
mod catch_up;
mod files;
mod headers;
mod limits;
mod pages;
mod plain;
mod stop;
mod tls;
