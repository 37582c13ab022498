//! Puts a drawn level on the screen: two canvases, one above the other.
//!
//! The lower one shows the raster, pixel by pixel; the upper one carries texts and symbols,
//! shaped by the browser itself, so that every script joins and turns as its readers expect.
//! While the map moves, the upper canvas is moved along by the compositor and written anew
//! only now and then.

/// Frames, only while something changes.
mod frames;
/// Texts, by the browser's own shaping.
mod letters;
/// Service signs, you-are-here, counts and the callout.
mod signs;
/// The size of the map and of a device pixel.
mod size;
/// The two canvases.
mod surface;

pub use frames::{Frames, now_ms, prefers_stillness};
pub use letters::{Words, css_color, readable_on};
pub use size::{Size, SizeWatch};
pub use surface::Surface;
