//! Who hands out the data of a publication, and where a stop is.

use super::doors::Doors;
use super::footing::Footing;
use super::walks::Walks;
use super::wish::Stop;
use crate::domain::publication::open::{LevelStalls, Venue};

/// The publication's data as far as it is loaded. A page implements it over its store, the program
/// over files.
pub trait Ground {
    /// `market.json`.
    fn venue(&self) -> &Venue;
    /// `routes.json` with `connectors.json`.
    fn doors(&self) -> &Doors;
    /// Ids of connectors that a notice closes today.
    fn closed(&self) -> &[String];
    /// `routes/<level>.json`, when it is loaded. A level without one has [`Walks::default`].
    fn walks(&self, level: &str) -> Option<&Walks>;
    /// `levels/<level>.json`, when it is loaded.
    fn stalls(&self, level: &str) -> Option<&LevelStalls>;
}

/// A file that an answer needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// `routes/<level>.json`
    Walks(String),
    /// `levels/<level>.json`
    Stalls(String),
}

/// A stop on the network.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spot {
    /// Index of the level in [`Doors`].
    pub level: usize,
    pub footing: Footing,
}

/// Why a stop has no place on the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NoSpot {
    /// Load these first.
    Needs(Vec<Need>),
    /// It is not in the publication.
    Gone,
    /// It is there, but no way leads to it.
    OffNetwork,
}

/// Id of the level of a stop; none when there is no such stop.
pub(super) fn level_of<'a>(ground: &'a dyn Ground, stop: &'a Stop) -> Option<&'a str> {
    match stop {
        Stop::Kiosk(id) => ground.venue().kiosk(id).map(|(level, _)| level),
        Stop::Stall(id) => {
            let place = ground.venue().level_of_stall(id)?;
            Some(place.level.id())
        }
        Stop::Place(level, _) | Stop::Point(level, _) => Some(level),
    }
}

/// The network and the stalls of a level, or what is missing of them.
pub(super) fn loaded<'a>(
    ground: &'a dyn Ground,
    level: &str,
) -> Result<(&'a Walks, &'a LevelStalls), Vec<Need>> {
    match (ground.walks(level), ground.stalls(level)) {
        (Some(walks), Some(stalls)) => Ok((walks, stalls)),
        (walks, stalls) => {
            let walks = walks.is_none().then(|| Need::Walks(level.to_owned()));
            let stalls = stalls.is_none().then(|| Need::Stalls(level.to_owned()));
            Err(walks.into_iter().chain(stalls).collect())
        }
    }
}

pub(super) fn spot(ground: &dyn Ground, stop: &Stop) -> Result<Spot, NoSpot> {
    let id = level_of(ground, stop).ok_or(NoSpot::Gone)?;
    let (walks, stalls) = loaded(ground, id).map_err(NoSpot::Needs)?;
    let footing = match stop {
        Stop::Stall(stall) => {
            let stall = stalls.find(stall).ok_or(NoSpot::Gone)?;
            Footing::of_stall(walks, stalls, stall)
        }
        Stop::Kiosk(kiosk) => {
            let (_, kiosk) = ground.venue().kiosk(kiosk).ok_or(NoSpot::Gone)?;
            Footing::of_point(walks, stalls, *kiosk.at())
        }
        Stop::Place(_, place) => {
            let mut places = stalls.places.iter();
            let place = places.find(|own| own.id() == place).ok_or(NoSpot::Gone)?;
            Footing::of_point(walks, stalls, *place.at())
        }
        Stop::Point(_, at) => Footing::of_point(walks, stalls, *at),
    };
    Ok(Spot {
        level: ground.doors().level(id).ok_or(NoSpot::OffNetwork)?,
        footing: footing.ok_or(NoSpot::OffNetwork)?,
    })
}

/// Where a stop meets the network of its level; none while its level is not loaded, when it is
/// gone, or when no way is near.
pub fn footing_of(ground: &dyn Ground, stop: &Stop) -> Option<Footing> {
    spot(ground, stop).ok().map(|spot| spot.footing)
}
