//! Which levels come onto the sheet, and when: the one that is wished for first, then those in
//! sight. Nothing that is on the screen is taken away before its successor is complete.

use std::sync::Arc;

use wasm_bindgen_futures::spawn_local;

use super::market_map::MarketMap;
use super::on_hand::{Floor, Market};
use super::report::Report;
use crate::browser::intl;
use crate::browser::named_level::{NamedLevel, named_level, renaming};
use crate::domain::atlas::{Names, level_name, level_scene, sheet_input, tints};
use crate::domain::plan::sheet::Sheet;
use crate::domain::publication::open::{CategoryTree, Venue};

impl MarketMap {
    /// The market is there.
    pub(super) fn enter(&self, venue: Arc<Venue>) {
        let language = venue.market.home_language().to_owned();
        let mut wishes = self.inner.wishes.borrow_mut();
        if let Some(place) = venue.level_of_stall(&wishes.stall) {
            wishes.level.clone_from(place.level.id());
        }
        let level = wishes.level_in(&venue, &self.inner.kiosk.borrow());
        drop(wishes);
        if self.inner.kiosk.borrow().is_empty()
            && let Some(kiosk) = venue.kiosks_on(&level).next()
        {
            self.inner.kiosk.replace(kiosk.id().clone());
        }
        let floors = venue.levels().map(|place| Floor {
            id: place.level.id().clone(),
            level: None,
            lit: 0,
            has_failed: false,
        });
        let floors = floors.collect();
        self.inner.market.replace(Some(Market {
            venue,
            tree: None,
            tints: Vec::new(),
            language: None,
            floors,
            flown_to: None,
        }));
        self.tell(Report::Market {
            language: language.clone(),
        });
        self.follow();
        // The browser's tables of dates and numbers take their time when they are first asked
        // for; now it is not the first picture that waits for them.
        spawn_local(async move {
            intl::local_time("UTC", 0);
            intl::number(&language, 0.0);
        });
    }

    /// Shows the level that is wished for, once it is there.
    pub(super) fn follow(&self) {
        let market = self.inner.market.borrow();
        let Some(own) = market.as_ref() else { return };
        let wishes = self.inner.wishes.borrow();
        let id = wishes.level_in(&own.venue, &self.inner.kiosk.borrow());
        let language = match wishes.language.as_str() {
            "" => own.venue.market.home_language().to_owned(),
            wish => wish.to_owned(),
        };
        let asked = self.inner.asked.get().wrapping_add(1);
        self.inner.asked.set(asked);
        let Some(level) = own.index(&id) else { return };
        let is_there = own.floor(level).is_some_and(|own| own.language == language);
        drop((market, wishes));
        if is_there {
            return self.focus_on(level);
        }
        let map = self.clone();
        spawn_local(async move {
            let store = &map.inner.store;
            let draft = map.inner.draft.borrow().clone();
            let (loaded, tree) = futures::join!(
                named_level(store, &id, &language, renaming(draft.as_deref())),
                store.categories()
            );
            if map.inner.asked.get() != asked {
                // A person in a hurry asked for another level meanwhile.
                return;
            }
            match loaded {
                Ok((named, names_error)) => {
                    let errors = [names_error, tree.as_ref().err().cloned()];
                    map.know(tree.ok());
                    map.place(level, named);
                    map.focus_on(level);
                    let errors = errors.into_iter().flatten();
                    errors.for_each(|error| map.fail(error));
                }
                Err(error) => {
                    // What is on the screen stays, and is what is wished for again.
                    let market = map.inner.market.borrow();
                    let focus = map.inner.stage.borrow().focus();
                    let floor = market.as_ref().and_then(|own| own.floors.get(focus?));
                    if let Some(floor) = floor {
                        map.inner.wishes.borrow_mut().level.clone_from(&floor.id);
                    }
                    map.fail(error);
                }
            }
        });
    }

    /// Puts the level of a stall on the sheet once more, if it is there: a draft calls its shop
    /// something else.
    pub(super) fn name_anew(&self, stall: &str) {
        let market = self.inner.market.borrow();
        let place = market.as_ref().and_then(|own| {
            let id = own.venue.level_of_stall(stall)?.level.id().clone();
            let level = own.index(&id)?;
            let language = own.floor(level)?.language.clone();
            Some((id, level, language))
        });
        drop(market);
        let Some((id, level, language)) = place else {
            return;
        };
        let map = self.clone();
        spawn_local(async move {
            let draft = map.inner.draft.borrow().clone();
            let loaded =
                named_level(&map.inner.store, &id, &language, renaming(draft.as_deref())).await;
            // The next draft may be there by now: it comes with an answer of its own.
            let is_newest = *map.inner.draft.borrow() == draft;
            if let Ok((named, _)) = loaded
                && is_newest
                && map.speaks(&named.language)
            {
                map.place(level, named);
            }
        });
    }

    /// The category tree is there, which colours stalls and cards.
    fn know(&self, tree: Option<Arc<CategoryTree>>) {
        let mut market = self.inner.market.borrow_mut();
        let Some(market) = market.as_mut() else {
            return;
        };
        if let Some(tree) = tree.filter(|_| market.tree.is_none()) {
            market.tints = tints(&tree.tree);
            market.tree = Some(tree);
        }
    }

    /// Puts a level on the sheet.
    fn place(&self, level: usize, named: NamedLevel) {
        let mut market = self.inner.market.borrow_mut();
        let Some(own) = market.as_mut() else { return };
        let names = Names {
            shops: named.names.all(),
            language: &named.language,
        };
        let venue = &own.venue;
        let today = intl::local_time(venue.market.time_zone(), venue.market.published().0).day;
        let kiosk = self.inner.kiosk.borrow();
        let scene = level_scene(venue, &named.stalls, names, &own.tints, &kiosk, today);
        let is_respoken = own.language.as_ref() != Some(&named.language);
        if is_respoken {
            own.language = Some(named.language.clone());
        }
        if let Some(floor) = own.floors.get_mut(level) {
            floor.level = Some(named);
            floor.has_failed = false;
        }
        drop(market);
        if is_respoken {
            self.lay_out();
        }
        let mut stage = self.inner.stage.borrow_mut();
        stage.set_scene(level, Arc::new(scene));
        drop(stage);
        self.light();
        self.trace();
    }

    /// Lays all levels out, named in the reader's language.
    pub(super) fn lay_out(&self) {
        let market = self.inner.market.borrow();
        let Some(own) = market.as_ref() else { return };
        let Some(language) = own.language.as_deref() else {
            return;
        };
        let wishes = self.inner.wishes.borrow();
        let details = |stalls: u32| {
            let number = intl::number(language, f64::from(stalls));
            wishes.stalls_text.replace("{n}", &number)
        };
        let input = sheet_input(&own.venue, own.tree.as_deref(), language, &details);
        let mut stage = self.inner.stage.borrow_mut();
        let aspect = stage.aspect();
        stage.set_sheet(Sheet::lay_out(input, aspect));
        drop((stage, wishes, market));
        self.place_way();
    }

    /// Brings a level that is there under the eye.
    fn focus_on(&self, level: usize) {
        let mut stage = self.inner.stage.borrow_mut();
        if stage.focus() != Some(level) {
            stage.focus_on(level);
        }
        drop(stage);
        self.inner.is_to_fly.set(true);
        self.tell_level(level, false);
        self.tell(Report::Frame);
    }

    fn tell_level(&self, level: usize, is_moved: bool) {
        let market = self.inner.market.borrow();
        let Some(own) = market.as_ref() else { return };
        let Some(floor) = own.floors.get(level) else {
            return;
        };
        let kiosk = self.inner.kiosk.borrow();
        let here = own.venue.kiosk(&kiosk).map(|(level, _)| level);
        let language = own.language.as_deref().unwrap_or_default();
        self.tell(Report::Level {
            level: floor.id.clone(),
            name: level_name(&own.venue, &floor.id, language),
            has_here: here == Some(floor.id.as_str()),
            is_moved,
        });
    }

    /// Nothing moves: is it another level by now, and what else is in sight?
    pub(super) fn rest(&self) {
        let moved_on = self.inner.stage.borrow_mut().moved_on();
        if let Some(level) = moved_on {
            let market = self.inner.market.borrow();
            if let Some(floor) = market.as_ref().and_then(|own| own.floors.get(level)) {
                self.inner.wishes.borrow_mut().level.clone_from(&floor.id);
            }
            drop(market);
            self.tell_level(level, true);
        }
        if self.inner.is_ready.get() {
            self.fill();
        }
    }

    /// Loads the next level that is in sight and not there, one after the other.
    fn fill(&self) {
        let market = self.inner.market.borrow();
        let Some(own) = market.as_ref() else { return };
        let Some(language) = own.language.clone() else {
            return;
        };
        let is_missing = |level: &usize| {
            let floor = own.floors.get(*level);
            let named = own.floor(*level);
            floor.is_some_and(|floor| !floor.has_failed)
                && named.is_none_or(|named| named.language != language)
        };
        let wanted = self.inner.stage.borrow().wanted();
        let Some(level) = wanted.into_iter().find(is_missing) else {
            return;
        };
        let Some(id) = own.floors.get(level).map(|floor| floor.id.clone()) else {
            return;
        };
        drop(market);
        if self.inner.is_filling.replace(true) {
            return;
        }
        let map = self.clone();
        spawn_local(async move {
            let draft = map.inner.draft.borrow().clone();
            let loaded =
                named_level(&map.inner.store, &id, &language, renaming(draft.as_deref())).await;
            map.inner.is_filling.set(false);
            match loaded {
                Ok((named, names_error)) => {
                    if map.speaks(&named.language) {
                        map.place(level, named);
                    }
                    names_error.into_iter().for_each(|error| map.fail(error));
                }
                Err(error) => {
                    let mut market = map.inner.market.borrow_mut();
                    let floors = market.as_mut().map(|own| &mut own.floors);
                    if let Some(floor) = floors.and_then(|floors| floors.get_mut(level)) {
                        floor.has_failed = true;
                    }
                    drop(market);
                    map.fail(error);
                }
            }
            map.fill();
        });
    }

    fn speaks(&self, language: &str) -> bool {
        let market = self.inner.market.borrow();
        market
            .as_ref()
            .is_some_and(|own| own.language.as_deref() == Some(language))
    }
}
