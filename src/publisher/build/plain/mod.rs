//! The stall directory as plain pages, `plain/…html` beside the data: names and numbers by level and
//! by category, without a script. They are what an old browser, a search engine or a page whose
//! widgets cannot run shows instead. Nothing of the format refers to them.

mod page;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use self::page::{Link, Page, Row, Words};
use super::columns::Order;
use super::level::LevelRows;
use super::{Build, BuildError};
use crate::domain::market::raw::Labels;
use crate::domain::publication::files::LevelFile;
use crate::publisher::progress::Progress;

/// Folder of the pages, below the publication's.
pub(super) const FOLDER: &str = "plain";
/// Stalls of one page: some ten kilobytes, which any telephone shows at once.
const STALLS_PER_PAGE: usize = 400;
/// The second language of the pages, besides the market's own.
const SECOND: &str = "en";

/// A stall, as far as these pages say anything of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct PlainStall {
    id: String,
    printed: String,
    /// Names of its shops in the market's own language and in the second.
    names: [String; 2],
    /// Bits as in the level file.
    plaques: u32,
    /// Positions in the category tree, each once.
    categories: Vec<usize>,
}

/// What a level's rows give to the pages.
pub(super) fn gather(
    build: &Build,
    rows: &LevelRows,
    order: &Order,
    file: &LevelFile,
) -> Vec<PlainStall> {
    let prefix = build
        .market
        .buildings
        .iter()
        .flat_map(|building| &building.levels)
        .find(|level| level.id == rows.level)
        .map_or("", |level| &*level.stall_prefix);
    let languages = languages_of(build);
    let stall = |index: usize| {
        let key = u32::try_from(index).ok();
        let printed = key.and_then(|key| file.stalls.printed.get(&key));
        let number = &file.stalls.number[index];
        let listings = order.listings[index].iter().map(|own| &rows.listings[*own]);
        let names = languages.map(|language| {
            let own = listings.clone().filter_map(|own| own.name.get(language));
            own.map(|name| name.trim()).collect::<Vec<_>>().join(" · ")
        });
        let categories = listings.clone().flat_map(|own| &own.categories);
        let mut categories: Vec<usize> = categories
            .filter_map(|id| build.market.tree.position(id))
            .collect();
        categories.sort_unstable();
        categories.dedup();
        PlainStall {
            id: order.ids[index].clone(),
            printed: printed.map_or_else(|| format!("{prefix}{number}"), String::clone),
            names,
            plaques: file.stalls.plaques.get(index).copied().unwrap_or_default(),
            categories,
        }
    };
    (0..order.ids.len()).map(stall).collect()
}

fn languages_of<'a>(build: &'a Build) -> [&'a str; 2] {
    let home = build.market.market.languages.first();
    [home.map_or("zh", |tag| tag), SECOND]
}

/// Writes the pages.
pub(super) fn write(build: &mut Build, progress: Progress) -> Result<(), BuildError> {
    let phase = "Writing plain pages";
    progress(phase, 0, 1);
    let stalls = std::mem::take(&mut build.plain);
    let pages = Pages {
        build,
        languages: languages_of(build),
        words: Words::of(languages_of(build)[0]),
    };
    pages.write_first(&stalls)?;
    for (index, level) in build.levels.iter().enumerate() {
        let rows: Vec<&PlainStall> = stalls[index].iter().collect();
        let title = pages.level_title(&level.id);
        pages.write_stalls(&format!("level-{}", level.id), &title, &[], &rows)?;
    }
    pages.write_categories(&stalls)?;
    build
        .output
        .write_named(&format!("{FOLDER}/plain.css"), page::STYLE.as_bytes())?;
    progress(phase, 1, 1);
    Ok(())
}

struct Pages<'a> {
    build: &'a Build<'a>,
    languages: [&'a str; 2],
    words: Words,
}

impl Pages<'_> {
    fn both(&self, labels: &Labels) -> [String; 2] {
        self.languages
            .map(|tag| labels.get(tag).map_or("", |text| text.trim()).to_owned())
    }

    fn level_title(&self, id: &str) -> [String; 2] {
        let buildings = self.build.market.buildings.iter();
        let found = buildings
            .flat_map(|building| building.levels.iter().map(move |level| (building, level)))
            .find(|(_, level)| level.id == id);
        let Some((building, level)) = found else {
            return [id.to_owned(), String::new()];
        };
        let (building, level) = (self.both(&building.name), self.both(&level.name));
        [0, 1].map(|own| match level[own].starts_with(&building[own]) {
            true => level[own].clone(),
            false => format!("{} {}", building[own], level[own]),
        })
    }

    fn category_title(&self, position: usize) -> [String; 2] {
        let market = self.build.market;
        let row = market.tree.order()[position];
        let own = &market.categories[row];
        let [name, second] = self.both(&own.name);
        let name = if name.is_empty() {
            own.id.clone()
        } else {
            name
        };
        [name, second]
    }

    /// Stalls of each category or one below it; a stall counts once.
    fn stalls_of_categories(&self) -> Vec<usize> {
        let by_level = self.build.stalls_of_category.iter();
        by_level
            .map(|levels| levels.values().map(|stalls| *stalls as usize).sum())
            .collect()
    }

    fn category_path(&self, position: usize) -> String {
        let market = self.build.market;
        format!(
            "category-{}",
            market.categories[market.tree.order()[position]].id
        )
    }

    /// Where everybody begins: levels and top categories.
    fn write_first(&self, stalls: &[Vec<PlainStall>]) -> Result<(), BuildError> {
        let market = self.build.market;
        let levels = self
            .build
            .levels
            .iter()
            .zip(stalls)
            .map(|(level, stalls)| Link {
                path: format!("level-{}.html", level.id),
                names: self.level_title(&level.id),
                count: stalls.len(),
            });
        let counts = self.stalls_of_categories();
        let parents = market.tree.parents().iter().enumerate();
        let tops = parents.filter(|(position, parent)| parent.is_none() && counts[*position] > 0);
        let categories = tops.map(|(position, _)| Link {
            path: format!("{}.html", self.category_path(position)),
            names: self.category_title(position),
            count: counts[position],
        });
        let page = Page {
            languages: self.languages,
            titles: self.both(&market.market.name),
            is_sample: market.market.sample,
            links: vec![
                (self.words.levels.clone(), levels.collect()),
                (self.words.categories.clone(), categories.collect()),
            ],
            ..Page::default()
        };
        self.put("index.html", &page)
    }

    fn write_categories(&self, stalls: &[Vec<PlainStall>]) -> Result<(), BuildError> {
        let parents = self.build.market.tree.parents();
        let counts = self.stalls_of_categories();
        let mut own: BTreeMap<usize, Vec<&PlainStall>> = BTreeMap::new();
        for stall in stalls.iter().flatten() {
            for category in &stall.categories {
                own.entry(*category).or_default().push(stall);
            }
        }
        // What nobody sells needs no page.
        for position in (0..parents.len()).filter(|own| counts[*own] > 0) {
            let below = (0..parents.len())
                .filter(|own| parents[*own] == Some(position) && counts[*own] > 0);
            let below: Vec<Link> = below
                .map(|below| Link {
                    path: format!("{}.html", self.category_path(below)),
                    names: self.category_title(below),
                    count: counts[below],
                })
                .collect();
            let rows = own.get(&position).map_or(&[][..], |rows| rows);
            let title = self.category_title(position);
            self.write_stalls(&self.category_path(position), &title, &below, rows)?;
        }
        Ok(())
    }

    /// The pages of a list of stalls: `PATH.html`, `PATH~2.html`, …
    fn write_stalls(
        &self,
        path: &str,
        titles: &[String; 2],
        below: &[Link],
        stalls: &[&PlainStall],
    ) -> Result<(), BuildError> {
        let name = |page: usize| match page {
            0 => format!("{path}.html"),
            page => format!("{path}~{}.html", page + 1),
        };
        let count = stalls.len().div_ceil(STALLS_PER_PAGE).max(1);
        for (number, rows) in (0..count).map(|page| {
            let rows = stalls.chunks(STALLS_PER_PAGE).nth(page);
            (page, rows.unwrap_or_default())
        }) {
            let links = match (number, below.is_empty()) {
                (0, false) => vec![(self.words.categories.clone(), below.to_vec())],
                _ => Vec::new(),
            };
            let page = Page {
                languages: self.languages,
                titles: titles.clone(),
                is_sample: self.build.market.market.sample,
                up: Some(self.words.start.clone()),
                links,
                count: self.words.count(stalls.len()),
                rows: rows.iter().map(|stall| self.row(stall)).collect(),
                pages: (0..count)
                    .map(|page| (name(page), page == number))
                    .collect(),
            };
            self.put(&name(number), &page)?;
        }
        Ok(())
    }

    fn row<'s>(&self, stall: &'s PlainStall) -> Row<'s> {
        let words = [&self.words.member, &self.words.post];
        let signs = [1, 2].iter().zip(words);
        let signs = signs.filter(|(bit, _)| stall.plaques & **bit != 0);
        Row {
            id: &stall.id,
            printed: &stall.printed,
            names: &stall.names,
            signs: signs.map(|(_, words)| words.clone()).collect(),
        }
    }

    fn put(&self, name: &str, page: &Page) -> Result<(), BuildError> {
        let path = format!("{FOLDER}/{name}");
        self.build
            .output
            .write_named(&path, page.html().as_bytes())?;
        Ok(())
    }
}
