//! The data of a publication for routes, loaded as it is needed.

use std::collections::HashMap;
use std::path::Path;

use super::RouteError;
use crate::domain::market::time::Day;
use crate::domain::publication::files::{
    ConnectorsFile, LevelFile, LevelRoutesFile, MovesFile, NoticesFile, RoutesFile, VenueFile,
};
use crate::domain::publication::open::{
    LevelStalls, Venue, closed_by_notices, moved_stall, open_connectors,
};
use crate::domain::publication::paths;
use crate::domain::route::{Answer, Doors, Ground, Need, Route, Stop, Walks};
use crate::publisher::published::Publication;
use crate::publisher::refusal::Refusal;

/// A publication in a folder as a [`Ground`].
#[derive(Debug)]
pub struct FileGround {
    files: Publication,
    venue: Venue,
    doors: Doors,
    closed: Vec<String>,
    walks: HashMap<String, Walks>,
    stalls: HashMap<String, LevelStalls>,
}

impl FileGround {
    /// Reads what every route needs. Notices count on `today`, else on the day of publication.
    pub fn open(folder: &Path, today: Option<Day>) -> Result<FileGround, RouteError> {
        let files = Publication::open(folder)?;
        let unusable = || {
            RouteError::Read(
                Refusal::at(folder.join(paths::VENUE).display().to_string(), "unusable")
                    .mend("Build the publication again."),
            )
        };
        let venue: VenueFile = files.read(paths::VENUE)?.ok_or_else(unusable)?;
        let venue = Venue::open(&venue).0.ok_or_else(unusable)?;
        let routes: RoutesFile = files.read(paths::ROUTES)?.ok_or(RouteError::NoRoutes)?;
        let connectors: ConnectorsFile = files.read(paths::CONNECTORS)?.unwrap_or_default();
        let notices: NoticesFile = files.read(paths::NOTICES)?.unwrap_or_default();
        let day = venue.market.published().day();
        Ok(FileGround {
            doors: Doors::open(&routes, open_connectors(&connectors).0).0,
            closed: closed_by_notices(&notices, today.unwrap_or(day)),
            venue,
            files,
            walks: HashMap::new(),
            stalls: HashMap::new(),
        })
    }

    /// The kiosk, stall or place with an id; a stall also by an id that it had before.
    pub fn stop(&mut self, id: &str) -> Result<Stop, RouteError> {
        let known = self.known_stop(id);
        if let Err(RouteError::NoSuchStop(_)) = known {
            let moves: MovesFile = self.files.read(paths::MOVES)?.unwrap_or_default();
            if let Some(now) = moved_stall(&moves, id) {
                return self.known_stop(now);
            }
        }
        known
    }

    fn known_stop(&mut self, id: &str) -> Result<Stop, RouteError> {
        if self.venue.kiosk(id).is_some() {
            return Ok(Stop::Kiosk(id.to_owned()));
        }
        let level_of_stall = self.venue.level_of_stall(id);
        let level_of_stall = level_of_stall.map(|place| place.level.id().clone());
        if let Some(level) = level_of_stall {
            self.load_stalls(&level)?;
            let is_stall = self
                .stalls(&level)
                .is_some_and(|own| own.find(id).is_some());
            if is_stall {
                return Ok(Stop::Stall(id.to_owned()));
            }
        }
        for level in self.levels() {
            self.load_stalls(&level)?;
            let stalls = self.stalls(&level);
            if stalls.is_some_and(|own| own.places.iter().any(|place| place.id() == id)) {
                return Ok(Stop::Place(level, id.to_owned()));
            }
        }
        Err(RouteError::NoSuchStop(id.to_owned()))
    }

    /// Ids of all levels.
    pub fn levels(&self) -> Vec<String> {
        let levels = self.venue.levels();
        levels.map(|place| place.level.id().clone()).collect()
    }

    /// Loads what an answer needs.
    pub fn load(&mut self, needs: &[Need]) -> Result<(), Refusal> {
        for need in needs {
            match need {
                Need::Walks(level) => self.load_walks(level)?,
                Need::Stalls(level) => self.load_stalls(level)?,
            }
        }
        Ok(())
    }

    /// Loads the stalls along the way, by which the steps are told.
    pub(super) fn load_landmarks(&mut self, answer: &Answer) -> Result<(), Refusal> {
        match answer {
            Answer::Found(route, _) => self.load_landmarks_of(route),
            Answer::Blocked(blocked) => match &blocked.nearest {
                Some(route) => self.load_landmarks_of(route),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    pub(super) fn load_landmarks_of(&mut self, route: &Route) -> Result<(), Refusal> {
        for leg in route.legs() {
            self.load_stalls(&leg.level)?;
        }
        Ok(())
    }

    fn load_walks(&mut self, level: &str) -> Result<(), Refusal> {
        if !self.walks.contains_key(level) {
            let file: Option<LevelRoutesFile> = self.files.read(&paths::routes(level))?;
            let walks = file.map_or_else(Walks::default, |file| Walks::open(file, level).0);
            self.walks.insert(level.to_owned(), walks);
        }
        Ok(())
    }

    fn load_stalls(&mut self, level: &str) -> Result<(), Refusal> {
        if self.stalls.contains_key(level) {
            return Ok(());
        }
        let file: LevelFile = self.files.read(&paths::level(level))?.unwrap_or_default();
        let stalls = match self.venue.level(level) {
            Some(place) => LevelStalls::open(file, place.level, &self.venue.scales).0,
            None => LevelStalls::default(),
        };
        self.stalls.insert(level.to_owned(), stalls);
        Ok(())
    }
}

impl Ground for FileGround {
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
        self.walks.get(level)
    }

    fn stalls(&self, level: &str) -> Option<&LevelStalls> {
        self.stalls.get(level)
    }
}
