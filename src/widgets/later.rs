//! The rooms behind the first screen: listings, lists, services, the legend, ways, and all about help
//! and trust. They are a part of the module that lies in a file of its own (`wasm_split`): it is
//! fetched as soon as the first screen stands, so that a visitor waits for it only when a tap is
//! quicker than the network. What belongs to the first screen, or to searching, stays outside.
//!
//! A room is put behind the seam by naming it in [`rooms`] and nowhere else in the first screen:
//! whatever only rooms refer to goes into their file, code and data.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::attract::Attract;
use super::idle::Wake;
use super::index::IndexFace;
use super::keys::Board;
use super::languages::LanguagesPage;
use super::legend::Legend;
use super::listing::StallView;
use super::live::{effect, spawn, tap};
use super::loading::report_error;
use super::papers::Papers;
use super::parts::{key, line};
use super::read_aloud::ReadAloud;
use super::route::WayView;
use super::services::{PlaceView, ServiceList};
use super::stalls::StallList;
use super::topics::{MarketKeys, TopicView};
use super::visit::Visit;
use crate::browser::fetch::LoadError;
use crate::domain::language::Message;
use crate::domain::session::View;

/// What lies behind the seam, once it is there.
#[derive(Clone, Copy)]
struct Rooms {
    /// Begins to look for what the rooms show.
    begin: fn(Visit, Papers),
    /// A view of the panel.
    view: fn(View) -> AnyView,
    /// What `<market-index>` shows.
    index: fn() -> AnyView,
    /// Keys on the first screen that lead to what the whole market publishes.
    market_keys: fn() -> AnyView,
}

#[wasm_split(rooms, wasm_split_path = ::leptos::wasm_split, fallible)]
fn rooms() -> Result<Rooms, SplitLoaderError> {
    Ok(Rooms {
        begin: |visit, papers| {
            papers.follow();
            super::route::follow(visit);
        },
        view: room,
        index: || view! { <IndexFace /> }.into_any(),
        market_keys: || view! { <MarketKeys /> }.into_any(),
    })
}

/// The keys on the screen: only who types on a kiosk needs them.
#[wasm_split(keys, wasm_split_path = ::leptos::wasm_split, fallible)]
fn keys() -> Result<fn() -> AnyView, SplitLoaderError> {
    Ok(|| view! { <Board /> }.into_any())
}

/// The screen that nobody stands before: only machines that stand alone have one.
#[wasm_split(attract, wasm_split_path = ::leptos::wasm_split, fallible)]
fn attract() -> Result<fn() -> AnyView, SplitLoaderError> {
    Ok(|| view! { <Attract /> }.into_any())
}

fn room(view: View) -> AnyView {
    // Where a person reads sentences, and does not choose from a list.
    let is_read = matches!(
        view,
        View::Stall(_) | View::Place(_) | View::Topic(_) | View::Way(_)
    );
    view! {
        {is_read.then(|| view! { <ReadAloud /> })}
        {silent_room(view)}
    }
    .into_any()
}

fn silent_room(view: View) -> AnyView {
    match view {
        View::Stall(id) => view! { <StallView id /> }.into_any(),
        View::Place(id) => view! { <PlaceView id /> }.into_any(),
        View::Stalls => view! { <StallList /> }.into_any(),
        View::Services => view! { <ServiceList /> }.into_any(),
        View::Legend => view! { <Legend /> }.into_any(),
        View::Topic(topic) => view! { <TopicView topic /> }.into_any(),
        View::Way(goal) => view! { <WayView goal /> }.into_any(),
        View::Languages => view! { <LanguagesPage /> }.into_any(),
        // Of the first screen.
        View::Home | View::Category(_) | View::Results => ().into_any(),
    }
}

/// The rooms of one element, as the first screen knows them.
#[derive(Clone, Copy)]
pub struct Later {
    visit: Visit,
    rooms: RwSignal<Option<Rooms>>,
    attract: RwSignal<Option<fn() -> AnyView>>,
    has_failed: RwSignal<bool>,
    keys: RwSignal<Option<fn() -> AnyView>>,
}

impl Later {
    /// Begins to load the rooms and provides them to the components of the element.
    pub fn provide(visit: Visit) {
        let later = Later {
            visit,
            rooms: RwSignal::new(None),
            attract: RwSignal::new(None),
            has_failed: RwSignal::new(false),
            keys: RwSignal::new(None),
        };
        let papers = Papers::here();
        effect(move || {
            if let Some(rooms) = later.rooms.get() {
                (rooms.begin)(visit, papers);
            }
        });
        provide_context(later);
        later.load();
    }

    /// The rooms of the element.
    pub fn here() -> Later {
        expect_context::<Later>()
    }

    fn load(self) {
        self.has_failed.set(false);
        spawn(async move {
            let loaded = rooms().await;
            // The element may be gone by now.
            if self.rooms.is_disposed() {
                return;
            }
            match loaded {
                Ok(rooms) => {
                    self.rooms.set(Some(rooms));
                    self.load_attract().await;
                }
                Err(_) => {
                    report_error(self.visit, &LoadError::new("missing-part", "rooms"));
                    self.has_failed.set(true);
                }
            }
        });
    }

    /// Fetches the screen that nobody stands before, in a machine that may need it.
    async fn load_attract(self) {
        if !self.visit.is_kiosk || self.attract.with_untracked(Option::is_some) {
            return;
        }
        match attract().await {
            Ok(view) => {
                self.attract.try_set(Some(view));
            }
            Err(_) => report_error(self.visit, &LoadError::new("missing-part", "attract")),
        }
    }

    /// The screen that nobody stands before; while it is not there, a key as large as the screen.
    pub fn attract(self) -> AnyView {
        match self.attract.get() {
            Some(view) => view(),
            None => {
                spawn(self.load_attract());
                view! { <Wake /> }.into_any()
            }
        }
    }

    /// A view of the panel; until it is there, or when it does not come, a calm word.
    pub fn view(self, view: View) -> AnyView {
        match self.rooms.get() {
            Some(rooms) => (rooms.view)(view),
            None => self.calm_word(),
        }
    }

    /// What `<market-index>` shows, or a calm word.
    pub fn index(self) -> AnyView {
        match self.rooms.get() {
            Some(rooms) => (rooms.index)(),
            None => self.calm_word(),
        }
    }

    /// The keys on the screen; nothing until they are there. When they do not come, the field is
    /// the system's again until the next person.
    pub fn keys(self) -> AnyView {
        if let Some(board) = self.keys.get() {
            return board();
        }
        spawn(async move {
            let loaded = keys().await;
            // The element may be gone by now.
            if self.keys.is_disposed() {
                return;
            }
            match loaded {
                Ok(board) => self.keys.set(Some(board)),
                Err(_) => {
                    report_error(self.visit, &LoadError::new("missing-part", "keys"));
                    self.visit.keys.fail();
                }
            }
        });
        ().into_any()
    }

    fn calm_word(self) -> AnyView {
        let visit = self.visit;
        if !self.has_failed.get() {
            return view! { <p class="hint" aria-live="polite">{visit.text(Message::Loading)}</p> }
                .into_any();
        }
        view! {
            <div class="not-there" role="status">
                {line("notice", visit.say(Message::FailedPaper))}
                {key("key", visit.say(Message::TryAgain), tap(move || self.load()))}
            </div>
        }
        .into_any()
    }

    /// Keys to what the whole market publishes about itself; nothing until they are there.
    pub fn market_keys(self) -> AnyView {
        match self.rooms.get() {
            Some(rooms) => (rooms.market_keys)(),
            None => ().into_any(),
        }
    }
}
