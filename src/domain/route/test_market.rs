//! A small market for tests, drawn by hand or at random.

use super::distances::distances;
use super::doors::Doors;
use super::ground::Ground;
use super::walks::{Gait, Walks};
use crate::domain::market::raw::{Point, Ring};
use crate::domain::market::venue::Level;
use crate::domain::publication::files::{
    ConnectorsFile, LevelFile, LevelRoutesFile, RouteLevel, RoutesFile, VenueFile,
};
use crate::domain::publication::open::{LevelStalls, Venue, open_connectors};

/// A level by itself.
pub fn level(id: &str, outline: Ring) -> Level {
    let mut draft = Draft::default();
    draft.level("a", id, 0, outline);
    draft.venue().level(id).unwrap().level.clone()
}

/// A market that is being drawn.
#[derive(Default)]
pub struct Draft {
    pub venue: VenueFile,
    pub levels: Vec<LevelFile>,
    pub walks: Vec<LevelRoutesFile>,
    pub connectors: ConnectorsFile,
    pub closed: Vec<String>,
}

impl Draft {
    /// Adds a level; its building is made when it is new.
    pub fn level(&mut self, building: &str, id: &str, ordinal: i32, outline: Ring) {
        self.venue.market.id = "m".into();
        self.venue.market.languages = vec!["zh".into()];
        self.venue.market.name = [("zh".to_owned(), "市场".to_owned())].into();
        self.venue.market.published = "2026-11-21T00:00:00Z".into();
        let buildings = &mut self.venue.buildings;
        if !buildings.iter().any(|own| own.id == building) {
            buildings.push(Default::default());
            let last = buildings.last_mut().unwrap();
            last.id = building.into();
            last.name = names(
                &[building, "座"].concat(),
                &["Building ", building].concat(),
            );
            last.outline = outline.clone();
        }
        let own = buildings.iter_mut().find(|own| own.id == building).unwrap();
        own.levels.push(Default::default());
        let last = own.levels.last_mut().unwrap();
        last.id = id.into();
        last.ordinal = Some(ordinal);
        let shown = (ordinal + 1).to_string();
        last.name = names(&[&shown, "楼"].concat(), &["level ", &shown].concat());
        last.outline = outline;
        self.levels.push(LevelFile {
            level: id.into(),
            ..LevelFile::default()
        });
        self.walks.push(LevelRoutesFile {
            level: id.into(),
            ..LevelRoutesFile::default()
        });
    }

    /// Adds a stall of 20 by 20 dm to the last level; its number is its place in order.
    pub fn stall(&mut self, at: Point) {
        let stalls = &mut self.levels.last_mut().unwrap().stalls;
        let number = stalls.number.len() + 1001;
        stalls.number.push(number.to_string());
        stalls.x.push(at[0]);
        stalls.y.push(at[1]);
        stalls.w.push(20);
        stalls.h.push(20);
        stalls.category.push(-1);
        stalls.grade.push(0);
        stalls.plaques.push(0);
    }

    /// Adds a place to the last level.
    pub fn place(&mut self, id: &str, kind: &str, at: Point) {
        let places = &mut self.levels.last_mut().unwrap().places;
        places.push(Default::default());
        let last = places.last_mut().unwrap();
        last.id = id.into();
        last.kind = kind.into();
        last.at = Some(at);
    }

    /// Adds a kiosk to a level.
    pub fn kiosk(&mut self, level: &str, id: &str, at: Point, facing_deg: f64) {
        let key = level.to_owned();
        let mut rows = self.venue.kiosks.get(&key).cloned().unwrap_or_default();
        rows.push(Default::default());
        let last = rows.last_mut().unwrap();
        last.id = id.into();
        last.at = Some(at);
        last.facing_deg = Some(facing_deg);
        self.venue.kiosks.insert(level.to_owned(), rows);
    }

    /// Adds a node to the last level; gives its index.
    pub fn node(&mut self, at: Point) -> u32 {
        let walks = self.walks.last_mut().unwrap();
        walks.x.push(at[0]);
        walks.y.push(at[1]);
        u32::try_from(walks.x.len() - 1).unwrap()
    }

    /// Adds a walkway of 30 dm between nodes of the last level; gives its index.
    pub fn way(&mut self, from: u32, to: u32) -> u32 {
        let walks = self.walks.last_mut().unwrap();
        walks.from.push(from);
        walks.to.push(to);
        walks.width.push(30);
        u32::try_from(walks.from.len() - 1).unwrap()
    }

    /// Adds a connector; a stop is a level (its index) and a node of it.
    pub fn connector(&mut self, kind: &str, stops: &[(usize, u32)], secs: [u32; 2]) -> usize {
        let rows = &mut self.connectors.connectors;
        rows.push(Default::default());
        let number = rows.len();
        let last = rows.last_mut().unwrap();
        last.id = [kind, "-", &number.to_string()].concat();
        last.kind = kind.into();
        [last.wait_secs, last.ride_secs] = secs;
        last.step_free = kind != "stairs" && kind != "escalator";
        for (level, node) in stops {
            last.stops.push(Default::default());
            let stop = last.stops.last_mut().unwrap();
            stop.level = self.levels[*level].level.clone();
            stop.node = node.to_string();
            let doors = &mut self.walks[*level].doors;
            if !doors.contains(node) {
                doors.push(*node);
            }
        }
        number - 1
    }

    fn venue(&self) -> Venue {
        Venue::open(&self.venue).0.unwrap()
    }

    /// The market as a page has it.
    pub fn open(self) -> Market {
        let venue = self.venue();
        let mut routes = RoutesFile::default();
        let mut walks = Vec::new();
        let mut stalls = Vec::new();
        for (file, own) in self.walks.into_iter().zip(self.levels) {
            let id = file.level.clone();
            let directed = !file.one_way.is_empty();
            let doors = file.doors.iter().map(u32::to_string).collect();
            let (level, problems) = Walks::open(file, &id);
            assert!(problems.is_empty(), "{problems:?}");
            let wheels = distances(&level, Gait::Wheels, directed);
            let mut row = RouteLevel {
                level: id.clone(),
                doors,
                directed,
                foot: distances(&level, Gait::Foot, directed),
                ..RouteLevel::default()
            };
            row.wheels = (wheels != row.foot).then_some(wheels);
            for place in &own.places {
                let count = row.kinds.get(&place.kind).copied().unwrap_or(0);
                row.kinds.insert(place.kind.clone(), count + 1);
            }
            routes.levels.push(row);
            walks.push(level);
            let level = venue.level(&id).unwrap().level;
            let (own, problems) = LevelStalls::open(own, level, &[]);
            assert!(problems.is_empty(), "{problems:?}");
            stalls.push(own);
        }
        let (connectors, problems) = open_connectors(&self.connectors);
        assert!(problems.is_empty(), "{problems:?}");
        let (doors, problems) = Doors::open(&routes, connectors);
        assert!(problems.is_empty(), "{problems:?}");
        Market {
            venue,
            doors,
            closed: self.closed,
            loaded: vec![true; walks.len()],
            walks,
            stalls,
        }
    }
}

fn names(zh: &str, en: &str) -> crate::domain::market::raw::Labels {
    [
        ("zh".to_owned(), zh.to_owned()),
        ("en".to_owned(), en.to_owned()),
    ]
    .into()
}

/// A market as a page has it.
pub struct Market {
    pub venue: Venue,
    pub doors: Doors,
    pub closed: Vec<String>,
    pub walks: Vec<Walks>,
    pub stalls: Vec<LevelStalls>,
    /// Which levels are loaded.
    pub loaded: Vec<bool>,
}

impl Market {
    fn loaded(&self, level: &str) -> Option<usize> {
        let index = self.walks.iter().position(|own| own.level() == level)?;
        self.loaded[index].then_some(index)
    }
}

impl Ground for Market {
    fn venue(&self) -> &Venue {
        &self.venue
    }

    fn doors(&self) -> &Doors {
        &self.doors
    }

    fn closed(&self) -> &[String] {
        &self.closed
    }

    fn walks(&self, level: &str) -> Option<&Walks> {
        self.walks.get(self.loaded(level)?)
    }

    fn stalls(&self, level: &str) -> Option<&LevelStalls> {
        self.stalls.get(self.loaded(level)?)
    }
}
