//! The element in the host page: its shadow root and its events.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    CssStyleSheet, CustomEvent, CustomEventInit, HtmlElement, ShadowRoot, ShadowRootInit,
    ShadowRootMode,
};

/// The open shadow root of an element with a style sheet in it, and in the root an empty box to
/// mount into. A root from an earlier life of the element is used again.
///
/// # Errors
/// Passes on what the browser throws, e.g. for an element that cannot have a shadow root.
pub fn shadow_box(host: &HtmlElement, css: &str) -> Result<HtmlElement, JsValue> {
    let root: ShadowRoot = match host.shadow_root() {
        Some(root) => root,
        None => host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))?,
    };
    let sheet = CssStyleSheet::new()?;
    sheet.replace_sync(css)?;
    // A constructed style sheet is allowed under `style-src 'self'`, a `<style>` is not.
    Reflect::set(&root, &"adoptedStyleSheets".into(), &Array::of1(&sheet))?;
    let document = host.owner_document().ok_or(JsValue::NULL)?;
    let root_box: HtmlElement = document.create_element("div")?.dyn_into()?;
    root_box.set_class_name("stallmap");
    root.replace_children_with_node_1(&root_box);
    Ok(root_box)
}

/// Fires an event at the element. Bubbling and composed; the details are texts and numbers.
pub fn fire(host: &HtmlElement, name: &str, details: &[(&str, JsValue)]) {
    let detail = Object::new();
    for (key, value) in details {
        // Setting a property of a plain object does not fail.
        let _ = Reflect::set(&detail, &(*key).into(), value);
    }
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(&detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
        // Listeners of the host page may throw; that is theirs.
        let _ = host.dispatch_event(&event);
    }
}
