//! How marks and grades look, on the map and beside it.

use crate::domain::market::trust::{BadgeShape, GradeLevel, GradeState};
use crate::domain::plan::scene::{GradeShape, GradeSign};

/// The character on every red mark; it is part of the sign and the same in all languages.
pub const MARK_CHARACTER: &str = "党";

/// How the map and the icons draw a level of a scale.
pub fn grade_sign(level: &GradeLevel, state: GradeState) -> GradeSign {
    let [_, red, green, blue] = level.color().to_be_bytes();
    GradeSign {
        color: [red, green, blue],
        letter: level.code().clone(),
        shape: match level.shape() {
            BadgeShape::Circle => GradeShape::Disc,
            BadgeShape::Square => GradeShape::Square,
            BadgeShape::Diamond => GradeShape::Diamond,
            BadgeShape::Triangle => GradeShape::Triangle,
            BadgeShape::Hexagon => GradeShape::Hexagon,
            BadgeShape::Star => GradeShape::Star,
        },
        is_lapsed: state != GradeState::Valid,
    }
}
