//! Connectors: what one takes from level to level and from building to building.

use super::check::Checker;
use super::limits;
use super::raw::{RawConnector, RawStop};
use super::text::Text;
use super::time::Hours;

/// What one goes up, down or across with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConnectorKind {
    Stairs,
    Escalator,
    Lift,
    Ramp,
    /// Above the ground, from building to building.
    Bridge,
    /// On the ground, from building to building.
    Outdoor,
    /// A small bus.
    Shuttle,
}

impl ConnectorKind {
    /// Every kind.
    pub const ALL: [ConnectorKind; 7] = [
        ConnectorKind::Stairs,
        ConnectorKind::Escalator,
        ConnectorKind::Lift,
        ConnectorKind::Ramp,
        ConnectorKind::Bridge,
        ConnectorKind::Outdoor,
        ConnectorKind::Shuttle,
    ];
    const WORDS: &'static str = "stairs escalator lift ramp bridge outdoor shuttle";

    /// The word in the data.
    pub fn word(self) -> &'static str {
        match self {
            ConnectorKind::Stairs => "stairs",
            ConnectorKind::Escalator => "escalator",
            ConnectorKind::Lift => "lift",
            ConnectorKind::Ramp => "ramp",
            ConnectorKind::Bridge => "bridge",
            ConnectorKind::Outdoor => "outdoor",
            ConnectorKind::Shuttle => "shuttle",
        }
    }

    /// Reads the word of the data.
    pub fn parse(word: &str) -> Option<ConnectorKind> {
        ConnectorKind::ALL
            .iter()
            .copied()
            .find(|kind| kind.word() == word)
    }

    /// True when it is made of steps, whatever else is said of it.
    pub fn has_steps(self) -> bool {
        matches!(self, ConnectorKind::Stairs | ConnectorKind::Escalator)
    }

    /// True when taking it counts as a change of level. A bridge or a way outside is walked on
    /// without looking for the next key or landing.
    pub fn changes_level(self) -> bool {
        !matches!(self, ConnectorKind::Bridge | ConnectorKind::Outdoor)
    }
}

checked! {
    /// A connector.
    Connector {
        /// Unique among connectors.
        id: String,
        /// What it is.
        kind: ConnectorKind,
        /// Own name, empty when the kind says enough.
        name: Text,
        /// Level and node of each stop, in riding order; at least two.
        stops: Vec<(String, String)>,
        /// Only in the order of the stops.
        one_way: bool,
        /// Fit for a wheelchair.
        step_free: bool,
        /// Heavy goods may go with it.
        goods: bool,
        /// Between two neighbouring stops.
        ride_secs: u32,
        /// Before one gets in, once a ride.
        wait_secs: u32,
        /// Narrowest door or way, 0 when not said.
        width_dm: u32,
        /// When it runs; empty when not said.
        hours: Hours,
    }
}

/// Longest ride between two stops: a day's walk is no connector.
const RIDE_SECS: u32 = 3 * 3_600;

impl Connector {
    /// Checks the row; a connector without id, kind or two stops is unusable.
    pub fn check(raw: &RawConnector, at: &mut Checker) -> Option<Connector> {
        let id = at.id("id", &raw.id);
        let kind = ConnectorKind::parse(&raw.kind);
        if kind.is_none() {
            at.not_one_of("kind", ConnectorKind::WORDS, &raw.kind);
        }
        let name = at.optional_text("name", &raw.name, limits::NAME_CHARS);
        let hours = Hours::check(&raw.hours, "hours", at);
        let ride_secs = seconds("ride_secs", raw.ride_secs, at);
        let wait_secs = seconds("wait_secs", raw.wait_secs, at);
        let stops = at.list("stops", &raw.stops, limits::CONNECTOR_STOPS);
        if stops.len() < 2 {
            let found = [&stops.len().to_string(), " stops"].concat();
            at.misformed("stops", "at least two stops", &found);
        }
        let stops = stops
            .iter()
            .map(|RawStop { level, node }| (level.clone(), node.clone()))
            .collect();
        Some(Connector {
            id: id?,
            kind: kind?,
            name,
            stops,
            one_way: raw.one_way,
            step_free: raw.step_free,
            goods: raw.goods,
            ride_secs,
            wait_secs,
            // What could not be read is not said.
            width_dm: Some(raw.width_dm)
                .filter(|width| *width < u32::MAX)
                .unwrap_or(0),
            hours,
        })
        .filter(|own| own.stops.len() >= 2)
    }
}

#[inline(never)]
fn seconds(field: &'static str, secs: u32, at: &mut Checker) -> u32 {
    if secs > RIDE_SECS {
        let fault = super::problem::Fault::OutOfRange(0, i64::from(RIDE_SECS));
        at.report_at(field, fault, &secs.to_string());
    }
    secs.min(RIDE_SECS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(kind: &str, stops: usize) -> RawConnector {
        let stop = RawStop {
            level: "a1".into(),
            node: "n1".into(),
        };
        RawConnector {
            id: "lift-1".into(),
            kind: kind.into(),
            stops: vec![stop; stops],
            ride_secs: 20,
            ..RawConnector::default()
        }
    }

    #[test]
    fn every_word_reads_back() {
        for kind in ConnectorKind::ALL {
            assert_eq!(ConnectorKind::parse(kind.word()), Some(kind));
            assert!(
                ConnectorKind::WORDS
                    .split(' ')
                    .any(|own| own == kind.word())
            );
        }
    }

    #[test]
    fn what_makes_a_connector() {
        let check = |raw: RawConnector, usable: bool, path: &str| {
            let mut at = Checker::new("x");
            assert_eq!(Connector::check(&raw, &mut at).is_some(), usable, "{raw:?}");
            let problems = at.finish();
            let first = problems.list().first();
            assert_eq!(first.map_or("", |own| &own.path), path);
        };
        check(raw("lift", 2), true, "");
        check(raw("teleport", 2), false, "/kind");
        check(raw("lift", 1), false, "/stops");
        let mut slow = raw("shuttle", 2);
        slow.ride_secs = 1_000_000;
        check(slow, true, "/ride_secs");
    }
}
