//! How published days and hours stand at a moment of the market's own time. The moment comes from
//! outside; nothing here asks a clock.

use super::time::{Day, Hours, OpenState};

/// Day and minute in a time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalTime {
    /// The calendar day.
    pub day: Day,
    /// Minute of that day, below 1,440.
    pub minute: u16,
}

const DAY_MINUTES: u32 = 24 * 60;

impl LocalTime {
    /// Monday is 0.
    pub fn weekday(self) -> u8 {
        u8::try_from(self.day.weekday()).unwrap_or(0)
    }

    /// Whether something with these hours is open now.
    pub fn state(self, hours: &Hours) -> OpenState {
        hours.state(self.weekday(), self.minute)
    }

    /// Minutes until something with these hours is open: 0 when it is, none when nothing is
    /// published.
    pub fn wait_minutes(self, hours: &Hours) -> Option<u32> {
        let week_minute = |day: u8, minute: u16| u32::from(day) * DAY_MINUTES + u32::from(minute);
        match self.state(hours) {
            OpenState::Unknown => None,
            OpenState::OpenUntil(_) => Some(0),
            OpenState::OpensAt(day, minute) => {
                let week = DAY_MINUTES * 7;
                let now = week_minute(self.weekday(), self.minute);
                Some((week_minute(day, minute) + week - now) % week)
            }
        }
    }
}

/// How a published span of days stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Its first day is still to come.
    Coming,
    /// In force; without days it always is.
    InForce,
    /// Its last day has passed.
    Over,
}

impl Standing {
    /// The standing on `today`; both days belong to the span.
    pub fn on(today: Day, first: Option<Day>, last: Option<Day>) -> Standing {
        match (first, last) {
            (_, Some(last)) if last < today => Standing::Over,
            (Some(first), _) if today < first => Standing::Coming,
            _ => Standing::InForce,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::market::check::Checker;
    use crate::domain::market::raw::RawSpan;

    fn at(day: &str, minute: u16) -> LocalTime {
        LocalTime {
            day: Day::parse(day).unwrap(),
            minute,
        }
    }

    fn hours(spans: &[(&str, &str, &str)]) -> Hours {
        let raw: Vec<RawSpan> = spans
            .iter()
            .map(|(days, opens, closes)| RawSpan {
                days: days.split_whitespace().map(str::to_owned).collect(),
                opens: (*opens).to_owned(),
                closes: (*closes).to_owned(),
            })
            .collect();
        Hours::check(&raw, "hours", &mut Checker::new("x"))
    }

    #[test]
    fn minutes_until_it_opens() {
        // 2026-11-21 is a Saturday.
        let check = |spans: &[(&str, &str, &str)], now: LocalTime, expected| {
            assert_eq!(now.wait_minutes(&hours(spans)), expected, "{now:?}");
        };
        check(&[], at("2026-11-21", 0), None);
        let daily = [("", "08:30", "17:30")];
        check(&daily, at("2026-11-21", 510), Some(0));
        check(&daily, at("2026-11-21", 1049), Some(0));
        check(&daily, at("2026-11-21", 1050), Some(900));
        check(&daily, at("2026-11-21", 1439), Some(511));
        check(&daily, at("2026-11-21", 0), Some(510));
        // Sunday night to Monday, and a whole week for what has just closed.
        let mondays = [("mon", "00:00", "00:01")];
        check(&mondays, at("2026-11-22", 1439), Some(1));
        check(&mondays, at("2026-11-23", 0), Some(0));
        check(&mondays, at("2026-11-23", 1), Some(7 * 1440 - 1));
        // Around midnight two spans make one night.
        let night = [("sat", "22:00", "24:00"), ("sun", "00:00", "02:00")];
        check(&night, at("2026-11-21", 1439), Some(0));
        check(&night, at("2026-11-22", 0), Some(0));
        check(&night, at("2026-11-22", 120), Some(6 * 1440 + 20 * 60));
        // Before 1970 and far from now the days of the week go on.
        check(&mondays, at("1969-12-29", 0), Some(0));
        check(&mondays, at("2199-12-30", 0), Some(0));
    }

    #[test]
    fn standings() {
        let check = |first: &str, last: &str, expected| {
            let today = Day::parse("2026-11-21").unwrap();
            let found = Standing::on(today, Day::parse(first), Day::parse(last));
            assert_eq!(found, expected, "{first} {last}");
        };
        check("", "", Standing::InForce);
        check("2026-11-21", "2026-11-21", Standing::InForce);
        check("2026-11-22", "", Standing::Coming);
        check("", "2026-11-20", Standing::Over);
        check("2020-01-01", "2020-12-31", Standing::Over);
        check("2036-01-01", "2036-12-31", Standing::Coming);
        // Ends before it begins: what has ended is over.
        check("2026-12-01", "2026-11-01", Standing::Over);
    }
}
