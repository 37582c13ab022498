//! One map's picture: what was given, what is drawn of it, and what still has to be.
//!
//! Knows neither window nor page, only the two canvases it was handed; so it draws in a worker
//! as it does in the page.

use std::sync::Arc;

use super::canvas::Canvas;
use super::letters::Words;
use super::surface::Surface;
use crate::domain::plan::hit::{Target, Touchable};
use crate::domain::plan::label::LabelSet;
use crate::domain::plan::lighting::Lighting;
use crate::domain::plan::raster::Raster;
use crate::domain::plan::scene::Scene;
use crate::domain::plan::theme::Theme;
use crate::domain::plan::viewport::Viewport;

/// The map is still after this long without a change.
const SETTLED_MS: f64 = 90.0;
/// While moving, texts are written anew at most this often, and at most this many.
const REWRITE_MS: f64 = 140.0;
const MOST_MOVING_TEXTS: usize = 350;
/// So few texts are written in every frame.
const FEW_TEXTS: usize = 110;

/// What one call of [`Painter::paint`] did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Painted {
    /// Whether the picture needs another frame although nothing else changes.
    pub again: bool,
    /// Set when a picture was finished: nothing will change by itself any more.
    pub note: Option<Note>,
}

/// What a finished picture shows; see the notes of the map element.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Note {
    pub view: Viewport,
    /// The scene's view key.
    pub level_key: Option<u64>,
    /// How many stalls are lit.
    pub lit: usize,
    /// How many pictures were finished so far.
    pub painted: u32,
}

pub struct Painter {
    surface: Surface,
    raster: Raster,
    labels: LabelSet,
    scene: Option<Arc<Scene>>,
    lighting: Lighting,
    theme: Theme,
    words: Words,
    targets: Vec<Target>,
    /// The view of the last picture; nothing when the picture is out of date for any other
    /// reason than the view.
    drawn: Option<Viewport>,
    is_written: bool,
    changed_ms: f64,
    written_ms: f64,
    painted: u32,
}

impl Painter {
    /// Draws on `shown`; `scratch` is a canvas that nobody sees, from [`Canvas::scratch`].
    pub fn new(shown: Canvas, scratch: Canvas, theme: Theme) -> Self {
        Self {
            surface: Surface::new(shown, scratch),
            raster: Raster::default(),
            labels: LabelSet::default(),
            scene: None,
            lighting: Lighting::default(),
            theme,
            words: Words::default(),
            targets: Vec::new(),
            drawn: None,
            is_written: false,
            changed_ms: f64::NEG_INFINITY,
            written_ms: f64::NEG_INFINITY,
            painted: 0,
        }
    }

    pub fn set_scene(&mut self, scene: Option<Arc<Scene>>) {
        self.scene = scene;
        self.outdate();
    }

    pub fn set_lighting(&mut self, lighting: Lighting) {
        self.lighting = lighting;
        self.outdate();
    }

    pub fn set_theme(&mut self, theme: Theme) {
        self.theme = theme;
        self.outdate();
    }

    pub fn set_words(&mut self, words: Words) {
        self.words = words;
        self.surface.set_family(&self.words.family);
        self.outdate();
    }

    /// Brings the picture up to date with a view. `is_moving`: fingers or a flight hold the
    /// camera. Costs next to nothing when nothing changed.
    pub fn paint(&mut self, view: &Viewport, is_moving: bool, now_ms: f64) -> Painted {
        let view = view.snapped();
        if view.width_px <= 1.0 {
            return Painted {
                again: false,
                note: None,
            };
        }
        let is_new = self.drawn.is_none();
        let is_changed = self.drawn != Some(view);
        if is_changed {
            let scene = self.scene.as_deref();
            self.raster.draw(scene, &self.lighting, &view, &self.theme);
            self.drawn = Some(view);
            self.changed_ms = now_ms;
        }
        let is_settled = !is_moving && now_ms - self.changed_ms >= SETTLED_MS;
        if self.is_written && self.surface.written_for() == Some(view) {
            return Painted {
                again: is_moving,
                note: None,
            };
        }
        if is_settled || (is_new && !is_moving) {
            self.write(&view, usize::MAX, now_ms);
            self.surface.show(&self.raster, &view);
            self.is_written = true;
            self.painted = self.painted.wrapping_add(1);
            return Painted {
                again: false,
                note: Some(Note {
                    view,
                    level_key: self.scene.as_deref().map(Scene::view_key),
                    lit: self.lighting.lit_count(),
                    painted: self.painted,
                }),
            };
        }
        // What was written while moving is not complete.
        self.is_written = false;
        let has_few = self.labels.texts.len() <= FEW_TEXTS;
        if is_new || has_few || (now_ms - self.written_ms >= REWRITE_MS && self.has_drifted(&view))
        {
            self.write(&view, MOST_MOVING_TEXTS, now_ms);
        }
        if is_changed {
            self.surface.show(&self.raster, &view);
        }
        Painted {
            again: true,
            note: None,
        }
    }

    /// What lies above the stalls and can be touched, by its place on the plan; the first one
    /// under a finger is meant. As of the last picture whose texts were complete.
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    fn write(&mut self, view: &Viewport, most_texts: usize, now_ms: f64) {
        if let Some(scene) = self.scene.as_deref() {
            self.labels.collect(scene, &self.lighting, view, most_texts);
        }
        let scene = self.scene.as_deref();
        self.surface
            .write(scene, &self.labels, view, &self.theme, &self.words);
        self.written_ms = now_ms;
        self.targets.clear();
        let signs = self.labels.places.iter().map(|sign| Target {
            at: view.plan_from_screen(sign.x_px, sign.y_px),
            reach_px: (sign.side_px / 2.0).max(8.0),
            what: Touchable::Place(sign.place as usize),
        });
        let counts = self.labels.clusters.iter().map(|count| Target {
            at: view.plan_from_screen(count.x_px, count.y_px),
            reach_px: count.radius_px,
            what: Touchable::Count,
        });
        self.targets.extend(signs.chain(counts));
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

    /// The picture is out of date for another reason than the view.
    fn outdate(&mut self) {
        self.drawn = None;
        self.is_written = false;
    }
}
