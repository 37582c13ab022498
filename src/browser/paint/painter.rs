//! One map's picture: what was given, what is drawn of it, and what still has to be.
//!
//! Knows neither window nor page, only the two canvases it was handed; so it draws in a worker
//! as it does in the page. A frame is: stalls and signs by the raster, texts as shapes upon
//! them, one copy to the canvas. Only texts never seen before cost the browser's shaping, a
//! limited number of them a frame while the map moves.

use std::sync::Arc;

use wasm_bindgen::Clamped;
use web_sys::ImageData;

use super::areas::draw_areas;
use super::canvas::Canvas;
use super::letters::{FONTS, Letters, Words, readable_on};
use super::signs::draw_signs;
use crate::domain::plan::area::Area;
use crate::domain::plan::hit::{Target, Touchable};
use crate::domain::plan::label::{Ink, LabelSet, TextRun};
use crate::domain::plan::lighting::Lighting;
use crate::domain::plan::picture::Picture;
use crate::domain::plan::raster::{Raster, TextShapes};
use crate::domain::plan::scene::Scene;
use crate::domain::plan::sheet::Sheet;
use crate::domain::plan::theme::{Rgb, Theme};
use crate::domain::plan::viewport::Viewport;

/// The map is still after this long without a change.
const SETTLED_MS: f64 = 90.0;
/// New texts a frame: while moving, about two milliseconds' worth; more while fingers only rest
/// on the map; else nearly a screen full.
const MOVING_TEXTS: usize = 120;
const HELD_TEXTS: usize = 350;
const STILL_TEXTS: usize = 800;
/// A screen of more device pixels is drawn in half of them each way while the map moves.
const MOST_MOVING_PX: f64 = 4.5e6;
/// Sizes of stalls' texts, CSS pixels: until a text is known in its own size a smaller one
/// stands in for it.
const STAND_INS_PX: [f64; 9] = [20.0, 18.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0];

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
    /// The level in the middle of the screen, or nearest to it.
    pub level: Option<usize>,
    /// That level's view key, if its stalls are there.
    pub level_key: Option<u64>,
    /// How many stalls are lit, on all levels.
    pub lit: usize,
    /// How many texts have room in this picture, and how many of them are written. Equal in
    /// every finished picture.
    pub texts_wanted: usize,
    pub texts_written: usize,
    /// How many areas are outlined.
    pub areas: usize,
    /// How many pictures were finished so far.
    pub painted: u32,
}

pub struct Painter {
    shown: Canvas,
    letters: Letters,
    shapes: TextShapes,
    raster: Raster,
    labels: LabelSet,
    picture: Picture,
    theme: Theme,
    words: Words,
    targets: Vec<Target>,
    /// Outlined above the stalls.
    areas: Vec<Area>,
    areas_drawn: usize,
    /// Texts whose shapes are not known yet: those of this frame's share.
    missing: Vec<TextRun>,
    /// The view of the last picture, as drawn.
    drawn: Option<Viewport>,
    /// The picture is out of date for another reason than the view.
    is_outdated: bool,
    is_noted: bool,
    texts_written: usize,
    changed_ms: f64,
    painted: u32,
    /// How many preparations are done; see [`Painter::prepare`].
    prepared: usize,
}

impl Painter {
    /// Draws on `shown`; `scratch` is a canvas that nobody sees, from [`Canvas::scratch`].
    pub fn new(shown: Canvas, scratch: Canvas, sheet: Arc<Sheet>, theme: Theme) -> Self {
        Self {
            shown,
            letters: Letters::new(scratch),
            shapes: TextShapes::new(0),
            raster: Raster::default(),
            labels: LabelSet::default(),
            picture: Picture::new(sheet),
            theme,
            words: Words::default(),
            targets: Vec::new(),
            areas: Vec::new(),
            areas_drawn: 0,
            missing: Vec::new(),
            drawn: None,
            is_outdated: true,
            is_noted: false,
            texts_written: 0,
            changed_ms: f64::NEG_INFINITY,
            painted: 0,
            prepared: 0,
        }
    }

    /// The sheet and what is known of its levels: for touches ([`Picture::stall_at`]) and for
    /// what to load next ([`Sheet::wanted`]).
    pub fn picture(&self) -> &Picture {
        &self.picture
    }

    /// Another layout or language of the same levels, or another market: then take the scenes
    /// of the former away.
    pub fn set_sheet(&mut self, sheet: Arc<Sheet>) {
        self.picture.set_sheet(sheet);
        self.shapes.clear();
        self.is_outdated = true;
    }

    /// Gives a level its stalls, or takes them away.
    pub fn set_scene(&mut self, level: usize, scene: Option<Arc<Scene>>) {
        // Other texts may have the numbers of the former ones.
        if self.picture.scene(level).is_some() {
            self.shapes.clear();
        }
        self.picture.set_scene(level, scene);
        self.is_outdated = true;
    }

    pub fn set_lighting(&mut self, level: usize, lighting: Lighting) {
        self.picture.set_lighting(level, lighting);
        self.is_outdated = true;
    }

    /// See [`Picture::set_lit_count`].
    pub fn set_lit_count(&mut self, level: usize, lit: Option<u32>) {
        self.picture.set_lit_count(level, lit);
        self.is_outdated = true;
    }

    /// Outlines these areas and no others.
    pub fn set_areas(&mut self, areas: Vec<Area>) {
        if self.areas != areas {
            self.areas = areas;
            self.is_outdated = true;
        }
    }

    pub fn set_theme(&mut self, theme: Theme) {
        self.theme = theme;
        self.is_outdated = true;
    }

    pub fn set_words(&mut self, words: Words) {
        if self.words != words {
            self.letters.set_family(&words.family);
            self.words = words;
            self.shapes.clear();
            self.is_outdated = true;
        }
    }

    /// What lies above the stalls and can be touched, by its place on the sheet; the first one
    /// under a finger is meant. As of the last picture.
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// While there is nothing to draw yet: does one of the things that the first picture would
    /// otherwise wait for, and says whether another one can be done now.
    pub fn prepare(&mut self, view: &Viewport) -> bool {
        if view.width_px <= 1.0 || self.words.here.is_empty() {
            return false;
        }
        // The memory of a picture and the browser's own for it, then letters.
        match self.prepared {
            0 => self.raster.draw(&self.picture, view, &self.theme),
            1 => self.show(view, view.pixel_ratio),
            done => match FONTS.get(done - 2) {
                Some(fonts) => self.letters.look_for(fonts, &self.words, view.pixel_ratio),
                None => return false,
            },
        }
        self.prepared += 1;
        true
    }

    /// Brings the picture up to date with a view of the sheet. `is_moving`: fingers or a flight
    /// hold the camera. Costs next to nothing when nothing changed.
    pub fn paint(&mut self, view: &Viewport, is_moving: bool, now_ms: f64) -> Painted {
        let nothing = Painted {
            again: false,
            note: None,
        };
        if view.width_px <= 1.0 {
            return nothing;
        }
        let is_lively = is_moving || now_ms - self.changed_ms < SETTLED_MS;
        let mut wanted = view.snapped();
        if self.is_same(&wanted) && !self.is_outdated && self.texts_left() == 0 {
            return self.rest(wanted, is_moving, now_ms);
        }
        // Sharp again as soon as nothing has changed for a moment, wherever the fingers are.
        let halves = view.halved().snapped();
        let is_still = self.is_same(&wanted) || self.is_same(&halves);
        let is_settled = is_still && now_ms - self.changed_ms >= SETTLED_MS;
        let is_halved = is_lively && !is_settled && view.device_px() > MOST_MOVING_PX;
        if is_halved {
            wanted = halves;
            if self.is_same(&wanted) && !self.is_outdated && self.texts_left() == 0 {
                return Painted {
                    again: true,
                    note: None,
                };
            }
        }
        if !is_still {
            self.changed_ms = now_ms;
        }
        // What is lit up or arrives while nothing moves is finished at once.
        if !is_still || self.is_outdated {
            self.is_noted = false;
        }
        if !self.is_same(&wanted) || self.is_outdated {
            self.labels.collect(&self.picture, &wanted);
            self.aim(&wanted);
        }
        let most_new = match is_moving {
            _ if is_lively && !is_still => MOVING_TEXTS,
            true => HELD_TEXTS,
            false => STILL_TEXTS,
        };
        self.draw(&wanted, view.pixel_ratio, most_new, is_halved);
        self.drawn = Some(wanted);
        self.is_outdated = false;
        match is_halved {
            true => Painted {
                again: true,
                note: None,
            },
            false => self.rest(wanted, is_moving, now_ms),
        }
    }

    /// The picture is as good as it gets for now: is it finished, and told so?
    fn rest(&mut self, view: Viewport, is_moving: bool, now_ms: f64) -> Painted {
        let is_first = self.painted == 0;
        let is_settled = is_first || now_ms - self.changed_ms >= SETTLED_MS;
        let is_finished = !is_moving && is_settled && self.texts_left() == 0;
        if self.is_noted || !is_finished {
            return Painted {
                again: !self.is_noted,
                note: None,
            };
        }
        self.is_noted = true;
        self.painted = self.painted.wrapping_add(1);
        let level = self.picture.sheet().level_in(&view);
        let scene = level.and_then(|level| self.picture.scene(level));
        Painted {
            again: false,
            note: Some(Note {
                view,
                level,
                level_key: scene.map(|scene| scene.view_key()),
                lit: self.picture.lit_count(),
                texts_wanted: self.labels.texts.len(),
                texts_written: self.texts_written,
                areas: self.areas_drawn,
                painted: self.painted,
            }),
        }
    }

    fn is_same(&self, view: &Viewport) -> bool {
        self.drawn.as_ref() == Some(view)
    }

    fn texts_left(&self) -> usize {
        self.labels.texts.len() - self.texts_written.min(self.labels.texts.len())
    }

    /// Draws everything. `ratio`: device pixels a CSS pixel that texts are shaped for, also
    /// when the picture has half of them.
    fn draw(&mut self, view: &Viewport, ratio: f64, most_new: usize, is_halved: bool) {
        let full_px = view.width_px * view.height_px * ratio * ratio;
        // All texts of a screen together have fewer pixels than this.
        self.shapes
            .set_most_bytes((full_px * 0.6) as usize + 65_536);
        self.missing.clear();
        for run in &self.labels.texts {
            if !self.shapes.has(run.shape_key(ratio)) {
                self.missing.push(*run);
                if self.missing.len() >= most_new {
                    break;
                }
            }
        }
        if !self.missing.is_empty() {
            let (picture, words) = (&self.picture, &self.words);
            self.letters
                .shape(&self.missing, picture, words, ratio, &mut self.shapes);
        }
        self.raster.draw(&self.picture, view, &self.theme);
        self.raster.signs(&self.labels, view, &self.theme);
        self.texts_written = 0;
        for run in &self.labels.texts {
            let color = color(run, &self.picture, &self.theme);
            let at = (run.x_px * view.pixel_ratio, run.y_px * view.pixel_ratio);
            let (raster, shapes) = (&mut self.raster, &mut self.shapes);
            if raster.text(shapes, run.shape_key(ratio), at, color, is_halved) {
                self.texts_written += 1;
                continue;
            }
            let smaller = STAND_INS_PX.into_iter().filter(|size| *size < run.size_px);
            for size_px in smaller {
                let key = run.sized(size_px).shape_key(ratio);
                if raster.text(shapes, key, at, color, is_halved) {
                    break;
                }
            }
        }
        self.show(view, ratio);
    }

    /// Copies the picture to the canvas, and draws above it what is not part of it.
    fn show(&mut self, view: &Viewport, ratio: f64) {
        let (width, height) = (self.raster.width() as u32, self.raster.height() as u32);
        // Exactly as many device pixels as drawn, whatever fraction the layout has.
        let css = |px: f64| (px * ratio).round() / ratio;
        let css_px = (css(view.width_px), css(view.height_px));
        self.shown.resize(width, height, css_px);
        let context = self.shown.context();
        let bytes = Clamped(self.raster.bytes());
        let image = ImageData::new_with_u8_clamped_array_and_sh(bytes, width, height);
        if let Ok(image) = image {
            // Only a picture of no size is refused; then there is nothing to show.
            let _ = context.put_image_data(&image, 0.0, 0.0);
        }
        let has_signs = self.labels.here.is_some() || self.labels.callout.is_some();
        self.areas_drawn = 0;
        if !has_signs && self.areas.is_empty() {
            return;
        }
        let scale = view.pixel_ratio;
        // Not refused with finite numbers.
        let _ = context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0);
        let (picture, labels) = (&self.picture, &self.labels);
        let (theme, words) = (&self.theme, &self.words);
        let sheet = picture.sheet();
        self.areas_drawn = draw_areas(context, &self.areas, sheet, view, theme, &self.letters);
        draw_signs(context, picture, labels, view, theme, words, &self.letters);
        let _ = context.reset_transform();
    }

    fn aim(&mut self, view: &Viewport) {
        self.targets.clear();
        let signs = self.labels.places.iter().map(|sign| Target {
            at: view.plan_from_screen(sign.x_px, sign.y_px),
            reach_px: (sign.side_px / 2.0).max(8.0),
            what: Touchable::Place {
                level: sign.level as usize,
                place: sign.place as usize,
            },
        });
        let counts = self.labels.clusters.iter().map(|count| Target {
            at: view.plan_from_screen(count.x_px, count.y_px),
            reach_px: count.radius_px,
            what: Touchable::Count,
        });
        self.targets.extend(signs.chain(counts));
    }
}

fn color(run: &TextRun, picture: &Picture, theme: &Theme) -> Rgb {
    match run.ink {
        Ink::Name | Ink::Title => theme.text,
        Ink::Number | Ink::Details => theme.text_quiet,
        Ink::Dimmed => theme.text_dimmed,
        Ink::Lit => theme.lit_text,
        Ink::Chosen => theme.chosen_text,
        Ink::OnMark => theme.mark_text,
        Ink::OnPlace => theme.place_ink,
        Ink::OnGrade { grade } => picture
            .scene(run.level as usize)
            .and_then(|scene| scene.grade_signs().get(usize::from(grade)))
            .map_or(theme.text, |sign| readable_on(sign.color)),
    }
}
