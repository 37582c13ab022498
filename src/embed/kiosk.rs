//! `<market-kiosk>`, `<market-search>`, `<market-listing>` and `<market-index>`, as the loader mounts
//! them.

use js_sys::Function;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{CssStyleSheet, HtmlElement};

use crate::browser::{draft, host, intl, texts};
use crate::domain::plan::geometry::Kept;
use crate::domain::route::RouteLink;
use crate::domain::session::{Command, Link, View, idle};
use crate::widgets::drafted;
use crate::widgets::index::IndexAlone;
use crate::widgets::kiosk::Kiosk;
use crate::widgets::listing::ListingAlone;
use crate::widgets::search::SearchAlone;
use crate::widgets::visit::{Machine, Settings, Visit};

/// A mounted element. Dropping it (`free()` in JavaScript) takes everything down again.
#[wasm_bindgen]
pub struct Widget {
    visit: Visit,
    element: HtmlElement,
    // Unmounts when dropped.
    _mounted: Box<dyn std::any::Any>,
}

/// Mounts a kiosk into its open shadow root, which adopts the style sheet that all elements share.
/// With `memo`, what the kiosk before had left as the element's `visitMemo`, its visit goes on.
///
/// # Errors
/// When the browser refuses a shadow root.
#[wasm_bindgen]
pub fn mount(
    element: HtmlElement,
    sheet: &CssStyleSheet,
    memo: Option<String>,
) -> Result<Widget, JsValue> {
    mounted(element, sheet, memo, |settings| {
        view! { <Kiosk settings /> }.into_any()
    })
}

/// The same for an index alone.
///
/// # Errors
/// As [`mount`].
#[wasm_bindgen]
pub fn mount_index(element: HtmlElement, sheet: &CssStyleSheet) -> Result<Widget, JsValue> {
    mounted(element, sheet, None, |settings| {
        view! { <IndexAlone settings /> }.into_any()
    })
}

/// The same for a search alone.
///
/// # Errors
/// As [`mount`].
#[wasm_bindgen]
pub fn mount_search(element: HtmlElement, sheet: &CssStyleSheet) -> Result<Widget, JsValue> {
    mounted(element, sheet, None, |settings| {
        view! { <SearchAlone settings /> }.into_any()
    })
}

/// The same for one stall's listing alone; the element's property `data` may hold a draft.
///
/// # Errors
/// As [`mount`].
#[wasm_bindgen]
pub fn mount_listing(element: HtmlElement, sheet: &CssStyleSheet) -> Result<Widget, JsValue> {
    mounted(element, sheet, None, |settings| {
        view! { <ListingAlone settings /> }.into_any()
    })
}

fn mounted(
    element: HtmlElement,
    sheet: &CssStyleSheet,
    memo: Option<String>,
    face: fn(Settings) -> AnyView,
) -> Result<Widget, JsValue> {
    let settings = Settings {
        memo,
        ..settings(&element)
    };
    set_text_size(&element, element.get_attribute("text-size"));
    let shadow = host::shadow_box(&element, sheet)?;
    let owner = Owner::new();
    let visit = owner.with(|| Visit::new(element.clone(), &settings));
    let mounted: UnmountHandle<_> = mount_to(shadow, move || {
        provide_context(visit);
        face(settings)
    });
    // Nothing can be waited for before the first mount.
    drafted::follow(visit, element.clone());
    Ok(Widget {
        visit,
        element,
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

    /// Follows the element's property `data`, a draft of a listing.
    pub fn follow_data(&self, element: &HtmlElement) {
        drafted::follow(self.visit, element.clone());
        let stall = draft::stall(element);
        if !stall.is_empty() && opens_drafts(element) {
            self.visit.open_stall(&stall);
        }
    }

    /// Follows an attribute that changed after mounting. `src` and `kiosk` need a new mount, which
    /// the loader does; this is for the ones that a visit can follow.
    pub fn set(&self, name: &str, value: Option<String>) {
        if name == "text-size" {
            return set_text_size(&self.element, value);
        }
        let value = value.unwrap_or_default();
        if value.is_empty() && name != "query" {
            return;
        }
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

/// Whether the stall of a draft is opened: among results it is a row like others.
fn opens_drafts(element: &HtmlElement) -> bool {
    element.local_name() != "market-search"
}

/// Writes all texts larger: per cent, 100 to 300; what is no number is 100.
fn set_text_size(element: &HtmlElement, percent: Option<String>) {
    let percent = percent.and_then(|own| intl::parse_number(&own));
    let scale = percent.map(|own| own.kept(100.0, 300.0) / 100.0);
    let scale = scale.map_or(String::new(), host::number_text);
    host::set_custom_property(element, "--market-text-scale", &scale);
}

fn settings(element: &HtmlElement) -> Settings {
    let value = |name: &str| element.get_attribute(name).unwrap_or_default();
    let stall = match value("stall") {
        none if none.is_empty() && opens_drafts(element) => draft::stall(element),
        stall => stall,
    };
    let link = Link::read(
        [
            ("stall", stall),
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
        memo: None,
        link,
        link_base: value("link-base"),
        px_per_mm: above_zero(&value("px-per-mm")),
        machine: (value("layout") == "kiosk").then(|| Machine {
            idle_secs: idle_secs(&value("idle-seconds")),
            mount_mm: above_zero(&value("mount-mm")),
        }),
    }
}

fn above_zero(value: &str) -> Option<f64> {
    intl::parse_number(value).filter(|number| *number > 0.0)
}

/// Whole seconds; none for `0`, the usual ones for what is no number.
fn idle_secs(value: &str) -> Option<u32> {
    match intl::parse_number(value) {
        Some(secs) if secs <= 0.0 => None,
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number above the greatest becomes the greatest"
        )]
        Some(secs) => Some(secs as u32),
        None => Some(idle::USUAL_SECS),
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
