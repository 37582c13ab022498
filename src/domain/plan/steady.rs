//! Fingers at the moments of frames.
//!
//! Screens report touches at a pace of their own, some forty times a second, some late when the
//! machine is busy; pictures are drawn sixty times. Drawn from the last report alone, every third
//! picture would stand still and the next one jump. So a finger is taken to be where it was a few
//! milliseconds before the frame: between two reports on the line between them, and for a moment
//! beyond the last one where it was heading.

use super::geometry::Kept;
use super::gesture::{Phase, PointerInput};

/// How far behind the frame a finger is looked at: most reports have arrived by then.
const BEHIND_MS: f64 = 6.0;
/// How far beyond the last report a finger is followed.
const MOST_AHEAD_MS: f64 = 9.0;
/// A finger of which nothing is heard for so long rests where it was last seen.
const REST_MS: f64 = 30.0;
/// Reports closer together, or farther apart, tell no direction.
const LEAST_APART_MS: f64 = 2.0;
const MOST_APART_MS: f64 = 60.0;
/// Fingers followed at once; a map is moved by two.
const MOST_FINGERS: usize = 4;

/// The last two reports of one finger.
#[derive(Clone, Copy, Debug)]
struct Track {
    before: PointerInput,
    last: PointerInput,
    /// The finger was not yet left where it was last seen.
    is_open: bool,
}

/// Follows fingers from their reports.
#[derive(Clone, Debug, Default)]
pub struct Steady {
    tracks: Vec<Track>,
}

impl Steady {
    /// A report. Moves of known fingers are kept for the next frame; everything else comes back,
    /// to be handled now. Before that, [`Steady::rest`].
    #[must_use]
    pub fn report(&mut self, input: PointerInput) -> Option<PointerInput> {
        let known = self.tracks.iter_mut().find(|own| own.last.id == input.id);
        match (input.phase, known) {
            (Phase::Move, Some(track)) if input.is_pressed => {
                (track.before, track.last) = (track.last, input);
                track.is_open = true;
                None
            }
            (Phase::Down, None) => {
                if self.tracks.len() < MOST_FINGERS {
                    self.tracks.push(Track {
                        before: input,
                        last: input,
                        is_open: false,
                    });
                }
                Some(input)
            }
            (Phase::Down, Some(track)) => {
                (track.before, track.last, track.is_open) = (input, input, false);
                Some(input)
            }
            _ => {
                self.tracks.retain(|own| own.last.id != input.id);
                Some(input)
            }
        }
    }

    /// Whether the next frame may find a finger elsewhere although nothing is reported.
    pub fn is_open(&self) -> bool {
        self.tracks.iter().any(|track| track.is_open)
    }

    /// Moves of the fingers up to a frame.
    pub fn at(&mut self, now_ms: f64) -> impl Iterator<Item = PointerInput> {
        let open = self.tracks.iter_mut().filter(|track| track.is_open);
        open.map(move |track| track.at(now_ms - BEHIND_MS))
    }

    /// Moves of all fingers to where they were last seen.
    pub fn rest(&mut self) -> impl Iterator<Item = PointerInput> {
        let open = self.tracks.iter_mut().filter(|track| track.is_open);
        open.map(|track| {
            track.is_open = false;
            track.last
        })
    }
}

impl Track {
    fn at(&mut self, time_ms: f64) -> PointerInput {
        let (before, last) = (self.before, self.last);
        let apart_ms = last.time_ms - before.time_ms;
        let ahead_ms = time_ms - last.time_ms;
        let has_direction = (LEAST_APART_MS..MOST_APART_MS).contains(&apart_ms);
        // Another clock than the frames' would say anything.
        if !has_direction || !(-MOST_APART_MS..REST_MS).contains(&ahead_ms) {
            self.is_open = false;
            return last;
        }
        let share = (1.0 + ahead_ms.min(MOST_AHEAD_MS.min(apart_ms)) / apart_ms).max(0.0);
        let between = |from: f64, to: f64| from + (to - from) * share;
        PointerInput {
            x_px: between(before.x_px, last.x_px),
            y_px: between(before.y_px, last.y_px),
            time_ms: time_ms.kept(before.time_ms, last.time_ms + MOST_AHEAD_MS),
            ..last
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(phase: Phase, x_px: f64, time_ms: f64) -> PointerInput {
        PointerInput {
            id: 1,
            phase,
            x_px,
            y_px: 2.0 * x_px,
            time_ms,
            is_primary: true,
            is_pressed: phase != Phase::Up,
        }
    }

    fn places(steady: &mut Steady, now_ms: f64) -> Vec<f64> {
        steady.at(now_ms).map(|own| own.x_px).collect()
    }

    #[test]
    fn an_even_finger_moves_evenly_however_late_it_is_reported() {
        // A pixel a millisecond, reported every 25 ms and up to 6 ms late, drawn every 16.
        for late_ms in [0.0, 2.0, 4.0, 6.0] {
            let mut steady = Steady::default();
            assert!(steady.report(input(Phase::Down, 0.0, 0.0)).is_some());
            let mut reported = 0.0;
            let mut shown: Vec<f64> = Vec::new();
            for frame in 3..40 {
                let now_ms = f64::from(frame) * 16.0;
                while reported + 25.0 + late_ms <= now_ms {
                    reported += 25.0;
                    assert!(
                        steady
                            .report(input(Phase::Move, reported, reported))
                            .is_none()
                    );
                }
                let place = places(&mut steady, now_ms)[0];
                assert!((place - now_ms).abs() <= 25.0, "{place} at {now_ms}");
                shown.push(place);
            }
            let least = shown.windows(2).map(|pair| pair[1] - pair[0]);
            let least = least.fold(f64::INFINITY, f64::min);
            assert!(least > 0.5, "stood still, {late_ms} ms late: {least}");
        }
    }

    #[test]
    fn a_finger_that_stops_is_left_exactly_where_it_was_seen() {
        let mut steady = Steady::default();
        let _ = steady.report(input(Phase::Down, 0.0, 0.0));
        let _ = steady.report(input(Phase::Move, 40.0, 20.0));
        assert!(places(&mut steady, 30.0)[0] > 40.0);
        assert!(steady.is_open());
        assert_eq!(places(&mut steady, 90.0), [40.0]);
        assert!(!steady.is_open());
        assert!(places(&mut steady, 106.0).is_empty());
    }

    #[test]
    fn it_never_goes_farther_beyond_than_it_came() {
        let mut steady = Steady::default();
        let _ = steady.report(input(Phase::Down, 0.0, 0.0));
        let _ = steady.report(input(Phase::Move, 100.0, 4.0));
        for now_ms in 4..30 {
            let [place] = places(&mut steady, f64::from(now_ms))[..] else {
                panic!("one finger");
            };
            assert!((0.0..=200.0).contains(&place), "{place} at {now_ms}");
        }
    }

    #[test]
    fn before_anything_else_happens_fingers_are_where_they_were_seen() {
        let mut steady = Steady::default();
        let _ = steady.report(input(Phase::Down, 0.0, 0.0));
        let _ = steady.report(input(Phase::Move, 30.0, 16.0));
        let moves: Vec<_> = steady.rest().map(|own| (own.x_px, own.y_px)).collect();
        assert_eq!(moves, [(30.0, 60.0)]);
        let up = input(Phase::Up, 30.0, 20.0);
        assert_eq!(steady.report(up), Some(up));
        assert!(!steady.is_open());
        // A mouse that only passes by is not followed.
        let passing = PointerInput {
            is_pressed: false,
            ..input(Phase::Move, 5.0, 30.0)
        };
        assert_eq!(steady.report(passing), Some(passing));
    }

    #[test]
    fn a_foreign_clock_is_not_followed() {
        let mut steady = Steady::default();
        let _ = steady.report(input(Phase::Down, 0.0, 1e12));
        let _ = steady.report(input(Phase::Move, 30.0, 1e12 + 16.0));
        assert_eq!(places(&mut steady, 500.0), [30.0]);
        assert!(!steady.is_open());
    }
}
