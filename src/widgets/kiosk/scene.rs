//! From the visit's data to what the map draws.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::language::{Message, place_kind};
use crate::domain::market::category::Categories;
use crate::domain::market::trust::{GradeState, PlaqueKind};
use crate::domain::plan::geometry::Point;
use crate::domain::plan::lighting::Lighting;
use crate::domain::plan::scene::{
    GradeSign, Kiosk, Place, Scene, SceneInput, StallInput, StallOutline,
};
use crate::domain::publication::open::{LevelStalls, Venue};
use crate::widgets::badge::{MARK_CHARACTER, grade_sign};
use crate::widgets::live::{effect, memo};
use crate::widgets::map::{Focus, MapLabels};
use crate::widgets::visit::{LevelView, Visit};

/// The level on screen, ready to be drawn. Made anew for another level, language or kiosk.
pub fn scene(visit: Visit) -> Signal<Option<Arc<Scene>>> {
    // A scene made anew is another scene; comparing thousands of stalls would only cost time.
    let compute = move |_: Option<&Option<Arc<Scene>>>| {
        let level = visit.level.get()?;
        let venue = visit.venue.get()?;
        let tree = visit.tree.get();
        let here = visit.kiosk.get();
        let tints = tree
            .as_ref()
            .map(|tree| tints(&tree.tree))
            .unwrap_or_default();
        Some(Arc::new(build(visit, &venue, &level, &tints, &here)))
    };
    let scene = Memo::new_with_compare(compute, |_, _| true);
    Signal::derive(move || scene.get())
}

/// Place of each category's top category in the palette.
fn tints(tree: &Categories) -> Vec<u8> {
    (0..tree.len())
        .map(|category| {
            let top = tree.top_of(category);
            let place = tree.tops().iter().position(|own| *own == top).unwrap_or(0);
            u8::try_from(place).unwrap_or(0)
        })
        .collect()
}

fn build(visit: Visit, venue: &Venue, level: &LevelView, tints: &[u8], here: &str) -> Scene {
    let stalls = &level.stalls;
    let Some(place) = venue.level(stalls.level()) else {
        return Scene::build(SceneInput::default());
    };
    let building = venue
        .buildings
        .iter()
        .position(|own| own.id() == place.building.id());
    let mut signs = GradeSigns::new(visit, venue);
    let rows = (0..stalls.len()).map(|stall| {
        let main = stalls.categories(stall).next();
        StallInput {
            outline: outline(stalls, stall),
            number: stalls.number(stall),
            name: level.name(stall),
            tint: main.map(|category| tints.get(category).copied().unwrap_or(0)),
            is_member: stalls.has_plaque(stall, PlaqueKind::PartyMember),
            is_post: stalls.has_plaque(stall, PlaqueKind::DemonstrationPost),
            grade: signs.index(stalls, stall),
        }
    });
    let rows = rows.collect();
    Scene::build(SceneInput {
        view_key: building
            .and_then(|index| u64::try_from(index).ok())
            .unwrap_or(0),
        outlines: vec![ring(place.level.outline())],
        voids: place.level.voids().iter().map(|own| ring(own)).collect(),
        stalls: rows,
        grades: signs.signs,
        places: stalls
            .places
            .iter()
            .map(|place| place_sign(visit, place))
            .collect(),
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

fn place_sign(visit: Visit, place: &crate::domain::market::place::Place) -> Place {
    let own = visit.words(place.name());
    let kind = place_kind(place.kind().word()).map_or("", |kind| visit.say(kind));
    Place {
        kind: *place.kind(),
        at: point(*place.at()),
        name: if own.is_empty() { kind.to_owned() } else { own },
    }
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

fn point(at: [i32; 2]) -> Point {
    let [x, y] = at;
    Point::new(f64::from(x), f64::from(y))
}

fn ring(points: &[[i32; 2]]) -> Vec<Point> {
    points.iter().map(|at| point(*at)).collect()
}

/// The different badges of a level, each once.
struct GradeSigns<'a> {
    venue: &'a Venue,
    today: crate::domain::market::time::Day,
    known: Vec<(usize, usize, bool)>,
    signs: Vec<GradeSign>,
}

impl<'a> GradeSigns<'a> {
    fn new(visit: Visit, venue: &'a Venue) -> GradeSigns<'a> {
        GradeSigns {
            venue,
            today: visit.now().day,
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
                let level = self
                    .venue
                    .scales
                    .get(grade.scale)?
                    .levels()
                    .get(grade.level)?;
                self.signs.push(grade_sign(level, state));
                self.known.push(key);
                self.known.len() - 1
            }
        };
        u8::try_from(index).ok()
    }
}

/// Which stalls are lit, which one is chosen.
pub fn lighting(visit: Visit) -> Signal<Lighting> {
    let chosen = memo(move || {
        let stall = visit
            .session
            .with(|session| session.stall().map(str::to_owned))?;
        visit
            .level
            .with(|level| level.as_ref()?.stalls.find(&stall))
    });
    Signal::derive(move || {
        let count = visit
            .level
            .with(|level| level.as_ref().map_or(0, |level| level.stalls.len()));
        let lighting = visit.lit.with(|lit| match lit {
            Some(lit) => Lighting::on(count, lit.iter().copied()),
            None => Lighting::default(),
        });
        lighting.with_chosen(chosen.get())
    })
}

/// Where the map flies: to the chosen stall or place, and home again after a reset.
pub fn focus(visit: Visit) -> Signal<Option<Focus>> {
    let focus = RwSignal::new(None);
    let chosen = memo(move || {
        let (stall, place) = visit.session.with(|session| {
            (
                session.stall().map(str::to_owned),
                session.place().map(str::to_owned),
            )
        });
        visit.level.with(|level| {
            let stalls = &level.as_ref()?.stalls;
            let stall = stall
                .and_then(|stall| stalls.find(&stall))
                .map(Focus::Stall);
            stall.or_else(|| {
                let place =
                    place.and_then(|id| stalls.places.iter().find(|place| *place.id() == id))?;
                Some(Focus::Point {
                    at: point(*place.at()),
                    span_m: PLACE_SPAN_M,
                })
            })
        })
    });
    effect(move || {
        if let Some(chosen) = chosen.get() {
            focus.set(Some(chosen));
        }
    });
    Effect::new(move |before: Option<u32>| {
        let resets = visit.resets.get();
        if before.is_some_and(|before| before != resets) {
            focus.set(Some(Focus::Whole));
        }
        resets
    });
    focus.into()
}

/// How much of the level is shown around a chosen place.
const PLACE_SPAN_M: f64 = 40.0;

/// Every text of the map.
pub fn labels(visit: Visit) -> MapLabels {
    let say = move |message| Signal::derive(move || visit.say(message).to_owned());
    let level_name = move || {
        let level = visit.session.with(|session| session.level().to_owned());
        visit.level_name(&level)
    };
    MapLabels {
        map: say(Message::Map),
        hint: Signal::derive(move || visit.say_with(Message::MapHelp, &[("level", &level_name())])),
        zoom_in: say(Message::MapZoomIn),
        zoom_out: say(Message::MapZoomOut),
        whole: say(Message::MapWholeLevel),
        to_kiosk: say(Message::MapToKiosk),
        turn: say(Message::MapTurn),
        north: say(Message::MapNorth),
        here: say(Message::YouAreHere),
        mark: Signal::stored(MARK_CHARACTER.to_owned()),
    }
}
