//! Keeps the market on hand that the wishes ask for, and shows it. Nothing that is on the screen
//! is taken away before its successor is complete.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use wasm_bindgen_futures::spawn_local;

use super::report::Report;
use super::stage::{Focus, Press, Stage, Touched};
use super::wishes::{Wish, Wishes};
use crate::browser::fetch::LoadError;
use crate::browser::intl;
use crate::browser::named_level::{NamedLevel, named_level};
use crate::browser::store::Store;
use crate::domain::atlas::{Names, level_name, level_scene, point, tints};
use crate::domain::plan::camera::Tap;
use crate::domain::plan::gesture::PointerInput;
use crate::domain::plan::lighting::Lighting;
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
    shown: RefCell<Option<Shown>>,
    venue: RefCell<Option<Arc<Venue>>>,
    turned_deg: Cell<i32>,
    is_ready: Cell<bool>,
    /// The view has to look after the chosen stall or place with the next frame.
    is_to_fly: Cell<bool>,
    /// Grows with every level that is asked for: an answer that comes too late is known by it.
    asked: Cell<u32>,
    tell: Box<dyn Fn(Report)>,
}

/// What is on the screen.
struct Shown {
    level: NamedLevel,
    tree: Option<Arc<CategoryTree>>,
    /// The chosen stall or place that the view flew to.
    flown_to: Option<Focus>,
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
                shown: RefCell::default(),
                venue: RefCell::default(),
                turned_deg: Cell::new(0),
                is_ready: Cell::new(false),
                is_to_fly: Cell::new(false),
                asked: Cell::new(0),
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
            Wish::Language(language) => {
                wishes.language = language;
                is_far = true;
            }
            Wish::Level(level) => {
                wishes.level = level;
                is_far = true;
            }
            Wish::Stall(stall) => {
                let venue = self.inner.venue.borrow();
                if let Some(place) = venue.as_ref().and_then(|own| own.level_of_stall(&stall)) {
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
    pub fn light_up(&self, lit: Option<Vec<(String, Vec<u32>)>>) {
        self.inner.wishes.borrow_mut().lit = lit;
        self.light();
    }

    pub fn resize(&self, width_px: f64, height_px: f64, pixel_ratio: f64) {
        self.inner
            .stage
            .borrow_mut()
            .resize(width_px, height_px, pixel_ratio);
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
        let mut stage = self.inner.stage.borrow_mut();
        let frame = stage.frame(now_ms);
        let turned_deg = stage.turn_deg();
        drop(stage);
        if self.inner.turned_deg.replace(turned_deg) != turned_deg {
            self.tell(Report::Turned(turned_deg));
        }
        if let Some(note) = frame.note {
            self.tell(Report::Painted(note));
            let shown = self.inner.shown.borrow();
            if let Some(shown) = shown
                .as_ref()
                .filter(|_| !self.inner.is_ready.replace(true))
            {
                let level = shown.level.stalls.level().to_owned();
                self.tell(Report::Ready { level });
            }
        }
        frame.again
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
        self.inner.venue.replace(Some(venue));
        self.tell(Report::Market { language });
        self.follow();
    }

    /// Shows the level that is wished for, once it is there.
    fn follow(&self) {
        let Some(venue) = self.inner.venue.borrow().clone() else {
            return;
        };
        let wishes = self.inner.wishes.borrow();
        let level = wishes.level_in(&venue, &self.inner.kiosk.borrow());
        let language = match wishes.language.as_str() {
            "" => venue.market.home_language().to_owned(),
            wish => wish.to_owned(),
        };
        drop(wishes);
        let asked = self.inner.asked.get().wrapping_add(1);
        self.inner.asked.set(asked);
        let is_shown = self.inner.shown.borrow().as_ref().is_some_and(|shown| {
            shown.level.stalls.level() == level && shown.level.language == language
        });
        if is_shown {
            return;
        }
        let map = self.clone();
        spawn_local(async move {
            let store = &map.inner.store;
            let (loaded, tree) =
                futures::join!(named_level(store, &level, &language), store.categories());
            if map.inner.asked.get() != asked {
                // A person in a hurry asked for another level meanwhile.
                return;
            }
            match loaded {
                Ok((level, names_error)) => {
                    let errors = [names_error, tree.as_ref().err().cloned()];
                    map.show(&venue, level, tree.ok());
                    errors
                        .into_iter()
                        .flatten()
                        .for_each(|error| map.fail(error));
                }
                Err(error) => {
                    // What is on the screen stays, and is what is wished for again.
                    if let Some(shown) = map.inner.shown.borrow().as_ref() {
                        let level = shown.level.stalls.level().to_owned();
                        map.inner.wishes.borrow_mut().level = level;
                    }
                    map.fail(error);
                }
            }
        });
    }

    fn show(&self, venue: &Venue, level: NamedLevel, tree: Option<Arc<CategoryTree>>) {
        let palette = tree.as_ref().map(|tree| tints(&tree.tree));
        let names = Names {
            shops: &level.names,
            language: &level.language,
        };
        let today = intl::local_time(venue.market.time_zone(), venue.market.published().0).day;
        let scene = level_scene(
            venue,
            &level.stalls,
            names,
            &palette.unwrap_or_default(),
            &self.inner.kiosk.borrow(),
            today,
        );
        let has_here = scene.here().is_some();
        self.inner.stage.borrow_mut().set_scene(Arc::new(scene));
        let id = level.stalls.level().to_owned();
        let name = level_name(venue, &id, &level.language);
        let before = self.inner.shown.replace(Some(Shown {
            level,
            tree,
            flown_to: None,
        }));
        // The same level in another language is no reason to fly anywhere again.
        let is_same = before.as_ref().map(|shown| shown.level.stalls.level()) == Some(&id);
        if let Some(shown) = self.inner.shown.borrow_mut().as_mut().filter(|_| is_same) {
            shown.flown_to = before.and_then(|shown| shown.flown_to);
        }
        self.light();
        self.inner.is_to_fly.set(true);
        self.tell(Report::Level {
            level: id,
            name,
            has_here,
        });
        self.tell(Report::Frame);
    }

    /// Lights what was asked for.
    fn light(&self) {
        let shown = self.inner.shown.borrow();
        let Some(Shown { level, tree, .. }) = shown.as_ref() else {
            return;
        };
        let wishes = self.inner.wishes.borrow();
        let stalls = &level.stalls;
        let lighting = match &wishes.lit {
            Some(lit) => {
                let own = lit.iter().find(|(own, _)| own == stalls.level());
                let own = own.map_or(&[][..], |(_, stalls)| stalls);
                let indexes = own.iter().filter_map(|stall| usize::try_from(*stall).ok());
                Lighting::on(stalls.len(), indexes)
            }
            None => match wishes.asked.stalls(tree.as_deref(), stalls) {
                Some(asked) => Lighting::on(stalls.len(), asked),
                None => Lighting::default(),
            },
        };
        let lighting = lighting.with_chosen(stalls.find(&wishes.stall));
        self.inner.stage.borrow_mut().set_lighting(lighting);
    }

    /// Flies to the chosen stall or place, once.
    fn fly(&self, now_ms: f64) {
        let mut shown = self.inner.shown.borrow_mut();
        let Some(shown) = shown.as_mut() else { return };
        let wishes = self.inner.wishes.borrow();
        let stalls = &shown.level.stalls;
        let place = || stalls.places.iter().find(|own| *own.id() == wishes.place);
        let chosen = match stalls.find(&wishes.stall) {
            Some(stall) => Some(Focus::Stall(stall)),
            None => place().map(|place| Focus::Point {
                at: point(*place.at()),
                span_m: PLACE_SPAN_M,
            }),
        };
        if let Some(focus) = chosen.filter(|_| chosen != shown.flown_to) {
            self.inner.stage.borrow_mut().go(focus, now_ms);
        }
        shown.flown_to = chosen;
    }

    fn touched(&self, touched: Option<Touched>) {
        let shown = self.inner.shown.borrow();
        let Some(stalls) = shown.as_ref().map(|shown| &shown.level.stalls) else {
            return;
        };
        let level = stalls.level().to_owned();
        match touched {
            Some(Touched::Stall(stall)) => {
                let stall = stalls.id(stall);
                self.tell(Report::Stall { level, stall });
            }
            Some(Touched::Place(place)) => {
                if let Some(place) = stalls.places.get(place) {
                    let place = place.id().clone();
                    self.tell(Report::Place { level, place });
                }
            }
            None => {}
        }
    }
}
