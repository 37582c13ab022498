//! Red marks and grade badges. Each sign has a shape, a character and a colour of its own, so
//! that none depends on colour alone.

use leptos::prelude::*;

use super::visit::Visit;
use crate::domain::language::Message;
use crate::domain::market::trust::{BadgeShape, GradeLevel, GradeState, PlaqueKind};

/// The mark of a Party-member stall or a demonstration post: a plain red pennant of this
/// project's own drawing with the character 党. `labelled` adds the words.
#[component]
pub fn Mark(kind: PlaqueKind, #[prop(optional)] labelled: bool) -> impl IntoView {
    let visit = Visit::here();
    let words = move || {
        visit.say(match kind {
            PlaqueKind::PartyMember => Message::PartyMember,
            PlaqueKind::DemonstrationPost => Message::DemonstrationPost,
        })
    };
    let post = kind == PlaqueKind::DemonstrationPost;
    view! {
        <span class="mark" class:mark-post=post>
            <svg class="mark-sign" viewBox="0 0 24 28" aria-hidden="true">
                <path class="mark-ground" d="M4 1h16a3 3 0 0 1 3 3v15a3 3 0 0 1-3 3h-4.5L12 27l-3.500-5H4a3 3 0 0 1-3-3V4a3 3 0 0 1 3-3z" />
                {post.then(|| view! { <path class="mark-rim" d="M4.500 3.500h15a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1v-14a1 1 0 0 1 1-1z" /> })}
                <text class="mark-sign-text" x="12" y="17" text-anchor="middle">"党"</text>
            </svg>
            <span class=if labelled { "mark-words" } else { "spoken" }>{words}</span>
        </span>
    }
}

/// A grade's badge: outline, code and colour as published; pale and dashed unless it is valid.
#[component]
pub fn GradeBadge(level: GradeLevel, state: GradeState) -> impl IntoView {
    let visit = Visit::here();
    let code = level.code().clone();
    let name = level.name().clone();
    let color = *level.color();
    let ink = if is_light(color) {
        "#1b1b1b"
    } else {
        "#ffffff"
    };
    let ground = css_color(color);
    let spoken = move || {
        let words = visit.words(&name);
        let state = match state {
            GradeState::Valid => "",
            GradeState::Expired => visit.say(Message::LegendGradeExpired),
            GradeState::Suspended => visit.say(Message::GradeSuspended),
        };
        [visit.say(Message::Grade), " ", &words, " ", state].concat()
    };
    let valid = state == GradeState::Valid;
    let small = code.chars().count() > 2;
    view! {
        <span class="grade-badge" class:grade-lapsed=!valid>
            <svg viewBox="0 0 40 40" aria-hidden="true">
                <path
                    class="grade-ground"
                    d=badge_path(*level.shape())
                    style:fill=move || if valid { ground.clone() } else { String::new() }
                />
                <text
                    class="grade-code"
                    class:grade-code-small=small
                    x="20"
                    y="26"
                    text-anchor="middle"
                    style:fill=move || if valid { ink } else { "" }
                >
                    {code}
                </text>
            </svg>
            <span class="spoken">{spoken}</span>
        </span>
    }
}

/// Outline of a badge in a box of 40 by 40.
fn badge_path(shape: BadgeShape) -> &'static str {
    match shape {
        BadgeShape::Circle => "M20 2a18 18 0 1 1 0 36a18 18 0 1 1 0-36z",
        BadgeShape::Square => {
            "M6 3h28a3 3 0 0 1 3 3v28a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3z"
        }
        BadgeShape::Diamond => "M20 0L40 20L20 40L0 20z",
        BadgeShape::Triangle => "M20 0L40 38H0z",
        BadgeShape::Hexagon => "M11 3h18l10 17l-10 17H11L1 20z",
        BadgeShape::Star => {
            "M20 0l5.500 12.500L39 14l-10 9l3 14l-12-7l-12 7l3-14l-10-9l13.500-1.500z"
        }
    }
}

/// `#rrggbb` of 0xRRGGBB.
pub fn css_color(color: u32) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    let mut text = String::from("#");
    for shift in [20, 16, 12, 8, 4, 0] {
        let digit = usize::try_from((color >> shift) & 15).unwrap_or(0);
        text.extend(DIGITS.get(digit));
    }
    text
}

/// True when dark letters read better on a colour (weights of the eye for red, green, blue).
fn is_light(color: u32) -> bool {
    let (red, green, blue) = ((color >> 16) & 255, (color >> 8) & 255, color & 255);
    red * 299 + green * 587 + blue * 114 > 150_000
}
