//! Camera and painter of one map: what is kept between two frames, what one frame does, and what
//! a finger meant.

use std::sync::Arc;

use crate::browser::paint::{Canvas, Note, Painter, WayLines, WayPainter, Words};
use crate::domain::atlas::MARK_CHARACTER;
use crate::domain::plan::area::Area;
use crate::domain::plan::camera::{Camera, Goal, Tap};
use crate::domain::plan::geometry::{Bounds, Point};
use crate::domain::plan::gesture::{
    Phase, PointerInput, Settings, arrow, key_change, wheel_factor,
};
use crate::domain::plan::hit::{self, Touchable};
use crate::domain::plan::lighting::Lighting;
use crate::domain::plan::neighbour;
use crate::domain::plan::scene::Scene;
use crate::domain::plan::sheet::Sheet;
use crate::domain::plan::theme::Theme;
use crate::domain::plan::viewport::Change;

/// Where the map should fly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Focus {
    /// A stall of the level in focus, by its index.
    Stall(usize),
    /// A point of the level in focus, with this many metres around it.
    Point { at: Point, span_m: f64 },
    /// The whole level, north up.
    Whole,
    /// "You are here", turned as its reader looks.
    Here,
    /// All of a box of the level in focus, north up.
    Fit(Bounds),
    /// A point of the level in focus, turned so that what lies ahead of a walker is up.
    Ahead { at: Point, ahead: Point },
}

/// What a finger touched, by its index on its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touched {
    Stall { level: usize, stall: usize },
    Place { level: usize, place: usize },
}

/// What a person looks at, in the coordinates of the level in focus.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// What lies in the middle.
    pub at: Point,
    pub px_per_m: f64,
    pub turn_rad: f64,
}

/// Free room around a level shown as a whole.
const PADDING_PX: f64 = 22.0;
/// How far beside a stall a finger still means it.
const FORGIVING_MM: f64 = 4.0;

/// Free room around a way that is shown as a whole.
const WAY_ROOM_DM: f64 = 150.0;
/// How much is shown around a step of a way.
const STEP_SPAN_M: f64 = 45.0;

/// The buttons of the map, one for every gesture that is not obvious to everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    ZoomIn,
    ZoomOut,
    Whole,
    ToKiosk,
    Turn,
}

/// What one press of a zoom button does.
const PRESS_FACTOR: f64 = 1.8;

/// A level that fills this much of the screen, one way or the other, is the one that a person
/// looks at; below it, a touch means a level and not one of its stalls.
const LEAST_SHARE: f64 = 0.55;
/// One sheet is one place: what lies where stays so.
const VIEW_KEY: u64 = 0;

/// One map on one canvas. Levels are known by their index on the sheet.
pub struct Stage {
    painter: Painter,
    way: WayPainter,
    way_lines: Option<WayLines>,
    camera: Camera,
    sheet: Arc<Sheet>,
    /// The level that a person is on: what "whole" means, and where places are told from.
    focus: Option<usize>,
    words: Words,
    theme: Theme,
    settings: Settings,
    /// The stall that the arrows have come to, by level and index, until the map is moved in
    /// another way.
    cursor: Option<(usize, usize)>,
}

/// What a key did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keyed {
    /// What Enter opened.
    pub touched: Option<Touched>,
    /// The stall that an arrow came to, by level and index.
    pub reached: Option<(usize, usize)>,
}

/// What one frame did.
pub struct Frame {
    /// Whether another one is needed although nothing else changes.
    pub again: bool,
    /// Set when a picture was finished.
    pub note: Option<Note>,
}

impl Stage {
    /// An empty map. `scratch` is a canvas that nobody sees, `over` a transparent one that lies
    /// over the map.
    pub fn new(shown: Canvas, scratch: Canvas, over: Canvas) -> Self {
        let settings = Settings::default();
        let nowhere = Arc::new(Sheet::of_one(Bounds::new(0.0, 0.0, 1000.0, 1000.0)));
        Self {
            painter: Painter::new(shown, scratch, Arc::clone(&nowhere), Theme::LIGHT),
            way: WayPainter::new(over),
            way_lines: None,
            camera: Camera::new(settings, PADDING_PX),
            sheet: nowhere,
            focus: None,
            words: Words {
                mark: MARK_CHARACTER.to_owned(),
                ..Words::default()
            },
            theme: Theme::LIGHT,
            settings,
            cursor: None,
        }
    }

    /// Lays the market on the screen, or the same one in other words or another shape: then the
    /// level in focus keeps its place under the eye.
    pub fn set_sheet(&mut self, sheet: Sheet) {
        self.cursor = None;
        let before = std::mem::replace(&mut self.sheet, Arc::new(sheet));
        self.painter.set_sheet(Arc::clone(&self.sheet));
        let bounds = self.sheet.bounds();
        let focus = self
            .focus
            .and_then(|level| Some((level, self.sheet.cards().get(level)?)));
        match focus {
            Some((level, card)) => {
                let at = before.level_from_sheet(level, Point::default());
                let by = self.sheet.sheet_from_level(level, at);
                self.camera.relocate(bounds, card.bounds, by);
            }
            None => self.camera.enter(VIEW_KEY, bounds),
        }
    }

    /// The screen's width divided by its height.
    pub fn aspect(&self) -> f64 {
        let view = self.camera.view();
        view.width_px / view.height_px.max(1.0)
    }

    /// Gives a level its stalls.
    pub fn set_scene(&mut self, level: usize, scene: Arc<Scene>) {
        self.painter.set_scene(level, Some(scene));
    }

    /// Whether the stalls of a level are there.
    pub fn has_scene(&self, level: usize) -> bool {
        self.painter.picture().scene(level).is_some()
    }

    pub fn set_lighting(&mut self, level: usize, lighting: Lighting) {
        self.painter.set_lighting(level, lighting);
    }

    /// How many stalls of a level are lit while they are not there.
    pub fn set_lit_count(&mut self, level: usize, lit: Option<u32>) {
        self.painter.set_lit_count(level, lit);
    }

    /// Draws a way over the map, or none.
    pub fn set_way(&mut self, way: Option<WayLines>) {
        self.way.refresh();
        self.way_lines = way;
    }

    /// Where everything lies.
    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// Outlines these areas and no others.
    pub fn set_areas(&mut self, areas: Vec<Area>) {
        self.painter.set_areas(areas);
    }

    /// The level in focus.
    pub fn focus(&self) -> Option<usize> {
        self.focus
    }

    /// Brings another level under the eye: of the same building the same place, of another one
    /// the whole level.
    pub fn focus_on(&mut self, level: usize) {
        let Some(card) = self.sheet.cards().get(level) else {
            return;
        };
        let (building, bounds) = (card.building, card.bounds);
        self.cursor = None;
        let before = self.focus.replace(level);
        self.camera.set_home(bounds);
        let cards = self.sheet.cards();
        let from = before.filter(|from| cards.get(*from).is_some_and(|c| c.building == building));
        match from {
            Some(from) => {
                let nowhere = Point::default();
                let at = self.sheet.level_from_sheet(from, nowhere);
                self.camera.shift(self.sheet.sheet_from_level(level, at));
            }
            None => self.camera.change(Change::Whole),
        }
    }

    /// The level that a person has moved to: one that fills the screen now, if it is another one
    /// than that in focus. It is in focus from here on.
    pub fn moved_on(&mut self) -> Option<usize> {
        let view = self.camera.view();
        let level = self.sheet.level_in(&view)?;
        if self.focus.is_none_or(|focus| focus == level) || !self.fills(level) {
            return None;
        }
        self.focus = Some(level);
        self.camera.set_home(self.sheet.cards().get(level)?.bounds);
        Some(level)
    }

    /// Levels whose stalls the present view wants, the nearest first.
    pub fn wanted(&self) -> Vec<usize> {
        self.sheet.wanted(&self.camera.view())
    }

    fn fills(&self, level: usize) -> bool {
        let view = self.camera.view();
        let k = view.px_per_dm();
        self.sheet.cards().get(level).is_some_and(|card| {
            card.bounds.width_dm() * k >= view.width_px * LEAST_SHARE
                || card.bounds.height_dm() * k >= view.height_px * LEAST_SHARE
        })
    }

    /// The scene in focus, and where its own origin lies on the sheet.
    fn scene(&self) -> Option<(&Scene, Point)> {
        let level = self.focus?;
        let scene = self.painter.picture().scene(level)?;
        let origin = self.sheet.sheet_from_level(level, Point::default());
        Some((scene, origin))
    }

    pub fn set_theme(&mut self, theme: Theme) {
        self.theme = theme;
        self.painter.set_theme(theme);
    }

    /// Draws everything anew: the canvas may have lost its picture.
    pub fn refresh(&mut self) {
        self.painter.set_theme(self.theme);
        self.way.refresh();
    }

    /// "You are here" in the reader's language.
    pub fn set_here(&mut self, here: String) {
        self.words.here = here;
        self.painter.set_words(self.words.clone());
    }

    /// The font family of all texts, as CSS writes it.
    pub fn set_family(&mut self, family: String) {
        self.words.family = family;
        self.painter.set_words(self.words.clone());
    }

    /// How fingers are judged.
    pub fn set_fingers(&mut self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings);
        self.camera.set(self.settings);
    }

    /// Another size, CSS pixels, and device pixels of a CSS pixel.
    pub fn resize(&mut self, width_px: f64, height_px: f64, pixel_ratio: f64) {
        // A hidden map has no size; what it showed is still right when it comes back.
        if width_px >= 1.0 && height_px >= 1.0 {
            self.camera.resize(width_px, height_px, pixel_ratio);
        }
    }

    /// Starts to fly; what is not there is not flown to.
    pub fn go(&mut self, focus: Focus, now_ms: f64) {
        self.cursor = None;
        let Some((scene, origin)) = self.scene() else {
            return;
        };
        let on_sheet = |at: Point| Point::new(at.x_dm + origin.x_dm, at.y_dm + origin.y_dm);
        let goal = match focus {
            Focus::Whole => Some(Goal::Whole),
            Focus::Point { at, span_m } => Some(Goal::Point {
                at: on_sheet(at),
                span_m,
            }),
            Focus::Stall(stall) => scene
                .has_ground(stall)
                .then(|| Goal::Stall(scene.stall_bounds(stall).moved(origin))),
            Focus::Fit(bounds) => Some(Goal::Fit(bounds.grown(WAY_ROOM_DM).moved(origin))),
            Focus::Ahead { at, ahead } => Some(Goal::Ahead {
                at: on_sheet(at),
                ahead: on_sheet(ahead),
                span_m: STEP_SPAN_M,
            }),
            Focus::Here => scene.here().map(|kiosk| Goal::Here {
                at: on_sheet(kiosk.at),
                facing_deg: kiosk.facing_deg,
            }),
        };
        if let Some(goal) = goal {
            self.camera.go(goal, now_ms);
        }
    }

    /// Is there at once.
    pub fn look(&mut self, look: Look) {
        if let Some((_, origin)) = self.scene() {
            let at = Point::new(look.at.x_dm + origin.x_dm, look.at.y_dm + origin.y_dm);
            self.camera.look(at, look.px_per_m, look.turn_rad);
        }
    }

    /// A button was pressed.
    pub fn press(&mut self, press: Press, now_ms: f64) {
        self.cursor = None;
        let mut zoom = |factor| {
            let change = Change::ZoomMiddle { factor };
            self.camera.glide_to_change(change, now_ms);
        };
        match press {
            Press::ZoomIn => zoom(PRESS_FACTOR),
            Press::ZoomOut => zoom(1.0 / PRESS_FACTOR),
            Press::Whole => self.go(Focus::Whole, now_ms),
            Press::ToKiosk => self.go(Focus::Here, now_ms),
            Press::Turn => self.turn(now_ms),
        }
    }

    /// North up; when it is up already, as the kiosk's reader looks, or else a quarter turn.
    fn turn(&mut self, now_ms: f64) {
        if !self.camera.is_north_up() {
            self.camera.go(Goal::North, now_ms);
            return;
        }
        let here = self.scene().and_then(|(scene, _)| scene.here());
        let facing_deg = here
            .map(|kiosk| kiosk.facing_deg)
            .filter(|facing_deg| facing_deg.abs() >= 1.0);
        let turn_rad = -facing_deg.unwrap_or(-90.0).to_radians();
        self.camera
            .glide_to_change(Change::Turn { turn_rad }, now_ms);
    }

    /// A key was pressed, named as by `KeyboardEvent.key`. Arrows go from stall to stall; Enter
    /// opens the stall that they have come to, else what lies in the middle.
    pub fn key(&mut self, name: &str, is_shifted: bool, now_ms: f64) -> Keyed {
        if name == "Enter" {
            let cursor = self
                .cursor
                .map(|(level, stall)| Touched::Stall { level, stall });
            return Keyed {
                touched: cursor.or_else(|| self.touch_middle(now_ms)),
                reached: None,
            };
        }
        if let Some(heading) = arrow(name).filter(|_| !is_shifted) {
            return Keyed {
                touched: None,
                reached: self.step(heading, now_ms),
            };
        }
        if let Some(change) = key_change(name, is_shifted) {
            // A nearer look is a look at the same stall.
            if !matches!(change, Change::ZoomMiddle { .. }) {
                self.cursor = None;
            }
            self.camera.glide_to_change(change, now_ms);
        }
        Keyed::default()
    }

    /// Goes to the next stall in a direction of the screen, and shows it in the middle. At the edge
    /// of the level it is the same stall again.
    fn step(&mut self, heading: (f64, f64), now_ms: f64) -> Option<(usize, usize)> {
        let level = self.focus?;
        let view = self.camera.view();
        let (scene, origin) = self.scene()?;
        let cursor = self.cursor.filter(|(own, _)| *own == level);
        let from = match cursor {
            Some((_, stall)) => stall,
            None => neighbour::nearest(scene, view.moved_by(origin, -1.0).center)?,
        };
        let (here, ahead) = (
            view.plan_from_screen(0.0, 0.0),
            view.plan_from_screen(heading.0, heading.1),
        );
        let toward = (ahead.x_dm - here.x_dm, ahead.y_dm - here.y_dm);
        let stall = neighbour::neighbour(scene, from, toward).unwrap_or(from);
        let goal = Goal::Stall(scene.stall_bounds(stall).moved(origin));
        self.camera.go(goal, now_ms);
        self.cursor = Some((level, stall));
        self.cursor
    }

    /// The wheel was turned over a point; `lines_or_pages` as in `WheelEvent.deltaMode`.
    pub fn wheel(&mut self, at: Tap, delta_y: f64, lines_or_pages: u32, is_pinch: bool) {
        self.cursor = None;
        self.camera.change(Change::Zoom {
            x_px: at.x_px,
            y_px: at.y_px,
            factor: wheel_factor(delta_y, lines_or_pages, is_pinch),
        });
    }

    /// A finger or mouse did something; says what it touched, if it meant to.
    pub fn pointer(&mut self, input: PointerInput) -> Option<Touched> {
        if input.phase == Phase::Down {
            self.cursor = None;
        }
        let tap = self.camera.pointer(input)?;
        self.touched(tap, input.time_ms)
    }

    /// What lies in the middle, for people without a pointer.
    fn touch_middle(&mut self, now_ms: f64) -> Option<Touched> {
        let view = self.camera.view();
        let tap = Tap {
            x_px: view.width_px / 2.0,
            y_px: view.height_px / 2.0,
        };
        self.touched(tap, now_ms)
    }

    /// How far the plan is turned, whole degrees clockwise.
    pub fn turn_deg(&self) -> i32 {
        self.camera.view().turn_rad.to_degrees().round() as i32
    }

    /// Whether a nearer and whether a farther look is possible.
    pub fn zoom_room(&self) -> (bool, bool) {
        self.camera.zoom_room()
    }

    /// Brings the screen up to date. The note's view is that of the level in focus.
    pub fn frame(&mut self, now_ms: f64) -> Frame {
        if self.focus.is_none() {
            return Frame {
                again: self.painter.prepare(&self.camera.view()),
                note: None,
            };
        }
        self.camera.tick(now_ms);
        let is_under_way = self.camera.is_under_way();
        let is_moving = is_under_way || self.camera.is_held();
        let painted = self.painter.paint(&self.camera.view(), is_moving, now_ms);
        let is_still = self.settings.is_still;
        match &self.way_lines {
            Some(way) => {
                let view = self.camera.view();
                self.way.paint(way, &view, self.theme, is_still, now_ms);
            }
            None => self.way.clear(),
        }
        let walks = self.way_lines.is_some() && !is_still;
        let origin = self.scene().map(|(_, origin)| origin).unwrap_or_default();
        Frame {
            again: painted.again || is_under_way || walks,
            note: painted.note.map(|note| Note {
                view: note.view.moved_by(origin, -1.0),
                ..note
            }),
        }
    }

    fn touched(&mut self, tap: Tap, now_ms: f64) -> Option<Touched> {
        let view = self.camera.view();
        let Tap { x_px, y_px } = tap;
        let point = view.plan_from_screen(x_px, y_px);
        // From afar a finger means a whole level.
        if let Some(level) = self.sheet.level_at(point).filter(|own| !self.fills(*own)) {
            let bounds = self.sheet.cards().get(level)?.bounds;
            self.camera.go(Goal::Fit(bounds), now_ms);
            return None;
        }
        // Signs lie above stalls.
        match hit::target_at(self.painter.targets(), &view, x_px, y_px).map(|t| t.what) {
            Some(Touchable::Place { level, place }) => {
                return Some(Touched::Place { level, place });
            }
            Some(Touchable::Count) => {
                let zoom = Change::Zoom {
                    x_px,
                    y_px,
                    factor: 3.0,
                };
                self.camera.glide_to_change(zoom, now_ms);
                return None;
            }
            None => {}
        }
        let radius_dm = FORGIVING_MM * self.settings.px_per_mm / view.px_per_dm();
        let stall = self.painter.picture().stall_at(point, radius_dm);
        stall.map(|(level, stall)| Touched::Stall { level, stall })
    }
}
