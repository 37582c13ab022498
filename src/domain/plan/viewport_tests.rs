use super::*;

const LEVEL: Bounds = Bounds::new(0.0, 0.0, 3000.0, 1400.0);

fn view() -> Viewport {
    Viewport::fitting(LEVEL, 1000.0, 800.0, 2.0, 20.0)
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

#[test]
fn there_and_back_again() {
    for turn_deg in [0.0, 17.0, 90.0, -135.0, 180.0_f64] {
        let view = view().turned(turn_deg.to_radians());
        for (x, y) in [(0.0, 0.0), (123.4, 567.8), (1000.0, 800.0)] {
            let (bx, by) = view.screen_from_plan(view.plan_from_screen(x, y));
            assert!(
                near(x, bx) && near(y, by),
                "{turn_deg}: {x} {y} -> {bx} {by}"
            );
        }
    }
}

#[test]
fn south_is_down_and_a_quarter_turn_is_clockwise() {
    let view = view();
    let c = view.center;
    let (x, y) = view.screen_from_plan(Point::new(c.x_dm, c.y_dm + 100.0));
    assert!(near(x, 500.0) && y > 400.0);
    let turned = view.turned(core::f64::consts::FRAC_PI_2);
    let (x, y) = turned.screen_from_plan(Point::new(c.x_dm, c.y_dm - 100.0));
    assert!(x > 500.0 && near(y, 400.0), "north points right: {x} {y}");
}

#[test]
fn fitting_shows_everything_at_every_turn() {
    for turn_deg in [0.0, 30.0, 90.0, 200.0_f64] {
        let view = view().turned(turn_deg.to_radians()).fit(LEVEL, 20.0);
        for corner in [(0.0, 0.0), (3000.0, 0.0), (3000.0, 1400.0), (0.0, 1400.0)] {
            let (x, y) = view.screen_from_plan(Point::new(corner.0, corner.1));
            assert!((19.9..=980.1).contains(&x), "{turn_deg}: {x}");
            assert!((19.9..=780.1).contains(&y), "{turn_deg}: {y}");
        }
    }
}

#[test]
fn a_pinched_point_stays_under_the_fingers() {
    let before = view().turned(0.3);
    let held = before.plan_from_screen(300.0, 200.0);
    let change = Change::Pinch {
        x_px: 300.0,
        y_px: 200.0,
        dx_px: 12.0,
        dy_px: -5.0,
        factor: 1.7,
        turn_rad: 0.4,
    };
    let after = before.changed(change, LEVEL, 0.0);
    let (x, y) = after.screen_from_plan(held);
    assert!(near(x, 312.0) && near(y, 195.0), "{x} {y}");
    assert!(near(after.px_per_m, before.px_per_m * 1.7));
}

#[test]
fn whoever_zooms_out_sees_everything() {
    let mut view = view();
    view.center = Point::new(0.0, 0.0);
    for _ in 0..20 {
        view = view.changed(Change::ZoomMiddle { factor: 0.8 }, LEVEL, 0.0);
    }
    assert_eq!(view.center, LEVEL.center());
}

#[test]
fn the_level_cannot_be_lost() {
    let mut view = view().changed(Change::ZoomMiddle { factor: 2.0 }, LEVEL, 0.0);
    for _ in 0..50 {
        view = view.changed(
            Change::Pan {
                dx_px: 900.0,
                dy_px: 700.0,
            },
            LEVEL,
            0.0,
        );
    }
    assert_eq!(view.center, Point::new(0.0, 0.0));
    for factor in [0.0, 1e-9, 1e9, f64::NAN, f64::INFINITY] {
        let zoomed = view.changed(Change::ZoomMiddle { factor }, LEVEL, 0.0);
        let (low, high) = view.scale_limits(LEVEL);
        assert!((low..=high).contains(&zoomed.px_per_m), "{factor}");
        assert!(zoomed.center.x_dm.is_finite());
    }
}

#[test]
fn limits_come_from_metres() {
    let (low, high) = view().scale_limits(LEVEL);
    assert!(near(high, 160.0), "800 px show five metres: {high}");
    assert!(near(low, 0.6 * 1000.0 / 300.0), "{low}");
}

#[test]
fn snapping_moves_less_than_a_device_pixel() {
    for turn in [0.0, 0.7] {
        let mut view = view().turned(turn);
        view.center = Point::new(777.77, 333.33);
        let snapped = view.snapped();
        let (x, y) = snapped.screen_from_plan(Point::default());
        let (was_x, was_y) = view.screen_from_plan(Point::default());
        assert!((x * 2.0 - (x * 2.0).round()).abs() < 1e-6, "{x}");
        assert!((x - was_x).abs() <= 0.25 + 1e-9 && (y - was_y).abs() <= 0.25 + 1e-9);
    }
}

#[test]
fn nearly_right_angles_become_right() {
    let check = |deg: f64, expected: f64| {
        let turned = view().turned(deg.to_radians()).straightened();
        assert!(near(turned.turn_rad.to_degrees(), expected), "{deg}");
    };
    check(4.0, 0.0);
    check(-86.0, -90.0);
    check(20.0, 20.0);
}

#[test]
fn a_flight_starts_and_ends_where_it_should() {
    let from = view();
    let goal = Bounds::new(2500.0, 1000.0, 2600.0, 1100.0);
    for to in [from.fit(goal, 50.0), from.turned(1.0), from] {
        let flight = Flight::new(from, to, 1000.0);
        let (start, _) = flight.at(1000.0);
        assert!(near(start.px_per_m, from.px_per_m));
        assert!(near(start.center.x_dm, from.center.x_dm));
        let (middle, ended) = flight.at(1100.0);
        assert!(!ended && middle.px_per_m.is_finite());
        assert_eq!(flight.at(2000.0), (to, true));
    }
}

#[test]
fn a_long_flight_rises_to_show_the_way() {
    let near_here = view().fit(Bounds::new(0.0, 0.0, 100.0, 100.0), 0.0);
    let far_there = view().fit(Bounds::new(2900.0, 1300.0, 3000.0, 1400.0), 0.0);
    let flight = Flight::new(near_here, far_there, 0.0);
    let (middle, _) = flight.at(450.0);
    assert!(middle.px_per_m < near_here.px_per_m / 2.0);
}
