//! What `<market-badge>` needs of the domain: the drawings of all signs and a handful of words in
//! every language, as one small file. Badges are drawn by a script of a few kilobytes, because a
//! page with nothing but badges shall not load WebAssembly; from this file they look as they do
//! everywhere else.

use serde_json::{Map, Value, json};

use super::route::Tongue;
use crate::domain::atlas::{
    MARK_CHARACTER, MARK_DRAWING, grade_drawing, grade_shape, state_drawing,
};
use crate::domain::language::{Message, TAGS};
use crate::domain::market::trust::{BadgeShape, GradeState};
use crate::domain::plan::label::{grade_room, text_width_em};

/// Words of a badge, by the name that the script knows them by.
const WORDS: [(&str, Message); 6] = [
    ("grade", Message::Grade),
    ("none", Message::GradeNone),
    ("party_member", Message::PartyMember),
    ("demonstration_post", Message::DemonstrationPost),
    ("expired", Message::GradeStateExpired),
    ("suspended", Message::GradeStateSuspended),
];

/// The first and the last letter whose widths the file holds one by one.
const ASCII: std::ops::RangeInclusive<char> = ' '..='~';

/// The text of `public/widgets/badge.json`.
pub fn drawings() -> String {
    let shapes = BadgeShape::ALL.map(|(word, shape)| {
        let shape = grade_shape(shape);
        let (tall, wide, lower) = grade_room(shape);
        (
            word.to_owned(),
            json!({ "d": grade_drawing(shape), "tall": tall, "wide": wide, "lower": lower }),
        )
    });
    let widths = ASCII.map(|letter| text_width_em(letter.encode_utf8(&mut [0; 4])));
    let languages = TAGS.iter().filter_map(|tag| {
        let language = Tongue::new(tag)?.language;
        let words = WORDS.map(|(name, message)| (name.to_owned(), json!(language.text(message))));
        Some((
            (*tag).to_owned(),
            Value::Object(words.into_iter().collect()),
        ))
    });
    let file = json!({
        "mark": { "d": MARK_DRAWING, "character": MARK_CHARACTER },
        "shapes": shapes.into_iter().collect::<Map<_, _>>(),
        "states": {
            "expired": state_drawing(GradeState::Expired),
            "suspended": state_drawing(GradeState::Suspended),
        },
        "widths_em": widths.collect::<Vec<_>>(),
        "other_width_em": text_width_em("★"),
        "words": languages.collect::<Map<_, _>>(),
    });
    let mut text = serde_json::to_string(&file).unwrap_or_default();
    text.push('\n');
    text
}
