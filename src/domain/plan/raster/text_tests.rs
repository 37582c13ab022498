use std::sync::Arc;

use super::super::super::picture::Picture;
use super::super::super::sheet::Sheet;
use super::super::super::theme::Theme;
use super::super::super::viewport::Viewport;
use super::*;
use crate::domain::plan::geometry::Bounds;

/// A strip of 40 × 20 pixels with a box of ink in it, its middle at (20, 10).
fn strip(width: usize, height: usize, ink: u8) -> Vec<u8> {
    let mut strip = vec![0; 40 * 20 * 4];
    for y in 10 - height / 2..10 + height / 2 {
        for x in 20 - width / 2..20 + width / 2 {
            strip[(y * 40 + x) * 4 + 3] = ink;
        }
    }
    strip
}

fn keep(shapes: &mut TextShapes, key: u64, width: usize, height: usize) {
    let strip = strip(width, height, 255);
    shapes.keep(key, &strip, 40, [0, 0, 40, 20], (20, 10));
}

fn empty(width: f64, height: f64) -> Raster {
    let bounds = Bounds::new(0.0, 0.0, 100.0, 100.0);
    let picture = Picture::new(Arc::new(Sheet::of_one(bounds)));
    let mut raster = Raster::default();
    let view = Viewport::fitting(bounds, width, height, 1.0, 0.0);
    raster.draw(&picture, &view, &Theme::LIGHT);
    raster
}

const RED: Rgb = [255, 0, 0];

fn red_pixels(raster: &Raster) -> Vec<(usize, usize)> {
    let width = raster.width();
    let pixels = raster.bytes().chunks_exact(4).enumerate();
    let red = pixels.filter(|(_, pixel)| pixel[..3] == RED);
    red.map(|(at, _)| (at % width, at / width)).collect()
}

#[test]
fn a_text_lies_around_its_middle() {
    let mut shapes = TextShapes::new(10_000);
    keep(&mut shapes, 7, 8, 4);
    let mut raster = empty(60.0, 40.0);
    assert!(raster.text(&mut shapes, 7, (30.0, 20.0), RED, false));
    let red = red_pixels(&raster);
    assert_eq!(red.len(), 32);
    assert_eq!((red[0], red[31]), ((26, 18), (33, 21)));
    assert!(!raster.text(&mut shapes, 8, (30.0, 20.0), RED, false));
}

#[test]
fn half_the_pixels_show_half_the_text() {
    let mut shapes = TextShapes::new(10_000);
    keep(&mut shapes, 7, 8, 4);
    let mut raster = empty(60.0, 40.0);
    assert!(raster.text(&mut shapes, 7, (30.0, 20.0), RED, true));
    assert_eq!(red_pixels(&raster).len(), 8);
}

#[test]
fn a_text_at_the_edge_is_cut_off() {
    let mut shapes = TextShapes::new(10_000);
    keep(&mut shapes, 7, 8, 4);
    for is_halved in [false, true] {
        for (x, y) in [(0.0, 0.0), (60.0, 40.0), (-50.0, 10.0), (1e9, -1e9)] {
            let mut raster = empty(60.0, 40.0);
            assert!(raster.text(&mut shapes, 7, (x, y), RED, is_halved));
            assert!(red_pixels(&raster).len() < 32);
        }
    }
}

#[test]
fn only_the_ink_is_kept() {
    let mut shapes = TextShapes::new(10_000);
    keep(&mut shapes, 1, 8, 4);
    assert_eq!(shapes.bytes(), 32);
    shapes.keep(2, &strip(8, 4, 0), 40, [0, 0, 40, 20], (20, 10));
    assert_eq!(shapes.bytes(), 32);
    assert!(shapes.has(2));
}

#[test]
fn memory_is_bounded_and_what_is_used_stays() {
    let mut shapes = TextShapes::new(32 * 100);
    for key in 1..=2000_u64 {
        keep(&mut shapes, key, 8, 4);
        assert!(shapes.bytes() <= 2 * 32 * 100);
        // Asked for in every frame: never lost.
        assert!(shapes.has(1), "after {key}");
        assert!(shapes.has(key));
    }
    assert!(!shapes.has(900));
    let mut raster = empty(60.0, 40.0);
    assert!(raster.text(&mut shapes, 1, (30.0, 20.0), RED, false));
    assert_eq!(red_pixels(&raster).len(), 32);
    shapes.clear();
    assert!(!shapes.has(1) && shapes.bytes() == 0);
}
