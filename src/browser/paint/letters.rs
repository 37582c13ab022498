//! Texts of stalls, written by the browser's own shaping.

use web_sys::CanvasRenderingContext2d;

use crate::domain::plan::label::{Ink, LabelSet, TextRun, TextSource};
use crate::domain::plan::scene::Scene;
use crate::domain::plan::theme::{Rgb, Theme};

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

#[derive(Default)]
pub struct Letters {
    family: String,
    /// Holds a shortened name while it is written.
    scratch: String,
}

impl Letters {
    pub fn set_family(&mut self, family: &str) {
        family.clone_into(&mut self.family);
    }

    /// Sets the font of a context: weight as in CSS, size in CSS pixels.
    pub fn set_font(&self, context: &CanvasRenderingContext2d, weight: u32, size_px: u32) {
        let (weight, size) = (weight.to_string(), size_px.to_string());
        context.set_font(&[&weight, " ", &size, "px ", &self.family].concat());
    }

    pub fn draw(
        &mut self,
        context: &CanvasRenderingContext2d,
        scene: &Scene,
        labels: &LabelSet,
        theme: &Theme,
        words: &Words,
        pixel_ratio: f64,
    ) {
        context.set_text_align("center");
        context.set_text_baseline("middle");
        let mut font = (0, 0);
        let mut ink = None;
        for run in &labels.texts {
            let wanted = (weight(run), run.size_px as u32);
            if wanted != font {
                font = wanted;
                self.set_font(context, font.0, font.1);
            }
            if ink != Some(run.ink) {
                ink = Some(run.ink);
                context.set_fill_style_str(&css_color(color(run.ink, scene, theme)));
            }
            let text = text_of(run.source, scene, words, &mut self.scratch);
            // Signs of one height stand on one line of device pixels.
            let y = (run.y_px * pixel_ratio).round() / pixel_ratio;
            // The middle of a capital letter lies a little above the font's own middle.
            let y = y + run.size_px * 0.05;
            // A refused text is only missing; the list beside the map has it.
            let _ = context.fill_text_with_max_width(text, run.x_px, y, run.room_px);
        }
    }
}

fn weight(run: &TextRun) -> u32 {
    match run.source {
        TextSource::Number { .. } => 500,
        TextSource::Name { .. } => 500,
        TextSource::Mark | TextSource::Grade { .. } | TextSource::Count { .. } => 700,
    }
}

fn color(ink: Ink, scene: &Scene, theme: &Theme) -> Rgb {
    match ink {
        Ink::Name => theme.text,
        Ink::Number => theme.text_quiet,
        Ink::Dimmed => theme.text_dimmed,
        Ink::Lit => theme.lit_text,
        Ink::Chosen => theme.chosen_text,
        Ink::OnMark => theme.mark_text,
        Ink::OnGrade { grade } => scene
            .grade_signs()
            .get(usize::from(grade))
            .map_or(theme.text, |sign| readable_on(sign.color)),
    }
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

fn text_of<'a>(
    source: TextSource,
    scene: &'a Scene,
    words: &'a Words,
    scratch: &'a mut String,
) -> &'a str {
    scratch.clear();
    match source {
        TextSource::Number { stall } => scene.number(stall as usize),
        TextSource::Mark => &words.mark,
        TextSource::Name { stall, line } => {
            let name = scene.name(stall as usize);
            let part = name
                .get(line.from as usize..line.to as usize)
                .unwrap_or_default();
            if !line.is_cut {
                return part;
            }
            scratch.push_str(part);
            scratch.push('…');
            scratch
        }
        TextSource::Grade { grade } => scene
            .grade_signs()
            .get(usize::from(grade))
            .map_or("", |sign| &sign.letter),
        TextSource::Count { marks } => {
            scratch.push_str(&marks.to_string());
            scratch
        }
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
