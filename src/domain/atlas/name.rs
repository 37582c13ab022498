//! What a level is called.

use crate::domain::publication::open::Venue;

/// A level as a person calls it: building and level, in the best language for a reader of
/// `language`. Empty when there is no such level.
pub fn level_name(venue: &Venue, id: &str, language: &str) -> String {
    let Some(place) = venue.level(id) else {
        return String::new();
    };
    let home = venue.market.home_language();
    let (building, _) = place.building.name().best(language, home);
    let (level, _) = place.level.name().best(language, home);
    // Many operators write the building into the level's name already.
    if level.starts_with(building) {
        level.to_owned()
    } else {
        [building, " ", level].concat()
    }
}
