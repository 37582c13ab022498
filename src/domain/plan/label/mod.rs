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
mod wrap;

use super::geometry::Bounds;
use super::lighting::{Layer, Lighting};
use super::scene::Scene;
use super::symbol::{self, RANKS};
use super::viewport::Viewport;
use crate::domain::order;
use crate::domain::plan::geometry::Kept;
pub use cell::{Content, Head, LEAST_GRADED_PX, LEAST_MARK_PX, Sign, Text, head};
pub use cluster::{Cluster, are_marks_merged};
pub use room::{Projection, Room};
pub use stalls::{content, grade_room};
pub use wrap::{Line, MOST_LINES, text_width_em};

/// A line of text on the screen, by its middle, in CSS pixels. Always upright.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextRun {
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
    /// How many marks a count stands for.
    Count {
        marks: u32,
    },
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
    OnGrade { grade: u8 },
}

/// A service sign on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlaceSign {
    pub place: u32,
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
    /// Where marks are counted.
    sums: Vec<cluster::Sum>,
    /// The texts' order, and the texts in it.
    keys: Vec<u64>,
    arranged: Vec<TextRun>,
}

/// Half the side of the you-are-here sign.
pub const HERE_RADIUS_PX: f64 = 15.0;

impl LabelSet {
    /// Decides everything anew for one view. `most_texts` bounds the work while moving; the
    /// stalls nearest to the middle come first then.
    pub fn collect(
        &mut self,
        scene: &Scene,
        lighting: &Lighting,
        view: &Viewport,
        most_texts: usize,
    ) {
        self.texts.clear();
        self.places.clear();
        self.clusters.clear();
        self.taken.clear();
        let projection = Projection::of(view);
        self.always(scene, lighting, view, &projection);
        if lighting.is_shown(Layer::Places) {
            self.services(scene, lighting, &projection);
        }
        self.stalls(scene, lighting, &projection);
        self.arrange(view, most_texts);
    }

    /// Keeps the texts nearest to the middle, and brings together those of one size and ink:
    /// one font setting for many texts instead of one each.
    fn arrange(&mut self, view: &Viewport, most_texts: usize) {
        // A text's place in the list stands in the lower half of its key.
        let place = |key: u64| key as u32 as usize;
        let texts = &self.texts;
        self.keys.clear();
        self.keys.extend(0..texts.len() as u64);
        if texts.len() > most_texts {
            let (x, y) = (view.width_px / 2.0, view.height_px / 2.0);
            for (key, text) in self.keys.iter_mut().zip(texts) {
                let away_px = (text.x_px - x).abs().max((text.y_px - y).abs());
                *key |= ((away_px * 16.0) as u64) << 32;
            }
            order::sort(&mut self.keys);
            self.keys.truncate(most_texts);
        }
        for key in &mut self.keys {
            let text = &texts[place(*key)];
            let look = ((text.size_px as u64) << 16) | ink_order(text.ink);
            *key = (*key & 0xffff_ffff) | (look << 32);
        }
        order::sort(&mut self.keys);
        self.arranged.clear();
        self.arranged
            .extend(self.keys.iter().map(|key| texts[place(*key)]));
        core::mem::swap(&mut self.texts, &mut self.arranged);
    }

    fn always(
        &mut self,
        scene: &Scene,
        lighting: &Lighting,
        view: &Viewport,
        projection: &Projection,
    ) {
        self.here = scene.here().map(|kiosk| {
            let (x_px, y_px) = view.screen_from_plan(kiosk.at);
            HereSign {
                x_px,
                y_px,
                facing_rad: kiosk.facing_deg.to_radians() + view.turn_rad,
            }
        });
        if let Some(here) = self.here {
            let r = HERE_RADIUS_PX;
            self.take([here.x_px - r, here.y_px - r, here.x_px + r, here.y_px + r]);
        }
        self.callout = lighting
            .chosen()
            .filter(|stall| *stall < scene.stall_count())
            .and_then(|stall| {
                let room = projection.room(scene, stall);
                let says_it_inside = room.width_px >= 88.0 && room.height_px >= 56.0;
                (!says_it_inside).then_some(Callout {
                    stall: stall as u32,
                    tip_x_px: room.x_px,
                    tip_y_px: room.y_px - room.height_px / 2.0,
                })
            });
        if lighting.is_shown(Layer::Marks) && are_marks_merged(scene, view) {
            cluster::collect(scene, projection, &mut self.sums, &mut self.clusters);
            for index in 0..self.clusters.len() {
                let Cluster {
                    marks,
                    x_px,
                    y_px,
                    radius_px,
                } = self.clusters[index];
                let r = radius_px;
                self.take([x_px - r, y_px - r, x_px + r, y_px + r]);
                self.texts.push(TextRun {
                    source: TextSource::Count { marks },
                    ink: Ink::OnMark,
                    x_px,
                    y_px,
                    size_px: if radius_px > 15.0 { 13.0 } else { 11.0 },
                    room_px: radius_px * 1.8,
                });
            }
        }
    }

    /// Signs in the order of their rank; one without room becomes smaller, at last a dot, but
    /// never disappears.
    fn services(&mut self, scene: &Scene, lighting: &Lighting, projection: &Projection) {
        let px_per_m = projection.px_per_m();
        let largest = (px_per_m * 2.6).kept(17.0, 38.0);
        for rank in 0..RANKS {
            for (index, place) in scene.places().iter().enumerate() {
                if symbol::rank(place.kind) != rank {
                    continue;
                }
                let (x_px, y_px) = projection.screen(place.at.x_dm, place.at.y_dm);
                if !projection.is_on_screen(x_px, y_px, largest) {
                    continue;
                }
                let sides = [largest, largest * 0.72, 9.0];
                let fitting = sides.into_iter().find(|side| {
                    let r = side / 2.0 + 1.0;
                    let b = [x_px - r, y_px - r, x_px + r, y_px + r];
                    !self.is_taken(b) && !covers_mark(scene, lighting, projection, b)
                });
                let side_px = fitting.unwrap_or(8.0);
                let r = side_px / 2.0 + 1.0;
                self.take([x_px - r, y_px - r, x_px + r, y_px + r]);
                self.places.push(PlaceSign {
                    place: index as u32,
                    x_px,
                    y_px,
                    side_px,
                });
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

fn ink_order(ink: Ink) -> u64 {
    match ink {
        Ink::Name => 0,
        Ink::Number => 1,
        Ink::Dimmed => 2,
        Ink::Lit => 3,
        Ink::Chosen => 4,
        Ink::OnMark => 5,
        Ink::OnGrade { grade } => 6 + u64::from(grade),
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
