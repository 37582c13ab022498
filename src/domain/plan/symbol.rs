//! The drawings of the service signs: outlines in a square of 24 units, our own, after the
//! meanings that public signs have everywhere. The same drawing serves map and legend.

/// What a service place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaceKind {
    Mediation,
    ServiceDesk,
    Information,
    Toilet,
    Lift,
    Escalator,
    Stairs,
    Entrance,
    Exit,
    PrayerRoom,
    Bank,
    Logistics,
    FirstAid,
    Food,
    Parking,
    Police,
    Kiosk,
    Other,
}

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

impl PlaceKind {
    /// Every kind, for legends and tests.
    pub const ALL: [Self; 18] = [
        Self::Mediation,
        Self::ServiceDesk,
        Self::Information,
        Self::Toilet,
        Self::Lift,
        Self::Escalator,
        Self::Stairs,
        Self::Entrance,
        Self::Exit,
        Self::PrayerRoom,
        Self::Bank,
        Self::Logistics,
        Self::FirstAid,
        Self::Food,
        Self::Parking,
        Self::Police,
        Self::Kiosk,
        Self::Other,
    ];

    pub const fn color(self) -> PlaceColor {
        match self {
            Self::Entrance | Self::Exit => PlaceColor::Way,
            Self::Mediation | Self::ServiceDesk | Self::FirstAid | Self::Police => PlaceColor::Help,
            _ => PlaceColor::Service,
        }
    }

    /// Lower numbers find room on the map first.
    pub const fn rank(self) -> u8 {
        match self {
            Self::Exit | Self::Entrance | Self::Mediation => 0,
            Self::ServiceDesk | Self::FirstAid | Self::Information => 1,
            Self::Lift | Self::Escalator | Self::Stairs | Self::Toilet => 2,
            _ => 3,
        }
    }

    /// The drawing as SVG path data, filled by the even-odd rule, in a square of 24 units.
    pub const fn path(self) -> &'static str {
        match self {
            // Two people facing each other across a table, a word above.
            Self::Mediation => {
                "M6 6.5a2.3 2.3 0 1 0 .01 0zM18 6.5a2.3 2.3 0 1 0 .01 0zM3 20v-5.5q0-3 3-3 2.6 0 3 2.6l.4 1.9h5.200l.4-1.9q.4-2.600 3-2.600 3 0 3 3V20h-3v-2.500H6V20zM9.500 2.500h5q1 0 1 1v2.500q0 1-1 1h-1.700l-1.800 2V7h-1.500q-1 0-1-1V3.500q0-1 1-1z"
            }
            // A person behind a counter.
            Self::ServiceDesk => {
                "M12 3.200a3 3 0 1 0 .01 0zM6.500 14.500v-1.500q0-3.300 3.500-3.300h4q3.500 0 3.500 3.300v1.500zM3 16h18v2.200h-1.300V21H4.300v-2.800H3z"
            }
            Self::Information => {
                "M12 3.500a1.900 1.900 0 1 0 .01 0zM9 9.500h4.700v8.200H15.500V20.500H8.700v-2.800h1.900v-5.400H9z"
            }
            // Two people, a wall between.
            Self::Toilet => {
                "M6.300 3a2 2 0 1 0 .01 0zM17.700 3a2 2 0 1 0 .01 0zM4.300 7.700h4q1.500 0 1.500 1.500v5H8.500V21H4.100v-6.800H2.800v-5q0-1.500 1.500-1.500zM11.500 3h1v18h-1zM16.200 7.700h3l2.600 7h-2.100V21h-4v-6.300h-2.100z"
            }
            // A cabin with a person, arrows up and down.
            Self::Lift => {
                "M8 2l3 3.800H5zM16 5.800l-3-3.800h6zM5 7.500h14V21.500H5zM6.800 9.300v10.400h10.400V9.300zM12 10.200a1.500 1.500 0 1 0 .01 0zM10.200 13.700h3.600v3h-.8v2.500h-2v-2.500h-.8z"
            }
            Self::Escalator => {
                "M2.500 18H7L16.500 8.500H21.500V11.300H17.700L8.200 20.800H2.500zM9.300 3.200a1.800 1.800 0 1 0 .01 0zM7.800 7.500h3v5.200l-3 3z"
            }
            Self::Stairs => "M3 20.500V17h4.500v-3.500H12V10h4.500V6.500H21v14z",
            // A door with an arrow going in.
            Self::Entrance => "M11 3h9.500v18H11v-2.500h7V5.500h-7zM3 10.500h7V7l6 5-6 5v-3.500H3z",
            // A door with an arrow going out.
            Self::Exit => {
                "M3.500 3H13v2.500H6v13h7V21H3.500zM8.500 10.500H15V7l6 5-6 5v-3.500H8.500z"
            }
            // A person kneeling on a mat.
            Self::PrayerRoom => {
                "M8 5.500a2.100 2.100 0 1 0 .01 0zM6.500 10.500h3l3 3.300h4.300v2h-5.300l-1.700-1.800v1.700h6.500q2 0 2 2.100H5V12q0-1.500 1.500-1.500zM2.500 19h19v2h-19z"
            }
            // Coins and a slot.
            Self::Bank => {
                "M12 2.500 21.500 7.500V9.500h-19V7.500zM4.500 11h2.500v6H4.500zM10.700 11h2.600v6h-2.600zM17 11h2.500v6H17zM2.500 18.500h19V21h-19z"
            }
            // A parcel with its tape.
            Self::Logistics => {
                "M12 2.500l8.500 4v11L12 21.500l-8.500-4v-11zM12 4.700 7.200 7l4.800 2.200L16.800 7zM5.300 8.600v7.800l5.800 2.700v-7.800zM18.700 8.600l-5.800 2.700v7.800l5.800-2.700z"
            }
            Self::FirstAid => "M9 3h6v6h6v6h-6v6H9v-6H3V9h6z",
            // Bowl with chopsticks.
            Self::Food => {
                "M3 11.500h18q0 5-4.500 7.300V21h-9v-2.200Q3 16.500 3 11.500zM8.500 10l5.500-7.300 1.300 1-4.700 6.300zM13 10l6.500-5.500 1.100 1.300L15.600 10z"
            }
            Self::Parking => {
                "M7 3h6.500q5 0 5 5t-5 5H10.200v8H7zM10.200 5.800v4.400h3q2.100 0 2.100-2.200t-2.100-2.200z"
            }
            // A shield.
            Self::Police => {
                "M12 2.500q4 2.500 8 2.500 0 12-8 16.500Q4 17 4 5q4 0 8-2.500zM12 5.300Q9.300 6.800 6.500 7.200q.4 8 5.500 11.300 5.100-3.300 5.500-11.300Q14.700 6.800 12 5.300z"
            }
            // A screen on a foot.
            Self::Kiosk => {
                "M6 2.500h12v12.500H6zM7.800 4.300v8.900h8.400V4.300zM10.800 15h2.400v4H17v2.500H7V19h3.800z"
            }
            Self::Other => "M12 7a5 5 0 1 0 .01 0z",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_own_closed_drawing() {
        for (index, kind) in PlaceKind::ALL.iter().enumerate() {
            let path = kind.path();
            assert!(path.starts_with('M') && path.ends_with('z'), "{kind:?}");
            for other in &PlaceKind::ALL[index + 1..] {
                assert_ne!(path, other.path(), "{kind:?} looks like {other:?}");
            }
        }
    }
}
