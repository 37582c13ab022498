//! The honours of all years as a roll to leaf through: which kinds there are, which years, and
//! what one page of it holds.

use super::text::Text;
use super::trust::Honour;

/// A kind of honour: its word in the data and its name, taken from the newest one.
#[derive(Debug, Clone, PartialEq)]
pub struct HonourKind {
    /// e.g. `honesty_day_trader`.
    pub word: String,
    /// Name of the newest honour of this kind.
    pub name: Text,
    year: u32,
}

impl HonourKind {
    /// A list of brands rather than of a day's winners.
    pub fn is_brand_list(&self) -> bool {
        self.word.starts_with("brand")
    }
}

/// The kinds of honour, in the order in which they are published.
pub fn kinds(honours: &[Honour]) -> Vec<HonourKind> {
    let mut kinds: Vec<HonourKind> = Vec::new();
    for honour in honours {
        let known = kinds.iter_mut().find(|kind| kind.word == *honour.kind());
        match known {
            Some(kind) if kind.year >= *honour.year() => {}
            Some(kind) => {
                kind.name = honour.name().clone();
                kind.year = *honour.year();
            }
            None => kinds.push(HonourKind {
                word: honour.kind().clone(),
                name: honour.name().clone(),
                year: *honour.year(),
            }),
        }
    }
    kinds
}

/// The years in which a kind was awarded, the newest first.
pub fn years(honours: &[Honour], kind: &str) -> Vec<u32> {
    let mut years: Vec<u32> = Vec::new();
    for honour in honours.iter().filter(|honour| honour.kind() == kind) {
        let year = *honour.year();
        let place = years.partition_point(|own| *own > year);
        if years.get(place) != Some(&year) {
            years.insert(place, year);
        }
    }
    years
}

/// The honours of a kind and a year, as published.
pub fn page<'a>(
    honours: &'a [Honour],
    kind: &'a str,
    year: u32,
) -> impl Iterator<Item = &'a Honour> {
    honours
        .iter()
        .filter(move |honour| honour.kind() == kind && *honour.year() == year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::market::check::Checker;
    use crate::domain::market::raw::RawHonour;

    fn roll(rows: &[(&str, u32)]) -> Vec<Honour> {
        let check = |(kind, year): &(&str, u32)| {
            let raw = RawHonour {
                id: [kind, "-", &year.to_string()].concat(),
                kind: (*kind).into(),
                name: [("en".into(), [kind, " ", &year.to_string()].concat())].into(),
                issuer: [("en".into(), "Office".into())].into(),
                year: *year,
                stalls: vec!["a1-1".into()],
            };
            Honour::check(&raw, &mut Checker::new("honours.json")).unwrap()
        };
        rows.iter().map(check).collect()
    }

    #[test]
    fn kinds_are_named_as_they_were_last() {
        let honours = roll(&[
            ("trader", 2016),
            ("brand_famous", 2020),
            ("trader", 2024),
            ("trader", 2019),
        ]);
        let found: Vec<(String, bool)> = kinds(&honours)
            .iter()
            .map(|kind| {
                (
                    kind.name.best("en", "en").0.to_owned(),
                    kind.is_brand_list(),
                )
            })
            .collect();
        let expected = [
            ("trader 2024".to_owned(), false),
            ("brand_famous 2020".to_owned(), true),
        ];
        assert_eq!(found, expected);
        assert!(kinds(&[]).is_empty());
    }

    #[test]
    fn years_of_a_kind() {
        let honours = roll(&[
            ("trader", 2016),
            ("brand", 2020),
            ("trader", 2024),
            ("trader", 2016),
        ]);
        assert_eq!(years(&honours, "trader"), [2024, 2016]);
        assert_eq!(years(&honours, "nobody"), [0_u32; 0]);
        assert_eq!(page(&honours, "trader", 2016).count(), 2);
        assert_eq!(page(&honours, "trader", 2020).count(), 0);
    }
}
