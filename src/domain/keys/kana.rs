//! Kana keys hold the fifty sounds; voiced, half-voiced and small kana are made of the one before
//! the caret.

const PLAIN: &str = "うかきくけこさしすせそたちつてとはひふへほ";
const VOICED: &str = "ゔがぎぐげござじずぜぞだぢづでどばびぶべぼ";
const BREATHED: &str = "はひふへほ";
const HALF_VOICED: &str = "ぱぴぷぺぽ";
const LARGE: &str = "あいうえおつやゆよわ";
const SMALL: &str = "ぁぃぅぇぉっゃゅょゎ";

/// Keys that turn a kana: voiced, half-voiced, small.
pub(super) const TURNS: [char; 3] = ['゛', '゜', '小'];

/// Whether a key turns the kana before the caret.
pub(super) fn is_turn(key: char) -> bool {
    TURNS.contains(&key)
}

/// Turns the kana at the end, and turned already, back. Where it cannot be, nothing happens.
pub(super) fn turn(text: &mut String, key: char) {
    let Some(last) = text.chars().last() else {
        return;
    };
    let base = plain(last);
    let Some(turned) = turned(base, key) else {
        return;
    };
    text.pop();
    text.push(if turned == last { base } else { turned });
}

fn plain(kana: char) -> char {
    let forms = [(VOICED, PLAIN), (HALF_VOICED, BREATHED), (SMALL, LARGE)];
    let found = forms.iter().find_map(|(from, to)| mapped(kana, from, to));
    found.unwrap_or(kana)
}

fn turned(base: char, key: char) -> Option<char> {
    match key {
        '゛' => mapped(base, PLAIN, VOICED),
        '゜' => mapped(base, BREATHED, HALF_VOICED),
        _ => mapped(base, LARGE, SMALL),
    }
}

fn mapped(kana: char, from: &str, to: &str) -> Option<char> {
    let place = from.chars().position(|own| own == kana)?;
    to.chars().nth(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, keys: &str, expected: &str) {
        let mut own = text.to_owned();
        for key in keys.chars() {
            turn(&mut own, key);
        }
        assert_eq!(own, expected, "{text} {keys}");
    }

    #[test]
    fn marks_and_sizes() {
        check("か", "゛", "が");
        check("か", "゛゛", "か");
        check("は", "゛", "ば");
        check("は", "゜", "ぱ");
        check("は", "゛゜", "ぱ");
        check("ぱ", "゛", "ば");
        check("ぱ", "゜", "は");
        check("つ", "小", "っ");
        check("っ", "小", "つ");
        check("っ", "゛", "づ");
        check("う", "゛", "ゔ");
        check("おもちや", "小", "おもちゃ");
    }

    #[test]
    fn what_has_no_such_form_stays() {
        for other in ["", "な", "ん", "ー", "a", "玩"] {
            check(other, "゛゜小", other);
        }
        check("か", "゜", "か");
        check("か", "小", "か");
    }

    #[test]
    fn forms_pair_up() {
        for (from, to) in [(PLAIN, VOICED), (BREATHED, HALF_VOICED), (LARGE, SMALL)] {
            assert_eq!(from.chars().count(), to.chars().count());
        }
    }
}
