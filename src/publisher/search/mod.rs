//! The widgets' own search, natively: the same engine over the same files, with names put to what
//! it found.

/// Reading a published folder.
pub mod folder;

mod names;
mod report;

use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use std::rc::Rc;

use folder::Folder;
use names::Names;
use report::Writer;
pub use report::{Found, human};

use crate::domain::market::raw::Labels;
use crate::domain::market::time::Day;
use crate::domain::publication::files::{CategoriesFile, HonoursFile, VenueFile};
use crate::domain::publication::paths;
use crate::domain::search::answer::{Answer, Filters, Near, Now, Question};
use crate::domain::search::engine::{Engine, is_other_version};
use crate::publisher::refusal::Refusal;

/// What is asked on the command line.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// What was typed.
    pub query: String,
    /// Tag of the reader's language; empty for the market's own.
    pub language: String,
    /// Rows wanted.
    pub limit: usize,
    /// Id of the kiosk at which the person stands.
    pub from: Option<String>,
    /// The moment, `2026-11-21T10:30`, in the market's time zone.
    pub at: Option<String>,
    /// Only stalls that fit.
    pub only: Only,
}

/// Choices by the ids of the publication.
#[derive(Debug, Clone, Default)]
pub struct Only {
    /// Id of a category.
    pub category: Option<String>,
    /// Id of a building.
    pub building: Option<String>,
    /// Id of a level.
    pub level: Option<String>,
    /// Stalls with a Party-member plaque.
    pub marked: bool,
    /// `SCALE:LEVEL`, this grade or a better one.
    pub grade: Option<String>,
    /// Id of an honour.
    pub honour: Option<String>,
    /// A standard as published.
    pub standard: Option<String>,
    /// Tag of a language.
    pub speaks: Option<String>,
    /// Open at the moment.
    pub open: bool,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum SearchError {
    /// The folder cannot be read.
    Folder(Refusal),
    /// The publication has no search index that this program reads.
    NoIndex(&'static str),
    /// An id or a moment that was given is not known.
    Unknown(&'static str, String),
}

impl From<Refusal> for SearchError {
    fn from(error: Refusal) -> SearchError {
        SearchError::Folder(error)
    }
}

impl fmt::Display for SearchError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            SearchError::Folder(error) => error.fmt(formatter),
            SearchError::NoIndex(why) => write!(formatter, "{why}; build the publication again"),
            SearchError::Unknown(what, id) => write!(formatter, "there is no {what} {id:?}"),
        }
    }
}

impl std::error::Error for SearchError {}

/// A publication that is searched.
pub struct Searched {
    folder: Rc<Folder>,
    venue: Rc<VenueFile>,
    engine: Engine,
    /// By language: they are read once, however many questions there are.
    names: HashMap<String, Rc<Names>>,
}

impl Searched {
    /// Opens the publication in a folder.
    pub fn open(folder: &Path) -> Result<Searched, SearchError> {
        let folder = Folder::open(folder)?;
        let bytes = folder.bytes(paths::SEARCH).ok_or(SearchError::NoIndex(
            "there is no search index, or it is damaged",
        ))?;
        let engine =
            Engine::open(&bytes).ok_or(SearchError::NoIndex(if is_other_version(&bytes) {
                "the search index is of another version"
            } else {
                "the search index is damaged"
            }))?;
        Ok(Searched {
            venue: Rc::new(folder.json(paths::VENUE)?),
            folder: Rc::new(folder),
            engine,
            names: HashMap::new(),
        })
    }

    /// Searches; what was loaded for one question serves the next.
    pub fn search(&mut self, search: &Search) -> Result<Found, SearchError> {
        let question = question(&self.folder, &self.venue, &self.engine, search)?;
        let answer = self.answered(&question);
        let names = self.names.entry(question.language.clone());
        let read = || Rc::new(Names::new(&self.folder, &self.venue, &question.language));
        let names = names.or_insert_with(read).clone();
        let writer = Writer::new(&self.folder, &self.engine, &names, &question.text);
        Ok(writer.report(&self.venue, search, &answer))
    }

    /// Asks, loads what is needed, and asks again, as a page does.
    fn answered(&mut self, question: &Question) -> Answer {
        loop {
            let answer = self.engine.ask(question);
            if answer.needs.is_empty() && answer.checks.is_empty() {
                return answer;
            }
            for file in &answer.needs {
                match self.folder.index_file(&self.engine, *file) {
                    Some(bytes) => {
                        self.engine.put(*file, bytes);
                    }
                    None => self.engine.fail(*file),
                }
            }
            // Which stalls to look at is known for certain when all files are there.
            if answer.needs.is_empty() {
                for stall in answer.checks {
                    let names = self.products(stall);
                    self.engine.put_products(stall, names);
                }
            }
        }
    }

    fn products(&self, stall: u32) -> Vec<String> {
        let Some((level, index)) = self.engine.place_of(stall) else {
            return Vec::new();
        };
        let level = self.engine.level(level);
        let id = self.folder.stall_id(level, index);
        let listings = self.folder.listings(level, index as usize, &id);
        let products = listings.iter().flat_map(|own| &own.products);
        let joined = |own: &Labels| {
            own.values()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(" / ")
        };
        products.map(joined).collect()
    }
}

fn question(
    folder: &Folder,
    venue: &VenueFile,
    engine: &Engine,
    search: &Search,
) -> Result<Question, SearchError> {
    let home = venue.market.languages.first().cloned();
    let language = match &*search.language {
        "" => home.unwrap_or_default(),
        own => own.to_owned(),
    };
    Ok(Question {
        text: search.query.clone(),
        language,
        near: near(folder, venue, search)?,
        filters: filters(folder, venue, engine, &search.only)?,
        limit: search.limit,
        with_facets: true,
        now: search.at.as_deref().map(moment).transpose()?,
    })
}

fn near(folder: &Folder, venue: &VenueFile, search: &Search) -> Result<Option<Near>, SearchError> {
    let Some(id) = &search.from else {
        return Ok(None);
    };
    let found = venue.kiosks.iter().find_map(|(level, kiosks)| {
        let kiosk = kiosks.iter().find(|kiosk| kiosk.id == *id)?;
        Some((level, kiosk.at.unwrap_or_default()))
    });
    let Some((level, [x, y])) = found else {
        return Err(SearchError::Unknown("kiosk", id.clone()));
    };
    let file = folder.level(level);
    let columns = &file.stalls;
    let middle = |index: usize| {
        let get = |column: &[i32]| column.get(index).copied().unwrap_or(0);
        let (width, height) = (get(&columns.w), get(&columns.h));
        (get(&columns.x) + width / 2, get(&columns.y) + height / 2)
    };
    Ok(Some(Near {
        level: level.clone(),
        at_dm: (x, y),
        stalls_dm: (0..columns.number.len()).map(middle).collect(),
    }))
}

fn filters(
    folder: &Folder,
    venue: &VenueFile,
    engine: &Engine,
    only: &Only,
) -> Result<Filters, SearchError> {
    /// The place of an id in a list.
    fn place<'a>(
        what: &'static str,
        id: Option<&String>,
        mut ids: impl Iterator<Item = &'a str>,
    ) -> Result<Option<usize>, SearchError> {
        id.map(|id| {
            let place = ids.position(|own| own == id);
            place.ok_or_else(|| SearchError::Unknown(what, id.clone()))
        })
        .transpose()
    }
    let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    // Read only where something is chosen by them.
    let categories: CategoriesFile = match only.category {
        Some(_) => folder.json(paths::CATEGORIES)?,
        None => CategoriesFile::default(),
    };
    let honours: HonoursFile = match only.honour {
        Some(_) => folder.json(paths::HONOURS)?,
        None => HonoursFile::default(),
    };
    let levels: Vec<&str> = (0..folder.level_count(engine))
        .map(|own| engine.level(own))
        .collect();
    let categories = categories.id.iter().map(String::as_str);
    let buildings = venue.buildings.iter().map(|own| own.id.as_str());
    let honours = honours.honours.iter().map(|own| own.id.as_str());
    Ok(Filters {
        category: place("category", only.category.as_ref(), categories)?.map(number),
        building: place("building", only.building.as_ref(), buildings)?.map(number),
        level: place("level", only.level.as_ref(), levels.into_iter())?,
        marked: only.marked,
        grade: only
            .grade
            .as_deref()
            .map(|own| grade(venue, own))
            .transpose()?,
        honour: place("honour", only.honour.as_ref(), honours)?.map(number),
        standard: only.standard.clone(),
        language: only.speaks.clone(),
        open: only.open,
    })
}

fn grade(venue: &VenueFile, wanted: &str) -> Result<(String, u32), SearchError> {
    let found = wanted.split_once(':').and_then(|(scale, code)| {
        let own = venue.scales.iter().find(|own| own.id == scale)?;
        let rank = own.levels.iter().position(|level| level.code == code)?;
        Some((scale.to_owned(), u32::try_from(rank).ok()?))
    });
    found.ok_or_else(|| SearchError::Unknown("grade", wanted.to_owned()))
}

/// `2026-11-21T10:30`.
fn moment(text: &str) -> Result<Now, SearchError> {
    let read = || {
        let (day, time) = text.split_once('T')?;
        let day = Day::parse(day)?;
        let (hour, minute) = time.split_once(':')?;
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour < 24 && minute < 60).then_some(Now {
            day: day.0,
            weekday: u8::try_from(day.weekday()).ok()?,
            minute: hour * 60 + minute,
        })
    };
    read().ok_or_else(|| SearchError::Unknown("moment", text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn moments() {
        let now = moment("2026-11-21T10:30").unwrap();
        assert_eq!((now.weekday, now.minute), (5, 630));
        for text in ["", "2026-11-21", "2026-13-01T10:30", "2026-11-21T24:00"] {
            assert!(moment(text).is_err(), "{text}");
        }
    }
}
