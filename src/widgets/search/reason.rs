//! Why a row was found: the words that fit, and which part of them.

use leptos::prelude::*;

use crate::browser::finder::{Finder, FoundHit};
use crate::domain::language::Message;
use crate::domain::publication::open::StallShard;
use crate::widgets::live::spawn;
use crate::widgets::loading;
use crate::widgets::visit::Visit;

/// What fits, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// "Product", "Brand" …; none where the row's own words fit.
    pub field: Option<Message>,
    /// Language of the words; empty when not known.
    pub language: String,
    /// Words in turns: first what does not fit, then what does.
    pub pieces: Vec<String>,
}

impl Reason {
    /// What the engine itself says of a row; none when only the stall's record knows.
    pub fn told(hit: &FoundHit) -> Option<Reason> {
        (!hit.text.is_empty()).then(|| Reason {
            field: field(&hit.field),
            language: hit.language.clone(),
            pieces: pieces(&hit.text, &hit.ranges),
        })
    }

    /// The words as one text.
    pub fn text(&self) -> String {
        self.pieces.concat()
    }
}

fn field(field: &str) -> Option<Message> {
    Some(match field {
        "synonym" => Message::WhySynonym,
        "shop" => Message::WhyShop,
        "brand" => Message::WhyBrand,
        "standard" => Message::WhyStandard,
        "product" => Message::WhyProduct,
        "category" => Message::WhyCategory,
        "handles" => Message::Handles,
        "honour" => Message::WhyHonour,
        _ => return None,
    })
}

/// Cuts a text at the ends of `ranges` (from, to, from, to … in Unicode scalar values).
fn pieces(text: &str, ranges: &[u32]) -> Vec<String> {
    let mut pieces = Vec::with_capacity(ranges.len() + 1);
    let mut letters = text.chars();
    let mut done = 0;
    for end in ranges {
        let more = usize::try_from(end.saturating_sub(done)).unwrap_or(0);
        pieces.push(letters.by_ref().take(more).collect());
        done = done.max(*end);
    }
    pieces.push(letters.collect());
    pieces
}

/// Looks into the stalls' records for what the engine could only point at. In the order of the
/// hits; none where nothing more is known.
pub async fn explain(
    visit: Visit,
    finder: &Finder,
    typed: &str,
    hits: &[&FoundHit],
) -> Vec<Option<Reason>> {
    let is_open = |hit: &FoundHit| hit.text.is_empty() && !typed.is_empty() && hit.kind != "stall";
    let stalls = hits.iter().filter(|hit| is_open(hit));
    fetch_records(visit, stalls.map(|hit| (hit.level.as_str(), hit.index)));
    let mut lists = Vec::with_capacity(hits.len());
    for hit in hits {
        lists.push(if is_open(hit) {
            texts(visit, hit).await
        } else {
            Vec::new()
        });
    }
    let marks = finder.marks(typed, &lists).await;
    let mut marks = marks.into_iter();
    let rows = hits.iter().zip(&lists).map(|(hit, list)| {
        let (index, ranges) = marks.next().flatten()?;
        let text = list.get(index)?;
        Some(Reason {
            field: field(&hit.field),
            language: String::new(),
            pieces: pieces(text, &ranges),
        })
    });
    rows.collect()
}

/// Begins to fetch the records of stalls, given by level and index there: all side by side, for
/// whoever reads them one after the other.
pub fn fetch_records<'a>(visit: Visit, stalls: impl Iterator<Item = (&'a str, u32)>) {
    for (level, index) in stalls {
        let (store, level) = (visit.store(), level.to_owned());
        if let Ok(index) = usize::try_from(index) {
            spawn(async move {
                // Who reads it learns what is wrong with it.
                let _ = store.shard(&level, index).await;
            });
        }
    }
}

/// The texts among which the reason is.
async fn texts(visit: Visit, hit: &FoundHit) -> Vec<String> {
    let Ok(index) = usize::try_from(hit.index) else {
        return Vec::new();
    };
    let store = visit.store();
    let level = store.level(&hit.level).await;
    let Some(level) = level.ok().filter(|level| index < level.len()) else {
        return Vec::new();
    };
    match loading::shard(visit, &level, index).await {
        Ok(shard) => published(visit, &shard, &level.id(index), &hit.field),
        Err(_) => Vec::new(),
    }
}

fn published(visit: Visit, shard: &StallShard, stall: &str, field: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for listing in shard.listings(stall) {
        match field {
            "brand" => texts.extend(listing.brands().iter().cloned()),
            "standard" => texts.extend(listing.standards().iter().cloned()),
            "product" => {
                // In the reader's language first: among equals the first one is told.
                for product in listing.products() {
                    texts.push(visit.words(product));
                }
                for product in listing.products() {
                    texts.extend(product.entries().map(|(_, words)| words.to_owned()));
                }
            }
            "category" => {
                let found = visit.tree.with_untracked(|tree| {
                    let own = listing.categories().iter();
                    own.filter_map(|id| tree.as_ref()?.tree.find(id))
                        .collect::<Vec<_>>()
                });
                texts.extend(found.into_iter().map(|index| visit.category_name(index)));
            }
            _ => texts.extend(listing.name().entries().map(|(_, words)| words.to_owned())),
        }
    }
    texts
}
