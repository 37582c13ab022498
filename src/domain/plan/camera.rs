//! One view and everything that moves it. Time is a number that comes from outside.

use super::geometry::{Bounds, Point};
use super::gesture::{Fingers, Glide, Outcome, Phase, PointerInput, Settings};
use super::steady::Steady;
use super::viewport::{Change, Flight, Viewport};

/// A stall that was asked for is shown within this much of its surroundings.
const STALL_SPAN_M: f64 = 26.0;
/// The kiosk's surroundings.
const HERE_SPAN_M: f64 = 60.0;

/// Where the view should go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// The whole level, north up.
    Whole,
    /// All of a box, north up: a building, the market.
    Fit(Bounds),
    /// A place and its surroundings; a nearer look is kept.
    Stall(Bounds),
    /// A point with `span_m` metres around it.
    Point { at: Point, span_m: f64 },
    /// The kiosk, turned so that its reader's view is up.
    Here { at: Point, facing_deg: f64 },
    /// A point with `span_m` metres around it, turned so that what lies ahead is up.
    Ahead {
        at: Point,
        ahead: Point,
        span_m: f64,
    },
    /// North up where we are.
    North,
}

/// A touch that meant "this".
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tap {
    pub x_px: f64,
    pub y_px: f64,
}

#[derive(Clone, Debug)]
pub struct Camera {
    view: Viewport,
    /// How far the view may go.
    level: Bounds,
    /// What "the whole" shows.
    home: Bounds,
    view_key: Option<u64>,
    /// Nobody has seen anything yet: the first size and level decide the view.
    is_fresh: bool,
    padding_px: f64,
    steady: Steady,
    fingers: Fingers,
    settings: Settings,
    flight: Option<Flight>,
    glide: Option<Glide>,
}

impl Camera {
    /// A camera without a level; `padding_px` stays free around a level shown as a whole.
    pub fn new(settings: Settings, padding_px: f64) -> Self {
        let level = Bounds::new(0.0, 0.0, 1000.0, 1000.0);
        Self {
            view: Viewport::fitting(level, 1.0, 1.0, 1.0, 0.0),
            level,
            home: level,
            view_key: None,
            is_fresh: true,
            padding_px,
            steady: Steady::default(),
            fingers: Fingers::new(settings),
            settings,
            flight: None,
            glide: None,
        }
    }

    pub fn view(&self) -> Viewport {
        self.view
    }

    /// Whether a nearer and whether a farther look is possible.
    pub fn zoom_room(&self) -> (bool, bool) {
        // A hundredth is what rounding leaves of a limit.
        const SLACK: f64 = 1.01;
        let (farthest, nearest) = self.view.scale_limits(self.level);
        let scale = self.view.px_per_m;
        (scale * SLACK < nearest, scale > farthest * SLACK)
    }

    pub fn set(&mut self, settings: Settings) {
        self.settings = settings;
        self.fingers.set(settings);
        if settings.is_still {
            self.glide = None;
            self.land();
        }
    }

    /// Another level. One with the same key keeps the place under the eye.
    pub fn enter(&mut self, view_key: u64, level: Bounds) {
        (self.level, self.home) = (level, level);
        if self.view_key != Some(view_key) || self.is_fresh {
            self.view_key = Some(view_key);
            self.flight = None;
            self.glide = None;
            self.view = self.whole();
            // A level that comes before the first size is fitted again then.
            self.is_fresh = self.view.width_px <= 1.0;
        } else {
            self.view = self.view.clamped(level);
        }
    }

    /// Of a sheet of many levels, the one that a person is on: "the whole" shows it, while the
    /// view may go anywhere on the sheet.
    pub fn set_home(&mut self, home: Bounds) {
        self.home = home;
    }

    /// The same look at a place that lies `by` away, at once: another level of the building.
    /// What is under way goes on there.
    pub fn shift(&mut self, by: Point) {
        self.view = self.view.moved_by(by, 1.0).clamped(self.level);
        self.flight = self.flight.map(|flight| flight.moved_by(by));
    }

    /// The sheet is laid out anew: what was at a place now lies `by` away from it, and the view
    /// goes there too. What was shown as a whole still is.
    pub fn relocate(&mut self, sheet: Bounds, home: Bounds, by: Point) {
        let was_whole = self.view == self.whole();
        (self.level, self.home) = (sheet, home);
        self.shift(by);
        if was_whole {
            self.view = self.whole();
        }
    }

    /// Whether fingers hold the map.
    pub fn is_held(&self) -> bool {
        self.fingers.is_down()
    }

    /// Another size of the screen. A view of the whole level stays one.
    pub fn resize(&mut self, width_px: f64, height_px: f64, pixel_ratio: f64) {
        let was_whole = self.is_fresh || self.view == self.whole();
        self.view = self.view.resized(width_px, height_px, pixel_ratio);
        self.flight = self
            .flight
            .map(|flight| flight.resized(width_px, height_px, pixel_ratio));
        if was_whole {
            self.view = self.whole();
        }
        self.is_fresh &= self.view_key.is_none();
        self.view = self.view.clamped(self.level);
    }

    /// A pointer event; says what was tapped. The first tap of a double tap is reported, the
    /// second zooms. Moves are followed by [`Camera::tick`].
    pub fn pointer(&mut self, input: PointerInput) -> Option<Tap> {
        if input.phase != Phase::Move || !input.is_pressed {
            self.catch_up();
        }
        let input = self.steady.report(input)?;
        self.handle(input)
    }

    /// Leaves all fingers where they were last seen.
    fn catch_up(&mut self) {
        let mut steady = core::mem::take(&mut self.steady);
        for input in steady.rest() {
            self.handle(input);
        }
        self.steady = steady;
    }

    fn handle(&mut self, input: PointerInput) -> Option<Tap> {
        match self.fingers.handle(input) {
            Outcome::Nothing => None,
            Outcome::Hold => {
                self.flight = None;
                self.glide = None;
                None
            }
            Outcome::Change(change) => {
                self.view = self.changed(self.view, change);
                None
            }
            Outcome::Tap { x_px, y_px } => Some(Tap { x_px, y_px }),
            Outcome::DoubleTap { x_px, y_px } => {
                let zoom = Change::Zoom {
                    x_px,
                    y_px,
                    factor: 2.2,
                };
                self.glide_to_change(zoom, input.time_ms);
                None
            }
            Outcome::Release(glide) => {
                self.glide = Some(glide);
                None
            }
            Outcome::PinchEnd => {
                self.fly(self.view.straightened(), input.time_ms);
                None
            }
        }
    }

    /// A change at once: the wheel.
    pub fn change(&mut self, change: Change) {
        // A turn under way is finished, not left at some odd angle.
        if let Some(flight) = self.flight.take() {
            self.view = self.view.turned(flight.goal().turn_rad);
        }
        self.glide = None;
        self.view = self.changed(self.view, change);
    }

    /// A change in a short flight: keys and buttons. Presses in quick succession add up.
    pub fn glide_to_change(&mut self, change: Change, now_ms: f64) {
        let from = self.flight.map_or(self.view, |flight| flight.goal());
        let goal = self.changed(from, change);
        self.fly(goal, now_ms);
    }

    pub fn go(&mut self, goal: Goal, now_ms: f64) {
        let view = self.view;
        let around = |at: Point, span_m: f64| {
            let half = span_m * 5.0;
            Bounds::new(at.x_dm, at.y_dm, at.x_dm, at.y_dm).grown(half)
        };
        let to = match goal {
            Goal::Whole => self.whole(),
            Goal::Fit(bounds) => view.turned(0.0).fit(bounds, self.padding_px),
            Goal::North => view.turned(0.0),
            Goal::Point { at, span_m } => view.fit(around(at, span_m), 0.0),
            Goal::Stall(bounds) => {
                let room = around(bounds.center(), STALL_SPAN_M).union(bounds);
                let fitted = view.fit(room, 0.0);
                let nearer = view.px_per_m.min(fitted.px_per_m * 2.0);
                Viewport {
                    px_per_m: fitted.px_per_m.max(nearer),
                    ..fitted
                }
            }
            Goal::Here { at, facing_deg } => view
                .turned(-facing_deg.to_radians())
                .fit(around(at, HERE_SPAN_M), 0.0),
            Goal::Ahead { at, ahead, span_m } => {
                let (dx, dy) = (ahead.x_dm - at.x_dm, ahead.y_dm - at.y_dm);
                view.turned(-dx.atan2(-dy)).fit(around(at, span_m), 0.0)
            }
        };
        self.fly(to.clamped(self.level), now_ms);
    }

    /// Looks at a place, at once.
    pub fn look(&mut self, center: Point, px_per_m: f64, turn_rad: f64) {
        (self.flight, self.glide) = (None, None);
        let view = Viewport {
            center,
            px_per_m,
            ..self.view.turned(turn_rad)
        };
        self.view = view.clamped(self.level);
    }

    /// Moves on by itself up to a moment; says whether anything moved.
    pub fn tick(&mut self, now_ms: f64) -> bool {
        if self.steady.is_open() {
            let mut steady = core::mem::take(&mut self.steady);
            for input in steady.at(now_ms) {
                self.handle(input);
            }
            self.steady = steady;
        }
        if let Some(flight) = self.flight {
            let (view, has_ended) = flight.at(now_ms);
            self.view = view;
            if has_ended {
                self.flight = None;
            }
            return true;
        }
        if let Some(glide) = &mut self.glide {
            let (change, has_ended) = glide.step(now_ms);
            self.view = self.changed(self.view, change);
            if has_ended {
                self.glide = None;
            }
            return true;
        }
        false
    }

    /// Whether the view will move on by itself.
    pub fn is_under_way(&self) -> bool {
        self.flight.is_some() || self.glide.is_some() || self.steady.is_open()
    }

    /// Whether north is up.
    pub fn is_north_up(&self) -> bool {
        let goal = self.flight.map_or(self.view, |flight| flight.goal());
        goal.turn_rad.abs() < 1e-6
    }

    fn whole(&self) -> Viewport {
        let upright = self.view.turned(0.0);
        upright.fit(self.home, self.padding_px).clamped(self.level)
    }

    fn changed(&self, from: Viewport, change: Change) -> Viewport {
        match change {
            Change::Whole => self.whole(),
            _ => from.changed(change, self.level, self.padding_px),
        }
    }

    fn fly(&mut self, to: Viewport, now_ms: f64) {
        self.glide = None;
        self.flight = (to != self.view).then(|| Flight::new(self.view, to, now_ms));
        if self.settings.is_still {
            self.land();
        }
    }

    fn land(&mut self) {
        if let Some(flight) = self.flight.take() {
            self.view = flight.goal();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEVEL: Bounds = Bounds::new(0.0, 0.0, 3000.0, 1500.0);

    fn camera() -> Camera {
        let mut camera = Camera::new(Settings::default(), 20.0);
        camera.resize(1000.0, 800.0, 1.0);
        camera.enter(1, LEVEL);
        camera
    }

    fn settle(camera: &mut Camera) {
        for step in 0..400 {
            camera.tick(f64::from(step) * 16.0);
        }
        assert!(!camera.is_under_way());
    }

    #[test]
    fn size_and_level_may_come_in_any_order() {
        let mut other = Camera::new(Settings::default(), 20.0);
        other.enter(1, LEVEL);
        other.resize(1000.0, 800.0, 1.0);
        assert_eq!(other.view(), camera().view());
    }

    #[test]
    fn there_is_an_end_to_zooming_either_way() {
        let mut camera = camera();
        assert_eq!(camera.zoom_room(), (true, true));
        camera.change(Change::ZoomMiddle { factor: 1e9 });
        assert_eq!(camera.zoom_room(), (false, true));
        camera.change(Change::ZoomMiddle { factor: 1e-9 });
        assert_eq!(camera.zoom_room(), (true, false));
    }

    #[test]
    fn a_look_is_there_at_once_and_stays_on_the_level() {
        let mut camera = camera();
        camera.go(Goal::North, 0.0);
        camera.look(Point::new(700.0, 300.0), 6.0, 0.5);
        assert!(!camera.is_under_way());
        let view = camera.view();
        assert_eq!(view.center, Point::new(700.0, 300.0));
        assert_eq!((view.px_per_m, view.turn_rad), (6.0, 0.5));
        camera.look(Point::new(-9e9, f64::NAN), 1e9, 0.0);
        let view = camera.view();
        assert_eq!(view, view.clamped(LEVEL));
    }

    #[test]
    fn a_level_of_the_same_building_keeps_the_view() {
        let mut camera = camera();
        camera.change(Change::ZoomMiddle { factor: 5.0 });
        let before = camera.view();
        camera.enter(1, LEVEL.grown(-10.0));
        assert_eq!(camera.view(), before);
        camera.enter(2, LEVEL);
        assert!(camera.view().px_per_m < before.px_per_m);
    }

    #[test]
    fn a_whole_view_stays_whole_and_a_near_one_stays_near() {
        let mut camera = camera();
        camera.resize(500.0, 900.0, 2.0);
        assert!((camera.view().px_per_m - 460.0 / 300.0).abs() < 1e-9);
        camera.change(Change::ZoomMiddle { factor: 6.0 });
        let before = camera.view();
        camera.resize(900.0, 500.0, 2.0);
        assert_eq!(camera.view().center, before.center);
        assert_eq!(camera.view().px_per_m, before.px_per_m);
    }

    #[test]
    fn goals_are_reached() {
        let stall = Bounds::new(600.0, 700.0, 630.0, 740.0);
        let mut camera = camera();
        camera.go(Goal::Stall(stall), 0.0);
        assert!(camera.is_under_way());
        settle(&mut camera);
        assert_eq!(camera.view().center, stall.center());
        let here = Goal::Here {
            at: Point::new(100.0, 100.0),
            facing_deg: 90.0,
        };
        camera.go(here, 0.0);
        assert!(!camera.is_north_up());
        settle(&mut camera);
        // What lies east of the kiosk, where its reader looks, is up.
        let (x, y) = camera.view().screen_from_plan(Point::new(200.0, 100.0));
        assert!((x - 500.0).abs() < 1e-6 && y < 400.0);
        camera.go(Goal::North, 0.0);
        assert!(camera.is_north_up());
        settle(&mut camera);
        camera.go(Goal::Whole, 0.0);
        settle(&mut camera);
        assert_eq!(camera.view(), self::camera().view());
    }

    #[test]
    fn the_whole_is_the_level_and_the_view_may_leave_it() {
        let mut camera = camera();
        let home = Bounds::new(100.0, 100.0, 600.0, 400.0);
        camera.set_home(home);
        camera.go(Goal::Whole, 0.0);
        settle(&mut camera);
        assert_eq!(camera.view().center, home.center());
        camera.glide_to_change(Change::Whole, 0.0);
        assert!(!camera.is_under_way(), "it is there already");
        camera.go(Goal::Fit(LEVEL), 0.0);
        settle(&mut camera);
        assert_eq!(camera.view(), self::camera().view());
    }

    #[test]
    fn a_shift_takes_a_flight_along() {
        let stall = Bounds::new(600.0, 300.0, 630.0, 340.0);
        let by = Point::new(0.0, 700.0);
        let mut camera = camera();
        camera.go(Goal::Stall(stall), 0.0);
        camera.tick(50.0);
        let before = camera.view();
        camera.shift(by);
        assert_eq!(camera.view(), before.moved_by(by, 1.0));
        settle(&mut camera);
        assert_eq!(camera.view().center, stall.moved(by).center());
    }

    #[test]
    fn quick_presses_add_up() {
        let mut camera = camera();
        let before = camera.view().px_per_m;
        camera.glide_to_change(Change::ZoomMiddle { factor: 2.0 }, 0.0);
        camera.tick(16.0);
        camera.glide_to_change(Change::ZoomMiddle { factor: 2.0 }, 16.0);
        settle(&mut camera);
        assert!((camera.view().px_per_m / before - 4.0).abs() < 1e-6);
    }

    #[test]
    fn reduced_motion_arrives_at_once() {
        let mut camera = camera();
        camera.set(Settings {
            is_still: true,
            ..Settings::default()
        });
        camera.glide_to_change(Change::ZoomMiddle { factor: 2.0 }, 0.0);
        assert!(!camera.is_under_way());
    }

    #[test]
    fn the_wheel_does_not_leave_a_turn_half_done() {
        let mut camera = camera();
        camera.glide_to_change(Change::Turn { turn_rad: 0.5 }, 0.0);
        camera.tick(50.0);
        camera.change(Change::ZoomMiddle { factor: 1.1 });
        assert!((camera.view().turn_rad - 0.5).abs() < 1e-9);
    }

    #[test]
    fn a_finger_stops_what_moves() {
        let mut camera = camera();
        camera.go(Goal::Stall(Bounds::new(0.0, 0.0, 30.0, 30.0)), 0.0);
        camera.tick(100.0);
        camera.pointer(PointerInput {
            id: 1,
            phase: Phase::Down,
            x_px: 5.0,
            y_px: 5.0,
            time_ms: 110.0,
            is_primary: true,
            is_pressed: true,
        });
        assert!(!camera.is_under_way() && !camera.tick(200.0));
    }

    #[test]
    fn a_sheet_laid_out_anew_keeps_the_place_under_the_eye() {
        let sheet = Bounds::new(0.0, 0.0, 9000.0, 9000.0);
        let home = |x: f64| Bounds::new(x, 1000.0, x + 1000.0, 2000.0);
        let mut camera = Camera::new(Settings::default(), 0.0);
        camera.resize(800.0, 600.0, 1.0);
        camera.enter(1, sheet);
        camera.set_home(home(1000.0));
        camera.change(Change::Whole);
        let by = Point::new(5000.0, 0.0);
        camera.relocate(sheet, home(6000.0), by);
        assert_eq!(camera.view(), camera.whole());
        camera.change(Change::ZoomMiddle { factor: 4.0 });
        camera.change(Change::Pan {
            dx_px: 40.0,
            dy_px: 30.0,
        });
        let before = camera.view();
        let back = Point::new(-5000.0, 0.0);
        camera.relocate(sheet, home(1000.0), back);
        let after = camera.view();
        assert!((after.center.x_dm + 5000.0 - before.center.x_dm).abs() < 1e-6);
        assert!((after.center.y_dm - before.center.y_dm).abs() < 1e-6);
        assert_eq!(after.px_per_m.to_bits(), before.px_per_m.to_bits());
    }
}
