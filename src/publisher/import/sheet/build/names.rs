//! Ids by what people call the things.

use std::collections::HashMap;

use crate::domain::market::raw::Labels;
use crate::publisher::import::sheet::value;

/// Ids by what people call the thing; none where several things are called so.
#[derive(Default)]
pub(super) struct Names {
    pub ids: HashMap<String, Option<String>>,
    /// Whether the folder or the file lists any.
    pub is_known: bool,
}

impl Names {
    /// Takes up what a thing is called.
    pub fn put(&mut self, id: &str, called: &str) {
        self.is_known = true;
        let called = called.trim().to_lowercase();
        if called.is_empty() {
            return;
        }
        let own = self
            .ids
            .entry(called)
            .or_insert_with(|| Some(id.to_owned()));
        if own.as_deref() != Some(id) {
            *own = None;
        }
    }

    /// Takes up a thing by its id, which nothing else can be called.
    pub fn put_id(&mut self, id: &str) {
        self.is_known = true;
        self.ids.insert(id.to_lowercase(), Some(id.to_owned()));
    }

    /// Takes up all names of a thing.
    pub fn put_labels(&mut self, id: &str, labels: &Labels) {
        labels.values().for_each(|name| self.put(id, name));
    }

    /// The id of the one thing that is called so.
    pub fn find(&self, called: &str) -> Option<&str> {
        let called = value::half_width(called).trim().to_lowercase();
        self.ids.get(&called)?.as_deref()
    }
}
