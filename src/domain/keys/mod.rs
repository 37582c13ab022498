//! Keys on the screen: which letters they hold, and what pressing one makes of a line of text.
//!
//! A [`Script`] has a [`Layout`], which is nothing but rows of keys. A key puts what is printed on
//! it at the caret; Hangul and kana keys change the sign before the caret as well. [`press`] and
//! [`delete`] do that to a [`Line`], which knows neither field nor screen.

/// Jamo to syllables and back.
mod hangul;
/// Marks and sizes of kana.
mod kana;
/// Rows of keys.
mod layout;
/// A text with a caret.
mod line;
/// The keys of the alphabets that are written from left to right without joining.
mod letters;
/// The keys of all other writings.
mod signs;

pub use layout::{DIGITS, Layer, Layout, Script, keys, printed};
pub use letters::kin;
pub use line::Line;

/// Presses a key that puts a text, in place of what is chosen. `is_composing`: nothing but keys
/// has touched the line since the last press, so that jamo join the syllable before the caret.
/// A line of `most` UTF-16 units takes no more.
pub fn press(line: &mut Line, script: Script, key: &str, is_composing: bool, most: usize) {
    let before = line.clone();
    line.drop_chosen();
    let mut signs = key.chars();
    match (script, signs.next(), signs.next()) {
        (Script::Hangul, Some(jamo), None) => hangul::put(&mut line.before, jamo, is_composing),
        (Script::Kana, Some(mark), None) if kana::is_turn(mark) => {
            kana::turn(&mut line.before, mark);
        }
        _ => line.before.push_str(key),
    }
    if line.units() > most && line.units() > before.units() {
        *line = before;
    }
}

/// Puts a letter in the place of the one before the caret that it is held behind; beside any other
/// it is put as a key of its own.
pub fn swap(line: &mut Line, script: Script, held: &str, key: &str, most: usize) {
    if let Some(rest) = line.before.strip_suffix(held) {
        line.before = rest.to_owned();
    }
    press(line, script, key, false, most);
}

/// Takes back what was put last: what is chosen, else a jamo while composing, else a sign.
pub fn delete(line: &mut Line, is_composing: bool) {
    if line.drop_chosen() {
        return;
    }
    if !(is_composing && hangul::take_back(&mut line.before)) {
        line.before.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(script: Script, keys: &[&str]) -> String {
        let mut line = Line::default();
        for key in keys {
            press(&mut line, script, key, true, 100);
        }
        line.text()
    }

    #[test]
    fn keys_put_at_the_caret() {
        let mut line = Line::new("F12045", 1, 1);
        press(&mut line, Script::Pad, "3", true, 100);
        press(&mut line, Script::Pad, "-", true, 100);
        assert_eq!((line.text().as_str(), line.caret()), ("F3-12045", 3));
        delete(&mut line, true);
        assert_eq!((line.text().as_str(), line.caret()), ("F312045", 2));
    }

    #[test]
    fn keys_replace_what_is_chosen() {
        let mut line = Line::new("игрушки", 0, 5);
        press(&mut line, Script::Cyrillic, "я", false, 100);
        assert_eq!(line.text(), "яки");
        let mut line = Line::new("игрушки", 2, 7);
        delete(&mut line, false);
        assert_eq!((line.text().as_str(), line.caret()), ("иг", 2));
    }

    #[test]
    fn a_full_line_takes_no_more_but_still_joins() {
        let mut line = Line::new("abc", 3, 3);
        press(&mut line, Script::Latin, "d", true, 3);
        assert_eq!(line.text(), "abc");
        let mut line = Line::new("ab가", 3, 3);
        press(&mut line, Script::Hangul, "ㄱ", true, 3);
        assert_eq!(line.text(), "ab각");
        press(&mut line, Script::Hangul, "ㄱ", true, 3);
        assert_eq!(line.text(), "ab각");
    }

    #[test]
    fn a_letter_gives_way_to_one_that_is_held_behind_it() {
        let check = |text: &str, held: &str, key: &str, most, expected: &str| {
            let mut line = Line::new(text, 99, 99);
            swap(&mut line, Script::Latin, held, key, most);
            assert_eq!(line.text(), expected, "{text} {held} {key}");
        };
        check("caf", "e", "é", 9, "café");
        check("cafe", "e", "é", 9, "café");
        check("cafe", "e", "é", 4, "café");
        check("ba", "e", "é", 9, "baé");
        check("ba", "e", "é", 2, "ba");
        check("لا", "لا", "لأ", 9, "لأ");
        check("", "n", "ñ", 9, "ñ");
    }

    /// Whatever is typed, wherever the caret is put in between.
    #[test]
    fn lines_stay_whole_and_can_be_emptied() {
        let mut seed = 7_u64;
        let mut below = |limit: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(seed >> 33).unwrap() % limit
        };
        for script in Script::ALL {
            let rows = script.layout("en").plain;
            let mut all: Vec<&str> = rows.iter().flat_map(|row| keys(row)).collect();
            all.extend(DIGITS);
            for _ in 0..50 {
                let mut line = Line::default();
                for _ in 0..60 {
                    let key = all[below(all.len())];
                    press(&mut line, script, key, below(4) > 0, 40);
                    if below(6) == 0 {
                        let ends = [0, 1].map(|_| u32::try_from(below(41)).unwrap());
                        line = Line::new(&line.text(), ends[0], ends[1]);
                    }
                    assert!(line.units() <= 40, "{line:?}");
                    let caret = line.caret();
                    assert_eq!(Line::new(&line.text(), caret, caret).before, line.before);
                }
                line = Line::new(&line.text(), 40, 40);
                // No sign is made of more than five keys.
                for _ in 0..5 * 40 {
                    delete(&mut line, true);
                }
                assert_eq!(line, Line::default());
            }
        }
    }

    #[test]
    fn words_of_several_writings() {
        let check = |script, keys: &str, expected: &str| {
            let keys: Vec<&str> = keys.split(' ').collect();
            assert_eq!(typed(script, &keys), expected);
        };
        check(Script::Latin, "w a n j u", "wanju");
        check(Script::Arabic, "أ ل ع ا ب", "ألعاب");
        check(Script::Devanagari, "ख ि ल ौ न े", "खिलौने");
        check(Script::Devanagari, "ब ् ल ॉ क", "ब्लॉक");
        check(Script::Hangul, "ㅇ ㅗ ㅏ ㄴ ㄱ ㅜ", "완구");
        check(Script::Kana, "は ゜ す ゛ る", "ぱずる");
        check(Script::Kana, "ち や 小", "ちゃ");
    }
}
