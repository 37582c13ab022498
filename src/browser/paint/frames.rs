//! Animation frames, requested one at a time and only while something changes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// Calls back before the next repaint. One closure for the whole life of the map; nothing is
/// allocated a frame. Dropping it cancels what is pending.
pub struct Frames {
    inner: Rc<Inner>,
}

type OnFrame = Closure<dyn FnMut(f64)>;

struct Inner {
    closure: RefCell<Option<OnFrame>>,
    pending: Cell<Option<i32>>,
}

impl Frames {
    /// `draw` gets the frame's time in milliseconds and says whether it wants another one.
    pub fn new(mut draw: impl FnMut(f64) -> bool + 'static) -> Self {
        let inner = Rc::new(Inner {
            closure: RefCell::new(None),
            pending: Cell::new(None),
        });
        let weak = Rc::downgrade(&inner);
        let closure = OnFrame::new(move |time_ms: f64| {
            let Some(inner) = weak.upgrade() else { return };
            inner.pending.set(None);
            if draw(time_ms) {
                inner.request();
            }
        });
        inner.closure.replace(Some(closure));
        Self { inner }
    }

    /// Asks for a frame, unless one is coming already.
    pub fn request(&self) {
        self.inner.request();
    }
}

impl Inner {
    fn request(&self) {
        if self.pending.get().is_some() {
            return;
        }
        // While the closure runs it is only borrowed, never replaced.
        let closure = self.closure.borrow();
        let (Some(window), Some(closure)) = (web_sys::window(), closure.as_ref()) else {
            return;
        };
        let callback = closure.as_ref().unchecked_ref();
        self.pending
            .set(window.request_animation_frame(callback).ok());
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        if let (Some(window), Some(pending)) = (web_sys::window(), self.inner.pending.take()) {
            // A frame that cannot be cancelled finds nobody to call.
            let _ = window.cancel_animation_frame(pending);
        }
    }
}

/// The clock of frames and pointer events, in milliseconds.
pub fn now_ms() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0.0, |performance| performance.now())
}

/// Whether the person asked their system for less movement.
pub fn prefers_stillness() -> bool {
    web_sys::window()
        .and_then(|window| {
            window
                .match_media("(prefers-reduced-motion: reduce)")
                .ok()
                .flatten()
        })
        .is_some_and(|query| query.matches())
}
