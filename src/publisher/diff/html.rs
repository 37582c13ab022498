//! The report as one page: no script, nothing loaded, every text escaped. Served beside the site it
//! takes its style from a file instead, as the site's own Content-Security-Policy asks.

use std::fmt::Write;

use super::human::told;
use super::words::{Words, titled};
use super::{Difference, LevelChanges};
use crate::publisher::report::Language;

/// Stalls of one kind on one level that are listed; the rest is counted.
const LISTED: usize = 500;
/// Width of a map on the page.
const MAP_WIDTH_PX: i32 = 900;

/// The page's style sheet.
pub const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c;background:#fff}\
table{border-collapse:collapse}td,th{border-bottom:1px solid #ccc;padding:.2rem .8rem;text-align:start}\
svg{width:100%;height:auto;background:#f6f6f4;border:1px solid #ccc}\
.all{fill:#e3e3df;stroke:#bbb}.floor{fill:#fff;stroke:#888}.new{fill:#2e7d32}.gone{fill:none;stroke:#b71c1c;stroke-width:6}\
.moved{fill:#ef6c00}.way{stroke:#ef6c00;stroke-width:5}.changed{fill:#1565c0}\
.key span{display:inline-block;width:.9em;height:.9em;margin:0 .3em 0 1em;vertical-align:-.1em}\
.key .new{background:#2e7d32}.key .gone{background:#b71c1c}.key .moved{background:#ef6c00}.key .changed{background:#1565c0}";

/// The whole page in one file.
pub fn report(difference: &Difference, language: Language) -> String {
    let head = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><style>{STYLE}</style>"
    );
    page(difference, &head, language)
}

/// The page with another head: where its style comes from.
pub fn page(difference: &Difference, head: &str, language: Language) -> String {
    let words = Words::of(language);
    let tag = language.tag();
    let mut page = format!("<!doctype html>\n<html lang=\"{tag}\"><meta charset=\"utf-8\">");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width\">");
    page.push_str(head);
    let Difference { old, new, .. } = difference;
    let title = format!("{}: {} → {}", words.title, old.sequence, new.sequence);
    let _ = writeln!(page, "<title>{title}</title><h1>{title}</h1>");
    let (before, after) = (words.before, words.after);
    let _ = writeln!(
        page,
        "<table><tr><th></th><th>{before}</th><th>{after}</th></tr>"
    );
    let mb = |bytes: u64| format!("{:.1} MB", bytes as f64 / 1e6);
    for (name, before, after) in [
        (
            words.published,
            old.published.clone(),
            new.published.clone(),
        ),
        (words.expires, old.expires.clone(), new.expires.clone()),
        (words.stalls, old.stalls.to_string(), new.stalls.to_string()),
        (words.marked, old.marked.to_string(), new.marked.to_string()),
        (words.files, old.files.to_string(), new.files.to_string()),
        (words.size, mb(old.bytes), mb(new.bytes)),
    ] {
        put_row(&mut page, &[name, &before, &after]);
    }
    let _ = writeln!(page, "</table>\n<h2>{}</h2><table>", words.in_numbers);
    for (name, count) in words.counts(&difference.counts) {
        put_row(&mut page, &[name, &count.to_string()]);
    }
    page.push_str("</table>\n");
    for (name, ids) in [
        (words.levels_new, &difference.levels_new),
        (words.levels_gone, &difference.levels_gone),
        (words.categories_new, &difference.categories.new),
        (words.categories_gone, &difference.categories.gone),
    ] {
        put_list(&mut page, words, name, ids.iter().cloned());
    }
    let renamed = difference.categories.renamed.iter();
    let renamed =
        renamed.map(|own| format!("{} ({}): {} → {}", own.id, own.language, own.old, own.new));
    put_list(&mut page, words, words.categories_renamed, renamed);
    for level in &difference.levels {
        put_level(&mut page, level, words);
    }
    let files = difference.files.iter().map(|own| {
        let (old, new) = (words.size_of(own.old_bytes), words.size_of(own.new_bytes));
        format!("{}: {old} → {new} {}", own.path, words.bytes)
    });
    put_list(&mut page, words, words.other_files, files);
    page.push_str("</html>\n");
    page
}

fn put_level(page: &mut String, level: &LevelChanges, words: &Words) {
    let _ = writeln!(
        page,
        "<h2>{} · {}</h2>",
        escaped(&level.id),
        escaped(&level.name)
    );
    put_map(page, level, words);
    put_list(
        page,
        words,
        words.new,
        level.new.iter().map(|own| own.printed.clone()),
    );
    put_list(
        page,
        words,
        words.gone,
        level.gone.iter().map(|own| own.printed.clone()),
    );
    let changed = level.changed.iter();
    let changed = changed.map(|own| format!("{}: {}", own.stall.printed, told(own, words)));
    put_list(page, words, words.changed, changed);
    let listings = level.listings.iter();
    let listings = listings.map(|own| {
        let stalls = own.stalls.join(" ");
        format!("{} ({stalls}): {}", own.id, own.fields.join(", "))
    });
    put_list(page, words, words.listings, listings);
}

fn put_map(page: &mut String, level: &LevelChanges, words: &Words) {
    let corners = level.floor.iter().copied();
    let stalls = level
        .boxes
        .iter()
        .chain(level.gone.iter().map(|own| &own.box_dm));
    let corners = corners.chain(
        stalls.flat_map(|[x, y, w, h]| [[*x, *y], [x.saturating_add(*w), y.saturating_add(*h)]]),
    );
    let around = corners.fold(None, |around: Option<[i32; 4]>, [x, y]| {
        let [left, top, right, bottom] = around.unwrap_or([x, y, x, y]);
        Some([left.min(x), top.min(y), right.max(x), bottom.max(y)])
    });
    let Some([left, top, right, bottom]) = around else {
        return;
    };
    let (width, height) = (
        right.saturating_sub(left).max(1),
        bottom.saturating_sub(top).max(1),
    );
    let shown_height = i64::from(MAP_WIDTH_PX) * i64::from(height) / i64::from(width);
    let _ = writeln!(
        page,
        "<svg viewBox=\"{left} {top} {width} {height}\" width=\"{MAP_WIDTH_PX}\" height=\"{shown_height}\" role=\"img\" aria-label=\"{}\">",
        words.map
    );
    let floor: Vec<String> = level
        .floor
        .iter()
        .map(|[x, y]| format!("{x},{y}"))
        .collect();
    let _ = writeln!(
        page,
        "<polygon class=\"floor\" points=\"{}\"/>",
        floor.join(" ")
    );
    put_boxes(page, "all", level.boxes.iter());
    put_boxes(page, "new", level.new.iter().map(|own| &own.box_dm));
    put_boxes(page, "gone", level.gone.iter().map(|own| &own.box_dm));
    let (moved, others): (Vec<_>, Vec<_>) = level
        .changed
        .iter()
        .partition(|own| own.moved_from_dm.is_some());
    put_boxes(page, "changed", others.iter().map(|own| &own.stall.box_dm));
    put_boxes(page, "moved", moved.iter().map(|own| &own.stall.box_dm));
    for change in moved {
        let Some(from) = change.moved_from_dm else {
            continue;
        };
        let ([x1, y1], [x2, y2]) = (middle(from), middle(change.stall.box_dm));
        let _ = writeln!(
            page,
            "<line class=\"way\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>"
        );
    }
    page.push_str("</svg>\n<p class=\"key\">");
    for (class, name) in [
        ("new", words.new),
        ("gone", words.gone),
        ("moved", words.moved),
        ("changed", words.changed),
    ] {
        let _ = write!(page, "<span class=\"{class}\"></span>{name}");
    }
    page.push_str("</p>\n");
}

/// All boxes of one kind as one path.
fn put_boxes<'a>(page: &mut String, class: &str, boxes: impl Iterator<Item = &'a [i32; 4]>) {
    let mut path = String::new();
    for [x, y, w, h] in boxes {
        let _ = write!(path, "M{x} {y}h{w}v{h}h{}z", w.saturating_neg());
    }
    if !path.is_empty() {
        let _ = writeln!(page, "<path class=\"{class}\" d=\"{path}\"/>");
    }
}

fn middle([x, y, w, h]: [i32; 4]) -> [i32; 2] {
    [x.saturating_add(w / 2), y.saturating_add(h / 2)]
}

fn put_row(page: &mut String, cells: &[&str]) {
    page.push_str("<tr>");
    for cell in cells {
        let _ = write!(page, "<td>{}</td>", escaped(cell));
    }
    page.push_str("</tr>\n");
}

fn put_list(
    page: &mut String,
    words: &Words,
    name: &str,
    lines: impl ExactSizeIterator<Item = String>,
) {
    let count = lines.len();
    if count == 0 {
        return;
    }
    let open = if count <= 20 { " open" } else { "" };
    let _ = writeln!(
        page,
        "<details{open}><summary>{}: {count}</summary><ul>",
        titled(name)
    );
    for line in lines.take(LISTED) {
        let _ = writeln!(page, "<li>{}</li>", escaped(&line));
    }
    if count > LISTED {
        let _ = writeln!(page, "<li>{}</li>", words.more(count - LISTED));
    }
    page.push_str("</ul></details>\n");
}

/// Text as text, also inside an attribute; signs that turn the reading direction are taken out, so
/// that one line cannot dress up as another.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => safe.push('\u{fffd}'),
            letter if letter.is_control() => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_stays_text() {
        let check = |text, expected: &str| assert_eq!(escaped(text), expected);
        check("福茂 & Sons", "福茂 &amp; Sons");
        check(
            "<script>alert('1')</script>",
            "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;",
        );
        check("\" onload=\"", "&quot; onload=&quot;");
        check("a\u{202e}b\nc", "a\u{fffd}b c");
    }
}
