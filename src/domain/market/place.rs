//! Service places: where help is.

use super::check::Checker;
use super::limits;
use super::listing::Contact;
use super::raw::{Labels, Point, RawPlace};
use super::text::Text;
use super::time::Hours;

macro_rules! place_kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// What a place is for. The words follow the meanings of public-information symbols.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum PlaceKind {
            $($(#[$doc])* $name,)*
        }
        impl PlaceKind {
            /// Every kind.
            pub const ALL: &'static [PlaceKind] = &[$(PlaceKind::$name,)*];
            const WORDS: &'static str = concat!($($word, " ",)*);

            /// The word in the data.
            pub fn word(self) -> &'static str {
                match self {
                    $(PlaceKind::$name => $word,)*
                }
            }
        }
    };
}

place_kinds! {
    /// Two people on duty settle disputes between buyer and shop.
    MediationRoom = "mediation_room",
    /// A desk of one of the resident offices.
    ServiceDesk = "service_desk",
    Information = "information",
    Toilet = "toilet",
    AccessibleToilet = "accessible_toilet",
    Lift = "lift",
    Escalator = "escalator",
    Stairs = "stairs",
    /// A gate of the building: way in and way out.
    Entrance = "entrance",
    PrayerRoom = "prayer_room",
    Bank = "bank",
    Atm = "atm",
    Customs = "customs",
    Logistics = "logistics",
    FirstAid = "first_aid",
    Police = "police",
    Food = "food",
    DrinkingWater = "drinking_water",
    BabyCare = "baby_care",
    Charging = "charging",
    Luggage = "luggage",
    Parking = "parking",
    Taxi = "taxi",
    Bus = "bus",
    Tax = "tax",
    Legal = "legal",
    Licence = "licence",
    /// Office of a branch.
    BranchOffice = "branch_office",
}

impl PlaceKind {
    /// Reads the word of the data.
    pub fn parse(word: &str) -> Option<PlaceKind> {
        PlaceKind::ALL
            .iter()
            .copied()
            .find(|kind| kind.word() == word)
    }
}

checked! {
    /// A service place (IMDF: amenity).
    Place {
        /// Unique in the market.
        id: String,
        /// What it is for.
        kind: PlaceKind,
        /// Own name, empty when the kind says enough.
        name: Text,
        /// Decimetres of the building's grid.
        at: Point,
        /// Opening hours.
        hours: Hours,
        /// Hours in which somebody is on duty, where they differ.
        duty: Hours,
        /// What it handles.
        handles: Vec<Text>,
        /// What a person should bring.
        bring: Vec<Text>,
        /// Whose place it is.
        agency: Text,
        /// How to reach it.
        contact: Contact,
        /// Published link to raise a matter, shown and never opened; empty for none.
        code: String,
        /// Can be reached without steps; none when not said.
        step_free: Option<bool>,
    }
}

impl Place {
    /// Checks the row; a place without id, kind or point is unusable.
    pub fn check(raw: &RawPlace, at: &mut Checker) -> Option<Place> {
        let id = at.id("id", &raw.id);
        let kind = PlaceKind::parse(&raw.kind);
        if kind.is_none() {
            at.not_one_of("kind", PlaceKind::WORDS, &raw.kind);
        }
        let point = at.point("at", raw.at);
        let handles = lines("handles", &raw.handles, at);
        let bring = lines("bring", &raw.bring, at);
        Some(Place {
            id: id?,
            kind: kind?,
            name: at.optional_text("name", &raw.name, limits::NAME_CHARS),
            at: point?,
            hours: Hours::check(&raw.hours, "hours", at),
            duty: Hours::check(&raw.duty, "duty", at),
            handles,
            bring,
            agency: at.optional_text("agency", &raw.agency, limits::NAME_CHARS),
            contact: Contact::check_optional(raw.contact.as_ref(), at),
            code: at.line("code", raw.code.trim(), CODE_CHARS),
            step_free: raw.step_free,
        })
    }
}

/// Characters of a link: as many as a code to scan can hold and still be read.
const CODE_CHARS: usize = 300;

#[inline(never)]
fn lines(field: &'static str, raw: &[Labels], at: &mut Checker) -> Vec<Text> {
    at.rows(field, raw, limits::LIST_ITEMS, |line, at| {
        let text = at.text_here(line, limits::NAME_CHARS);
        (!text.is_empty()).then_some(text)
    })
}

#[cfg(test)]
mod tests {
    use super::PlaceKind;

    #[test]
    fn every_word_reads_back() {
        for kind in PlaceKind::ALL {
            assert_eq!(PlaceKind::parse(kind.word()), Some(*kind));
        }
        assert_eq!(PlaceKind::parse("heliport"), None);
    }
}
