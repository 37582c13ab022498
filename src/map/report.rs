//! What the map tells the page.

use crate::browser::fetch::LoadError;
use crate::browser::paint::Note;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Report {
    /// A frame is needed, though nobody touched anything.
    Frame,
    /// The market is there: the language that its own texts are in.
    Market { language: String },
    /// Another level is on the screen, or it is called differently now. `has_here`: the reader's
    /// own kiosk stands on it.
    Level {
        level: String,
        name: String,
        has_here: bool,
    },
    /// The first picture is complete.
    Ready { level: String },
    /// A picture is complete.
    Painted(Note),
    /// How far the plan is turned now, whole degrees clockwise.
    Turned(i32),
    /// A stall was touched.
    Stall { level: String, stall: String },
    /// A service place was touched.
    Place { level: String, place: String },
    /// Something could not be loaded.
    Failed(LoadError),
}
