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
        /// The person went there on the map; else it was wished for.
        is_moved: bool,
    },
    /// The first picture is complete.
    Ready { level: String },
    /// A picture is complete; its view is the level's own. `lit`: how many stalls of the level are
    /// lit; `zoom_room`: whether a nearer and whether a farther look is possible.
    Painted {
        note: Note,
        lit: usize,
        zoom_room: (bool, bool),
    },
    /// How far the plan is turned now, whole degrees clockwise.
    Turned(i32),
    /// A stall was touched.
    Stall { level: String, stall: String },
    /// The arrows have come to a stall.
    Reached {
        level: String,
        stall: String,
        /// As it is printed on the stall's sign.
        number: String,
        /// Shop name and its language by BCP 47 tag; empty when there is none.
        name: String,
        tongue: String,
        is_let: bool,
        is_marked: bool,
    },
    /// A service place was touched.
    Place { level: String, place: String },
    /// Something could not be loaded.
    Failed(LoadError),
}
