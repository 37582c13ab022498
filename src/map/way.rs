//! A way over the map, level by level.

use crate::browser::paint::{WayLine, WayLines};
use crate::domain::plan::geometry::{Bounds, Point};
use crate::domain::plan::sheet::Sheet;

/// A walk on one level.
#[derive(Clone, Debug, PartialEq)]
pub struct WayLeg {
    /// Id of the level.
    pub level: String,
    /// Decimetres of the building's grid.
    pub line: Vec<Point>,
}

/// Where a person is on the way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WayPlace {
    pub at: Point,
    /// What lies ahead: it is up on the screen.
    pub ahead: Option<Point>,
}

/// A way to draw.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Way {
    pub legs: Vec<WayLeg>,
    /// The leg to look at.
    pub shown: usize,
    /// Without it the leg is seen as a whole.
    pub place: Option<WayPlace>,
}

impl Way {
    /// The leg to look at.
    pub fn leg(&self) -> Option<&WayLeg> {
        self.legs.get(self.shown)
    }

    /// Where it lies on the sheet; `level_of` knows the levels by their index there.
    pub fn on_sheet(&self, sheet: &Sheet, level_of: impl Fn(&str) -> Option<usize>) -> WayLines {
        let lines = self.legs.iter().enumerate().filter_map(|(index, leg)| {
            let level = level_of(&leg.level)?;
            let line = leg.line.iter();
            Some(WayLine {
                line: line.map(|at| sheet.sheet_from_level(level, *at)).collect(),
                is_shown: index == self.shown,
            })
        });
        let lines: Vec<WayLine> = lines.collect();
        WayLines {
            goal: lines.last().and_then(|own| own.line.last().copied()),
            lines,
        }
    }
}

impl WayLeg {
    /// The box around it; none without a line.
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::around(&self.line)
    }
}
