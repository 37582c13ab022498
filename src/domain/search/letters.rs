//! Making differently written letters comparable, sign by sign. Each folded letter remembers which
//! sign of the text it came from, so that a match can be marked in the text as published.

use super::han::Han;

/// A folded text.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    /// Folded letters; everything that parts words is one space.
    pub letters: Vec<char>,
    /// For each letter the place of its sign in the text, counted in Unicode scalar values.
    pub origin: Vec<u32>,
}

/// Folds a text: widths, cases, accents, traditional characters, forms of Arabic letters, kana,
/// vowel and joining signs, digits of all scripts.
pub fn fold(text: &str, han: &Han) -> Folded {
    // Hardly a sign folds to more letters than it has bytes: the lists need not grow, which a
    // publisher would do millions of times.
    let mut folded = Folded {
        letters: Vec::with_capacity(text.len()),
        origin: Vec::with_capacity(text.len()),
    };
    for (sign, place) in text.chars().zip(0_u32..) {
        folded.push(sign, place, han);
    }
    folded
}

impl Folded {
    fn push(&mut self, sign: char, place: u32, han: &Han) {
        let sign = narrow(sign);
        match sign {
            'a'..='z' | '0'..='9' => self.put(sign, place),
            'A'..='Z' => self.put(sign.to_ascii_lowercase(), place),
            '\'' | '\u{2019}' | '\u{02bc}' | '`' => {}
            // A point or comma between digits belongs to the number: 6675.1, 2.5.
            '.' if self.letters.last().is_some_and(char::is_ascii_digit) => self.put('.', place),
            _ if sign.is_ascii() => self.part(place),
            '\u{00c0}'..='\u{024f}' | '\u{1e00}'..='\u{1eff}' => self.latin(sign, place),
            '\u{0300}'..='\u{036f}' => {}
            'ё' | 'Ё' => self.put('е', place),
            '\u{0400}'..='\u{04ff}' => self.lower(sign, place),
            '\u{0600}'..='\u{06ff}' => self.arabic(sign, place),
            '\u{0900}'..='\u{097f}' => self.devanagari(sign, place),
            '\u{3041}'..='\u{30ff}' => self.kana(sign, place),
            '\u{1100}'..='\u{1112}' => self.put(initial(u32::from(sign) - 0x1100), place),
            _ if is_unseen(sign) => {}
            _ if is_han(sign) => self.put(han.simplify(sign), place),
            _ if sign.is_alphanumeric() => self.lower(sign, place),
            // Vowel signs of other scripts are part of their word.
            _ if is_mark(sign) => self.put(sign, place),
            _ => self.part(place),
        }
    }

    fn put(&mut self, letter: char, place: u32) {
        self.letters.push(letter);
        self.origin.push(place);
    }

    fn part(&mut self, place: u32) {
        if self.letters.last() == Some(&'.') {
            self.letters.pop();
            self.origin.pop();
        }
        if self.letters.last().is_some_and(|last| *last != ' ') {
            self.put(' ', place);
        }
    }

    fn lower(&mut self, sign: char, place: u32) {
        for letter in sign.to_lowercase() {
            self.put(letter, place);
        }
    }

    fn latin(&mut self, sign: char, place: u32) {
        let text = match sign {
            'ß' | 'ẞ' => "ss",
            'æ' | 'Æ' => "ae",
            'œ' | 'Œ' => "oe",
            'þ' | 'Þ' => "th",
            '×' | '÷' => return self.part(place),
            _ => "",
        };
        if text.is_empty() {
            match plain_latin(sign) {
                Some(letter) => self.put(letter, place),
                None => self.lower(sign, place),
            }
        }
        for letter in text.chars() {
            self.put(letter, place);
        }
    }

    fn arabic(&mut self, sign: char, place: u32) {
        match sign {
            'أ' | 'إ' | 'آ' | 'ٱ' => self.put('ا', place),
            'ى' | 'ی' | 'ئ' => self.put('ي', place),
            'ة' | 'ۀ' | 'ە' => self.put('ه', place),
            'ؤ' => self.put('و', place),
            'ک' => self.put('ك', place),
            'ء' | 'ـ' => {}
            '\u{0610}'..='\u{061a}' | '\u{064b}'..='\u{065f}' | '\u{0670}' => {}
            '\u{06d6}'..='\u{06ed}' => {}
            '٠'..='٩' => self.digit(u32::from(sign) - 0x0660, place),
            '۰'..='۹' => self.digit(u32::from(sign) - 0x06f0, place),
            '٫' => self.push_point(place),
            _ if sign.is_alphabetic() => self.put(sign, place),
            _ => self.part(place),
        }
    }

    fn digit(&mut self, value: u32, place: u32) {
        if let Some(digit) = char::from_digit(value, 10) {
            self.put(digit, place);
        }
    }

    fn push_point(&mut self, place: u32) {
        if self.letters.last().is_some_and(char::is_ascii_digit) {
            self.put('.', place);
        }
    }

    fn devanagari(&mut self, sign: char, place: u32) {
        match sign {
            // Nukta; letters that carry one.
            '\u{093c}' => {}
            '\u{0958}'..='\u{095f}' => {
                let plain = ['क', 'ख', 'ग', 'ज', 'ड', 'ढ', 'फ', 'य'];
                let place_of = (u32::from(sign) - 0x0958) as usize;
                self.put(plain.get(place_of).copied().unwrap_or(sign), place);
            }
            'ऩ' => self.put('न', place),
            'ऱ' => self.put('र', place),
            // Chandrabindu is written as anusvara as often as not.
            '\u{0901}' => self.put('\u{0902}', place),
            // So is a nasal letter before another consonant.
            '\u{094d}' if self.ends_in_nasal() => {
                self.letters.pop();
                self.origin.pop();
                self.put('\u{0902}', place);
            }
            '\u{0966}'..='\u{096f}' => self.digit(u32::from(sign) - 0x0966, place),
            '\u{0964}' | '\u{0965}' | '\u{0970}' => self.part(place),
            // A doubled consonant is written once as often as not.
            _ if self.letters.ends_with(&[sign, '\u{094d}']) => {
                self.letters.pop();
                self.origin.pop();
            }
            _ => self.put(sign, place),
        }
    }

    fn ends_in_nasal(&self) -> bool {
        matches!(self.letters.last(), Some('ङ' | 'ञ' | 'ण' | 'न' | 'म'))
    }

    fn kana(&mut self, sign: char, place: u32) {
        match sign {
            '\u{30fc}' => {}
            // Voice signs that stand apart, after narrow kana.
            '\u{3099}' | '\u{309b}' => self.voice(1),
            '\u{309a}' | '\u{309c}' => self.voice(2),
            '\u{30a1}'..='\u{30f6}' => {
                let hiragana = char::from_u32(u32::from(sign) - 0x60);
                self.put(hiragana.unwrap_or(sign), place);
            }
            '\u{30fb}' | '\u{30a0}' => self.part(place),
            _ => self.put(sign, place),
        }
    }

    /// In the order of the code the voiced kana follows its plain one, the half-voiced that.
    fn voice(&mut self, step: u32) {
        if let Some(last) = self.letters.last_mut()
            && ('か'..='ほ').contains(last)
        {
            *last = char::from_u32(u32::from(*last) + step).unwrap_or(*last);
        }
    }
}

/// What a letter belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Written without spaces: characters, kana, Hangul.
    Run,
    /// Letters and digits of words with spaces between.
    Word,
    /// Between words.
    Gap,
}

/// The class of a folded letter.
pub fn class(letter: char) -> Class {
    match letter {
        ' ' => Class::Gap,
        _ if letter < '\u{1100}' => Class::Word,
        '\u{3041}'..='\u{3096}' | '\u{3131}'..='\u{318e}' | '\u{ac00}'..='\u{d7a3}' => Class::Run,
        _ if is_han(letter) => Class::Run,
        _ => Class::Word,
    }
}

/// True for Chinese characters.
pub fn is_han(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '々' | '〇')
}

/// The initial consonant of a Hangul syllable, as the letter on a keyboard.
pub fn hangul_initial(letter: char) -> Option<char> {
    let place = u32::from(letter).checked_sub(0xac00)?;
    (place < 11_172).then(|| initial(place / 588))
}

/// The letters of a Hangul syllable: initial, vowel, final; numbers of their own for the last two,
/// which nobody sees. A silent initial is no letter.
pub fn hangul_letters(letter: char) -> Vec<char> {
    let place = u32::from(letter)
        .checked_sub(0xac00)
        .filter(|own| *own < 11_172);
    let Some(place) = place else {
        return Vec::new();
    };
    let mut letters: Vec<char> = vec![initial(place / 588)];
    letters.retain(|own| *own != 'ㅇ');
    letters.extend(char::from_u32(0x1161 + place % 588 / 28));
    if let Some(last) = FINALS.get((place % 28) as usize) {
        letters.extend(last.chars());
    }
    letters
}

/// Final consonants as letters of the keyboard, so that 목걸이 and 목거리 are near.
const FINALS: [&str; 28] = [
    "", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ",
    "ㄹㅌ", "ㄹㅍ", "ㄹㅎ", "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ",
    "ㅎ",
];

/// True for a Hangul consonant that stands alone.
pub fn is_hangul_consonant(letter: char) -> bool {
    matches!(letter, 'ㄱ'..='ㅎ')
}

fn initial(number: u32) -> char {
    let initials = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    initials.chars().nth(number as usize).unwrap_or('ㅇ')
}

/// The usual form of a sign that has a wide or a narrow one.
fn narrow(sign: char) -> char {
    let code = u32::from(sign);
    match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(code - 0xfee0).unwrap_or(sign),
        '\u{3000}' => ' ',
        // Digits of mathematical alphabets: bold, double-struck …
        '\u{1d7ce}'..='\u{1d7ff}' => char::from_digit((code - 0x1d7ce) % 10, 10).unwrap_or(sign),
        '\u{ff66}'..='\u{ff9f}' => {
            let usual = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";
            usual.chars().nth((code - 0xff66) as usize).unwrap_or(sign)
        }
        _ => sign,
    }
}

/// The letter without its accent.
fn plain_latin(sign: char) -> Option<char> {
    // From U+00C0 and from U+0100 on; a dot where there is none, or not one letter.
    const FIRST: &str = "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y";
    const EXTENDED: &str = "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllllllln\
        nnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
    // From U+1EA0 on: the Vietnamese letters.
    const VIETNAMESE: &str = "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooo\
        uuuuuuuuuuuuuuyyyyyyyy";
    let code = u32::from(sign);
    let (table, first) = match code {
        0x00c0..=0x00ff => (FIRST, 0x00c0),
        0x0100..=0x017f => (EXTENDED, 0x0100),
        0x1ea0..=0x1ef9 => (VIETNAMESE, 0x1ea0),
        0x01a0 | 0x01a1 => return Some('o'),
        0x01af | 0x01b0 => return Some('u'),
        0x0218 | 0x0219 => return Some('s'),
        0x021a | 0x021b => return Some('t'),
        _ => return None,
    };
    let letter = table.as_bytes().get((code - first) as usize)?;
    (*letter != b'.').then_some(char::from(*letter))
}

/// Direction marks, joiners, variation selectors and the like: nobody types them on purpose.
fn is_unseen(sign: char) -> bool {
    matches!(sign, '\u{00ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Vowel and tone signs of scripts whose letters carry them.
fn is_mark(sign: char) -> bool {
    matches!(sign, '\u{0980}'..='\u{0dff}' | '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17d3}')
}

/// Only the letters and digits of a text, folded: `F3-12045` becomes `f312045`.
pub fn squeezed(text: &str, han: &Han) -> String {
    let letters = fold(text, han).letters;
    letters
        .into_iter()
        .filter(|own| own.is_alphanumeric())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let han = Han::new(vec![('電', '电')], Vec::new());
        let folded = fold(text, &han);
        assert_eq!(
            folded.letters.iter().collect::<String>(),
            expected,
            "{text}"
        );
        assert_eq!(folded.letters.len(), folded.origin.len());
        let signs = text.chars().count();
        assert!(folded.origin.iter().all(|own| (*own as usize) < signs));
    }

    #[test]
    fn latin() {
        check("Plush TOYS", "plush toys");
        check("ＰＬＵＳＨ　１２", "plush 12");
        check("Muñeco décoré façon Œuvre", "muneco decore facon oeuvre");
        check("İstanbul ıslak çiçek ğ ş", "istanbul islak cicek g s");
        check("Straße Łódź ø", "strasse lodz o");
        check("cafe\u{301}", "cafe");
        check("Đồ chơi trẻ em", "do choi tre em");
        check("men's boy’s", "mens boys");
        check("GB 6675.1-2014.", "gb 6675.1 2014.");
        check("a-b/c, d", "a b c d");
        check("żółć ąęćńś", "zolc aecns");
        check("ž š č ř ů ť", "z s c r u t");
        check("ŵŷÿź", "wyyz");
    }

    #[test]
    fn other_alphabets() {
        check("ЁЛКА Ёж", "елка еж");
        check("أَلْعَاب", "العاب");
        check("لعبة", "لعبه");
        check("مـــستشفى", "مستشفي");
        check("١٢٣ ۴۵", "123 45");
        check("सॉफ़्ट", "सॉफ्ट");
        check("हिन्दी", "हिंदी");
        check("हिंदी", "हिंदी");
        check("हिँदी", "हिंदी");
        check("क\u{200d}ष ज\u{93c} ज़", "कष ज ज");
        check("१२", "12");
        check("गुब्बारे", "गुबारे");
    }

    #[test]
    fn east_asia() {
        check("電池", "电池");
        check("シュシュ", "しゅしゅ");
        check("ｼｭｼｭ ｶﾞﾗｽ ﾎﾟｽﾄ", "しゅしゅ がらす ぽすと");
        check("ヘアー", "へあ");
        check("장난감", "장난감");
        assert_eq!(hangul_initial('장'), Some('ㅈ'));
        assert_eq!(hangul_initial('힣'), Some('ㅎ'));
        assert_eq!(hangul_initial('a'), None);
        let spelled = |text: &str| text.chars().flat_map(hangul_letters).collect::<String>();
        assert_eq!(spelled("목걸이"), spelled("목거리"));
        assert_eq!(spelled("a"), "");
    }

    #[test]
    fn signs_that_say_nothing() {
        check("\u{202e}toys\u{200b}", "toys");
        check("<b>.*(?", "b ");
        check("🧸 toy 🧸", "toy ");
        check("\u{0}\u{7}", "");
        check("...", "");
    }
}
