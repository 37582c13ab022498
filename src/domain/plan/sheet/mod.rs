//! The whole market on one plane: every level a card of its own, all at one scale.
//!
//! Sheet space is decimetres like plan space, x to the east, y to the south. A level's place
//! in it is an offset and nothing else: `sheet = level + offset`. So zooming out from a level
//! shows its building's other levels and then the other buildings, zooming in on any of them
//! is that level, and another level of the building is the same place plus a difference of two
//! offsets.
//!
//! A building's levels stand above one another as they do on the ground, the highest on top;
//! buildings stand side by side, in as many columns as suit the screen, their lowest levels on
//! one line. Where there is more than one row, the rows follow the buildings' ground.
//!
//! A map of the whole market:
//! 1. [`Sheet::lay_out`] from what the market's first file holds; the camera enters
//!    [`Sheet::bounds`], and its home is the card of the person's level.
//! 2. After every change of the view, [`Sheet::wanted`] names the levels whose stalls the
//!    picture lacks, the nearest first. Until they are there, outline, title, counts and trades
//!    are shown in their place.
//! 3. Views, touches and targets are in sheet space; [`Sheet::level_from_sheet`] and
//!    [`Sheet::sheet_from_level`] go between it and a level's own places.
//! 4. Another level of the building is [`Sheet::step`] as a shift of the camera: at once, with
//!    the same place under the eye. Another building is a flight to its card.
//! 5. [`Sheet::level_in`] is the level that a person looks at.
//! 6. A screen of another shape gets another layout; the place in the middle is kept by going
//!    through the level that it lies on.

mod layout;

use super::geometry::{Bounds, Point, Ring};
use super::viewport::Viewport;

/// What a sheet is made of. A level is known by its index everywhere: buildings one after the
/// other, each building's levels in the order given, the lowest first.
#[derive(Clone, Debug, Default)]
pub struct SheetInput {
    pub buildings: Vec<BuildingInput>,
}

#[derive(Clone, Debug)]
pub struct BuildingInput {
    /// In the person's language.
    pub name: String,
    /// Where its grid's origin lies in the market, decimetres.
    pub anchor: Point,
    pub levels: Vec<LevelInput>,
}

#[derive(Clone, Debug, Default)]
pub struct LevelInput {
    /// In the person's language.
    pub name: String,
    /// A letter or two for where the name has no room, as it stands in the building; may be empty.
    pub short_name: String,
    /// One line about it: how many stalls, and its main trades.
    pub details: String,
    /// Outer lines of the floor, in the building's grid.
    pub outlines: Vec<Ring>,
    /// How many stalls carry a red mark; shown while the stalls are not there yet.
    pub marks: u32,
    /// The main trades and how many stalls each has, most first: the ground of a card whose
    /// stalls are not there yet is coloured in these shares.
    pub trades: Vec<TradeShare>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TradeShare {
    /// An index into the theme's palette.
    pub tint: u8,
    pub stalls: u32,
}

/// A level's place on the sheet.
#[derive(Clone, Debug)]
pub struct Card {
    pub building: usize,
    pub name: String,
    pub short_name: String,
    pub details: String,
    /// In the building's grid.
    pub outlines: Vec<Ring>,
    pub marks: u32,
    pub trades: Vec<TradeShare>,
    /// `sheet = level + offset`, decimetres.
    pub offset: Point,
    /// The card on the sheet, without its title. Cards of one building are of one size.
    pub bounds: Bounds,
    /// How tall the free band above the card is, for its title.
    pub title_dm: f64,
}

/// A building's place on the sheet.
#[derive(Clone, Debug)]
pub struct Block {
    pub name: String,
    /// All its cards and titles, and a band above them for its name.
    pub bounds: Bounds,
    /// How tall that band is.
    pub title_dm: f64,
}

/// The whole market, laid out.
#[derive(Clone, Debug)]
pub struct Sheet {
    bounds: Bounds,
    blocks: Vec<Block>,
    cards: Vec<Card>,
}

impl Sheet {
    /// Lays out a market for a screen of this shape: its width divided by its height.
    pub fn lay_out(input: SheetInput, aspect: f64) -> Self {
        layout::lay_out(input, aspect)
    }

    /// One level alone, at its own place and without a title.
    pub fn of_one(bounds: Bounds) -> Self {
        let card = Card {
            building: 0,
            name: String::new(),
            short_name: String::new(),
            details: String::new(),
            outlines: Vec::new(),
            marks: 0,
            trades: Vec::new(),
            offset: Point::default(),
            bounds,
            title_dm: 0.0,
        };
        let block = Block {
            name: String::new(),
            bounds,
            title_dm: 0.0,
        };
        Self {
            bounds,
            blocks: vec![block],
            cards: vec![card],
        }
    }

    /// Everything there is.
    pub fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// By index of the building.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// By index of the level.
    pub fn cards(&self) -> &[Card] {
        &self.cards
    }

    /// Where a place of a level lies on the sheet; an unknown level has no offset.
    pub fn sheet_from_level(&self, level: usize, at: Point) -> Point {
        moved(at, self.offset(level), 1.0)
    }

    /// Where a place of the sheet lies on a level.
    pub fn level_from_sheet(&self, level: usize, at: Point) -> Point {
        moved(at, self.offset(level), -1.0)
    }

    /// The level whose card lies there.
    pub fn level_at(&self, at: Point) -> Option<usize> {
        self.cards.iter().position(|card| card.bounds.contains(at))
    }

    /// The level that a person looks at: the one in the middle of the screen, or the nearest
    /// to it. Nothing without levels.
    pub fn level_in(&self, view: &Viewport) -> Option<usize> {
        let mut best: Option<(f64, usize)> = None;
        for (level, card) in self.cards.iter().enumerate() {
            let away = card.bounds.distance_dm(view.center);
            if best.is_none_or(|(least, _)| away < least) {
                best = Some((away, level));
            }
        }
        best.map(|(_, level)| level)
    }

    /// The levels on the screen, with the view of each in its own coordinates.
    pub fn visible(&self, view: &Viewport) -> impl Iterator<Item = (usize, Viewport)> {
        let (view, seen) = (*view, view.visible());
        let cards = self.cards.iter().enumerate();
        cards
            .filter(move |(_, card)| seen.overlaps(card.bounds.grown(card.title_dm)))
            .map(move |(level, card)| (level, view.moved_by(card.offset, -1.0)))
    }

    /// The levels whose stalls this view wants to show: those on the screen, the nearest to its
    /// middle first.
    pub fn wanted(&self, view: &Viewport) -> Vec<usize> {
        let seen = view.visible();
        let mut wanted: Vec<usize> = Vec::new();
        let away = |level: usize| {
            let card = self.cards.get(level);
            card.map_or(0.0, |card| card.bounds.distance_dm(view.center))
        };
        for (level, card) in self.cards.iter().enumerate() {
            if seen.overlaps(card.bounds) {
                // A few dozen at most: put where it belongs.
                let after = wanted
                    .iter()
                    .take_while(|other| away(**other) <= away(level));
                wanted.insert(after.count(), level);
            }
        }
        wanted
    }

    /// How far it is from a place of one level to the same place of another.
    pub fn step(&self, from: usize, to: usize) -> Point {
        moved(self.offset(to), self.offset(from), -1.0)
    }

    fn offset(&self, level: usize) -> Point {
        self.cards.get(level).map_or(Point::default(), |c| c.offset)
    }
}

fn moved(at: Point, by: Point, times: f64) -> Point {
    Point::new(at.x_dm + by.x_dm * times, at.y_dm + by.y_dm * times)
}

#[cfg(test)]
#[path = "sheet_tests.rs"]
mod tests;
