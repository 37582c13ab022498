//! The report for a person at a terminal.

use std::fmt::Write;

use super::{Counts, Difference, LevelChanges, StallChange};

/// Stalls of one kind on one level that are listed; the rest is counted.
const LISTED: usize = 20;

/// The whole report.
pub fn report(difference: &Difference) -> String {
    let mut text = String::new();
    let Difference { old, new, .. } = difference;
    let _ = writeln!(
        text,
        "sequence {} → {}, stalls {} → {}, marked {} → {}, files {} → {}, {:.1} → {:.1} MB",
        old.sequence,
        new.sequence,
        old.stalls,
        new.stalls,
        old.marked,
        new.marked,
        old.files,
        new.files,
        old.bytes as f64 / 1e6,
        new.bytes as f64 / 1e6
    );
    if new.sequence <= old.sequence {
        text.push_str("The sequence does not grow: kiosks would refuse the new publication.\n");
    }
    for (name, count) in rows(&difference.counts) {
        if count > 0 {
            let _ = writeln!(text, "{count:>8}  {name}");
        }
    }
    for (name, ids) in [
        ("levels added", &difference.levels_new),
        ("levels removed", &difference.levels_gone),
        ("categories added", &difference.categories.new),
        ("categories removed", &difference.categories.gone),
    ] {
        put_list(&mut text, name, ids.iter().cloned());
    }
    let renamed = difference.categories.renamed.iter();
    let renamed =
        renamed.map(|own| format!("{} ({}): {} → {}", own.id, own.language, own.old, own.new));
    put_list(&mut text, "categories renamed", renamed);
    for level in &difference.levels {
        put_level(&mut text, level);
    }
    let bytes = |bytes: Option<u64>| bytes.map_or("none".to_owned(), |bytes| bytes.to_string());
    let files = difference.files.iter();
    let files = files.map(|own| {
        let (old, new) = (bytes(own.old_bytes), bytes(own.new_bytes));
        format!("{}: {old} → {new} bytes", own.path)
    });
    put_list(&mut text, "other files", files);
    if is_empty(difference) {
        text.push_str("Nothing changes for visitors.\n");
    }
    text
}

/// The counts with their names.
pub(super) fn rows(counts: &Counts) -> [(&'static str, usize); 8] {
    [
        ("stalls added", counts.stalls_new),
        ("stalls removed", counts.stalls_gone),
        ("stalls moved or reshaped", counts.stalls_moved),
        ("stalls with other marks", counts.marks),
        ("stalls with another grade", counts.grades),
        ("stalls with another shop name", counts.names),
        ("stalls with other categories", counts.stall_categories),
        ("listings with other content", counts.listings),
    ]
}

/// What changes at a stall, in words.
pub(super) fn words(change: &StallChange) -> String {
    let mut parts = Vec::new();
    if let Some(from) = change.moved_from_dm {
        parts.push(format!(
            "ground {} → {}",
            ground(from),
            ground(change.stall.box_dm)
        ));
    }
    if let Some([old, new]) = &change.marks {
        parts.push(format!("marks {} → {}", join(old), join(new)));
    }
    if let Some([old, new]) = &change.grade {
        parts.push(format!("grade {} → {}", or_none(old), or_none(new)));
    }
    for name in &change.names {
        let (old, new) = (or_none(&name.old), or_none(&name.new));
        parts.push(format!("name ({}) {old} → {new}", name.language));
    }
    if let Some([old, new]) = &change.categories {
        parts.push(format!("categories {} → {}", join(old), join(new)));
    }
    if parts.is_empty() {
        parts.push(format!("printed as {}", change.stall.printed));
    }
    parts.join("; ")
}

fn put_level(text: &mut String, level: &LevelChanges) {
    let _ = writeln!(text, "\n{} {}", level.id, level.name);
    put_list(text, "added", level.new.iter().map(|own| own.id.clone()));
    put_list(text, "removed", level.gone.iter().map(|own| own.id.clone()));
    let changed = level.changed.iter();
    let changed = changed.map(|own| format!("{}: {}", own.stall.id, words(own)));
    put_list(text, "changed", changed);
    let listings = level.listings.iter();
    let listings = listings.map(|own| {
        let stalls = own.stalls.join(" ");
        format!("{} ({stalls}): {}", own.id, own.fields.join(", "))
    });
    put_list(text, "listings", listings);
}

fn put_list(text: &mut String, name: &str, lines: impl ExactSizeIterator<Item = String>) {
    let count = lines.len();
    if count == 0 {
        return;
    }
    let _ = writeln!(text, "  {name}: {count}");
    for line in lines.take(LISTED) {
        let _ = writeln!(text, "    {line}");
    }
    if count > LISTED {
        let more = count - LISTED;
        let _ = writeln!(text, "    … {more} more (all of them: --format json)");
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

fn join<T: AsRef<str>>(words: &[T]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    or_none(&words.join(" "))
}

fn or_none(text: &str) -> String {
    match text {
        "" => "none".to_owned(),
        text => text.to_owned(),
    }
}
