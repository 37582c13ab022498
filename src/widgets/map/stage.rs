//! What the map keeps between two frames, and what one frame does.

use std::sync::Arc;

use web_sys::{Element, HtmlCanvasElement};

use crate::browser::paint::{Canvas, Note, Painter, Size, Words, fixed};
use crate::domain::plan::camera::{Camera, Goal, Tap};
use crate::domain::plan::geometry::{Bounds, Point};
use crate::domain::plan::gesture::{PointerInput, Settings};
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

/// This map shows one level, which is the only one on its sheet.
const LEVEL: usize = 0;

pub struct Stage {
    host: Element,
    painter: Painter,
    camera: Camera,
    scene: Option<Arc<Scene>>,
    words: Words,
    settings: Settings,
}

impl Stage {
    /// A map on `canvas`, which lies on `host`; nothing when the browser gives no 2D canvas.
    pub fn new(
        host: Element,
        canvas: HtmlCanvasElement,
        theme: Theme,
        settings: Settings,
    ) -> Option<Self> {
        let (shown, scratch) = (Canvas::element(canvas)?, Canvas::scratch()?);
        let nowhere = Arc::new(Sheet::of_one(Bounds::new(0.0, 0.0, 1000.0, 1000.0)));
        Some(Self {
            host,
            painter: Painter::new(shown, scratch, nowhere, theme),
            camera: Camera::new(settings, PADDING_PX),
            scene: None,
            words: Words::default(),
            settings,
        })
    }

    pub fn set_scene(&mut self, scene: Option<Arc<Scene>>) {
        if let Some(scene) = &scene {
            self.camera.enter(scene.view_key(), scene.bounds());
            self.painter
                .set_sheet(Arc::new(Sheet::of_one(scene.bounds())));
        }
        self.scene.clone_from(&scene);
        // A new level usually comes with a new language, and that with another font.
        self.adopt_font();
        self.painter.set_scene(LEVEL, scene);
    }

    pub fn set_lighting(&mut self, lighting: Lighting) {
        self.painter.set_lighting(LEVEL, lighting);
    }

    pub fn set_words(&mut self, words: Words) {
        self.words = words;
        self.adopt_font();
    }

    pub fn resize(&mut self, size: Size) {
        // A hidden map has no size; what it showed is still right when it comes back.
        if size.width_px >= 1.0 && size.height_px >= 1.0 {
            self.camera
                .resize(size.width_px, size.height_px, size.pixel_ratio);
            self.adopt_font();
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

    /// North up; when it is up already, as the kiosk's reader looks, or else a quarter turn.
    pub fn turn(&mut self, now_ms: f64) {
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

    pub fn change_slowly(&mut self, change: Change, now_ms: f64) {
        self.camera.glide_to_change(change, now_ms);
    }

    pub fn change(&mut self, change: Change) {
        self.camera.change(change);
    }

    pub fn pointer(&mut self, input: PointerInput) -> Option<Touched> {
        let tap = self.camera.pointer(input)?;
        self.touched(tap, input.time_ms)
    }

    /// What lies in the middle, for people without a pointer.
    pub fn touch_middle(&mut self, now_ms: f64) -> Option<Touched> {
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

    /// Brings the screen up to date; says whether another frame is needed.
    pub fn frame(&mut self, now_ms: f64) -> bool {
        self.camera.tick(now_ms);
        let is_moving = self.camera.is_under_way();
        let painted = self.painter.paint(&self.camera.view(), is_moving, now_ms);
        if let Some(note) = painted.note {
            self.note(&note);
        }
        painted.again || is_moving
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

    /// Takes the letters' font family from the host's style.
    fn adopt_font(&mut self) {
        let element = &self.host;
        self.words.family = web_sys::window()
            .and_then(|window| window.get_computed_style(element).ok().flatten())
            .and_then(|style| style.get_property_value("font-family").ok())
            .filter(|family| !family.is_empty())
            .unwrap_or_else(|| "sans-serif".to_string());
        self.painter.set_words(self.words.clone());
    }

    /// Notes what is shown as `data-` attributes, so that others can find a place of the plan
    /// on the screen. What there is none of has no attribute.
    fn note(&self, note: &Note) {
        let counts = [
            ("data-level-key", note.level_key.map(|key| key as f64)),
            ("data-lit", (note.lit > 0).then_some(note.lit as f64)),
        ];
        for (name, count) in counts {
            // An attribute of a fixed, valid name is never refused, here and below.
            let _ = match count {
                Some(count) => self.host.set_attribute(name, &fixed(count, 0)),
                None => self.host.remove_attribute(name),
            };
        }
        let view = &note.view;
        let notes = [
            ("data-center-x-dm", view.center.x_dm, 4),
            ("data-center-y-dm", view.center.y_dm, 4),
            ("data-px-per-m", view.px_per_m, 4),
            ("data-turn-deg", view.turn_rad.to_degrees(), 4),
            // Last, so that whoever waits for it finds the others.
            ("data-painted", f64::from(note.painted), 0),
        ];
        for (name, value, digits) in notes {
            let _ = self.host.set_attribute(name, &fixed(value, digits));
        }
    }
}
