//! Which parts of a text match a query, for marking them.

use super::asked::Asked;
use super::find::place_in;
use super::han::Han;
use super::letters::{Class, Folded, class, fold};
use super::pieces::{Form, Piece, pieces};
use super::slips::{allowed, distance};

/// Marks texts for one query.
#[derive(Debug, Clone)]
pub struct Marker<'a> {
    asked: Asked,
    han: &'a Han,
}

/// How well a text fits: pieces that it lacks, slips, then how late it begins.
pub type Fitness = (usize, usize, usize);

impl<'a> Marker<'a> {
    /// For a query.
    pub fn new(typed: &str, han: &'a Han) -> Marker<'a> {
        Marker {
            asked: Asked::read(typed, han),
            han,
        }
    }

    /// The parts of `text` that match: from, to, in Unicode scalar values; in order, apart.
    pub fn ranges(&self, text: &str) -> Vec<(u32, u32)> {
        self.fit(text).map_or(Vec::new(), |(ranges, _)| ranges)
    }

    /// The best of several texts: its index and its parts.
    pub fn best<'t>(
        &self,
        texts: impl Iterator<Item = &'t str>,
    ) -> Option<(usize, Vec<(u32, u32)>)> {
        let mut least: Option<Fitness> = None;
        let mut best = None;
        for (number, text) in texts.enumerate() {
            if let Some((ranges, own)) = self.fit(text)
                && least.is_none_or(|least| own < least)
            {
                least = Some(own);
                best = Some((number, ranges));
            }
        }
        best
    }

    /// The parts that match, and how well.
    pub fn fit(&self, text: &str) -> Option<(Vec<(u32, u32)>, Fitness)> {
        let folded = fold(text, self.han);
        let own = pieces(&folded);
        let mut ranges = Vec::new();
        let mut fitness = (0, 0, 0);
        let is_whole = self.whole_run(&folded, &mut ranges);
        if !is_whole {
            for (number, piece) in self.asked.pieces.iter().enumerate() {
                let found = match &piece.form {
                    Form::Word { written, stem } => {
                        word_in(written, stem, self.asked.may_grow(number), &own, &folded)
                    }
                    Form::Run(letters) => {
                        let range = run_in(letters, &folded, self.han);
                        range.map(|range| (range, 0))
                    }
                };
                match found {
                    Some((range, slips)) => {
                        fitness.1 += slips;
                        ranges.push(range);
                    }
                    None => fitness.0 += 1,
                }
            }
        }
        fitness.2 = ranges.iter().map(|own| own.0 as usize).min()?;
        Some((joined(ranges), fitness))
    }

    /// The whole query in a row in what is written without spaces.
    fn whole_run(&self, folded: &Folded, ranges: &mut Vec<(u32, u32)>) -> bool {
        let has_run = folded.letters.iter().any(|own| class(*own) == Class::Run);
        let range = if has_run {
            run_in(&self.asked.joined, folded, self.han)
        } else {
            None
        };
        ranges.extend(range);
        range.is_some()
    }
}

/// From the sign of letter `from` to past that of the letter before `to`.
fn signs(folded: &Folded, from: usize, to: usize) -> Option<(u32, u32)> {
    let first = folded.origin.get(from)?;
    let last = folded.origin.get(to.checked_sub(1)?)?;
    Some((*first, last + 1))
}

fn run_in(typed: &[char], folded: &Folded, han: &Han) -> Option<(u32, u32)> {
    let mut letters = Vec::new();
    let mut places = Vec::new();
    for (letter, place) in folded.letters.iter().zip(0..) {
        if *letter != ' ' {
            letters.push(*letter);
            places.push(place);
        }
    }
    let (start, end, _) = place_in(typed, &letters, han)?;
    let from = places.get(start)?;
    let to: usize = *places.get(end.checked_sub(1)?)?;
    signs(folded, *from, to + 1)
}

/// Where a word stands, and with how many slips.
fn word_in(
    written: &str,
    stem: &str,
    may_grow: bool,
    own: &[Piece],
    folded: &Folded,
) -> Option<((u32, u32), usize)> {
    let typed: Vec<char> = stem.chars().collect();
    let has_digits = typed.iter().any(char::is_ascii_digit);
    let limit = if has_digits { 0 } else { allowed(typed.len()) };
    let mut best: Option<(usize, (u32, u32))> = None;
    for piece in own {
        let Form::Word {
            written: whole,
            stem: whole_stem,
        } = &piece.form
        else {
            continue;
        };
        let begins = whole.starts_with(written) && (may_grow || typed.len() >= 4);
        let (cost, to) = if whole_stem == stem || whole == written {
            (0, piece.to)
        } else if begins {
            let letters = written.chars().count();
            (0, piece.to.min(piece.from + letters))
        } else {
            let letters: Vec<char> = whole_stem.chars().collect();
            match distance(&typed, &letters, limit, false) {
                Some(cost) if cost > 0 => (cost, piece.to),
                _ => continue,
            }
        };
        if best.is_none_or(|(own, _)| cost < own)
            && let Some(range) = signs(folded, piece.from, to)
        {
            best = Some((cost, range));
        }
    }
    best.map(|(cost, range)| (range, cost))
}

/// Sorted, those that touch as one. A handful at most.
fn joined(ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    let mut sorted: Vec<(u32, u32)> = Vec::new();
    for range in ranges {
        sorted.insert(sorted.partition_point(|own| *own < range), range);
    }
    let mut list: Vec<(u32, u32)> = Vec::new();
    for (from, to) in sorted {
        match list.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => list.push((from, to)),
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, text: &str, expected: &[(u32, u32)]) {
        let reading = |letter, own: &str| (letter, vec![own.to_owned()]);
        let han = Han::new(
            vec![('絨', '绒')],
            vec![
                reading('玩', "wan"),
                reading('具', "ju"),
                reading('绒', "rong"),
            ],
        );
        let marker = Marker::new(typed, &han);
        assert_eq!(marker.ranges(text), expected, "{typed} in {text}");
    }

    #[test]
    fn parts_of_a_text() {
        check("toy", "Plush Toys", &[(6, 10)]);
        check("plu", "Plush Toys", &[(0, 3)]);
        check("toys plush", "Plush Toys", &[(0, 5), (6, 10)]);
        check("tpy", "Plush Toys", &[(6, 10)]);
        check("玩具", "毛绒玩具", &[(2, 4)]);
        check("wanju", "毛绒玩具", &[(2, 4)]);
        check("wj", "毛绒玩具", &[(2, 4)]);
        check("絨玩", "毛绒玩具", &[(1, 3)]);
        check("玩具 毛", "毛绒玩具", &[(0, 1), (2, 4)]);
        check("ㅈㄴ", "장난감", &[(0, 2)]);
        check("봉제인형", "봉제 인형", &[(0, 5)]);
        check("zebra", "Plush Toys", &[]);
        check("", "Plush Toys", &[]);
    }

    #[test]
    fn the_best_of_several() {
        let han = Han::default();
        let marker = Marker::new("pink rabbit", &han);
        let texts = ["pink bear", "Rabbit, pink", "rabbit"];
        let best = marker.best(texts.into_iter());
        assert_eq!(best, Some((1, vec![(0, 6), (8, 12)])));
        assert_eq!(marker.best(["cat"].into_iter()), None);
    }
}
