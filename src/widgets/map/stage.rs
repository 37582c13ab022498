//! What the map keeps between two frames, and what one frame does.

use std::sync::Arc;

use crate::browser::paint::{Size, Surface, Words};
use crate::domain::plan::camera::{Camera, Goal, Tap};
use crate::domain::plan::geometry::Point;
use crate::domain::plan::gesture::{PointerInput, Settings};
use crate::domain::plan::hit;
use crate::domain::plan::label::LabelSet;
use crate::domain::plan::lighting::Lighting;
use crate::domain::plan::raster::Raster;
use crate::domain::plan::scene::Scene;
use crate::domain::plan::theme::Theme;
use crate::domain::plan::viewport::{Change, Viewport};

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

/// The map is still after this long without a change.
const SETTLED_MS: f64 = 90.0;
/// While moving, texts are written anew at most this often, and at most this many.
const REWRITE_MS: f64 = 140.0;
const MOST_MOVING_TEXTS: usize = 350;
/// So few texts are written in every frame.
const FEW_TEXTS: usize = 110;
/// Free room around a level shown as a whole.
const PADDING_PX: f64 = 22.0;
/// How far beside a stall a finger still means it.
const FORGIVING_MM: f64 = 4.0;

pub struct Stage {
    surface: Surface,
    camera: Camera,
    raster: Raster,
    labels: LabelSet,
    scene: Option<Arc<Scene>>,
    lighting: Lighting,
    theme: Theme,
    words: Words,
    settings: Settings,
    /// The view of the last picture; nothing when the picture is out of date for any other
    /// reason than the view.
    drawn: Option<Viewport>,
    is_written: bool,
    changed_ms: f64,
    written_ms: f64,
    painted: u32,
}

impl Stage {
    pub fn new(surface: Surface, theme: Theme, settings: Settings) -> Self {
        Self {
            surface,
            camera: Camera::new(settings, PADDING_PX),
            raster: Raster::default(),
            labels: LabelSet::default(),
            scene: None,
            lighting: Lighting::default(),
            theme,
            words: Words::default(),
            settings,
            drawn: None,
            is_written: false,
            changed_ms: f64::NEG_INFINITY,
            written_ms: f64::NEG_INFINITY,
            painted: 0,
        }
    }

    pub fn set_scene(&mut self, scene: Option<Arc<Scene>>) {
        if let Some(scene) = &scene {
            self.camera.enter(scene.view_key(), scene.bounds());
        }
        self.scene = scene;
        // A new level usually comes with a new language, and that with another font.
        self.surface.adopt_font();
        self.outdate();
    }

    pub fn set_lighting(&mut self, lighting: Lighting) {
        self.lighting = lighting;
        self.outdate();
    }

    pub fn set_words(&mut self, words: Words) {
        self.words = words;
        self.surface.adopt_font();
        self.outdate();
    }

    pub fn resize(&mut self, size: Size) {
        // A hidden map has no size; what it showed is still right when it comes back.
        if size.width_px >= 1.0 && size.height_px >= 1.0 {
            self.camera
                .resize(size.width_px, size.height_px, size.pixel_ratio);
            self.surface.adopt_font();
            self.outdate();
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
        let view = self.camera.view().snapped();
        if view.width_px <= 1.0 {
            return false;
        }
        let is_new = self.drawn.is_none();
        if self.drawn != Some(view) {
            let scene = self.scene.as_deref();
            self.raster.draw(scene, &self.lighting, &view, &self.theme);
            self.surface.show(&self.raster, &view);
            self.drawn = Some(view);
            self.changed_ms = now_ms;
        }
        let is_still = !self.camera.is_under_way();
        let is_settled = is_still && now_ms - self.changed_ms >= SETTLED_MS;
        if self.is_written && self.surface.written_for() == Some(view) {
            return !is_still;
        }
        if is_settled || (is_new && is_still) {
            self.write(&view, usize::MAX, now_ms);
            self.is_written = true;
            self.painted = self.painted.wrapping_add(1);
            let lit = self.lighting.lit_count();
            let scene = self.scene.as_deref();
            self.surface.note(scene, lit, &view, self.painted);
            return false;
        }
        // What was written while moving is not complete.
        self.is_written = false;
        let has_few = self.labels.texts.len() <= FEW_TEXTS;
        if is_new || has_few || (now_ms - self.written_ms >= REWRITE_MS && self.has_drifted(&view))
        {
            self.write(&view, MOST_MOVING_TEXTS, now_ms);
        } else {
            self.surface.carry(&view);
        }
        true
    }

    fn write(&mut self, view: &Viewport, most_texts: usize, now_ms: f64) {
        if let Some(scene) = self.scene.as_deref() {
            self.labels.collect(scene, &self.lighting, view, most_texts);
        }
        self.surface.write(
            self.scene.as_deref(),
            &self.labels,
            view,
            &self.theme,
            &self.words,
        );
        self.written_ms = now_ms;
    }

    /// Whether the carried texts no longer suit the view: too large, too small, too turned, or
    /// too much of the screen without any.
    fn has_drifted(&self, view: &Viewport) -> bool {
        let Some(before) = self.surface.written_for() else {
            return true;
        };
        let scale = view.px_per_m / before.px_per_m;
        let (x, y) = view.screen_from_plan(before.center);
        let (dx, dy) = (x - view.width_px / 2.0, y - view.height_px / 2.0);
        !(0.8..=1.3).contains(&scale)
            || (view.turn_rad - before.turn_rad).abs() > 0.12
            || dx.abs() > view.width_px * 0.2
            || dy.abs() > view.height_px * 0.2
    }

    fn touched(&mut self, tap: Tap, now_ms: f64) -> Option<Touched> {
        let scene = self.scene.as_deref()?;
        let view = self.camera.view();
        let Tap { x_px, y_px } = tap;
        let over =
            |x: f64, y: f64, reach: f64| (x - x_px).abs() <= reach && (y - y_px).abs() <= reach;
        // Signs lie above stalls; the labels hold where they are drawn.
        let sign = self
            .labels
            .places
            .iter()
            .find(|sign| over(sign.x_px, sign.y_px, (sign.side_px / 2.0).max(8.0)));
        if let Some(sign) = sign {
            return Some(Touched::Place(sign.place as usize));
        }
        let count = self.labels.clusters.iter();
        if let Some(count) = count
            .into_iter()
            .find(|c| over(c.x_px, c.y_px, c.radius_px))
        {
            let (x_px, y_px) = (count.x_px, count.y_px);
            let zoom = Change::Zoom {
                x_px,
                y_px,
                factor: 3.0,
            };
            self.camera.glide_to_change(zoom, now_ms);
            return None;
        }
        let radius_dm = FORGIVING_MM * self.settings.px_per_mm / view.px_per_dm();
        let point = view.plan_from_screen(x_px, y_px);
        hit::stall_at(scene, point, radius_dm).map(Touched::Stall)
    }

    /// The picture is out of date for another reason than the view.
    fn outdate(&mut self) {
        self.drawn = None;
        self.is_written = false;
    }
}
