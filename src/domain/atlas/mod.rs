//! From the published market to what a map shows of it: the way from checked files to a
//! [`Scene`](super::plan::scene::Scene) and its lighting. Map and lists ask here, so that both
//! mean the same stalls.

pub use asked::Asked;
pub use name::{level_name, level_title};
pub use overview::sheet_input;
pub use scene::{Names, level_scene, point, tints};
pub use signs::{
    MARK_CHARACTER, MARK_DRAWING, grade_drawing, grade_shape, grade_sign, state_drawing,
};

/// Which stalls were asked for.
mod asked;
/// A level as the map draws it.
mod scene;
/// What a level is called.
mod name;
/// All levels on one sheet.
mod overview;
/// How marks and grades look.
mod signs;
