//! Why a command did not do what it was asked: where, what was found, what was expected, and how
//! to mend it.

use std::fmt;

use serde::Serialize;

/// One reason. All but the place may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// File, sheet and cell, or JSON path.
    pub place: String,
    /// Stable code, for programs.
    pub code: &'static str,
    /// What stood there, shortened.
    pub found: String,
    /// What should have been there.
    pub expected: String,
    /// What to do about it; or, where `is_near`, what exists and looks like what was found.
    pub mend: String,
    /// True when `mend` is an id or name that was probably meant.
    pub is_near: bool,
}

/// Characters of what was found that are worth showing.
const SHOWN_CHARS: usize = 120;

impl Refusal {
    /// A reason with its place and code; the rest is filled in by the calls below.
    pub fn at(place: impl Into<String>, code: &'static str) -> Refusal {
        Refusal {
            place: place.into(),
            code,
            ..Refusal::default()
        }
    }

    /// What stood there.
    pub fn found(mut self, found: impl fmt::Display) -> Refusal {
        let text = found.to_string();
        let mut shown: String = text.chars().take(SHOWN_CHARS).collect();
        if shown.len() < text.len() {
            shown.push('…');
        }
        // One line each, whatever a file holds.
        self.found = shown.replace(|letter: char| letter.is_control(), " ");
        self
    }

    /// What should have been there.
    pub fn expected(mut self, expected: impl Into<String>) -> Refusal {
        self.expected = expected.into();
        self
    }

    /// What was probably meant.
    pub fn near(mut self, near: impl Into<String>) -> Refusal {
        self.mend = near.into();
        self.is_near = true;
        self
    }

    /// What to do about it.
    pub fn mend(mut self, mend: impl Into<String>) -> Refusal {
        self.mend = mend.into();
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let mend = if self.is_near {
            format!("Did you mean `{}`?", self.mend)
        } else {
            self.mend.clone()
        };
        write!(formatter, "{}: {}", self.place, self.code)?;
        for (name, text) in [
            ("found:   ", &self.found),
            ("expected:", &self.expected),
            ("mend:    ", &mend),
        ] {
            if !text.is_empty() {
                write!(formatter, "\n  {name} {text}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}

/// A file that the system did not give or take.
pub fn of_system(path: &std::path::Path, error: &std::io::Error) -> Refusal {
    Refusal::at(path.display().to_string(), "file")
        .found(error)
        .expected("a file that can be read and written")
        .mend("See that the path is right, and that this user may use it.")
}

#[cfg(test)]
mod tests {
    use super::Refusal;

    #[test]
    fn what_was_found_is_one_short_line() {
        let refusal = Refusal::at("a.csv", "form")
            .found("x\n".repeat(500))
            .mend("Shorten it.");
        assert_eq!(refusal.found.chars().count(), 121);
        assert_eq!(refusal.to_string().lines().count(), 3);
    }
}
