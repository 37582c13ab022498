//! What can be wrong with a row, and where. The sentences are made elsewhere: by the operator's
//! program for a clerk, by the widgets' messages for a visitor.

use super::limits;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The row cannot be used as it stands; nothing is published until it is mended.
    Error,
    /// Worth a look; published all the same.
    Warning,
}

/// One kind of mistake. [`Fault::code`] is stable; programs may rely on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A file that must be there is not.
    FileMissing,
    /// The file is not JSON; the text is the parser's own words with line and column.
    NotJson(String),
    /// The file is larger than allowed (bytes).
    FileTooLarge(usize),
    /// A value of another type than expected; the text says which.
    WrongType(String),
    /// A field name that the format does not have; the text lists the known ones.
    UnknownField(String),
    /// Nothing there, though it is needed.
    Missing,
    /// More characters than allowed.
    TooLong(usize),
    /// More entries than allowed.
    TooMany(usize),
    /// A number outside the bounds given.
    OutOfRange(i64, i64),
    /// Not of the written form expected; the text gives the form.
    Form(&'static str),
    /// Not one of the words expected; the text lists them.
    NotOneOf(&'static str),
    /// The same id a second time; the text says where the first is.
    Duplicate(String),
    /// Refers to something that is not there; the text says what kind of thing.
    Unknown(&'static str),
    /// A category that is, through its parents, its own parent.
    Cycle,
    /// A stall (or place, kiosk, node) outside its level's outline.
    OutsideLevel,
    /// An outline that crosses itself or has no area.
    BadOutline,
    /// Two outlines of a level cover the same ground; the text names the other.
    Overlap(String),
    /// Characters that no name needs: control or invisible direction signs.
    Control,
    /// Columns of a file have different lengths.
    Columns,
    /// Ends before it begins.
    EndsBeforeStart,
    /// The walking network has parts that cannot be reached from each other.
    Island,
    /// No walkway leads to it from the rest of the market.
    Unreached,
    /// A text holds what looks like a number of a person; the text says which.
    Personal(&'static str),
    /// No text in one of the market's languages; the text names it.
    NotTranslated(String),
    /// A name wider than the smallest card that shows it. The number is of columns, of which a
    /// Chinese character takes two.
    TooWide(usize),
    /// Its last day has passed when the market is published; the text is the day of publication.
    Expired(String),
    /// A category that no stall lists, nor any below it.
    NoStalls,
    /// A product called like a category that is far from those of its shop; the text is that
    /// category's id.
    Foreign(String),
    /// Texts that are not there in one of the market's languages; the text names it.
    NotCovered(String),
}

impl Fault {
    /// Stable code, for programs and for the technician.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::FileMissing => "file-missing",
            Fault::NotJson(_) => "not-json",
            Fault::FileTooLarge(_) => "file-too-large",
            Fault::WrongType(_) => "wrong-type",
            Fault::UnknownField(_) => "unknown-field",
            Fault::Missing => "missing",
            Fault::TooLong(_) => "too-long",
            Fault::TooMany(_) => "too-many",
            Fault::OutOfRange(..) => "out-of-range",
            Fault::Form(_) => "form",
            Fault::NotOneOf(_) => "not-one-of",
            Fault::Duplicate(_) => "duplicate",
            Fault::Unknown(_) => "unknown-reference",
            Fault::Cycle => "cycle",
            Fault::OutsideLevel => "outside-level",
            Fault::BadOutline => "bad-outline",
            Fault::Overlap(_) => "overlap",
            Fault::Control => "control-characters",
            Fault::Columns => "columns",
            Fault::EndsBeforeStart => "ends-before-start",
            Fault::Island => "island",
            Fault::Unreached => "unreached",
            Fault::Personal(_) => "personal-number",
            Fault::NotTranslated(_) => "not-translated",
            Fault::TooWide(_) => "too-wide",
            Fault::Expired(_) => "expired",
            Fault::NoStalls => "no-stalls",
            Fault::Foreign(_) => "foreign-category",
            Fault::NotCovered(_) => "not-covered",
        }
    }

    /// Whether it stops a publication.
    pub fn severity(&self) -> Severity {
        match self {
            Fault::UnknownField(_)
            | Fault::NotTranslated(_)
            | Fault::Overlap(_)
            | Fault::Unreached
            | Fault::Personal(_)
            | Fault::TooWide(_)
            | Fault::Expired(_)
            | Fault::NoStalls
            | Fault::Foreign(_)
            | Fault::NotCovered(_) => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

/// One mistake with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// File of the source folder or of the publication, with `/`.
    pub file: String,
    /// JSON path in it, e.g. `/17/name/en`; empty for the whole file.
    pub path: String,
    /// What is wrong.
    pub fault: Fault,
    /// What stood there, shortened.
    pub found: String,
}

/// A list of problems that stops growing at [`limits::PROBLEMS`] but goes on counting.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    list: Vec<Problem>,
    errors: usize,
    warnings: usize,
}

impl Problems {
    /// Adds one.
    pub fn push(&mut self, problem: Problem) {
        match problem.fault.severity() {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
        if self.list.len() < limits::PROBLEMS {
            self.list.push(problem);
        }
    }

    /// Takes over all problems of another list.
    pub fn append(&mut self, other: Problems) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        let room = limits::PROBLEMS.saturating_sub(self.list.len());
        self.list.extend(other.list.into_iter().take(room));
    }

    /// The problems kept in detail, in the order met.
    pub fn list(&self) -> &[Problem] {
        &self.list
    }

    /// Number of errors, those not kept in detail included.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// Number of warnings, likewise.
    pub fn warnings(&self) -> usize {
        self.warnings
    }

    /// True when nothing at all was found.
    pub fn is_empty(&self) -> bool {
        self.errors + self.warnings == 0
    }
}
