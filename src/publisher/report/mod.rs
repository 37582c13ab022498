//! Mistakes in words. [`sentence`] is the only place where a mistake becomes a sentence for a
//! clerk; programs rely on the codes.

/// What a build has to say.
pub mod built;
/// For a person at a terminal.
pub mod human;
/// Why an import was not done.
pub mod refusal;
/// For programs.
pub mod json;
/// For editors and code hosts.
pub mod sarif;
/// What is expected, and how to mend it.
pub mod sentence;

mod chinese;

/// The language of a report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Chinese.
    Zh,
}

impl Language {
    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Zh => "zh",
        }
    }
}
