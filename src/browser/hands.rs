//! What a person's hands do to the page, and the clock that it is measured by.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Document, HtmlElement};

/// What says that somebody is there. A mouse that only moves is nobody: it may be a shaking wall.
const SIGNS: [&str; 4] = ["pointerdown", "keydown", "wheel", "input"];

/// Tells of every touch and key on the page until it is dropped. Before anything else on the page
/// hears of it, so that nobody can keep it from being told.
pub struct Hands {
    page: Option<Document>,
    tell: Closure<dyn FnMut()>,
}

impl Hands {
    /// Begins to listen.
    pub fn watch(tell: impl FnMut() + 'static) -> Hands {
        let page = web_sys::window().and_then(|window| window.document());
        let tell: Box<dyn FnMut()> = Box::new(tell);
        let hands = Hands {
            page,
            tell: Closure::wrap(tell),
        };
        for sign in SIGNS {
            if let Some(page) = &hands.page {
                let heard = hands.tell.as_ref().unchecked_ref();
                // The page's own names of events are taken.
                let _ = page.add_event_listener_with_callback_and_bool(sign, heard, true);
            }
        }
        hands
    }
}

impl Drop for Hands {
    fn drop(&mut self) {
        for sign in SIGNS {
            if let Some(page) = &self.page {
                let heard = self.tell.as_ref().unchecked_ref();
                let _ = page.remove_event_listener_with_callback_and_bool(sign, heard, true);
            }
        }
    }
}

/// Milliseconds since the page began; never goes back.
pub fn now_ms() -> u64 {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a page does not live for 2^53 milliseconds"
    )]
    let whole_ms = super::paint::now_ms() as u64;
    whole_ms
}

/// Takes the focus away from whatever has it inside an element, also deep in shadow roots.
pub fn let_go(element: &HtmlElement) {
    let page = element.owner_document();
    let focused = page.and_then(|page| page.active_element());
    let mut focused = focused.filter(|focused| element.contains(Some(focused)));
    while let Some(element) = focused {
        focused = element.shadow_root().and_then(|root| root.active_element());
        if focused.is_none()
            && let Ok(element) = element.dyn_into::<HtmlElement>()
        {
            // What cannot lose the focus never had it.
            let _ = element.blur();
        }
    }
}
