//! What is seen: the raster's picture with texts and signs upon it.

use wasm_bindgen::Clamped;
use web_sys::ImageData;

use super::canvas::Canvas;
use super::letters::{Letters, Words};
use super::signs::Signs;
use crate::domain::plan::label::LabelSet;
use crate::domain::plan::raster::Raster;
use crate::domain::plan::scene::Scene;
use crate::domain::plan::theme::Theme;
use crate::domain::plan::viewport::Viewport;

/// The canvas that is seen, and one for texts and symbols that is laid over it.
pub struct Surface {
    shown: Canvas,
    scratch: Canvas,
    letters: Letters,
    signs: Signs,
    /// The view that the texts were written for.
    written_for: Option<Viewport>,
}

impl Surface {
    pub fn new(shown: Canvas, scratch: Canvas) -> Self {
        Self {
            shown,
            scratch,
            letters: Letters::default(),
            signs: Signs::default(),
            written_for: None,
        }
    }

    /// The letters' font family, as CSS writes it.
    pub fn set_family(&mut self, family: &str) {
        self.letters.set_family(family);
    }

    /// Shows a finished picture, and what was last written moved along with it.
    pub fn show(&mut self, raster: &Raster, view: &Viewport) {
        let (width, height) = (raster.width() as u32, raster.height() as u32);
        self.shown.resize(width, height, view.pixel_ratio);
        let context = self.shown.context();
        let bytes = Clamped(raster.bytes());
        let image = ImageData::new_with_u8_clamped_array_and_sh(bytes, width, height);
        if let Ok(image) = image {
            // Only a picture of no size is refused; then there is nothing to show.
            let _ = context.put_image_data(&image, 0.0, 0.0);
        }
        let Some(before) = self.written_for else {
            return;
        };
        // From device pixels of then to device pixels of now.
        let ratio = view.pixel_ratio;
        let place = |x: f64, y: f64| {
            let (x, y) = view.screen_from_plan(
                before.plan_from_screen(x / before.pixel_ratio, y / before.pixel_ratio),
            );
            (x * ratio, y * ratio)
        };
        let (ox, oy) = place(0.0, 0.0);
        let (ax, ay) = place(1.0, 0.0);
        let (bx, by) = place(0.0, 1.0);
        // Neither call is refused with finite numbers and a canvas that has a size.
        let _ = context.set_transform(ax - ox, ay - oy, bx - ox, by - oy, ox, oy);
        let _ = context.draw_image_with_html_canvas_element(self.scratch.canvas(), 0.0, 0.0);
        let _ = context.reset_transform();
    }

    /// Writes texts and signs anew, to be seen with the next [`Surface::show`].
    pub fn write(
        &mut self,
        scene: Option<&Scene>,
        labels: &LabelSet,
        view: &Viewport,
        theme: &Theme,
        words: &Words,
    ) {
        let device = |css: f64| (css * view.pixel_ratio).round() as u32;
        let (width, height) = (device(view.width_px), device(view.height_px));
        let context = self.scratch.context();
        if !self.scratch.resize(width, height, view.pixel_ratio) {
            let _ = context.reset_transform();
            context.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
        }
        let ratio = view.pixel_ratio;
        let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
        if let Some(scene) = scene {
            self.signs.draw_under(context, scene, labels, theme);
            self.letters
                .draw(context, scene, labels, theme, words, ratio);
            self.signs
                .draw_over(context, scene, labels, view, theme, words, &self.letters);
        }
        self.written_for = Some(*view);
    }

    /// The view of the last [`Surface::write`].
    pub fn written_for(&self) -> Option<Viewport> {
        self.written_for
    }
}
