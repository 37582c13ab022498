//! What is worth knowing of an import, and no mistake.

use serde::Serialize;

use crate::publisher::report::Language;

/// A sentence in the languages of reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

impl Note {
    /// The sentence in a language.
    pub fn told(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Zh => &self.zh,
        }
    }
}
