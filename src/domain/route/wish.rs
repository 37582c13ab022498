//! What somebody asks for, and what follows from it for ways and connectors.

use super::doors::Doors;
use super::walks::{Gait, WHEELS_WIDTH_DM};
use crate::domain::market::place::PlaceKind;
use crate::domain::market::raw::Point;
use crate::domain::market::time::OpenState;
use crate::domain::market::walk::Connector;

/// Somewhere to begin or to end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// A kiosk by id.
    Kiosk(String),
    /// A stall by id.
    Stall(String),
    /// A service place (gate, lift, desk …): its level and its id.
    Place(String, String),
    /// A point of a level, decimetres of the building's grid.
    Point(String, Point),
}

/// Where somebody wants to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// There.
    Stop(Stop),
    /// To the nearest place of this kind.
    Nearest(PlaceKind),
}

/// How somebody wants to go. They go together: step-free with few changes, say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Lifts and ramps only, no steps on the way.
    pub step_free: bool,
    /// With heavy goods: no escalators, stairs or steps, and only connectors that take goods.
    pub goods: bool,
    /// Fewest changes of level first, then the time. Bridges and ways outside are no change.
    pub fewest_changes: bool,
}

/// The time in the market's time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// Monday is 0.
    pub weekday: u8,
    /// Minute of the day.
    pub minute: u16,
}

/// A question for [`find`](super::find).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub from: Stop,
    pub to: Target,
    pub options: Options,
    /// None: connectors are taken whatever their hours.
    pub when: Option<When>,
}

/// 1.1 m/s: somebody with bags among others. In a market nobody walks as on a street.
pub const FOOT_DM_PER_SEC: u32 = 11;
/// 0.9 m/s: with a wheelchair, a pram or a loaded trolley.
pub const WHEELS_DM_PER_SEC: u32 = 9;
/// What a change of level costs when few changes count first: more than any walk.
const CHANGE: u64 = 1 << 40;

/// What the options mean for each connector, at one time.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    options: Options,
    gait: Gait,
    takes: Vec<bool>,
}

impl Rules {
    /// `closed` are ids of connectors that a notice closes.
    pub fn new(doors: &Doors, options: Options, when: Option<When>, closed: &[String]) -> Rules {
        // An operator who marks no connector as fit for goods has not said anything about goods.
        let says_goods = doors.connectors().iter().any(|own| *own.goods());
        let takes = |connector: &Connector| {
            let wheels = options.step_free || options.goods;
            let narrow = (1..WHEELS_WIDTH_DM).contains(connector.width_dm());
            !(is_closed(connector, when, closed)
                || wheels && (connector.kind().has_steps() || narrow)
                || options.step_free && !connector.step_free()
                || options.goods && says_goods && !connector.goods())
        };
        Rules {
            options,
            gait: if options.step_free || options.goods {
                Gait::Wheels
            } else {
                Gait::Foot
            },
            takes: doors.connectors().iter().map(takes).collect(),
        }
    }

    /// The same connectors, but every walkway.
    pub fn on_any_walkway(mut self) -> Rules {
        self.gait = Gait::Foot;
        self
    }

    /// How such a person moves.
    pub fn gait(&self) -> Gait {
        self.gait
    }

    /// Walking speed.
    pub fn dm_per_sec(&self) -> u32 {
        match self.gait() {
            Gait::Foot => FOOT_DM_PER_SEC,
            Gait::Wheels => WHEELS_DM_PER_SEC,
        }
    }

    /// Whether a connector may be taken.
    pub fn takes(&self, connector: usize) -> bool {
        self.takes.get(connector).copied().unwrap_or(false)
    }

    /// Cost of a ride over so many stops.
    pub fn ride_cost(&self, connector: &Connector, stops: usize) -> u64 {
        let walked = u64::from(ride_secs(connector, stops)) * u64::from(self.dm_per_sec());
        let counts = self.options.fewest_changes && connector.kind().changes_level();
        walked + if counts { CHANGE } else { 0 }
    }
}

/// Time of a ride over so many stops, waiting included.
pub(super) fn ride_secs(connector: &Connector, stops: usize) -> u32 {
    let stops = u32::try_from(stops).unwrap_or(u32::MAX);
    let riding = connector.ride_secs().saturating_mul(stops);
    riding.saturating_add(*connector.wait_secs())
}

/// True when a notice closes the connector, or its hours say that it does not run.
pub(super) fn is_closed(connector: &Connector, when: Option<When>, closed: &[String]) -> bool {
    let rests = when.is_some_and(|when| {
        let state = connector.hours().state(when.weekday, when.minute);
        matches!(state, OpenState::OpensAt(..))
    });
    rests || closed.iter().any(|id| id == connector.id())
}
