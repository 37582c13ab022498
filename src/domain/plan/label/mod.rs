//! Which texts and signs are shown at this scale, and where on the screen.
//!
//! Four tiers. Always: you-are-here, the chosen stall, Party marks (drawn by the raster as a
//! shape at any scale; where stalls are too small for that, merged into counts). Then service
//! signs, then numbers, then names. Stall texts live inside their stall's own box, and give
//! way to signs of a higher tier; so no two texts overlap, and none jumps while panning.

mod cell;
mod cluster;
mod room;
mod stalls;
mod titles;
mod wrap;

use super::geometry::{Bounds, Kept};
use super::lighting::{Layer, Lighting};
use super::picture::{Picture, Placed};
use super::scene::Scene;
use super::symbol::{self, RANKS};
use super::viewport::Viewport;
use crate::domain::market::place::PlaceKind;
pub use cell::{Content, Head, LEAST_GRADED_PX, LEAST_MARK_PX, Sign, Text, head};
pub use cluster::{Cluster, Tally, are_marks_merged};
pub use room::{Projection, Room};
pub use stalls::{content, grade_room};
pub use wrap::{Line, MOST_LINES, text_width_em};

/// A line of text on the screen, by its middle, in CSS pixels. Always upright.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextRun {
    /// Whose stalls and names the source means.
    pub level: u32,
    pub source: TextSource,
    pub ink: Ink,
    pub x_px: f64,
    pub y_px: f64,
    pub size_px: f64,
    /// A text that turns out wider than estimated is squeezed into this.
    pub room_px: f64,
}

/// Whose words a [`TextRun`] shows. Indices instead of strings: nothing is copied.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TextSource {
    Number {
        stall: u32,
    },
    Name {
        stall: u32,
        line: Line,
    },
    /// The character on a red mark.
    Mark,
    Grade {
        grade: u8,
    },
    /// A count of marks or of lit stalls.
    Count {
        count: u32,
    },
    LevelName {
        line: Line,
    },
    /// Of a level whose name has no room.
    LevelShortName {
        line: Line,
    },
    LevelDetails {
        line: Line,
    },
    BuildingName {
        line: Line,
    },
    /// The drawing of a service sign; no text, but a shape like one.
    Symbol {
        kind: PlaceKind,
    },
}

impl TextRun {
    /// Names the shape that this text has at a pixel ratio: two runs with one key look the
    /// same. Never 0.
    pub fn shape_key(&self, ratio: f64) -> u64 {
        let line_bits =
            |line: Line| u64::from(line.from & 0x7ff) << 13 | u64::from(line.to & 0x7ff) << 2;
        let cut = |line: Line| u64::from(line.is_cut) << 1;
        let stall_bits = |stall: u32| u64::from(stall & 0x3_ffff) << 24;
        let (kind, rest) = match self.source {
            TextSource::Number { stall } => (1, stall_bits(stall)),
            TextSource::Name { stall, line } => {
                (2, stall_bits(stall) | line_bits(line) | cut(line))
            }
            TextSource::Mark => (3, 0),
            TextSource::Grade { grade } => (4, u64::from(grade)),
            TextSource::Count { count } => (5, u64::from(count)),
            TextSource::LevelName { line } => (6, line_bits(line) | cut(line)),
            TextSource::LevelDetails { line } => (7, line_bits(line) | cut(line)),
            TextSource::BuildingName { line } => (8, line_bits(line) | cut(line)),
            TextSource::Symbol { kind } => (9, kind as u64),
            TextSource::LevelShortName { line } => (10, line_bits(line) | cut(line)),
        };
        let is_everywhere = matches!(kind, 3 | 5 | 9);
        let level = if is_everywhere {
            0
        } else {
            u64::from(self.level & 0x3ff)
        };
        kind << 60 | (self.device_px(ratio) & 0xff) << 52 | level << 42 | rest
    }

    /// The text's size in whole device pixels.
    pub fn device_px(&self, ratio: f64) -> u64 {
        (self.size_px * ratio + 0.5) as u64
    }

    /// The same text at another size.
    pub fn sized(self, size_px: f64) -> Self {
        Self { size_px, ..self }
    }
}

/// What a text is written on, which decides its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Name,
    Number,
    Dimmed,
    Lit,
    Chosen,
    OnMark,
    OnGrade {
        grade: u8,
    },
    OnPlace,
    /// Names of levels and buildings, and what stands below them.
    Title,
    Details,
}

/// A service sign on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlaceSign {
    pub level: u32,
    pub place: u32,
    pub kind: PlaceKind,
    pub x_px: f64,
    pub y_px: f64,
    /// Below [`PlaceSign::DRAWING_PX`] only a dot has room.
    pub side_px: f64,
}

impl PlaceSign {
    pub const DRAWING_PX: f64 = 13.0;
}

/// "You are here".
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HereSign {
    pub x_px: f64,
    pub y_px: f64,
    /// Where the person looks, clockwise from the screen's top.
    pub facing_rad: f64,
}

/// A box beside the chosen stall for its number and name, pointing down to `tip`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Callout {
    pub level: u32,
    pub stall: u32,
    pub tip_x_px: f64,
    pub tip_y_px: f64,
}

/// Everything written above the raster. Kept between frames so that nothing is allocated
/// while the map moves.
#[derive(Clone, Debug, Default)]
pub struct LabelSet {
    pub texts: Vec<TextRun>,
    pub places: Vec<PlaceSign>,
    pub clusters: Vec<Cluster>,
    pub here: Option<HereSign>,
    pub callout: Option<Callout>,
    /// Boxes of the upper tiers, which lower ones avoid: left, top, right, bottom.
    taken: Vec<[f64; 4]>,
    /// Levels say their short names.
    are_names_short: bool,
    /// Where marks are counted.
    sums: Vec<cluster::Sum>,
}

/// Half the side of the you-are-here sign.
pub const HERE_RADIUS_PX: f64 = 15.0;
/// Below this scale a sheet of several levels shows no service signs: they would hide it.
const SERVICES_FROM_PX_PER_M: f64 = 1.0;

impl LabelSet {
    /// Decides everything anew for one view, all levels in one: no text of one lies on a text
    /// of another.
    pub fn collect(&mut self, picture: &Picture, view: &Viewport) {
        self.texts.clear();
        self.places.clear();
        self.clusters.clear();
        self.taken.clear();
        (self.here, self.callout) = (None, None);
        let mut all = picture.placed(view);
        self.are_names_short = all.any(|placed| titles::needs_short_name(&placed));
        for placed in picture.placed(view) {
            self.always(&placed);
        }
        self.buildings(picture, view);
        let is_far = view.px_per_m < SERVICES_FROM_PX_PER_M && picture.sheet().cards().len() > 1;
        if !is_far {
            for placed in picture.placed(view) {
                if let Some(scene) = placed.scene
                    && placed.lighting.is_shown(Layer::Places)
                {
                    self.services(&placed, scene);
                }
            }
        }
        for placed in picture.placed(view) {
            if let Some(scene) = placed.scene {
                self.stalls(&placed, scene);
            }
        }
    }

    fn always(&mut self, placed: &Placed<'_>) {
        if let Some(scene) = placed.scene {
            self.of_visit(placed, scene);
        }
        self.title(placed);
        let Some(scene) = placed.scene.filter(|_| !placed.is_summed()) else {
            return;
        };
        let is_merged = are_marks_merged(scene, &placed.view);
        if placed.lighting.is_shown(Layer::Marks) && is_merged {
            let first = self.clusters.len();
            let (sums, clusters) = (&mut self.sums, &mut self.clusters);
            cluster::collect(scene, &placed.projection, sums, clusters);
            for index in first..self.clusters.len() {
                self.count(self.clusters[index]);
            }
        }
    }

    /// You-are-here and the chosen stall.
    fn of_visit(&mut self, placed: &Placed<'_>, scene: &Scene) {
        if let Some(kiosk) = scene.here() {
            let (x_px, y_px) = placed.view.screen_from_plan(kiosk.at);
            self.here = Some(HereSign {
                x_px,
                y_px,
                facing_rad: kiosk.facing_deg.to_radians() + placed.view.turn_rad,
            });
            let r = HERE_RADIUS_PX;
            self.take([x_px - r, y_px - r, x_px + r, y_px + r]);
        }
        let chosen = placed.lighting.chosen();
        if let Some(stall) = chosen.filter(|stall| *stall < scene.stall_count()) {
            let room = placed.projection.room(scene, stall);
            let says_it_inside = room.width_px >= 88.0 && room.height_px >= 56.0;
            if !says_it_inside {
                self.callout = Some(Callout {
                    level: placed.level as u32,
                    stall: stall as u32,
                    tip_x_px: room.x_px,
                    tip_y_px: room.y_px - room.height_px / 2.0,
                });
            }
        }
    }

    /// Writes a count upon its disc and keeps its place.
    fn count(&mut self, cluster: Cluster) {
        let Cluster {
            count,
            tally,
            x_px,
            y_px,
            radius_px,
        } = cluster;
        let r = radius_px;
        self.take([x_px - r, y_px - r, x_px + r, y_px + r]);
        let size_px = match r {
            _ if r > 15.0 => 13.0,
            _ => 11.0,
        };
        self.texts.push(TextRun {
            level: 0,
            source: TextSource::Count { count },
            ink: match tally {
                Tally::Marks => Ink::OnMark,
                Tally::Lit => Ink::Lit,
            },
            x_px,
            y_px,
            size_px,
            room_px: r * 1.8,
        });
    }

    /// Signs in the order of their rank; one without room becomes smaller, at last a dot, but
    /// never disappears.
    fn services(&mut self, placed: &Placed<'_>, scene: &Scene) {
        let projection = &placed.projection;
        let px_per_m = projection.px_per_m();
        // Whole pixels, so that a zoom needs few drawings.
        let largest = (px_per_m * 2.6).kept(17.0, 38.0).floor();
        for rank in 0..RANKS {
            for (index, place) in scene.places().iter().enumerate() {
                if symbol::rank(place.kind) != rank {
                    continue;
                }
                let (x_px, y_px) = projection.screen(place.at.x_dm, place.at.y_dm);
                if !projection.is_on_screen(x_px, y_px, largest) {
                    continue;
                }
                let sides = [largest, (largest * 0.72).floor(), 9.0];
                let fitting = sides.into_iter().find(|side| {
                    let r = side / 2.0 + 1.0;
                    let b = [x_px - r, y_px - r, x_px + r, y_px + r];
                    !self.is_taken(b) && !covers_mark(scene, placed.lighting, projection, b)
                });
                let side_px = fitting.unwrap_or(8.0);
                let r = side_px / 2.0 + 1.0;
                self.take([x_px - r, y_px - r, x_px + r, y_px + r]);
                let (level, kind) = (placed.level as u32, place.kind);
                self.places.push(PlaceSign {
                    level,
                    place: index as u32,
                    kind,
                    x_px,
                    y_px,
                    side_px,
                });
                if side_px >= PlaceSign::DRAWING_PX {
                    self.texts.push(TextRun {
                        level,
                        source: TextSource::Symbol { kind },
                        ink: Ink::OnPlace,
                        x_px,
                        y_px,
                        size_px: side_px * 0.76,
                        room_px: side_px,
                    });
                }
            }
        }
    }

    fn take(&mut self, taken: [f64; 4]) {
        self.taken.push(taken);
    }

    fn is_taken(&self, b: [f64; 4]) -> bool {
        self.taken
            .iter()
            .any(|t| b[0] < t[2] && t[0] < b[2] && b[1] < t[3] && t[1] < b[3])
    }
}

/// Whether a sign in this screen box would lie on a stall's red mark.
fn covers_mark(scene: &Scene, lighting: &Lighting, projection: &Projection, b: [f64; 4]) -> bool {
    let corners = [(b[0], b[1]), (b[2], b[1]), (b[2], b[3]), (b[0], b[3])];
    let points = corners.map(|(x, y)| projection.plan(x, y));
    let Some(around) = Bounds::around(&points) else {
        return false;
    };
    scene.near(around).flatten().any(|&stall| {
        let stall = stall as usize;
        if !scene.is_marked(stall) || !scene.stall_bounds(stall).overlaps(around) {
            return false;
        }
        let room = projection.room(scene, stall);
        let head = cell::head(
            room.width_px,
            room.height_px,
            &content(scene, lighting, stall),
        );
        head.mark.is_some_and(|mark| {
            let (x, y, r) = (
                room.x_px + mark.x_px,
                room.y_px + mark.y_px,
                mark.side_px / 2.0,
            );
            b[0] < x + r && x - r < b[2] && b[1] < y + r && y - r < b[3]
        })
    })
}

#[cfg(test)]
#[path = "label_tests.rs"]
mod tests;
