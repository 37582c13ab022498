//! The pages about help and trust: which component shows which, and the keys that lead to them
//! from the first screen. A page whose data is not published has no key.

use leptos::prelude::*;

use super::clock::Clock;
use super::generations::GenerationsPage;
use super::grade::GradePage;
use super::grids::GridsPage;
use super::help::{DisputeHelp, MemberHelp, NeedHelp, NeedList, Places};
use super::honours::HonoursPage;
use super::index::{IndexKeyWords, IndexPage};
use super::live::{live_view, tap};
use super::notices::{NoticeCount, NoticesPage};
use super::papers::Papers;
use super::visit::Visit;
use crate::browser::store::PaperFile;
use crate::domain::language::Message;
use crate::domain::session::{Topic, View};

/// Provides what the pages share to the components of the element.
pub fn provide(visit: Visit) {
    Clock::provide(visit);
    Papers::provide(visit);
    Places::provide(visit);
}

/// A page.
#[component]
pub fn TopicView(topic: Topic) -> impl IntoView {
    match topic {
        Topic::Member => view! { <MemberHelp /> }.into_any(),
        Topic::Dispute => view! { <DisputeHelp /> }.into_any(),
        Topic::Needs => view! { <NeedList /> }.into_any(),
        Topic::Need(need) => view! { <NeedHelp need /> }.into_any(),
        Topic::Grade(stall) => view! { <GradePage stall /> }.into_any(),
        Topic::Honours => view! { <HonoursPage /> }.into_any(),
        Topic::Index => view! { <IndexPage /> }.into_any(),
        Topic::Notices => view! { <NoticesPage /> }.into_any(),
        Topic::Grids => view! { <GridsPage /> }.into_any(),
        Topic::Generations => view! { <GenerationsPage /> }.into_any(),
    }
}

/// Keys to what the whole market publishes about itself.
#[component]
pub fn MarketKeys() -> impl IntoView {
    let visit = Visit::here();
    let papers = Papers::here();
    live_view(move || {
        let has_story = visit.venue.with(|venue| {
            let story = venue.as_ref().map(|venue| venue.market.generations());
            story.is_some_and(|steps| !steps.is_empty())
        });
        let notices = papers.offers(&PaperFile::Notices).then(|| {
            let more = view! { <NoticeCount /> }.into_any();
            view! { <TopicKey topic=Topic::Notices words=Message::NoticesKey more=Some(more) /> }
        });
        let index = papers.offers(&PaperFile::Index).then(|| {
            let more = view! { <IndexKeyWords /> }.into_any();
            view! { <TopicKey topic=Topic::Index words=Message::IndexKey more=Some(more) /> }
        });
        let honours = papers.offers(&PaperFile::Honours).then(|| {
            view! { <TopicKey topic=Topic::Honours words=Message::HonoursKey more=None /> }
        });
        let grids = (papers.offers(&PaperFile::Branches) || papers.offers_grids()).then(|| {
            view! { <TopicKey topic=Topic::Grids words=Message::GridsKey more=None /> }
        });
        let story = has_story.then(|| {
            view! { <TopicKey topic=Topic::Generations words=Message::GenerationsKey more=None /> }
        });
        view! {
            <div class="market-keys">
                {notices}
                {index}
                {honours}
                {grids}
                {story}
            </div>
        }
        .into_any()
    })
}

#[component]
fn TopicKey(topic: Topic, words: Message, more: Option<AnyView>) -> impl IntoView {
    let visit = Visit::here();
    view! {
        <button type="button" class="key topic-key" on:click=tap(move || visit.open(View::Topic(topic.clone())))>
            <span>{visit.text(words)}</span>
            {more}
        </button>
    }
}
