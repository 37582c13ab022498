//! The publication's small files about the whole market, and its service places, on hand for the
//! pages that show them. Each is loaded when a page first asks for it. What the publication does
//! not have leaves no trace on screen: [`Offered`] says what it has before anything is loaded.

use std::future::Future;
use std::sync::Arc;

use leptos::prelude::*;

use super::live::{effect, live_view, spawn};
use super::visit::Visit;
use crate::browser::fetch::LoadError;
use crate::domain::language::Message;
use crate::domain::market::credit_index::CreditIndex;
use crate::domain::market::grid::Branch;
use crate::domain::market::notice::Notice;
use crate::domain::market::trust::Honour;
use crate::domain::publication::paths;

/// Which of the files the publication has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Offered {
    pub notices: bool,
    pub honours: bool,
    pub index: bool,
    pub branches: bool,
    /// Micro-grids of any level.
    pub grids: bool,
}

/// How far a file has come.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Paper<T> {
    /// Nobody has asked for it.
    #[default]
    Unread,
    /// On its way.
    Waiting,
    /// It could not be loaded.
    Failed,
    /// What it holds.
    Ready(Arc<Vec<T>>),
}

impl<T> Paper<T> {
    /// What it holds, once it is there.
    pub fn ready(&self) -> Option<&Arc<Vec<T>>> {
        match self {
            Paper::Ready(list) => Some(list),
            _ => None,
        }
    }
}

/// The files of one element.
#[derive(Clone, Copy)]
pub struct Papers {
    visit: Visit,
    /// What there is.
    pub offered: RwSignal<Offered>,
    notices: RwSignal<Paper<Notice>>,
    honours: RwSignal<Paper<Honour>>,
    index: RwSignal<Paper<CreditIndex>>,
    branches: RwSignal<Paper<Branch>>,
}

impl Papers {
    /// Provides the files to the components of the element.
    pub fn provide(visit: Visit) {
        let papers = Papers {
            visit,
            offered: RwSignal::new(Offered::default()),
            notices: RwSignal::new(Paper::Unread),
            honours: RwSignal::new(Paper::Unread),
            index: RwSignal::new(Paper::Unread),
            branches: RwSignal::new(Paper::Unread),
        };
        effect(move || {
            // The map comes first.
            if visit.level.with(Option::is_some) && visit.venue.with(Option::is_some) {
                spawn(papers.look());
            }
        });
        provide_context(papers);
    }

    /// The files of the element.
    pub fn here() -> Papers {
        expect_context::<Papers>()
    }

    async fn look(self) {
        let Ok(contents) = self.visit.store().contents().await else {
            return;
        };
        let levels = self.visit.venue.with_untracked(|venue| {
            let levels = venue.iter().flat_map(|venue| venue.levels());
            levels
                .map(|place| paths::grids(place.level.id()))
                .collect::<Vec<_>>()
        });
        let has = |path: &str| contents.find(path).is_some();
        let offered = Offered {
            notices: has(paths::NOTICES),
            honours: has(paths::HONOURS),
            index: has(paths::INDEX),
            branches: has(paths::BRANCHES),
            grids: levels.iter().any(|path| has(path)),
        };
        if !self.offered.is_disposed() && self.offered.get_untracked() != offered {
            self.offered.set(offered);
        }
    }

    /// Notices, the newest first.
    pub fn notices(self) -> RwSignal<Paper<Notice>> {
        let store = self.visit.store();
        self.read(self.notices, async move { store.notices().await })
    }

    /// Honours of all years.
    pub fn honours(self) -> RwSignal<Paper<Honour>> {
        let store = self.visit.store();
        self.read(self.honours, async move { store.honours().await })
    }

    /// The market's credit index: one or none.
    pub fn index(self) -> RwSignal<Paper<CreditIndex>> {
        let store = self.visit.store();
        self.read(self.index, async move { store.index().await })
    }

    /// Branches.
    pub fn branches(self) -> RwSignal<Paper<Branch>> {
        let store = self.visit.store();
        self.read(self.branches, async move { store.branches().await })
    }

    /// Loads a file that nobody has loaded yet, or that failed.
    fn read<T: Send + Sync + 'static>(
        self,
        paper: RwSignal<Paper<T>>,
        load: impl Future<Output = Result<Arc<Vec<T>>, LoadError>> + 'static,
    ) -> RwSignal<Paper<T>> {
        let is_needed = paper.with_untracked(|own| matches!(own, Paper::Unread | Paper::Failed));
        if is_needed {
            paper.set(Paper::Waiting);
            spawn(async move {
                let list = load.await;
                if paper.is_disposed() {
                    return;
                }
                paper.set(list.map_or(Paper::Failed, Paper::Ready));
                let visit = self.visit;
                visit.is_incomplete.set(visit.store().is_incomplete());
            });
        }
        paper
    }
}

/// A file as a part of the screen: what it holds, or a calm word while it does not.
pub fn paper_view<T: Send + Sync + 'static>(
    paper: RwSignal<Paper<T>>,
    view: impl Fn(Arc<Vec<T>>) -> AnyView + Send + 'static,
) -> AnyView {
    let visit = Visit::here();
    live_view(move || {
        let words = match paper.with(|paper| paper.ready().cloned()) {
            Some(list) if !list.is_empty() => return view(list),
            Some(_) => Message::NothingPublished,
            None if paper.with(|paper| matches!(paper, Paper::Failed)) => Message::FailedPaper,
            None => Message::Loading,
        };
        view! { <p class="hint" aria-live="polite">{visit.say(words)}</p> }.into_any()
    })
    .into_any()
}
