//! Names in several languages.

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

    /// The best text for a reader of `tag`, and the tag it is in: the same tag, then shorter
    /// forms of it (`zh-Hant-TW` → `zh-Hant` → `zh`), then the market's own language (`home`),
    /// then English, then whatever there is. Empty only when the text is.
    pub fn best<'a>(&'a self, tag: &str, home: &str) -> (&'a str, &'a str) {
        let mut wanted = tag;
        loop {
            if let Some((own, text)) = self.entries().find(|(own, _)| *own == wanted) {
                return (text, own);
            }
            match wanted.rfind('-') {
                Some(cut) => wanted = wanted.get(..cut).unwrap_or_default(),
                None => break,
            }
        }
        for fallback in [home, "en"] {
            if let Some((own, text)) = self.entries().find(|(own, _)| *own == fallback) {
                return (text, own);
            }
        }
        self.entries()
            .next()
            .map_or(("", ""), |(own, text)| (text, own))
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
        check(&[("zh", "玩具"), ("en", "Toys")], "ar", ("玩具", "zh"));
        check(&[("en", "Toys"), ("fr", "Jouets")], "ar", ("Toys", "en"));
        check(&[("fr", "Jouets")], "ar", ("Jouets", "fr"));
        check(&[], "ar", ("", ""));
    }
}
