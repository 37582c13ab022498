//! Camera and painter of one map: what is kept between two frames, what one frame does, and what
//! a finger meant.

use std::sync::Arc;

use crate::browser::paint::{Canvas, Note, Painter, Words};
use crate::domain::atlas::MARK_CHARACTER;
use crate::domain::plan::camera::{Camera, Goal, Tap};
use crate::domain::plan::geometry::{Bounds, Point};
use crate::domain::plan::gesture::{PointerInput, Settings, key_change, wheel_factor};
use crate::domain::plan::hit::{self, Touchable};
use crate::domain::plan::lighting::Lighting;
use crate::domain::plan::scene::Scene;
use crate::domain::plan::sheet::Sheet;
use crate::domain::plan::theme::Theme;
use crate::domain::plan::viewport::Change;

/// Where the map should fly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Focus {
    /// A stall by its index in the scene.
    Stall(usize),
    /// A point with this many metres around it.
    Point { at: Point, span_m: f64 },
    /// The whole level, north up.
    Whole,
    /// "You are here", turned as its reader looks.
    Here,
}

/// What a finger touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touched {
    Stall(usize),
    Place(usize),
}

/// Free room around a level shown as a whole.
const PADDING_PX: f64 = 22.0;
/// How far beside a stall a finger still means it.
const FORGIVING_MM: f64 = 4.0;

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

/// This map shows one level, which is the only one on its sheet.
const LEVEL: usize = 0;

/// One map on one canvas.
pub struct Stage {
    painter: Painter,
    camera: Camera,
    scene: Option<Arc<Scene>>,
    words: Words,
    theme: Theme,
    settings: Settings,
}

/// What one frame did.
pub struct Frame {
    /// Whether another one is needed although nothing else changes.
    pub again: bool,
    /// Set when a picture was finished.
    pub note: Option<Note>,
}

impl Stage {
    /// An empty map. `scratch` is a canvas that nobody sees.
    pub fn new(shown: Canvas, scratch: Canvas) -> Self {
        let settings = Settings::default();
        let nowhere = Arc::new(Sheet::of_one(Bounds::new(0.0, 0.0, 1000.0, 1000.0)));
        Self {
            painter: Painter::new(shown, scratch, nowhere, Theme::LIGHT),
            camera: Camera::new(settings, PADDING_PX),
            scene: None,
            words: Words {
                mark: MARK_CHARACTER.to_owned(),
                ..Words::default()
            },
            theme: Theme::LIGHT,
            settings,
        }
    }

    /// Shows another scene; one with the same view key keeps the place under the eye.
    pub fn set_scene(&mut self, scene: Arc<Scene>) {
        self.camera.enter(scene.view_key(), scene.bounds());
        self.scene = Some(Arc::clone(&scene));
        self.painter
            .set_sheet(Arc::new(Sheet::of_one(scene.bounds())));
        self.painter.set_scene(LEVEL, Some(scene));
    }

    pub fn set_lighting(&mut self, lighting: Lighting) {
        self.painter.set_lighting(LEVEL, lighting);
    }

    pub fn set_theme(&mut self, theme: Theme) {
        self.theme = theme;
        self.painter.set_theme(theme);
    }

    /// Draws everything anew: the canvas may have lost its picture.
    pub fn refresh(&mut self) {
        self.painter.set_theme(self.theme);
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

    pub fn go(&mut self, focus: Focus, now_ms: f64) {
        let scene = self.scene.as_deref();
        let goal = match focus {
            Focus::Whole => Some(Goal::Whole),
            Focus::Point { at, span_m } => Some(Goal::Point { at, span_m }),
            Focus::Stall(stall) => scene
                .filter(|scene| scene.has_ground(stall))
                .map(|scene| Goal::Stall(scene.stall_bounds(stall))),
            Focus::Here => scene.and_then(Scene::here).map(|kiosk| Goal::Here {
                at: kiosk.at,
                facing_deg: kiosk.facing_deg,
            }),
        };
        if let Some(goal) = goal {
            self.camera.go(goal, now_ms);
        }
    }

    /// A button was pressed.
    pub fn press(&mut self, press: Press, now_ms: f64) {
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
        let facing_deg = self
            .scene
            .as_deref()
            .and_then(Scene::here)
            .map(|kiosk| kiosk.facing_deg)
            .filter(|facing_deg| facing_deg.abs() >= 1.0);
        let turn_rad = -facing_deg.unwrap_or(-90.0).to_radians();
        self.camera
            .glide_to_change(Change::Turn { turn_rad }, now_ms);
    }

    /// A key was pressed, named as by `KeyboardEvent.key`; Enter touches what lies in the middle.
    pub fn key(&mut self, name: &str, is_shifted: bool, now_ms: f64) -> Option<Touched> {
        if name == "Enter" {
            return self.touch_middle(now_ms);
        }
        if let Some(change) = key_change(name, is_shifted) {
            self.camera.glide_to_change(change, now_ms);
        }
        None
    }

    /// The wheel was turned over a point; `lines_or_pages` as in `WheelEvent.deltaMode`.
    pub fn wheel(&mut self, at: Tap, delta_y: f64, lines_or_pages: u32, is_pinch: bool) {
        self.camera.change(Change::Zoom {
            x_px: at.x_px,
            y_px: at.y_px,
            factor: wheel_factor(delta_y, lines_or_pages, is_pinch),
        });
    }

    /// A finger or mouse did something; says what it touched, if it meant to.
    pub fn pointer(&mut self, input: PointerInput) -> Option<Touched> {
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

    /// Brings the screen up to date.
    pub fn frame(&mut self, now_ms: f64) -> Frame {
        self.camera.tick(now_ms);
        let is_moving = self.camera.is_under_way();
        let painted = self.painter.paint(&self.camera.view(), is_moving, now_ms);
        Frame {
            again: painted.again || is_moving,
            note: painted.note,
        }
    }

    fn touched(&mut self, tap: Tap, now_ms: f64) -> Option<Touched> {
        let scene = self.scene.as_deref()?;
        let view = self.camera.view();
        let Tap { x_px, y_px } = tap;
        // Signs lie above stalls.
        match hit::target_at(self.painter.targets(), &view, x_px, y_px).map(|t| t.what) {
            Some(Touchable::Place { place, .. }) => return Some(Touched::Place(place)),
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
        let point = view.plan_from_screen(x_px, y_px);
        hit::stall_at(scene, point, radius_dm).map(Touched::Stall)
    }
}
