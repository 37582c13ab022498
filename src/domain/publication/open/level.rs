//! `levels/<level>.json`: stalls in columns, places.

use crate::domain::market::check::Checker;
use crate::domain::market::limits;
use crate::domain::market::place::Place;
use crate::domain::market::problem::{Fault, Problems};
use crate::domain::market::raw::Ring;
use crate::domain::market::time::Day;
use crate::domain::market::trust::{GradeScale, GradeState, PlaqueKind, place_on_scale};
use crate::domain::market::venue::Level;
use crate::domain::publication::files::{GradeRow, LevelFile, StallColumns};
use crate::domain::publication::paths;

/// The stalls and places of one level. Stalls are known by their index, 0 to [`Self::len`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LevelStalls {
    level: String,
    prefix: String,
    columns: StallColumns,
    grades: Vec<GradeMark>,
    /// Service places of the level.
    pub places: Vec<Place>,
}

/// The ground a stall covers, decimetres of the building's grid. Width and height are 0, at the
/// first corner of the level, where it is not known: such a stall is listed but not drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Footprint<'a> {
    /// Left edge.
    pub x_dm: i32,
    /// Top edge.
    pub y_dm: i32,
    /// Width.
    pub w_dm: i32,
    /// Height.
    pub h_dm: i32,
    /// The outline, where it is not just the box.
    pub outline: Option<&'a Ring>,
}

/// A grade as a map shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GradeMark {
    /// Index of the scale in the venue.
    pub scale: usize,
    /// Index of the level on the scale.
    pub level: usize,
    /// True while suspended.
    pub suspended: bool,
    /// Last day.
    pub valid_until: Option<Day>,
}

impl GradeMark {
    /// How it stands on a day.
    pub fn state(&self, today: Day) -> GradeState {
        GradeState::on(today, self.suspended, self.valid_until)
    }
}

impl LevelStalls {
    /// Checks the file against its level and the market's scales. Column `number` says how many
    /// stalls there are; what another column lacks is not known of those stalls. A stall whose box
    /// is unreadable, empty or not on the level has no ground.
    pub fn open(file: LevelFile, level: &Level, scales: &[GradeScale]) -> (LevelStalls, Problems) {
        let mut at = Checker::new(&paths::level(level.id()));
        if file.level != *level.id() {
            at.unknown("level", "this level", &file.level);
        }
        let grades = at.rows("grades", &file.grades, usize::MAX, |row, at| {
            Some(grade_mark(row, scales, at))
        });
        let limit = limits::PLACES_PER_LEVEL;
        let places = at.rows("places", &file.places, limit, Place::check);
        let mut columns = at.within("stalls", |at| {
            even_columns(file.stalls, level.outline(), at)
        });
        // A grade that was not understood must not become another one.
        let mut known = Vec::new();
        let mut renumbered = vec![0_u32];
        for grade in &grades {
            renumbered.push(grade.map_or(0, |grade| {
                known.push(grade);
                u32::try_from(known.len()).unwrap_or(0)
            }));
        }
        for grade in &mut columns.grade {
            let index = usize::try_from(*grade).unwrap_or(usize::MAX);
            *grade = renumbered.get(index).copied().unwrap_or(0);
        }
        let stalls = LevelStalls {
            level: level.id().clone(),
            prefix: level.stall_prefix().clone(),
            columns,
            grades: known,
            places,
        };
        (stalls, at.finish())
    }

    /// Id of the level.
    pub fn level(&self) -> &str {
        &self.level
    }

    /// Number of stalls.
    pub fn len(&self) -> usize {
        self.columns.number.len()
    }

    /// True when the level has no stalls.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Stall number as painted at the stall, e.g. `12045`.
    pub fn number(&self, stall: usize) -> &str {
        self.columns.number.get(stall).map_or("", String::as_str)
    }

    /// Id of a stall.
    pub fn id(&self, stall: usize) -> String {
        match key(stall).and_then(|key| self.columns.ids.get(&key)) {
            Some(id) => id.clone(),
            None => [&self.level, "-", self.number(stall)].concat(),
        }
    }

    /// Printed form, e.g. `F3-12045`.
    pub fn printed(&self, stall: usize) -> String {
        match key(stall).and_then(|key| self.columns.printed.get(&key)) {
            Some(printed) => printed.clone(),
            None => [&self.prefix, self.number(stall)].concat(),
        }
    }

    /// Index of a stall by its id.
    pub fn find(&self, id: &str) -> Option<usize> {
        let odd = self.columns.ids.iter().find(|(_, own)| *own == id);
        if let Some((index, _)) = odd {
            return usize::try_from(*index)
                .ok()
                .filter(|index| *index < self.len());
        }
        let number = id.strip_prefix(&self.level)?.strip_prefix('-')?;
        let numbers = &self.columns.number;
        // Most publications have them in order.
        let guess = numbers.binary_search_by(|own| own.as_str().cmp(number));
        let index = guess.ok();
        let index = index.or_else(|| numbers.iter().position(|own| own == number))?;
        (self.id(index) == id).then_some(index)
    }

    /// Box around the ground of a stall, `[left, top, width, height]` in decimetres. Whoever asks
    /// for all stalls begins here: an outline has to be looked for.
    pub fn box_dm(&self, stall: usize) -> [i32; 4] {
        let value = |column: &[i32]| column.get(stall).copied().unwrap_or_default();
        let StallColumns { x, y, w, h, .. } = &self.columns;
        [value(x), value(y), value(w), value(h)]
    }

    /// Stalls whose boxes touch `[left, top, right, bottom]`, decimetres. Quicker than asking for
    /// each box.
    pub fn touching(&self, [left, top, right, bottom]: [i32; 4]) -> impl Iterator<Item = usize> {
        let StallColumns { x, y, w, h, .. } = &self.columns;
        let boxes = x.iter().zip(y).zip(w.iter().zip(h)).enumerate();
        boxes
            .filter(move |(_, ((x, y), (w, h)))| {
                **x <= right && *x + *w >= left && **y <= bottom && *y + *h >= top
            })
            .map(|(stall, _)| stall)
    }

    /// Ground of a stall.
    pub fn footprint(&self, stall: usize) -> Footprint<'_> {
        let [x_dm, y_dm, w_dm, h_dm] = self.box_dm(stall);
        Footprint {
            x_dm,
            y_dm,
            w_dm,
            h_dm,
            outline: key(stall).and_then(|key| self.columns.outline.get(&key)),
        }
    }

    /// Indexes of a stall's categories, the main one first; none when it is not let.
    pub fn categories(&self, stall: usize) -> impl Iterator<Item = usize> {
        let main = self.columns.category.get(stall).copied().unwrap_or(-1);
        let more = key(stall).and_then(|key| self.columns.more_categories.get(&key));
        let more = more.map_or(&[][..], Vec::as_slice);
        let main = usize::try_from(main).ok();
        main.into_iter().chain(more.iter().filter_map(|index| {
            let is_read = *index != u32::MAX;
            usize::try_from(*index).ok().filter(|_| is_read)
        }))
    }

    /// True when a plaque of this kind hangs at the stall.
    pub fn has_plaque(&self, stall: usize, kind: PlaqueKind) -> bool {
        self.columns
            .plaques
            .get(stall)
            .is_some_and(|bits| *bits != u32::MAX && bits & kind.bit() != 0)
    }

    /// The stall's grade on the newest scale it has one on.
    pub fn grade(&self, stall: usize) -> Option<GradeMark> {
        let index = usize::try_from(*self.columns.grade.get(stall)?)
            .ok()?
            .checked_sub(1)?;
        self.grades.get(index).copied()
    }
}

fn key(stall: usize) -> Option<u32> {
    u32::try_from(stall).ok()
}

fn grade_mark(row: &GradeRow, scales: &[GradeScale], at: &mut Checker) -> Option<GradeMark> {
    let valid_until = at.optional_day("valid_until", &row.valid_until);
    let (scale, level) = place_on_scale(&row.scale, &row.level, scales, at)?;
    Some(GradeMark {
        scale,
        level,
        suspended: row.suspended,
        valid_until,
    })
}

/// How far outside the level's outline a stall is still believed.
const MARGIN_DM: i32 = 500;

/// Makes all columns as long as that of the numbers, and takes the ground from stalls that cannot
/// stand where they are said to.
fn even_columns(mut columns: StallColumns, floor: &Ring, at: &mut Checker) -> StallColumns {
    let lens = [
        ("x ", columns.x.len()),
        (", y ", columns.y.len()),
        (", w ", columns.w.len()),
        (", h ", columns.h.len()),
        (", category ", columns.category.len()),
        (", grade ", columns.grade.len()),
        (", plaques ", columns.plaques.len()),
        (", number ", columns.number.len()),
    ];
    let longest = columns.number.len();
    let len = longest.min(limits::STALLS_PER_LEVEL);
    if len < longest || lens.iter().any(|(_, own)| *own != longest) {
        let mut found = String::new();
        for (name, own) in lens {
            found.push_str(name);
            found.push_str(&own.to_string());
        }
        at.report(Fault::Columns, &found);
    }
    columns.number.truncate(len);
    columns.category.resize(len, -1);
    columns.grade.resize(len, 0);
    columns.plaques.resize(len, 0);
    let StallColumns { x, y, w, h, .. } = &mut columns;
    for column in [&mut *x, &mut *y, &mut *w, &mut *h] {
        column.resize(len, i32::MIN);
    }
    let reach = reach(floor);
    let first = floor.first().copied().unwrap_or_default();
    let sizes = w.iter_mut().zip(h);
    for (index, ((x, y), (w, h))) in x.iter_mut().zip(y).zip(sizes).enumerate() {
        let stands = at.within(index, |at| has_ground([*x, *y, *w, *h], reach, at));
        if !stands {
            [*x, *y] = first;
            [*w, *h] = [0, 0];
        }
    }
    at.push("outline");
    columns.outline.retain(|index, ring| {
        let index = usize::try_from(*index).unwrap_or(usize::MAX);
        let stands = columns.w.get(index).is_some_and(|w| *w > 0);
        stands && at.within(index, |at| at.is_ring(ring) && is_in_reach(ring, reach, at))
    });
    at.pop();
    columns
}

/// Where stalls of a level may be, `[least x, least y, most x, most y]`: a single stall further
/// off would shrink the whole map to a dot.
fn reach(floor: &Ring) -> [i32; 4] {
    let [x, y] = floor.first().copied().unwrap_or_default();
    let around = floor.iter().fold([x, y, x, y], |around, [x, y]| {
        let [left, top, right, bottom] = around;
        [left.min(*x), top.min(*y), right.max(*x), bottom.max(*y)]
    });
    let [left, top, right, bottom] = around;
    [
        left - MARGIN_DM,
        top - MARGIN_DM,
        right + MARGIN_DM,
        bottom + MARGIN_DM,
    ]
}

/// Whether a stall's box, `[x, y, w, h]`, can be; notes why not.
fn has_ground(row: [i32; 4], reach: [i32; 4], at: &mut Checker) -> bool {
    // Noted when it was read, or with the lengths of the columns.
    if row.contains(&i32::MIN) {
        return false;
    }
    let [x, y, w, h] = row;
    let [left, top, right, bottom] = reach;
    let fault = if w < 1 || h < 1 {
        Fault::OutOfRange(1, i64::from(limits::COORDINATE_DM))
    } else if x < left || y < top || w > right.saturating_sub(x) || h > bottom.saturating_sub(y) {
        Fault::OutsideLevel
    } else {
        return true;
    };
    let [x, y, w, h] = row.map(|value| value.to_string());
    at.report(fault, &[x, y, w, h].join(", "));
    false
}

/// Whether all corners are where stalls may be; notes when not.
fn is_in_reach(ring: &Ring, [left, top, right, bottom]: [i32; 4], at: &mut Checker) -> bool {
    let inside = |[x, y]: &[i32; 2]| (left..=right).contains(x) && (top..=bottom).contains(y);
    let all = ring.iter().all(inside);
    if !all {
        at.report(Fault::OutsideLevel, "");
    }
    all
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::market::raw::{RawLevel, RawPlace};

    /// A level of these columns, for tests of other rooms.
    pub fn stalls_of(stalls: StallColumns) -> LevelStalls {
        let file = LevelFile {
            level: "f3".into(),
            stalls,
            ..LevelFile::default()
        };
        LevelStalls::open(file, &level(), &[]).0
    }

    fn level() -> Level {
        let raw = RawLevel {
            id: "f3".into(),
            ordinal: Some(2),
            name: [("en".into(), "Level 3".into())].into(),
            stall_prefix: "F3-".into(),
            outline: vec![[100, 200], [900, 200], [900, 900], [100, 900]],
            ..RawLevel::default()
        };
        Level::check(&raw, &mut Checker::new("x")).unwrap()
    }

    fn file() -> LevelFile {
        LevelFile {
            level: "f3".into(),
            stalls: StallColumns {
                number: vec!["12045".into(), "12046".into(), "7-B".into()],
                ids: [(2, "f3-shop".into())].into(),
                printed: [(2, "F3 7/B".into())].into(),
                x: vec![100, 130, 160],
                y: vec![200, 200, 200],
                w: vec![30, 30, 30],
                h: vec![40, 40, 40],
                category: vec![4, -1, 2],
                more_categories: [(0, vec![7])].into(),
                grade: vec![0, 0, 0],
                plaques: vec![1, 0, 3],
                ..StallColumns::default()
            },
            ..LevelFile::default()
        }
    }

    #[test]
    fn a_stall_by_id_and_index() {
        let (stalls, problems) = LevelStalls::open(file(), &level(), &[]);
        assert!(problems.is_empty(), "{problems:?}");
        let check =
            |id: &str, expected: Option<usize>| assert_eq!(stalls.find(id), expected, "{id}");
        check("f3-12045", Some(0));
        check("f3-shop", Some(2));
        check("f3-7-B", None);
        check("f2-12045", None);
        check("", None);
        assert_eq!(stalls.printed(1), "F3-12046");
        assert_eq!(stalls.printed(2), "F3 7/B");
        assert_eq!(stalls.categories(0).collect::<Vec<_>>(), [4, 7]);
        assert_eq!(stalls.categories(1).count(), 0);
        assert!(stalls.has_plaque(2, PlaqueKind::DemonstrationPost));
        assert!(!stalls.has_plaque(1, PlaqueKind::PartyMember));
    }

    #[test]
    fn numbers_are_found_in_any_order() {
        let numbers = ["30", "7", "100", "12", "8", "99"];
        let stalls = stalls_of(StallColumns {
            number: numbers.map(str::to_owned).into(),
            ..file().stalls
        });
        for (index, number) in numbers.iter().enumerate().filter(|(index, _)| *index != 2) {
            assert_eq!(stalls.find(&format!("f3-{number}")), Some(index));
        }
        assert_eq!(stalls.find("f3-9"), None);
    }

    #[test]
    fn what_is_damaged_costs_only_itself() {
        let check = |damage: fn(&mut LevelFile), groundless: &[usize], code: &str| {
            let mut file = file();
            damage(&mut file);
            let (stalls, problems) = LevelStalls::open(file, &level(), &[]);
            assert_eq!(stalls.len(), 3);
            for stall in 0..3 {
                let ground = stalls.footprint(stall);
                let expected = match groundless.contains(&stall) {
                    true => [100, 200, 0, 0],
                    false => [100 + 30 * i32::try_from(stall).unwrap(), 200, 30, 40],
                };
                let found = [ground.x_dm, ground.y_dm, ground.w_dm, ground.h_dm];
                assert_eq!(found, expected, "{code} {stall}");
                assert!(ground.outline.is_none());
            }
            let list = problems.list().iter();
            let codes = list.map(|problem| problem.fault.code());
            let expected = (!code.is_empty()).then_some(code);
            assert_eq!(codes.collect::<Vec<_>>(), Vec::from_iter(expected));
        };
        check(|_| (), &[], "");
        check(|file| file.stalls.x.truncate(2), &[2], "columns");
        check(|file| file.stalls.h.clear(), &[0, 1, 2], "columns");
        check(|file| file.stalls.plaques.clear(), &[], "columns");
        // What a value that could not be read leaves behind was noted then.
        check(|file| file.stalls.y[0] = i32::MIN, &[0], "");
        check(|file| file.stalls.w[1] = -5, &[1], "out-of-range");
        check(|file| file.stalls.h[0] = 0, &[0], "out-of-range");
        check(
            |file| file.stalls.h[1] = 2_000_000_000,
            &[1],
            "outside-level",
        );
        check(|file| file.stalls.x[1] = i32::MAX, &[1], "outside-level");
        check(|file| file.stalls.x[1] = -401, &[1], "outside-level");
        check(|file| file.stalls.y[2] = 90_000, &[2], "outside-level");
        check(
            |file| _ = file.stalls.outline.insert(1, vec![[0, 0]]),
            &[],
            "bad-outline",
        );
        check(
            |file| {
                _ = file
                    .stalls
                    .outline
                    .insert(1, vec![[130, 200], [160, 200], [130, 9999]])
            },
            &[],
            "outside-level",
        );
        let nameless = |file: &mut LevelFile| {
            file.places.push(RawPlace {
                kind: "toilet".into(),
                at: Some([100, 200]),
                ..RawPlace::default()
            });
        };
        check(nameless, &[], "missing");
        check(
            |file| file.grades.push(GradeRow::default()),
            &[],
            "unknown-reference",
        );
    }

    #[test]
    fn no_stalls() {
        let empty = LevelFile {
            stalls: StallColumns::default(),
            ..file()
        };
        let (stalls, problems) = LevelStalls::open(empty, &level(), &[]);
        assert!(stalls.is_empty() && problems.is_empty());
    }

    #[test]
    fn what_could_not_be_read_says_nothing() {
        let mut file = file();
        file.stalls.plaques[2] = u32::MAX;
        file.stalls.category[2] = i32::MIN;
        file.stalls.grade[2] = u32::MAX;
        file.stalls.more_categories.insert(1, vec![u32::MAX, 3]);
        let (stalls, _) = LevelStalls::open(file, &level(), &[]);
        assert!(!stalls.has_plaque(2, PlaqueKind::PartyMember));
        assert_eq!(stalls.categories(2).count(), 0);
        assert_eq!(stalls.grade(2), None);
        assert_eq!(stalls.categories(1).collect::<Vec<_>>(), [3]);
    }
}
