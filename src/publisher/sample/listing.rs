//! What a shop says of itself.

use std::collections::HashSet;

use super::goods::{self, Trade};
use super::random::Stream;
use super::words::{Pair, Words, capital, labels, leaf_id};
use crate::domain::market::raw::{Labels, RawContact, RawListing, RawSpan};

/// Firms that help smaller shops.
const HELPING_FIRMS: usize = 130;

/// What the writer of a level's listings knows of the level.
pub struct Writer<'a> {
    pub words: &'a Words,
    pub seed: u64,
    /// Id of the level.
    pub level: &'a str,
    /// Indices of the level's top categories.
    pub tops: &'a [usize],
    /// Streets of the level.
    pub streets: usize,
    /// Shop names given on this level so far.
    pub names: HashSet<String>,
}

/// What the writer is told of one shop.
pub struct Order {
    pub id: String,
    /// Ids of its stalls.
    pub stalls: Vec<String>,
    /// Street of its main stall, and which part of it.
    pub street: usize,
    pub part: usize,
    pub products: usize,
    pub helped: bool,
}

impl Writer<'_> {
    /// Writes a shop's listing.
    pub fn write(&mut self, order: Order, random: &mut Stream) -> RawListing {
        let trades = self.trades(&order, random);
        let words = self.words;
        let top = &words.tops[trades[0].top];
        let middle = trades[0].middle(words);
        let noun = Pair {
            zh: text(&middle.names, "zh"),
            en: text(&middle.names, "en"),
        };
        let opened = 1992 + random.below(34);
        let standards = match (random.chance(470), words.standards.get(&top.id)) {
            (true, Some(codes)) if !codes.is_empty() => {
                let count = (1 + random.below(2)).min(codes.len());
                let first = random.below(codes.len());
                (0..count)
                    .map(|code| codes[(first + code) % codes.len()].clone())
                    .collect()
            }
            _ => Vec::new(),
        };
        let brands = if random.chance(667) {
            let count = *random.pick(&[1, 1, 1, 2]);
            (0..count).map(|_| self.brand(random)).collect()
        } else {
            Vec::new()
        };
        let description = if random.chance(620) {
            let words = random.pick(&words.descriptions);
            let fill = |text: &str, trade: &str| {
                text.replace("{trade}", trade)
                    .replace("{year}", &opened.to_string())
            };
            labels(fill(&words.zh, &noun.zh), fill(&words.en, &noun.en))
        } else {
            Labels::new()
        };
        let helped_by = if order.helped {
            let mark = &words.marks[random.below(HELPING_FIRMS.min(words.marks.len()))];
            labels(
                format!("{}供应链集团", mark.zh),
                format!("{} Supply Group", mark.en),
            )
        } else {
            Labels::new()
        };
        RawListing {
            name: self.name(&noun, random),
            description,
            categories: trades
                .iter()
                .map(|trade| leaf_id(trade.middle(words), trade.variant(words)))
                .collect(),
            products: goods::products(&trades, order.products, words, random),
            brands,
            standards,
            contact: contact(&order.stalls[0], random),
            hours: hours(random),
            languages: languages(random),
            helped_by,
            id: order.id,
            stalls: order.stalls,
        }
    }

    /// Neighbours sell much the same: a part of a street has its trade.
    fn trades(&self, order: &Order, random: &mut Stream) -> Vec<Trade> {
        let share = order.street * self.tops.len() / self.streets.max(1);
        let top = if random.chance(880) {
            self.tops[share.min(self.tops.len() - 1)]
        } else {
            *random.pick(self.tops)
        };
        let middles = self.words.tops[top].middles.len();
        let place = format!("{}/{}/{}", self.level, order.street, order.part);
        let mut of_place = Stream::new(self.seed, "cluster", &place);
        let middle = if random.chance(680) {
            of_place.below(middles)
        } else {
            random.below(middles)
        };
        let leaf = |middle: usize, random: &mut Stream| {
            let variants = self
                .words
                .variants(&self.words.tops[top].middles[middle])
                .len();
            Trade {
                top,
                middle,
                variant: random.below(variants),
            }
        };
        let mut trades = vec![leaf(middle, random)];
        let more = *random.pick(&[0, 0, 0, 0, 1, 1, 2, 2, 3, 4]);
        for _ in 0..more {
            let middle = if random.chance(600) {
                middle
            } else {
                random.below(middles)
            };
            let trade = leaf(middle, random);
            if !trades.contains(&trade) {
                trades.push(trade);
            }
        }
        trades
    }

    fn name(&mut self, noun: &Pair, random: &mut Stream) -> Labels {
        let mut pair = Pair {
            zh: String::new(),
            en: String::new(),
        };
        for _ in 0..6 {
            let mark = random.pick(&self.words.marks);
            let kind = random.pick(&self.words.kinds);
            let goods = title(&noun.en);
            pair = if random.chance(200) {
                Pair {
                    zh: format!("{}{}", mark.zh, noun.zh),
                    en: format!("{} {goods}", mark.en),
                }
            } else {
                Pair {
                    zh: format!("{}{}{}", mark.zh, noun.zh, kind.zh),
                    en: format!("{} {goods} {}", mark.en, kind.en),
                }
            };
            if self.names.insert(pair.zh.clone()) {
                break;
            }
        }
        if random.chance(30) {
            return [("zh".to_owned(), pair.zh)].into();
        }
        labels(pair.zh, pair.en)
    }

    fn brand(&self, random: &mut Stream) -> String {
        let count = *random.pick(&[2, 2, 2, 3]);
        let syllables = &self.words.brand_syllables;
        let mut brand = String::new();
        for _ in 0..count {
            brand.push_str(&syllables[random.below(syllables.len())]);
        }
        capital(&brand)
    }
}

fn text(labels: &Labels, language: &str) -> String {
    labels.get(language).cloned().unwrap_or_default()
}

/// Every word with a capital, as on a shop sign.
fn title(text: &str) -> String {
    let words: Vec<String> = text
        .split(' ')
        .map(|word| {
            if matches!(word, "and" | "for" | "of") {
                word.to_owned()
            } else {
                capital(word)
            }
        })
        .collect();
    words.join(" ")
}

/// A business contact that cannot be anybody's: a block of numbers that is not given out, and
/// names under `.example`.
fn contact(stall: &str, random: &mut Stream) -> Option<RawContact> {
    if !random.chance(860) {
        return None;
    }
    Some(RawContact {
        phone: format!("0579-8500 0{:03}", random.below(1_000)),
        email: if random.chance(300) {
            format!("shop-{stall}@market.example")
        } else {
            String::new()
        },
        website: if random.chance(120) {
            format!("https://{stall}.market.example/")
        } else {
            String::new()
        },
        messenger: if random.chance(350) {
            format!("sample-{stall}")
        } else {
            String::new()
        },
    })
}

fn hours(random: &mut Stream) -> Vec<RawSpan> {
    // Most keep the hours of the market.
    if !random.chance(300) {
        return Vec::new();
    }
    let opens = random.pick(&["08:00", "08:30", "09:00", "09:30"]);
    let closes = random.pick(&["16:30", "17:00", "17:30", "18:00"]);
    let days: &[&str] = if random.chance(250) {
        &["mon", "tue", "wed", "thu", "fri", "sat"]
    } else {
        &[]
    };
    vec![RawSpan {
        days: days.iter().map(|day| (*day).to_owned()).collect(),
        opens: (*opens).to_owned(),
        closes: (*closes).to_owned(),
    }]
}

fn languages(random: &mut Stream) -> Vec<String> {
    const SPOKEN: [(&str, usize); 11] = [
        ("en", 560),
        ("ar", 90),
        ("ru", 80),
        ("es", 80),
        ("fr", 50),
        ("ko", 40),
        ("ja", 30),
        ("pt", 30),
        ("hi", 30),
        ("tr", 20),
        ("id", 20),
    ];
    let mut languages = vec!["zh".to_owned()];
    for (language, per_mille) in SPOKEN {
        if random.chance(per_mille) {
            languages.push(language.to_owned());
        }
    }
    languages
}
