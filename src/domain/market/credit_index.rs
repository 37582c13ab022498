//! The market's credit index, as published: nothing is computed but the step from one published
//! value to the next.

use super::check::Checker;
use super::limits;
use super::problem::Fault;
use super::raw::{RawIndex, RawIndexLight};
use super::text::Text;
use super::time::Day;

checked! {
    /// The index with its lights and its series.
    CreditIndex {
        /// Its name.
        name: Text,
        /// Who publishes it.
        issuer: Text,
        /// How it is made, in the issuer's words.
        note: Text,
        /// Best first.
        lights: Vec<IndexLight>,
        /// Day and value times one hundred; oldest first, never empty.
        series: Vec<(Day, i64)>,
    }
}

checked! {
    /// One light.
    IndexLight {
        /// Its name.
        name: Text,
        /// 0xRRGGBB.
        color: u32,
        /// Shines from this value times one hundred on.
        from_hundredths: i64,
    }
}

impl CreditIndex {
    /// Checks the record. Values without a day, without a number or out of order are noted and
    /// left out; an index without any value is none.
    pub fn check(raw: &RawIndex, at: &mut Checker) -> Option<CreditIndex> {
        let lights = at.rows(
            "lights",
            &raw.lights,
            limits::GRADE_LEVELS,
            IndexLight::check,
        );
        let mut last = None;
        let series = at.rows("series", &raw.series, limits::INDEX_POINTS, |row, at| {
            let day = at.day("date", &row.date)?;
            let Some(value) = row.value_hundredths else {
                at.missing("value_hundredths");
                return None;
            };
            if Some(day) <= last {
                at.misformed("date", "a later day than the value before", &row.date);
                return None;
            }
            last = Some(day);
            Some((day, value))
        });
        let index = CreditIndex {
            name: at.text("name", &raw.name, limits::NAME_CHARS),
            issuer: at.text("issuer", &raw.issuer, limits::NAME_CHARS),
            note: at.optional_text("note", &raw.note, limits::TEXT_CHARS),
            lights,
            series,
        };
        if index.series.is_empty() {
            at.report_at("series", Fault::Missing, "");
        }
        (!index.series.is_empty()).then_some(index)
    }

    /// The newest value that is not dated after `today`; the oldest one when all are.
    pub fn place_on(&self, today: Day) -> usize {
        self.series
            .partition_point(|(day, _)| *day <= today)
            .saturating_sub(1)
    }

    /// Day and value of a place in the series.
    pub fn value(&self, place: usize) -> Option<(Day, i64)> {
        self.series.get(place).copied()
    }

    /// The step to this place from the one before, in hundredths; none for the first.
    pub fn step(&self, place: usize) -> Option<i64> {
        let before = self.value(place.checked_sub(1)?)?;
        Some(self.value(place)?.1.saturating_sub(before.1))
    }

    /// Which light shines at a value: of those that begin at or below it, the one that begins
    /// highest.
    pub fn light(&self, hundredths: i64) -> Option<usize> {
        let reached = self.lights.iter().enumerate();
        let reached = reached.filter(|(_, light)| light.from_hundredths <= hundredths);
        let best = reached.max_by_key(|(_, light)| light.from_hundredths);
        best.map(|(place, _)| place)
    }
}

impl IndexLight {
    fn check(raw: &RawIndexLight, at: &mut Checker) -> Option<IndexLight> {
        if raw.from_hundredths.is_none() {
            at.missing("from_hundredths");
        }
        Some(IndexLight {
            name: at.text("name", &raw.name, limits::NAME_CHARS),
            color: at.color("color", &raw.color).unwrap_or(0x5f_6b_7a),
            from_hundredths: raw.from_hundredths?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::market::raw::RawIndexPoint;

    fn raw(values: &[(&str, i64)]) -> RawIndex {
        let light = |name: &str, from| RawIndexLight {
            name: [("en".into(), name.into())].into(),
            color: "#1a7f37".into(),
            from_hundredths: Some(from),
        };
        RawIndex {
            name: [("en".into(), "Index".into())].into(),
            issuer: [("en".into(), "Office".into())].into(),
            lights: vec![
                light("good", 11_000),
                light("steady", 9_500),
                light("warning", 0),
            ],
            series: values
                .iter()
                .map(|(date, value)| RawIndexPoint {
                    date: (*date).into(),
                    value_hundredths: Some(*value),
                })
                .collect(),
            ..RawIndex::default()
        }
    }

    fn index(values: &[(&str, i64)]) -> CreditIndex {
        CreditIndex::check(&raw(values), &mut Checker::new("index.json")).unwrap()
    }

    #[test]
    fn the_value_of_a_day() {
        let index = index(&[
            ("2026-09-01", 10_000),
            ("2026-10-01", 10_050),
            ("2026-11-01", 9_990),
        ]);
        let check = |today: &str, place, step| {
            let found = index.place_on(Day::parse(today).unwrap());
            assert_eq!((found, index.step(found)), (place, step), "{today}");
        };
        check("2026-11-21", 2, Some(-60));
        check("2026-10-31", 1, Some(50));
        check("2026-09-01", 0, None);
        check("1999-01-01", 0, None);
        check("2199-01-01", 2, Some(-60));
    }

    #[test]
    fn lights() {
        let index = index(&[("2026-09-01", 10_000)]);
        let check = |value, expected| assert_eq!(index.light(value), expected, "{value}");
        check(20_000, Some(0));
        check(11_000, Some(0));
        check(10_999, Some(1));
        check(9_499, Some(2));
        check(-1, None);
    }

    #[test]
    fn what_is_wrong_with_a_series() {
        let mut row = raw(&[
            ("2026-09-01", 1),
            ("2026-08-01", 2),
            ("x", 3),
            ("2026-10-01", 4),
        ]);
        row.series[3].value_hundredths = None;
        let mut at = Checker::new("index.json");
        let found = CreditIndex::check(&row, &mut at).unwrap();
        assert_eq!(found.series().len(), 1);
        let problems = at.finish();
        let paths = problems.list().iter().map(|problem| problem.path.as_str());
        let expected = [
            "/series/1/date",
            "/series/2/date",
            "/series/3/value_hundredths",
        ];
        assert_eq!(paths.collect::<Vec<_>>(), expected);
        assert_eq!(CreditIndex::check(&raw(&[]), &mut Checker::new("x")), None);
    }
}
