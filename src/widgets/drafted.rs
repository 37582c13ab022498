//! A draft of a listing in place of what is published. Few pages hand one in, so what reads a draft
//! and puts it into a record is a part of the module that is fetched with the first of them.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::live::spawn;
use super::loading::report_error;
use super::visit::{Record, Visit};
use crate::browser::draft;
use crate::browser::fetch::LoadError;
use crate::browser::host::Element;
use crate::browser::named_level::Rename;
use crate::browser::store::{Loading, Store};
use crate::domain::publication::draft::Draft;
use crate::domain::publication::open::StallShard;

/// A draft, and what can be done with it.
#[derive(Clone)]
pub struct Drafted {
    draft: Arc<Draft>,
    acts: Acts,
}

#[derive(Clone, Copy)]
struct Acts {
    read: fn(&Element) -> Option<Draft>,
    renamed: fn(&Draft, &str, &str) -> Option<String>,
    shard: for<'a> fn(&'a Store, &'a str, usize, &'a Draft) -> Loading<'a, StallShard>,
}

#[wasm_split(draft, wasm_split_path = ::leptos::wasm_split, fallible)]
fn acts() -> Result<Acts, SplitLoaderError> {
    Ok(Acts {
        read: draft::of,
        renamed: Draft::renamed,
        shard: |store, level, stall, draft| store.drafted(level, stall, draft),
    })
}

impl Drafted {
    /// Id of the stall that it is for.
    pub fn stall(&self) -> &str {
        &self.draft.stall
    }

    /// Whether it is this very draft, not one that says the same.
    pub fn is(&self, other: &Drafted) -> bool {
        Arc::ptr_eq(&self.draft, &other.draft)
    }

    /// The shard of the stall, as the draft has it.
    pub fn shard<'a>(
        &'a self,
        store: &'a Store,
        level: &'a str,
        stall: usize,
    ) -> Loading<'a, StallShard> {
        (self.acts.shard)(store, level, stall, &self.draft)
    }
}

impl Rename for Drafted {
    fn stall(&self) -> &str {
        &self.draft.stall
    }

    fn renamed(&self, tongue: &str, column: &str) -> Option<String> {
        (self.acts.renamed)(&self.draft, tongue, column)
    }
}

/// Follows an element's property `data`: until what reads it is there, nothing published is shown
/// in its place.
pub fn follow(visit: Visit, element: Element) {
    if !draft::is_handed(&element) {
        return put(visit, None);
    }
    if visit.draft.with_untracked(Option::is_none) {
        visit.awaits_draft.set(true);
    }
    spawn(async move {
        let loaded = acts().await;
        // The element may be gone by now.
        if visit.draft.is_disposed() {
            return;
        }
        match loaded {
            Ok(acts) => {
                let draft = (acts.read)(&element).map(Arc::new);
                put(visit, draft.map(|draft| Drafted { draft, acts }));
            }
            Err(_) => report_error(visit, &LoadError::new("missing-part", "draft")),
        }
        visit.awaits_draft.set(false);
    });
}

fn put(visit: Visit, draft: Option<Drafted>) {
    // What is on the screen was never published.
    if draft.is_none() && visit.draft.with_untracked(Option::is_some) {
        visit.record.set(Record::Loading);
    }
    visit.draft.set(draft);
}
