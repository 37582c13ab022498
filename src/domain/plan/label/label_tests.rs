use super::super::geometry::Point;
use super::super::scene::{
    GradeShape, GradeSign, Kiosk, Place, SceneInput, StallInput, StallOutline,
};
use super::*;
use std::sync::Arc;

use crate::domain::market::place::PlaceKind;

fn scene(columns: i32, rows: i32) -> Scene {
    let names = ["金荷玩具商行", "Golden Lotus Toys", "ألعاب اللوتس", ""];
    let numbers: Vec<String> = (0..columns * rows)
        .map(|i| (12_000 + i).to_string())
        .collect();
    let stalls = numbers
        .iter()
        .enumerate()
        .map(|(i, number)| {
            let (x, y) = (i as i32 % columns, i as i32 / columns);
            StallInput {
                outline: StallOutline::Rect {
                    x: x * 32,
                    y: y * 44 + y / 2 * 30,
                    w: 32,
                    h: 44,
                },
                number,
                name: names[i % 4],
                tint: Some((i % 26) as u8),
                is_member: i % 8 == 0,
                is_post: i % 40 == 0,
                grade: (i % 3 == 0).then_some(0),
            }
        })
        .collect();
    let places = (0..12)
        .map(|i| Place {
            kind: PlaceKind::ALL[i],
            at: Point::new(64.0 * i as f64 + 144.0, 100.0),
            name: "x".to_string(),
        })
        .collect();
    Scene::build(SceneInput {
        stalls,
        places,
        grades: vec![GradeSign {
            color: [20, 120, 60],
            letter: "A".to_string(),
            shape: GradeShape::Disc,
            is_lapsed: false,
        }],
        kiosks: vec![Kiosk {
            at: Point::new(200.0, 100.0),
            facing_deg: 90.0,
            is_here: true,
        }],
        ..SceneInput::default()
    })
}

fn labels(scene: &Scene, lighting: &Lighting, px_per_m: f64, turn_deg: f64) -> LabelSet {
    let mut view =
        Viewport::fitting(scene.bounds(), 1200.0, 900.0, 1.0, 0.0).turned(turn_deg.to_radians());
    view.px_per_m = px_per_m;
    let mut set = LabelSet::default();
    set.collect(&picture(scene, lighting), &view);
    set
}

fn picture(scene: &Scene, lighting: &Lighting) -> Picture {
    Picture::of_one(Arc::new(scene.clone()), lighting.clone())
}

fn text_of<'a>(scene: &'a Scene, run: &TextRun) -> &'a str {
    match run.source {
        TextSource::Number { stall } => scene.number(stall as usize),
        TextSource::Name { stall, line } => {
            &scene.name(stall as usize)[line.from as usize..line.to as usize]
        }
        TextSource::Mark => "党",
        TextSource::Grade { .. } => "A",
        TextSource::Count { .. } => "00",
        TextSource::Symbol { .. } => "",
        TextSource::LevelName { .. }
        | TextSource::LevelShortName { .. }
        | TextSource::LevelDetails { .. }
        | TextSource::BuildingName { .. } => unreachable!("one level has no title"),
    }
}

#[test]
fn no_two_texts_overlap_at_any_scale_or_turn() {
    let scene = scene(40, 20);
    for px_per_m in [0.5, 3.0, 8.0, 14.0, 20.0, 33.0, 61.0, 150.0] {
        for turn_deg in [0.0, 20.0, 45.0, 90.0, 200.0] {
            let set = labels(&scene, &Lighting::default(), px_per_m, turn_deg);
            let boxes: Vec<[f64; 4]> = set
                .texts
                .iter()
                .map(|t| {
                    let w = text_width_em(text_of(&scene, t)) * t.size_px / 2.0;
                    let (w, h) = (w.min(t.room_px / 2.0) - 0.1, t.size_px / 2.0 - 0.1);
                    [t.x_px - w, t.y_px - h, t.x_px + w, t.y_px + h]
                })
                .collect();
            for (i, a) in boxes.iter().enumerate() {
                for (j, b) in boxes.iter().enumerate().skip(i + 1) {
                    let apart = a[0] >= b[2] || b[0] >= a[2] || a[1] >= b[3] || b[1] >= a[3];
                    assert!(
                        apart,
                        "{px_per_m} {turn_deg}: {:?} {:?}",
                        set.texts[i], set.texts[j]
                    );
                }
            }
        }
    }
}

fn graded(letter: &str, shape: GradeShape, is_lapsed: bool) -> Scene {
    Scene::build(SceneInput {
        stalls: vec![StallInput {
            outline: StallOutline::Rect {
                x: 0,
                y: 0,
                w: 100,
                h: 100,
            },
            number: "12045",
            name: "",
            tint: Some(0),
            is_member: false,
            is_post: false,
            grade: Some(0),
        }],
        grades: vec![GradeSign {
            color: [20, 120, 60],
            letter: letter.to_string(),
            shape,
            is_lapsed,
        }],
        ..SceneInput::default()
    })
}

#[test]
fn a_lapsed_grade_writes_in_the_ink_of_the_number() {
    let ink = |is_lapsed| {
        let scene = graded("A", GradeShape::Disc, is_lapsed);
        let set = labels(&scene, &Lighting::default(), 20.0, 0.0);
        let is_grade = |t: &&TextRun| matches!(t.source, TextSource::Grade { .. });
        set.texts.iter().find(is_grade).map(|t| t.ink)
    };
    assert_eq!(ink(true), Some(Ink::Number));
    assert_eq!(ink(false), Some(Ink::OnGrade { grade: 0 }));
}

#[test]
fn every_stall_with_room_carries_its_number() {
    let scene = scene(40, 20);
    let mut lighting = Lighting::default();
    lighting.show(Layer::Places, false);
    let set = labels(&scene, &lighting, 30.0, 0.0);
    let numbers = set
        .texts
        .iter()
        .filter(|t| matches!(t.source, TextSource::Number { .. }));
    // 1200 × 900 px at 30 px a metre hold at least 12 × 6 whole stalls.
    assert!(numbers.count() >= 72);
}

#[test]
fn the_upper_tier_is_never_hidden() {
    let scene = scene(40, 20);
    for px_per_m in [0.4, 2.0, 6.0, 30.0] {
        let set = labels(
            &scene,
            &Lighting::default().with_chosen(Some(410)),
            px_per_m,
            0.0,
        );
        assert!(set.here.is_some());
        assert_eq!(set.callout.is_some(), px_per_m < 28.0, "{px_per_m}");
        let counted: u32 = set.clusters.iter().map(|c| c.count).sum();
        assert_eq!(counted, if px_per_m < 1.0 { 100 } else { 0 }, "{px_per_m}");
    }
}

#[test]
fn service_signs_shrink_but_stay() {
    let scene = scene(40, 20);
    let set = labels(&scene, &Lighting::default(), 2.0, 0.0);
    assert_eq!(set.places.len(), 12);
    assert!(set.places.iter().any(|p| p.side_px < PlaceSign::DRAWING_PX));
    assert!(
        set.places
            .iter()
            .any(|p| p.side_px >= PlaceSign::DRAWING_PX)
    );
}

#[test]
fn panning_moves_texts_but_does_not_change_them() {
    let scene = scene(40, 20);
    let mut view = Viewport::fitting(scene.bounds(), 1200.0, 900.0, 1.0, 0.0);
    view.px_per_m = 24.0;
    let mut before = LabelSet::default();
    before.collect(&picture(&scene, &Lighting::default()), &view);
    view.center.x_dm += 10.0;
    let mut after = LabelSet::default();
    after.collect(&picture(&scene, &Lighting::default()), &view);
    let mut compared = 0;
    for text in &before.texts {
        let same = |t: &&TextRun| t.source == text.source && (t.y_px - text.y_px).abs() < 0.01;
        let TextSource::Number { .. } = text.source else {
            continue;
        };
        if let Some(moved) = after.texts.iter().find(same) {
            assert!((text.x_px - moved.x_px - 24.0).abs() < 1e-6 && moved.size_px == text.size_px);
            compared += 1;
        }
    }
    assert!(compared > 50);
}

#[test]
fn hidden_layers_say_nothing() {
    let scene = scene(40, 20);
    let mut lighting = Lighting::default();
    for layer in [
        Layer::Names,
        Layer::Numbers,
        Layer::Marks,
        Layer::Grades,
        Layer::Places,
    ] {
        lighting.show(layer, false);
    }
    let set = labels(&scene, &lighting, 40.0, 0.0);
    assert!(set.texts.is_empty() && set.places.is_empty());
}
