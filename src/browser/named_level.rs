//! A level with its shop names, as a screen needs it.

use std::sync::Arc;

use super::fetch::LoadError;
use super::store::Store;
use crate::domain::market::tag;
use crate::domain::publication::draft::Draft;
use crate::domain::publication::names::Names;
use crate::domain::publication::open::LevelStalls;

/// A level with the names to show on it.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedLevel {
    /// Stalls and places.
    pub stalls: Arc<LevelStalls>,
    /// Shop name of each stall: in the reader's language, else in one that more people read.
    pub names: Names,
    /// Language that the names were chosen for.
    pub language: String,
}

impl NamedLevel {
    /// Shop name of a stall, empty when there is none.
    pub fn name(&self, stall: usize) -> &str {
        self.names.name(stall)
    }
}

/// A stall whose shops shall be called something else.
pub trait Rename {
    /// Id of the stall.
    fn stall(&self) -> &str;

    /// What a column of names in `tongue` shall say of it where it says `column`; none for that.
    fn renamed(&self, tongue: &str, column: &str) -> Option<String>;
}

impl Rename for Draft {
    fn stall(&self) -> &str {
        &self.stall
    }

    fn renamed(&self, tongue: &str, column: &str) -> Option<String> {
        Draft::renamed(self, tongue, column)
    }
}

/// As [`named_level`] takes it.
pub fn renaming<T: Rename>(draft: Option<&T>) -> Option<&dyn Rename> {
    draft.map(|own| own as &dyn Rename)
}

/// A level with names in `language`, filled up with English ones and with those in the market's own
/// language; a draft's stall is called what the draft says. Names that cannot be loaded cost only themselves: numbers are shown without them, and
/// the error is handed on beside the level.
///
/// # Errors
/// When the level itself cannot be loaded.
pub async fn named_level(
    store: &Store,
    level: &str,
    language: &str,
    draft: Option<&dyn Rename>,
) -> Result<(NamedLevel, Option<LoadError>), LoadError> {
    let venue = store.venue().await?;
    let home = venue.market.home_language();
    let mut tongues = tag::tongues(language, home, venue.market.languages()).into_iter();
    let first = tongues.next().unwrap_or(home);
    let (stalls, own_names) = futures::join!(store.level(level), store.names(first, level));
    let stalls = stalls?;
    let mut names = Names::new(stalls.len());
    let row = draft.and_then(|draft| stalls.find(draft.stall()));
    let amended = |tongue: &str, column: &[String]| {
        let mut column = column.to_vec();
        if let (Some(draft), Some(row)) = (draft, row) {
            let now = column.get(row).map_or("", String::as_str);
            if let Some(name) = draft.renamed(tongue, now) {
                column.resize(column.len().max(row + 1), String::new());
                if let Some(slot) = column.get_mut(row) {
                    *slot = name;
                }
            }
        }
        column
    };
    let error = match own_names {
        Ok(own) => {
            names.fill(first, &amended(first, &own));
            None
        }
        Err(error) => Some(error),
    };
    let is_let = |stall: &usize| stalls.categories(*stall).next().is_some();
    for tongue in tongues {
        if !names.has_gap((0..stalls.len()).filter(is_let)) {
            break;
        }
        if let Ok(further) = store.names(tongue, level).await {
            names.fill(tongue, &amended(tongue, &further));
        }
    }
    // The map has no room for a second name, and its first picture waits for nothing.
    if cfg!(feature = "web")
        && tag::is_latin(language)
        && names.is_some_chinese()
        && let Ok(spoken) = store.names(tag::ROMANISED, level).await
    {
        names.set_spoken(spoken.to_vec());
    }
    let level = NamedLevel {
        stalls,
        names,
        language: language.to_owned(),
    };
    Ok((level, error))
}
