use super::*;

fn fingers() -> Fingers {
    Fingers::new(Settings::default())
}

fn input(id: i32, phase: Phase, x_px: f64, y_px: f64, time_ms: f64) -> PointerInput {
    PointerInput {
        id,
        phase,
        x_px,
        y_px,
        time_ms,
        is_primary: id == 1,
        is_pressed: matches!(phase, Phase::Down | Phase::Move),
    }
}

fn play(fingers: &mut Fingers, touches: &[(i32, Phase, f64, f64, f64)]) -> Vec<Outcome> {
    touches
        .iter()
        .map(|(id, phase, x, y, t)| fingers.handle(input(*id, *phase, *x, *y, *t)))
        .filter(|outcome| !matches!(outcome, Outcome::Nothing | Outcome::Hold))
        .collect()
}

use Phase::{Cancel, Down, Move, Up};

#[test]
fn a_trembling_finger_taps() {
    let outcomes = play(
        &mut fingers(),
        &[
            (1, Down, 100.0, 100.0, 0.0),
            (1, Move, 104.0, 97.0, 50.0),
            (1, Up, 104.0, 97.0, 90.0),
        ],
    );
    assert_eq!(
        outcomes,
        [Outcome::Tap {
            x_px: 100.0,
            y_px: 100.0
        }]
    );
}

#[test]
fn two_quick_taps_are_a_double_tap_and_slow_ones_are_not() {
    let check = |gap_ms: f64, away_px: f64, is_double: bool| {
        let x = 50.0 + away_px;
        let outcomes = play(
            &mut fingers(),
            &[
                (1, Down, 50.0, 50.0, 0.0),
                (1, Up, 50.0, 50.0, 60.0),
                (1, Down, x, 50.0, 60.0 + gap_ms - 40.0),
                (1, Up, x, 50.0, 60.0 + gap_ms),
            ],
        );
        let found = matches!(outcomes[1], Outcome::DoubleTap { .. });
        assert_eq!(found, is_double, "{gap_ms} ms, {away_px} px");
    };
    check(200.0, 10.0, true);
    check(500.0, 10.0, false);
    check(200.0, 60.0, false);
}

#[test]
fn dragging_pans_and_then_glides() {
    let mut fingers = fingers();
    let mut touches = vec![(1, Down, 0.0, 0.0, 0.0)];
    for step in 1..=10 {
        touches.push((1, Move, f64::from(step) * 12.0, 0.0, f64::from(step) * 16.0));
    }
    touches.push((1, Up, 120.0, 0.0, 165.0));
    let outcomes = play(&mut fingers, &touches);
    let way: f64 = outcomes
        .iter()
        .map(|o| match o {
            Outcome::Change(Change::Pan { dx_px, .. }) => *dx_px,
            _ => 0.0,
        })
        .sum();
    assert!((96.0..=120.0).contains(&way), "{way}");
    let Some(Outcome::Release(mut glide)) = outcomes.last().copied() else {
        panic!("no glide: {outcomes:?}");
    };
    let mut glided = 0.0;
    let mut last = f64::INFINITY;
    for frame in 1..200 {
        let (change, ended) = glide.step(165.0 + f64::from(frame) * 16.0);
        let Change::Pan { dx_px, dy_px } = change else {
            panic!()
        };
        assert!(dx_px <= last + 1e-9 && dy_px == 0.0, "slows down only");
        last = dx_px;
        glided += dx_px;
        if ended {
            break;
        }
    }
    assert!((150.0..300.0).contains(&glided), "{glided}");
}

#[test]
fn a_finger_that_rests_before_leaving_does_not_throw() {
    let outcomes = play(
        &mut fingers(),
        &[
            (1, Down, 0.0, 0.0, 0.0),
            (1, Move, 50.0, 0.0, 16.0),
            (1, Move, 90.0, 0.0, 32.0),
            (1, Up, 90.0, 0.0, 400.0),
        ],
    );
    assert!(!outcomes.iter().any(|o| matches!(o, Outcome::Release(_))));
}

#[test]
fn reduced_motion_does_not_glide() {
    let mut fingers = Fingers::new(Settings {
        is_still: true,
        ..Settings::default()
    });
    let outcomes = play(
        &mut fingers,
        &[
            (1, Down, 0.0, 0.0, 0.0),
            (1, Move, 50.0, 0.0, 16.0),
            (1, Move, 90.0, 0.0, 32.0),
            (1, Up, 90.0, 0.0, 34.0),
        ],
    );
    assert_eq!(
        outcomes,
        [Outcome::Change(Change::Pan {
            dx_px: 40.0,
            dy_px: 0.0
        })]
    );
}

/// All pinch changes multiplied and added up.
fn pinch_sum(outcomes: &[Outcome]) -> (f64, f64) {
    outcomes
        .iter()
        .fold((1.0, 0.0), |(f, t), outcome| match outcome {
            Outcome::Change(Change::Pinch {
                factor, turn_rad, ..
            }) => (f * factor, t + turn_rad),
            _ => (f, t),
        })
}

#[test]
fn spreading_two_fingers_zooms_without_turning() {
    let mut touches = vec![(1, Down, 100.0, 100.0, 0.0), (2, Down, 200.0, 100.0, 10.0)];
    for step in 1..=10 {
        let s = f64::from(step) * 5.0;
        touches.push((1, Move, 100.0 - s, 100.0, 20.0 * f64::from(step)));
        touches.push((2, Move, 200.0 + s, 103.0, 20.0 * f64::from(step) + 5.0));
    }
    let (factor, turn) = pinch_sum(&play(&mut fingers(), &touches));
    assert!((factor - 2.0).abs() < 0.01, "{factor}");
    assert_eq!(turn, 0.0);
}

#[test]
fn twisting_two_fingers_turns() {
    let mut touches = vec![(1, Down, 100.0, 100.0, 0.0), (2, Down, 200.0, 100.0, 10.0)];
    for step in 1..=45 {
        let angle = f64::from(step).to_radians();
        let (x, y) = (100.0 + 100.0 * angle.cos(), 100.0 + 100.0 * angle.sin());
        touches.push((2, Move, x, y, 10.0 * f64::from(step)));
    }
    touches.extend([(2, Up, 0.0, 0.0, 500.0), (1, Up, 100.0, 100.0, 510.0)]);
    let outcomes = play(&mut fingers(), &touches);
    let (factor, turn) = pinch_sum(&outcomes);
    assert!((factor - 1.0).abs() < 1e-6);
    assert!(
        (32.0..40.0).contains(&turn.to_degrees()),
        "{}",
        turn.to_degrees()
    );
    assert_eq!(outcomes.last(), Some(&Outcome::PinchEnd));
}

#[test]
fn a_third_finger_changes_nothing() {
    let mut fingers = fingers();
    play(
        &mut fingers,
        &[(1, Down, 0.0, 0.0, 0.0), (2, Down, 100.0, 0.0, 1.0)],
    );
    let others = play(
        &mut fingers,
        &[
            (3, Down, 500.0, 500.0, 2.0),
            (3, Move, 700.0, 500.0, 3.0),
            (3, Up, 700.0, 500.0, 4.0),
        ],
    );
    assert_eq!(others, []);
    let (factor, _) = pinch_sum(&play(&mut fingers, &[(2, Move, 200.0, 0.0, 5.0)]));
    assert_eq!(factor, 2.0);
}

#[test]
fn lost_releases_heal() {
    // A touch whose release never came: the next primary touch starts anew.
    let mut lost = fingers();
    play(
        &mut lost,
        &[(1, Down, 0.0, 0.0, 0.0), (2, Down, 100.0, 0.0, 1.0)],
    );
    let again = play(
        &mut lost,
        &[(1, Down, 50.0, 50.0, 900.0), (1, Up, 50.0, 50.0, 950.0)],
    );
    assert_eq!(
        again,
        [Outcome::Tap {
            x_px: 50.0,
            y_px: 50.0
        }]
    );
    // A mouse released outside the window.
    let mut mouse = fingers();
    play(
        &mut mouse,
        &[(1, Down, 0.0, 0.0, 0.0), (1, Move, 60.0, 0.0, 10.0)],
    );
    let hover = PointerInput {
        is_pressed: false,
        ..input(1, Move, 90.0, 0.0, 20.0)
    };
    assert_eq!(mouse.handle(hover), Outcome::Nothing);
    assert!(!mouse.is_down());
}

#[test]
fn a_cancelled_press_is_no_tap() {
    let outcomes = play(
        &mut fingers(),
        &[(1, Down, 5.0, 5.0, 0.0), (1, Cancel, 5.0, 5.0, 9.0)],
    );
    assert_eq!(outcomes, []);
}

#[test]
fn any_order_of_events_keeps_the_machine_sound() {
    let mut dice: u32 = 7;
    let mut roll = |below: u32| {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (dice >> 8) % below
    };
    let mut fingers = fingers();
    for step in 0..20_000 {
        let phase = [Down, Move, Up, Cancel][roll(4) as usize];
        let at = (f64::from(roll(1000)), f64::from(roll(1000)));
        let outcome = fingers.handle(input(roll(5) as i32, phase, at.0, at.1, f64::from(step)));
        if let Outcome::Change(Change::Pinch {
            factor, turn_rad, ..
        }) = outcome
        {
            assert!(factor.is_finite() && factor > 0.0 && turn_rad.is_finite());
        }
    }
}

#[test]
fn wheel_and_keys() {
    assert!(wheel_factor(-100.0, 0, false) > 1.0);
    assert!((wheel_factor(100.0, 0, false) * wheel_factor(-100.0, 0, false) - 1.0).abs() < 1e-9);
    assert!(wheel_factor(1e9, 2, true) > 0.0);
    assert_eq!(key_change("ArrowLeft", false), None);
    assert_eq!(
        key_change("ArrowLeft", true),
        Some(Change::Pan {
            dx_px: 160.0,
            dy_px: 0.0
        })
    );
    assert_eq!(arrow("ArrowDown"), Some((0.0, 1.0)));
    assert_eq!(arrow("Enter"), None);
    assert_eq!(key_change("0", false), Some(Change::Whole));
    assert_eq!(key_change("a", false), None);
}
