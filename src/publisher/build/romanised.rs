//! Names as they are spoken, for visitors who read Latin letters: where a name is published in
//! Chinese and not in English, it is written in pinyin beside.

use pinyin::ToPinyin;

use crate::domain::market::raw::Labels;
use crate::domain::market::tag::{ROMANISED, is_chinese, nearness};

/// Words of signs in which a character is read in another than its usual way.
const WORDS: [(&str, &[&str]); 14] = [
    ("商行", &["shang", "hang"]),
    ("银行", &["yin", "hang"]),
    ("行业", &["hang", "ye"]),
    ("调解", &["tiao", "jie"]),
    ("会计", &["kuai", "ji"]),
    ("音乐", &["yin", "yue"]),
    ("乐器", &["yue", "qi"]),
    ("重庆", &["chong", "qing"]),
    ("朝阳", &["chao", "yang"]),
    ("长城", &["chang", "cheng"]),
    ("长江", &["chang", "jiang"]),
    ("大厦", &["da", "sha"]),
    ("车间", &["che", "jian"]),
    ("便宜", &["pian", "yi"]),
];

/// Adds the spoken form to a name that needs one. A name that has one already keeps it.
pub(super) fn romanise(name: &mut Labels) {
    let says = |tag: &str| name.get(tag).is_some_and(|text| !text.trim().is_empty());
    if says("en") || says(ROMANISED) {
        return;
    }
    let chinese = name.iter().filter(|(tag, _)| is_chinese(tag));
    let best = chinese.max_by_key(|(tag, _)| nearness("zh", tag));
    let spoken = best.map_or(String::new(), |(_, text)| spoken(text));
    if !spoken.is_empty() {
        name.insert(ROMANISED.to_owned(), spoken);
    }
}

/// A text with every Chinese character as a syllable of its own, as street signs have it, and all
/// else as it is; empty when there is no such character.
fn spoken(text: &str) -> String {
    let mut spoken = String::new();
    let mut is_any = false;
    let mut rest = text.trim();
    while let Some(character) = rest.chars().next() {
        let word = WORDS.iter().find(|(word, _)| rest.starts_with(word));
        let (taken, syllables) = match word {
            Some((word, syllables)) => (word.len(), syllables.to_vec()),
            None => {
                let reading = character.to_pinyin().map(|own| own.plain());
                (character.len_utf8(), Vec::from_iter(reading))
            }
        };
        for syllable in &syllables {
            apart(&mut spoken, |before| before.is_alphanumeric());
            let mut letters = syllable.chars();
            spoken.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            spoken.push_str(letters.as_str());
            is_any = true;
        }
        if syllables.is_empty() {
            // A Latin letter or figure after a syllable begins a word.
            if character.is_ascii_alphanumeric() && ends_with_syllable(text, rest) {
                apart(&mut spoken, |before| before.is_alphanumeric());
            }
            spoken.push(plain(character));
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    if is_any { spoken } else { String::new() }
}

fn apart(spoken: &mut String, needs: impl Fn(char) -> bool) {
    if spoken.chars().next_back().is_some_and(needs) {
        spoken.push(' ');
    }
}

/// Whether what stands before `rest` in `text` is a Chinese character.
fn ends_with_syllable(text: &str, rest: &str) -> bool {
    let before = text.trim().strip_suffix(rest).unwrap_or_default();
    let last = before.chars().next_back();
    last.is_some_and(|last| last.to_pinyin().is_some())
}

/// Signs of Chinese print in their Latin form.
fn plain(character: char) -> char {
    match character {
        '（' => '(',
        '）' => ')',
        '，' | '、' => ',',
        '。' => '.',
        '：' => ':',
        '　' => ' ',
        own => own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spoken_names() {
        let check = |text: &str, expected: &str| assert_eq!(spoken(text), expected, "{text}");
        check("鑫源玩具", "Xin Yuan Wan Ju");
        check("兴泰仿真树商行", "Xing Tai Fang Zhen Shu Shang Hang");
        check("F3国际3楼", "F3 Guo Ji 3 Lou");
        check("A·玩具（东门）", "A·Wan Ju(Dong Men)");
        check("绿叶", "Lü Ye");
        check("Toys 24", "");
        check("", "");
    }

    #[test]
    fn only_where_it_is_needed() {
        let check = |pairs: &[(&str, &str)], expected: Option<&str>| {
            let mut name: Labels = pairs
                .iter()
                .map(|(tag, text)| ((*tag).to_owned(), (*text).to_owned()))
                .collect();
            romanise(&mut name);
            assert_eq!(name.get(ROMANISED).map(String::as_str), expected);
        };
        check(&[("zh", "玩具")], Some("Wan Ju"));
        check(&[("zh-Hant", "鑫源"), ("ar", "شين")], Some("Xin Yuan"));
        check(&[("zh", "玩具"), ("en", " ")], Some("Wan Ju"));
        check(&[("zh", "玩具"), ("en", "Toys")], None);
        check(&[("zh", "玩具"), ("zh-Latn", "Wanju")], Some("Wanju"));
        check(&[("fr", "Jouets")], None);
        check(&[], None);
    }
}
