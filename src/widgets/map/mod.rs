//! The stall map of one level: seen, moved, turned and touched.
//!
//! | prop | type | default | what it is |
//! |---|---|---|---|
//! | `scene` | `Signal<Option<Arc<Scene>>>` | – | the level; an empty ground while there is none. Scenes with the same view key keep the place under the eye |
//! | `lighting` | `Signal<Lighting>` | – | lit, dimmed and chosen stalls, hidden layers |
//! | `theme` | `Theme` | – | colours |
//! | `labels` | `MapLabels` | – | every text that is seen or spoken |
//! | `on_select` | `Callback<usize>` | – | a stall was touched: its index in the scene |
//! | `on_place` | `Callback<usize>` | – | a service sign was touched: its index in the scene |
//! | `focus` | `Signal<Option<Focus>>` | – | flies there whenever the signal is set |
//! | `px_per_mm` | `f64` | 4 | how large a finger is on this screen |
//! | `still` | `bool` | `false` | no inertia, no flights; also kept when the system asks for it |
//!
//! Notes for tests and helpers, on the element `.market-map-stage` after every settled
//! picture: `data-center-x-dm`, `data-center-y-dm` (the plan's place in the middle),
//! `data-px-per-m` (CSS pixels a metre), `data-turn-deg` (clockwise), `data-lit` (how many
//! stalls of the level are lit; absent when none is), `data-level-key` (the scene's view key;
//! absent without a level), and at last `data-painted` (how many settled pictures there were;
//! one more after every change of scene, lighting, theme or view). A place of the plan is then found at
//! `x = width / 2 + ((x_dm − cx)·cos t − (y_dm − cy)·sin t)·px_per_m / 10` and
//! `y = height / 2 + ((x_dm − cx)·sin t + (y_dm − cy)·cos t)·px_per_m / 10`.
//!
//! Keys: arrows move, `+` and `-` zoom, `[` and `]` turn, `0` shows the whole level, Enter
//! touches what lies in the middle.

/// The large buttons.
mod controls;
/// The map's signs as pictures, for legends and lists.
mod icons;
/// What the component keeps between two frames.
mod stage;
/// The component.
mod view;

pub use icons::{GradeIcon, MarkIcon, PlaceIcon};
pub use stage::Focus;
pub use view::{MapLabels, MapView};

use crate::domain::plan::theme::Theme;

/// The tint of the n-th trade as a CSS colour, for legends beside the map.
pub fn tint_css(place: usize) -> String {
    let tints = &Theme::LIGHT.tints;
    let tint = tints.get(place % tints.len()).copied().unwrap_or_default();
    crate::browser::paint::css_color(tint)
}
