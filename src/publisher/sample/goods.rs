//! Goods of a shop: nouns of its trades, told apart by style, colour, size, pack and model.

use std::collections::HashSet;

use super::random::Stream;
use super::words::{Middle, Pair, Variant, Words, capital, labels, uncapital};
use crate::domain::market::raw::Labels;

/// A category of a shop: indices of top and middle, and of the variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trade {
    pub top: usize,
    pub middle: usize,
    pub variant: usize,
}

impl Trade {
    /// The category that the trade lies in.
    pub fn middle<'a>(&self, words: &'a Words) -> &'a Middle {
        &words.tops[self.top].middles[self.middle]
    }

    /// What tells it from the others of that category.
    pub fn variant<'a>(&self, words: &'a Words) -> &'a Variant {
        &words.variants(self.middle(words))[self.variant]
    }
}

/// `count` products of a shop, no two alike; most of them of its main trade.
pub fn products(trades: &[Trade], count: usize, words: &Words, random: &mut Stream) -> Vec<Labels> {
    let mut seen = HashSet::with_capacity(count);
    let mut list = Vec::with_capacity(count);
    let initial = char::from(b'A' + random.below(26) as u8);
    let mut model = 100 + random.below(800);
    for _ in 0..count {
        let mut product = one(trades, words, random);
        // Every third has a model number of its own; so has one that is there already.
        if random.chance(330) || seen.contains(&product.zh) {
            model += 1 + random.below(9);
            product.zh = format!("{} {initial}{model}", product.zh);
            product.en = format!("{}, {initial}{model}", product.en);
        }
        seen.insert(product.zh.clone());
        list.push(labels(product.zh, product.en));
    }
    list
}

fn one(trades: &[Trade], words: &Words, random: &mut Stream) -> Pair {
    let main = trades.len() == 1 || random.chance(600);
    let trade = if main {
        &trades[0]
    } else {
        random.pick(trades)
    };
    let noun = random.pick(&trade.middle(words).products);
    let before = if random.chance(450) {
        let variant = trade.variant(words);
        Pair {
            zh: name(variant, "zh"),
            en: uncapital(&name(variant, "en")),
        }
    } else {
        random.pick(&words.styles).clone()
    };
    // "cartoon cartoon pencil case" helps nobody.
    let repeats = noun.zh.contains(&before.zh) || noun.en.contains(&before.en);
    let (mut zh, mut en) = if repeats {
        (noun.zh.clone(), noun.en.clone())
    } else {
        (
            format!("{}{}", before.zh, noun.zh),
            format!("{} {}", before.en, noun.en),
        )
    };
    if random.chance(700) {
        let colour = random.pick(&words.colours);
        zh = format!("{zh} {}", colour.zh);
        en = format!("{en}, {}", colour.en);
    }
    if random.chance(250) {
        let size_cm = random.between(2, 24) * 5;
        zh = format!("{zh} {size_cm}厘米");
        en = format!("{en}, {size_cm} cm");
    } else if random.chance(600) {
        let pack = random.pick(&words.packs);
        zh = format!("{zh} {}", pack.zh);
        en = format!("{en}, {}", pack.en);
    }
    Pair {
        zh,
        en: capital(&en),
    }
}

fn name(variant: &Variant, language: &str) -> String {
    variant.names.get(language).cloned().unwrap_or_default()
}

/// How many products each of `shops` offers: a few have many, many have a few, and together
/// exactly `total`.
pub fn counts(shops: usize, total: u64, random: &mut Stream) -> Vec<usize> {
    if shops == 0 {
        return Vec::new();
    }
    let mean = total / shops as u64;
    let least = (mean / 4).min(5);
    let most = (mean * 4).max(8);
    let weights: Vec<f64> = (0..shops).map(|_| 0.02 + random.unit().powi(3)).collect();
    let sum: f64 = weights.iter().sum();
    let spread = (total - least * shops as u64) as f64;
    let mut counts: Vec<u64> = weights
        .iter()
        .map(|weight| (least + (spread * weight / sum) as u64).min(most))
        .collect();
    // What rounding and the upper bound left over goes round, one product a shop.
    let mut rest = total - counts.iter().sum::<u64>();
    while rest > 0 {
        for count in counts.iter_mut().filter(|count| **count < most) {
            if rest == 0 {
                break;
            }
            *count += 1;
            rest -= 1;
        }
    }
    counts.into_iter().map(|count| count as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn counts_are_exact_and_skewed() {
        let check = |shops: usize, total: u64| {
            let counts = counts(shops, total, &mut Stream::new(1, "test", ""));
            assert_eq!(counts.len(), shops);
            assert_eq!(counts.iter().sum::<usize>() as u64, total);
            counts
        };
        check(10, 3);
        check(10, 0);
        check(1, 500);
        let counts = check(3_000, 85_000);
        assert!(counts.iter().all(|count| (5..=120).contains(count)));
        let many = counts.iter().filter(|count| **count > 80).count();
        assert!((30..900).contains(&many), "{many}");
    }

    /// A product that is called like a category of another trade would be told by every check.
    #[test]
    fn no_product_is_called_like_a_category_of_another_trade() {
        let words = Words::get();
        let rows = words.categories();
        let parent_of: HashMap<&str, &str> = rows
            .iter()
            .map(|row| (row.id.as_str(), row.parent.as_str()))
            .collect();
        let mut tops_of: HashMap<&str, HashSet<&str>> = HashMap::new();
        for row in &rows {
            let mut top = row.id.as_str();
            while !parent_of[top].is_empty() {
                top = parent_of[top];
            }
            let synonyms = row.synonyms.get("zh").into_iter().flatten();
            for name in row.name.get("zh").into_iter().chain(synonyms) {
                tops_of.entry(name).or_default().insert(top);
            }
        }
        for top in &words.tops {
            for middle in &top.middles {
                let variants = words.variants(middle).iter();
                let before = variants.map(|variant| name(variant, "zh"));
                let before: Vec<String> = before
                    .chain(words.styles.iter().map(|style| style.zh.clone()))
                    .chain([String::new()])
                    .collect();
                for noun in &middle.products {
                    for before in &before {
                        let product = format!("{before}{}", noun.zh);
                        let tops = tops_of.get(product.as_str());
                        let is_own = tops.is_none_or(|tops| tops.contains(top.id.as_str()));
                        assert!(is_own, "{product} of {}", middle.id);
                    }
                }
            }
        }
    }

    #[test]
    fn products_differ() {
        let trade = Trade {
            top: 0,
            middle: 0,
            variant: 0,
        };
        let mut random = Stream::new(1, "test", "");
        let list = products(&[trade], 120, Words::get(), &mut random);
        let names: HashSet<&String> = list.iter().map(|product| &product["zh"]).collect();
        assert_eq!(names.len(), 120);
    }
}
