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

/// One step of a JSON path: a field of the format, an entry of a list, or a name that the data
/// itself chose. Only the last costs memory, and only a mistake makes a text of the others.
#[derive(Debug)]
pub enum Step {
    /// A field.
    Field(&'static str),
    /// An entry of a list.
    Index(usize),
    /// A name from the data.
    Key(Box<str>),
}

impl From<&'static str> for Step {
    fn from(field: &'static str) -> Step {
        Step::Field(field)
    }
}
impl From<usize> for Step {
    fn from(index: usize) -> Step {
        Step::Index(index)
    }
}
impl From<String> for Step {
    fn from(key: String) -> Step {
        Step::Key(key.into())
    }
}
impl From<&String> for Step {
    fn from(key: &String) -> Step {
        Step::Key(key.as_str().into())
    }
}

// The methods that stand in a hundred places are kept out of line: a page carries them once.
impl Checker {
    /// Starts at the top of a file (its path in the source folder or publication).
    pub fn new(file: &str) -> Checker {
        Checker {
            file: file.to_owned(),
            ..Checker::default()
        }
    }

    /// Runs `walk` one step deeper.
    pub fn within<T>(&mut self, step: impl Into<Step>, walk: impl FnOnce(&mut Checker) -> T) -> T {
        self.push(step);
        let result = walk(self);
        self.pop();
        result
    }

    /// Checks the rows of a list, each at its own place, and keeps what is usable. A list longer
    /// than `limit` is noted and cut.
    pub fn rows<'a, R, T>(
        &mut self,
        step: impl Into<Step>,
        rows: &'a [R],
        limit: usize,
        mut check: impl FnMut(&'a R, &mut Checker) -> Option<T>,
    ) -> Vec<T> {
        let mut kept = Vec::new();
        self.each_row(step.into(), rows.len(), limit, &mut |index, at| {
            if let Some(row) = rows.get(index).and_then(|row| check(row, at)) {
                kept.push(row);
            }
        });
        kept
    }

    #[inline(never)]
    fn each_row(
        &mut self,
        step: Step,
        len: usize,
        limit: usize,
        check: &mut dyn FnMut(usize, &mut Checker),
    ) {
        self.push_step(step);
        if len > limit {
            self.too_many("".into(), len, limit);
        }
        for index in 0..len.min(limit) {
            self.push(index);
            check(index, self);
            self.pop();
        }
        self.pop();
    }

    /// Steps deeper; [`Checker::pop`] steps back.
    pub fn push(&mut self, step: impl Into<Step>) {
        self.push_step(step.into());
    }

    #[inline(never)]
    fn push_step(&mut self, step: Step) {
        self.path.push(step);
    }

    /// Steps back.
    #[inline(never)]
    pub fn pop(&mut self) {
        self.path.pop();
    }

    /// Notes a mistake at the present place.
    #[inline(never)]
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
    pub fn report_at(&mut self, field: impl Into<Step>, fault: Fault, found: &str) {
        self.report_step(field.into(), fault, found);
    }

    #[inline(never)]
    fn report_step(&mut self, step: Step, fault: Fault, found: &str) {
        self.push_step(step);
        self.report(fault, found);
        self.pop();
    }

    /// Notes that a field is missing.
    #[inline(never)]
    pub fn missing(&mut self, field: &'static str) {
        self.report_at(field, Fault::Missing, "");
    }

    /// Notes that a field refers to a `what` that is not there.
    #[inline(never)]
    pub fn unknown(&mut self, field: &'static str, what: &'static str, found: &str) {
        self.report_at(field, Fault::Unknown(what), found);
    }

    /// Notes that a field is not of the written form.
    #[inline(never)]
    pub fn misformed(&mut self, field: &'static str, form: &'static str, found: &str) {
        self.report_at(field, Fault::Form(form), found);
    }

    /// Notes that a field is none of the `words`.
    #[inline(never)]
    pub fn not_one_of(&mut self, field: &'static str, words: &'static str, found: &str) {
        self.report_at(field, Fault::NotOneOf(words), found);
    }

    /// Notes that a span ends, at `field`, before it begins.
    #[inline(never)]
    pub fn ends_early(&mut self, field: &'static str, found: &str) {
        self.report_at(field, Fault::EndsBeforeStart, found);
    }

    /// JSON path of the present place, e.g. `/17/name`.
    pub fn here(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            // The list or record of the present place itself is no step.
            if matches!(step, Step::Field("")) {
                continue;
            }
            path.push('/');
            match step {
                Step::Field(name) => path.push_str(name),
                Step::Key(name) => path.push_str(name),
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
    #[inline(never)]
    pub fn id(&mut self, field: &'static str, id: &str) -> Option<String> {
        if id.is_empty() {
            self.missing(field);
            return None;
        }
        let fits = id.len() <= limits::ID_CHARS
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'));
        if !fits {
            self.misformed(field, "1 to 64 of a-z A-Z 0-9 - . _", id);
            return None;
        }
        Some(id.to_owned())
    }

    /// One line of plain text with at most `limit` characters. Too long is noted and cut, so that
    /// the row stays usable; control characters are noted and dropped.
    #[inline(never)]
    pub fn line(&mut self, field: &'static str, text: &str, limit: usize) -> String {
        self.push(field);
        let line = self.line_here(text, limit);
        self.pop();
        line
    }

    /// As [`Checker::line`], of the present place.
    #[inline(never)]
    pub fn line_here(&mut self, text: &str, limit: usize) -> String {
        let clean = without_control(text);
        if clean.len() < text.len() {
            self.report(Fault::Control, &clean);
        }
        match clean.char_indices().nth(limit) {
            Some((end, _)) => {
                self.report(Fault::TooLong(limit), &clean);
                clean.get(..end).unwrap_or_default().to_owned()
            }
            None => clean,
        }
    }

    /// A text in several languages, which may be empty.
    #[inline(never)]
    pub fn optional_text(&mut self, field: &'static str, labels: &Labels, limit: usize) -> Text {
        self.push(field);
        let text = self.optional_text_here(labels, limit);
        self.pop();
        text
    }

    fn optional_text_here(&mut self, labels: &Labels, limit: usize) -> Text {
        if labels.len() > limits::LANGUAGES {
            self.report(Fault::TooMany(limits::LANGUAGES), &labels.len().to_string());
        }
        let mut entries = Vec::with_capacity(labels.len());
        for (tag, text) in labels.iter().take(limits::LANGUAGES) {
            if self.language_tag(tag) {
                self.push(tag);
                let line = self.line_here(text.trim(), limit);
                self.pop();
                if !line.is_empty() {
                    entries.push((tag.as_str().into(), line.into()));
                }
            }
        }
        Text::new(entries)
    }

    /// A text that must say something in at least one language.
    #[inline(never)]
    pub fn text(&mut self, field: &'static str, labels: &Labels, limit: usize) -> Text {
        self.push(field);
        let text = self.text_here(labels, limit);
        self.pop();
        text
    }

    /// As [`Checker::text`], of the present place.
    #[inline(never)]
    pub fn text_here(&mut self, labels: &Labels, limit: usize) -> Text {
        let text = self.optional_text_here(labels, limit);
        if text.is_empty() {
            self.report(Fault::Missing, "");
        }
        text
    }

    /// Whether a language tag is plausible; notes it at the present place when it is not.
    fn language_tag(&mut self, tag: &str) -> bool {
        let fits = is_language_tag(tag);
        if !fits {
            self.report(Fault::Form("a language tag such as zh, en, zh-Hant"), tag);
        }
        fits
    }

    /// Language tags; others are noted and left out.
    #[inline(never)]
    pub fn language_tags(
        &mut self,
        field: &'static str,
        tags: &[String],
        limit: usize,
    ) -> Vec<String> {
        self.push(field);
        let tags = self.list("", tags, limit).iter();
        let tags = tags.filter(|tag| self.language_tag(tag)).cloned().collect();
        self.pop();
        tags
    }

    /// A list cut at `limit`, which is noted.
    pub fn list<'a, T>(&mut self, step: impl Into<Step>, list: &'a [T], limit: usize) -> &'a [T] {
        if list.len() > limit {
            self.too_many(step.into(), list.len(), limit);
        }
        list.get(..limit).unwrap_or(list)
    }

    /// A list of texts taken over as they are, cut at `limit`, which is noted.
    #[inline(never)]
    pub fn taken(&mut self, field: &'static str, list: &[String], limit: usize) -> Vec<String> {
        let list = self.list(field, list, limit).iter();
        // An entry that could not be read is noted already and stands there empty.
        list.filter(|text| !text.is_empty()).cloned().collect()
    }

    #[inline(never)]
    fn too_many(&mut self, step: Step, len: usize, limit: usize) {
        self.report_step(step, Fault::TooMany(limit), &len.to_string());
    }

    /// A day that may be missing.
    #[inline(never)]
    pub fn optional_day(&mut self, field: &'static str, text: &str) -> Option<Day> {
        if text.is_empty() {
            return None;
        }
        let day = Day::parse(text);
        if day.is_none() {
            self.misformed(field, "a day such as 2026-11-21", text);
        }
        day
    }

    /// A day that must be there.
    #[inline(never)]
    pub fn day(&mut self, field: &'static str, text: &str) -> Option<Day> {
        if text.is_empty() {
            self.missing(field);
        }
        self.optional_day(field, text)
    }

    /// A colour `#rrggbb` as 0xRRGGBB.
    #[inline(never)]
    pub fn color(&mut self, field: &'static str, text: &str) -> Option<u32> {
        let color = text
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6 && digits.is_ascii())
            .and_then(|digits| u32::from_str_radix(digits, 16).ok());
        if color.is_none() {
            self.misformed(field, "a colour such as #1a7f37", text);
        }
        color
    }

    /// A point within the bounds of any market.
    #[inline(never)]
    pub fn point(&mut self, field: &'static str, point: Option<Point>) -> Option<Point> {
        if point.is_none() {
            self.missing(field);
        }
        self.push(field);
        let point = point.and_then(|point| self.point_here(point));
        self.pop();
        point
    }

    fn point_here(&mut self, at: Point) -> Option<Point> {
        let bound = limits::COORDINATE_DM;
        if at.iter().any(|value| !(-bound..=bound).contains(value)) {
            let fault = Fault::OutOfRange(i64::from(-bound), i64::from(bound));
            let [x, y] = at.map(|value| value.to_string());
            self.report(fault, &[&x, ", ", &y].concat());
            return None;
        }
        Some(at)
    }

    /// An outline with at least three points, an area, and all points in bounds.
    pub fn ring(&mut self, step: impl Into<Step>, ring: &Ring) -> Option<Ring> {
        self.push(step);
        let ring = self.ring_here(ring);
        self.pop();
        ring
    }

    /// As [`Checker::ring`], of the present place.
    #[inline(never)]
    pub fn ring_here(&mut self, ring: &Ring) -> Option<Ring> {
        self.is_ring(ring).then(|| ring.clone())
    }

    /// Whether the outline at the present place is one; notes what it lacks.
    #[inline(never)]
    pub fn is_ring(&mut self, ring: &Ring) -> bool {
        if ring.is_empty() {
            self.report(Fault::Missing, "");
            return false;
        }
        if ring.len() > limits::RING_POINTS {
            let found = ring.len().to_string();
            self.report(Fault::TooMany(limits::RING_POINTS), &found);
            return false;
        }
        if !ring.iter().all(|point| self.point_here(*point).is_some()) {
            return false;
        }
        if ring.len() < 3 || doubled_area(ring) == 0 {
            let found = [&ring.len().to_string(), " points"].concat();
            self.report(Fault::BadOutline, &found);
            return false;
        }
        true
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
