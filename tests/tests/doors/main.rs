//! The door on its phones: paired by a code, with no network, and merged when they meet the server. Server and phones are
//! in this process; what the phones keep and say is the app's own code.

mod apart;
mod hall;
mod over;
