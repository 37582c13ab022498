//! From stall to stall by the arrows of a keyboard.

use super::geometry::{Bounds, Point};
use super::scene::Scene;

/// What a decimetre beside the way costs, next to one along it: who presses an arrow means the next
/// stall of the row before one that lies half beside it.
const BESIDE: f64 = 2.0;

/// The stall whose middle is nearest to a point; of equal ones the first. None where there is none.
pub fn nearest(scene: &Scene, at: Point) -> Option<usize> {
    cheapest(scene, |middle| {
        let (dx, dy) = (middle.x_dm - at.x_dm, middle.y_dm - at.y_dm);
        Some(dx * dx + dy * dy)
    })
}

/// The next stall from one in the direction `toward` (x, y of the plan, any length): of those whose
/// middle lies within 45° of it, the one that is the shortest way off. None at the edge.
pub fn neighbour(scene: &Scene, from: usize, toward: (f64, f64)) -> Option<usize> {
    let length = toward.0.hypot(toward.1);
    if length.is_nan() || length <= 0.0 || !scene.has_ground(from) {
        return None;
    }
    let (x, y) = (toward.0 / length, toward.1 / length);
    let start = scene.stall_bounds(from).center();
    cheapest(scene, |middle| {
        let (dx, dy) = (middle.x_dm - start.x_dm, middle.y_dm - start.y_dm);
        let (along, beside) = (dx * x + dy * y, (dx * y - dy * x).abs());
        (along > 0.0 && beside <= along).then_some(along + BESIDE * beside)
    })
}

fn cheapest(scene: &Scene, cost_of: impl Fn(Point) -> Option<f64>) -> Option<usize> {
    let mut best: Option<(f64, usize)> = None;
    for stall in (0..scene.stall_count()).filter(|stall| scene.has_ground(*stall)) {
        let bounds: Bounds = scene.stall_bounds(stall);
        if let Some(cost) = cost_of(bounds.center())
            && best.is_none_or(|(least, _)| cost < least)
        {
            best = Some((cost, stall));
        }
    }
    best.map(|(_, stall)| stall)
}

#[cfg(test)]
mod tests {
    use super::super::scene::{SceneInput, StallInput, StallOutline};
    use super::*;

    const ARROWS: [(f64, f64); 4] = [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)];

    fn plan(boxes: &[[i32; 4]]) -> Scene {
        let stall = |[x, y, w, h]: [i32; 4]| StallInput {
            outline: StallOutline::Rect { x, y, w, h },
            number: "",
            name: "",
            tint: None,
            is_member: false,
            is_post: false,
            grade: None,
        };
        Scene::build(SceneInput {
            stalls: boxes.iter().copied().map(stall).collect(),
            ..SceneInput::default()
        })
    }

    /// Rows of stalls of different depth with aisles between them, as levels have them.
    fn market(seed: u32) -> Scene {
        let mut state = seed;
        let mut roll = move |below: i32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((state >> 8) % below as u32) as i32
        };
        let mut boxes = Vec::new();
        let mut y = 0;
        for row in 0..8 {
            let mut x = roll(60);
            let depth = 20 + roll(15);
            for _ in 0..12 {
                let width = 15 + roll(30);
                if roll(6) > 0 {
                    boxes.push([x, y, width, depth]);
                }
                x += width + if roll(5) == 0 { 40 } else { 0 };
            }
            y += depth + if row % 2 == 1 { 35 } else { 0 };
        }
        plan(&boxes)
    }

    #[test]
    fn along_a_row_and_across_an_aisle() {
        // 0 1 2
        // (aisle)
        // 3   4
        let scene = plan(&[
            [0, 0, 30, 25],
            [30, 0, 30, 25],
            [60, 0, 30, 25],
            [0, 60, 30, 25],
            [60, 60, 30, 25],
        ]);
        let check = |from, toward, expected| {
            assert_eq!(
                neighbour(&scene, from, toward),
                expected,
                "{from} {toward:?}"
            );
        };
        check(0, (1.0, 0.0), Some(1));
        check(1, (2.0, 0.0), Some(2));
        check(2, (1.0, 0.0), None);
        check(2, (-1.0, 0.0), Some(1));
        check(0, (0.0, 1.0), Some(3));
        check(4, (0.0, -1.0), Some(2));
        check(3, (1.0, 0.0), Some(4));
        check(1, (0.0, 1.0), Some(3));
        check(0, (0.0, 0.0), None);
        check(0, (f64::NAN, 1.0), None);
        assert_eq!(nearest(&scene, Point::new(50.0, 10.0)), Some(1));
        assert_eq!(nearest(&plan(&[]), Point::new(0.0, 0.0)), None);
    }

    /// What every answer has to be, said without looking for the best.
    #[test]
    fn an_answer_lies_ahead_and_nothing_lies_nearer() {
        for seed in 1..20 {
            let scene = market(seed);
            let middle = |stall: usize| scene.stall_bounds(stall).center();
            for from in 0..scene.stall_count() {
                for (x, y) in ARROWS {
                    let offset = |to: usize| {
                        let (own, other) = (middle(from), middle(to));
                        let (dx, dy) = (other.x_dm - own.x_dm, other.y_dm - own.y_dm);
                        (dx * x + dy * y, (dx * y).abs() + (dy * x).abs())
                    };
                    let is_ahead = |to: usize| {
                        let (along, beside) = offset(to);
                        to != from && along > 0.0 && beside <= along
                    };
                    match neighbour(&scene, from, (x, y)) {
                        Some(next) => {
                            assert!(is_ahead(next));
                            let (along, _) = offset(next);
                            let nearer = (0..scene.stall_count())
                                .find(|to| is_ahead(*to) && offset(*to).0 * 3.0 < along);
                            assert_eq!(nearer, None, "{seed}: {from} → {next}");
                        }
                        None => assert!(!(0..scene.stall_count()).any(is_ahead)),
                    }
                }
            }
        }
    }

    #[test]
    fn arrows_lead_from_every_stall_to_every_other() {
        for seed in 1..40 {
            let scene = market(seed);
            let count = scene.stall_count();
            for start in [0, count / 2, count - 1] {
                let mut reached = vec![false; count];
                let mut open = vec![start];
                while let Some(stall) = open.pop() {
                    if std::mem::replace(&mut reached[stall], true) {
                        continue;
                    }
                    open.extend(
                        ARROWS
                            .iter()
                            .filter_map(|own| neighbour(&scene, stall, *own)),
                    );
                }
                let missed: Vec<usize> = (0..count).filter(|stall| !reached[*stall]).collect();
                assert_eq!(missed, [0_usize; 0], "{seed} from {start}");
            }
        }
    }
}
