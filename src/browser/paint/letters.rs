//! Texts and small drawings, shaped by the browser: written once on a canvas that nobody sees,
//! read back, and kept as shapes.

use web_sys::{CanvasRenderingContext2d, CanvasWindingRule, Path2d};

use super::canvas::Canvas;
use crate::domain::market::place::PlaceKind;
use crate::domain::plan::geometry::Kept;
use crate::domain::plan::label::{Line, TextRun, TextSource, text_width_em};
use crate::domain::plan::picture::Picture;
use crate::domain::plan::raster::TextShapes;
use crate::domain::plan::symbol;
use crate::domain::plan::theme::Rgb;

/// The few words that the map itself writes, in the person's language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// "You are here".
    pub here: String,
    /// The character on the red mark.
    pub mark: String,
    /// The font family of all texts, as CSS writes it.
    pub family: String,
}

/// The strip that texts are written on before they are read back, device pixels. Small: what
/// is read is copied.
const STRIP_WIDTH: usize = 1024;
const STRIP_HEIGHT: usize = 256;
/// Free pixels around a text: some letters reach beyond their own width.
const MARGIN: usize = 3;
/// Weights of all texts, as CSS writes them.
const QUIET: u32 = 500;
const LOUD: u32 = 700;
/// The fonts of a first picture, by weight and size in CSS pixels: those that take longest
/// first, a few at a time.
pub const FONTS: [&[(u32, u32)]; 6] = [
    &[(QUIET, 14)],
    &[(LOUD, 14)],
    &[(LOUD, 28), (QUIET, 22)],
    &[(QUIET, 10), (QUIET, 11), (QUIET, 12), (QUIET, 13)],
    &[(LOUD, 7), (LOUD, 8), (LOUD, 9), (LOUD, 10)],
    &[(LOUD, 11), (LOUD, 12), (LOUD, 13), (LOUD, 24)],
];

pub struct Letters {
    scratch: Canvas,
    family: String,
    /// Holds a text while it is written.
    text: String,
    /// The texts on the strip that are not read yet: key, area and middle.
    written: Vec<(u64, [usize; 4], (usize, usize))>,
    drawings: Vec<(PlaceKind, Path2d)>,
}

impl Letters {
    pub fn new(scratch: Canvas) -> Self {
        Self {
            scratch,
            family: "sans-serif".to_string(),
            text: String::new(),
            written: Vec::new(),
            drawings: Vec::new(),
        }
    }

    pub fn set_family(&mut self, family: &str) {
        family.clone_into(&mut self.family);
    }

    /// Sets the font of a context: weight as in CSS, size in pixels of the context.
    pub fn set_font(&self, context: &CanvasRenderingContext2d, weight: u32, size_px: u32) {
        let (weight, size) = (weight.to_string(), size_px.to_string());
        context.set_font(&[&weight, " ", &size, "px ", &self.family].concat());
    }

    /// Has the browser look for the fonts of these words, which takes a hundred times as long as
    /// writing them.
    pub fn look_for(&mut self, fonts: &[(u32, u32)], words: &Words, ratio: f64) {
        let context = self.ready();
        for (weight, size_px) in fonts {
            self.set_font(
                &context,
                *weight,
                (f64::from(*size_px) * ratio + 0.5) as u32,
            );
            for text in [words.here.as_str(), &words.mark, "0"] {
                let _ = context.fill_text(text, 0.0, 0.0);
            }
        }
        // Nothing of it may be left under the first texts.
        context.clear_rect(0.0, 0.0, STRIP_WIDTH as f64, STRIP_HEIGHT as f64);
    }

    /// The strip, set to write on.
    fn ready(&self) -> CanvasRenderingContext2d {
        let (width, height) = (STRIP_WIDTH as u32, STRIP_HEIGHT as u32);
        self.scratch.resize(width, height, (0.0, 0.0));
        let context = self.scratch.context().clone();
        context.set_text_align("center");
        context.set_text_baseline("middle");
        context.set_fill_style_str("#000");
        context
    }

    /// Shapes texts for a pixel ratio and keeps them.
    pub fn shape(
        &mut self,
        runs: &[TextRun],
        picture: &Picture,
        words: &Words,
        ratio: f64,
        shapes: &mut TextShapes,
    ) {
        let context = self.ready();
        let mut font = (0, 0);
        let mut is_rtl = None;
        let (mut left, mut top, mut row_height) = (0, 0, 0);
        for run in runs {
            let size = run.device_px(ratio).max(1) as usize;
            let mut text = core::mem::take(&mut self.text);
            text_of(run, picture, words, &mut text);
            // The estimate is a little wide already; a text wider still is squeezed.
            let estimate = text_width_em(&text) * size as f64 * 1.12 + 2.0;
            let most = (STRIP_WIDTH - 2 * MARGIN) as f64;
            let room = estimate.min(run.room_px * ratio).kept(1.0, most);
            let (wide, tall) = match run.source {
                TextSource::Symbol { .. } => (size + 2 * MARGIN, size + 2 * MARGIN),
                _ => (room as usize + 2 * MARGIN + 1, size * 7 / 4 + 2 * MARGIN),
            };
            let tall = tall.min(STRIP_HEIGHT);
            if left + wide > STRIP_WIDTH {
                (left, top, row_height) = (0, top + row_height, 0);
            }
            if top + tall > STRIP_HEIGHT {
                self.read(top + row_height, shapes);
                (left, top, row_height) = (0, 0, 0);
            }
            let middle = (left + wide / 2, top + tall / 2);
            let (x, y) = (middle.0 as f64, middle.1 as f64);
            if let TextSource::Symbol { kind } = run.source {
                self.draw(&context, kind, x, y, size as f64);
            } else {
                let wanted = (weight(run), size as u32);
                if wanted != font {
                    font = wanted;
                    self.set_font(&context, font.0, font.1);
                }
                // Names keep the direction of their own script in pages of any language.
                let wants_rtl = begins_rtl(&text);
                if is_rtl != Some(wants_rtl) {
                    is_rtl = Some(wants_rtl);
                    self.scratch
                        .set_direction(if wants_rtl { "rtl" } else { "ltr" });
                }
                // The middle of a capital letter lies a little above the font's own middle.
                let y = y + size as f64 * 0.05;
                // A refused text is only missing; the list beside the map has it.
                let _ = context.fill_text_with_max_width(&text, x, y, room);
            }
            self.text = text;
            let area = [left, top, left + wide, top + tall];
            self.written.push((run.shape_key(ratio), area, middle));
            left += wide;
            row_height = row_height.max(tall);
        }
        self.read(top + row_height, shapes);
    }

    /// Takes what was written from the strip and empties it.
    fn read(&mut self, height: usize, shapes: &mut TextShapes) {
        if self.written.is_empty() {
            return;
        }
        let height = height.min(STRIP_HEIGHT);
        let (wide, tall) = (STRIP_WIDTH as f64, height as f64);
        let context = self.scratch.context();
        let image = context.get_image_data(0.0, 0.0, wide, tall).ok();
        let image = image.map(|image| image.data().0);
        for (key, area, middle) in self.written.drain(..) {
            // Without an image an empty shape is kept: the text is missing, and not asked
            // for again in every frame.
            let strip = image.as_deref().unwrap_or_default();
            shapes.keep(key, strip, STRIP_WIDTH, area, middle);
        }
        context.clear_rect(0.0, 0.0, wide, tall);
    }

    fn draw(
        &mut self,
        context: &CanvasRenderingContext2d,
        kind: PlaceKind,
        x: f64,
        y: f64,
        side: f64,
    ) {
        let Some(drawing) = self.drawing(kind) else {
            return;
        };
        let scale = side / 24.0;
        let (left, top) = (x - 12.0 * scale, y - 12.0 * scale);
        // Neither call can be refused with finite numbers.
        let _ = context.set_transform(scale, 0.0, 0.0, scale, left, top);
        context.fill_with_path_2d_and_winding(drawing, CanvasWindingRule::Evenodd);
        let _ = context.reset_transform();
    }

    fn drawing(&mut self, kind: PlaceKind) -> Option<&Path2d> {
        let known = self.drawings.iter().position(|(other, _)| *other == kind);
        let place = match known {
            Some(place) => place,
            None => {
                let path = Path2d::new_with_path_string(symbol::drawing(kind)).ok()?;
                self.drawings.push((kind, path));
                self.drawings.len() - 1
            }
        };
        self.drawings.get(place).map(|(_, path)| path)
    }
}

fn weight(run: &TextRun) -> u32 {
    match run.source {
        TextSource::Number { .. } | TextSource::Name { .. } | TextSource::LevelDetails { .. } => {
            QUIET
        }
        _ => LOUD,
    }
}

/// Whether the first letter that has a direction runs from right to left.
fn begins_rtl(text: &str) -> bool {
    for letter in text.chars() {
        match u32::from(letter) {
            0x0590..=0x08ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff => return true,
            // Digits, spaces and punctuation take the direction of what follows.
            0..=0x40 | 0x5b..=0x60 | 0x7b..=0xbf | 0x2000..=0x2bff | 0x3000..=0x3004 => {}
            _ => return false,
        }
    }
    false
}

/// Black or white, whichever reads better on a colour that comes from the data.
pub fn readable_on([r, g, b]: Rgb) -> Rgb {
    let light = 299 * u32::from(r) + 587 * u32::from(g) + 114 * u32::from(b);
    if light > 150_000 {
        [0, 0, 0]
    } else {
        [255, 255, 255]
    }
}

fn text_of(run: &TextRun, picture: &Picture, words: &Words, text: &mut String) {
    text.clear();
    let scene = picture.scene(run.level as usize);
    let card = picture.sheet().cards().get(run.level as usize);
    let mut put = |whole: &str, line: Line| {
        let part = whole.get(line.from as usize..line.to as usize);
        text.push_str(part.unwrap_or_default());
        if line.is_cut {
            text.push('…');
        }
    };
    match run.source {
        TextSource::Number { stall } => {
            text.push_str(scene.map_or("", |scene| scene.number(stall as usize)));
        }
        TextSource::Name { stall, line } => {
            put(scene.map_or("", |scene| scene.name(stall as usize)), line);
        }
        TextSource::Mark => text.push_str(&words.mark),
        TextSource::Grade { grade } => {
            let sign = scene.and_then(|scene| scene.grade_signs().get(usize::from(grade)));
            text.push_str(sign.map_or("", |sign| &sign.letter));
        }
        TextSource::Count { count } => text.push_str(&count.to_string()),
        TextSource::LevelName { line } => put(card.map_or("", |card| &card.name), line),
        TextSource::LevelShortName { line } => {
            put(card.map_or("", |card| &card.short_name), line);
        }
        TextSource::LevelDetails { line } => put(card.map_or("", |card| &card.details), line),
        TextSource::BuildingName { line } => {
            let block = picture.sheet().blocks().get(run.level as usize);
            put(block.map_or("", |block| &block.name), line);
        }
        TextSource::Symbol { .. } => {}
    }
}

/// `#rrggbb`.
pub fn css_color(color: Rgb) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(7);
    text.push('#');
    for part in color {
        for digit in [part >> 4, part & 15] {
            text.push(
                DIGITS
                    .get(usize::from(digit))
                    .map_or('0', |d| char::from(*d)),
            );
        }
    }
    text
}
