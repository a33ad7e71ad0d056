//! What the sync says of the action channel, for pages: plain values, and no way to act.

pub use server::api::{DoorEntered, Entered, Role, SessionLine};

pub use crate::sync::push::{Ended, Exchange};
pub use crate::sync::sign_in::SignInError;
