//! How many texts there are in each of the market's languages.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::findings::Findings;
use super::market::MarketFacts;
use crate::domain::market::problem::Fault;
use crate::domain::market::raw::Labels;
use crate::publisher::source::layout;

/// Texts by what they are, with how many of them each language has.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Translations {
    tallies: BTreeMap<Cow<'static, str>, Tally>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Tally {
    texts: usize,
    /// By language of the market, in its order.
    covered: Vec<usize>,
}

/// What the names of listings are told as.
pub(super) const NAMES: &str = "listings.json name";
/// What their products are told as.
pub(super) const PRODUCTS: &str = "listings.json products";

impl Translations {
    /// Counts a text; one that says nothing at all is none.
    pub fn count(&mut self, what: &'static str, labels: &Labels, languages: &[String]) {
        let tally = self.tallies.entry(Cow::Borrowed(what)).or_default();
        tally.covered.resize(languages.len(), 0);
        let mut says_something = false;
        for (tag, text) in labels {
            if text.trim().is_empty() {
                continue;
            }
            says_something = true;
            if let Some(place) = languages.iter().position(|own| own == tag) {
                tally.covered[place] += 1;
            }
        }
        tally.texts += usize::from(says_something);
    }

    /// Adds what another part of the market has counted with the same languages.
    pub fn add(&mut self, other: &Translations) {
        for (what, own) in &other.tallies {
            let tally = self.tallies.entry(what.clone()).or_default();
            tally.covered.resize(own.covered.len(), 0);
            tally.texts += own.texts;
            for (sum, count) in tally.covered.iter_mut().zip(&own.covered) {
                *sum += count;
            }
        }
    }

    /// Counts the texts of the files of the whole market.
    pub fn count_market(&mut self, facts: &MarketFacts) {
        let languages = &facts.market.languages;
        let mut count = |what, labels: &Labels| self.count(what, labels, languages);
        count(layout::MARKET, &facts.market.name);
        for kind in &facts.market.plaque_kinds {
            count(layout::MARKET, &kind.name);
            count(layout::MARKET, &kind.meaning);
        }
        for building in &facts.buildings {
            count(layout::BUILDINGS, &building.name);
            for level in &building.levels {
                count(layout::BUILDINGS, &level.name);
            }
        }
        for category in &facts.categories {
            count(layout::CATEGORIES, &category.name);
        }
        for scale in &facts.scales {
            count(layout::SCALES, &scale.name);
            for level in &scale.levels {
                count(layout::SCALES, &level.name);
                count(layout::SCALES, &level.meaning);
            }
        }
        for honour in &facts.honours {
            count(layout::HONOURS, &honour.name);
        }
        for notice in &facts.notices {
            count(layout::NOTICES, &notice.title);
        }
        for branch in &facts.branches {
            count(layout::BRANCHES, &branch.name);
        }
    }

    /// Notes each language of which texts are missing, once. The market's own language is told row
    /// by row.
    pub fn note(&self, facts: &MarketFacts, findings: &mut Findings) {
        for (place, tag) in facts.market.languages.iter().enumerate().skip(1) {
            let gaps: Vec<String> = self
                .tallies
                .iter()
                .map(|(what, tally)| {
                    let covered = tally.covered.get(place).copied().unwrap_or_default();
                    (what, covered, tally.texts)
                })
                .filter(|(_, covered, texts)| covered < texts)
                .map(|(what, covered, texts)| format!("{what} {covered}/{texts}"))
                .collect();
            if !gaps.is_empty() {
                let path = format!("/languages/{place}");
                let fault = Fault::NotCovered(tag.clone());
                findings.note(layout::MARKET, &path, fault, &gaps.join(", "));
            }
        }
    }
}
