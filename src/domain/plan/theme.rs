//! Colours as data. A theme is a plain value, so an operator's own colours need no code.

/// Red, green, blue.
pub type Rgb = [u8; 3];

/// All colours of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Around the level.
    pub outside: Rgb,
    /// The floor people walk on.
    pub floor: Rgb,
    /// The line around floor and voids.
    pub wall: Rgb,
    /// Atria and shafts.
    pub hole: Rgb,
    /// One quiet tint a trade.
    pub tints: [Rgb; 26],
    /// Stalls that are not let: nearly the floor, so that shops stand out from them.
    pub vacant: Rgb,
    /// What a tint is mixed with for its border, and how much of it (0–255).
    pub border_ink: Rgb,
    pub border_share: u8,
    /// How much a dimmed stall fades into the floor (0–255).
    pub dim_share: u8,
    /// Stalls that were asked for.
    pub lit: Rgb,
    pub lit_border: Rgb,
    pub lit_text: Rgb,
    /// The chosen stall.
    pub chosen: Rgb,
    pub chosen_border: Rgb,
    pub chosen_text: Rgb,
    /// Texts on tints: the shop's name, and the quieter number.
    pub text: Rgb,
    pub text_quiet: Rgb,
    pub text_dimmed: Rgb,
    /// The red mark, its edge, and the character on it.
    pub mark: Rgb,
    pub mark_edge: Rgb,
    pub mark_text: Rgb,
    /// The second line under the mark of a demonstration post.
    pub post: Rgb,
    /// Service signs: plate and drawing.
    pub place: Rgb,
    pub place_ink: Rgb,
    /// Exits, and places of help.
    pub exit: Rgb,
    pub help: Rgb,
    /// "You are here".
    pub here: Rgb,
    pub here_ink: Rgb,
}

const fn rgb(hex: u32) -> Rgb {
    [(hex >> 16) as u8, (hex >> 8) as u8, hex as u8]
}

impl Theme {
    /// Warm paper, white aisles, soft tints.
    pub const LIGHT: Self = Self {
        outside: rgb(0xe9e5dd),
        floor: rgb(0xfcfbf8),
        wall: rgb(0xa79f92),
        hole: rgb(0xe3ded4),
        // Thirteen hues without the mark's red, in two strengths; neighbours in the list are
        // far apart on the colour circle.
        tints: [
            rgb(0xffdfce),
            rgb(0xcaf0e6),
            rgb(0xece0fe),
            rgb(0xece8c8),
            rgb(0xcaecfd),
            rgb(0xfedbe8),
            rgb(0xd3efd9),
            rgb(0xdfe4ff),
            rgb(0xf7e3c8),
            rgb(0xc7eff2),
            rgb(0xf7ddf4),
            rgb(0xdfecce),
            rgb(0xd3e9ff),
            rgb(0xf7c7ac),
            rgb(0xa4e1d2),
            rgb(0xdcc8f7),
            rgb(0xdcd5a3),
            rgb(0xa5dcf5),
            rgb(0xf7c1d5),
            rgb(0xb3e0bd),
            rgb(0xc8cffe),
            rgb(0xeccda3),
            rgb(0x9fe0e5),
            rgb(0xecc4e8),
            rgb(0xc7dbac),
            rgb(0xb5d6fe),
        ],
        vacant: rgb(0xf6f4ef),
        border_ink: rgb(0x3a3a48),
        border_share: 82,
        dim_share: 176,
        lit: rgb(0xffb400),
        lit_border: rgb(0x8a4b00),
        lit_text: rgb(0x2a1800),
        chosen: rgb(0x1552b8),
        chosen_border: rgb(0x0b2f70),
        chosen_text: rgb(0xffffff),
        text: rgb(0x1f2430),
        text_quiet: rgb(0x4a5060),
        text_dimmed: rgb(0x6e727b),
        mark: rgb(0xd7141a),
        mark_edge: rgb(0xffffff),
        mark_text: rgb(0xffffff),
        post: rgb(0xf2b61c),
        place: rgb(0x24476b),
        place_ink: rgb(0xffffff),
        exit: rgb(0x0f7a45),
        help: rgb(0x9a5b00),
        here: rgb(0x0a6cf0),
        here_ink: rgb(0xffffff),
    };

    /// For dark halls and late hours.
    pub const DARK: Self = Self {
        outside: rgb(0x14161b),
        floor: rgb(0x23262e),
        wall: rgb(0x5b616f),
        hole: rgb(0x181a20),
        tints: [
            rgb(0x4c382d),
            rgb(0x28433d),
            rgb(0x41394c),
            rgb(0x413e28),
            rgb(0x29414c),
            rgb(0x4c363e),
            rgb(0x2f4334),
            rgb(0x393b50),
            rgb(0x483b28),
            rgb(0x264345),
            rgb(0x483746),
            rgb(0x38412d),
            rgb(0x303e4f),
            rgb(0x684734),
            rgb(0x2b5a4f),
            rgb(0x564869),
            rgb(0x56512c),
            rgb(0x2c5668),
            rgb(0x684351),
            rgb(0x385941),
            rgb(0x494d6e),
            rgb(0x614c2c),
            rgb(0x25595d),
            rgb(0x61455e),
            rgb(0x485534),
            rgb(0x3a526e),
        ],
        vacant: rgb(0x282b33),
        border_ink: rgb(0xd8deee),
        border_share: 70,
        dim_share: 170,
        lit: rgb(0xffb400),
        lit_border: rgb(0xffe6a6),
        lit_text: rgb(0x2a1800),
        chosen: rgb(0x5b9bff),
        chosen_border: rgb(0xd6e6ff),
        chosen_text: rgb(0x06152e),
        text: rgb(0xf2f4f8),
        text_quiet: rgb(0xc3c9d6),
        text_dimmed: rgb(0x959ba8),
        mark: rgb(0xf0323a),
        mark_edge: rgb(0xffffff),
        mark_text: rgb(0xffffff),
        post: rgb(0xffc83a),
        place: rgb(0xd7e3f2),
        place_ink: rgb(0x1a2e45),
        exit: rgb(0x46c98a),
        help: rgb(0xffc266),
        here: rgb(0x4d9bff),
        here_ink: rgb(0x06152e),
    };

    /// Black lines on white; tints only hint.
    pub const CONTRAST: Self = Self {
        outside: rgb(0xd0d0d0),
        floor: rgb(0xffffff),
        wall: rgb(0x000000),
        hole: rgb(0xb8b8b8),
        tints: [
            rgb(0xfff3ec),
            rgb(0xe9faf6),
            rgb(0xf7f2ff),
            rgb(0xf8f6e6),
            rgb(0xeaf8ff),
            rgb(0xfff0f6),
            rgb(0xedf9f0),
            rgb(0xf2f4ff),
            rgb(0xfcf4e8),
            rgb(0xe8f9fa),
            rgb(0xfcf2fb),
            rgb(0xf2f8ea),
            rgb(0xeef6ff),
            rgb(0xfff3ec),
            rgb(0xe9faf6),
            rgb(0xf7f2ff),
            rgb(0xf8f6e6),
            rgb(0xeaf8ff),
            rgb(0xfff0f6),
            rgb(0xedf9f0),
            rgb(0xf2f4ff),
            rgb(0xfcf4e8),
            rgb(0xe8f9fa),
            rgb(0xfcf2fb),
            rgb(0xf2f8ea),
            rgb(0xeef6ff),
        ],
        vacant: rgb(0xffffff),
        border_ink: rgb(0x000000),
        border_share: 235,
        dim_share: 120,
        lit: rgb(0xffd500),
        lit_border: rgb(0x000000),
        lit_text: rgb(0x000000),
        chosen: rgb(0x00309c),
        chosen_border: rgb(0x000000),
        chosen_text: rgb(0xffffff),
        text: rgb(0x000000),
        text_quiet: rgb(0x000000),
        text_dimmed: rgb(0x555555),
        mark: rgb(0xc00000),
        mark_edge: rgb(0xffffff),
        mark_text: rgb(0xffffff),
        post: rgb(0x000000),
        place: rgb(0x000000),
        place_ink: rgb(0xffffff),
        exit: rgb(0x00562c),
        help: rgb(0x000000),
        here: rgb(0x0040d0),
        here_ink: rgb(0xffffff),
    };
}

/// The colours that a reader has set for everything on the screen (forced colours).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SystemColors {
    /// Behind texts, and texts on it.
    pub canvas: Rgb,
    pub ink: Rgb,
    /// What is chosen, and texts on it.
    pub highlight: Rgb,
    pub highlight_text: Rgb,
    /// What is not in question now.
    pub quiet: Rgb,
}

impl Theme {
    /// A map of nothing but a reader's own colours: lines on their ground. Shapes and characters
    /// say what colours say elsewhere.
    pub const fn of_system(own: SystemColors) -> Self {
        let SystemColors {
            canvas,
            ink,
            highlight,
            highlight_text,
            quiet,
        } = own;
        Self {
            outside: canvas,
            floor: canvas,
            wall: ink,
            hole: canvas,
            tints: [canvas; 26],
            vacant: canvas,
            border_ink: ink,
            border_share: 255,
            dim_share: 140,
            lit: highlight,
            lit_border: ink,
            lit_text: highlight_text,
            chosen: ink,
            chosen_border: highlight,
            chosen_text: canvas,
            text: ink,
            text_quiet: ink,
            text_dimmed: quiet,
            mark: ink,
            mark_edge: canvas,
            mark_text: canvas,
            post: highlight,
            place: ink,
            place_ink: canvas,
            exit: ink,
            help: ink,
            here: highlight,
            here_ink: highlight_text,
        }
    }
}

/// `share` 255ths of `b`, the rest `a`.
pub const fn mixed(a: Rgb, b: Rgb, share: u8) -> Rgb {
    [
        mixed_channel(a[0], b[0], share),
        mixed_channel(a[1], b[1], share),
        mixed_channel(a[2], b[2], share),
    ]
}

const fn mixed_channel(a: u8, b: u8, share: u8) -> u8 {
    ((a as u32 * (255 - share as u32) + b as u32 * share as u32 + 127) / 255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast of two colours by the accessibility guidelines' formula.
    fn contrast(a: Rgb, b: Rgb) -> f64 {
        let light = |c: Rgb| {
            let [r, g, b] = c.map(|v| {
                let v = f64::from(v) / 255.0;
                if v <= 0.04045 {
                    v / 12.92
                } else {
                    ((v + 0.055) / 1.055).powf(2.4)
                }
            });
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (x, y) = (light(a), light(b));
        (x.max(y) + 0.05) / (x.min(y) + 0.05)
    }

    const ALL: [(&str, Theme); 3] = [
        ("light", Theme::LIGHT),
        ("dark", Theme::DARK),
        ("contrast", Theme::CONTRAST),
    ];

    #[test]
    fn texts_are_readable_on_every_tint() {
        for (name, theme) in ALL {
            for tint in theme.tints.into_iter().chain([theme.vacant]) {
                for ink in [theme.text, theme.text_quiet] {
                    let c = contrast(ink, tint);
                    assert!(c >= 4.5, "{name}: {ink:02x?} on {tint:02x?} is {c:.2}");
                }
            }
            for (ink, ground) in [
                (theme.lit_text, theme.lit),
                (theme.text_dimmed, theme.floor),
                (theme.chosen_text, theme.chosen),
                (theme.place_ink, theme.place),
                (theme.place_ink, theme.exit),
                (theme.place_ink, theme.help),
                (theme.here_ink, theme.here),
            ] {
                let c = contrast(ink, ground);
                assert!(c >= 4.5, "{name}: {ink:02x?} on {ground:02x?} is {c:.2}");
            }
        }
    }

    #[test]
    fn red_marks_stand_out_from_every_tint() {
        for (name, theme) in ALL {
            for tint in theme.tints.into_iter().chain([theme.vacant]) {
                let c = contrast(theme.mark, tint);
                let least = if name == "dark" { 1.7 } else { 3.0 };
                assert!(c >= least, "{name}: mark on {tint:02x?} is {c:.2}");
            }
            assert!(contrast(theme.mark_text, theme.mark) >= 3.0, "{name}");
        }
    }

    #[test]
    fn a_vacant_stall_is_quieter_than_any_other() {
        let away = |a: Rgb, b: Rgb| (0..3).map(|i| a[i].abs_diff(b[i])).max();
        for (name, theme) in ALL {
            let vacant = away(theme.vacant, theme.floor);
            for tint in theme.tints {
                let let_out = away(tint, theme.floor);
                assert!(let_out > vacant, "{name}: {tint:02x?} {vacant:?}");
            }
        }
    }

    #[test]
    fn mixing_reaches_both_ends() {
        let (a, b) = (rgb(0x102030), rgb(0xf0e0d0));
        assert_eq!(mixed(a, b, 0), a);
        assert_eq!(mixed(a, b, 255), b);
        assert_eq!(mixed(rgb(0), rgb(0xffffff), 128), rgb(0x808080));
    }
}
