//! Names in several languages.

use super::tag;

/// A checked text: entries by BCP 47 tag, none empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    entries: Box<[(Box<str>, Box<str>)]>,
}

impl Text {
    pub(in crate::domain) fn new(entries: Vec<(Box<str>, Box<str>)>) -> Text {
        Text {
            entries: entries.into(),
        }
    }

    /// A text in one language; one that says nothing when there are no words.
    pub fn of(tongue: &str, words: &str) -> Text {
        let own = (!words.is_empty()).then(|| (tongue.into(), words.into()));
        Text::new(own.into_iter().collect())
    }

    /// True when it says nothing in any language.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// All entries as (tag, text).
    pub fn entries(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|(tag, text)| (&**tag, &**text))
    }

    /// The text in exactly this language.
    pub fn exact(&self, tag: &str) -> Option<&str> {
        self.entries()
            .find(|(own, _)| *own == tag)
            .map(|(_, text)| text)
    }

    /// The best text for a reader of `reader`, and the tag it is in, as [`tag::rank`] has it: in
    /// the reader's language, the nearer the better (`zh-Hant-TW` → `zh-Hant` → `zh`), then in
    /// English, then in the market's own language (`home`), then whatever there is. Empty only
    /// when the text is.
    pub fn best<'a>(&'a self, reader: &str, home: &str) -> (&'a str, &'a str) {
        let mut best = (0, "", "");
        for (own, text) in self.entries() {
            let rank = tag::rank(reader, home, own);
            if best.2.is_empty() || rank > best.0 {
                best = (rank, text, own);
            }
        }
        (best.1, best.2)
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn best_text_for_a_reader() {
        let text = |pairs: &[(&str, &str)]| {
            Text::new(
                pairs
                    .iter()
                    .map(|(tag, text)| ((*tag).into(), (*text).into()))
                    .collect(),
            )
        };
        let check = |pairs: &[(&str, &str)], tag: &str, expected: (&str, &str)| {
            assert_eq!(text(pairs).best(tag, "zh"), expected, "{tag}");
        };
        check(&[("zh", "玩具"), ("en", "Toys")], "en", ("Toys", "en"));
        check(&[("zh", "玩具"), ("en", "Toys")], "en-GB", ("Toys", "en"));
        check(
            &[("zh", "玩具"), ("zh-Hant", "玩具區")],
            "zh-Hant-TW",
            ("玩具區", "zh-Hant"),
        );
        check(&[("zh", "玩具"), ("en", "Toys")], "ar", ("Toys", "en"));
        check(&[("zh", "玩具"), ("fr", "Jouets")], "ar", ("玩具", "zh"));
        check(
            &[("zh", "玩具"), ("zh-Latn", "Wan Ju")],
            "en",
            ("玩具", "zh"),
        );
        check(
            &[("zh", "玩具"), ("ar-t-zh-t0-und", "لعب")],
            "ar-EG",
            ("لعب", "ar-t-zh-t0-und"),
        );
        check(&[("en", "Toys"), ("fr", "Jouets")], "ar", ("Toys", "en"));
        check(&[("fr", "Jouets")], "ar", ("Jouets", "fr"));
        check(&[], "ar", ("", ""));
    }
}
