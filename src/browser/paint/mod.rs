//! Puts the drawn map on the screen, pixel by pixel. Texts are shaped by the browser itself, so
//! that every script joins and turns as its readers expect, each once; from then on their
//! shapes are part of every picture, also while the map moves.

/// Outlined areas.
mod areas;
/// A canvas of the page or of a worker.
mod canvas;
/// Frames, only while something changes.
mod frames;
/// Texts, by the browser's own shaping.
mod letters;
/// One map's picture, in the page or in a worker.
mod painter;
/// You-are-here and the callout.
mod signs;
/// The size of the map and of a device pixel.
mod size;
/// A way over the map.
mod way;

pub use canvas::{Canvas, fixed};
pub use frames::{Frames, now_ms, prefers_stillness};
pub use letters::{Words, css_color, readable_on};
pub use painter::{Note, Painted, Painter};
pub use size::{Size, SizeWatch};
pub use way::{WayLine, WayLines, WayPainter};
