//! The service places of the whole market. They stand in the files of the levels, which come one
//! after the other, outwards from the kiosk; whoever needs them sees more as they come.

use std::sync::Arc;

use leptos::prelude::*;

use super::here::Here;
use crate::domain::market::clock::LocalTime;
use crate::domain::market::place::{Place, PlaceKind};
use crate::domain::market::time::Hours;
use crate::domain::order;
use crate::domain::publication::near::{self, Distance, Spot};
use crate::widgets::live::spawn;
use crate::widgets::visit::Visit;

/// A place with where it is.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundPlace {
    /// Id of the level.
    pub level: String,
    /// The place.
    pub place: Place,
    /// How far it is from here.
    pub distance: Distance,
}

impl FoundPlace {
    /// When somebody is there: duty hours where they are published, else opening hours.
    pub fn attended(&self) -> &Hours {
        match self.place.duty() {
            duty if duty.is_empty() => self.place.hours(),
            duty => duty,
        }
    }
}

/// The places found so far.
#[derive(Clone, Copy)]
pub struct Places {
    visit: Visit,
    /// In the order in which their levels came.
    pub found: RwSignal<Arc<Vec<Arc<FoundPlace>>>>,
    /// Levels that were asked for.
    asked: RwSignal<Vec<String>>,
    /// How many of them are still to come.
    coming: RwSignal<usize>,
    /// True when some could not be loaded.
    pub is_partial: RwSignal<bool>,
}

impl Places {
    /// Provides the places to the components of the element.
    pub fn provide(visit: Visit) {
        provide_context(Places {
            visit,
            found: RwSignal::new(Arc::default()),
            asked: RwSignal::new(Vec::new()),
            coming: RwSignal::new(0),
            is_partial: RwSignal::new(false),
        });
    }

    /// The places of the element.
    pub fn here() -> Places {
        expect_context::<Places>()
    }

    /// Looks for places of these kinds on every level that has one; levels that failed before are
    /// asked for again.
    pub fn begin(self, kinds: &[PlaceKind]) {
        let levels = self.visit.venue.with_untracked(|venue| {
            let Some(venue) = venue else {
                return Vec::new();
            };
            let here = Here::of(self.visit, venue);
            let mut levels = near::levels_from(venue, &here.level);
            levels.retain(|level| {
                let is_new = self.asked.with_untracked(|asked| !asked.contains(level));
                is_new && kinds.iter().any(|kind| venue.has_service(level, *kind))
            });
            levels
        });
        if levels.is_empty() {
            return;
        }
        self.asked
            .update(|asked| asked.extend(levels.iter().cloned()));
        self.coming.update(|coming| *coming += levels.len());
        self.is_partial.set(false);
        spawn(self.look(levels));
    }

    async fn look(self, levels: Vec<String>) {
        let store = self.visit.store();
        let Ok(venue) = store.venue().await else {
            return;
        };
        let here = Here::of(self.visit, &venue);
        for level in levels {
            let stalls = store.level(&level).await;
            if self.found.is_disposed() {
                return;
            }
            match stalls {
                Ok(stalls) => {
                    let rows = stalls.places.iter().map(|place| {
                        let at = *place.at();
                        Arc::new(FoundPlace {
                            distance: here.distance(&venue, Spot { level: &level, at }),
                            level: level.clone(),
                            place: place.clone(),
                        })
                    });
                    let found = self.found.get_untracked();
                    let found = found.iter().cloned().chain(rows).collect();
                    self.found.set(Arc::new(found));
                }
                Err(_) => {
                    self.asked.update(|asked| asked.retain(|own| *own != level));
                    self.is_partial.set(true);
                }
            }
            self.coming
                .update(|coming| *coming = coming.saturating_sub(1));
        }
        let visit = self.visit;
        visit.is_incomplete.set(store.is_incomplete());
    }

    /// The wanted places, those where somebody is there first; follows what is found.
    pub fn soonest(self, wanted: &dyn Fn(&Place) -> bool, now: LocalTime) -> Vec<Arc<FoundPlace>> {
        let mut rows: Vec<Arc<FoundPlace>> = self.found.with(|found| {
            let rows = found.iter().filter(|row| wanted(&row.place));
            rows.cloned().collect()
        });
        order::by(&mut rows, |row| {
            near::soonest(row.attended(), now, row.distance)
        });
        rows
    }

    /// True while levels are still to come.
    pub fn is_looking(self) -> bool {
        self.coming.get() > 0
    }

    /// True when nothing sooner can be found any more: the first of these is not closed (levels
    /// come from near to far), or no level is still to come.
    pub fn is_settled(self, soonest: &[Arc<FoundPlace>], now: LocalTime) -> bool {
        let is_closed = |row: &Arc<FoundPlace>| now.wait_minutes(row.attended()).unwrap_or(0) > 0;
        let is_first_open = soonest.first().is_some_and(|row| !is_closed(row));
        is_first_open || !self.is_looking()
    }
}
