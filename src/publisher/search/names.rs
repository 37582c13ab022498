//! Names of what was found, in the reader's language.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::folder::Folder;
use crate::domain::market::raw::{Labels, RawHonour, RawPlace};
use crate::domain::market::tag;
use crate::domain::publication::files::{
    CategoriesFile, CategoryNamesFile, HonoursFile, NamesFile, VenueFile,
};
use crate::domain::publication::paths;

/// Looks names up; every file is read once.
pub(super) struct Names {
    folder: Rc<Folder>,
    venue: Rc<VenueFile>,
    reader: String,
    home: String,
    /// The reader's, English, the market's own, then the others.
    languages: Vec<String>,
    categories: CategoriesFile,
    category_names: Vec<CategoryNamesFile>,
    honours: Vec<RawHonour>,
    shops: RefCell<HashMap<String, Rc<Vec<String>>>>,
}

impl Names {
    pub fn new(folder: &Rc<Folder>, venue: &Rc<VenueFile>, language: &str) -> Names {
        let published = &venue.market.languages;
        let home = published.first().map_or("", String::as_str);
        let mut languages: Vec<String> = tag::tongues(language, home, published)
            .into_iter()
            .map(str::to_owned)
            .collect();
        for own in published {
            if !languages.contains(own) {
                languages.push(own.clone());
            }
        }
        let names = |own: &String| folder.json(&paths::category_names(own)).unwrap_or_default();
        let honours: HonoursFile = folder.json(paths::HONOURS).unwrap_or_default();
        Names {
            category_names: languages.iter().map(names).collect(),
            languages,
            reader: language.to_owned(),
            home: home.to_owned(),
            folder: folder.clone(),
            venue: venue.clone(),
            categories: folder.json(paths::CATEGORIES).unwrap_or_default(),
            honours: honours.honours,
            shops: RefCell::default(),
        }
    }

    /// Id and name of a category.
    pub fn category(&self, number: u32) -> (String, String) {
        let index = number as usize;
        let names = self.category_names.iter();
        let name = names
            .filter_map(|file| file.name.get(index))
            .find(|name| !name.is_empty());
        let id = self.categories.id.get(index);
        (
            id.cloned().unwrap_or_default(),
            name.cloned().unwrap_or_default(),
        )
    }

    /// The text in the reader's language, else in another one; with its language.
    pub fn best<'t>(&self, labels: &'t Labels) -> (&'t str, &'t str) {
        let rank = |own: &str| tag::rank(&self.reader, &self.home, own);
        let says = labels.iter().filter(|(_, text)| !text.is_empty());
        let best = says.reduce(|best, own| match rank(own.0) > rank(best.0) {
            true => own,
            false => best,
        });
        best.map_or(("", ""), |(language, text)| (text, language))
    }

    /// Id and name of an honour.
    pub fn honour(&self, row: u32) -> (String, String) {
        let honour = self.honours.get(row as usize);
        honour.map_or_else(Default::default, |honour| {
            (honour.id.clone(), self.best(&honour.name).0.to_owned())
        })
    }

    /// Id and printed number of a stall.
    pub fn stall(&self, level: &str, index: u32) -> (String, String) {
        let file = self.folder.level(level);
        let number = file.stalls.number.get(index as usize);
        let number = number.map_or("", String::as_str);
        let printed = file.stalls.printed.get(&index).cloned();
        let prefix = || {
            let levels = self.venue.buildings.iter().flat_map(|own| &own.levels);
            let own = levels.clone().find(|own| own.id == level);
            own.map_or("", |own| &own.stall_prefix)
        };
        (
            self.folder.stall_id(level, index),
            printed.unwrap_or_else(|| format!("{}{number}", prefix())),
        )
    }

    /// The shops of a stall by name.
    pub fn shop(&self, level: &str, index: u32) -> String {
        for language in &self.languages {
            let path = paths::names(language, level);
            let names = {
                let mut shops = self.shops.borrow_mut();
                let names = shops.entry(path.clone()).or_insert_with(|| {
                    let file: NamesFile = self.folder.json(&path).unwrap_or_default();
                    Rc::new(file.name)
                });
                names.clone()
            };
            if let Some(name) = names.get(index as usize).filter(|name| !name.is_empty()) {
                return name.clone();
            }
        }
        String::new()
    }

    /// A service place.
    pub fn place(&self, level: &str, id: &str) -> Option<RawPlace> {
        let file = self.folder.level(level);
        file.places.iter().find(|own| own.id == id).cloned()
    }
}
