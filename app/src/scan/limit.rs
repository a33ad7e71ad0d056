//! How much the reader of codes may take.

/// A side of the square that is read, in pixels: the largest ticket code that fills two fifths of it has 3 a module.
/// At 640 a slow phone took half as long again.
pub const PICTURE_SIDE: u32 = 560;
/// What the camera is asked for; it gives what it has.
pub const FRAME_WIDTH: u32 = 1280;
pub const FRAME_HEIGHT: u32 = 720;
/// A code that was out of sight for so long is new when it is seen again.
pub const SAME_CODE_MS: f64 = 2_000.0;
/// The least rest between two frames; and never less than the last one took, so that the page stays quick.
pub const REST_MS: u32 = 40;
/// For our own reader to come from the network.
pub const READER_MS: u32 = 20_000;
/// For what was found to be drawn.
pub const DRAWN_MS: u32 = 500;
/// While the page is hidden the camera is off; so often it is looked whether it is shown again.
pub const HIDDEN_MS: u32 = 300;
