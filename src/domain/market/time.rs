//! Days, moments and opening hours: numbers only, no clock.

use super::check::Checker;
use super::raw::RawSpan;

/// A day of the calendar, as days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// Reads `2026-11-21`; none when it is no day of the calendar.
    pub fn parse(text: &str) -> Option<Day> {
        let bytes = text.as_bytes();
        let well_formed = bytes.len() == 10
            && bytes.iter().enumerate().all(|(place, byte)| match place {
                4 | 7 => *byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !well_formed {
            return None;
        }
        let year: i32 = text.get(0..4)?.parse().ok()?;
        let month: u32 = text.get(5..7)?.parse().ok()?;
        let day: u32 = text.get(8..10)?.parse().ok()?;
        let lies_in_calendar =
            (1..=12).contains(&month) && day >= 1 && day <= month_days(year, month);
        lies_in_calendar.then(|| Day(days_from_civil(year, month, day)))
    }

    /// Year, month (1–12) and day of the month.
    pub fn civil(self) -> (i32, u32, u32) {
        // Howard Hinnant's "civil_from_days": a year that begins in March puts the leap day last.
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 {
            month_from_march + 3
        } else {
            month_from_march - 9
        };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month.unsigned_abs(), day.unsigned_abs())
    }

    /// Monday is 0.
    pub fn weekday(self) -> usize {
        // 1970-01-01 was a Thursday.
        usize::try_from((self.0 + 3).rem_euclid(7)).unwrap_or(0)
    }

    /// `2026-11-21`.
    pub fn iso(self) -> String {
        let (year, month, day) = self.civil();
        format!("{year:04}-{month:02}-{day:02}")
    }
}

/// A moment, as seconds since 1970-01-01 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Moment(pub i64);

impl Moment {
    /// Reads `2026-11-21T08:30:00Z`.
    pub fn parse(text: &str) -> Option<Moment> {
        let day = Day::parse(text.get(0..10)?)?;
        let rest = text.get(10..)?.strip_prefix('T')?.strip_suffix('Z')?;
        let mut parts = rest.split(':');
        let hour: i64 = parts.next().and_then(two_digits)?;
        let minute: i64 = parts.next().and_then(two_digits)?;
        let second: i64 = parts.next().and_then(two_digits)?;
        let fits = hour < 24 && minute < 60 && second < 60 && parts.next().is_none();
        fits.then(|| Moment(i64::from(day.0) * DAY_SECS + hour * 3_600 + minute * 60 + second))
    }

    /// The day it lies on, in UTC; the first day of all for what no calendar holds.
    pub fn day(self) -> Day {
        i32::try_from(self.0.div_euclid(DAY_SECS)).map_or(Day(0), Day)
    }

    /// Seconds since that day began.
    pub fn secs_of_day(self) -> i64 {
        self.0.rem_euclid(DAY_SECS)
    }
}

const DAY_SECS: i64 = 86_400;

fn two_digits(text: &str) -> Option<i64> {
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

fn month_days(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_from_civil(year: i32, month: u32, day: u32) -> i32 {
    let (month, day) = (month.cast_signed(), day.cast_signed());
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

const DAY_WORDS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY_MINUTES: u16 = 24 * 60;

/// Opening hours of a week. Empty means: not said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hours {
    /// (weekday with Monday 0, opens, closes) in minutes of the day, sorted.
    spans: Box<[(u8, u16, u16)]>,
}

/// Whether something is open, as far as published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenState {
    /// Nothing is published.
    Unknown,
    /// Open until this minute of the day.
    OpenUntil(u16),
    /// Closed; opens next on this weekday (Monday 0) at this minute.
    OpensAt(u8, u16),
}

impl Hours {
    /// Checks published spans; those that make no sense are noted and left out.
    #[inline(never)]
    pub fn check(raw: &[RawSpan], field: &'static str, at: &mut Checker) -> Hours {
        let mut spans: Vec<(u8, u16, u16)> = Vec::new();
        at.rows(field, raw, 40, |span, at| {
            let opens = minute("opens", &span.opens, at);
            let closes = minute("closes", &span.closes, at);
            let (opens, closes) = (opens?, closes?);
            if closes <= opens {
                at.ends_early("closes", &span.closes);
                return None;
            }
            let every_day = span.days.is_empty();
            for (day, word) in (0_u8..).zip(DAY_WORDS) {
                if every_day || span.days.iter().any(|own| own == word) {
                    let own = (day, opens, closes);
                    // A handful: putting each in its place is less code than sorting.
                    spans.insert(spans.partition_point(|other| *other < own), own);
                }
            }
            for word in &span.days {
                if !DAY_WORDS.contains(&word.as_str()) {
                    at.not_one_of("days", "mon tue wed thu fri sat sun", word);
                }
            }
            Some(())
        });
        Hours {
            spans: spans.into(),
        }
    }

    /// True when nothing is published.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// (weekday with Monday 0, opens, closes) in minutes of the day, in order of the week.
    pub fn spans(&self) -> &[(u8, u16, u16)] {
        &self.spans
    }

    /// The state at a weekday (Monday 0) and minute of the day in the market's time zone.
    pub fn state(&self, weekday: u8, minute: u16) -> OpenState {
        let open =
            |span: &&(u8, u16, u16)| span.0 == weekday && span.1 <= minute && minute < span.2;
        if let Some(span) = self.spans.iter().find(open) {
            return OpenState::OpenUntil(span.2);
        }
        let week_minute =
            |day: u8, minute: u16| u32::from(day) * u32::from(DAY_MINUTES) + u32::from(minute);
        let week = u32::from(DAY_MINUTES) * 7;
        let now = week_minute(weekday, minute);
        self.spans
            .iter()
            .min_by_key(|span| (week_minute(span.0, span.1) + week - now) % week)
            .map_or(OpenState::Unknown, |span| {
                OpenState::OpensAt(span.0, span.1)
            })
    }
}

fn minute(field: &'static str, text: &str, at: &mut Checker) -> Option<u16> {
    let minute = parse_minute(text);
    if minute.is_none() {
        at.misformed(field, "a time such as 08:30", text);
    }
    minute
}

fn parse_minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let hour = u16::try_from(two_digits(hour)?).ok()?;
    let minute = u16::try_from(two_digits(minute)?).ok()?;
    let total = hour.checked_mul(60)?.checked_add(minute)?;
    (minute < 60 && total <= DAY_MINUTES).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::market::problem::Fault;

    #[test]
    fn days() {
        let check = |text: &str, expected: Option<i32>| {
            assert_eq!(Day::parse(text).map(|day| day.0), expected, "{text}");
        };
        check("1970-01-01", Some(0));
        check("2000-02-29", Some(11_016));
        check("2026-11-21", Some(20_778));
        check("1969-12-31", Some(-1));
        check("2025-02-29", None);
        check("2026-13-01", None);
        check("2026-1-1", None);
        check("2026/11/21", None);
        check("", None);
        check("２０２６-11-21", None);
    }

    #[test]
    fn days_there_and_back() {
        for number in (-200_000..200_000).step_by(37) {
            assert_eq!(Day::parse(&Day(number).iso()), Some(Day(number)));
        }
        assert_eq!(Day(0).weekday(), 3);
        assert_eq!(Day::parse("2026-11-21").map(Day::weekday), Some(5));
    }

    #[test]
    fn moments() {
        let check = |text: &str, expected: Option<i64>| {
            assert_eq!(
                Moment::parse(text).map(|moment| moment.0),
                expected,
                "{text}"
            );
        };
        check("1970-01-02T00:00:01Z", Some(86_401));
        check("2026-11-21T08:30:00Z", Some(1_795_249_800));
        check("2026-11-21T08:30:00", None);
        check("2026-11-21T24:00:00Z", None);
        check("2026-11-21 08:30:00Z", None);
    }

    #[test]
    fn open_and_closed() {
        let raw = |days: &[&str], opens: &str, closes: &str| RawSpan {
            days: days.iter().map(|day| (*day).to_owned()).collect(),
            opens: opens.to_owned(),
            closes: closes.to_owned(),
        };
        let mut at = Checker::new("x");
        let hours = Hours::check(
            &[
                raw(&["mon", "fri"], "08:30", "12:00"),
                raw(&["fri"], "13:00", "24:00"),
            ],
            "hours",
            &mut at,
        );
        assert!(at.finish().is_empty());
        let check = |day, minute, expected| assert_eq!(hours.state(day, minute), expected);
        check(0, 510, OpenState::OpenUntil(720));
        check(0, 509, OpenState::OpensAt(0, 510));
        check(0, 720, OpenState::OpensAt(4, 510));
        check(4, 725, OpenState::OpensAt(4, 780));
        check(4, 1439, OpenState::OpenUntil(1440));
        check(6, 0, OpenState::OpensAt(0, 510));
        assert_eq!(Hours::default().state(0, 0), OpenState::Unknown);
    }

    #[test]
    fn hours_that_make_no_sense() {
        let mut at = Checker::new("x");
        let span = RawSpan {
            days: vec!["monday".into()],
            opens: "17:00".into(),
            closes: "08:00".into(),
        };
        assert!(Hours::check(&[span], "hours", &mut at).is_empty());
        assert_eq!(at.finish().list()[0].fault, Fault::EndsBeforeStart);
    }
}
