//! Rows of keys. A layout is data: a text for each row, its keys with spaces between. Which keys
//! stand around them (deleting, searching, other writings) is the widget's.

use super::letters::{AZERTY, CYRILLIC, PINYIN, PORTUGUESE, QWERTY, SPANISH, TURKISH};
use super::signs::{ARABIC, DEVANAGARI, HANGUL, KANA};

/// What stall numbers and standards are written with; at hand in every script.
pub const DIGITS: [&str; 12] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "-", "0", "."];

/// A writing that keys can be switched to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Script {
    /// Digits, and the letters that stall numbers begin with: what most people come with.
    #[default]
    Pad,
    Latin,
    Cyrillic,
    Arabic,
    Devanagari,
    Hangul,
    Kana,
}

/// The keys of a writing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Layout {
    /// Rows that are shown first.
    pub plain: &'static [&'static str],
    /// The same keys with shift; empty where there is no such thing.
    pub shift: &'static [&'static str],
    /// Letters besides; empty where the plain ones are all.
    pub more: &'static [&'static str],
}

/// Which of a layout's rows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layer {
    #[default]
    Plain,
    Shift,
    More,
}

/// Only what stands around the letters.
const PAD: Layout = Layout {
    plain: &[],
    shift: &[],
    more: &[],
};

impl Script {
    /// All of them, in the order of their keys.
    pub const ALL: [Script; 7] = [
        Script::Pad,
        Script::Latin,
        Script::Cyrillic,
        Script::Arabic,
        Script::Devanagari,
        Script::Hangul,
        Script::Kana,
    ];

    /// The writing of a language by BCP 47 tag. Chinese is typed by its sounds.
    pub fn of_language(tag: &str) -> Script {
        match primary(tag) {
            "ar" => Script::Arabic,
            "ru" => Script::Cyrillic,
            "hi" => Script::Devanagari,
            "ko" => Script::Hangul,
            "ja" => Script::Kana,
            _ => Script::Latin,
        }
    }

    /// The pad, the writing of a language, and then the others.
    pub fn in_order_for(tag: &str) -> [Script; 7] {
        let own = Script::of_language(tag);
        let mut list = Script::ALL;
        if let Some(place) = list.iter().position(|script| *script == own)
            && let Some(front) = list.get_mut(1..=place)
        {
            front.rotate_right(1);
        }
        list
    }

    /// What its switch shows: its own first signs.
    pub fn sample(self, tag: &str) -> &'static str {
        match self {
            Script::Pad => "123",
            Script::Latin if primary(tag) == "zh" => "拼音",
            Script::Latin => "ABC",
            Script::Cyrillic => "АБВ",
            Script::Arabic => "أبت",
            Script::Devanagari => "कखग",
            Script::Hangul => "가나다",
            Script::Kana => "あいう",
        }
    }

    /// BCP 47 tag of what its keys are written in, for fonts and voices. Latin letters are the
    /// screen's own language.
    pub fn language(self) -> Option<&'static str> {
        match self {
            Script::Pad | Script::Latin => None,
            Script::Cyrillic => Some("ru"),
            Script::Arabic => Some("ar"),
            Script::Devanagari => Some("hi"),
            Script::Hangul => Some("ko"),
            Script::Kana => Some("ja"),
        }
    }

    /// Its keys for a reader of a language.
    pub fn layout(self, tag: &str) -> &'static Layout {
        match (self, primary(tag)) {
            (Script::Pad, _) => &PAD,
            (Script::Latin, "zh") => &PINYIN,
            (Script::Latin, "es") => &SPANISH,
            (Script::Latin, "pt") => &PORTUGUESE,
            (Script::Latin, "fr") => &AZERTY,
            (Script::Latin, "tr") => &TURKISH,
            (Script::Latin, _) => &QWERTY,
            (Script::Cyrillic, _) => &CYRILLIC,
            (Script::Arabic, _) => &ARABIC,
            (Script::Devanagari, _) => &DEVANAGARI,
            (Script::Hangul, _) => &HANGUL,
            (Script::Kana, _) => &KANA,
        }
    }
}

impl Layout {
    /// The rows of a layer; the plain ones where it has no such layer.
    pub fn rows(&self, layer: Layer) -> &'static [&'static str] {
        match layer {
            Layer::Shift if !self.shift.is_empty() => self.shift,
            Layer::More if !self.more.is_empty() => self.more,
            _ => self.plain,
        }
    }
}

/// The keys of a row.
pub fn keys(row: &'static str) -> impl Iterator<Item = &'static str> {
    row.split(' ')
}

/// What is printed on a key: a sign that only joins others stands beside a circle.
pub fn printed(key: &str) -> String {
    let joins = |sign| matches!(sign, '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '゛' | '゜');
    let circle = key.starts_with(joins).then_some("\u{25cc}");
    [circle.unwrap_or_default(), key].concat()
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::keys::kin;
    use crate::domain::language::TAGS;

    const LAYERS: [Layer; 3] = [Layer::Plain, Layer::Shift, Layer::More];

    fn all_keys(layout: &Layout, layers: &[Layer]) -> Vec<&'static str> {
        let rows = layers.iter().flat_map(|layer| match layer {
            Layer::Plain => layout.plain,
            Layer::Shift => layout.shift,
            Layer::More => layout.more,
        });
        rows.flat_map(|row| keys(row)).collect()
    }

    /// Each sign has a key of its own.
    fn check(tag: &str, script: Script, alphabet: &str) {
        let layout = script.layout(tag);
        let all = all_keys(layout, &LAYERS);
        for letter in alphabet.chars().filter(|letter| !letter.is_whitespace()) {
            let own = letter.to_string();
            assert!(all.contains(&own.as_str()), "{tag}: no key for {letter}");
        }
    }

    #[test]
    fn every_letter_of_each_language_has_a_key() {
        let latin = "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        for tag in TAGS {
            check(tag, Script::Latin, latin);
        }
        check("tr", Script::Latin, "ğüşıöç ĞÜŞİÖÇ âîû");
        check("es", Script::Latin, "ñ Ñ áéíóúü");
        check("fr", Script::Latin, "éèêëàâçùûüôîïœæÿ");
        check("pt", Script::Latin, "ç Ç áàâãéêíóôõúü");
        let russian = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя";
        check("ru", Script::Cyrillic, russian);
        check("ru", Script::Cyrillic, &russian.to_uppercase());
        check("kk", Script::Cyrillic, "әғқңөұүһі");
        let arabic = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي";
        check("ar", Script::Arabic, arabic);
        check("ar", Script::Arabic, "ءأإآؤئةى");
        check("hi", Script::Devanagari, "अआइईउऊऋएऐओऔऑ");
        check("hi", Script::Devanagari, "ा ि ी ु ू ृ े ै ो ौ ॉ ् ं ँ ः ़");
        check(
            "hi",
            Script::Devanagari,
            "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ",
        );
        check(
            "ko",
            Script::Hangul,
            "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎㄲㄸㅃㅆㅉ",
        );
        check("ko", Script::Hangul, "ㅏㅑㅓㅕㅗㅛㅜㅠㅡㅣㅐㅒㅔㅖ");
        let kana = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめも";
        check("ja", Script::Kana, kana);
        check("ja", Script::Kana, "やゆよらりるれろわをんー゛゜小");
        for digit in "0123456789-.".chars() {
            assert!(DIGITS.contains(&digit.to_string().as_str()));
        }
    }

    #[test]
    fn letters_with_signs_are_held_behind_those_without() {
        let alphabets = [Script::Latin, Script::Cyrillic, Script::Arabic];
        for (tag, script) in TAGS.iter().flat_map(|tag| alphabets.map(|own| (tag, own))) {
            let layout = script.layout(tag);
            let shown = all_keys(layout, &[Layer::Plain, Layer::Shift]);
            let held: Vec<&str> = shown.iter().flat_map(|key| kin(key).split(' ')).collect();
            for letter in all_keys(layout, &[Layer::More]) {
                let is_letter = letter.chars().all(char::is_alphabetic);
                assert!(!is_letter || held.contains(&letter), "{tag}: {letter}");
            }
        }
        for key in ["a", "ı", "Ğ", "g", "1", "-", "", "ㄱ", "か"] {
            let all: Vec<&str> = kin(key).split(' ').collect();
            assert!(
                all == [""] || (all[0] == key && all.len() > 1),
                "{key}: {all:?}"
            );
        }
    }

    #[test]
    fn no_key_is_there_twice() {
        for tag in TAGS {
            for script in Script::ALL {
                let layout = script.layout(tag);
                for layers in [&[Layer::Plain, Layer::More][..], &[Layer::Shift]] {
                    let mut all = all_keys(layout, layers);
                    let count = all.len();
                    all.sort_unstable();
                    all.dedup();
                    assert_eq!(all.len(), count, "{tag} {script:?}: {all:?}");
                }
            }
        }
    }

    #[test]
    fn shift_leaves_every_key_in_its_place() {
        for tag in TAGS {
            for script in Script::ALL {
                let layout = script.layout(tag);
                if layout.shift.is_empty() {
                    continue;
                }
                let counts = |rows: &[&'static str]| -> Vec<usize> {
                    rows.iter().map(|row| keys(row).count()).collect()
                };
                assert_eq!(counts(layout.plain), counts(layout.shift), "{script:?}");
            }
        }
        for (tag, script) in [
            ("en", Script::Latin),
            ("fr", Script::Latin),
            ("es", Script::Latin),
            ("ru", Script::Cyrillic),
        ] {
            let layout = script.layout(tag);
            for (plain, shift) in layout.plain.iter().zip(layout.shift) {
                assert_eq!(plain.to_uppercase(), **shift, "{tag}");
            }
        }
    }

    #[test]
    fn rows_are_no_wider_than_the_screen_and_of_real_keys() {
        for tag in TAGS {
            for script in Script::ALL {
                let layout = script.layout(tag);
                for row in LAYERS.iter().flat_map(|layer| layout.rows(*layer)) {
                    assert!(keys(row).count() <= 12, "{tag} {script:?}: {row}");
                    assert!(keys(row).all(|key| !key.is_empty()), "{script:?}: {row}");
                }
                assert!(layout.plain.len() <= 5, "{tag} {script:?}");
            }
        }
    }

    #[test]
    fn the_pad_and_the_own_writing_come_first() {
        let check = |tag: &str, second: Script| {
            let order = Script::in_order_for(tag);
            assert_eq!(order[..2], [Script::Pad, second], "{tag}");
            for script in Script::ALL {
                assert!(order.contains(&script), "{tag} {script:?}");
            }
        };
        check("zh", Script::Latin);
        check("zh-Hant", Script::Latin);
        check("en", Script::Latin);
        check("tr", Script::Latin);
        check("ar", Script::Arabic);
        check("ru", Script::Cyrillic);
        check("hi", Script::Devanagari);
        check("ko", Script::Hangul);
        check("ja", Script::Kana);
        check("", Script::Latin);
    }

    #[test]
    fn joining_signs_are_printed_beside_a_circle() {
        assert_eq!(printed("ा"), "\u{25cc}ा");
        assert_eq!(printed("्"), "\u{25cc}्");
        assert_eq!(printed("゛"), "\u{25cc}゛");
        assert_eq!(printed("क"), "क");
        assert_eq!(printed("क्ष"), "क्ष");
        assert_eq!(printed("é"), "é");
    }
}
