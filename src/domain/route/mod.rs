//! The way there: routes across levels and buildings, tours, and their steps.
//!
//! What a page does:
//! 1. It opens `routes.json` and `connectors.json` as [`Doors`] and each `routes/<level>.json` as
//!    [`Walks`], and hands both out through its [`Ground`], with the venue and the levels' stalls.
//! 2. It asks [`find`] with a [`Question`]. While something is missing the answer is
//!    [`Answer::Needs`]: load these files and ask again. The levels of both ends come first, then
//!    those on the way; no other level is ever asked for.
//! 3. [`Answer::Found`] is a [`Route`]: legs with their lines for the map, and the rides between
//!    them. [`steps`] makes the typed steps of it and `domain::language::route` their sentences.
//!    [`Answer::Blocked`] says why there is no such way and how near one can get.
//! 4. [`tour`] puts several stops in a good order and answers in the same manner.
//! 5. [`RouteLink`] is the part of an address that opens the same route elsewhere.
//!
//! How it is found: `routes.json` holds the distances between the doors of a level, the nodes at
//! which a connector stops. A search over the few hundred doors of the market, begun at the doors
//! around the start and ended at those around the goal, is exactly as good as one over all nodes.
//!
//! Costs are whole decimetres of walking; a ride costs what one walks in its time. They fit in the
//! lower 40 bits of a `u64`; above them stands the number of level changes when these count first.

/// The network of one level: shortest ways in it.
mod walks;
/// Where a stall, place or kiosk meets the network.
mod footing;
/// Doors of all levels and the connectors between them.
mod doors;
/// How far it is from door to door, for who publishes.
mod distances;
/// What somebody asks for, and what follows from it.
mod wish;
/// Who hands out the data, and where a stop is.
mod ground;
/// A way from one point to another.
mod search;
/// A route with its legs and rides.
mod way;
/// The answer to a question.
mod answer;
/// Why there is no way, and how near one can get.
mod blocked;
/// Several stops in a good order.
mod tour;
/// Lines as one walks them.
mod line;
/// What to do on the way, step by step.
mod steps;
/// What lies ahead of a walker.
mod outlook;
/// The link that opens a route.
mod link;
#[cfg(test)]
mod route_oracle;
#[cfg(test)]
mod route_tests;
#[cfg(test)]
pub(in crate::domain) mod test_market;

pub use answer::{Answer, find};
pub use blocked::{Blocked, Reason};
pub use distances::distances;
pub use doors::Doors;
pub use footing::{Footing, foot};
pub use ground::{Ground, Need, footing_of};
pub use link::{LinkStop, RouteLink, read_stop, written_stop};
pub use outlook::outlook;
pub use steps::{Hand, Landmark, Step, StepKind, landmark_of, steps};
pub use tour::{MOST as MOST_STOPS, Tour, TourAnswer, good_order, tour};
pub use walks::{Gait, Walks, length_dm};
pub use way::{Leg, Ride, Route};
pub use wish::{Options, Question, Stop, Target, When};
