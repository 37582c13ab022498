use super::*;

/// Buildings of a believable market: differing grounds, four or five levels each.
fn input() -> SheetInput {
    let buildings = (0..6)
        .map(|building| {
            let (wide, high) = (3600 + building * 130, 2000 + building * 40);
            let at = |x: i32, y: i32| Point::new(f64::from(x), f64::from(y));
            let ring = vec![at(-20, -20), at(wide, -20), at(wide, high), at(-20, high)];
            let levels = (0..4 + building / 4).map(|level| LevelInput {
                name: format!("Level {level}"),
                outlines: vec![ring.clone()],
                marks: 300,
                ..LevelInput::default()
            });
            BuildingInput {
                name: format!("District {building}"),
                anchor: at(building % 3 * 5000, building / 3 * 4000 - building * 50),
                levels: levels.collect(),
            }
        })
        .collect();
    SheetInput { buildings }
}

/// A card with its title.
fn whole(card: &Card) -> Bounds {
    Bounds {
        min_y_dm: card.bounds.min_y_dm - card.title_dm,
        ..card.bounds
    }
}

#[test]
fn nothing_lies_on_anything_else_in_any_shape() {
    for aspect in [0.2, 0.5625, 1.0, 16.0 / 9.0, 4.0] {
        let sheet = Sheet::lay_out(input(), aspect);
        assert_eq!((sheet.blocks().len(), sheet.cards().len()), (6, 26));
        for (level, card) in sheet.cards().iter().enumerate() {
            for other in &sheet.cards()[level + 1..] {
                assert!(!whole(card).overlaps(whole(other)), "{aspect}");
            }
            let block = &sheet.blocks()[card.building];
            let own = whole(card);
            assert_eq!(own.union(block.bounds), block.bounds);
            assert!(own.min_y_dm >= block.bounds.min_y_dm + block.title_dm);
        }
        for (building, block) in sheet.blocks().iter().enumerate() {
            assert_eq!(block.bounds.union(sheet.bounds()), sheet.bounds());
            for other in &sheet.blocks()[building + 1..] {
                assert!(!block.bounds.overlaps(other.bounds), "{aspect}");
            }
        }
    }
}

#[test]
fn the_sheet_suits_the_screen() {
    let scale = |aspect: f64, screen: f64| {
        let bounds = Sheet::lay_out(input(), aspect).bounds();
        (screen / bounds.width_dm()).min(1.0 / bounds.height_dm())
    };
    for screen in [0.5625, 16.0 / 9.0] {
        for other in [0.3, 0.5625, 1.0, 16.0 / 9.0, 3.0] {
            assert!(scale(screen, screen) >= scale(other, screen), "{other}");
        }
    }
}

#[test]
fn higher_levels_stand_above_lower_ones_and_rows_follow_the_ground() {
    let sheet = Sheet::lay_out(input(), 0.5625);
    let cards = sheet.cards();
    for pair in cards.windows(2).filter(|p| p[0].building == p[1].building) {
        assert!(pair[1].bounds.max_y_dm < pair[0].bounds.min_y_dm);
    }
    let corner = |building: usize| {
        let bounds = sheet.blocks()[building].bounds;
        (bounds.min_x_dm, bounds.max_y_dm)
    };
    // Two rows of three: the northern ones above, each from west to east.
    assert!(corner(0).0 < corner(1).0 && corner(1).0 < corner(2).0);
    assert!(corner(3).0 < corner(4).0 && corner(4).0 < corner(5).0);
    assert!(corner(2).1 < corner(3).1);
    assert_eq!(corner(0).1, corner(2).1);
}

#[test]
fn places_travel_between_level_and_sheet() {
    let sheet = Sheet::lay_out(input(), 1.5);
    for level in 0..26 {
        let at = Point::new(123.0, 456.0);
        let there = sheet.sheet_from_level(level, at);
        assert_eq!(sheet.level_at(there), Some(level));
        let back = sheet.level_from_sheet(level, there);
        assert!(back.distance_dm(at) < 1e-6);
    }
    assert_eq!(sheet.level_at(Point::new(-1e6, 0.0)), None);
}

#[test]
fn another_level_of_the_building_is_the_same_place() {
    let sheet = Sheet::lay_out(input(), 1.5);
    let mut view = Viewport::fitting(sheet.bounds(), 1000.0, 700.0, 1.0, 0.0).turned(0.3);
    view.px_per_m = 20.0;
    view.center = sheet.sheet_from_level(1, Point::new(900.0, 700.0));
    let above = view.moved_by(sheet.step(1, 2), 1.0);
    let under_the_eye = sheet.level_from_sheet(2, above.center);
    assert!(under_the_eye.distance_dm(Point::new(900.0, 700.0)) < 1e-6);
    assert_eq!((above.px_per_m, above.turn_rad), (20.0, view.turn_rad));
    assert_eq!(sheet.level_in(&above), Some(2));
}

#[test]
fn what_is_on_the_screen_is_wanted_the_nearest_first() {
    let sheet = Sheet::lay_out(input(), 1.5);
    let all = Viewport::fitting(sheet.bounds(), 1000.0, 700.0, 1.0, 0.0);
    assert_eq!(sheet.wanted(&all).len(), 26);
    let mut near = all;
    near.px_per_m = 20.0;
    near.center = sheet.sheet_from_level(6, Point::new(1000.0, 1000.0));
    assert_eq!(sheet.wanted(&near), [6]);
    let seen: Vec<usize> = sheet.visible(&near).map(|(level, _)| level).collect();
    assert_eq!(seen, [6]);
    let (_, own) = sheet.visible(&near).next().expect("one level");
    assert!(own.center.distance_dm(Point::new(1000.0, 1000.0)) < 1e-6);
    // Between two levels both are wanted, the one under the middle first.
    let card = &sheet.cards()[6];
    near.px_per_m = 2.0;
    near.center = Point::new(card.bounds.center().x_dm, card.bounds.min_y_dm + 10.0);
    assert_eq!(sheet.wanted(&near)[..2], [6, 7]);
}

#[test]
fn nothing_is_a_market_too() {
    let sheet = Sheet::lay_out(SheetInput::default(), 1.5);
    assert!(sheet.cards().is_empty() && sheet.bounds().width_dm() > 0.0);
    let view = Viewport::fitting(sheet.bounds(), 1000.0, 700.0, 1.0, 0.0);
    assert_eq!(sheet.level_in(&view), None);
    assert!(sheet.wanted(&view).is_empty());
}
