//! Which stall is under a finger.

use super::geometry::{Bounds, Point};
use super::scene::Scene;
use super::viewport::Viewport;

/// Something above the stalls that a finger can mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    pub at: Point,
    /// How far from its middle it is touched, each way on the screen, CSS pixels.
    pub reach_px: f64,
    pub what: Touchable,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touchable {
    /// A service sign, by its level and its index in that level's scene.
    Place { level: usize, place: usize },
    /// A count of marks: what a touch asks for is a nearer look.
    Count,
}

/// The first target under a finger.
pub fn target_at<'a>(
    targets: &'a [Target],
    view: &Viewport,
    x_px: f64,
    y_px: f64,
) -> Option<&'a Target> {
    targets.iter().find(|target| {
        let (x, y) = view.screen_from_plan(target.at);
        (x - x_px).abs() <= target.reach_px && (y - y_px).abs() <= target.reach_px
    })
}

/// The stall at `point`: exactly by outline, otherwise the nearest within `radius_dm`.
pub fn stall_at(scene: &Scene, point: Point, radius_dm: f64) -> Option<usize> {
    let around = Bounds::new(point.x_dm, point.y_dm, point.x_dm, point.y_dm);
    let mut nearest: Option<(f64, usize)> = None;
    for slice in scene.near(around.grown(radius_dm.max(0.0) + 1.0)) {
        for &stall in slice {
            let stall = stall as usize;
            if scene.stall_bounds(stall).distance_dm(point) > radius_dm.max(0.0) {
                continue;
            }
            if scene.stall_contains(stall, point) {
                return Some(stall);
            }
            let distance = scene.stall_distance_dm(stall, point);
            let is_nearer = nearest.is_none_or(|best| (distance, stall) < best);
            if distance <= radius_dm && is_nearer {
                nearest = Some((distance, stall));
            }
        }
    }
    nearest.map(|(_, stall)| stall)
}

#[cfg(test)]
mod tests {
    use super::super::scene::{SceneInput, StallInput, StallOutline};
    use super::*;

    /// A small generator for reproducible plans; quality does not matter here.
    struct Dice(u32);

    impl Dice {
        fn roll(&mut self, below: i32) -> i32 {
            self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((self.0 >> 8) % below as u32) as i32
        }
    }

    fn random_plan(seed: u32) -> Scene {
        let mut dice = Dice(seed);
        let stalls = (0..400)
            .map(|_| {
                let (x, y) = (dice.roll(2000), dice.roll(1500));
                let (w, h) = (10 + dice.roll(60), 10 + dice.roll(60));
                let outline = match dice.roll(3) {
                    0 => StallOutline::Ring(vec![[x, y], [x + w, y], [x, y + h]]),
                    _ => StallOutline::Rect { x, y, w, h },
                };
                StallInput {
                    outline,
                    number: "",
                    name: "",
                    tint: None,
                    is_member: false,
                    is_post: false,
                    grade: None,
                }
            })
            .collect();
        Scene::build(SceneInput {
            stalls,
            ..SceneInput::default()
        })
    }

    fn brute_distance(scene: &Scene, point: Point) -> f64 {
        (0..scene.stall_count())
            .map(|stall| scene.stall_distance_dm(stall, point))
            .fold(f64::INFINITY, f64::min)
    }

    #[test]
    fn finds_what_looking_at_all_finds() {
        for seed in 1..5 {
            let scene = random_plan(seed);
            let mut dice = Dice(seed + 100);
            for _ in 0..2000 {
                let point = Point::new(
                    f64::from(dice.roll(24_000)) / 10.0 - 150.0,
                    f64::from(dice.roll(18_000)) / 10.0 - 150.0,
                );
                let radius = f64::from(dice.roll(40));
                let best = brute_distance(&scene, point);
                match stall_at(&scene, point, radius) {
                    Some(found) => {
                        assert_eq!(scene.stall_distance_dm(found, point), best);
                        let inside_any =
                            (0..scene.stall_count()).any(|s| scene.stall_contains(s, point));
                        assert_eq!(scene.stall_contains(found, point), inside_any);
                    }
                    None => assert!(best > radius, "{point:?} missed one at {best}"),
                }
            }
        }
    }
}
