use super::super::geometry::Bounds;
use std::sync::Arc;

use super::super::label::{LabelSet, TextSource, text_width_em};
use super::super::lighting::Lighting;
use super::super::scene::{GradeShape, GradeSign, SceneInput, StallInput, StallOutline};
use super::*;

const THEME: Theme = Theme::LIGHT;

fn stall(outline: StallOutline) -> StallInput<'static> {
    StallInput {
        outline,
        number: "",
        name: "",
        tint: Some(1),
        is_member: false,
        is_post: false,
        grade: None,
    }
}

fn rect(x: i32, y: i32, w: i32, h: i32) -> StallInput<'static> {
    stall(StallOutline::Rect { x, y, w, h })
}

fn scene(stalls: Vec<StallInput<'_>>) -> Scene {
    let corner = |x, y| Point::new(x, y);
    Scene::build(SceneInput {
        outlines: vec![vec![
            corner(0.0, 0.0),
            corner(1000.0, 0.0),
            corner(1000.0, 1000.0),
            corner(0.0, 1000.0),
        ]],
        voids: vec![vec![
            corner(800.0, 800.0),
            corner(900.0, 800.0),
            corner(900.0, 900.0),
            corner(800.0, 900.0),
        ]],
        stalls,
        grades: vec![GradeSign {
            color: [10, 120, 60],
            letter: "A".into(),
            shape: GradeShape::Disc,
            is_lapsed: false,
        }],
        ..SceneInput::default()
    })
}

/// 500 px show 100 m.
fn view() -> Viewport {
    Viewport::fitting(
        Bounds::new(0.0, 0.0, 1000.0, 1000.0),
        500.0,
        500.0,
        1.0,
        0.0,
    )
}

fn drawn(scene: &Scene, lighting: &Lighting, view: &Viewport) -> Raster {
    let mut raster = Raster::default();
    raster.draw(&picture(scene, lighting), view, &THEME);
    raster
}

fn picture(scene: &Scene, lighting: &Lighting) -> Picture {
    Picture::of_one(Arc::new(scene.clone()), lighting.clone())
}

/// The colour at a place of the plan.
fn at(raster: &Raster, view: &Viewport, x_dm: f64, y_dm: f64) -> [u8; 3] {
    let (x, y) = view.screen_from_plan(Point::new(x_dm, y_dm));
    let ratio = view.pixel_ratio;
    raster
        .color_at((x * ratio) as usize, (y * ratio) as usize)
        .expect("on the screen")
}

#[test]
fn floor_void_stall_and_outside_have_their_colours() {
    let scene = scene(vec![
        rect(100, 100, 100, 100),
        stall(StallOutline::Ring(vec![[300, 300], [500, 300], [300, 500]])),
    ]);
    for turn_deg in [0.0, 90.0, 180.0, 30.0, -77.0_f64] {
        for ratio in [1.0, 2.0, 3.0] {
            let mut view = view().turned(turn_deg.to_radians());
            view.px_per_m = 3.2;
            view.pixel_ratio = ratio;
            let raster = drawn(&scene, &Lighting::default(), &view);
            assert_eq!(raster.width(), (500.0 * ratio) as usize);
            let check = |x: f64, y: f64, expected: [u8; 3]| {
                assert_eq!(
                    at(&raster, &view, x, y),
                    expected,
                    "{turn_deg}° ×{ratio}: {x} {y}"
                );
            };
            check(50.0, 50.0, THEME.floor);
            check(850.0, 850.0, THEME.hole);
            check(150.0, 150.0, THEME.tints[1]);
            check(350.0, 350.0, THEME.tints[1]);
            check(450.0, 450.0, THEME.floor);
            check(-40.0, 500.0, THEME.outside);
        }
    }
}

#[test]
fn a_stall_not_let_has_a_ground_and_a_thin_line_of_its_own() {
    let mut vacant = rect(200, 200, 100, 100);
    vacant.tint = None;
    let scene = scene(vec![vacant, rect(400, 200, 100, 100)]);
    let view = view();
    let raster = drawn(&scene, &Lighting::default(), &view);
    assert_eq!(at(&raster, &view, 250.0, 250.0), THEME.vacant);
    assert_eq!(at(&raster, &view, 450.0, 250.0), THEME.tints[1]);
    let [vacant_line, let_line] = [201.0, 401.0].map(|x| at(&raster, &view, x, 250.0));
    assert_ne!(vacant_line, THEME.vacant);
    assert!(vacant_line.iter().zip(let_line).all(|(a, b)| *a > b));
}

#[test]
fn lights_change_exactly_their_stalls() {
    let scene = scene((0..9).map(|i| rect(100 + i * 60, 400, 60, 60)).collect());
    for turn in [0.0, 0.5] {
        let view = view().turned(turn);
        let lighting = Lighting::on(9, [2, 5]).with_chosen(Some(7));
        let raster = drawn(&scene, &lighting, &view);
        for i in 0..9 {
            let dimmed = mixed(THEME.tints[1], THEME.floor, THEME.dim_share);
            let expected = match i {
                2 | 5 => THEME.lit,
                7 => THEME.chosen,
                _ => dimmed,
            };
            let x = 130.0 + f64::from(i) * 60.0;
            assert_eq!(
                at(&raster, &view, x, 430.0),
                expected,
                "stall {i}, turn {turn}"
            );
        }
    }
}

#[test]
fn marks_stay_red_at_every_scale_that_shows_single_stalls() {
    let stalls = (0..400)
        .map(|i| {
            let mut stall = rect(100 + i % 20 * 30, 100 + i / 20 * 30, 30, 30);
            stall.is_member = i % 7 == 0;
            stall.is_post = i % 14 == 0;
            stall
        })
        .collect();
    let scene = scene(stalls);
    for px_per_m in [1.3, 2.0, 4.0, 10.0, 50.0] {
        for i in [0, 63, 210] {
            let mut view = view();
            view.px_per_m = px_per_m;
            view.center = scene.stall_bounds(i).center();
            let raster = drawn(&scene, &Lighting::default(), &view);
            let mut red = 0;
            for y in 240..260 {
                for x in 240..260 {
                    red += u32::from(raster.color_at(x, y) == Some(THEME.mark));
                }
            }
            assert!(red >= 9, "{px_per_m}: stall {i} shows {red} red pixels");
        }
    }
}

#[test]
fn grades_show_their_colour() {
    let mut stall = rect(400, 400, 200, 200);
    stall.grade = Some(0);
    let scene = scene(vec![stall]);
    let raster = drawn(&scene, &Lighting::default(), &view());
    let green = raster
        .bytes()
        .chunks_exact(4)
        .filter(|p| p[..3] == [10, 120, 60]);
    assert!(green.count() > 20);
}

/// A stall of ten metres with a grade, and the middle of the grade's sign.
fn graded(sign: GradeSign) -> (Raster, Viewport, LabelSet) {
    let mut stall = rect(400, 400, 100, 100);
    stall.number = "12";
    stall.grade = Some(0);
    let mut scene = SceneInput {
        stalls: vec![stall],
        ..SceneInput::default()
    };
    scene.grades.push(sign);
    let scene = Scene::build(scene);
    let mut view = view();
    view.px_per_m = 40.0;
    view.pixel_ratio = 4.0;
    view.center = Point::new(450.0, 450.0);
    let mut labels = LabelSet::default();
    labels.collect(&picture(&scene, &Lighting::default()), &view);
    (drawn(&scene, &Lighting::default(), &view), view, labels)
}

#[test]
fn letters_of_a_grade_lie_on_their_sign() {
    for shape in GradeShape::ALL {
        for letter in ["A", "AA", "AAA", "金"] {
            let (raster, view, labels) = graded(GradeSign {
                color: [10, 120, 60],
                letter: letter.into(),
                shape,
                is_lapsed: false,
            });
            let run = labels
                .texts
                .iter()
                .find(|run| matches!(run.source, TextSource::Grade { .. }))
                .expect("large enough for letters");
            let half_w = text_width_em(letter) * run.size_px / 2.0;
            // Letters are about seven tenths of their size tall.
            let half_h = run.size_px * 0.35;
            for (dx, dy) in [
                (-1.0, 0.0),
                (1.0, 0.0),
                (0.0, -1.0),
                (0.0, 1.0),
                (-0.9, 0.9),
            ] {
                let x = (run.x_px + dx * half_w) * view.pixel_ratio;
                let y = (run.y_px + dy * half_h) * view.pixel_ratio;
                let color = raster.color_at(x as usize, y as usize);
                assert_eq!(
                    color,
                    Some([10, 120, 60]),
                    "{letter} in {shape:?}: {dx} {dy}"
                );
            }
        }
    }
}

#[test]
fn a_lapsed_grade_is_a_grey_outline() {
    for shape in GradeShape::ALL {
        let (raster, view, labels) = graded(GradeSign {
            color: [10, 120, 60],
            letter: "A".into(),
            shape,
            is_lapsed: true,
        });
        let count = |color: [u8; 3]| {
            let pixels = raster.bytes().chunks_exact(4);
            pixels.filter(|pixel| pixel[..3] == color).count()
        };
        assert_eq!(count([10, 120, 60]), 0, "{shape:?}");
        assert!(count(THEME.text_quiet) > 100, "{shape:?}");
        let run = labels
            .texts
            .iter()
            .find(|run| matches!(run.source, TextSource::Grade { .. }))
            .expect("large enough for letters");
        let (x, y) = (run.x_px * view.pixel_ratio, run.y_px * view.pixel_ratio);
        let inside = raster.color_at(x as usize, y as usize);
        assert_eq!(inside, Some(THEME.tints[1]), "{shape:?}");
    }
}

#[test]
fn neighbours_share_one_line() {
    let scene = scene(vec![rect(200, 200, 100, 100), rect(300, 200, 100, 100)]);
    let raster = drawn(&scene, &Lighting::default(), &view());
    let row: Vec<_> = (0..500).filter_map(|x| raster.color_at(x, 125)).collect();
    let fills = row.iter().filter(|c| **c == THEME.tints[1]).count();
    assert_eq!(
        fills, 98,
        "two stalls of 50 px, one pixel of line each: {fills}"
    );
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let scene = scene((0..50).map(|i| rect(i * 17, i * 13, 40, 30)).collect());
    let view = view().turned(0.3);
    let a = drawn(&scene, &Lighting::default(), &view);
    let mut b = Raster::default();
    b.draw(
        &picture(&scene, &Lighting::default()),
        &view.resized(90.0, 70.0, 2.0),
        &THEME,
    );
    assert_eq!((b.width(), b.height()), (180, 140));
    b.draw(&picture(&scene, &Lighting::default()), &view, &THEME);
    assert!(a.bytes() == b.bytes());
    assert!(a.bytes().chunks_exact(4).all(|p| p[3] == 255));
}

#[test]
fn anything_far_outside_is_cut_off() {
    let scene = scene(vec![rect(-2_000_000, -2_000_000, 4_000_000, 4_000_000)]);
    for turn in [0.0, 0.4] {
        let mut view = view().turned(turn);
        view.px_per_m = 200.0;
        let raster = drawn(&scene, &Lighting::default(), &view);
        assert_eq!(raster.color_at(250, 250), Some(THEME.tints[1]));
    }
}

#[test]
fn eighty_thousand_stalls_are_drawn_without_missing_one() {
    let stalls = (0..80_000)
        .map(|i| rect(i % 400 * 40, i / 400 * 40, 40, 40))
        .collect();
    let scene = Scene::build(SceneInput {
        stalls,
        ..SceneInput::default()
    });
    let view = Viewport::fitting(scene.bounds(), 1920.0, 1080.0, 1.0, 0.0);
    let raster = drawn(&scene, &Lighting::default(), &view);
    for i in (0..80_000).step_by(997) {
        let c = scene.stall_bounds(i).center();
        assert_eq!(
            at(&raster, &view, c.x_dm, c.y_dm),
            THEME.tints[1],
            "stall {i}"
        );
    }
}

/// How many device pixels' worth of tint lies on the floor.
fn tinted_px(raster: &Raster) -> f64 {
    let (floor, tint) = (THEME.floor, THEME.tints[1]);
    // The channel in which the two differ most.
    let away = |i: usize| f64::from(floor[i]) - f64::from(tint[i]);
    let channel = if away(1) > away(2) { 1 } else { 2 };
    let pixels = raster.bytes().chunks_exact(4);
    let share =
        |pixel: &[u8]| (f64::from(floor[channel]) - f64::from(pixel[channel])) / away(channel);
    pixels.map(share).sum()
}

#[test]
fn a_few_pixels_cover_as_much_as_the_stall_does() {
    let floor: Vec<Point> = [[-9000, -9000], [9000, -9000], [9000, 9000], [-9000, 9000]]
        .map(Point::from)
        .to_vec();
    let ring = |x: i32, y: i32| StallOutline::Ring(vec![[x, y], [x + 40, y], [x, y + 40]]);
    for (outline, area_dm2) in [
        (
            StallOutline::Rect {
                x: 503,
                y: 497,
                w: 23,
                h: 31,
            },
            23.0 * 31.0,
        ),
        (
            StallOutline::Rect {
                x: 500,
                y: 500,
                w: 7,
                h: 9,
            },
            63.0,
        ),
        (ring(501, 499), 800.0),
    ] {
        let scene = Scene::build(SceneInput {
            outlines: vec![floor.clone()],
            stalls: vec![stall(outline)],
            ..SceneInput::default()
        });
        for px_per_m in [0.7, 1.1, 1.9, 2.4] {
            for (turn, tolerance) in [(0.0, 0.12), (core::f64::consts::PI, 0.12), (0.3, 0.4)] {
                let mut sum = 0.0;
                for step in 0..8 {
                    let mut view = view().turned(turn);
                    view.px_per_m = px_per_m;
                    // At different places within a pixel.
                    view.center = Point::new(500.0 + f64::from(step) * 1.3, 500.0);
                    sum += tinted_px(&drawn(&scene, &Lighting::default(), &view)) / 8.0;
                }
                let wanted = area_dm2 * px_per_m * px_per_m / 100.0;
                let allowed = wanted * tolerance + 0.1;
                assert!(
                    (sum - wanted).abs() <= allowed,
                    "{area_dm2} dm² at {px_per_m}, {turn}: {sum} for {wanted}"
                );
            }
        }
    }
}
