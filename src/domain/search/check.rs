//! Looking at the products themselves. The index knows which words stand in which stall; whether
//! they stand in one and the same product is seen in what the stall has published. The nearest
//! stalls are looked at, as many as are needed to fill a screen.

use super::engine::Engine;
use super::mark::Marker;

/// Stalls that are looked at for one question, at most.
pub(super) const MOST: usize = 96;
/// Stalls that are asked for at once.
const AT_ONCE: usize = 32;
/// Stalls that fit after which no more are looked at.
const ENOUGH: usize = 10;
/// Stalls whose products are kept.
const KEPT: usize = 512;

/// Products of the stalls that were looked at.
#[derive(Debug, Clone, Default)]
pub(super) struct Products {
    stalls: Vec<(u32, Box<[String]>)>,
}

impl Products {
    /// Keeps the products of a stall; the oldest make room.
    pub fn put(&mut self, stall: u32, names: Vec<String>) {
        self.stalls.retain(|own| own.0 != stall);
        if self.stalls.len() >= KEPT {
            self.stalls.remove(0);
        }
        self.stalls.push((stall, names.into()));
    }

    /// Products of a stall that were handed over.
    pub fn get(&self, stall: u32) -> Option<&[String]> {
        let found = self.stalls.iter().find(|own| own.0 == stall);
        found.map(|own| &*own.1)
    }
}

/// What looking showed.
#[derive(Debug, Clone, Default)]
pub(super) struct Checked {
    /// Stalls with a product that has all, in the order given.
    pub whole: Vec<u32>,
    /// Stalls whose products are wanted.
    pub wanted: Vec<u32>,
}

/// Looks at stalls in the order given.
pub(super) fn check(engine: &Engine, marker: &Marker, nearest: &[u32]) -> Checked {
    let mut checked = Checked::default();
    for (number, stall) in nearest.iter().take(MOST).enumerate() {
        let is_enough = checked.whole.len() >= ENOUGH && number % AT_ONCE == 0;
        let is_waiting = !checked.wanted.is_empty() && number % AT_ONCE == 0;
        if is_enough || is_waiting {
            break;
        }
        let Some(names) = engine.products_of(*stall) else {
            checked.wanted.push(*stall);
            continue;
        };
        let mut names = names.iter();
        let has_all = |name: &String| marker.fit(name).is_some_and(|(_, fit)| fit.0 == 0);
        if names.any(has_all) {
            checked.whole.push(*stall);
        }
    }
    checked
}
