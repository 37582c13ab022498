//! Which file of texts a text is in: one for each script, so that a query loads only what it could
//! be written in.

use super::letters::{is_han, is_hangul_consonant};

/// A script, or a group of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Script {
    /// Chinese characters.
    Han = 0,
    /// Latin letters.
    Latin = 1,
    /// Cyrillic letters.
    Cyrillic = 2,
    /// Arabic letters.
    Arabic = 3,
    /// Devanagari.
    Devanagari = 4,
    /// Hangul.
    Hangul = 5,
    /// Texts of Japanese, kana and characters.
    Japanese = 6,
    /// Everything else.
    Other = 7,
}

impl Script {
    /// Every script.
    pub const ALL: [Script; 8] = [
        Script::Han,
        Script::Latin,
        Script::Cyrillic,
        Script::Arabic,
        Script::Devanagari,
        Script::Hangul,
        Script::Japanese,
        Script::Other,
    ];

    /// The script of a folded letter; none for digits and gaps.
    pub fn of_letter(letter: char) -> Option<Script> {
        Some(match letter {
            ' ' | '.' | '0'..='9' => return None,
            'a'..='z' | '\u{00c0}'..='\u{024f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
            '\u{0400}'..='\u{04ff}' => Script::Cyrillic,
            '\u{0600}'..='\u{06ff}' => Script::Arabic,
            '\u{0900}'..='\u{097f}' => Script::Devanagari,
            '\u{3041}'..='\u{30ff}' => Script::Japanese,
            '\u{ac00}'..='\u{d7a3}' => Script::Hangul,
            _ if is_hangul_consonant(letter) => Script::Hangul,
            _ if is_han(letter) => Script::Han,
            _ => Script::Other,
        })
    }

    /// Where a published text belongs, by its language and its folded letters.
    pub fn of_text(language: &str, letters: &[char]) -> Script {
        let has = |script| {
            let mut letters = letters.iter();
            letters.any(|own| Script::of_letter(*own) == Some(script))
        };
        let first = letters.iter().find_map(|own| Script::of_letter(*own));
        let is_japanese = language == "ja" || language.starts_with("ja-");
        match first {
            Some(Script::Han | Script::Latin) if is_japanese => Script::Japanese,
            Some(Script::Latin) if has(Script::Han) => Script::Han,
            Some(Script::Latin) if has(Script::Hangul) => Script::Hangul,
            Some(own) => own,
            None => Script::Other,
        }
    }

    /// Which files of texts a query may find something in.
    pub fn of_query(letters: &[char]) -> Vec<Script> {
        let mut found: Vec<Script> = Vec::new();
        let mut want = |script| {
            if !found.contains(&script) {
                found.push(script);
            }
        };
        for letter in letters {
            match Script::of_letter(*letter) {
                Some(Script::Han) => {
                    want(Script::Han);
                    want(Script::Japanese);
                }
                // Pinyin is typed in Latin letters.
                Some(Script::Latin) => {
                    want(Script::Latin);
                    want(Script::Han);
                }
                Some(script) => want(script),
                None => {}
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts() {
        let check = |language, text: &str, expected| {
            let letters: Vec<char> = text.chars().collect();
            assert_eq!(Script::of_text(language, &letters), expected, "{text}");
        };
        check("zh", "玩具", Script::Han);
        check("zh", "usb线", Script::Han);
        check("ja", "玩具", Script::Japanese);
        check("ja", "ぬいぐるみ", Script::Japanese);
        check("en", "toys", Script::Latin);
        check("ru", "игрушки", Script::Cyrillic);
        check("ko", "완구", Script::Hangul);
        check("en", "2016", Script::Other);
    }

    #[test]
    fn queries() {
        let check = |text: &str, expected: &[Script]| {
            let letters: Vec<char> = text.chars().collect();
            assert_eq!(Script::of_query(&letters), expected, "{text}");
        };
        check("玩j", &[Script::Han, Script::Japanese, Script::Latin]);
        check("wj", &[Script::Latin, Script::Han]);
        check("ㅈㄴㄱ", &[Script::Hangul]);
        check("12045", &[]);
    }
}
