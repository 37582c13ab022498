//! A level with its shop names, as a screen needs it.

use std::sync::Arc;

use super::fetch::LoadError;
use super::store::Store;
use crate::domain::publication::open::LevelStalls;

/// A level with the names to show on it.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedLevel {
    /// Stalls and places.
    pub stalls: Arc<LevelStalls>,
    /// Shop name of each stall: in the reader's language, else in the market's.
    pub names: Vec<String>,
    /// Language that the names were chosen for.
    pub language: String,
}

impl NamedLevel {
    /// Shop name of a stall, empty when there is none.
    pub fn name(&self, stall: usize) -> &str {
        self.names.get(stall).map_or("", String::as_str)
    }
}

/// A level with names in `language`, filled up with names in the market's own language. Names
/// that cannot be loaded cost only themselves: numbers are shown without them, and the error is
/// handed on beside the level.
///
/// # Errors
/// When the level itself cannot be loaded.
pub async fn named_level(
    store: &Store,
    level: &str,
    language: &str,
) -> Result<(NamedLevel, Option<LoadError>), LoadError> {
    let venue = store.venue().await?;
    let home = venue.market.home_language();
    let (stalls, own_names) = futures::join!(store.level(level), store.names(language, level));
    let stalls = stalls?;
    let (mut names, error) = match own_names {
        Ok(names) => (names.to_vec(), None),
        Err(error) => (Vec::new(), Some(error)),
    };
    names.resize(stalls.len(), String::new());
    let gaps = language != home
        && (0..stalls.len())
            .zip(&names)
            .any(|(stall, name)| name.is_empty() && stalls.categories(stall).next().is_some());
    if gaps && let Ok(home_names) = store.names(home, level).await {
        for (name, home_name) in names.iter_mut().zip(home_names.iter()) {
            if name.is_empty() {
                name.clone_from(home_name);
            }
        }
    }
    let level = NamedLevel {
        stalls,
        names,
        language: language.to_owned(),
    };
    Ok((level, error))
}
