//! The element in the host page: its shadow root and its events.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    CssStyleSheet, CustomEvent, CustomEventInit, Event, HtmlElement, ShadowRoot, ShadowRootInit,
    ShadowRootMode,
};

/// The element itself.
pub type Element = HtmlElement;
/// What a property of an element may hold.
pub type Value = JsValue;

/// The open shadow root of an element, adopting a style sheet, and in the root an empty box to
/// mount into. A root from an earlier life of the element is used again.
///
/// # Errors
/// Passes on what the browser throws, e.g. for an element that cannot have a shadow root.
pub fn shadow_box(host: &HtmlElement, sheet: &CssStyleSheet) -> Result<HtmlElement, JsValue> {
    let root: ShadowRoot = match host.shadow_root() {
        Some(root) => root,
        None => host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))?,
    };
    // A constructed style sheet is allowed under `style-src 'self'`, a `<style>` is not.
    Reflect::set(&root, &"adoptedStyleSheets".into(), &Array::of1(sheet))?;
    let document = host.owner_document().ok_or(JsValue::NULL)?;
    let root_box: HtmlElement = document.create_element("div")?.dyn_into()?;
    root_box.set_class_name("stallmap");
    root.replace_children_with_node_1(&root_box);
    Ok(root_box)
}

/// One value of an event's details.
#[derive(Debug, Clone, Copy)]
pub enum Detail<'a> {
    /// An id or a code.
    Text(&'a str),
    /// A number; moments are seconds since 1970.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// Whole numbers, one after the other. Only the kiosk has such; the map is counted in bytes.
    #[cfg(feature = "web")]
    Numbers(&'a [i32]),
    /// Not published.
    Absent,
}

/// A plain object of these details.
pub fn object(details: &[(&str, Detail<'_>)]) -> Object {
    let detail = Object::new();
    for (key, value) in details {
        let value = match *value {
            Detail::Text(text) => JsValue::from_str(text),
            Detail::Number(number) => JsValue::from_f64(number),
            Detail::Flag(flag) => JsValue::from_bool(flag),
            #[cfg(feature = "web")]
            Detail::Numbers(own) => numbers(own),
            Detail::Absent => JsValue::NULL,
        };
        // Setting a property of a plain object does not fail.
        let _ = Reflect::set(&detail, &(*key).into(), &value);
    }
    detail
}

/// Whole numbers, one after the other.
#[cfg(feature = "web")]
pub fn numbers(numbers: &[i32]) -> JsValue {
    js_sys::Int32Array::from(numbers).into()
}

/// A list of such objects.
#[cfg(feature = "web")]
pub fn list(objects: impl Iterator<Item = Object>) -> JsValue {
    objects.collect::<Array>().into()
}

/// Fires an event at the element. Bubbling and composed; a listener that cancels it keeps other
/// elements of the page from following it.
pub fn fire(host: &Element, name: &str, details: &[(&str, Detail<'_>)]) {
    let detail = object(details);
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(true);
    init.set_detail(&detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
        // Listeners of the host page may throw; that is theirs.
        let _ = host.dispatch_event(&event);
    }
}

/// Leaves a text at the element, as a property of its own.
#[cfg(feature = "web")]
pub fn leave(host: &Element, name: &str, text: &str) {
    // Setting a property of an element of ours does not fail.
    let _ = Reflect::set(host, &name.into(), &text.into());
}

/// A line for the technician, in the browser's console.
pub fn warn(line: &str) {
    web_sys::console::warn_1(&line.into());
}

/// A text of a table of messages: `table[key]`, or `table[key][class]`.
pub fn text_of(table: &JsValue, key: &str, class: Option<&str>) -> Option<String> {
    let entry = Reflect::get(table, &key.into()).ok()?;
    let entry = match class {
        Some(class) => Reflect::get(&entry, &class.into()).ok()?,
        None => entry,
    };
    entry.as_string()
}

/// A text in an event's details.
pub fn detail_text(event: &Event, name: &str) -> Option<String> {
    let detail = Reflect::get(event, &"detail".into()).ok()?;
    Reflect::get(&detail, &name.into()).ok()?.as_string()
}

/// Calls a method with one argument of the first element that fits a selector; does nothing while
/// there is none, or while it has no such method yet.
pub fn call_within(place: &HtmlElement, selector: &str, method: &str, value: &JsValue) {
    let Ok(Some(element)) = place.query_selector(selector) else {
        return;
    };
    let method = Reflect::get(&element, &method.into()).and_then(JsCast::dyn_into::<Function>);
    if let Ok(method) = method {
        // What the element throws is the element's to report.
        let _ = method.call1(&element, value);
    }
}

/// Sets a property of the first element that fits a selector. Without one it is the place's own
/// property: an element without a map of its own passes on what a map is to show.
pub fn set_within(place: &HtmlElement, selector: &str, name: &str, value: Option<&JsValue>) {
    let found = place.query_selector(selector).ok().flatten();
    let element: &JsValue = found.as_ref().map_or(place.as_ref(), AsRef::as_ref);
    // What the element throws is the element's to report.
    let _ = Reflect::set(element, &name.into(), value.unwrap_or(&JsValue::UNDEFINED));
}

/// The value of a map's property `way`: `{ legs: [{ level, line: [x, y, …] }], leg, look }`, with
/// lengths in decimetres. `look` is `[x, y]` or, to turn the map, `[x, y, x, y]` with what lies
/// ahead; missing when the leg is to be seen as a whole.
#[cfg(feature = "web")]
pub fn way_value<'a>(
    legs: impl Iterator<Item = (&'a str, &'a [[i32; 2]])>,
    leg: usize,
    look: Option<([i32; 2], Option<[i32; 2]>)>,
) -> JsValue {
    let legs = legs.map(|(level, line)| {
        object(&[
            ("level", Detail::Text(level)),
            ("line", Detail::Numbers(line.as_flattened())),
        ])
    });
    let look = look.map(|(at, ahead)| [at].into_iter().chain(ahead).collect::<Vec<_>>());
    let look = look.as_deref().map(<[[i32; 2]]>::as_flattened);
    let leg = u32::try_from(leg).unwrap_or(0);
    let value = object(&[
        ("leg", Detail::Number(f64::from(leg))),
        ("look", look.map_or(Detail::Absent, Detail::Numbers)),
    ]);
    // Setting a property of a plain object does not fail.
    let _ = Reflect::set(&value, &"legs".into(), &list(legs));
    value.into()
}

/// Sets an attribute of the first element that fits a selector, if there is one; an empty value
/// takes the attribute away.
pub fn dress(place: &HtmlElement, selector: &str, name: &str, value: &str) {
    let Ok(Some(element)) = place.query_selector(selector) else {
        return;
    };
    // Names of our own are names that the browser takes.
    let _ = if value.is_empty() {
        element.remove_attribute(name)
    } else {
        element.set_attribute(name, value)
    };
}

/// Sets a custom property of the element, which its style sheets read; an empty value takes it away.
#[cfg(feature = "web")]
pub fn set_custom_property(host: &Element, name: &str, value: &str) {
    let style = host.style();
    // Names of our own are names that the browser takes.
    let _ = if value.is_empty() {
        style.remove_property(name).map(drop)
    } else {
        style.set_property(name, value)
    };
}

/// Address of the page without what it asks for.
pub fn page_address() -> String {
    let location = web_sys::window().map(|window| window.location());
    let part = |read: fn(&web_sys::Location) -> Result<String, JsValue>| {
        location.as_ref().and_then(|own| read(own).ok())
    };
    let parts = [
        part(web_sys::Location::origin),
        part(web_sys::Location::pathname),
    ];
    parts.into_iter().flatten().collect()
}

/// A text as a part of an address.
pub fn escaped(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// A number as attributes hold it, written by the browser: formatting floats costs twelve
/// kilobytes here.
pub fn number_text(value: f64) -> String {
    let text = js_sys::Number::from(value).to_string_with_radix(10);
    text.map(String::from).unwrap_or_default()
}
