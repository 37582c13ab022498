//! While a market is being worked on: pages that load again after a build, and what changes against
//! an earlier publication.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use super::site::{Answer, sentence, whole};
use crate::domain::publication::paths;
use crate::publisher::diff::{difference, html};
use crate::publisher::published::Publication;
use crate::publisher::refusal::Refusal;
use crate::publisher::report::{Language, refusal};

/// Where it is served. No folder of a site is called so.
pub const PREFIX: &str = "/stallmap-changes/";
/// What pages of the site load for it.
pub const SCRIPT_TAG: &str = "<script src=\"/stallmap-changes/live.js\" defer></script>";

const SCRIPT: &str = include_str!("live.js");
const HEAD: &str =
    "<link rel=\"stylesheet\" href=\"changes.css\"><script src=\"live.js\" defer></script>";

/// A site that is looked at while it changes.
#[derive(Debug)]
pub struct Live {
    root: PathBuf,
    /// The publication before; none when only pages load again.
    old: Option<PathBuf>,
    /// Of the report.
    language: Language,
    /// The last report with the state that it is of: a comparison reads the whole market.
    report: Mutex<Option<(String, String)>>,
}

impl Live {
    /// A site, and the publication it is compared with.
    pub fn new(root: &Path, old: Option<&Path>, language: Language) -> Live {
        Live {
            root: root.to_owned(),
            old: old.map(Path::to_owned),
            language,
            report: Mutex::default(),
        }
    }

    /// The answer for a path below [`PREFIX`], given without it.
    pub fn answer(&self, path: &str) -> Answer {
        match path {
            "" if self.old.is_some() => whole("changes.html", self.report().into_bytes()),
            "changes.css" => whole("changes.css", html::STYLE.into()),
            "live.js" => whole("live.js", SCRIPT.into()),
            "state" => whole("state.txt", self.state().into_bytes()),
            _ => sentence(404, "There is nothing here."),
        }
    }

    /// Another text after each build.
    fn state(&self) -> String {
        let of = |path: PathBuf| {
            let data = fs::metadata(path).ok()?;
            let modified = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
            Some(format!("{}-{}", data.len(), modified.as_nanos()))
        };
        let entry = self.publication().join(paths::ENTRY);
        let states = [of(entry), of(self.root.join("index.html"))];
        states.map(Option::unwrap_or_default).join(" ")
    }

    /// The publication is the site itself, or its folder `data`.
    fn publication(&self) -> PathBuf {
        if self.root.join(paths::ENTRY).is_file() {
            self.root.clone()
        } else {
            self.root.join("data")
        }
    }

    fn report(&self) -> String {
        let state = self.state();
        let mut report = self.report.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((own, page)) = &*report
            && *own == state
        {
            return page.clone();
        }
        let page = self.compared().unwrap_or_else(|why| {
            let words = html::escaped(&refusal::told(&why, self.language));
            let tag = self.language.tag();
            format!("<!doctype html><html lang=\"{tag}\"><meta charset=\"utf-8\">{HEAD}<p>{words}</p></html>\n")
        });
        *report = Some((state, page.clone()));
        page
    }

    fn compared(&self) -> Result<String, Refusal> {
        let old = Publication::open(self.old.as_deref().unwrap_or(Path::new("")))?;
        let new = Publication::open(&self.publication())?;
        Ok(html::page(&difference(&old, &new)?, HEAD, self.language))
    }
}
