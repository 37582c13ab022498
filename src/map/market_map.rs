//! One map: what it is asked for, and a frame after the other.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::on_hand::Market;
use super::report::Report;
use super::stage::{Look, Press, Stage};
use super::way::Way;
use super::wishes::{LitStalls, Wish, Wishes};
use crate::browser::fetch::LoadError;
use crate::browser::store::Store;
use crate::domain::plan::camera::Tap;
use crate::domain::plan::gesture::PointerInput;
use crate::domain::publication::draft::Draft;

/// One map. Copies of the handle are the same map.
#[derive(Clone)]
pub struct MarketMap {
    pub(super) inner: Rc<Inner>,
}

pub(super) struct Inner {
    pub store: Rc<Store>,
    /// Id of the kiosk that the reader stands at; the first of the first level when empty.
    pub kiosk: RefCell<String>,
    pub wishes: RefCell<Wishes>,
    pub stage: RefCell<Stage>,
    pub market: RefCell<Option<Market>>,
    pub way: RefCell<Option<Way>>,
    /// The view has to look at the way with the next frame in which its level is there.
    pub is_way_to_see: Cell<bool>,
    pub turned_deg: Cell<i32>,
    pub is_ready: Cell<bool>,
    /// The view has to look after the chosen stall or place with the next frame.
    pub is_to_fly: Cell<bool>,
    /// Where the view shall be when the first level is there.
    pub look: Cell<Option<Look>>,
    /// Grows with every level that is wished for: an answer that comes too late is known by it.
    pub asked: Cell<u32>,
    /// What a shop's owner would have its listing say; shown in its place.
    pub draft: RefCell<Option<Rc<Draft>>>,
    /// A level beside the one in focus is on its way.
    pub is_filling: Cell<bool>,
    pub tell: Box<dyn Fn(Report)>,
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
                is_way_to_see: Cell::new(false),
                turned_deg: Cell::new(0),
                is_ready: Cell::new(false),
                is_to_fly: Cell::new(false),
                look: Cell::new(None),
                asked: Cell::new(0),
                draft: RefCell::default(),
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

    /// Shows a stall as a draft has it; without one, all as published.
    pub fn follow_draft(&self, draft: Option<Draft>) {
        let stall = |draft: &Option<Rc<Draft>>| draft.as_ref().map(|own| own.stall.clone());
        let draft = draft.map(Rc::new);
        let stalls = [stall(&self.inner.draft.borrow()), stall(&draft)];
        self.inner.draft.replace(draft);
        for stall in stalls.into_iter().flatten() {
            self.name_anew(&stall);
        }
    }

    /// Lights these stalls, by level and index, instead of a category's; none for the category's.
    pub fn light_up(&self, lit: Option<LitStalls>) {
        self.inner.wishes.borrow_mut().lit = lit;
        self.light();
    }

    /// Shows a place of the level that is wished for, once it is there, whatever was chosen on it:
    /// another map was here before, and a person looked there.
    pub fn look(&self, look: Look) {
        self.inner.look.set(Some(look));
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
        let keyed = self.inner.stage.borrow_mut().key(name, is_shifted, now_ms);
        if let Some((level, stall)) = keyed.reached {
            self.reached(level, stall);
        }
        self.touched(keyed.touched);
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
        if self.inner.is_way_to_see.get() {
            self.see_way(now_ms);
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
            let zoom_room = self.inner.stage.borrow().zoom_room();
            self.tell(Report::Painted {
                note,
                lit,
                zoom_room,
            });
            let level = floor.map(|floor| floor.id.clone());
            if let Some(level) = level.filter(|_| !self.inner.is_ready.replace(true)) {
                self.tell(Report::Ready { level });
            }
        }
        frame.again
    }

    pub(super) fn tell(&self, report: Report) {
        (self.inner.tell)(report);
    }

    pub(super) fn fail(&self, error: LoadError) {
        self.tell(Report::Failed(error));
    }
}
