//! The report for a person at a terminal.

use std::fmt::Write;

use super::words::Words;
use super::{Difference, LevelChanges, StallChange};
use crate::publisher::report::Language;

/// Stalls of one kind on one level that are listed; the rest is counted.
const LISTED: usize = 20;

/// The whole report.
pub fn report(difference: &Difference, language: Language) -> String {
    let words = Words::of(language);
    let Difference { old, new, .. } = difference;
    let mut text = format!(
        "{} {} → {}, {} {} → {}, {} {} → {}, {} {} → {}, {:.1} → {:.1} MB\n",
        words.sequence,
        old.sequence,
        new.sequence,
        words.stalls,
        old.stalls,
        new.stalls,
        words.marked,
        old.marked,
        new.marked,
        words.files,
        old.files,
        new.files,
        old.bytes as f64 / 1e6,
        new.bytes as f64 / 1e6
    );
    if new.sequence <= old.sequence {
        let _ = writeln!(text, "{}", words.sequence_does_not_grow);
    }
    for (name, count) in words.counts(&difference.counts) {
        if count > 0 {
            let _ = writeln!(text, "{count:>8}  {name}");
        }
    }
    let mut lists = Lists { text, words };
    for (name, ids) in [
        (words.levels_new, &difference.levels_new),
        (words.levels_gone, &difference.levels_gone),
        (words.categories_new, &difference.categories.new),
        (words.categories_gone, &difference.categories.gone),
    ] {
        lists.put(name, ids.iter().cloned());
    }
    let renamed = difference.categories.renamed.iter();
    let renamed =
        renamed.map(|own| format!("{} ({}): {} → {}", own.id, own.language, own.old, own.new));
    lists.put(words.categories_renamed, renamed);
    for level in &difference.levels {
        lists.put_level(level);
    }
    let files = difference.files.iter();
    let files = files.map(|own| {
        let (old, new) = (words.size_of(own.old_bytes), words.size_of(own.new_bytes));
        format!("{}: {old} → {new} {}", own.path, words.bytes)
    });
    lists.put(words.other_files, files);
    let mut text = lists.text;
    if is_empty(difference) {
        let _ = writeln!(text, "{}", words.nothing);
    }
    text
}

/// What changes at a stall, in words.
pub(super) fn told(change: &StallChange, words: &Words) -> String {
    let mut parts = Vec::new();
    if let Some(from) = change.moved_from_dm {
        let (old, new) = (ground(from), ground(change.stall.box_dm));
        parts.push(format!("{} {old} → {new}", words.ground));
    }
    if let Some([old, new]) = &change.marks {
        parts.push(format!(
            "{} {} → {}",
            words.marks,
            join(old, words),
            join(new, words)
        ));
    }
    if let Some([old, new]) = &change.grade {
        let (old, new) = (or_none(old, words), or_none(new, words));
        parts.push(format!("{} {old} → {new}", words.grade));
    }
    for name in &change.names {
        let (old, new) = (or_none(&name.old, words), or_none(&name.new, words));
        parts.push(format!("{} ({}) {old} → {new}", words.name, name.language));
    }
    if let Some([old, new]) = &change.categories {
        parts.push(format!(
            "{} {} → {}",
            words.categories,
            join(old, words),
            join(new, words)
        ));
    }
    if parts.is_empty() {
        parts.push(format!("{} {}", words.printed_as, change.stall.printed));
    }
    parts.join("; ")
}

/// A text that lists are put into.
struct Lists {
    text: String,
    words: &'static Words,
}

impl Lists {
    fn put_level(&mut self, level: &LevelChanges) {
        let words = self.words;
        let _ = writeln!(self.text, "\n{} {}", level.id, level.name);
        self.put(words.new, level.new.iter().map(|own| own.id.clone()));
        self.put(words.gone, level.gone.iter().map(|own| own.id.clone()));
        let changed = level.changed.iter();
        let changed = changed.map(|own| format!("{}: {}", own.stall.id, told(own, words)));
        self.put(words.changed, changed);
        let listings = level.listings.iter();
        let listings = listings.map(|own| {
            let stalls = own.stalls.join(" ");
            format!("{} ({stalls}): {}", own.id, own.fields.join(", "))
        });
        self.put(words.listings, listings);
    }

    fn put(&mut self, name: &str, lines: impl ExactSizeIterator<Item = String>) {
        let count = lines.len();
        if count == 0 {
            return;
        }
        let text = &mut self.text;
        let _ = writeln!(text, "  {name}: {count}");
        for line in lines.take(LISTED) {
            let _ = writeln!(text, "    {line}");
        }
        if count > LISTED {
            let more = self.words.more(count - LISTED);
            let _ = writeln!(text, "    {more} ({})", self.words.how_to_see_all);
        }
    }
}

fn is_empty(difference: &Difference) -> bool {
    difference.levels.is_empty()
        && difference.files.is_empty()
        && difference.categories.renamed.is_empty()
}

fn ground([x, y, w, h]: [i32; 4]) -> String {
    format!("{x},{y} {w}×{h} dm")
}

fn join<T: AsRef<str>>(own: &[T], words: &Words) -> String {
    let own: Vec<&str> = own.iter().map(AsRef::as_ref).collect();
    or_none(&own.join(" "), words)
}

fn or_none(text: &str, words: &Words) -> String {
    match text {
        "" => words.none.to_owned(),
        text => text.to_owned(),
    }
}
