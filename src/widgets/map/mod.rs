//! The map's place on the screen. The map itself is an element of its own, `<market-map>`, with a
//! module of its own: it is spoken to by attributes and answers with events, as on anybody's page.

/// The map's signs as pictures, for legends and lists.
mod icons;

pub use icons::{GradeIcon, MarkIcon, PlaceIcon};

use leptos::ev::Event;
use leptos::prelude::*;

use super::live::{effect, memo};
use super::visit::Visit;
use crate::browser::host::{self, Detail};
use crate::browser::paint::css_color;
use crate::domain::plan::theme::Theme;
use crate::domain::session::{Command, Session, View};

/// The map's place. The element itself is the kiosk's own light child, which the loader puts
/// there first of all, so that a map is on the screen while the rest is still on its way.
#[component]
pub fn LevelMap() -> impl IntoView {
    let visit = Visit::here();
    feed(visit);
    // The map may be ready long before what stands around it.
    let ready_on: RwSignal<Option<String>> = RwSignal::new(None);
    let is_furnished = memo(move || {
        visit.level.with(Option::is_some)
            || visit.level_failed.get()
            || visit.failure.with(Option::is_some)
    });
    effect(move || {
        if let Some(level) = ready_on.get()
            && is_furnished.get()
        {
            visit.fire("market-ready", &[("level", Detail::Text(&level))]);
        }
    });
    // What the map says is the kiosk's to pass on; nothing of it leaves by itself.
    let selected = move |event: Event| {
        event.stop_propagation();
        event.prevent_default();
        if let Some(stall) = host::detail_text(&event, "stall") {
            visit.open_stall(&stall);
        } else if let Some(place) = host::detail_text(&event, "place") {
            visit.open(View::Place(place));
        }
    };
    let ready = move |event: Event| {
        event.stop_propagation();
        ready_on.set(Some(host::detail_text(&event, "level").unwrap_or_default()));
    };
    let failed = move |event: Event| {
        event.stop_propagation();
        // What could not be loaded is missing in the lists too, and said there. Without any map
        // the lists are all there will be.
        let code = host::detail_text(&event, "code").unwrap_or_default();
        if code == NO_MAP {
            visit.fire("market-error", &[("code", Detail::Text(&code))]);
            ready_on.set(Some(String::new()));
        }
    };
    let moved = move |event: Event| {
        event.stop_propagation();
        // The map follows the visit's level by itself; what a finger chose there is news.
        if host::detail_text(&event, "by").is_some() {
            event.prevent_default();
            let level = host::detail_text(&event, "level").unwrap_or_default();
            visit.apply(Command::ShowLevel(level));
        }
    };
    view! {
        <div
            class="map-place"
            on:market-select=selected
            on:market-ready=ready
            on:market-error=failed
            on:market-level=moved
        >
            <slot name="map"></slot>
        </div>
    }
}

/// Tells the map what the visit wants to see.
fn feed(visit: Visit) {
    let said = move |name: &'static str, pick: fn(&Session) -> Option<&str>| {
        effect(move || {
            // Which level the visit begins on is known with the market; till then the map goes
            // by what the loader said.
            if visit.venue.with(Option::is_some) {
                let wish = visit
                    .session
                    .with(|session| pick(session).unwrap_or_default().to_owned());
                visit.tell_map(name, &wish);
            }
        });
    };
    effect(move || visit.tell_map("lang", visit.language.get().tag()));
    if visit.is_kiosk {
        let has_contrast = memo(move || visit.ease().has_contrast);
        effect(move || {
            let theme = if has_contrast.get() {
                "contrast"
            } else {
                "light"
            };
            visit.tell_map("theme", theme);
        });
    }
    said("level", |session| Some(session.level()));
    said("stall", Session::stall);
    said("place", Session::place);
    said("category", Session::category);
    said("marked", |session| session.only_marked().then_some("yes"));
    effect(move || {
        let lit = visit.found_lit.get();
        visit.light_map(lit.as_ref());
    });
    Effect::new(move |before: Option<u32>| {
        let resets = visit.resets.get();
        if before.is_some_and(|before| before != resets) {
            visit.show_whole_map();
        }
        resets
    });
}

/// The map could not be started at all.
const NO_MAP: &str = "no-webassembly";

/// The tint of the n-th trade as a CSS colour, for legends beside the map.
pub fn tint_css(place: usize) -> String {
    let tints = &Theme::LIGHT.tints;
    let tint = tints.get(place % tints.len()).copied().unwrap_or_default();
    css_color(tint)
}
