use super::super::label::{LabelSet, Tally, TextRun, TextSource};
use super::super::lighting::Layer;
use super::super::raster::Raster;
use super::super::scene::{SceneInput, StallInput, StallOutline};
use super::super::sheet::{BuildingInput, LevelInput, SheetInput, TradeShare};
use super::super::theme::Theme;
use super::*;

/// A small generator for reproducible cases.
struct Dice(u32);

impl Dice {
    fn roll(&mut self, below: u32) -> f64 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from((self.0 >> 8) % below)
    }
}

const WIDE_DM: i32 = 2000;
const HIGH_DM: i32 = 1000;

fn ground() -> Vec<Point> {
    [[0, 0], [WIDE_DM, 0], [WIDE_DM, HIGH_DM], [0, HIGH_DM]]
        .map(Point::from)
        .to_vec()
}

/// 400 stalls, every fifth marked, every seventh a triangle.
fn level(seed: i32) -> Scene {
    let numbers: Vec<String> = (0..400).map(|i| (10_000 * seed + i).to_string()).collect();
    let stalls = numbers.iter().enumerate().map(|(i, number)| {
        let (x, y) = (i as i32 % 40 * 50, i as i32 / 40 * 100 + seed);
        let outline = match i % 7 {
            0 => StallOutline::Ring(vec![[x, y], [x + 20, y], [x, y + 30]]),
            _ => StallOutline::Rect { x, y, w: 20, h: 30 },
        };
        StallInput {
            outline,
            number,
            name: "Golden Lotus Toys",
            tint: Some((i % 26) as u8),
            is_member: i % 5 == 0,
            is_post: false,
            grade: None,
        }
    });
    Scene::build(SceneInput {
        outlines: vec![ground()],
        stalls: stalls.collect(),
        ..SceneInput::default()
    })
}

/// Two buildings with three levels each, all but the last two loaded.
fn market() -> Picture {
    let building = |index: i32| BuildingInput {
        name: format!("District {index}"),
        anchor: Point::from([index * 3000, 0]),
        levels: (0..3)
            .map(|level| LevelInput {
                name: format!("District {index}, level {level}"),
                short_name: format!("{level}F"),
                details: "400 stalls · Toys · Flowers".to_string(),
                outlines: vec![ground()],
                marks: 77,
                trades: vec![TradeShare {
                    tint: 2,
                    stalls: 300,
                }],
            })
            .collect(),
    };
    let buildings = vec![building(0), building(1)];
    let sheet = Sheet::lay_out(SheetInput { buildings }, 1.5);
    let mut picture = Picture::new(Arc::new(sheet));
    for index in 0..4 {
        picture.set_scene(index, Some(Arc::new(level(index as i32))));
    }
    picture
}

fn whole(picture: &Picture) -> Viewport {
    Viewport::fitting(picture.sheet().bounds(), 1200.0, 800.0, 1.0, 10.0)
}

/// Many looks at the market: from all of it to a few stalls, turned or not.
fn looks(picture: &Picture) -> Vec<Viewport> {
    let mut dice = Dice(7);
    let bounds = picture.sheet().bounds();
    let mut looks = vec![whole(picture)];
    for step in 0..60 {
        let mut view = whole(picture).turned([0.0, 0.0, 1.0, 2.5][step % 4]);
        view.px_per_m *= [1.0, 2.0, 5.0, 12.0, 40.0, 90.0][step % 6];
        view.center = Point::new(
            dice.roll(bounds.width_dm() as u32),
            dice.roll(bounds.height_dm() as u32),
        );
        looks.push(view);
    }
    looks
}

fn labels(picture: &Picture, view: &Viewport) -> LabelSet {
    let mut labels = LabelSet::default();
    labels.collect(picture, view);
    labels
}

#[test]
fn a_touch_finds_what_looking_at_all_levels_finds() {
    let picture = market();
    let mut dice = Dice(3);
    let mut found = 0;
    for view in looks(&picture) {
        for _ in 0..100 {
            let at = view.plan_from_screen(dice.roll(1200), dice.roll(800));
            let brute = (0..4).find_map(|level| {
                let point = picture.sheet().level_from_sheet(level, at);
                let scene = picture.scene(level)?;
                let mut stalls = 0..scene.stall_count();
                Some((level, stalls.find(|s| scene.stall_contains(*s, point))?))
            });
            let hit = picture.stall_at(at, 0.0);
            // Two triangles may share a border; both are right there.
            assert_eq!(hit.is_some(), brute.is_some(), "{at:?}");
            if let Some((level, stall)) = hit {
                let point = picture.sheet().level_from_sheet(level, at);
                let scene = picture.scene(level).expect("was hit");
                assert!(scene.stall_contains(stall, point));
                found += 1;
            }
        }
    }
    assert!(found > 150, "{found}");
}

#[test]
fn no_mark_vanishes_from_the_whole_market() {
    let picture = market();
    let set = labels(&picture, &whole(&picture));
    let marks = set.clusters.iter().filter(|c| c.tally == Tally::Marks);
    let counts: Vec<u32> = marks.map(|cluster| cluster.count).collect();
    // Four levels know their stalls, two what was published about them.
    assert_eq!(counts, [80, 80, 80, 80, 77, 77]);
}

#[test]
fn marks_are_counted_until_they_are_drawn_one_by_one() {
    let picture = market();
    let card = picture.sheet().cards()[1].bounds;
    let with_title = Bounds {
        min_y_dm: card.min_y_dm - picture.sheet().cards()[1].title_dm,
        ..card
    };
    let fit = Viewport::fitting(card, 1200.0, 800.0, 1.0, 10.0);
    for share in [0.1, 0.15, 0.2, 0.4, 0.6, 0.8, 1.0, 2.0] {
        let mut view = fit;
        view.px_per_m *= share;
        let set = labels(&picture, &view);
        // Those of this level lie on its card or in the band above it.
        let on_card = |x_px: f64, y_px: f64| {
            let at = view.plan_from_screen(x_px, y_px);
            with_title.contains(at)
        };
        let own = set.clusters.iter().filter(|c| on_card(c.x_px, c.y_px));
        let counted: u32 = own.map(|c| c.count).sum();
        let scene = picture.scene(1).expect("is loaded");
        let merged = super::super::label::are_marks_merged(scene, &view);
        assert_eq!(counted, if merged { 80 } else { 0 }, "{share}");
    }
}

#[test]
fn lit_stalls_are_counted_on_every_level() {
    let mut picture = market();
    for level in 0..4 {
        picture.set_lighting(level, Lighting::on(400, 0..level * 3));
    }
    picture.set_lit_count(4, Some(12));
    picture.set_lit_count(5, Some(0));
    assert_eq!(picture.lit_count(), 3 + 6 + 9 + 12);
    let set = labels(&picture, &whole(&picture));
    let lit = set.clusters.iter().filter(|c| c.tally == Tally::Lit);
    let counts: Vec<u32> = lit.map(|cluster| cluster.count).collect();
    assert_eq!(counts, [0, 3, 6, 9, 12, 0]);
}

#[test]
fn every_level_and_building_says_its_name_from_afar() {
    let picture = market();
    let set = labels(&picture, &whole(&picture));
    let count = |wanted: fn(&TextSource) -> bool| {
        let texts = set.texts.iter();
        texts.filter(|text| wanted(&text.source)).count()
    };
    assert_eq!(count(|s| matches!(s, TextSource::LevelName { .. })), 6);
    assert_eq!(count(|s| matches!(s, TextSource::LevelDetails { .. })), 6);
    assert_eq!(count(|s| matches!(s, TextSource::BuildingName { .. })), 2);
}

#[test]
fn a_level_whose_name_has_no_room_says_the_short_one_and_none_is_cut() {
    let picture = market();
    let mut shown = [0, 0];
    for share in [0.2, 0.35, 0.5, 0.7, 1.0] {
        let mut view = whole(&picture);
        view.px_per_m *= share;
        let set = labels(&picture, &view);
        for text in &set.texts {
            let (is_short, line) = match text.source {
                TextSource::LevelName { line } => (false, line),
                TextSource::LevelShortName { line } => (true, line),
                _ => continue,
            };
            assert!(!line.is_cut, "{share}");
            shown[usize::from(is_short)] += 1;
        }
    }
    assert!(shown.iter().all(|count| *count >= 6), "{shown:?}");
}

/// A text's box; its estimated width never exceeds its room.
fn area(text: &TextRun) -> [f64; 4] {
    let (w, h) = (text.room_px / 2.0 - 0.6, text.size_px / 2.0 - 0.1);
    [text.x_px - w, text.y_px - h, text.x_px + w, text.y_px + h]
}

#[test]
fn texts_of_all_levels_share_one_screen() {
    let mut picture = market();
    for level in 0..4 {
        picture.set_lighting(level, Lighting::on(400, [1, 2, 3]));
    }
    for view in looks(&picture) {
        let set = labels(&picture, &view);
        let texts: Vec<_> = set.texts.iter().collect();
        for (i, a) in texts.iter().enumerate() {
            for b in &texts[i + 1..] {
                // Lines of one name stand below each other within one room.
                let (x, y) = (area(a), area(b));
                let apart = x[0] >= y[2] || y[0] >= x[2] || x[1] >= y[3] || y[1] >= x[3];
                assert!(apart, "{} px/m: {a:?} {b:?}", view.px_per_m);
            }
        }
    }
}

#[test]
fn texts_keep_their_place_in_the_stall_while_panning() {
    let picture = market();
    for (level, px_per_m) in [(0, 9.0), (2, 17.3), (3, 40.0)] {
        let mut view = whole(&picture);
        view.px_per_m = px_per_m;
        view.center = picture
            .sheet()
            .sheet_from_level(level, Point::from([900, 500]));
        let before = labels(&picture, &view.snapped());
        let moved = view.changed(
            super::super::viewport::Change::Pan {
                dx_px: 37.4,
                dy_px: -11.7,
            },
            picture.sheet().bounds(),
            0.0,
        );
        let after = labels(&picture, &moved.snapped());
        let mut compared = 0;
        for text in &before.texts {
            let same = |t: &&TextRun| t.source == text.source && t.level == text.level;
            if matches!(text.source, TextSource::Mark | TextSource::Count { .. }) {
                continue;
            }
            if let Some(other) = after.texts.iter().find(same) {
                assert_eq!((text.size_px, text.ink), (other.size_px, other.ink));
                // Whole device pixels, so that the same shape is copied as it is.
                let (dx, dy) = (other.x_px - text.x_px, other.y_px - text.y_px);
                assert!((dx - dx.round()).abs() < 1e-6 && (dy - dy.round()).abs() < 1e-6);
                compared += 1;
            }
        }
        assert!(compared > 20, "{compared}");
    }
}

#[test]
fn different_texts_have_different_shapes() {
    let picture = market();
    for view in looks(&picture) {
        let set = labels(&picture, &view);
        let mut seen: Vec<(u64, TextRun)> = Vec::new();
        for text in &set.texts {
            let key = text.shape_key(1.0);
            assert_ne!(key, 0);
            let before = seen.iter().find(|(other, _)| *other == key);
            if let Some((_, other)) = before {
                assert_eq!(other.source, text.source);
                assert_eq!(other.size_px, text.size_px);
            }
            seen.push((key, *text));
        }
    }
}

#[test]
fn hidden_marks_are_not_counted() {
    let mut picture = market();
    let mut lighting = Lighting::default();
    lighting.show(Layer::Marks, false);
    for level in 0..6 {
        picture.set_lighting(level, lighting.clone());
    }
    assert!(labels(&picture, &whole(&picture)).clusters.is_empty());
}

/// The mean colour of blocks of device pixels.
fn blocks(raster: &Raster, side: usize) -> Vec<[i32; 3]> {
    let (columns, rows) = (raster.width() / side, raster.height() / side);
    let mut blocks = vec![[0; 3]; columns * rows];
    for y in 0..rows * side {
        for x in 0..columns * side {
            let color = raster.color_at(x, y).expect("in the picture");
            let block = &mut blocks[y / side * columns + x / side];
            for (sum, part) in block.iter_mut().zip(color) {
                *sum += i32::from(part);
            }
        }
    }
    let area = (side * side) as i32;
    blocks.iter().map(|sums| sums.map(|s| s / area)).collect()
}

#[test]
fn half_the_pixels_show_the_same_picture() {
    let picture = market();
    for turn in [0.0, 0.4] {
        let view = whole(&picture).turned(turn);
        let (mut full, mut half) = (Raster::default(), Raster::default());
        full.draw(&picture, &view, &Theme::LIGHT);
        half.draw(&picture, &view.halved(), &Theme::LIGHT);
        assert_eq!(half.width() * 2, full.width());
        let (full, half) = (blocks(&full, 16), blocks(&half, 8));
        assert_eq!(full.len(), half.len());
        let away = |(a, b): (&[i32; 3], &[i32; 3])| (0..3).map(|i| (a[i] - b[i]).abs()).max();
        let worst = full.iter().zip(&half).filter_map(away).max();
        assert!(worst.is_some_and(|worst| worst <= 26), "{worst:?}");
        let total: i32 = full.iter().zip(&half).filter_map(away).sum();
        let mean = f64::from(total) / full.len() as f64;
        assert!(mean < 2.0, "{mean}");
    }
}

#[test]
fn a_level_without_stalls_is_its_outline() {
    let picture = market();
    let mut raster = Raster::default();
    let view = whole(&picture);
    raster.draw(&picture, &view, &Theme::LIGHT);
    let color = |level: usize, x: i32, y: i32| {
        let at = picture.sheet().sheet_from_level(level, Point::from([x, y]));
        let (x, y) = view.screen_from_plan(at);
        raster.color_at(x as usize, y as usize)
    };
    assert_eq!(color(5, 100, 100), Some(Theme::LIGHT.floor));
    assert_eq!(color(5, 1000, 500), Some(Theme::LIGHT.tints[2]));
    assert_eq!(color(0, 1000, -400), Some(Theme::LIGHT.outside));
}
