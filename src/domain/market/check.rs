//! The door from raw to checked: a place to stand while walking through a row, and the small
//! checks that every field shares.

use super::limits;
use super::problem::{Fault, Problem, Problems};
use super::raw::{Labels, Point, Ring};
use super::text::Text;
use super::time::Day;

/// Walks through a file's rows, knows where it is, and collects what is wrong.
#[derive(Debug, Default)]
pub struct Checker {
    file: String,
    path: Vec<Step>,
    problems: Problems,
}

/// One step of a JSON path. Indexes become text only when something is wrong.
#[derive(Debug)]
enum Step {
    Field(String),
    Index(usize),
}

impl Checker {
    /// Starts at the top of a file (its path in the source folder or publication).
    pub fn new(file: &str) -> Checker {
        Checker {
            file: file.to_owned(),
            ..Checker::default()
        }
    }

    /// Runs `walk` one step deeper: a field name or an index.
    pub fn within<T>(
        &mut self,
        step: impl Into<String>,
        walk: impl FnOnce(&mut Checker) -> T,
    ) -> T {
        self.path.push(Step::Field(step.into()));
        let result = walk(self);
        self.path.pop();
        result
    }

    /// Steps one field deeper; [`Checker::pop`] steps back.
    pub fn push(&mut self, field: &str) {
        self.path.push(Step::Field(field.to_owned()));
    }

    /// Steps to an entry of a list; [`Checker::pop`] steps back.
    pub fn push_index(&mut self, index: usize) {
        self.path.push(Step::Index(index));
    }

    /// Steps back.
    pub fn pop(&mut self) {
        self.path.pop();
    }

    /// Notes a mistake at the present place.
    pub fn report(&mut self, fault: Fault, found: &str) {
        let path = self.here();
        self.problems.push(Problem {
            file: self.file.clone(),
            path,
            fault,
            found: shortened(found),
        });
    }

    /// Notes a mistake at a field of the present place.
    pub fn report_at(&mut self, field: &str, fault: Fault, found: &str) {
        self.within(field, |at| at.report(fault, found));
    }

    /// JSON path of the present place, e.g. `/17/name`.
    pub fn here(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            path.push('/');
            match step {
                Step::Field(name) => path.push_str(name),
                Step::Index(index) => path.push_str(&index.to_string()),
            }
        }
        path
    }

    /// Everything noted so far.
    pub fn finish(self) -> Problems {
        self.problems
    }

    /// An id: 1 to 64 of `a-z A-Z 0-9 - . _`. Returns none (and notes it) when it is not.
    pub fn id(&mut self, field: &str, id: &str) -> Option<String> {
        if id.is_empty() {
            self.report_at(field, Fault::Missing, "");
            return None;
        }
        let fits = id.len() <= limits::ID_CHARS
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'));
        if !fits {
            self.report_at(field, Fault::Form("1 to 64 of a-z A-Z 0-9 - . _"), id);
            return None;
        }
        Some(id.to_owned())
    }

    /// One line of plain text with at most `limit` characters. Too long is noted and cut, so that
    /// the row stays usable; control characters are noted and dropped.
    pub fn line(&mut self, field: &str, text: &str, limit: usize) -> String {
        if text.chars().any(is_control) {
            self.report_at(field, Fault::Control, &without_control(text));
        }
        let clean = without_control(text);
        if clean.chars().count() > limit {
            self.report_at(field, Fault::TooLong(limit), &clean);
            return clean.chars().take(limit).collect();
        }
        clean
    }

    /// A text in several languages, which may be empty.
    pub fn optional_text(&mut self, field: &str, labels: &Labels, limit: usize) -> Text {
        self.within(field, |at| {
            if labels.len() > limits::LANGUAGES {
                at.report(Fault::TooMany(limits::LANGUAGES), &labels.len().to_string());
            }
            let mut entries = Vec::with_capacity(labels.len());
            for (tag, text) in labels.iter().take(limits::LANGUAGES) {
                if !is_language_tag(tag) {
                    at.report(Fault::Form("a language tag such as zh, en, zh-Hant"), tag);
                    continue;
                }
                let line = at.line(tag, text.trim(), limit);
                if !line.is_empty() {
                    entries.push((tag.as_str().into(), line.into()));
                }
            }
            Text::new(entries)
        })
    }

    /// A text that must say something in at least one language.
    pub fn text(&mut self, field: &str, labels: &Labels, limit: usize) -> Text {
        let text = self.optional_text(field, labels, limit);
        if text.is_empty() {
            self.report_at(field, Fault::Missing, "");
        }
        text
    }

    /// A list cut at `limit`, which is noted.
    pub fn list<'a, T>(&mut self, field: &str, list: &'a [T], limit: usize) -> &'a [T] {
        if list.len() > limit {
            self.report_at(field, Fault::TooMany(limit), &list.len().to_string());
        }
        list.get(..limit).unwrap_or(list)
    }

    /// A day that may be missing.
    pub fn optional_day(&mut self, field: &str, text: &str) -> Option<Day> {
        if text.is_empty() {
            return None;
        }
        let day = Day::parse(text);
        if day.is_none() {
            self.report_at(field, Fault::Form("a day such as 2026-11-21"), text);
        }
        day
    }

    /// A day that must be there.
    pub fn day(&mut self, field: &str, text: &str) -> Option<Day> {
        if text.is_empty() {
            self.report_at(field, Fault::Missing, "");
        }
        self.optional_day(field, text)
    }

    /// A colour `#rrggbb` as 0xRRGGBB.
    pub fn color(&mut self, field: &str, text: &str) -> Option<u32> {
        let color = text
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6 && digits.is_ascii())
            .and_then(|digits| u32::from_str_radix(digits, 16).ok());
        if color.is_none() {
            self.report_at(field, Fault::Form("a colour such as #1a7f37"), text);
        }
        color
    }

    /// A point within the bounds of any market.
    pub fn point(&mut self, field: &str, point: Option<Point>) -> Option<Point> {
        let Some(at) = point else {
            self.report_at(field, Fault::Missing, "");
            return None;
        };
        let bound = limits::COORDINATE_DM;
        if at.iter().any(|value| !(-bound..=bound).contains(value)) {
            let fault = Fault::OutOfRange(i64::from(-bound), i64::from(bound));
            self.report_at(field, fault, &format!("{}, {}", at[0], at[1]));
            return None;
        }
        Some(at)
    }

    /// An outline with at least three points, an area, and all points in bounds.
    pub fn ring(&mut self, field: &str, ring: &Ring) -> Option<Ring> {
        if ring.is_empty() {
            self.report_at(field, Fault::Missing, "");
            return None;
        }
        if ring.len() > limits::RING_POINTS {
            let found = ring.len().to_string();
            self.report_at(field, Fault::TooMany(limits::RING_POINTS), &found);
            return None;
        }
        for at in ring {
            self.point(field, Some(*at))?;
        }
        if ring.len() < 3 || doubled_area(ring) == 0 {
            let found = format!("{} points", ring.len());
            self.report_at(field, Fault::BadOutline, &found);
            return None;
        }
        Some(ring.clone())
    }
}

/// Twice the area of a ring in square decimetres, positive when it runs clockwise on paper.
pub fn doubled_area(ring: &[Point]) -> i64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(next)
        .map(|(a, b)| i64::from(a[0]) * i64::from(b[1]) - i64::from(b[0]) * i64::from(a[1]))
        .sum()
}

/// A plausible BCP 47 tag: subtags of 1 to 8 letters or digits, the first of 2 or 3 letters.
pub fn is_language_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let primary = subtags.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_lowercase())
        && subtags.all(|subtag| {
            (1..=8).contains(&subtag.len())
                && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// Control characters and the invisible signs that turn text around; neither belongs in a name.
fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn without_control(text: &str) -> String {
    text.chars()
        .filter(|character| !is_control(*character))
        .collect()
}

fn shortened(text: &str) -> String {
    const SHOWN_CHARS: usize = 80;
    let mut short: String = text.chars().take(SHOWN_CHARS).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_tags() {
        let check = |tag, expected| assert_eq!(is_language_tag(tag), expected, "{tag}");
        check("zh", true);
        check("zh-Hant-TW", true);
        check("fil", true);
        check("", false);
        check("z", false);
        check("ZH", false);
        check("zh_CN", false);
        check("zh-", false);
        check("english", false);
    }

    #[test]
    fn a_text_of_ten_megabytes_is_noted_and_cut() {
        let mut checker = Checker::new("market.json");
        let long = "长".repeat(3_500_000);
        let line = checker.line("name", &long, limits::NAME_CHARS);
        assert_eq!(line.chars().count(), limits::NAME_CHARS);
        let problems = checker.finish();
        assert_eq!(problems.list()[0].fault, Fault::TooLong(limits::NAME_CHARS));
        assert_eq!(problems.list()[0].path, "/name");
        assert!(problems.list()[0].found.len() < 300);
    }

    #[test]
    fn hidden_direction_signs_are_dropped() {
        let mut checker = Checker::new("x");
        assert_eq!(checker.line("name", "a\u{202e}b\u{0}c", 10), "abc");
        assert_eq!(checker.finish().list()[0].fault, Fault::Control);
    }

    #[test]
    fn outlines() {
        let check = |ring: &[Point], expected: bool| {
            let mut checker = Checker::new("x");
            assert_eq!(
                checker.ring("outline", &ring.to_vec()).is_some(),
                expected,
                "{ring:?}"
            );
        };
        check(&[[0, 0], [10, 0], [10, 10]], true);
        check(&[], false);
        check(&[[0, 0], [10, 0]], false);
        check(&[[0, 0], [10, 0], [20, 0]], false);
        check(&[[0, 0], [9_000_000, 0], [10, 10]], false);
    }
}
