//! A folded text cut into words and runs. Words have spaces between them; in a run (characters,
//! kana, Hangul) every place may be the beginning of what is looked for.

use super::letters::{Class, Folded, class};
use super::stem::stem;

/// Letters of a word that are looked at.
const WORD_LETTERS: usize = 32;

/// A part of a folded text: the letters from `from` up to `to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// First letter.
    pub from: usize,
    /// Past the last letter.
    pub to: usize,
    /// What it is.
    pub form: Form,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// A word as written and as compared.
    Word {
        /// Folded.
        written: String,
        /// Without endings that say little.
        stem: String,
    },
    /// Letters that are compared one by one.
    Run(Vec<char>),
}

/// Cuts a folded text. A number and the unit after it are one word, whatever stands between.
pub fn pieces(folded: &Folded) -> Vec<Piece> {
    let mut list: Vec<Piece> = Vec::with_capacity(8);
    let letters = &folded.letters;
    let mut from = 0;
    while let Some(first) = letters.get(from) {
        let own = class(*first);
        let rest = letters.iter().skip(from);
        let count = rest.take_while(|letter| class(**letter) == own).count();
        let part: Vec<char> = letters.iter().skip(from).take(count).copied().collect();
        match own {
            Class::Gap => {}
            Class::Run => run(&mut list, from, part),
            Class::Word => word(&mut list, from, &part),
        }
        from += count;
    }
    list
}

fn word(list: &mut Vec<Piece>, from: usize, part: &[char]) {
    let to = from + part.len();
    let mut part = part;
    // A point that ends a sentence or begins nothing.
    while let Some((_, before)) = part.split_last().filter(|(last, _)| **last == '.') {
        part = before;
    }
    let mut text = String::with_capacity(part.len());
    text.extend(part.iter().take(WORD_LETTERS));
    if text.is_empty() {
        return;
    }
    if let Some(unit) = unit_of_word(&text)
        && let Some(number) = number_before(list)
    {
        number.to = to;
        join(number, unit);
        return;
    }
    let digits = text.chars().take_while(|own| is_number_sign(*own)).count();
    let (number, rest) = text.split_at_checked(digits).unwrap_or((&text, ""));
    let written = match unit_of_word(rest) {
        Some(unit) if digits > 0 => [number, unit].concat(),
        _ => text,
    };
    let stem = stem(&written);
    let form = Form::Word { written, stem };
    list.push(Piece { from, to, form });
}

fn run(list: &mut Vec<Piece>, from: usize, mut part: Vec<char>) {
    let mut from = from;
    if let Some((signs, unit)) = unit_of_run(&part)
        && let Some(number) = number_before(list)
    {
        number.to = from + signs;
        join(number, unit);
        from += signs;
        part.drain(..signs.min(part.len()));
    }
    if !part.is_empty() {
        let to = from + part.len();
        let form = Form::Run(part);
        list.push(Piece { from, to, form });
    }
}

/// The last piece, when it is a bare number.
fn number_before(list: &mut [Piece]) -> Option<&mut Piece> {
    list.last_mut().filter(|last| match &last.form {
        Form::Word { written, .. } => written.chars().all(is_number_sign),
        Form::Run(_) => false,
    })
}

fn join(number: &mut Piece, unit: &str) {
    if let Form::Word { written, stem } = &mut number.form {
        written.push_str(unit);
        stem.clone_from(written);
    }
}

fn is_number_sign(letter: char) -> bool {
    letter.is_ascii_digit() || letter == '.'
}

/// The unit that a word is.
pub(super) fn unit_of_word(text: &str) -> Option<&'static str> {
    Some(match text {
        "cm" | "см" | "सेमी" => "cm",
        "mm" | "мм" => "mm",
        "m" | "м" => "m",
        "g" | "г" => "g",
        "kg" | "кг" => "kg",
        "ml" | "мл" => "ml",
        "l" | "л" => "l",
        "w" | "вт" => "w",
        "v" => "v",
        "mah" => "mah",
        "inch" | "inches" => "inch",
        "سم" => "cm",
        _ => return None,
    })
}

/// How many letters of a run are a unit, and which.
fn unit_of_run(part: &[char]) -> Option<(usize, &'static str)> {
    const UNITS: [(&str, &str); 14] = [
        ("厘米", "cm"),
        ("公分", "cm"),
        ("毫米", "mm"),
        ("公斤", "kg"),
        ("千克", "kg"),
        ("毫升", "ml"),
        ("毫安", "mah"),
        ("英寸", "inch"),
        ("寸", "inch"),
        ("米", "m"),
        ("克", "g"),
        ("升", "l"),
        ("瓦", "w"),
        ("伏", "v"),
    ];
    UNITS.iter().find_map(|(text, unit)| {
        let signs = text.chars().count();
        let begins = signs <= part.len() && text.chars().zip(part).all(|(a, b)| a == *b);
        begins.then_some((signs, *unit))
    })
}

#[cfg(test)]
mod tests {
    use super::super::han::Han;
    use super::super::letters::fold;
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let list = pieces(&fold(text, &Han::default()));
        let found: Vec<String> = list
            .iter()
            .map(|piece| match &piece.form {
                Form::Word { stem, .. } => stem.clone(),
                Form::Run(letters) => letters.iter().collect(),
            })
            .collect();
        assert_eq!(found, expected, "{text}");
        for pair in list.windows(2) {
            assert!(pair[0].to <= pair[1].from);
        }
    }

    #[test]
    fn words_and_runs() {
        check("Plush toys, pink", &["plush", "toy", "pink"]);
        check("毛绒玩具 熊", &["毛绒玩具", "熊"]);
        check("USB充电线", &["usb", "充电线"]);
        check("봉제 인형", &["봉제", "인형"]);
        check("...", &[]);
        check("", &[]);
    }

    #[test]
    fn a_number_and_its_unit_are_one() {
        for text in ["10cm", "10 cm", "10厘米", "10 CM", "10公分", "10 см"] {
            check(text, &["10cm"]);
        }
        check("2.5 kg 袋", &["2.5kg", "袋"]);
        check("25厘米花瓶", &["25cm", "花瓶"]);
        check("W552", &["w552"]);
        check("3d", &["3d"]);
        check("米色", &["米色"]);
        check("pack of 12. New", &["pack", "of", "12", "new"]);
    }
}
