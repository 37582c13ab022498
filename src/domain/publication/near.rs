//! What is near: from where a person stands to stalls and places, as the crow flies on the same
//! level, else by building and level. The one place that says how far things are; a walking
//! network may take over [`distance`] without anybody else noticing.

use crate::domain::market::clock::LocalTime;
use crate::domain::market::raw::Point;
use crate::domain::market::time::{Hours, OpenState};
use crate::domain::order;
use crate::domain::publication::open::Venue;

/// A point on a level, decimetres of the building's grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot<'a> {
    /// Id of the level.
    pub level: &'a str,
    /// The point.
    pub at: Point,
}

/// How far it is, nearer ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Distance {
    /// On the same level.
    SameLevel { line_dm: u32 },
    /// So many levels up or down in the same building; the line as if the levels lay on paper.
    SameBuilding { levels: u32, line_dm: u32 },
    /// In another building; the line between the two buildings' corners.
    OtherBuilding { line_dm: u32 },
}

/// Counts as one level's stairs where lines are compared, decimetres: longer than any building.
const LEVEL_DM: u32 = 400_000;

impl Distance {
    /// For [`order::by`]: nearer ones get smaller values.
    pub fn rank(self) -> (u8, usize) {
        let (class, line) = match self {
            Distance::SameLevel { line_dm } => (0, line_dm),
            Distance::SameBuilding { levels, line_dm } => {
                (1, levels.min(40) * LEVEL_DM + line_dm.min(LEVEL_DM - 1))
            }
            Distance::OtherBuilding { line_dm } => (2, line_dm),
        };
        (class, usize::try_from(line).unwrap_or(usize::MAX))
    }
}

/// From one spot to another; none when a level is not the market's.
pub fn distance(venue: &Venue, from: Spot<'_>, to: Spot<'_>) -> Option<Distance> {
    let (here, there) = (venue.level(from.level)?, venue.level(to.level)?);
    let line_dm = line(from.at, to.at);
    if from.level == to.level {
        return Some(Distance::SameLevel { line_dm });
    }
    if here.building.id() == there.building.id() {
        let levels = here.level.ordinal().abs_diff(*there.level.ordinal());
        return Some(Distance::SameBuilding { levels, line_dm });
    }
    let line_dm = line(*here.building.anchor(), *there.building.anchor());
    Some(Distance::OtherBuilding { line_dm })
}

/// A straight line in whole decimetres.
fn line(from: Point, to: Point) -> u32 {
    let [dx, dy] = [0, 1].map(|axis| {
        let value = |point: Point| point.get(axis).copied().map_or(0.0, f64::from);
        value(to) - value(from)
    });
    (dx * dx + dy * dy).sqrt() as u32
}

/// Every level of the market, the nearest to `level` first.
pub fn levels_from(venue: &Venue, level: &str) -> Vec<String> {
    let from = Spot { level, at: [0, 0] };
    let mut levels: Vec<String> = venue.levels().map(|own| own.level.id().clone()).collect();
    order::by(&mut levels, |own| {
        distance(venue, from, Spot { level: own, ..from }).map_or((u8::MAX, 0), Distance::rank)
    });
    levels
}

/// How soon a person is served, for [`order::by`]: the nearer one of what is open now or does not
/// say when it is; then what is closed, the one that opens next first.
pub fn soonest(hours: &Hours, now: LocalTime, distance: Distance) -> (u8, usize) {
    let (class, line) = distance.rank();
    match now.state(hours) {
        // A toilet without hours on the door is no farther away than one with.
        OpenState::OpenUntil(_) | OpenState::Unknown => (class, line),
        OpenState::OpensAt(..) => {
            let wait = now.wait_minutes(hours).unwrap_or(u32::MAX);
            let wait = usize::try_from(wait).unwrap_or(usize::MAX);
            (8, wait.saturating_mul(4) + usize::from(class))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::market::check::Checker;
    use crate::domain::market::raw::{RawBuilding, RawLevel, RawMarket, RawSpan};
    use crate::domain::market::time::Day;
    use crate::domain::publication::files::VenueFile;

    /// Two buildings a kilometre apart; `a` has four levels, the lowest underground.
    fn venue() -> Venue {
        let name: crate::domain::market::raw::Labels = [("en".into(), "X".into())].into();
        let level = |id: &str, ordinal| RawLevel {
            id: id.into(),
            ordinal: Some(ordinal),
            name: name.clone(),
            outline: vec![[0, 0], [900, 0], [900, 900]],
            ..RawLevel::default()
        };
        let building = |id: &str, anchor, levels: &[(&str, i32)]| RawBuilding {
            id: id.into(),
            name: name.clone(),
            anchor: Some(anchor),
            outline: vec![[0, 0], [900, 0], [900, 900]],
            levels: levels
                .iter()
                .map(|(id, ordinal)| level(id, *ordinal))
                .collect(),
            ..RawBuilding::default()
        };
        let file = VenueFile {
            market: RawMarket {
                id: "m".into(),
                name: name.clone(),
                languages: vec!["en".into()],
                published: "2026-11-21T00:00:00Z".into(),
                ..RawMarket::default()
            },
            buildings: vec![
                building("b", [10_000, 0], &[("b1", 0)]),
                building("a", [0, 0], &[("a0", -1), ("a1", 0), ("a2", 1), ("a3", 2)]),
                building("c", [3_000, 4_000], &[("c1", 0)]),
            ],
            ..VenueFile::default()
        };
        Venue::open(&file).0.unwrap()
    }

    #[test]
    fn how_far() {
        let venue = venue();
        let check = |from: (&str, Point), to: (&str, Point), expected| {
            let spot = |(level, at)| Spot { level, at };
            assert_eq!(distance(&venue, spot(from), spot(to)), expected, "{to:?}");
        };
        let here = ("a1", [100, 100]);
        let same = |line_dm| Some(Distance::SameLevel { line_dm });
        check(here, ("a1", [100, 100]), same(0));
        check(here, ("a1", [130, 140]), same(50));
        check(here, ("a1", [-500_000, 500_000]), same(707_106));
        let levels = |levels| Some(Distance::SameBuilding { levels, line_dm: 0 });
        check(here, ("a3", [100, 100]), levels(2));
        check(here, ("a0", [100, 100]), levels(1));
        let line_dm = 5_000;
        check(
            here,
            ("c1", [0, 0]),
            Some(Distance::OtherBuilding { line_dm }),
        );
        check(here, ("z9", [0, 0]), None);
        check(("", [0, 0]), here, None);
    }

    #[test]
    fn rank_and_order_agree() {
        let all = [
            Distance::SameLevel { line_dm: 0 },
            Distance::SameLevel { line_dm: 707_106 },
            Distance::SameBuilding {
                levels: 0,
                line_dm: 9,
            },
            Distance::SameBuilding {
                levels: 1,
                line_dm: 0,
            },
            Distance::SameBuilding {
                levels: 1,
                line_dm: 399_999,
            },
            Distance::SameBuilding {
                levels: 2,
                line_dm: 0,
            },
            Distance::OtherBuilding { line_dm: 0 },
            Distance::OtherBuilding { line_dm: 1_400_000 },
        ];
        for pair in all.windows(2) {
            assert!(
                pair[0] < pair[1] && pair[0].rank() < pair[1].rank(),
                "{pair:?}"
            );
            assert!(pair[1].rank().1 < 1 << 24, "fits a key of the order");
        }
    }

    #[test]
    fn levels_outwards() {
        let check = |level: &str, expected: &[&str]| {
            assert_eq!(levels_from(&venue(), level), expected, "{level}");
        };
        check("a1", &["a1", "a0", "a2", "a3", "c1", "b1"]);
        check("b1", &["b1", "c1", "a0", "a1", "a2", "a3"]);
        // From nowhere everything is equally far.
        check("z9", &["b1", "a0", "a1", "a2", "a3", "c1"]);
    }

    #[test]
    fn the_nearest_one_that_is_open() {
        let hours = |opens: &str, closes: &str| {
            let span = RawSpan {
                opens: opens.into(),
                closes: closes.into(),
                ..RawSpan::default()
            };
            let raw: &[RawSpan] = if opens.is_empty() { &[] } else { &[span] };
            Hours::check(raw, "hours", &mut Checker::new("x"))
        };
        let near = |line_dm| Distance::SameLevel { line_dm };
        let far = Distance::OtherBuilding { line_dm: 10 };
        let rows = [
            (hours("08:00", "12:00"), near(10)),
            (hours("08:00", "18:00"), far),
            (hours("", ""), near(5)),
            (hours("09:00", "18:00"), near(400)),
            (hours("07:30", "12:00"), near(900)),
        ];
        let check = |minute, expected: [usize; 5]| {
            let day = Day::parse("2026-11-21").unwrap();
            let now = LocalTime { day, minute };
            let mut places: Vec<usize> = (0..rows.len()).collect();
            order::by(&mut places, |row| soonest(&rows[*row].0, now, rows[*row].1));
            assert_eq!(places, expected, "{minute}");
        };
        check(600, [2, 0, 3, 4, 1]);
        check(780, [2, 3, 1, 4, 0]);
        check(1_200, [2, 4, 0, 1, 3]);
        check(0, [2, 4, 0, 1, 3]);
        check(485, [2, 0, 4, 1, 3]);
    }
}
