//! What is asked of the engine, and what it answers.

use super::set::StallSet;

/// A question.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// What was typed.
    pub text: String,
    /// Tag of the reader's language: among equal texts one in it is told.
    pub language: String,
    /// Where the person stands.
    pub near: Option<Near>,
    /// Only stalls that fit.
    pub filters: Filters,
    /// Rows wanted.
    pub limit: usize,
    /// Whether counts by choice are wanted.
    pub with_facets: bool,
    /// The moment in the market's time zone.
    pub now: Option<Now>,
}

/// A moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Days since 1970.
    pub day: i32,
    /// Monday is 0.
    pub weekday: u8,
    /// Minute of the day.
    pub minute: u16,
}

/// Where a person stands.
#[derive(Debug, Clone, Default)]
pub struct Near {
    /// Id of the level.
    pub level: String,
    /// Decimetres of the building's grid.
    pub at_dm: (i32, i32),
    /// Middles of the level's stalls in order; without them the stalls of the level are equally
    /// near.
    pub stalls_dm: Vec<(i32, i32)>,
}

/// What stalls must fit. Nothing set lets all pass.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// Index into `categories.json`.
    pub category: Option<u32>,
    /// Number of the building among the market's.
    pub building: Option<u32>,
    /// Number of the level among the index's.
    pub level: Option<usize>,
    /// A Party-member plaque hangs there.
    pub marked: bool,
    /// On this scale, this place or a better one (0 is the best).
    pub grade: Option<(String, u32)>,
    /// Row of `honours.json`.
    pub honour: Option<u32>,
    /// A standard as published.
    pub standard: Option<String>,
    /// Tag of a language that is spoken there.
    pub language: Option<String>,
    /// Open at the question's moment.
    pub open: bool,
}

/// An answer, as good as what is loaded allows.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// The best first.
    pub hits: Vec<Hit>,
    /// How many there are of each kind, in the order in which the kinds first appear.
    pub groups: Vec<(Kind, u32)>,
    /// All stalls found, for lighting them up.
    pub stalls: StallSet,
    /// Number of those stalls.
    pub total: u32,
    /// Levels with stalls that were found, the nearest first: number of the level and of stalls.
    pub levels: Vec<(usize, u32)>,
    /// Counts by choice.
    pub facets: Facets,
    /// What could be typed instead, while the last word may go on.
    pub completions: Vec<Completion>,
    /// True when files are missing that cannot be loaded: there may be more.
    pub is_incomplete: bool,
    /// True when all that can be known is known, and nothing has all that was asked for.
    pub is_poor: bool,
    /// Files to load for a better answer, the most important first.
    pub needs: Vec<usize>,
    /// Stalls, by place in the market, whose products would make the order better: whether all
    /// words stand in one product is seen there. Hand them over with
    /// [`Engine::put_products`](super::engine::Engine::put_products).
    pub checks: Vec<u32>,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A category.
    Category,
    /// A stall found by its number.
    Stall,
    /// A service place.
    Service,
    /// A stall found by what its shop is called, makes or belongs to.
    Shop,
    /// A stall found by a product.
    Product,
    /// An honour.
    Honour,
    /// A brand.
    Brand,
    /// A standard.
    Standard,
}

impl Kind {
    /// The word in printed answers.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Category => "category",
            Kind::Stall => "stall",
            Kind::Service => "service",
            Kind::Shop => "shop",
            Kind::Product => "product",
            Kind::Honour => "honour",
            Kind::Brand => "brand",
            Kind::Standard => "standard",
        }
    }
}

/// A row of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Which one.
    pub target: Target,
    /// Stalls behind it, where it stands for several.
    pub stalls: Option<u32>,
    /// Why it is here.
    pub why: Why,
}

/// Which one a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Index into `categories.json`.
    Category(u32),
    /// Number of the level in the index, index of the stall there.
    Stall(usize, u32),
    /// Number of the level and id of a place.
    Place(usize, String),
    /// Row of `honours.json`.
    Honour(u32),
    /// A brand or standard as published.
    Text(String),
}

/// Why a row is here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Why {
    /// Where it matched.
    pub field: WhyField,
    /// Tag of the language of the text, where it has one.
    pub language: String,
    /// The text as published; empty where only the stall's own files have it: look there with
    /// [`Marker`](super::mark::Marker).
    pub text: String,
    /// Parts of the text that match: from, to, in Unicode scalar values.
    pub ranges: Vec<(u32, u32)>,
    /// True when it is near, not the same.
    pub is_slip: bool,
    /// True when something that was asked for is not there.
    pub is_partial: bool,
}

/// Something that could be typed instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// [`Kind::Category`], [`Kind::Service`], [`Kind::Brand`], or [`Kind::Product`] for goods.
    pub kind: Kind,
    /// For a category its index in `categories.json`; for a service the number of its kind, in the
    /// order of [`PlaceKind::ALL`](crate::domain::market::place::PlaceKind::ALL); else 0.
    pub index: u32,
    /// In the language in which it was found.
    pub text: String,
}

/// Where something matched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WhyField {
    /// The name of what the row is about.
    #[default]
    Name,
    /// Another word for it.
    Synonym,
    /// The stall's number.
    Number,
    /// The shop's name.
    Shop,
    /// A brand.
    Brand,
    /// A declared standard.
    Standard,
    /// A product.
    Product,
    /// A category of the shop.
    Category,
    /// What kind of service it is.
    Kind,
    /// What the place handles.
    Handles,
    /// An honour.
    Honour,
}

impl WhyField {
    /// The word in printed answers.
    pub fn word(self) -> &'static str {
        match self {
            WhyField::Name => "name",
            WhyField::Synonym => "synonym",
            WhyField::Number => "number",
            WhyField::Shop => "shop",
            WhyField::Brand => "brand",
            WhyField::Standard => "standard",
            WhyField::Product => "product",
            WhyField::Category => "category",
            WhyField::Kind => "kind",
            WhyField::Handles => "handles",
            WhyField::Honour => "honour",
        }
    }
}

/// How many of the stalls found one would keep by choosing further. Choices without stalls are
/// left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// Top categories, or those below the chosen one: index and stalls.
    pub categories: Vec<(u32, u32)>,
    /// Number of the building and stalls.
    pub buildings: Vec<(u32, u32)>,
    /// Number of the level and stalls.
    pub levels: Vec<(usize, u32)>,
    /// Marked stalls.
    pub marked: u32,
    /// Scale, place on it, code, and stalls with this grade or a better one.
    pub grades: Vec<(String, u32, String, u32)>,
    /// Row of `honours.json` and stalls.
    pub honours: Vec<(u32, u32)>,
    /// Standard and stalls, the most first.
    pub standards: Vec<(String, u32)>,
    /// Tag and stalls, the most first.
    pub languages: Vec<(String, u32)>,
    /// Stalls open at the question's moment.
    pub open: u32,
}
