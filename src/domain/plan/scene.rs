//! One level, ready to be drawn and touched: columns of numbers, one text arena, a grid.
//!
//! Built once per level and language from [`SceneInput`]; never changed afterwards. A stall
//! is known by its index in the input, everywhere.

use std::sync::OnceLock;

use super::geometry::{
    Bounds, Point, Ring, label_box, ring_area_dm2, ring_contains, ring_distance_dm,
};
use super::grid::Grid;
use super::label::text_width_em;
use crate::domain::market::place::PlaceKind;
use crate::domain::order;

/// Everything of a level that the map shows. Borrowed texts are copied into the scene.
#[derive(Clone, Debug, Default)]
pub struct SceneInput<'a> {
    /// Scenes with the same key share one grid (the levels of a building, or one level in
    /// two languages): the view stays where it is when one replaces the other.
    pub view_key: u64,
    /// Outer lines of the floor; several when the level has several parts.
    pub outlines: Vec<Ring>,
    /// Holes in the floor: atria, shafts.
    pub voids: Vec<Ring>,
    pub stalls: Vec<StallInput<'a>>,
    /// The grades that stalls point to, in the scale's order.
    pub grades: Vec<GradeSign>,
    pub places: Vec<Place>,
    pub kiosks: Vec<Kiosk>,
}

/// One stall as it arrives.
#[derive(Clone, Debug)]
pub struct StallInput<'a> {
    pub outline: StallOutline,
    /// What stands on the stall's sign; short enough to read inside its outline.
    pub number: &'a str,
    /// The shop's name in the shown language; empty when there is none.
    pub name: &'a str,
    /// The trade's tint: an index into the theme's palette (taken modulo its length). None
    /// when the stall is not let; its name, if it has one, is not shown then.
    pub tint: Option<u8>,
    /// Party-member stall.
    pub is_member: bool,
    /// Demonstration post.
    pub is_post: bool,
    /// Index into [`SceneInput::grades`].
    pub grade: Option<u8>,
}

/// Where a stall stands, in decimetres.
#[derive(Clone, Debug, PartialEq)]
pub enum StallOutline {
    /// The usual case, drawn and hit fastest.
    Rect { x: i32, y: i32, w: i32, h: i32 },
    /// Any other shape: at least three corners.
    Ring(Vec<[i32; 2]>),
}

/// How a grade looks. The shape differs too, so that colour is never the only sign.
#[derive(Clone, Debug, PartialEq)]
pub struct GradeSign {
    pub color: [u8; 3],
    /// One to three letters inside the sign.
    pub letter: String,
    pub shape: GradeShape,
    /// Expired or suspended: only a grey outline is left of it.
    pub is_lapsed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GradeShape {
    Disc,
    Square,
    Diamond,
    Triangle,
    Hexagon,
    /// Five points.
    Star,
}

impl GradeShape {
    pub const ALL: [Self; 6] = [
        Self::Disc,
        Self::Square,
        Self::Diamond,
        Self::Triangle,
        Self::Hexagon,
        Self::Star,
    ];
}

/// A service place, shown as a symbol.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub kind: PlaceKind,
    pub at: Point,
    pub name: String,
}

/// A kiosk; the one in front of the person carries "you are here".
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kiosk {
    pub at: Point,
    /// Where a person looks who reads it: degrees clockwise from the plan's north.
    pub facing_deg: f64,
    pub is_here: bool,
}

const MEMBER: u8 = 1;
const POST: u8 = 2;
const NO_GRADE: u8 = u8::MAX;

/// What the raster asks of every stall in every frame, in one byte.
///
/// The lowest five bits are the place among the paints: the trade's tint, or [`VACANT_PAINT`].
pub type Look = u8;
/// How many tints there are.
pub const TINTS: u8 = 26;
/// The paint of stalls that are not let.
pub const VACANT_PAINT: u8 = TINTS;
/// The paint's bits of a [`Look`].
pub const PAINT: Look = 0x1f;
/// Not an upright rectangle.
pub const IS_POLYGON: Look = 0x20;
/// Carries a red sign of either kind.
pub const IS_MARKED: Look = 0x40;
/// Carries a grade.
pub const IS_GRADED: Look = 0x80;

/// A level in columns.
#[derive(Clone, Debug)]
pub struct Scene {
    view_key: u64,
    bounds: Bounds,
    outlines: Vec<Ring>,
    voids: Vec<Ring>,
    /// `[min x, min y, max x, max y]` of every stall.
    boxes: Vec<[i32; 4]>,
    looks: Vec<Look>,
    flags: Vec<u8>,
    grades: Vec<u8>,
    /// Width of the number in sixteenths of an em: the raster asks for it every frame.
    number_widths: Vec<u8>,
    /// All numbers and names one after the other; each column says where one ends.
    texts: String,
    number_ends: Vec<u32>,
    name_ends: Vec<u32>,
    /// The exceptions, in the order of their stalls.
    polygons: Vec<Polygon>,
    grade_signs: Vec<GradeSign>,
    places: Vec<Place>,
    kiosks: Vec<Kiosk>,
    grid: Grid,
    typical_side_dm: f64,
    mark_count: u32,
}

#[derive(Clone, Debug)]
struct Polygon {
    stall: u32,
    ring: Ring,
    /// Found when it is first asked for: that takes a while, and most are never seen near by.
    label_box: OnceLock<Bounds>,
    speck: [i32; 4],
}

impl Scene {
    pub fn build(input: SceneInput<'_>) -> Self {
        let count = input.stalls.len();
        let mut scene = Self {
            view_key: input.view_key,
            bounds: Bounds::new(0.0, 0.0, 0.0, 0.0),
            outlines: input.outlines,
            voids: input.voids,
            boxes: Vec::with_capacity(count),
            looks: Vec::with_capacity(count),
            flags: Vec::with_capacity(count),
            grades: Vec::with_capacity(count),
            number_widths: Vec::with_capacity(count),
            texts: String::new(),
            number_ends: Vec::with_capacity(count),
            name_ends: Vec::with_capacity(count),
            polygons: Vec::new(),
            grade_signs: input.grades,
            places: input.places,
            kiosks: input.kiosks,
            grid: Grid::default(),
            typical_side_dm: 30.0,
            mark_count: 0,
        };
        for stall in &input.stalls {
            scene.push(stall);
        }
        scene.grid = Grid::build(&scene.boxes);
        scene.bounds = scene.measure_bounds();
        scene.typical_side_dm = typical_side_dm(&scene.boxes);
        scene
    }

    pub fn view_key(&self) -> u64 {
        self.view_key
    }

    /// Everything there is on the level; a hundred metres square when there is nothing.
    pub fn bounds(&self) -> Bounds {
        self.bounds
    }

    pub fn stall_count(&self) -> usize {
        self.boxes.len()
    }

    /// True when the stall is on the map; one whose ground could not be read is not.
    pub fn has_ground(&self, stall: usize) -> bool {
        let ground = self.boxes.get(stall);
        ground.is_some_and(|ground| ground[0] < ground[2] && ground[1] < ground[3])
    }

    pub fn outlines(&self) -> &[Ring] {
        &self.outlines
    }

    pub fn voids(&self) -> &[Ring] {
        &self.voids
    }

    pub fn places(&self) -> &[Place] {
        &self.places
    }

    pub fn kiosks(&self) -> &[Kiosk] {
        &self.kiosks
    }

    /// The kiosk the person stands at.
    pub fn here(&self) -> Option<Kiosk> {
        self.kiosks.iter().copied().find(|kiosk| kiosk.is_here)
    }

    /// The side of a stall of middling size.
    pub fn typical_side_dm(&self) -> f64 {
        self.typical_side_dm
    }

    /// How many stalls carry a red sign.
    pub fn mark_count(&self) -> u32 {
        self.mark_count
    }

    /// The boxes of all stalls; see [`Scene::stall_box`].
    pub fn boxes(&self) -> &[[i32; 4]] {
        &self.boxes
    }

    /// The looks of all stalls.
    pub fn looks(&self) -> &[Look] {
        &self.looks
    }

    /// Slices of stall indices near `wanted`; see [`Grid::near`].
    pub fn near(&self, wanted: Bounds) -> impl Iterator<Item = &[u32]> {
        self.grid.near(wanted)
    }

    // The questions below take an index of this scene; a foreign index is answered like an
    // empty stall, because selections outlive a level by a moment.

    /// The upright box around a stall: `[min x, min y, max x, max y]` in decimetres.
    pub fn stall_box(&self, stall: usize) -> [i32; 4] {
        self.boxes.get(stall).copied().unwrap_or_default()
    }

    pub fn stall_bounds(&self, stall: usize) -> Bounds {
        let [x0, y0, x1, y1] = self.stall_box(stall);
        Bounds::new(x0.into(), y0.into(), x1.into(), y1.into())
    }

    /// The corners of a stall that is not an upright rectangle.
    pub fn stall_ring(&self, stall: usize) -> Option<&Ring> {
        self.polygon(stall).map(|polygon| &polygon.ring)
    }

    /// A box of the stall's proportions and area: what it looks like when it is a few pixels
    /// large.
    pub fn speck_box(&self, stall: usize) -> [i32; 4] {
        match self.polygon(stall) {
            Some(polygon) => polygon.speck,
            None => self.stall_box(stall),
        }
    }

    /// The upright box inside the stall that has room for texts.
    pub fn text_box(&self, stall: usize) -> Bounds {
        match self.polygon(stall) {
            Some(polygon) => *polygon.label_box.get_or_init(|| {
                let around = || self.stall_bounds(stall);
                label_box(&polygon.ring).unwrap_or_else(around)
            }),
            None => self.stall_bounds(stall),
        }
    }

    pub fn stall_contains(&self, stall: usize, point: Point) -> bool {
        match self.stall_ring(stall) {
            Some(ring) => ring_contains(ring, point),
            None => self.stall_bounds(stall).contains(point),
        }
    }

    /// How far `point` is outside the stall; 0 inside.
    pub fn stall_distance_dm(&self, stall: usize, point: Point) -> f64 {
        match self.stall_ring(stall) {
            Some(ring) if ring_contains(ring, point) => 0.0,
            Some(ring) => ring_distance_dm(ring, point),
            None => self.stall_bounds(stall).distance_dm(point),
        }
    }

    /// The trade's place in the palette; none when the stall is not let.
    pub fn tint(&self, stall: usize) -> Option<u8> {
        let paint = self.looks.get(stall)? & PAINT;
        (paint != VACANT_PAINT).then_some(paint)
    }

    pub fn is_member(&self, stall: usize) -> bool {
        self.has(stall, MEMBER)
    }

    pub fn is_post(&self, stall: usize) -> bool {
        self.has(stall, POST)
    }

    /// Whether the stall carries a red sign of either kind.
    pub fn is_marked(&self, stall: usize) -> bool {
        self.looks_like(stall, IS_MARKED)
    }

    pub fn grade_index(&self, stall: usize) -> Option<usize> {
        let index = usize::from(self.grades.get(stall).copied().unwrap_or(NO_GRADE));
        (index < self.grade_signs.len()).then_some(index)
    }

    pub fn grade_signs(&self) -> &[GradeSign] {
        &self.grade_signs
    }

    pub fn number(&self, stall: usize) -> &str {
        let from = match stall.checked_sub(1) {
            Some(before) => self.name_ends.get(before),
            None => Some(&0),
        };
        self.text(from, self.number_ends.get(stall))
    }

    pub fn name(&self, stall: usize) -> &str {
        self.text(self.number_ends.get(stall), self.name_ends.get(stall))
    }

    /// Width of the number's text in em.
    pub fn number_width_em(&self, stall: usize) -> f64 {
        f64::from(self.number_widths.get(stall).copied().unwrap_or_default()) / 16.0
    }

    pub fn has_name(&self, stall: usize) -> bool {
        self.number_ends.get(stall) != self.name_ends.get(stall)
    }

    fn has(&self, stall: usize, flag: u8) -> bool {
        self.flags.get(stall).is_some_and(|flags| flags & flag != 0)
    }

    fn looks_like(&self, stall: usize, look: Look) -> bool {
        self.looks.get(stall).is_some_and(|own| own & look != 0)
    }

    fn polygon(&self, stall: usize) -> Option<&Polygon> {
        if !self.looks_like(stall, IS_POLYGON) {
            return None;
        }
        let place = self
            .polygons
            .binary_search_by_key(&(stall as u32), |polygon| polygon.stall)
            .ok()?;
        self.polygons.get(place)
    }

    fn text(&self, from: Option<&u32>, to: Option<&u32>) -> &str {
        match (from, to) {
            (Some(from), Some(to)) => self
                .texts
                .get(*from as usize..*to as usize)
                .unwrap_or_default(),
            _ => "",
        }
    }

    fn push(&mut self, stall: &StallInput<'_>) {
        let has_ground =
            !matches!(stall.outline, StallOutline::Rect { w, h, .. } if w <= 0 || h <= 0);
        let mut flags = u8::from(stall.is_member) * MEMBER + u8::from(stall.is_post) * POST;
        if !has_ground {
            flags = 0;
        }
        let (name, mut look) = match stall.tint {
            Some(tint) => (stall.name, tint % TINTS),
            None => ("", VACANT_PAINT),
        };
        if flags != 0 {
            look |= IS_MARKED;
            self.mark_count += 1;
        }
        let grade = stall.grade.unwrap_or(NO_GRADE);
        if usize::from(grade) < self.grade_signs.len() {
            look |= IS_GRADED;
        }
        let stall_box = match &stall.outline {
            StallOutline::Rect { x, y, w, h } => {
                [*x, *y, x.saturating_add(*w), y.saturating_add(*h)]
            }
            StallOutline::Ring(corners) => {
                let ring: Ring = corners.iter().map(|corner| Point::from(*corner)).collect();
                let bounds = Bounds::around(&ring).unwrap_or(Bounds::new(0.0, 0.0, 0.0, 0.0));
                look |= IS_POLYGON;
                self.polygons.push(Polygon {
                    stall: self.boxes.len() as u32,
                    label_box: OnceLock::new(),
                    speck: speck(&ring, bounds),
                    ring,
                });
                [
                    bounds.min_x_dm as i32,
                    bounds.min_y_dm as i32,
                    bounds.max_x_dm as i32,
                    bounds.max_y_dm as i32,
                ]
            }
        };
        self.boxes.push(stall_box);
        self.looks.push(look);
        self.flags.push(flags);
        self.grades.push(grade);
        let sixteenths = (text_width_em(stall.number) * 16.0 + 0.999) as u8;
        self.number_widths.push(sixteenths);
        self.texts.push_str(stall.number);
        self.number_ends.push(self.texts.len() as u32);
        self.texts.push_str(name);
        self.name_ends.push(self.texts.len() as u32);
    }

    fn measure_bounds(&self) -> Bounds {
        let rings = self.outlines.iter().filter_map(|ring| Bounds::around(ring));
        let stalls = (0..self.boxes.len()).map(|stall| self.stall_bounds(stall));
        rings
            .chain(stalls)
            .reduce(Bounds::union)
            .unwrap_or(Bounds::new(0.0, 0.0, 1000.0, 1000.0))
    }
}

fn speck(ring: &Ring, bounds: Bounds) -> [i32; 4] {
    let whole = (bounds.width_dm() * bounds.height_dm()).max(1.0);
    let share = (ring_area_dm2(ring) / whole).sqrt() / 2.0;
    let (c, w, h) = (
        bounds.center(),
        bounds.width_dm() * share,
        bounds.height_dm() * share,
    );
    [c.x_dm - w, c.y_dm - h, c.x_dm + w, c.y_dm + h].map(|v| v as i32)
}

/// From a sample of stalls: enough for a rule of thumb, the same for the same level.
fn typical_side_dm(boxes: &[[i32; 4]]) -> f64 {
    let step = boxes.len() / 256 + 1;
    let mut sides: Vec<u64> = boxes
        .iter()
        .step_by(step)
        .map(|b| (b[2] - b[0]).min(b[3] - b[1]).max(1) as u64)
        .collect();
    order::sort(&mut sides);
    sides.get(sides.len() / 2).map_or(30.0, |side| *side as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stall<'a>(outline: StallOutline, number: &'a str, name: &'a str) -> StallInput<'a> {
        StallInput {
            outline,
            number,
            name,
            tint: (number != "4").then_some(3),
            is_member: number == "2",
            is_post: false,
            grade: (number == "1").then_some(0),
        }
    }

    fn scene() -> Scene {
        let rect = |x, y| StallOutline::Rect { x, y, w: 30, h: 20 };
        Scene::build(SceneInput {
            outlines: vec![vec![
                Point::new(-10.0, -10.0),
                Point::new(200.0, -10.0),
                Point::new(200.0, 90.0),
            ]],
            stalls: vec![
                stall(rect(0, 0), "1", "One"),
                stall(
                    StallOutline::Ring(vec![[40, 0], [80, 0], [40, 40]]),
                    "2",
                    "二号",
                ),
                stall(rect(100, 0), "3", ""),
                stall(rect(140, 0), "4", "Gone"),
            ],
            grades: vec![GradeSign {
                color: [1, 2, 3],
                letter: "A".to_string(),
                shape: GradeShape::Disc,
                is_lapsed: false,
            }],
            ..SceneInput::default()
        })
    }

    #[test]
    fn texts_come_back_from_the_arena() {
        let scene = scene();
        let texts: Vec<_> = (0..5).map(|i| (scene.number(i), scene.name(i))).collect();
        let expected = [("1", "One"), ("2", "二号"), ("3", ""), ("4", ""), ("", "")];
        assert_eq!(texts, expected);
        assert!(scene.has_name(1) && !scene.has_name(2));
    }

    #[test]
    fn a_vacant_stall_has_no_trade_and_no_name() {
        let scene = scene();
        assert_eq!(scene.tint(0), Some(3));
        assert_eq!(scene.tint(3), None);
        assert!(!scene.has_name(3));
    }

    #[test]
    fn flags_grades_and_polygons() {
        let scene = scene();
        assert!(scene.is_marked(1) && !scene.is_marked(0));
        assert_eq!(scene.grade_index(0), Some(0));
        assert_eq!(scene.grade_index(1), None);
        assert!(scene.stall_ring(1).is_some() && scene.stall_ring(0).is_none());
        assert!(scene.stall_contains(1, Point::new(45.0, 5.0)));
        assert!(!scene.stall_contains(1, Point::new(75.0, 35.0)));
        assert_eq!(scene.stall_distance_dm(0, Point::new(33.0, 24.0)), 5.0);
    }

    #[test]
    fn a_foreign_index_is_an_empty_stall() {
        let scene = scene();
        assert_eq!(scene.stall_box(99), [0; 4]);
        assert!(!scene.is_marked(99));
        assert_eq!(scene.grade_index(99), None);
    }

    #[test]
    fn bounds_hold_floor_and_stalls() {
        assert_eq!(scene().bounds(), Bounds::new(-10.0, -10.0, 200.0, 90.0));
        let nothing = Scene::build(SceneInput::default());
        assert_eq!(nothing.bounds().width_dm(), 1000.0);
    }
}
