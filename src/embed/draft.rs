//! An owner's desk, as `public/preview/` calls it: plain values in, plain values out.

use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::browser::code;
use crate::browser::desk::{read, record, write};
use crate::domain::market::json::Json;
use crate::domain::publication::draft::advice::{Advice, advise};
use crate::domain::publication::draft::desk::{Desk, Head};
use crate::domain::publication::draft::taken::{Outcome, Refused, take};
use crate::domain::publication::draft::{MOST_BYTES, normal};

/// The work on one listing.
#[wasm_bindgen]
pub struct DraftDesk {
    desk: Desk,
    /// The market's, its own first.
    languages: Vec<String>,
    /// Ids of all categories.
    categories: Vec<String>,
}

#[wasm_bindgen]
impl DraftDesk {
    /// A desk for `published`, the listing as its shard has it. `head` is `{ market, listing,
    /// stall, sequence, sha256 }`.
    #[wasm_bindgen(constructor)]
    pub fn new(
        head: &JsValue,
        published: &JsValue,
        languages: Vec<String>,
        categories: Vec<String>,
    ) -> DraftDesk {
        let own = |name: &str| Reflect::get(head, &name.into()).unwrap_or(JsValue::UNDEFINED);
        let text = |name: &str| own(name).as_string().unwrap_or_default();
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number of a publication, far below 2^53"
        )]
        let sequence = own("sequence").as_f64().unwrap_or_default() as u64;
        let head = Head {
            market: text("market"),
            listing: text("listing"),
            stall: text("stall"),
            sequence,
            sha256: text("sha256"),
        };
        DraftDesk {
            desk: Desk::new(head, read(published).unwrap_or(Json::Null)),
            languages,
            categories,
        }
    }

    /// Writes a field; the code of why it is not the owner's, or nothing.
    pub fn set(&mut self, field: &str, value: &JsValue) -> String {
        let value = read(value).unwrap_or(Json::Null);
        let written = self.desk.set(field, value);
        written.err().map_or("", |own| own.code()).to_owned()
    }

    /// What a field shall say; null for nothing.
    pub fn value(&self, field: &str) -> JsValue {
        write(&self.desk.value(field))
    }

    /// What is published of a field; null for nothing.
    pub fn published(&self, field: &str) -> JsValue {
        write(&self.desk.published(field))
    }

    /// Takes a field back to what is published.
    pub fn undo(&mut self, field: &str) {
        self.desk.undo(field);
    }

    /// Takes the last step back; the field whose it was.
    pub fn step_back(&mut self) -> Option<String> {
        self.desk.step_back()
    }

    /// The draft, for the elements' property `data` and for the operator.
    pub fn file(&self) -> JsValue {
        write(&self.desk.file())
    }

    /// The listing as it shall be.
    pub fn listing(&self) -> JsValue {
        write(&normal(self.desk.listing()))
    }

    /// What is worth saying: a list of `{ field, row, code, error, limit, found }`.
    pub fn advice(&self) -> Array {
        let known = |id: &str| self.categories.iter().any(|own| own == id);
        let list = advise(&self.desk.listing(), &known, &self.languages);
        list.into_iter().map(told).collect()
    }

    /// Puts a draft from elsewhere on the desk: `{ fields: [{ field, outcome, code }] }`, or
    /// `{ refused, stall }` with a code when nothing of it was taken.
    pub fn take(&mut self, draft: &JsValue) -> JsValue {
        let draft = read(draft).ok_or(Refused::NoDraft);
        match draft.and_then(|draft| take(&mut self.desk, draft)) {
            Ok(fields) => {
                let fields: Array = fields
                    .iter()
                    .map(|(field, own)| became(field, *own))
                    .collect();
                record([("fields", fields.into())].into_iter())
            }
            Err(refused) => {
                let stall = match &refused {
                    Refused::OtherStall(stall) => stall.as_str(),
                    _ => "",
                };
                let entries = [("refused", refused.code()), ("stall", stall)];
                record(entries.map(|(name, own)| (name, own.into())).into_iter())
            }
        }
    }
}

/// Bytes of a draft, at most.
#[wasm_bindgen]
pub fn most_draft_bytes() -> usize {
    MOST_BYTES
}

/// A link as a code to be photographed, `{ side, path }`; nothing for more than a code holds.
#[wasm_bindgen]
pub fn drawn_code(text: &str) -> JsValue {
    code::drawn(text).map_or(JsValue::UNDEFINED, |own| {
        let entries = [("side", own.side.into()), ("path", own.path.into())];
        record(entries.into_iter())
    })
}

fn told(own: Advice) -> JsValue {
    let number = |own: usize| JsValue::from(u32::try_from(own).unwrap_or(u32::MAX));
    let entries = [
        ("field", own.field.into()),
        ("row", own.row.map_or(JsValue::NULL, number)),
        ("code", own.code.into()),
        ("error", own.is_error.into()),
        ("limit", number(own.limit)),
        ("found", own.found.into()),
    ];
    record(entries.into_iter())
}

fn became(field: &str, outcome: Outcome) -> JsValue {
    let (word, code) = match outcome {
        Outcome::Applied => ("applied", ""),
        Outcome::Same => ("same", ""),
        Outcome::Conflict => ("conflict", "conflict"),
        Outcome::Rejected(code) => ("rejected", code),
    };
    let entries = [("field", field), ("outcome", word), ("code", code)];
    record(entries.map(|(name, own)| (name, own.into())).into_iter())
}
