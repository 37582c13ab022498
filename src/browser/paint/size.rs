//! How large the map is, and how fine the screen: told anew whenever either changes.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, MediaQueryList, ResizeObserver};

/// CSS pixels, and device pixels a CSS pixel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    pub width_px: f64,
    pub height_px: f64,
    pub pixel_ratio: f64,
}

impl Size {
    /// An element's size now.
    pub fn of(element: &Element) -> Self {
        Self {
            width_px: f64::from(element.client_width()),
            height_px: f64::from(element.client_height()),
            pixel_ratio: web_sys::window().map_or(1.0, |window| window.device_pixel_ratio()),
        }
    }
}

/// Watches an element's size and the screen's pixel ratio until dropped.
pub struct SizeWatch {
    observer: Option<ResizeObserver>,
    _resized: Closure<dyn FnMut()>,
    ratio: Rc<RatioWatch>,
}

/// A media query only notices leaving its own ratio, so each change needs a new one.
struct RatioWatch {
    query: RefCell<Option<MediaQueryList>>,
    changed: RefCell<Option<Closure<dyn FnMut()>>>,
}

impl SizeWatch {
    pub fn new(element: &Element, tell: impl Fn(Size) + 'static) -> Self {
        let watched = element.clone();
        let tell = Rc::new(move || tell(Size::of(&watched)));
        let resized = Closure::<dyn FnMut()>::new({
            let tell = Rc::clone(&tell);
            move || tell()
        });
        let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(element);
        }
        let ratio = Rc::new(RatioWatch {
            query: RefCell::new(None),
            changed: RefCell::new(None),
        });
        let weak = Rc::downgrade(&ratio);
        let changed = Closure::<dyn FnMut()>::new(move || {
            if let Some(ratio) = weak.upgrade() {
                ratio.arm();
            }
            tell();
        });
        ratio.changed.replace(Some(changed));
        ratio.arm();
        Self {
            observer,
            _resized: resized,
            ratio,
        }
    }
}

impl RatioWatch {
    fn arm(&self) {
        self.disarm();
        let Some(window) = web_sys::window() else {
            return;
        };
        // The number is written by the browser: formatting floats costs twelve kilobytes here.
        let ratio = js_sys::Number::from(window.device_pixel_ratio());
        let Ok(ratio) = ratio.to_string_with_radix(10) else {
            return;
        };
        let condition = ["(resolution: ", &String::from(ratio), "dppx)"].concat();
        let Ok(Some(query)) = window.match_media(&condition) else {
            return;
        };
        if let Some(changed) = self.changed.borrow().as_ref() {
            let callback = changed.as_ref().unchecked_ref();
            // Without this the map is only less sharp after a change of screens.
            let _ = query.add_event_listener_with_callback("change", callback);
        }
        self.query.replace(Some(query));
    }

    fn disarm(&self) {
        if let (Some(query), Some(changed)) = (self.query.take(), self.changed.borrow().as_ref()) {
            let callback = changed.as_ref().unchecked_ref();
            let _ = query.remove_event_listener_with_callback("change", callback);
        }
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
        self.ratio.disarm();
    }
}
