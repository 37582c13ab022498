//! Korean keys hold jamo; a line holds syllables. A syllable is a consonant, a vowel, and perhaps
//! one or two consonants below; Unicode counts all of them through in that order.

/// Consonants that begin a syllable.
const LEADS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const VOWELS: &str = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
/// Consonants that end a syllable; the place 0 is for none.
const TAILS: &str = "-ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
/// What two keys make together: first, second, both.
const PAIRS: &str = "ㅗㅏㅘㅗㅐㅙㅗㅣㅚㅜㅓㅝㅜㅔㅞㅜㅣㅟㅡㅣㅢㄱㅅㄳㄴㅈㄵㄴㅎㄶㄹㄱㄺㄹㅁㄻㄹㅂㄼㄹㅅㄽㄹㅌㄾㄹㅍㄿㄹㅎㅀㅂㅅㅄ";
const FIRST: u32 = 0xac00;
const VOWELS_OF_A_LEAD: u32 = 21;
const TAILS_OF_A_VOWEL: u32 = 28;

/// A syllable's jamo; without a vowel or without a consonant it is not whole yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Syllable {
    lead: Option<char>,
    vowel: Option<char>,
    tail: Option<char>,
}

/// Puts a jamo; while composing it joins the syllable at the end.
pub(super) fn put(text: &mut String, jamo: char, is_composing: bool) {
    let last = text.chars().last().filter(|_| is_composing);
    let Some(last) = last.and_then(Syllable::read) else {
        text.push(jamo);
        return;
    };
    let joined = match (last.lead, last.vowel, last.tail) {
        _ if !is_vowel(jamo) => with_tail(last, jamo).map(|own| (own, None)),
        // What was below one syllable begins the next: 각 and ㅏ are 가가.
        (Some(_), Some(_), Some(tail)) => {
            let (stays, goes) = pair_of(tail).map_or((None, tail), |(one, two)| (Some(one), two));
            let next = Syllable::of(goes, jamo);
            next.write().map(|next| {
                (
                    Syllable {
                        tail: stays,
                        ..last
                    },
                    Some(next),
                )
            })
        }
        (Some(lead), None, None) => Some((Syllable::of(lead, jamo), None)),
        (_, Some(vowel), None) => paired(vowel, jamo).map(|both| {
            let vowel = Some(both);
            (Syllable { vowel, ..last }, None)
        }),
        _ => None,
    };
    let joined = joined.and_then(|(own, next)| Some((own.write()?, next)));
    match joined {
        Some((own, next)) => {
            text.pop();
            text.push(own);
            text.extend(next);
        }
        None => text.push(jamo),
    }
}

/// Takes the last jamo back out of the syllable at the end; false when there is none to take apart.
pub(super) fn take_back(text: &mut String) -> bool {
    let Some(last) = text.chars().last().and_then(Syllable::read) else {
        return false;
    };
    let less = |jamo: char| pair_of(jamo).map(|(one, _)| one);
    let rest = match (last.vowel, last.tail) {
        (_, Some(tail)) => Syllable {
            tail: less(tail),
            ..last
        },
        (Some(vowel), None) => Syllable {
            vowel: less(vowel),
            ..last
        },
        (None, None) => return false,
    };
    let Some(rest) = rest.write() else {
        return false;
    };
    text.pop();
    text.push(rest);
    true
}

fn with_tail(own: Syllable, jamo: char) -> Option<Syllable> {
    own.lead.and(own.vowel)?;
    let tail = match own.tail {
        None => jamo,
        Some(tail) => paired(tail, jamo)?,
    };
    let tail = Some(tail);
    Some(Syllable { tail, ..own })
}

impl Syllable {
    fn of(lead: char, vowel: char) -> Syllable {
        Syllable {
            lead: Some(lead),
            vowel: Some(vowel),
            tail: None,
        }
    }

    fn read(sign: char) -> Option<Syllable> {
        if is_vowel(sign) {
            return Some(Syllable {
                lead: None,
                vowel: Some(sign),
                tail: None,
            });
        }
        if LEADS.contains(sign) {
            return Some(Syllable {
                lead: Some(sign),
                vowel: None,
                tail: None,
            });
        }
        let place = u32::from(sign).checked_sub(FIRST)?;
        let tail = place % TAILS_OF_A_VOWEL;
        let place = place / TAILS_OF_A_VOWEL;
        Some(Syllable {
            lead: Some(at(LEADS, place / VOWELS_OF_A_LEAD)?),
            vowel: Some(at(VOWELS, place % VOWELS_OF_A_LEAD)?),
            tail: (tail > 0).then(|| at(TAILS, tail)).flatten(),
        })
    }

    /// The one sign for it, if there is one.
    fn write(self) -> Option<char> {
        match (self.lead, self.vowel, self.tail) {
            (Some(lead), Some(vowel), tail) => {
                let tail = tail.map_or(Some(0), |tail| place(TAILS, tail))?;
                let place = place(LEADS, lead)? * VOWELS_OF_A_LEAD + place(VOWELS, vowel)?;
                char::from_u32(FIRST + place * TAILS_OF_A_VOWEL + tail)
            }
            (lead, vowel, None) => lead.or(vowel),
            _ => None,
        }
    }
}

fn is_vowel(jamo: char) -> bool {
    VOWELS.contains(jamo)
}

fn at(list: &str, place: u32) -> Option<char> {
    list.chars().nth(usize::try_from(place).ok()?)
}

fn place(list: &str, jamo: char) -> Option<u32> {
    let place = list.chars().position(|own| own == jamo)?;
    u32::try_from(place).ok()
}

/// One jamo for two.
fn paired(one: char, two: char) -> Option<char> {
    let mut signs = PAIRS.chars();
    while let (Some(first), Some(second), Some(both)) = (signs.next(), signs.next(), signs.next()) {
        if (first, second) == (one, two) {
            return Some(both);
        }
    }
    None
}

/// The two jamo of one.
fn pair_of(jamo: char) -> Option<(char, char)> {
    let mut signs = PAIRS.chars();
    while let (Some(first), Some(second), Some(both)) = (signs.next(), signs.next(), signs.next()) {
        if both == jamo {
            return Some((first, second));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str) -> String {
        let mut text = String::new();
        for jamo in keys.chars() {
            put(&mut text, jamo, true);
        }
        text
    }

    /// The keys that write a syllable, from Unicode's own order of them.
    fn keys_of(syllable: char) -> String {
        let own = Syllable::read(syllable).unwrap();
        let jamo = [own.lead, own.vowel, own.tail].into_iter().flatten();
        jamo.flat_map(|jamo| match pair_of(jamo) {
            Some((one, two)) => vec![one, two],
            None => vec![jamo],
        })
        .collect()
    }

    #[test]
    fn words() {
        let check = |keys: &str, expected: &str| assert_eq!(typed(keys), expected, "{keys}");
        check("ㅎㅏㄴㄱㅜㄱㅇㅓ", "한국어");
        check("ㅇㅗㅏㄴㄱㅜ", "완구");
        check("ㅇㅣㄴㅎㅕㅇ", "인형");
        check("ㄱㅏㄱㅏ", "가가");
        check("ㅇㅏㄴㅈㅇㅏ", "앉아");
        check("ㅇㅏㄴㅈㅏ", "안자");
        check("ㄷㅏㄹㄱㄱㅗㄱㅣ", "닭고기");
        check("ㅂㅏㄹㄱㅏㄱ", "발각");
        check("ㄲㅗㅊ", "꽃");
        check("ㅇㅡㅣㅈㅏ", "의자");
        check("ㅇㅖㅃㅡㄴ", "예쁜");
        check("ㅋㅋ", "ㅋㅋ");
        check("ㅏㅏ", "ㅏㅏ");
        check("ㅗㅏ", "ㅘ");
        check("ㄱㅏㅏ", "가ㅏ");
        // No syllable ends so.
        check("ㄱㅏㄸㅏ", "가따");
    }

    #[test]
    fn every_syllable_can_be_typed_and_taken_back_key_by_key() {
        for place in 0..11_172 {
            let syllable = char::from_u32(FIRST + place).unwrap();
            let keys = keys_of(syllable);
            let mut text = typed(&keys);
            assert_eq!(text, syllable.to_string(), "{keys}");
            for count in (1..keys.chars().count()).rev() {
                assert!(take_back(&mut text), "{keys}");
                let fewer: String = keys.chars().take(count).collect();
                assert_eq!(text, typed(&fewer), "{keys}");
            }
            assert!(!take_back(&mut text), "{text} is one key");
        }
    }

    #[test]
    fn what_was_there_before_is_left_alone() {
        let mut text = "가".to_owned();
        put(&mut text, 'ㄱ', false);
        assert_eq!(text, "가ㄱ");
        for other in ["a", "玩", "3", "", "힣\u{d7a4}"] {
            let mut text = other.to_owned();
            put(&mut text, 'ㅏ', true);
            assert_eq!(text, [other, "ㅏ"].concat());
        }
        for other in ["a", "", "ㄱ", "ㅏ", "玩"] {
            assert!(!take_back(&mut other.to_owned()), "{other}");
        }
    }
}
