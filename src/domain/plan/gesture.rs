//! Fingers, mouse, wheel and keys become changes of the view and taps.
//!
//! [`Fingers`] is a state machine over at most two pointers; more are ignored, so that a
//! second person at the screen cannot tear the map away from the first. Lost releases heal:
//! a primary pointer going down says that no other finger was there, and a mouse that moves
//! without a pressed button was released elsewhere.

use super::viewport::Change;
use crate::domain::plan::geometry::Kept;

/// One pointer event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointerInput {
    pub id: i32,
    pub phase: Phase,
    /// From the map's upper left corner, CSS pixels.
    pub x_px: f64,
    pub y_px: f64,
    /// Any clock that only goes forward, milliseconds.
    pub time_ms: f64,
    /// The first finger of a touch, or the mouse.
    pub is_primary: bool,
    /// Whether a button or finger is down according to the event itself.
    pub is_pressed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Down,
    Move,
    Up,
    /// The browser took the pointer away.
    Cancel,
}

/// What an event asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    Nothing,
    /// A finger went down: whatever moves by itself stops.
    Hold,
    Change(Change),
    /// A touch without movement.
    Tap {
        x_px: f64,
        y_px: f64,
    },
    /// The second of two quick taps at one place; the first was reported as a tap.
    DoubleTap {
        x_px: f64,
        y_px: f64,
    },
    /// The last finger left while moving.
    Release(Glide),
    /// Two fingers became none: the turn may straighten.
    PinchEnd,
}

/// How fingers are judged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Pixels a millimetre on this screen.
    pub px_per_mm: f64,
    /// Kills inertia.
    pub is_still: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            px_per_mm: 4.0,
            is_still: false,
        }
    }
}

/// A finger may tremble this much and still tap.
const SLOP_MM: f64 = 2.5;
/// The second tap of a double tap: how soon, how near.
const DOUBLE_MS: f64 = 320.0;
const DOUBLE_MM: f64 = 8.0;
/// Two fingers must twist this far before the map turns, so that a zoom stays straight.
const TWIST_RAD: f64 = 0.21;
/// Only the last moments before the release count for its speed.
const SPEED_WINDOW_MS: f64 = 90.0;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Finger {
    id: i32,
    x_px: f64,
    y_px: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Idle,
    /// One finger down, not moved beyond the slop yet.
    Press {
        finger: Finger,
    },
    Drag {
        finger: Finger,
    },
    Pinch {
        fingers: [Finger; 2],
        twist_rad: f64,
        is_turning: bool,
    },
}

/// The state machine of touch and mouse.
#[derive(Clone, Debug)]
pub struct Fingers {
    state: State,
    settings: Settings,
    trail: Trail,
    /// Place and time of the last tap.
    last_tap: Option<(f64, f64, f64)>,
    /// Two fingers were down since the last time none was.
    was_pinch: bool,
}

impl Fingers {
    pub fn new(settings: Settings) -> Self {
        Self {
            state: State::Idle,
            settings,
            trail: Trail::default(),
            last_tap: None,
            was_pinch: false,
        }
    }

    pub fn set(&mut self, settings: Settings) {
        self.settings = settings;
    }

    /// Whether a finger holds the map.
    pub fn is_down(&self) -> bool {
        self.state != State::Idle
    }

    pub fn handle(&mut self, input: PointerInput) -> Outcome {
        match input.phase {
            Phase::Down => self.down(input),
            Phase::Move if !input.is_pressed => self.up(input, false),
            Phase::Move => self.moved(input),
            Phase::Up => self.up(input, true),
            Phase::Cancel => self.up(input, false),
        }
    }

    fn down(&mut self, input: PointerInput) -> Outcome {
        let finger = finger_of(input);
        if input.is_primary {
            self.was_pinch = false;
        }
        match self.state {
            State::Press { finger: first } | State::Drag { finger: first }
                if !input.is_primary && first.id != input.id =>
            {
                self.was_pinch = true;
                self.state = State::Pinch {
                    fingers: [first, finger],
                    twist_rad: 0.0,
                    is_turning: false,
                };
            }
            State::Pinch { fingers, .. }
                if !input.is_primary && fingers.iter().all(|f| f.id != input.id) =>
            {
                // A third finger: somebody else's.
                return Outcome::Nothing;
            }
            _ => {
                self.state = State::Press { finger };
                self.trail = Trail::default();
                self.trail.add(input);
            }
        }
        Outcome::Hold
    }

    fn moved(&mut self, input: PointerInput) -> Outcome {
        let now = finger_of(input);
        match self.state {
            State::Press { finger } if finger.id == input.id => {
                let slop_px = SLOP_MM * self.settings.px_per_mm;
                if distance(finger, now) <= slop_px {
                    return Outcome::Nothing;
                }
                // From here on the plan follows from where the finger is now: no jump.
                self.state = State::Drag { finger: now };
                self.trail.add(input);
                Outcome::Nothing
            }
            State::Drag { finger } if finger.id == input.id => {
                self.state = State::Drag { finger: now };
                self.trail.add(input);
                Outcome::Change(Change::Pan {
                    dx_px: now.x_px - finger.x_px,
                    dy_px: now.y_px - finger.y_px,
                })
            }
            State::Pinch {
                fingers,
                twist_rad,
                is_turning,
            } => self.pinched(now, fingers, twist_rad, is_turning),
            _ => Outcome::Nothing,
        }
    }

    fn pinched(
        &mut self,
        now: Finger,
        fingers: [Finger; 2],
        twist_rad: f64,
        is_turning: bool,
    ) -> Outcome {
        let [a, b] = fingers;
        let (still, before, moved_fingers) = if a.id == now.id {
            (b, a, [now, b])
        } else if b.id == now.id {
            (a, b, [a, now])
        } else {
            return Outcome::Nothing;
        };
        let spread = |f: Finger| (f.x_px - still.x_px, f.y_px - still.y_px);
        let ((bx, by), (nx, ny)) = (spread(before), spread(now));
        let (was, is) = ((bx * bx + by * by).sqrt(), (nx * nx + ny * ny).sqrt());
        // Two fingers on one spot have no spread to compare.
        let factor = if was > 4.0 && is > 4.0 { is / was } else { 1.0 };
        let step = (bx * ny - by * nx).atan2(bx * nx + by * ny);
        let twist_rad = twist_rad + step;
        let turns = is_turning || twist_rad.abs() > TWIST_RAD;
        self.state = State::Pinch {
            fingers: moved_fingers,
            twist_rad,
            is_turning: turns,
        };
        let middle = |f: Finger| ((f.x_px + still.x_px) / 2.0, (f.y_px + still.y_px) / 2.0);
        let ((x0, y0), (x1, y1)) = (middle(before), middle(now));
        Outcome::Change(Change::Pinch {
            x_px: x0,
            y_px: y0,
            dx_px: x1 - x0,
            dy_px: y1 - y0,
            factor,
            turn_rad: if turns { step } else { 0.0 },
        })
    }

    fn up(&mut self, input: PointerInput, is_clean: bool) -> Outcome {
        match self.state {
            State::Press { finger } if finger.id == input.id => {
                self.state = State::Idle;
                if core::mem::take(&mut self.was_pinch) {
                    return Outcome::PinchEnd;
                }
                if !is_clean {
                    return Outcome::Nothing;
                }
                self.tapped(finger, input.time_ms)
            }
            State::Drag { finger } if finger.id == input.id => {
                self.state = State::Idle;
                if core::mem::take(&mut self.was_pinch) {
                    return Outcome::PinchEnd;
                }
                let (vx, vy) = self.trail.speed_at(input.time_ms);
                if !is_clean || self.settings.is_still || vx * vx + vy * vy < 0.01 {
                    return Outcome::Nothing;
                }
                Outcome::Release(Glide::new(vx, vy, input.time_ms))
            }
            State::Pinch {
                fingers: [a, b], ..
            } if a.id == input.id || b.id == input.id => {
                // The other finger goes on dragging, without inertia from the pinch.
                let finger = if a.id == input.id { b } else { a };
                self.state = State::Drag { finger };
                self.trail = Trail::default();
                Outcome::Nothing
            }
            _ => Outcome::Nothing,
        }
    }

    fn tapped(&mut self, finger: Finger, time_ms: f64) -> Outcome {
        let (x_px, y_px) = (finger.x_px, finger.y_px);
        let near_px = DOUBLE_MM * self.settings.px_per_mm;
        if let Some((x, y, when_ms)) = self.last_tap.take() {
            let (dx, dy) = (x - x_px, y - y_px);
            if time_ms - when_ms <= DOUBLE_MS && (dx * dx + dy * dy).sqrt() <= near_px {
                return Outcome::DoubleTap { x_px, y_px };
            }
        }
        self.last_tap = Some((x_px, y_px, time_ms));
        Outcome::Tap { x_px, y_px }
    }
}

fn finger_of(input: PointerInput) -> Finger {
    Finger {
        id: input.id,
        x_px: input.x_px,
        y_px: input.y_px,
    }
}

fn distance(a: Finger, b: Finger) -> f64 {
    let (dx, dy) = (a.x_px - b.x_px, a.y_px - b.y_px);
    (dx * dx + dy * dy).sqrt()
}

/// The last few places of a finger.
#[derive(Clone, Debug, Default)]
struct Trail {
    places: [(f64, f64, f64); 8],
    count: usize,
}

impl Trail {
    fn add(&mut self, input: PointerInput) {
        self.places[self.count % 8] = (input.x_px, input.y_px, input.time_ms);
        self.count += 1;
    }

    /// Pixels a millisecond over the last moments.
    fn speed_at(&self, now_ms: f64) -> (f64, f64) {
        let known = &self.places[..self.count.min(8)];
        let recent = known.iter().filter(|p| now_ms - p.2 <= SPEED_WINDOW_MS);
        let first = recent.clone().min_by(|a, b| a.2.total_cmp(&b.2));
        let last = recent.max_by(|a, b| a.2.total_cmp(&b.2));
        match (first, last) {
            (Some(a), Some(b)) if b.2 - a.2 > 5.0 => {
                ((b.0 - a.0) / (b.2 - a.2), (b.1 - a.1) / (b.2 - a.2))
            }
            _ => (0.0, 0.0),
        }
    }
}

/// The plan gliding on after the finger left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glide {
    /// Pixels a millisecond at the start.
    vx: f64,
    vy: f64,
    start_ms: f64,
    shown_ms: f64,
}

impl Glide {
    /// Friction: after this time a third of the speed is left.
    const TIME_MS: f64 = 300.0;
    const LASTS_MS: f64 = 1500.0;
    /// A flick never throws faster than this, in pixels a millisecond.
    const FASTEST: f64 = 4.0;

    pub fn new(vx: f64, vy: f64, start_ms: f64) -> Self {
        let speed = (vx * vx + vy * vy).sqrt();
        let share = if speed > Self::FASTEST {
            Self::FASTEST / speed
        } else {
            1.0
        };
        Self {
            vx: vx * share,
            vy: vy * share,
            start_ms,
            shown_ms: 0.0,
        }
    }

    /// The next piece of the way, and whether the glide has ended.
    pub fn step(&mut self, now_ms: f64) -> (Change, bool) {
        let way = |ms: f64| Self::TIME_MS * (1.0 - (-ms / Self::TIME_MS).exp());
        let until_ms = (now_ms - self.start_ms).kept(self.shown_ms, Self::LASTS_MS);
        let part = way(until_ms) - way(self.shown_ms);
        self.shown_ms = until_ms;
        let change = Change::Pan {
            dx_px: self.vx * part,
            dy_px: self.vy * part,
        };
        (change, until_ms >= Self::LASTS_MS)
    }
}

/// Scale for a turn of the wheel; `lines_or_pages` as the browser says (0 pixels, 1 lines,
/// 2 pages). A pinch on a touch pad arrives as a wheel with the control key.
pub fn wheel_factor(delta_y: f64, lines_or_pages: u32, is_pinch: bool) -> f64 {
    let px = match lines_or_pages {
        0 => delta_y,
        1 => delta_y * 33.0,
        _ => delta_y * 400.0,
    };
    let strength = if is_pinch { 0.010 } else { 0.0022 };
    (-px.kept(-400.0, 400.0) * strength).exp()
}

/// How far an arrow with Shift moves the map, CSS pixels.
const STEP_PX: f64 = 160.0;

/// Where an arrow key points on the screen, by the key's standard name; nothing for other keys.
pub fn arrow(key: &str) -> Option<(f64, f64)> {
    match key {
        "ArrowLeft" => Some((-1.0, 0.0)),
        "ArrowRight" => Some((1.0, 0.0)),
        "ArrowUp" => Some((0.0, -1.0)),
        "ArrowDown" => Some((0.0, 1.0)),
        _ => None,
    }
}

/// The view change for a key, by the key's standard name; nothing for other keys. Arrows alone
/// change nothing: they go from stall to stall.
pub fn key_change(key: &str, is_shifted: bool) -> Option<Change> {
    if let Some((x, y)) = arrow(key) {
        return is_shifted.then_some(Change::Pan {
            dx_px: -x * STEP_PX,
            dy_px: -y * STEP_PX,
        });
    }
    match key {
        "+" | "=" => Some(Change::ZoomMiddle { factor: 1.5 }),
        "-" | "_" => Some(Change::ZoomMiddle { factor: 1.0 / 1.5 }),
        "[" => Some(Change::Turn {
            turn_rad: -0.261_799,
        }),
        "]" => Some(Change::Turn {
            turn_rad: 0.261_799,
        }),
        "0" => Some(Change::Whole),
        _ => None,
    }
}

#[cfg(test)]
#[path = "gesture_tests.rs"]
mod tests;
