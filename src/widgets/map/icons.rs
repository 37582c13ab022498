//! The map's signs as small pictures, for legends and lists beside the map.

use leptos::prelude::*;

use crate::browser::paint::{css_color, readable_on};
use crate::domain::atlas::{MARK_DRAWING, grade_drawing};
use crate::domain::market::place::PlaceKind;
use crate::domain::plan::label::{grade_room, text_width_em};
use crate::domain::plan::scene::GradeSign;
use crate::domain::plan::symbol::{self, PlaceColor};

/// A service sign on its plate.
#[component]
pub fn PlaceIcon(kind: PlaceKind) -> impl IntoView {
    let class = match symbol::color(kind) {
        PlaceColor::Service => "market-sign market-sign-service",
        PlaceColor::Way => "market-sign market-sign-way",
        PlaceColor::Help => "market-sign market-sign-help",
    };
    view! {
        <svg viewBox="-4 -4 32 32" aria-hidden="true" class=class>
            <rect x="-4" y="-4" width="32" height="32" rx="6.400" class="market-sign-plate"></rect>
            <path d=symbol::drawing(kind) fill-rule="evenodd"></path>
        </svg>
    }
}

/// The red mark with its character; `is_post` adds the bar of the demonstration post.
#[component]
pub fn MarkIcon(
    #[prop(into)] character: Signal<String>,
    #[prop(optional)] is_post: bool,
) -> impl IntoView {
    view! {
        <svg viewBox="0 0 32 32" aria-hidden="true" class="market-sign market-sign-mark">
            <path class="market-sign-plate" d=MARK_DRAWING></path>
            {is_post.then(|| view! {
                <rect x="6" y="2.500" width="20" height="3" rx="1" class="market-sign-post"></rect>
            })}
            <text x="16" y="15.500" text-anchor="middle" dominant-baseline="central">
                {move || character.get()}
            </text>
        </svg>
    }
}

/// A grade's shape, colour and letters; a lapsed one is a dashed grey outline.
#[component]
pub fn GradeIcon(sign: GradeSign) -> impl IntoView {
    let drawing = grade_drawing(sign.shape);
    let color = css_color(sign.color);
    let ink = css_color(readable_on(sign.color));
    // As on the map, in a square of 32.
    let (tall, wide, lower) = grade_room(sign.shape);
    let size = tall.min(wide / text_width_em(&sign.letter).max(0.1)) * 32.0;
    let size = (size as u32).to_string();
    let middle = ((17.0 + lower * 32.0) as u32).to_string();
    let class = if sign.is_lapsed {
        "market-sign market-sign-grade market-sign-lapsed"
    } else {
        "market-sign market-sign-grade"
    };
    view! {
        <svg viewBox="0 0 32 32" aria-hidden="true" class=class>
            <path d=drawing fill=color></path>
            <text
                x="16"
                y=middle
                font-size=size
                text-anchor="middle"
                dominant-baseline="central"
                fill=ink
            >
                {sign.letter}
            </text>
        </svg>
    }
}
