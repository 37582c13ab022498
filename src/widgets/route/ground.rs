//! The data of the publication that a route needs, as far as it is loaded.

use std::rc::Rc;
use std::sync::Arc;

use crate::browser::fetch::LoadError;
use crate::browser::store::Store;
use crate::domain::market::time::Day;
use crate::domain::publication::open::{LevelStalls, Venue};
use crate::domain::route::{Doors, Ground, Need, Route, Stop, Walks};
use crate::widgets::live::spawn;

/// What is loaded for one question. The store keeps every file, so that the next question finds
/// its answer at once.
pub struct PageGround {
    store: Rc<Store>,
    venue: Arc<Venue>,
    doors: Arc<Doors>,
    closed: Vec<String>,
    /// By level: one without a network has an empty one, without a name.
    walks: Vec<(String, Arc<Walks>)>,
    stalls: Vec<Arc<LevelStalls>>,
}

impl PageGround {
    /// What every route needs. Without the notices nothing is known to be closed.
    pub async fn open(store: Rc<Store>, today: Day) -> Result<PageGround, LoadError> {
        let (venue, doors, closed) =
            futures::join!(store.venue(), store.doors(), store.closed(today));
        let (walks, stalls) = store.levels_at_hand();
        Ok(PageGround {
            venue: venue?,
            doors: doors?,
            closed: closed.unwrap_or_default(),
            store,
            walks,
            stalls,
        })
    }

    /// Loads what an answer needs.
    pub async fn load(&mut self, needs: &[Need]) -> Result<(), LoadError> {
        // All are on their way before the first is waited for: the store loads each once.
        needs.iter().for_each(|need| fetch(&self.store, need));
        for need in needs {
            match need {
                Need::Walks(level) => {
                    let walks = self.store.walks(level).await?;
                    self.walks.push((level.clone(), walks));
                }
                Need::Stalls(level) => {
                    let stalls = self.store.level(level).await?;
                    self.stalls.push(stalls);
                }
            }
        }
        Ok(())
    }

    /// The stall that a stop is now, when it has moved; never back to one of the `known` moves.
    pub async fn moved(
        &self,
        stop: &Stop,
        known: &[(Stop, Stop)],
    ) -> Result<Option<Stop>, LoadError> {
        let Stop::Stall(id) = stop else {
            return Ok(None);
        };
        let now = self.store.moved(id).await?.map(Stop::Stall);
        Ok(now.filter(|now| !known.iter().any(|(old, _)| old == now)))
    }

    /// Loads the stalls along a way, by which its steps are told. Without them the steps have no
    /// landmarks.
    pub async fn load_landmarks(&mut self, route: &Route) {
        for leg in route.legs() {
            if self.stalls(&leg.level).is_none()
                && let Ok(stalls) = self.store.level(&leg.level).await
            {
                self.stalls.push(stalls);
            }
        }
    }
}

/// Begins to load a file that will be needed.
pub fn fetch(store: &Rc<Store>, need: &Need) {
    let (store, need) = (Rc::clone(store), need.clone());
    spawn(async move {
        // Whoever needs it hears of a failure.
        match need {
            Need::Walks(level) => drop(store.walks(&level).await),
            Need::Stalls(level) => drop(store.level(&level).await),
        }
    });
}

impl Ground for PageGround {
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
        let own = self.walks.iter().find(|(own, _)| own == level);
        own.map(|(_, own)| &**own)
    }

    fn stalls(&self, level: &str) -> Option<&LevelStalls> {
        let own = self.stalls.iter().find(|own| own.level() == level);
        own.map(|own| &**own)
    }
}
