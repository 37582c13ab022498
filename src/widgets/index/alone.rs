//! The index as an element of its own: no map, no search, nothing to choose. It asks for two files,
//! the market's and the index's.

use std::sync::Arc;

use leptos::prelude::*;

use super::IndexPanel;
use crate::browser::store::PaperFile;
use crate::domain::market::credit_index::CreditIndex;
use crate::widgets::alone::{Fallback, alone};
use crate::widgets::clock::Clock;
use crate::widgets::later::Later;
use crate::widgets::live::{effect, live_view};
use crate::widgets::loading;
use crate::widgets::papers::{Paper, Papers};
use crate::widgets::topics;
use crate::widgets::visit::{Settings, Visit};

/// Everything inside `<market-index>`. What the host page wrote into the element is shown until
/// there is an index, and when there is none.
#[component]
pub fn IndexAlone(settings: Settings) -> impl IntoView {
    let visit = Visit::here();
    topics::provide(visit);
    Later::provide(visit);
    let later = Later::here();
    loading::begin_market(visit, settings);
    alone("index-alone", move || later.index())
}

/// The index once it is there. An event tells the host page, which may want to make room.
#[component]
pub fn IndexFace() -> impl IntoView {
    let visit = Visit::here();
    let clock = Clock::here();
    let index = Papers::here().sheet(PaperFile::Index);
    effect(move || {
        if index.with(|paper| matches!(paper, Paper::Ready(_))) {
            visit.fire("market-ready", &[]);
        }
    });
    live_view(move || {
        visit.language.track();
        let list: Option<Arc<Vec<CreditIndex>>> = index.with(Paper::list);
        let own = list.and_then(|list| list.first().cloned());
        let has_failed = index.with(|paper| matches!(paper, Paper::Failed));
        match own {
            Some(index) => view! { <IndexPanel index today=clock.today() /> }.into_any(),
            None => view! { <Fallback can_retry=has_failed /> }.into_any(),
        }
    })
}
