//! The two canvases of a map.

use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, ImageData};

use super::letters::{Letters, Words};
use super::signs::Signs;
use crate::domain::plan::label::LabelSet;
use crate::domain::plan::raster::Raster;
use crate::domain::plan::scene::Scene;
use crate::domain::plan::theme::Theme;
use crate::domain::plan::viewport::Viewport;

/// A lower canvas for the raster, an upper one for texts and symbols.
pub struct Surface {
    host: Element,
    lower: Sheet,
    upper: Sheet,
    letters: Letters,
    signs: Signs,
    /// The view that the upper canvas was written for.
    written_for: Option<Viewport>,
}

struct Sheet {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Surface {
    /// Two canvases lying on `host`; nothing when the browser gives no 2D canvas.
    pub fn new(host: Element, lower: HtmlCanvasElement, upper: HtmlCanvasElement) -> Option<Self> {
        Some(Self {
            host,
            // The raster is copied in every frame and never drawn to: memory is the right
            // place for it, with or without a graphics processor.
            lower: Sheet::new(lower, &[("alpha", false), ("willReadFrequently", true)])?,
            upper: Sheet::new(upper, &[])?,
            letters: Letters::default(),
            signs: Signs::default(),
            written_for: None,
        })
    }

    /// Takes the letters' font family from the host's style.
    pub fn adopt_font(&mut self) {
        let element = &self.host;
        let family = web_sys::window()
            .and_then(|window| window.get_computed_style(element).ok().flatten())
            .and_then(|style| style.get_property_value("font-family").ok())
            .filter(|family| !family.is_empty());
        self.letters
            .set_family(family.as_deref().unwrap_or("sans-serif"));
    }

    /// Shows a finished picture.
    pub fn show(&mut self, raster: &Raster, view: &Viewport) {
        let (width, height) = (raster.width() as u32, raster.height() as u32);
        self.lower.resize(width, height, view.pixel_ratio);
        let bytes = Clamped(raster.bytes());
        let image = ImageData::new_with_u8_clamped_array_and_sh(bytes, width, height);
        if let Ok(image) = image {
            // Only a picture of no size is refused; then there is nothing to show.
            let _ = self.lower.context.put_image_data(&image, 0.0, 0.0);
        }
    }

    /// Writes texts and signs anew.
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
        let context = &self.upper.context;
        if self.upper.resize(width, height, view.pixel_ratio) {
            // A new size empties the canvas and its state by itself.
        } else {
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
        self.upper.set_style("transform", "none");
        self.written_for = Some(*view);
    }

    /// Moves what is written along with the map, without writing.
    pub fn carry(&self, view: &Viewport) {
        let Some(before) = self.written_for else {
            return;
        };
        let place = |x: f64, y: f64| view.screen_from_plan(before.plan_from_screen(x, y));
        let (ox, oy) = place(0.0, 0.0);
        let (ax, ay) = place(1.0, 0.0);
        let (bx, by) = place(0.0, 1.0);
        let parts = [ax - ox, ay - oy, bx - ox, by - oy, ox, oy];
        let mut matrix = String::from("matrix(");
        for (index, part) in parts.into_iter().enumerate() {
            if index > 0 {
                matrix.push(',');
            }
            matrix.push_str(&fixed(part, 5));
        }
        matrix.push(')');
        self.upper.set_style("transform", &matrix);
    }

    /// The view of the last [`Surface::write`].
    pub fn written_for(&self) -> Option<Viewport> {
        self.written_for
    }

    /// Notes what is shown as `data-` attributes, so that others can find a place of the plan
    /// on the screen: `x = width / 2 + ((x_dm - cx) · cos − (y_dm - cy) · sin) · px-per-m / 10`.
    /// What there is none of has no attribute.
    pub fn note(&self, scene: Option<&Scene>, lit: usize, view: &Viewport, painted: u32) {
        let counts = [
            ("data-level-key", scene.map(|scene| scene.view_key() as f64)),
            ("data-lit", (lit > 0).then_some(lit as f64)),
        ];
        for (name, count) in counts {
            // An attribute of a fixed, valid name is never refused, here and below.
            let _ = match count {
                Some(count) => self.host.set_attribute(name, &fixed(count, 0)),
                None => self.host.remove_attribute(name),
            };
        }
        let notes = [
            ("data-center-x-dm", view.center.x_dm),
            ("data-center-y-dm", view.center.y_dm),
            ("data-px-per-m", view.px_per_m),
            ("data-turn-deg", view.turn_rad.to_degrees()),
        ];
        for (name, value) in notes {
            let _ = self.host.set_attribute(name, &fixed(value, 4));
        }
        // Last, so that whoever waits for it finds the others.
        let painted = fixed(f64::from(painted), 0);
        let _ = self.host.set_attribute("data-painted", &painted);
    }
}

impl Sheet {
    fn new(canvas: HtmlCanvasElement, options: &[(&str, bool)]) -> Option<Self> {
        let wanted = js_sys::Object::new();
        for (name, value) in options {
            js_sys::Reflect::set(&wanted, &JsValue::from_str(name), &JsValue::from(*value)).ok()?;
        }
        let context = canvas
            .get_context_with_context_options("2d", &wanted)
            .ok()
            .flatten()?
            .dyn_into::<CanvasRenderingContext2d>()
            .ok()?;
        Some(Self { canvas, context })
    }

    /// Fits the canvas to a number of device pixels; says whether it changed.
    fn resize(&self, width: u32, height: u32, pixel_ratio: f64) -> bool {
        if self.canvas.width() == width && self.canvas.height() == height {
            return false;
        }
        self.canvas.set_width(width);
        self.canvas.set_height(height);
        // Exactly as many device pixels as drawn, whatever fraction the layout has.
        for (name, length) in [("width", width), ("height", height)] {
            let css = [&fixed(f64::from(length) / pixel_ratio, 4), "px"].concat();
            self.set_style(name, &css);
        }
        true
    }

    fn set_style(&self, name: &str, value: &str) {
        // A known property with a valid value is never refused.
        let _ = self.canvas.style().set_property(name, value);
    }
}

/// A number as text, written by the browser: formatting floats costs twelve kilobytes here.
fn fixed(value: f64, digits: u8) -> String {
    js_sys::Number::from(value)
        .to_fixed(digits)
        .map(String::from)
        .unwrap_or_default()
}
