//! Sines without the mathematical library.
//!
//! The library's reduction of enormous angles alone takes six kilobytes of WebAssembly; a
//! map's angles are a turn or two. And it rounds differently from system to system, while the
//! raster's promise is the same bytes everywhere.

use core::f64::consts::{FRAC_PI_2, TAU};

/// Sine and cosine, within 1e-10; right angles exactly.
pub fn sin_cos(angle_rad: f64) -> (f64, f64) {
    let quarters = (angle_rad / FRAC_PI_2 + 0.5).floor();
    // At most an eighth of a turn is left, where a few terms of the series are enough.
    let rest = angle_rad - quarters * FRAC_PI_2;
    let square = rest * rest;
    let series = |terms: [f64; 6]| {
        terms
            .into_iter()
            .rev()
            .fold(1.0, |sum, term| 1.0 - square * term * sum)
    };
    let sin = rest * series(SIN);
    let cos = series(COS);
    match quarters as i64 & 3 {
        0 => (sin, cos),
        1 => (cos, -sin),
        2 => (-sin, -cos),
        _ => (-cos, sin),
    }
}

/// Each term of a series as a share of the one before: `x² / (n (n + 1))`.
const SIN: [f64; 6] = shares(2);
const COS: [f64; 6] = shares(1);

const fn shares(first: u32) -> [f64; 6] {
    let mut shares = [0.0; 6];
    let mut term = 0;
    while term < 6 {
        let n = first + 2 * term as u32;
        shares[term] = 1.0 / (n * (n + 1)) as f64;
        term += 1;
    }
    shares
}

/// An angle within ±π.
pub fn wrapped(angle_rad: f64) -> f64 {
    angle_rad - (angle_rad / TAU).round() * TAU
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_library() {
        for tenth in -7300..7300 {
            let angle = f64::from(tenth).to_radians() / 10.0;
            let (sin, cos) = sin_cos(angle);
            assert!((sin - angle.sin()).abs() < 1e-10, "{angle}: {sin}");
            assert!((cos - angle.cos()).abs() < 1e-10, "{angle}: {cos}");
        }
    }

    #[test]
    fn right_angles_are_exact() {
        assert_eq!(sin_cos(0.0), (0.0, 1.0));
        assert_eq!(sin_cos(FRAC_PI_2), (1.0, 0.0));
        assert_eq!(sin_cos(-FRAC_PI_2), (-1.0, 0.0));
        assert_eq!(sin_cos(2.0 * FRAC_PI_2), (0.0, -1.0));
    }

    #[test]
    fn an_angle_that_is_none_does_no_harm() {
        for angle in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let (sin, cos) = sin_cos(angle);
            assert!(sin.is_nan() && cos.is_nan());
        }
        let (sin, cos) = sin_cos(1e300);
        assert!(sin.is_finite() || sin.is_nan());
        assert!(cos.is_finite() || cos.is_nan());
    }

    #[test]
    fn wrapping_keeps_the_direction() {
        for degrees in -1000..1000 {
            let angle = f64::from(degrees).to_radians();
            let wrapped = wrapped(angle);
            assert!(wrapped.abs() <= TAU / 2.0 + 1e-9);
            assert!((wrapped.sin() - angle.sin()).abs() < 1e-9, "{degrees}");
            assert!((wrapped.cos() - angle.cos()).abs() < 1e-9, "{degrees}");
        }
    }
}
