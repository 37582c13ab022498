//! A series of values as a line in a box, in whole units of that box.

/// Points drawn at most: more would lie closer than a screen can show.
const MOST_POINTS: usize = 400;

/// A line through all values, left to right, as (place in the series, x, y). The lowest value
/// touches the lower edge and the highest the upper one; equal values run through the middle. A
/// long series is thinned evenly; first and last value always stay.
pub fn line(values: &[i64], width: i32, height: i32) -> Vec<(usize, i32, i32)> {
    let Some(last) = values.len().checked_sub(1) else {
        return Vec::new();
    };
    let steps = last.min(MOST_POINTS - 1);
    let place_of = |step: usize| (step * last).checked_div(steps).unwrap_or(0);
    (0..=steps)
        .filter_map(|step| {
            let place = place_of(step);
            let value = *values.get(place)?;
            Some((
                place,
                x_of(place, values.len(), width),
                y_of(value, values, height),
            ))
        })
        .collect()
}

/// Where a place of a series lies from left to right.
pub fn x_of(place: usize, count: usize, width: i32) -> i32 {
    let last = whole(count.saturating_sub(1));
    let place = whole(place).min(last);
    match last {
        0 => width / 2,
        last => narrow(i64::from(width) * place / last),
    }
}

/// How far below the upper edge a value lies.
#[allow(
    clippy::cast_precision_loss,
    reason = "a screen has fewer steps than f64"
)]
pub fn y_of(value: i64, values: &[i64], height: i32) -> i32 {
    let (low, high) = bounds(values);
    if low == high {
        return height / 2;
    }
    let (value, low, high) = (value as f64, low as f64, high as f64);
    (f64::from(height) * (high - value) / (high - low)) as i32
}

/// The place whose value lies nearest to `x` of `width`.
pub fn place_at(x: i32, width: i32, count: usize) -> usize {
    let last = whole(count.saturating_sub(1));
    let width = i64::from(width.max(1));
    let x = i64::from(x).max(0).min(width);
    usize::try_from((x * last * 2 + width) / (width * 2)).unwrap_or(0)
}

/// The lowest and the highest value.
pub fn bounds(values: &[i64]) -> (i64, i64) {
    let low = values.iter().min().copied().unwrap_or(0);
    let high = values.iter().max().copied().unwrap_or(0);
    (low, high)
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn narrow(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let check = |values: &[i64], expected: &[(usize, i32, i32)]| {
            assert_eq!(line(values, 100, 50), expected, "{values:?}");
        };
        check(&[], &[]);
        check(&[7], &[(0, 50, 25)]);
        check(&[7, 7], &[(0, 0, 25), (1, 100, 25)]);
        check(&[0, 10, 5], &[(0, 0, 50), (1, 50, 0), (2, 100, 25)]);
        check(&[i64::MIN, i64::MAX], &[(0, 0, 50), (1, 100, 0)]);
    }

    #[test]
    fn far_too_many_values_are_thinned() {
        let values: Vec<i64> = (0..10_000).map(|place| place * place).collect();
        let line = line(&values, 600, 160);
        assert_eq!(line.len(), MOST_POINTS);
        assert_eq!(
            (line[0], line[MOST_POINTS - 1]),
            ((0, 0, 160), (9_999, 600, 0))
        );
        assert!(line.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn a_finger_on_the_chart() {
        for count in 1..40 {
            for place in 0..count {
                assert_eq!(place_at(x_of(place, count, 600), 600, count), place);
            }
        }
        assert_eq!(place_at(-5, 600, 10), 0);
        assert_eq!(place_at(9_000, 600, 10), 9);
        assert_eq!(place_at(5, 0, 0), 0);
    }
}
