//! What a level is called.

use crate::domain::publication::open::Venue;

/// A level as a person calls it: building and level, in the best language for a reader of
/// `language`. Empty when there is no such level.
pub fn level_name(venue: &Venue, id: &str, language: &str) -> String {
    level_title(venue, id, language).0
}

/// The same, and the BCP 47 tag of the language that the level's own name is in.
pub fn level_title(venue: &Venue, id: &str, language: &str) -> (String, String) {
    let Some(place) = venue.level(id) else {
        return (String::new(), String::new());
    };
    let home = venue.market.home_language();
    let (building, _) = place.building.name().best(language, home);
    let (level, tongue) = place.level.name().best(language, home);
    // Many operators write the building into the level's name already.
    let name = if level.starts_with(building) {
        level.to_owned()
    } else {
        [building, " ", level].concat()
    };
    (name, tongue.to_owned())
}
