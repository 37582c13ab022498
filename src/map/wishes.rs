//! What the element asks for: its attributes, as far as they decide what the map shows.

use crate::domain::atlas::Asked;
use crate::domain::plan::theme::Theme;
use crate::domain::publication::open::Venue;

/// One attribute. Without a value it asks for nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// Language of the names by BCP 47 tag; the market's own when empty.
    Language(String),
    /// Level to show, by id.
    Level(String),
    /// Chosen stall, by id.
    Stall(String),
    /// Chosen service place, by id.
    Place(String),
    /// Category whose stalls are lit, by id.
    Category(String),
    /// Party-member stalls only.
    OnlyMarked(bool),
    /// Colours.
    Theme(Theme),
    /// "You are here".
    Here(String),
    /// "{n} stalls".
    Stalls(String),
    /// Font family of all texts, as CSS writes it.
    Family(String),
    /// Pixels of a millimetre on this screen.
    PxPerMm(f64),
    /// No inertia, no flights.
    Still(bool),
}

/// Stalls by level and index.
pub type LitStalls = Vec<(String, Vec<u32>)>;

/// An area to outline: the level's id, the area's name, corners `[x, y, x, y, …]` in decimetres.
pub type WishedArea = (String, String, Vec<i32>);

/// All wishes about the market; those about looks go straight to the stage.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    pub language: String,
    /// "{n} stalls" in the reader's language.
    pub stalls_text: String,
    pub level: String,
    pub stall: String,
    pub place: String,
    pub asked: Asked,
    /// Stalls to light, by level and index, instead of what [`Wishes::asked`] says.
    pub lit: Option<LitStalls>,
    /// Areas to outline.
    pub areas: Vec<WishedArea>,
}

impl Wishes {
    /// The level to show: the one that was asked for, else the kiosk's, else the first one at or
    /// above the ground.
    pub fn level_in(&self, venue: &Venue, kiosk: &str) -> String {
        let asked = Some(self.level.as_str()).filter(|id| venue.level(id).is_some());
        let own = || venue.kiosk(kiosk).map(|(level, _)| level);
        let ground = || venue.levels().find(|place| *place.level.ordinal() >= 0);
        let first = || Some(ground()?.level.id().as_str());
        asked.or_else(own).or_else(first).unwrap_or("").to_owned()
    }
}
