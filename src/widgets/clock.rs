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
    now: Memo<LocalTime>,
    today: Memo<Day>,
}

impl Clock {
    /// Starts a clock for the visit and provides it to the components of the element.
    pub fn provide(visit: Visit) {
        let looks = RwSignal::new(0_u32);
        let look = move || looks.update(|looks| *looks = looks.wrapping_add(1));
        if let Ok(timer) = set_interval_with_handle(look, LOOK) {
            on_cleanup(move || timer.clear());
        }
        let now = memo(move || {
            looks.track();
            visit.now()
        });
        let today = memo(move || now.get().day);
        provide_context(Clock { now, today });
    }

    /// The clock of the element.
    pub fn here() -> Clock {
        expect_context::<Clock>()
    }

    /// Day and minute in the market's time zone; follows each minute.
    pub fn now(self) -> LocalTime {
        self.now.get()
    }

    /// The day in the market's time zone; follows each day.
    pub fn today(self) -> Day {
        self.today.get()
    }
}
