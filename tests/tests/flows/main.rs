//! A real server and phones in one process: what is published arrives, whatever happens on the way.

mod crash;
mod lossy;
mod pull;
mod ror_replay;
mod tabs;
