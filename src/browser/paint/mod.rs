//! Puts a drawn level on the screen: the raster pixel by pixel, and upon it texts and symbols,
//! shaped by the browser itself, so that every script joins and turns as its readers expect.
//! While the map moves, what was written moves along and is written anew only now and then.

/// A canvas of the page or of a worker.
mod canvas;
/// Frames, only while something changes.
mod frames;
/// Texts, by the browser's own shaping.
mod letters;
/// One map's picture, in the page or in a worker.
mod painter;
/// Service signs, you-are-here, counts and the callout.
mod signs;
/// The size of the map and of a device pixel.
mod size;
/// Raster, texts and signs on one canvas.
mod surface;

pub use canvas::{Canvas, fixed};
pub use frames::{Frames, now_ms, prefers_stillness};
pub use letters::{Words, css_color, readable_on};
pub use painter::{Note, Painted, Painter};
pub use size::{Size, SizeWatch};
