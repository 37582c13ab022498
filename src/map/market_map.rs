//! Keeps the market on hand that the wishes ask for, and shows it. Nothing that is on the screen
//! is taken away before its successor is complete.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use wasm_bindgen_futures::spawn_local;

use super::report::Report;
use super::stage::{Focus, Press, Stage, Touched};
use super::way::{Look, Way};
use super::wishes::{LitStalls, Wish, WishedArea, Wishes};
use crate::browser::fetch::LoadError;
use crate::browser::intl;
use crate::browser::named_level::{NamedLevel, named_level};
use crate::browser::store::Store;
use crate::domain::atlas::{Names, level_name, level_scene, point, sheet_input, tints};
use crate::domain::plan::area::Area;
use crate::domain::plan::camera::Tap;
use crate::domain::plan::gesture::PointerInput;
use crate::domain::plan::lighting::Lighting;
use crate::domain::plan::sheet::Sheet;
use crate::domain::publication::open::{CategoryTree, Venue};

/// How much of the level is shown around a chosen place.
const PLACE_SPAN_M: f64 = 40.0;

/// One map. Copies of the handle are the same map.
#[derive(Clone)]
pub struct MarketMap {
    inner: Rc<Inner>,
}

struct Inner {
    store: Rc<Store>,
    /// Id of the kiosk that the reader stands at; the first of the first level when empty.
    kiosk: RefCell<String>,
    wishes: RefCell<Wishes>,
    stage: RefCell<Stage>,
    market: RefCell<Option<Market>>,
    way: RefCell<Option<Way>>,
    /// The view has to look at the way with the next frame in which its level is there.
    is_to_look: Cell<bool>,
    turned_deg: Cell<i32>,
    is_ready: Cell<bool>,
    /// The view has to look after the chosen stall or place with the next frame.
    is_to_fly: Cell<bool>,
    /// Grows with every level that is wished for: an answer that comes too late is known by it.
    asked: Cell<u32>,
    /// A level beside the one in focus is on its way.
    is_filling: Cell<bool>,
    tell: Box<dyn Fn(Report)>,
}

/// The market as far as it is there.
struct Market {
    venue: Arc<Venue>,
    tree: Option<Arc<CategoryTree>>,
    /// Place of each category in the palette.
    tints: Vec<u8>,
    /// Language of the names on the sheet; none before the first level.
    language: Option<String>,
    /// By index of the level, as [`Venue::levels`] has them.
    floors: Vec<Floor>,
    /// The chosen stall or place that the view flew to, with its level.
    flown_to: Option<(usize, Focus)>,
}

/// One level as far as it is there.
struct Floor {
    id: String,
    level: Option<NamedLevel>,
    lit: usize,
    /// Could not be loaded: not asked for again unless somebody wishes for it.
    has_failed: bool,
}

impl Market {
    fn floor(&self, level: usize) -> Option<&NamedLevel> {
        self.floors.get(level)?.level.as_ref()
    }

    fn index(&self, id: &str) -> Option<usize> {
        self.floors.iter().position(|floor| floor.id == id)
    }
}

impl MarketMap {
    /// A map of the publication at `src`, with no wishes yet. `tell` hears what happens; it must
    /// not call the map from there.
    pub fn new(src: &str, kiosk: &str, stage: Stage, tell: impl Fn(Report) + 'static) -> Self {
        Self {
            inner: Rc::new(Inner {
                store: Store::at(src),
                kiosk: RefCell::new(kiosk.to_owned()),
                wishes: RefCell::default(),
                stage: RefCell::new(stage),
                market: RefCell::default(),
                way: RefCell::default(),
                is_to_look: Cell::new(false),
                turned_deg: Cell::new(0),
                is_ready: Cell::new(false),
                is_to_fly: Cell::new(false),
                asked: Cell::new(0),
                is_filling: Cell::new(false),
                tell: Box::new(tell),
            }),
        }
    }

    /// Loads the market and shows what is wished for.
    pub fn begin(&self) {
        let map = self.clone();
        spawn_local(async move {
            match map.inner.store.venue().await {
                Ok(venue) => map.enter(venue),
                Err(error) => map.fail(error),
            }
        });
    }

    /// Follows a wish.
    pub fn wish(&self, wish: Wish) {
        let mut stage = self.inner.stage.borrow_mut();
        let mut wishes = self.inner.wishes.borrow_mut();
        let mut is_far = false;
        match wish {
            Wish::Theme(theme) => return stage.set_theme(theme),
            Wish::Here(words) => return stage.set_here(words),
            Wish::Family(family) => return stage.set_family(family),
            Wish::PxPerMm(px_per_mm) => return stage.set_fingers(|own| own.px_per_mm = px_per_mm),
            Wish::Still(is_still) => return stage.set_fingers(|own| own.is_still = is_still),
            Wish::Stalls(text) => {
                wishes.stalls_text = text;
                drop((stage, wishes));
                return self.lay_out();
            }
            Wish::Language(language) => {
                wishes.language = language;
                is_far = true;
            }
            Wish::Level(level) => {
                wishes.level = level;
                is_far = true;
            }
            Wish::Stall(stall) => {
                let market = self.inner.market.borrow();
                let place = market.as_ref();
                if let Some(place) = place.and_then(|own| own.venue.level_of_stall(&stall)) {
                    wishes.level.clone_from(place.level.id());
                    is_far = true;
                }
                wishes.stall = stall;
            }
            Wish::Place(place) => wishes.place = place,
            Wish::Category(id) => wishes.asked.category = Some(id).filter(|id| !id.is_empty()),
            Wish::OnlyMarked(only_marked) => wishes.asked.only_marked = only_marked,
        }
        drop((stage, wishes));
        if is_far {
            self.follow();
        }
        self.light();
        self.inner.is_to_fly.set(true);
    }

    /// Lights these stalls, by level and index, instead of a category's; none for the category's.
    pub fn light_up(&self, lit: Option<LitStalls>) {
        self.inner.wishes.borrow_mut().lit = lit;
        self.light();
    }

    /// Draws a way over the map and looks at one leg of it; without one there is none.
    pub fn show_way(&self, way: Option<Way>) {
        self.inner.is_to_look.set(way.is_some());
        self.inner.way.replace(way);
        self.place_way();
    }

    /// Outlines these areas and no others.
    pub fn outline(&self, areas: Vec<WishedArea>) {
        self.inner.wishes.borrow_mut().areas = areas;
        self.trace();
    }

    pub fn resize(&self, width_px: f64, height_px: f64, pixel_ratio: f64) {
        self.inner
            .stage
            .borrow_mut()
            .resize(width_px, height_px, pixel_ratio);
        // A screen of another shape has room for another order of the buildings.
        self.lay_out();
    }

    pub fn pointer(&self, input: PointerInput) {
        let touched = self.inner.stage.borrow_mut().pointer(input);
        self.touched(touched);
    }

    pub fn wheel(&self, at: Tap, delta_y: f64, lines_or_pages: u32, is_pinch: bool) {
        let mut stage = self.inner.stage.borrow_mut();
        stage.wheel(at, delta_y, lines_or_pages, is_pinch);
    }

    pub fn key(&self, name: &str, is_shifted: bool, now_ms: f64) {
        let touched = self.inner.stage.borrow_mut().key(name, is_shifted, now_ms);
        self.touched(touched);
    }

    pub fn press(&self, press: Press, now_ms: f64) {
        self.inner.stage.borrow_mut().press(press, now_ms);
    }

    /// Draws everything anew: the canvas may have lost its picture.
    pub fn refresh(&self) {
        self.inner.stage.borrow_mut().refresh();
    }

    /// Brings the screen up to date; says whether another frame is needed.
    pub fn frame(&self, now_ms: f64) -> bool {
        if self.inner.is_to_fly.take() {
            self.fly(now_ms);
        }
        if self.inner.is_to_look.get() {
            self.look(now_ms);
        }
        let mut stage = self.inner.stage.borrow_mut();
        let frame = stage.frame(now_ms);
        let turned_deg = stage.turn_deg();
        drop(stage);
        if self.inner.turned_deg.replace(turned_deg) != turned_deg {
            self.tell(Report::Turned(turned_deg));
        }
        if let Some(note) = frame.note {
            self.rest();
            let market = self.inner.market.borrow();
            let focus = self.inner.stage.borrow().focus();
            let floor = market.as_ref().and_then(|own| own.floors.get(focus?));
            let lit = floor.map_or(0, |floor| floor.lit);
            self.tell(Report::Painted { note, lit });
            let level = floor.map(|floor| floor.id.clone());
            if let Some(level) = level.filter(|_| !self.inner.is_ready.replace(true)) {
                self.tell(Report::Ready { level });
            }
        }
        frame.again
    }

    /// Puts the way where its levels lie now.
    fn place_way(&self) {
        let market = self.inner.market.borrow();
        let Some(own) = market.as_ref() else { return };
        let mut stage = self.inner.stage.borrow_mut();
        let way = self.inner.way.borrow();
        let lines = way
            .as_ref()
            .map(|way| way.on_sheet(stage.sheet(), |id| own.index(id)));
        stage.set_way(lines);
    }

    /// Flies to the leg or the step that is to be seen, as soon as its level is in focus.
    fn look(&self, now_ms: f64) {
        let way = self.inner.way.borrow();
        let market = self.inner.market.borrow();
        let mut stage = self.inner.stage.borrow_mut();
        let level = stage.focus().filter(|level| stage.has_scene(*level));
        let floor = market.as_ref().and_then(|own| own.floors.get(level?));
        let Some(leg) = way.as_ref().and_then(Way::leg) else {
            return self.inner.is_to_look.set(false);
        };
        if floor.is_none_or(|floor| floor.id != leg.level) {
            return;
        }
        self.inner.is_to_look.set(false);
        let focus = match way.as_ref().and_then(|way| way.look) {
            Some(Look {
                at,
                ahead: Some(ahead),
            }) => Some(Focus::Ahead { at, ahead }),
            Some(Look { at, ahead: None }) => Some(Focus::Point {
                at,
                span_m: PLACE_SPAN_M,
            }),
            None => leg.bounds().map(Focus::Fit),
        };
        if let Some(focus) = focus {
            stage.go(focus, now_ms);
        }
    }

    fn tell(&self, report: Report) {
        (self.inner.tell)(report);
    }

    fn fail(&self, error: LoadError) {
        self.tell(Report::Failed(error));
    }

    /// The market is there.
    fn enter(&self, venue: Arc<Venue>) {
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
    fn follow(&self) {
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
            let (loaded, tree) =
                futures::join!(named_level(store, &id, &language), store.categories());
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
            shops: &named.names,
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

    /// Outlines what is wished for on the levels that the market has.
    fn trace(&self) {
        let market = self.inner.market.borrow();
        let Some(own) = market.as_ref() else { return };
        let wishes = self.inner.wishes.borrow();
        let areas = wishes.areas.iter().filter_map(|(level, name, corners)| {
            Area::new(own.index(level)?, name.clone(), corners)
        });
        self.inner.stage.borrow_mut().set_areas(areas.collect());
        self.tell(Report::Frame);
    }

    /// Lays all levels out, named in the reader's language.
    fn lay_out(&self) {
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
    fn rest(&self) {
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
            let loaded = named_level(&map.inner.store, &id, &language).await;
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

    /// Lights what was asked for, on every level.
    fn light(&self) {
        let mut market = self.inner.market.borrow_mut();
        let Some(own) = market.as_mut() else { return };
        let wishes = self.inner.wishes.borrow();
        let mut stage = self.inner.stage.borrow_mut();
        let tree = own.tree.as_deref();
        for (index, floor) in own.floors.iter_mut().enumerate() {
            let noted = wishes.lit.as_ref().map(|lit| {
                let noted = lit.iter().find(|(id, _)| *id == floor.id);
                noted.map_or(&[][..], |(_, stalls)| stalls)
            });
            let Some(level) = &floor.level else {
                let count = match noted {
                    Some(noted) => u32::try_from(noted.len()).ok(),
                    None => wishes.asked.count_on(tree, &floor.id),
                };
                stage.set_lit_count(index, count);
                continue;
            };
            let stalls = &level.stalls;
            let lit = match noted {
                Some(noted) => Some(
                    noted
                        .iter()
                        .filter_map(|stall| usize::try_from(*stall).ok())
                        .collect(),
                ),
                None => wishes.asked.stalls(tree, stalls),
            };
            let lighting =
                lit.map_or_else(Lighting::default, |lit| Lighting::on(stalls.len(), lit));
            floor.lit = lighting.lit_count();
            stage.set_lighting(index, lighting.with_chosen(stalls.find(&wishes.stall)));
        }
    }

    /// Flies to the chosen stall or place of the level in focus, once.
    fn fly(&self, now_ms: f64) {
        let mut market = self.inner.market.borrow_mut();
        let Some(own) = market.as_mut() else { return };
        let mut stage = self.inner.stage.borrow_mut();
        let Some(level) = stage.focus() else { return };
        let Some(stalls) = own.floor(level).map(|named| &named.stalls) else {
            return;
        };
        let wishes = self.inner.wishes.borrow();
        let place = || stalls.places.iter().find(|own| *own.id() == wishes.place);
        let focus = match stalls.find(&wishes.stall) {
            Some(stall) => Some(Focus::Stall(stall)),
            None => place().map(|place| Focus::Point {
                at: point(*place.at()),
                span_m: PLACE_SPAN_M,
            }),
        };
        let chosen = focus.map(|focus| (level, focus));
        if let Some(focus) = focus.filter(|_| chosen != own.flown_to) {
            stage.go(focus, now_ms);
        }
        // Looking around on other levels does not make the choice undone.
        if chosen.is_some() || (wishes.stall.is_empty() && wishes.place.is_empty()) {
            own.flown_to = chosen;
        }
    }

    fn touched(&self, touched: Option<Touched>) {
        let market = self.inner.market.borrow();
        let Some(own) = market.as_ref() else { return };
        match touched {
            Some(Touched::Stall { level, stall }) => {
                if let Some(stalls) = own.floor(level).map(|named| &named.stalls) {
                    let (level, stall) = (stalls.level().to_owned(), stalls.id(stall));
                    self.tell(Report::Stall { level, stall });
                }
            }
            Some(Touched::Place { level, place }) => {
                let stalls = own.floor(level).map(|named| &named.stalls);
                if let Some((stalls, place)) =
                    stalls.and_then(|own| Some((own, own.places.get(place)?)))
                {
                    let (level, place) = (stalls.level().to_owned(), place.id().clone());
                    self.tell(Report::Place { level, place });
                }
            }
            None => {}
        }
    }
}
