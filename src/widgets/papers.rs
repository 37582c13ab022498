//! The publication's small files about the whole market, on hand for the pages that show them.
//! Each is loaded when a page first asks for it. What the publication does not have leaves no
//! trace on screen: [`Papers::offers`] says what it has before anything is loaded.

use std::sync::Arc;

use leptos::prelude::*;

use super::live::{effect, live_view, spawn};
use super::visit::Visit;
use crate::browser::store::{List, PaperFile};
use crate::domain::language::Message;

/// How far a file has come.
#[derive(Debug, Clone)]
pub enum Paper {
    /// On its way.
    Waiting,
    /// It could not be loaded.
    Failed,
    /// What it holds.
    Ready(List),
}

impl Paper {
    /// What it holds, once it is there.
    pub fn list<T: Send + Sync + 'static>(&self) -> Option<Arc<Vec<T>>> {
        match self {
            Paper::Ready(list) => list.of(),
            _ => None,
        }
    }
}

/// A file on its way to the screen.
pub type Sheet = RwSignal<Paper>;

/// The files of one element.
#[derive(Clone, Copy)]
pub struct Papers {
    visit: Visit,
    /// Those that the publication has.
    offered: RwSignal<Vec<String>>,
    sheets: [Sheet; KINDS],
    /// Which file each sheet was asked for last; none while it was not.
    asked: StoredValue<Vec<(usize, PaperFile)>>,
}

/// One sheet for each kind of file; that of the grids holds those of one level.
const KINDS: usize = 5;

fn place_of(file: &PaperFile) -> usize {
    match file {
        PaperFile::Notices => 0,
        PaperFile::Honours => 1,
        PaperFile::Branches => 2,
        PaperFile::Index => 3,
        PaperFile::Grids(_) => 4,
    }
}

impl Papers {
    /// Provides the files to the components of the element.
    pub fn provide(visit: Visit) {
        let papers = Papers {
            visit,
            offered: RwSignal::new(Vec::new()),
            sheets: [(); KINDS].map(|()| RwSignal::new(Paper::Waiting)),
            asked: StoredValue::new(Vec::new()),
        };
        provide_context(papers);
    }

    /// Sees what the publication has, once the map has everything it needs.
    pub fn follow(self) {
        let visit = self.visit;
        effect(move || {
            if visit.level.with(Option::is_some) && visit.venue.with(Option::is_some) {
                spawn(self.look());
            }
        });
    }

    /// The files of the element.
    pub fn here() -> Papers {
        expect_context::<Papers>()
    }

    /// Sees what the publication has.
    async fn look(self) {
        let Ok(contents) = self.visit.store().contents().await else {
            return;
        };
        let mut paths: Vec<String> = [
            PaperFile::Notices,
            PaperFile::Honours,
            PaperFile::Branches,
            PaperFile::Index,
        ]
        .iter()
        .map(PaperFile::path)
        .collect();
        self.visit.venue.with_untracked(|venue| {
            let levels = venue.iter().flat_map(|venue| venue.levels());
            paths.extend(levels.map(|place| PaperFile::Grids(place.level.id().clone()).path()));
        });
        paths.retain(|path| contents.find(path).is_some());
        if !self.offered.is_disposed() && self.offered.with_untracked(|own| *own != paths) {
            self.offered.set(paths);
        }
    }

    /// Whether the publication has a file.
    pub fn offers(self, file: &PaperFile) -> bool {
        let path = file.path();
        self.offered.with(|offered| offered.contains(&path))
    }

    /// Whether any level has micro-grids.
    pub fn offers_grids(self) -> bool {
        let folder = PaperFile::Grids(String::new()).path();
        let folder = folder.split('/').next().unwrap_or_default();
        self.offered.with(|offered| {
            offered
                .iter()
                .any(|path| path.split('/').next() == Some(folder))
        })
    }

    /// A file; loaded when it was not asked for just before, or when it failed.
    pub fn sheet(self, file: PaperFile) -> Sheet {
        let place = place_of(&file);
        let [first, ..] = self.sheets;
        let sheet = self.sheets.get(place).copied().unwrap_or(first);
        let own = (place, file.clone());
        let is_asked = self.asked.with_value(|asked| asked.contains(&own));
        let is_lost = sheet.with_untracked(|paper| matches!(paper, Paper::Failed));
        if is_asked && !is_lost {
            return sheet;
        }
        self.asked.update_value(|asked| {
            asked.retain(|(own, _)| *own != place);
            asked.push(own.clone());
        });
        sheet.set(Paper::Waiting);
        let visit = self.visit;
        spawn(async move {
            let list = visit.store().paper(file).await;
            // Another level's grids may have been asked for meanwhile.
            let is_wanted =
                !sheet.is_disposed() && self.asked.with_value(|asked| asked.contains(&own));
            if is_wanted {
                sheet.set(list.map_or(Paper::Failed, Paper::Ready));
                visit.is_incomplete.set(visit.store().is_incomplete());
            }
        });
        sheet
    }
}

/// A file as a part of the screen: what it holds, or a calm word while it does not.
pub fn paper_view<T: Send + Sync + 'static>(
    sheet: Sheet,
    view: impl Fn(Arc<Vec<T>>) -> AnyView + Send + 'static,
) -> AnyView {
    let visit = Visit::here();
    let body = move || {
        let list = sheet.with(Paper::list);
        list.map(|list: Arc<Vec<T>>| (!list.is_empty()).then(|| view(list)))
    };
    sheet_view(visit, sheet, Box::new(body))
}

/// What a file shows: nothing yet, nothing at all, or a view.
type Body = Box<dyn Fn() -> Option<Option<AnyView>> + Send>;

fn sheet_view(visit: Visit, sheet: Sheet, body: Body) -> AnyView {
    live_view(move || {
        let words = match body() {
            Some(Some(view)) => return view,
            Some(None) => Message::NothingPublished,
            None if sheet.with(|paper| matches!(paper, Paper::Failed)) => Message::FailedPaper,
            None => Message::Loading,
        };
        view! { <p class="hint" aria-live="polite">{visit.say(words)}</p> }.into_any()
    })
    .into_any()
}
