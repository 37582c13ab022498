//! The market's now, for everything on screen that depends on the time. A kiosk runs for weeks, so
//! it goes on by itself. The machine's clock is asked in one place, [`Visit::now`], and one that
//! runs before the publication counts as the moment of publication.

use std::time::Duration;

use leptos::prelude::*;

use super::live::memo;
use super::visit::Visit;
use crate::domain::market::clock::LocalTime;
use crate::domain::market::time::Day;

/// How often the clock is looked at: a minute on screen is late by this at most.
const LOOK: Duration = Duration::from_secs(10);

/// The market's now; tells of each new minute and of each new day.
#[derive(Clone, Copy)]
pub struct Clock {
    /// Minutes since 1970-01-01 in the market's time zone. A whole number, because a signal of
    /// each further type is two kilobytes.
    minutes: Memo<usize>,
    days: Memo<usize>,
}

const DAY_MINUTES: usize = 24 * 60;

impl Clock {
    /// Starts a clock for the visit and provides it to the components of the element.
    pub fn provide(visit: Visit) {
        let looks = RwSignal::new(0_u32);
        let look = move || looks.update(|looks| *looks = looks.wrapping_add(1));
        if let Ok(timer) = set_interval_with_handle(look, LOOK) {
            on_cleanup(move || timer.clear());
        }
        let minutes = memo(move || {
            looks.track();
            let now = visit.now();
            // No publication is older than 1970, and no earlier moment counts.
            usize::try_from(now.day.0).unwrap_or(0) * DAY_MINUTES + usize::from(now.minute)
        });
        let days = memo(move || minutes.get() / DAY_MINUTES);
        provide_context(Clock { minutes, days });
    }

    /// The clock of the element.
    pub fn here() -> Clock {
        expect_context::<Clock>()
    }

    /// Day and minute in the market's time zone; follows each minute.
    pub fn now(self) -> LocalTime {
        let minutes = self.minutes.get();
        LocalTime {
            day: day(minutes / DAY_MINUTES),
            minute: u16::try_from(minutes % DAY_MINUTES).unwrap_or(0),
        }
    }

    /// The day in the market's time zone; follows each day.
    pub fn today(self) -> Day {
        day(self.days.get())
    }
}

fn day(days: usize) -> Day {
    Day(i32::try_from(days).unwrap_or(i32::MAX))
}
