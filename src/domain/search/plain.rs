//! Finding stalls, shops and categories by what a person types. The order of answers depends on
//! how well the words fit and on nothing else: never on a mark, never on a grade.




use crate::domain::publication::open::LevelStalls;
use super::fold::{folded, folded_number};

/// What a person typed, ready to compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
    number: Option<String>,
}

/// How well something fits, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The same.
    Whole,
    /// Begins with it.
    Start,
    /// Contains it.
    Inside,
}

/// Characters of a query that are looked at.
const QUERY_CHARS: usize = 100;

impl Query {
    /// Reads what was typed. None when nothing is left that could be looked for.
    pub fn read(typed: &str) -> Option<Query> {
        let short: String = typed.chars().take(QUERY_CHARS).collect();
        let words: Vec<String> = folded(&short)
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        let number = folded_number(&short);
        let has_digit = number.bytes().any(|byte| byte.is_ascii_digit());
        (!words.is_empty()).then_some(Query {
            words,
            number: has_digit.then_some(number),
        })
    }

    /// How well a text fits: every word of the query must be in it.
    pub fn fit(&self, text: &str) -> Option<Fit> {
        self.fit_folded(&folded(text))
    }

    /// As [`Query::fit`], for a text that is folded already.
    pub fn fit_folded(&self, text: &str) -> Option<Fit> {
        let mut worst = Fit::Whole;
        for word in &self.words {
            let place = text.find(word.as_str())?;
            let fit = if place > 0 {
                Fit::Inside
            } else if word.len() < text.len() {
                Fit::Start
            } else {
                Fit::Whole
            };
            worst = worst.max(fit);
        }
        Some(worst)
    }

    /// How well a stall's number fits, with or without building, level, dashes, in full-width
    /// digits or not. At least two signs must be typed, one of them a digit.
    pub fn fit_number(&self, number: &str, printed: &str) -> Option<Fit> {
        let wanted = self.number.as_deref().filter(|wanted| wanted.len() >= 2)?;
        let (number, printed) = (folded_number(number), folded_number(printed));
        if printed == wanted || number == wanted {
            Some(Fit::Whole)
        } else if number.starts_with(wanted) || printed.starts_with(wanted) {
            Some(Fit::Start)
        } else {
            None
        }
    }
}

/// Stalls of a level whose number fits, best first, then in order of the level.
pub fn stalls_by_number(query: &Query, stalls: &LevelStalls) -> Vec<(Fit, usize)> {
    if query.number.is_none() {
        return Vec::new();
    }
    let fit = |stall| query.fit_number(stalls.number(stall), &stalls.printed(stall));
    best_first((0..stalls.len()).filter_map(|stall| Some((fit(stall)?, stall))))
}

/// Stalls of a level whose shop name fits. `folded_names` stand in the order of the stalls.
pub fn stalls_by_name(query: &Query, folded_names: &[String]) -> Vec<(Fit, usize)> {
    let named = folded_names.iter().enumerate();
    let named = named.filter(|(_, name)| !name.is_empty());
    best_first(named.filter_map(|(stall, name)| Some((query.fit_folded(name)?, stall))))
}

/// Things whose name, or else one of whose other words, fits; best first, then in the order
/// given. Each item is (index, name, other words).
pub fn by_words<'a>(
    query: &Query,
    items: impl Iterator<Item = (usize, &'a str, &'a [String])>,
) -> Vec<(Fit, usize)> {
    best_first(items.filter_map(|(index, name, others)| {
        let others = others.iter().filter_map(|other| query.fit(other)).min();
        // Another word fits no better than a name that contains the query.
        let others = others.map(|fit| fit.max(Fit::Start));
        Some((query.fit(name).into_iter().chain(others).min()?, index))
    }))
}

/// Hits in order of how well they fit, otherwise in the order given. There are three degrees of
/// fit, so this is three heaps, not a sorting.
pub fn best_first<T>(hits: impl Iterator<Item = (Fit, T)>) -> Vec<(Fit, T)> {
    let (mut whole, mut start, mut inside) = (Vec::new(), Vec::new(), Vec::new());
    for hit in hits {
        match hit.0 {
            Fit::Whole => whole.push(hit),
            Fit::Start => start.push(hit),
            Fit::Inside => inside.push(hit),
        }
    }
    whole.append(&mut start);
    whole.append(&mut inside);
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(typed: &str) -> Query {
        Query::read(typed).unwrap()
    }

    #[test]
    fn numbers_in_every_written_form() {
        let check = |typed: &str, expected: Option<Fit>| {
            assert_eq!(
                query(typed).fit_number("12045", "F3-12045"),
                expected,
                "{typed}"
            );
        };
        check("F3-12045", Some(Fit::Whole));
        check("f3 12045", Some(Fit::Whole));
        check("F312045", Some(Fit::Whole));
        check("12045", Some(Fit::Whole));
        check("１２０４５", Some(Fit::Whole));
        check("Ｆ３－１２０４５", Some(Fit::Whole));
        check("120", Some(Fit::Start));
        check("f3", Some(Fit::Start));
        check("1", None);
        check("2045", None);
        check("f4-12045", None);
        check("toys", None);
    }

    #[test]
    fn words() {
        let check = |typed: &str, text: &str, expected: Option<Fit>| {
            assert_eq!(query(typed).fit(text), expected, "{typed} in {text}");
        };
        check("toys", "Toys", Some(Fit::Whole));
        check("toy", "Toys", Some(Fit::Start));
        check("玩具", "毛绒玩具", Some(Fit::Inside));
        check("xinyuan toys", "Xinyuan Toys Trading", Some(Fit::Inside));
        check("ИГРУШКИ", "игрушки", Some(Fit::Whole));
        check("bags", "Toys", None);
        check("<script>", "Toys", None);
    }

    #[test]
    fn nothing_to_look_for() {
        for typed in ["", "   ", "\u{202e}", "\u{0}\u{1}"] {
            assert_eq!(Query::read(typed), None, "{typed:?}");
        }
        assert!(Query::read(&"x".repeat(1_000_000)).is_some());
    }

    #[test]
    fn other_words_find_a_category() {
        let synonyms = [vec![], vec!["stuffed animal".to_owned()]];
        let items = [
            (0, "Bags", &synonyms[0][..]),
            (1, "Plush toys", &synonyms[1][..]),
        ];
        let check = |typed: &str, expected: &[(Fit, usize)]| {
            assert_eq!(
                by_words(&query(typed), items.into_iter()),
                expected,
                "{typed}"
            );
        };
        check("stuffed", &[(Fit::Start, 1)]);
        check("bags", &[(Fit::Whole, 0)]);
        check("s", &[(Fit::Start, 1), (Fit::Inside, 0)]);
        check("zebra", &[]);
    }
}
