//! Where the person stands: at the kiosk; without one, on the level that is shown.

use leptos::prelude::*;

use crate::domain::market::raw::Point;
use crate::domain::publication::near::{self, Distance, Spot};
use crate::domain::publication::open::Venue;
use crate::widgets::visit::Visit;

/// The person's place.
#[derive(Debug, Clone, PartialEq)]
pub struct Here {
    /// Id of the level.
    pub level: String,
    /// Decimetres of the building's grid; none when only the level is known.
    at: Option<Point>,
}

impl Here {
    /// The place at this moment.
    pub fn of(visit: Visit, venue: &Venue) -> Here {
        let kiosk = visit.kiosk.get_untracked();
        match venue.kiosk(&kiosk) {
            Some((level, kiosk)) => Here {
                level: level.to_owned(),
                at: Some(*kiosk.at()),
            },
            None => Here {
                level: visit
                    .session
                    .with_untracked(|session| session.level().to_owned()),
                at: None,
            },
        }
    }

    /// How far it is to a spot; the last of all when that cannot be said.
    pub fn distance(&self, venue: &Venue, to: Spot<'_>) -> Distance {
        let from = Spot {
            level: &self.level,
            // From an unknown point everything on the level is equally far.
            at: self.at.unwrap_or(to.at),
        };
        let farthest = Distance::OtherBuilding { line_dm: u32::MAX };
        near::distance(venue, from, to).unwrap_or(farthest)
    }

    /// Whether a distance on this level means anything.
    pub fn is_known(&self) -> bool {
        self.at.is_some()
    }
}
