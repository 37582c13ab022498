//! A level as the map draws it.

use super::signs::grade_sign;
use crate::domain::market::category::Categories;
use crate::domain::market::time::Day;
use crate::domain::market::trust::{GradeState, PlaqueKind};
use crate::domain::plan::geometry::Point;
use crate::domain::plan::scene::{
    GradeSign, Kiosk, Place, Scene, SceneInput, StallInput, StallOutline,
};
use crate::domain::publication::open::{LevelStalls, Venue};

/// The words of a level in the reader's language.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// Shop name of each stall, empty when there is none; stalls beyond its end have none.
    pub shops: &'a [String],
    /// BCP 47 tag, for the names of service places.
    pub language: &'a str,
}

/// The scene of a level. `tints` is the answer of [`tints`], `here` the id of the kiosk that the
/// reader stands at, `today` decides which grades have expired.
pub fn level_scene(
    venue: &Venue,
    stalls: &LevelStalls,
    names: Names<'_>,
    tints: &[u8],
    here: &str,
    today: Day,
) -> Scene {
    let Some(place) = venue.level(stalls.level()) else {
        return Scene::build(SceneInput::default());
    };
    let building = venue
        .buildings
        .iter()
        .position(|own| own.id() == place.building.id());
    let mut signs = GradeSigns::new(venue, today);
    let rows = (0..stalls.len()).map(|stall| {
        let main = stalls.categories(stall).next();
        StallInput {
            outline: outline(stalls, stall),
            number: stalls.number(stall),
            name: names.shops.get(stall).map_or("", String::as_str),
            tint: main.map(|category| tints.get(category).copied().unwrap_or(0)),
            is_member: stalls.has_plaque(stall, PlaqueKind::PartyMember),
            is_post: stalls.has_plaque(stall, PlaqueKind::DemonstrationPost),
            grade: signs.index(stalls, stall),
        }
    });
    let rows = rows.collect();
    let home = venue.market.home_language();
    let places = stalls.places.iter().map(|place| Place {
        kind: *place.kind(),
        at: point(*place.at()),
        name: place.name().best(names.language, home).0.to_owned(),
    });
    Scene::build(SceneInput {
        // The levels of a building share their grid: one replaces the other under the eye.
        view_key: building
            .and_then(|index| u64::try_from(index).ok())
            .unwrap_or(0),
        outlines: vec![ring(place.level.outline())],
        voids: place.level.voids().iter().map(|own| ring(own)).collect(),
        stalls: rows,
        grades: signs.signs,
        places: places.collect(),
        kiosks: venue
            .kiosks_on(stalls.level())
            .map(|kiosk| Kiosk {
                at: point(*kiosk.at()),
                facing_deg: *kiosk.facing_deg(),
                is_here: kiosk.id() == here,
            })
            .collect(),
    })
}

/// Place of each category's top category in the palette.
pub fn tints(tree: &Categories) -> Vec<u8> {
    (0..tree.len())
        .map(|category| {
            let top = tree.top_of(category);
            let place = tree.tops().iter().position(|own| *own == top).unwrap_or(0);
            u8::try_from(place).unwrap_or(0)
        })
        .collect()
}

/// A published place, decimetres, on the plan.
pub fn point([x_dm, y_dm]: [i32; 2]) -> Point {
    Point::new(f64::from(x_dm), f64::from(y_dm))
}

pub(super) fn ring(points: &[[i32; 2]]) -> Vec<Point> {
    points.iter().map(|at| point(*at)).collect()
}

fn outline(stalls: &LevelStalls, stall: usize) -> StallOutline {
    let ground = stalls.footprint(stall);
    match ground.outline {
        Some(ring) => StallOutline::Ring(ring.clone()),
        None => StallOutline::Rect {
            x: ground.x_dm,
            y: ground.y_dm,
            w: ground.w_dm,
            h: ground.h_dm,
        },
    }
}

/// The different badges of a level, each once.
struct GradeSigns<'a> {
    venue: &'a Venue,
    today: Day,
    known: Vec<(usize, usize, bool)>,
    signs: Vec<GradeSign>,
}

impl<'a> GradeSigns<'a> {
    fn new(venue: &'a Venue, today: Day) -> GradeSigns<'a> {
        GradeSigns {
            venue,
            today,
            known: Vec::new(),
            signs: Vec::new(),
        }
    }

    fn index(&mut self, stalls: &LevelStalls, stall: usize) -> Option<u8> {
        let grade = stalls.grade(stall)?;
        let state = grade.state(self.today);
        let key = (grade.scale, grade.level, state == GradeState::Valid);
        let index = match self.known.iter().position(|known| *known == key) {
            Some(index) => index,
            None => {
                let scale = self.venue.scales.get(grade.scale)?;
                let level = scale.levels().get(grade.level)?;
                self.signs.push(grade_sign(level, state));
                self.known.push(key);
                self.known.len() - 1
            }
        };
        u8::try_from(index).ok()
    }
}
