//! Other ways to read a query that finds next to nothing as it stands: a whole sentence without the
//! words that only ask, and one run of signs as two.

use super::asked::Asked;
use super::pieces::Form;

/// Words that ask, folded; what is asked for is never one of them.
const WORDS: &str = " where is are the a an i we need want would like find me to buy get how do can \
    please looking look search for some any there nearest \
    donde esta estan el la los las un una unos quiero necesito busco comprar hay encontrar puedo \
    onde fica ficam o os as um uma quero preciso procuro tem comprar \
    ou sont est le les une je veux cherche voudrais acheter trouver se trouve \
    nerede var mi istiyorum lazim bir ariyorum \
    di mana dimana ada saya mau cari beli ingin \
    где находится есть мне нужен нужна нужно нужны купить хочу ищу как найти \
    اين يوجد توجد اريد ابحث عن هل كيف اجد \
    कहा है मुझे चाहिए कहां \
    어디 어디에 어디예요 있어요 있나요 찾아요 주세요 ";

/// What runs begin or end with when they ask.
const AROUND: [&str; 22] = [
    "请问",
    "哪里有",
    "哪儿有",
    "哪里",
    "哪儿",
    "哪有",
    "在哪里",
    "在哪儿",
    "在哪",
    "怎么走",
    "怎么去",
    "我要买",
    "我想买",
    "我要",
    "我想",
    "我找",
    "有没有",
    "有吗",
    "どこですか",
    "はどこ",
    "どこ",
    "ください",
];

/// Runs of so many signs may be two words.
const CUT: std::ops::RangeInclusive<usize> = 4..=12;

/// Other texts that may have been meant, the likeliest first.
pub(super) fn readings(asked: &Asked) -> Vec<String> {
    let mut list = Vec::new();
    list.extend(without_asking(asked));
    if let [piece] = asked.pieces.as_slice()
        && let Form::Run(letters) = &piece.form
        && CUT.contains(&letters.len())
    {
        let cuts = (2..letters.len() - 1).map(|cut| parted(letters, cut));
        list.extend(cuts);
    }
    list
}

/// What is left without the words that ask; none when nothing is left, or all of it.
fn without_asking(asked: &Asked) -> Option<String> {
    let mut rest: Vec<String> = Vec::new();
    let mut is_less = false;
    for piece in &asked.pieces {
        let own: String = match &piece.form {
            Form::Word { written, .. } => written.clone(),
            Form::Run(letters) => letters.iter().collect(),
        };
        let bare = bare(&own);
        is_less |= bare.len() < own.len();
        if !bare.is_empty() {
            rest.push(bare.to_owned());
        }
    }
    (is_less && !rest.is_empty()).then(|| rest.join(" "))
}

fn bare(word: &str) -> &str {
    let mut words = WORDS.split(' ');
    if words.any(|own| own == word) {
        return "";
    }
    let mut bare = word;
    // Twice: 请问 before and 在哪 behind.
    for _ in 0..2 {
        for own in AROUND {
            bare = bare.strip_prefix(own).unwrap_or(bare);
            bare = bare.strip_suffix(own).unwrap_or(bare);
        }
    }
    bare
}

fn parted(letters: &[char], cut: usize) -> String {
    let mut text = String::new();
    for (letter, place) in letters.iter().zip(0..) {
        if place == cut {
            text.push(' ');
        }
        text.push(*letter);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::search::han::Han;
    use crate::domain::search::letters::fold;

    fn check(typed: &str, expected: &[&str]) {
        let asked = Asked::read(typed, &Han::default());
        assert_eq!(readings(&asked), expected, "{typed}");
    }

    #[test]
    fn sentences() {
        check("Where is the toilet?", &["toilet"]);
        check("¿Dónde está el baño?", &["bano"]);
        check("أين الحمام", &["الحمام"]);
        check("где туалет", &["туалет"]);
        check(
            "请问厕所在哪",
            &["厕所", "请问 厕所在哪", "请问厕 所在哪", "请问厕所 在哪"],
        );
    }

    #[test]
    fn one_run_as_two() {
        check("枕头乳胶", &["枕头 乳胶"]);
        check("枕头", &[]);
    }

    #[test]
    fn nothing_but_asking_stays() {
        check("where is", &[]);
        check("toilet", &[]);
        check("", &[]);
    }

    #[test]
    fn words_are_folded() {
        for word in WORDS.split_whitespace() {
            let folded: String = fold(word, &Han::default()).letters.into_iter().collect();
            assert_eq!(folded, word);
        }
    }
}
