//! A canvas to draw on, wherever it lives: in the page, or in a worker.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, OffscreenCanvas};

/// A canvas with its 2D context. Sizes are device pixels.
///
/// An `OffscreenCanvas` and its context are spoken to through the types of the page's canvas:
/// the bindings call methods by name, and every one used here exists on both. So there is one
/// way of drawing, and its code is in the module once.
pub struct Canvas {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    /// Elements have a size on the page too; it is kept at exactly as many device pixels as
    /// are drawn. A worker's canvas gets its size on the page from the page.
    is_element: bool,
}

impl Canvas {
    /// A canvas element of the page, shown without transparency; nothing when the browser
    /// gives no 2D context.
    pub fn element(canvas: HtmlCanvasElement) -> Option<Self> {
        Self::new(canvas, true, &SHOWN)
    }

    /// A canvas that the page transferred to a worker. The page sets the element's CSS size:
    /// `round(css · ratio) / ratio` either way.
    pub fn transferred(canvas: OffscreenCanvas) -> Option<Self> {
        Self::new(canvas.unchecked_into(), false, &SHOWN)
    }

    /// A canvas that lies over another one, of the page or transferred to a worker.
    pub fn over(canvas: &JsValue) -> Option<Self> {
        let is_element = canvas.dyn_ref::<HtmlCanvasElement>().is_some();
        Self::new(canvas.clone().unchecked_into(), is_element, &OVER)
    }

    /// A canvas that nobody sees, in the page or in a worker.
    pub fn scratch() -> Option<Self> {
        let canvas = match OffscreenCanvas::new(1, 1) {
            Ok(canvas) => canvas.unchecked_into(),
            // A page in an older browser: an element that is never put into it.
            Err(_) => web_sys::window()?
                .document()?
                .create_element("canvas")
                .ok()?
                .unchecked_into(),
        };
        Self::new(canvas, false, &[("willReadFrequently", true)])
    }

    pub fn context(&self) -> &CanvasRenderingContext2d {
        &self.context
    }

    /// Fits the canvas to a number of device pixels, which empties it and its state. On the page
    /// it stays `css_px` (width and height) large, also when it holds fewer pixels than that
    /// has.
    pub fn resize(&self, width: u32, height: u32, css_px: (f64, f64)) {
        let canvas = &self.canvas;
        if canvas.width() == width && canvas.height() == height {
            return;
        }
        canvas.set_width(width);
        canvas.set_height(height);
        if self.is_element {
            for (name, length) in [("width", css_px.0), ("height", css_px.1)] {
                // A known property with a valid value is never refused.
                let css = [&fixed(length, 4), "px"].concat();
                let _ = canvas.style().set_property(name, &css);
            }
        }
    }

    /// Sets the base direction of texts; one of `ltr` and `rtl`.
    pub fn set_direction(&self, direction: &str) {
        // A property of every context; where it is missing texts keep their own direction.
        let _ = js_sys::Reflect::set(
            &self.context,
            &JsValue::from_str("direction"),
            &JsValue::from_str(direction),
        );
    }

    fn new(canvas: HtmlCanvasElement, is_element: bool, options: &[(&str, bool)]) -> Option<Self> {
        let wanted = js_sys::Object::new();
        for (name, value) in options {
            js_sys::Reflect::set(&wanted, &JsValue::from_str(name), &JsValue::from(*value)).ok()?;
        }
        let context = canvas
            .get_context_with_context_options("2d", &wanted)
            .ok()
            .flatten()?
            .unchecked_into::<CanvasRenderingContext2d>();
        Some(Self {
            canvas,
            context,
            is_element,
        })
    }
}

/// The picture is copied in every frame: memory is the right place for it, with or without a
/// graphics processor.
const SHOWN: [(&str, bool); 2] = [("alpha", false), ("willReadFrequently", true)];

/// Nothing is read back from what lies over the map.
const OVER: [(&str, bool); 1] = [("alpha", true)];

/// A number as text, written by the browser: formatting floats costs twelve kilobytes here.
pub fn fixed(value: f64, digits: u8) -> String {
    js_sys::Number::from(value)
        .to_fixed(digits)
        .map(String::from)
        .unwrap_or_default()
}
