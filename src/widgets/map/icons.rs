//! The map's signs as small pictures, for legends and lists beside the map.

use leptos::prelude::*;

use crate::browser::paint::{css_color, readable_on};
use crate::domain::market::place::PlaceKind;
use crate::domain::plan::label::{grade_room, text_width_em};
use crate::domain::plan::scene::{GradeShape, GradeSign};
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
            <path
                class="market-sign-plate"
                d="M5 0h22q3 0 3 3v29l-14-6-14 6V3q0-3 3-3z"
            ></path>
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
    let drawing = match sign.shape {
        GradeShape::Disc => "M16 1a15 15 0 1 0 .01 0z",
        GradeShape::Square => {
            "M5 2h22a3 3 0 0 1 3 3v22a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3z"
        }
        GradeShape::Diamond => "M16 0l16 16-16 16L0 16z",
        GradeShape::Triangle => "M16 1l15 27H1z",
        GradeShape::Hexagon => "M8.5 3h15L31 16l-7.5 13h-15L1 16z",
        GradeShape::Star => {
            "M16 0.7 L21.5 9.9 31.9 12.3 24.9 20.3 25.8 31 16 26.8 6.2 31 7.1 20.3 0.1 12.3 10.5 9.9z"
        }
    };
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
