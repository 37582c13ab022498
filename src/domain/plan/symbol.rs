//! The drawings of the service signs: outlines in a square of 24 units, our own, after the
//! meanings that public signs have everywhere. The same drawing serves map and legend.

use crate::domain::market::place::PlaceKind;

/// Which colour a sign's plate has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceColor {
    /// Ordinary services.
    Service,
    /// Ways in and out.
    Way,
    /// Where a person in difficulty finds help.
    Help,
}

/// The colour of a sign's plate.
pub const fn color(kind: PlaceKind) -> PlaceColor {
    match kind {
        PlaceKind::Entrance => PlaceColor::Way,
        PlaceKind::MediationRoom
        | PlaceKind::ServiceDesk
        | PlaceKind::FirstAid
        | PlaceKind::Police
        | PlaceKind::Legal => PlaceColor::Help,
        _ => PlaceColor::Service,
    }
}

/// Signs of a lower rank find room on the map first; below [`RANKS`].
pub const fn rank(kind: PlaceKind) -> u8 {
    match kind {
        PlaceKind::Entrance | PlaceKind::MediationRoom => 0,
        PlaceKind::ServiceDesk
        | PlaceKind::FirstAid
        | PlaceKind::Police
        | PlaceKind::Information => 1,
        PlaceKind::Lift
        | PlaceKind::Escalator
        | PlaceKind::Stairs
        | PlaceKind::Toilet
        | PlaceKind::AccessibleToilet => 2,
        _ => 3,
    }
}

/// How many ranks there are.
pub const RANKS: u8 = 4;

/// The drawing as SVG path data, filled by the even-odd rule, in a square of 24 units.
pub const fn drawing(kind: PlaceKind) -> &'static str {
    match kind {
        // Two people facing each other across a table, a word above.
        PlaceKind::MediationRoom => {
            "M5 8a2.3 2.3 0 1 0 .01 0zM19 8a2.3 2.3 0 1 0 .01 0zM2.5 21.5v-5q0-3 2.7-3 2 0 2.5 2l.5 2h7.6l.5-2q.5-2 2.5-2 2.7 0 2.7 3v5h-3v-2h-12v2zM8.5 2h7q1 0 1 1v4q0 1-1 1h-2l-1.5 2.5-1.5-2.5h-2q-1 0-1-1v-4q0-1 1-1z"
        }
        // A person behind a counter.
        PlaceKind::ServiceDesk => {
            "M12 2.5a3.2 3.2 0 1 0 .01 0zM5.5 14.5v-1.5q0-3.3 3.5-3.3h6q3.5 0 3.5 3.3v1.5zM2.5 16h19v2.2h-1.5v3.3h-16v-3.3h-1.5z"
        }
        PlaceKind::Information => {
            "M12 2.5a2.1 2.1 0 1 0 .01 0zM8.5 9h5.2v9h2.3v2.8h-8v-2.8h2.5v-6.2h-2z"
        }
        // Two people, a wall between.
        PlaceKind::Toilet => {
            "M6 2.5a2.2 2.2 0 1 0 .01 0zM18 2.5a2.2 2.2 0 1 0 .01 0zM4.2 7.6h3.6q1.7 0 1.7 1.7v5.2h-1.5v7h-4v-7h-1.5v-5.2q0-1.7 1.7-1.7zM11.4 2.5h1.2v19h-1.2zM16.4 7.6h3.2l2.9 7.4h-2.3v6.5h-4.4v-6.5h-2.3z"
        }
        // A person in a wheelchair.
        PlaceKind::AccessibleToilet => {
            "M10 1.5a2.2 2.2 0 1 0 .01 0zM8.7 6.7h2.6v2.8h5.2v2.2h-5.2v2.3h5.5q1 0 1.4 1l1.9 4.3 1.3-.5.8 2-3.3 1.3-2.5-5.8h-5.3q-2.4 0-2.4-2.4zM7.3 11.7v2.8a4.3 4.3 0 1 0 6.6 4h2.3a6.6 6.6 0 1 1-8.9-6.8z"
        }
        // A cabin with a person, arrows up and down.
        PlaceKind::Lift => {
            "M8 1.5l3 3.8h-6zM16 5.3l-3-3.8h6zM4 7h16v15h-16zM5.9 8.9v11.2h12.2v-11.2zM12 9.8a1.7 1.7 0 1 0 .01 0zM9.7 14h4.6v3.2h-1v2.3h-2.6v-2.3h-1z"
        }
        // A person on a moving slope.
        PlaceKind::Escalator => {
            "M2 18.5h4.7l10-10h5.3v3.2h-4l-10 10h-6zM10 2.2a2 2 0 1 0 .01 0zM8.4 6.9h3.2v5.4l-3.2 3.2z"
        }
        PlaceKind::Stairs => "M2.5 21v-4.2h4.6v-3.7h4.5v-3.7h4.5v-3.7h5.4v15.3z",
        // A door with an arrow going in.
        PlaceKind::Entrance => {
            "M11 2.5h10.5v19h-10.5v-2.6h7.8v-13.8h-7.8zM2.5 10.4h6.5v-3.9l6.5 5.5-6.5 5.5v-3.9h-6.5z"
        }
        // A person kneeling on a mat.
        PlaceKind::PrayerRoom => {
            "M9.5 3a2.4 2.4 0 1 0 .01 0zM8.2 8.7h2.6l3 3.2h4.7v2.2h-5.6l-2-1.8v2.3h3.1q2.5 0 2.5 2.6h-12.5q0-2.6 2.7-2.6v-4.4q0-1.5 1.5-1.5zM2.5 19h19v2.3h-19z"
        }
        // A house with columns.
        PlaceKind::Bank => {
            "M12 2l9.5 5.3v2.2h-19v-2.2zM4 11h3v6h-3zM10.5 11h3v6h-3zM17 11h3v6h-3zM2.5 18.5h19v2.7h-19z"
        }
        // A note coming out of a slot.
        PlaceKind::Atm => {
            "M2.5 3.5h19v8h-2.2v-2.5h-14.6v2.5h-2.2zM6.5 10.5h11v10.5h-11zM12 13a2.7 2.7 0 1 0 .01 0z"
        }
        // An officer's cap over a barrier.
        PlaceKind::Customs => {
            "M12 2q6.5 1 8.5 4.5l-2 2.5h-13l-2-2.5q2-3.5 8.5-4.5zM6 10.2h12q0 5.8-6 5.8t-6-5.8zM2 17.8h20v3.7h-20z"
        }
        // A parcel with its tape.
        PlaceKind::Logistics => {
            "M12 2l9 4.2v11.6l-9 4.2-9-4.2v-11.6zM12 4.3l-4.9 2.3 4.9 2.3 4.9-2.3zM4.9 8.2v8.4l6.1 2.9v-8.4zM19.1 8.2l-6.1 2.9v8.4l6.1-2.9z"
        }
        PlaceKind::FirstAid => "M8.7 2.5h6.6v6.2h6.2v6.6h-6.2v6.2h-6.6v-6.2h-6.2v-6.6h6.2z",
        // A shield.
        PlaceKind::Police => {
            "M12 2q4.5 2.7 9 2.7 0 12.8-9 17.3-9-4.5-9-17.3 4.5 0 9-2.7zM12 6.2l-1.5 3.2-3.5.4 2.6 2.4-.7 3.5 3.1-1.8 3.1 1.8-.7-3.5 2.6-2.4-3.5-.4z"
        }
        // A bowl with chopsticks.
        PlaceKind::Food => {
            "M2.5 11.5h19q0 5.3-4.7 7.6v2.4h-9.6v-2.4q-4.7-2.3-4.7-7.6zM8 10l6-7.7 1.6 1.2-5 6.5zM12.7 10l7-6.2 1.3 1.5-5.3 4.7z"
        }
        // A tap with a drop.
        PlaceKind::DrinkingWater => {
            "M9 2.5h5v2h-1.3v2h4.8q4 0 4 4v2h-4v-1.5q0-.8-.8-.8h-7.2q-1.2 1.3-3.2 1.3h-4v-5h4q1.3 0 2.5 0v-2h-1.3v-2zM19.5 14.5q2.5 3.4 2.5 4.8a2.5 2.5 0 0 1-5 0q0-1.4 2.5-4.8z"
        }
        // A baby's bottle.
        PlaceKind::BabyCare => {
            "M12 1.5q2 0 2 2v1.5h1.5q1.5 0 1.5 1.5v1.3h-10v-1.3q0-1.5 1.5-1.5h1.5v-1.5q0-2 2-2zM7.5 9.3h9v10.7q0 2-2 2h-5q-2 0-2-2zM12.5 11.5v1.3h4v-1.3zM12.5 14.5v1.3h4v-1.3zM12.5 17.5v1.3h4v-1.3z"
        }
        // A battery with a flash.
        PlaceKind::Charging => {
            "M9.5 1.5h5v2h2.5q1.5 0 1.5 1.5v16q0 1.5-1.5 1.5h-10q-1.5 0-1.5-1.5v-16q0-1.5 1.5-1.5h2.5zM13 6.5l-5.5 7.5h3.7l-1 5.5 6-7.7h-4z"
        }
        // A suitcase.
        PlaceKind::Luggage => {
            "M8 6.5v-2.5q0-2 2-2h4q2 0 2 2v2.5h4q1.5 0 1.5 1.5v11.5q0 1.5-1.5 1.5h-16q-1.5 0-1.5-1.5v-11.5q0-1.5 1.5-1.5zM10 6.5h4v-2.5h-4zM6 8.5v10.5h1.8v-10.5zM16.2 8.5v10.5h1.8v-10.5z"
        }
        PlaceKind::Parking => {
            "M6 2.5h7.5q6 0 6 6t-6 6h-3.7v7h-3.8zM9.8 5.7v5.6h3.5q2.5 0 2.5-2.8t-2.5-2.8z"
        }
        // A car with a sign on its roof.
        PlaceKind::Taxi => {
            "M9 2.5h6v3h2.5q1.3 0 1.7 1.2l1.3 4.3q1.5.5 1.5 2.3v5.7h-1.5v2.5h-3.5v-2.5h-10v2.5h-3.5v-2.5h-1.5v-5.7q0-1.8 1.5-2.3l1.3-4.3q.4-1.2 1.7-1.2h2.5zM7 7.7l-1 3.3h12l-1-3.3zM6 13.2a1.5 1.5 0 1 0 .01 0zM18 13.2a1.5 1.5 0 1 0 .01 0z"
        }
        // A bus from the front.
        PlaceKind::Bus => {
            "M6.5 2h11q2.5 0 2.5 2.5v15h-1.5v2.5h-3.5v-2.5h-6v2.5h-3.5v-2.5h-1.5v-15q0-2.5 2.5-2.5zM8.5 3.6v1.5h7v-1.5zM6.2 6.7v6.3h11.6v-6.3zM7.5 14.8a1.5 1.5 0 1 0 .01 0zM16.5 14.8a1.5 1.5 0 1 0 .01 0z"
        }
        // A bill with a jagged foot.
        PlaceKind::Tax => {
            "M4 2h16v20l-2.7-2-2.6 2-2.7-2-2.7 2-2.6-2-2.7 2zM8.2 5.5a2 2 0 1 0 .01 0zM15.8 10.5a2 2 0 1 0 .01 0zM16.2 5l1.5 1.3-9.9 9-1.5-1.3z"
        }
        // Scales.
        PlaceKind::Legal => {
            "M10.9 2h2.2v2.2l6.9 1.3 2.5 8.5q0 3-3.5 3t-3.5-3l2.3-7-4.7-.9v12.9h4.4v2.5h-11v-2.5h4.4v-12.9l-4.7.9 2.3 7q0 3-3.5 3t-3.5-3l2.5-8.5 6.9-1.3zM5 8.5l-1.7 5.2h3.4zM19 8.5l-1.7 5.2h3.4z"
        }
        // A certificate with its seal.
        PlaceKind::Licence => {
            "M2.5 3h19v13.5h-4v5.5l-2.5-1.7-2.5 1.7v-5.5h-10zM5.5 6.3v1.7h9v-1.7zM5.5 9.8v1.7h5.5v-1.7zM15 9.5a2.5 2.5 0 1 0 .01 0z"
        }
        // A house with two people meeting in it.
        PlaceKind::BranchOffice => {
            "M12 1.5l10.5 8.5-1.3 1.7-1.7-1.3v11.6h-15v-11.6l-1.7 1.3-1.3-1.7zM8.7 10.5a1.7 1.7 0 1 0 .01 0zM15.3 10.5a1.7 1.7 0 1 0 .01 0zM6.2 19.5v-2.5q0-2 2.5-2t2.5 2v2.5zM12.8 19.5v-2.5q0-2 2.5-2t2.5 2v2.5z"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_own_closed_drawing() {
        for (index, kind) in PlaceKind::ALL.iter().enumerate() {
            let path = drawing(*kind);
            assert!(path.starts_with('M') && path.ends_with('z'), "{kind:?}");
            let (opened, closed) = (path.matches('M').count(), path.matches('z').count());
            assert_eq!(opened, closed, "{kind:?}");
            for other in &PlaceKind::ALL[index + 1..] {
                assert_ne!(path, drawing(*other), "{kind:?} looks like {other:?}");
            }
        }
    }

    #[test]
    fn every_rank_is_asked_for() {
        for kind in PlaceKind::ALL {
            assert!(rank(*kind) < RANKS, "{kind:?}");
        }
    }
}
