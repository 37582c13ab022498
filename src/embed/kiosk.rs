//! `<market-kiosk>` and `<market-index>`, as the loader mounts them.

use js_sys::Function;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{CssStyleSheet, HtmlElement};

use crate::browser::{host, intl, texts};
use crate::domain::route::RouteLink;
use crate::domain::session::{Command, Link, View};
use crate::widgets::index::IndexAlone;
use crate::widgets::kiosk::Kiosk;
use crate::widgets::visit::{Settings, Visit};

/// A mounted element. Dropping it (`free()` in JavaScript) takes everything down again.
#[wasm_bindgen]
pub struct Widget {
    visit: Visit,
    // Unmounts when dropped.
    _mounted: Box<dyn std::any::Any>,
}

/// Mounts a kiosk into its open shadow root, which adopts the style sheet that all elements share.
///
/// # Errors
/// When the browser refuses a shadow root.
#[wasm_bindgen]
pub fn mount(element: HtmlElement, sheet: &CssStyleSheet) -> Result<Widget, JsValue> {
    mounted(element, sheet, |settings| {
        view! { <Kiosk settings /> }.into_any()
    })
}

/// The same for an index alone.
///
/// # Errors
/// As [`mount`].
#[wasm_bindgen]
pub fn mount_index(element: HtmlElement, sheet: &CssStyleSheet) -> Result<Widget, JsValue> {
    mounted(element, sheet, |settings| {
        view! { <IndexAlone settings /> }.into_any()
    })
}

fn mounted(
    element: HtmlElement,
    sheet: &CssStyleSheet,
    face: fn(Settings) -> AnyView,
) -> Result<Widget, JsValue> {
    let settings = settings(&element);
    let shadow = host::shadow_box(&element, sheet)?;
    let owner = Owner::new();
    let visit = owner.with(|| Visit::new(element, &settings));
    let mounted: UnmountHandle<_> = mount_to(shadow, move || {
        provide_context(visit);
        face(settings)
    });
    Ok(Widget {
        visit,
        _mounted: Box::new((mounted, owner)),
    })
}

#[wasm_bindgen]
impl Widget {
    /// Opens a stall by id, on whichever level it lies.
    pub fn select(&self, stall: &str) {
        self.visit.open_stall(stall);
    }

    /// Shows the way to a stall, or to `LEVEL*ID` for a place and `**KIND` for the nearest of a
    /// kind; to several of them, joined with `~`, as a tour; in the manners of `way` (`step-free`, `goods`, `fewest`, joined with `~`). `from` is a
    /// stall, a place or `*ID` for a kiosk; empty for the kiosk itself.
    pub fn route(&self, from: &str, to: &str, way: &str) {
        let kiosk = ["*", &self.visit.kiosk.get_untracked()].concat();
        let start = if from.is_empty() { &kiosk } else { from };
        if let Some(link) = RouteLink::read(&[start, "~", to].concat(), way) {
            self.visit.apply(Command::Follow(link));
        }
    }

    /// Forgets the person.
    pub fn reset(&self) {
        self.visit.apply(Command::Reset);
    }

    /// Follows an attribute that changed after mounting. `src` and `kiosk` need a new mount, which
    /// the loader does; this is for the ones that a visit can follow.
    pub fn set(&self, name: &str, value: Option<String>) {
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            return;
        };
        match name {
            "lang" => self.visit.apply(Command::Speak(value)),
            "stall" => self.visit.open_stall(&value),
            "level" => self.visit.apply(Command::ShowLevel(value)),
            "query" => self.visit.apply(Command::Type(value)),
            "category" => self.visit.open(View::Category(value)),
            _ => {}
        }
    }
}

fn settings(element: &HtmlElement) -> Settings {
    let value = |name: &str| element.get_attribute(name).unwrap_or_default();
    let link = Link::read(
        [
            ("stall", value("stall")),
            ("category", value("category")),
            ("level", value("level")),
            ("q", value("query")),
            ("from", value("from")),
            ("route", value("route")),
            ("way", value("way")),
        ]
        .iter()
        .map(|(name, value)| (*name, value.as_str())),
    );
    let src = value("src");
    Settings {
        src: if src.is_empty() {
            "data/".to_owned()
        } else {
            src
        },
        language: value("lang"),
        kiosk: value("kiosk"),
        holds_index: value("loading") != "lazy",
        link,
        link_base: value("link-base"),
        px_per_mm: intl::parse_number(&value("px-per-mm")).filter(|px| *px > 0.0),
    }
}

/// Installs the texts of a language: the parsed `texts/<tag>.json`. Elements mounted before show
/// another language's texts until they are drawn anew.
#[wasm_bindgen]
pub fn install_texts(tag: &str, table: &JsValue) {
    texts::install(tag, table);
}

/// Installs how the texts of further languages are read: `read(tag)` promises the parsed
/// `texts/<tag>.json`.
#[wasm_bindgen]
pub fn install_text_reader(read: Function) {
    texts::install_reader(read);
}
