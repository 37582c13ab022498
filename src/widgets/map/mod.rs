//! The map's place on the screen. The map itself is an element of its own, `<market-map>`, with a
//! module of its own: it is spoken to by attributes and answers with events, as on anybody's page.

/// The map's signs as pictures, for legends and lists.
mod icons;

pub use icons::{GradeIcon, MarkIcon, PlaceIcon};

use leptos::ev::Event;
use leptos::prelude::*;

use super::live::{live, when};
use super::visit::{Settings, Visit};
use crate::browser::host::{self, Detail};
use crate::browser::paint::css_color;
use crate::domain::plan::theme::Theme;
use crate::domain::session::{Link, View};

/// The map, fed from the visit.
#[component]
pub fn LevelMap(settings: Settings) -> impl IntoView {
    let visit = Visit::here();
    let pane = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |before: Option<u32>| {
        let resets = visit.resets.get();
        if before.is_some_and(|before| before != resets)
            && let Some(pane) = pane.get_untracked()
        {
            host::call_within(&pane, "market-map", "overview");
        }
        resets
    });
    // A link may lead to another level than the kiosk's: which one is known with the market.
    let is_plain = settings.link == Link::default();
    let is_decided = move || is_plain || visit.venue.with(Option::is_some);
    let map = move || view! { <MapElement settings=settings.clone() /> }.into_any();
    view! {
        <div class="map-place" node_ref=pane>
            {when(is_decided, map)}
        </div>
    }
}

#[component]
fn MapElement(settings: Settings) -> impl IntoView {
    let visit = Visit::here();
    let said = move |pick: fn(&crate::domain::session::Session) -> Option<&str>| {
        live(move || {
            visit
                .session
                .with(|session| pick(session).unwrap_or_default().to_owned())
        })
    };
    let marked = move || {
        let only_marked = visit.session.with(|session| session.only_marked());
        if only_marked { "yes" } else { "" }.to_owned()
    };
    let px_per_mm = settings.px_per_mm.map(host::number_text);
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
        let level = host::detail_text(&event, "level").unwrap_or_default();
        visit.fire("market-ready", &[("level", Detail::Text(&level))]);
    };
    let failed = move |event: Event| {
        event.stop_propagation();
        // What could not be loaded is missing in the lists too, and said there. Without any map
        // the lists are all there will be.
        let code = host::detail_text(&event, "code").unwrap_or_default();
        if code == NO_MAP {
            visit.fire("market-error", &[("code", Detail::Text(&code))]);
            visit.fire("market-ready", &[("level", Detail::Text(""))]);
        }
    };
    let quiet = |event: Event| event.stop_propagation();
    view! {
        <market-map
            theme="light"
            src=settings.src
            kiosk=settings.kiosk
            px-per-mm=px_per_mm
            lang=live(move || visit.language.get().tag().to_owned())
            level=said(|session| Some(session.level()))
            stall=said(|session| session.stall())
            place=said(|session| session.place())
            category=said(|session| session.category())
            marked=live(marked)
            on:market-select=selected
            on:market-ready=ready
            on:market-error=failed
            on:market-level=quiet
        ></market-map>
    }
}

/// The map could not be started at all.
const NO_MAP: &str = "no-webassembly";

/// The tint of the n-th trade as a CSS colour, for legends beside the map.
pub fn tint_css(place: usize) -> String {
    let tints = &Theme::LIGHT.tints;
    let tint = tints.get(place % tints.len()).copied().unwrap_or_default();
    css_color(tint)
}
