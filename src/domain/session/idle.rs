//! Whether anybody still stands at the kiosk. A machine of three phases that is told of touches
//! and looks at a clock that the caller reads: milliseconds that never go back, from any beginning.

/// How the screen stands to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Phase {
    /// Somebody is there, as far as is known.
    #[default]
    Present,
    /// Nobody has touched anything for long: they are asked, and this many seconds are left.
    Asked(u32),
    /// Nobody is there: the screen invites whoever comes.
    Away,
}

/// Watches over one kiosk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idle {
    limit_ms: u64,
    since_ms: u64,
    phase: Phase,
    is_touched: bool,
}

/// What a person has to answer in. WCAG 2.2 asks for 20 seconds at least.
pub const ASKED_SECS: u32 = 25;

/// Without a wish of the operator.
pub const USUAL_SECS: u32 = 75;

/// Shorter would ask people who are reading, longer would show one person's way to the next.
const LEAST_SECS: u32 = 15;
const MOST_SECS: u32 = 3600;

impl Idle {
    /// The screen stands, and nobody has touched it. `idle_secs` without a touch end that: 15 to 3600.
    pub fn new(idle_secs: u32, now_ms: u64) -> Idle {
        Idle {
            limit_ms: u64::from(idle_secs.clamp(LEAST_SECS, MOST_SECS)) * 1000,
            since_ms: now_ms,
            phase: Phase::Present,
            is_touched: false,
        }
    }

    /// The phase.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// Something was touched. It is no answer: what lies over the screen is answered by its own
    /// keys, so that a touch never goes through to what lies below.
    pub fn touch(&mut self, now_ms: u64) {
        if self.phase == Phase::Present {
            self.stay(now_ms);
        }
    }

    /// Somebody answered, or came.
    pub fn stay(&mut self, now_ms: u64) {
        self.phase = Phase::Present;
        self.since_ms = now_ms;
        self.is_touched = true;
    }

    /// Looks at the clock. True when everything of the person has to go now. Nobody is asked on a
    /// screen that nobody has touched.
    pub fn look(&mut self, now_ms: u64) -> bool {
        let gone_ms = now_ms.saturating_sub(self.since_ms);
        match self.phase {
            Phase::Present if gone_ms < self.limit_ms => false,
            Phase::Present if !self.is_touched => self.leave(),
            Phase::Present => {
                // The full time to answer, also after a machine has slept.
                self.since_ms = now_ms;
                self.phase = Phase::Asked(ASKED_SECS);
                false
            }
            Phase::Asked(_) => {
                let asked_secs = u32::try_from(gone_ms / 1000).unwrap_or(u32::MAX);
                match ASKED_SECS.saturating_sub(asked_secs) {
                    0 => self.leave(),
                    left => {
                        self.phase = Phase::Asked(left);
                        false
                    }
                }
            }
            Phase::Away => false,
        }
    }

    fn leave(&mut self) -> bool {
        self.phase = Phase::Away;
        self.is_touched = false;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looks once a second from one moment to another, both in seconds; the seconds at which the
    /// person was to be forgotten.
    fn watch(idle: &mut Idle, from: u64, to: u64) -> Vec<u64> {
        let leaves = |secs: &u64| idle.look(secs * 1000);
        (from..=to).filter(leaves).collect()
    }

    /// A screen that somebody touched at its beginning.
    fn touched(idle_secs: u32) -> Idle {
        let mut idle = Idle::new(idle_secs, 0);
        idle.touch(0);
        idle
    }

    #[test]
    fn asked_first_then_forgotten_once() {
        let mut idle = touched(75);
        assert!(watch(&mut idle, 0, 74).is_empty());
        assert_eq!(idle.phase(), Phase::Present);
        assert!(watch(&mut idle, 75, 75).is_empty());
        assert_eq!(idle.phase(), Phase::Asked(ASKED_SECS));
        let leaves = 75 + u64::from(ASKED_SECS);
        assert!(watch(&mut idle, 76, leaves - 1).is_empty());
        assert_eq!(idle.phase(), Phase::Asked(1));
        assert_eq!(watch(&mut idle, leaves, 10_000), [leaves]);
        assert_eq!(idle.phase(), Phase::Away);
    }

    #[test]
    fn a_touch_puts_off_the_question_and_answers_none() {
        let mut idle = touched(75);
        idle.touch(70_000);
        assert!(watch(&mut idle, 75, 144).is_empty());
        assert_eq!(idle.phase(), Phase::Present);
        assert!(watch(&mut idle, 145, 150).is_empty());
        idle.touch(150_000);
        assert_eq!(idle.phase(), Phase::Asked(ASKED_SECS - 5));
        idle.stay(151_000);
        assert!(watch(&mut idle, 151, 225).is_empty());
        assert_eq!(idle.phase(), Phase::Present);
        // Who comes to a screen that invites wakes it by its own keys.
        assert_eq!(watch(&mut idle, 226, 400), [251]);
        idle.touch(400_000);
        assert_eq!(idle.phase(), Phase::Away);
        idle.stay(401_000);
        assert_eq!(idle.phase(), Phase::Present);
    }

    #[test]
    fn nobody_is_asked_on_a_screen_that_nobody_touched() {
        let mut idle = Idle::new(75, 1_000_000);
        assert_eq!(watch(&mut idle, 1000, 2000), [1075]);
        // Who came and went again did touch it.
        idle.stay(2_000_000);
        assert_eq!(watch(&mut idle, 2000, 3000), [2100]);
    }

    #[test]
    fn after_a_long_sleep_there_is_the_full_time_to_answer() {
        let mut idle = touched(75);
        assert!(!idle.look(9_999_000));
        assert_eq!(idle.phase(), Phase::Asked(ASKED_SECS));
        assert!(!idle.look(9_999_000 + 24_999));
        assert!(idle.look(9_999_000 + 25_000));
    }

    #[test]
    fn the_time_has_bounds_and_a_clock_that_goes_back_harms_nobody() {
        let check = |secs: u32, expected_secs: u64| {
            let mut idle = Idle::new(secs, 0);
            assert_eq!(watch(&mut idle, 0, 4000), [expected_secs]);
        };
        check(0, 15);
        check(120, 120);
        check(u32::MAX, 3600);
        let mut idle = Idle::new(75, 500_000);
        assert!(!idle.look(10_000));
        assert_eq!(idle.phase(), Phase::Present);
    }
}
