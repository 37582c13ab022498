//! How much of the market the walking network reaches: every stall, place and kiosk, on foot and
//! without steps.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::findings::Findings;
use super::level::LevelFacts;
use super::market::MarketFacts;
use super::walkways::Parts;
use crate::domain::market::problem::{Fault, Severity};
use crate::domain::market::walk::ConnectorKind;
use crate::publisher::source::layout;

/// Ids of things that are not reached, as many as are listed.
const LISTED: usize = 200;

/// What stands on the network of the whole market.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    pub stalls: Reached,
    pub places: Reached,
    pub kiosks: Reached,
    /// Parts of the network that nothing joins to the largest one.
    pub islands: usize,
    /// Ids of levels whose network was derived, because no walkways are published.
    pub derived: Vec<String>,
    /// Ids of stalls, places and kiosks that are not reached, the first of them.
    pub unreached: Vec<String>,
}

/// How many there are and how many are reached.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reached {
    pub all: usize,
    /// From the largest part of the network.
    pub on_foot: usize,
    /// From the largest part that is joined without steps.
    pub step_free: usize,
}

impl Reached {
    /// Hundredths of the whole that are reached without steps, rounded down.
    pub fn step_free_percent(&self) -> usize {
        (self.step_free * 100).checked_div(self.all).unwrap_or(100)
    }
}

/// What of one level stands on its network.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::publisher) struct Standing {
    pub stalls: Vec<Foothold>,
    pub places: Vec<Foothold>,
    pub kiosks: Vec<Foothold>,
}

/// Something, and the parts of its level's network that it belongs to.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::publisher) struct Foothold {
    pub id: String,
    pub foot: Option<usize>,
    pub wheels: Option<usize>,
}

/// Measures the whole market, and notes once for each level that stalls of it are not reached. What
/// was derived is nobody's mistake.
pub(super) fn coverage(
    facts: &MarketFacts,
    levels: &[LevelFacts],
    findings: &mut Findings,
) -> Coverage {
    let foot = Joined::new(facts, levels, false);
    let wheels = Joined::new(facts, levels, true);
    let mut coverage = Coverage {
        islands: foot.islands,
        ..Coverage::default()
    };
    for (level, facts) in levels.iter().enumerate() {
        let walk = &facts.walk;
        if walk.is_derived {
            coverage.derived.push(facts.id.clone());
        }
        let standing = &walk.standing;
        // A mistake in what they stand on is told by itself, and would be told again here.
        let is_sound = walk.is_there && facts.stalls_known && !is_spoiled(&facts.id, findings);
        if is_sound {
            let is_off =
                |stall: &Foothold| !stall.foot.is_some_and(|part| foot.reaches(level, part));
            let mut off = (0..).zip(&standing.stalls).filter(|(_, own)| is_off(own));
            if let Some((row, first)) = off.next() {
                let found = match off.count() {
                    0 => first.id.clone(),
                    more => format!("{} (+{more})", first.id),
                };
                let file = layout::of_level(&facts.id, layout::STALLS);
                findings.note(&file, &format!("/{row}"), Fault::Unreached, &found);
            }
        }
        for (own, total) in [
            (&standing.stalls, &mut coverage.stalls),
            (&standing.places, &mut coverage.places),
            (&standing.kiosks, &mut coverage.kiosks),
        ] {
            for thing in own {
                let on_foot = thing.foot.is_some_and(|part| foot.reaches(level, part));
                let step_free = thing.wheels.is_some_and(|part| wheels.reaches(level, part));
                total.all += 1;
                total.on_foot += usize::from(on_foot);
                total.step_free += usize::from(on_foot && step_free);
                if !on_foot && coverage.unreached.len() < LISTED {
                    coverage.unreached.push(thing.id.clone());
                }
            }
        }
    }
    coverage
}

/// True when there are errors in what a level's stalls stand on.
fn is_spoiled(level: &str, findings: &Findings) -> bool {
    let files = [
        layout::of_level(level, layout::STALLS),
        layout::of_level(level, layout::WALKWAYS),
        layout::CONNECTORS.to_owned(),
        layout::BUILDINGS.to_owned(),
    ];
    findings.list().iter().any(|own| {
        own.problem.fault.severity() == Severity::Error && files.contains(&own.problem.file)
    })
}

/// Parts of all levels, joined by connectors.
struct Joined {
    /// Level and part, for each thing that is joined.
    thing_of: HashMap<(usize, usize), usize>,
    parts: Vec<usize>,
    largest: Option<usize>,
    islands: usize,
}

impl Joined {
    fn new(facts: &MarketFacts, levels: &[LevelFacts], step_free: bool) -> Joined {
        let part_of = |own: &crate::publisher::walk::reach::Parts| match step_free {
            true => own.wheels,
            false => own.foot,
        };
        let mut thing_of: HashMap<(usize, usize), usize> = HashMap::new();
        for (level, facts) in levels.iter().enumerate() {
            let parts: BTreeSet<usize> = facts.walk.parts.values().map(part_of).collect();
            for part in parts {
                let next = thing_of.len();
                thing_of.entry((level, part)).or_insert(next);
            }
        }
        let level_of: HashMap<&str, usize> = levels
            .iter()
            .enumerate()
            .map(|(index, level)| (&*level.id, index))
            .collect();
        let mut joined = Parts::new(thing_of.len());
        for connector in &facts.connectors {
            let has_steps = ConnectorKind::parse(&connector.kind).is_none_or(|own| own.has_steps());
            if step_free && (has_steps || !connector.step_free) {
                continue;
            }
            let mut things = connector.stops.iter().filter_map(|stop| {
                let level = *level_of.get(&*stop.level)?;
                let part = levels[level].walk.parts.get(&stop.node).map(part_of)?;
                thing_of.get(&(level, part)).copied()
            });
            if let Some(first) = things.next() {
                things.for_each(|thing| joined.join(first, thing));
            }
        }
        let roots: Vec<usize> = (0..thing_of.len())
            .map(|thing| joined.root(thing))
            .collect();
        // The part with most stalls is the market.
        let mut stalls: HashMap<usize, usize> = HashMap::new();
        for root in &roots {
            stalls.entry(*root).or_default();
        }
        for (level, facts) in levels.iter().enumerate() {
            for stall in &facts.walk.standing.stalls {
                let part = if step_free { stall.wheels } else { stall.foot };
                let thing = part.and_then(|part| thing_of.get(&(level, part)));
                if let Some(thing) = thing {
                    *stalls.entry(roots[*thing]).or_default() += 1;
                }
            }
        }
        let largest = stalls
            .iter()
            .max_by_key(|(root, count)| (**count, std::cmp::Reverse(**root)))
            .map(|(root, _)| *root);
        Joined {
            thing_of,
            islands: stalls.len().saturating_sub(1),
            parts: roots,
            largest,
        }
    }

    fn reaches(&self, level: usize, part: usize) -> bool {
        let thing = self.thing_of.get(&(level, part));
        thing.is_some_and(|thing| Some(self.parts[*thing]) == self.largest)
    }
}
