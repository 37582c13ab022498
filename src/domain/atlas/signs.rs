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
        letter: letter_of(level),
        shape: grade_shape(*level.shape()),
        is_lapsed: state != GradeState::Valid,
    }
}

/// What stands in the sign: the code, whose star the shape says already: so the rest is larger.
fn letter_of(level: &GradeLevel) -> String {
    let code = level.code();
    let rest = code.trim_matches('★');
    let is_said = *level.shape() == BadgeShape::Star && !rest.is_empty();
    if is_said { rest } else { code }.to_owned()
}

/// How a published shape is drawn.
pub fn grade_shape(shape: BadgeShape) -> GradeShape {
    match shape {
        BadgeShape::Circle => GradeShape::Disc,
        BadgeShape::Square => GradeShape::Square,
        BadgeShape::Diamond => GradeShape::Diamond,
        BadgeShape::Triangle => GradeShape::Triangle,
        BadgeShape::Hexagon => GradeShape::Hexagon,
        BadgeShape::Star => GradeShape::Star,
    }
}

/// The plate of the red mark, as the `d` of a path in a square of 32.
pub const MARK_DRAWING: &str = "M5 0h22q3 0 3 3v29l-14-6-14 6V3q0-3 3-3z";

/// The plate of a grade, as the `d` of a path in a square of 32.
pub fn grade_drawing(shape: GradeShape) -> &'static str {
    match shape {
        GradeShape::Disc => "M16 1a15 15 0 1 0 .01 0z",
        GradeShape::Square => {
            "M5 2h22a3 3 0 0 1 3 3v22a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3z"
        }
        GradeShape::Diamond => "M16 0l16 16-16 16L0 16z",
        GradeShape::Triangle => "M16 1l15 27H1z",
        GradeShape::Hexagon => "M8.5 3h15L31 16l-7.5 13h-15L1 16z",
        GradeShape::Star => {
            "M16 0.7 L21.5 9.9 31.9 12.3 24.9 20.3 25.8 31 16 26.8 6.2 31 7.1 20.3 0.1 12.3 10.5 9.9z"
        }
    }
}

/// The small sign on a grade that is not in force, as the `d` of a path in a disc of 24: a clock
/// for one that has expired, two bars for one that is suspended.
pub fn state_drawing(state: GradeState) -> Option<&'static str> {
    match state {
        GradeState::Valid => None,
        GradeState::Expired => Some("M12 6.500V12l3.500 2.500"),
        GradeState::Suspended => Some("M9.300 8v8M14.700 8v8"),
    }
}
