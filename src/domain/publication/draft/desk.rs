//! An owner's work on one listing: what is published, what is wanted instead, and the steps that
//! led there. Fields are named as in a draft: `name/en`, `categories`, `contact/phone`.

use super::{Change, VERSION, Withheld, normal, owners_own, put, value_at};
use crate::domain::market::json::Json;

/// Steps that can be taken back, at most.
const STEPS: usize = 200;

/// What a draft is for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// Id of the market.
    pub market: String,
    /// Id of the listing.
    pub listing: String,
    /// Id of the stall.
    pub stall: String,
    /// Number of the publication that the owner sees.
    pub sequence: u64,
    /// SHA-256 of its entry, hexadecimal.
    pub sha256: String,
}

/// The work on one listing.
#[derive(Debug, Clone)]
pub struct Desk {
    pub(super) head: Head,
    published: Json,
    /// In the order in which the fields were first changed.
    wanted: Vec<(String, Json)>,
    /// Field, and what was wanted of it before.
    steps: Vec<(String, Option<Json>)>,
}

impl Desk {
    /// Nothing is changed yet. `published` is the listing as its shard has it.
    pub fn new(head: Head, published: Json) -> Desk {
        Desk {
            head,
            published,
            wanted: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// What is published of a field; null for nothing.
    pub fn published(&self, field: &str) -> Json {
        value_at(&self.published, field)
    }

    /// What a field shall say, be it changed or not.
    pub fn value(&self, field: &str) -> Json {
        let wanted = self.wanted.iter().find(|(own, _)| own == field);
        wanted.map_or_else(|| self.published(field), |(_, value)| value.clone())
    }

    /// Writes a field. What says the same as the published one is no change.
    ///
    /// # Errors
    /// When the field is not the owner's.
    pub fn set(&mut self, field: &str, value: Json) -> Result<(), Withheld> {
        owners_own(field)?;
        // Letters typed one after the other are one step.
        if self.steps.last().is_none_or(|(last, _)| last != field) {
            self.note_step(field);
        }
        self.write(field, Some(value));
        Ok(())
    }

    /// Takes a field back to what is published; itself a step that can be taken back.
    pub fn undo(&mut self, field: &str) {
        self.note_step(field);
        self.write(field, None);
    }

    /// Takes the last step back; tells whose it was.
    pub fn step_back(&mut self) -> Option<String> {
        let (field, before) = self.steps.pop()?;
        self.write(&field, before);
        Some(field)
    }

    /// The changed fields, each once.
    pub fn changes(&self) -> Vec<Change> {
        let changes = self.wanted.iter().map(|(field, value)| Change {
            field: field.clone(),
            old: normal(self.published(field)),
            new: normal(value.clone()),
        });
        changes.collect()
    }

    /// The listing as it shall be.
    pub fn listing(&self) -> Json {
        let mut listing = self.published.clone();
        for change in self.changes() {
            put(&mut listing, &change.field, &change.new);
        }
        listing
    }

    /// The draft, as `FORMAT.md` has it.
    pub fn file(&self) -> Json {
        let text = |text: &str| Json::Text(text.to_owned());
        let record = |entries: Vec<(&str, Json)>| {
            let entries = entries.into_iter();
            Json::Object(entries.map(|(name, own)| (name.to_owned(), own)).collect())
        };
        let changes = self.changes().into_iter().map(|own| {
            let Change { field, old, new } = own;
            record(vec![
                ("field", Json::Text(field)),
                ("old", old),
                ("new", new),
            ])
        });
        let head = &self.head;
        let sequence = i64::try_from(head.sequence).unwrap_or(i64::MAX);
        record(vec![
            ("draft", Json::Whole(i64::from(VERSION))),
            ("market", text(&head.market)),
            ("listing", text(&head.listing)),
            ("stall", text(&head.stall)),
            (
                "base",
                record(vec![
                    ("sequence", Json::Whole(sequence)),
                    ("sha256", text(&head.sha256)),
                ]),
            ),
            ("changes", Json::List(changes.collect())),
        ])
    }

    fn note_step(&mut self, field: &str) {
        let before = self.wanted.iter().find(|(own, _)| own == field);
        let before = before.map(|(_, value)| value.clone());
        if self.steps.len() >= STEPS {
            self.steps.remove(0);
        }
        self.steps.push((field.to_owned(), before));
    }

    fn write(&mut self, field: &str, value: Option<Json>) {
        let same = |value: &Json| normal(value.clone()) == normal(self.published(field));
        let value = value.filter(|value| !same(value));
        let place = self.wanted.iter().position(|(own, _)| own == field);
        match (place, value) {
            (Some(place), Some(value)) => {
                if let Some(slot) = self.wanted.get_mut(place) {
                    slot.1 = value;
                }
            }
            (Some(place), None) => {
                self.wanted.remove(place);
            }
            (None, Some(value)) => self.wanted.push((field.to_owned(), value)),
            (None, None) => {}
        }
    }
}

#[cfg(test)]
#[path = "desk_tests.rs"]
mod tests;
