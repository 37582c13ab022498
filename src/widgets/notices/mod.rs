//! Notices and warnings: dated, signed, each only while it holds. Warnings look no louder than the
//! rest; their sign and their word say what they are.

use std::sync::Arc;

use leptos::prelude::*;

use super::clock::Clock;
use super::live::{IntoRows, live, live_view, tap};
use super::papers::{Papers, paper_view};
use super::parts::{key, line, shown_line};
use super::visit::Visit;
use super::vouched::{Vouch, Vouched};
use crate::browser::intl;
use crate::browser::store::PaperFile;
use crate::domain::language::{CountMessage, Message};
use crate::domain::market::clock::Standing;
use crate::domain::market::notice::{Notice, NoticeKind};
use crate::domain::market::tag;

/// Notices shown at once, and more on demand.
const SHOWN: usize = 20;

/// The page.
#[component]
pub fn NoticesPage() -> impl IntoView {
    let visit = Visit::here();
    let notices = Papers::here().sheet(PaperFile::Notices);
    view! {
        <section class="notices-page">
            <h2>{visit.text(Message::NoticesKey)}</h2>
            {paper_view(notices, move |list| view! { <NoticeList list /> }.into_any())}
        </section>
    }
}

#[component]
fn NoticeList(list: Arc<Vec<Notice>>) -> impl IntoView {
    let visit = Visit::here();
    let clock = Clock::here();
    let shown = RwSignal::new(SHOWN);
    let own = Arc::clone(&list);
    let standing = move |wanted: Standing| {
        let today = clock.today();
        let notices = own.iter().filter(|notice| notice.standing(today) == wanted);
        notices.cloned().collect::<Vec<_>>()
    };
    let later = standing.clone();
    let cards = move || {
        visit.language.track();
        let notices = standing(Standing::InForce);
        let total = notices.len();
        let rows = notices.into_iter().take(shown.get());
        let rows = rows.map(|notice| view! { <NoticeCard notice is_coming=false /> });
        let rest = total.saturating_sub(shown.get());
        view! {
            {(total == 0).then(|| line("hint", visit.say(Message::NoticesNone)))}
            <ul class="notice-cards">{rows.into_rows()}</ul>
            {(rest > 0).then(|| key("key more-key", visit.count(CountMessage::CountMore, rest), tap(move || shown.update(|shown| *shown += SHOWN * 4))))}
        }
        .into_any()
    };
    let coming = move || {
        visit.language.track();
        let notices = later(Standing::Coming);
        // What is dated into the future is announced by its heading only.
        match notices.is_empty() {
            true => ().into_any(),
            false => {
                let rows = notices.into_iter().take(SHOWN);
                let rows = rows.map(|notice| view! { <NoticeCard notice is_coming=true /> });
                view! {
                    <h3>{visit.say(Message::NoticesComing)}</h3>
                    <ul class="notice-cards">{rows.into_rows()}</ul>
                }
                .into_any()
            }
        }
    };
    view! {
        {live_view(cards)}
        {live_view(coming)}
    }
}

#[component]
fn NoticeCard(notice: Notice, is_coming: bool) -> impl IntoView {
    let visit = Visit::here();
    let reader = visit.language.get().tag();
    let (_, title_tag) = visit.pick(notice.title());
    let body = (!is_coming).then(|| shown_line(visit, "notice-body", notice.body()));
    let (word, drawing) = match notice.kind() {
        NoticeKind::Notice => (
            Message::NoticeKindNotice,
            "M5 4h14v16H5zM8 9h8M8 13h8M8 17h5",
        ),
        NoticeKind::Warning => (
            Message::NoticeKindWarning,
            "M12 4l9 16H3zM12 10v5M12 17.500v.5",
        ),
        NoticeKind::Service => (
            Message::NoticeKindService,
            "M4 6h16v13H4zM8 3v5M16 3v5M4 11h16",
        ),
    };
    let code = match notice.kind() {
        NoticeKind::Notice => "notice",
        NoticeKind::Warning => "warning",
        NoticeKind::Service => "service",
    };
    // Not in the reader's language: which one it is.
    let is_foreign = !title_tag.is_empty() && tag::nearness(reader, &title_tag) == 0;
    let foreign = is_foreign.then(|| {
        let language = intl::language_name(reader, &title_tag);
        visit.say_with(Message::NoticeLanguage, &[("language", &language)])
    });
    let vouch = Vouch {
        issuer: notice.issuer().clone(),
        ..Vouch::default()
    }
    .day(Message::NoticePublished, *notice.published())
    .day(
        Message::NoticeFrom,
        (*notice.valid_from()).filter(|day| Some(*day) != *notice.published()),
    )
    .day(Message::NoticeUntil, *notice.valid_until());
    view! {
        <li class="card notice-card" data-notice=notice.id().clone() data-kind=code>
            <p class="notice-kind">
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d=drawing /></svg>
                {visit.say(word)}
            </p>
            <h3>{visit.show(notice.title())}</h3>
            {body}
            {foreign.map(|words| line("hint", words))}
            <Vouched vouch />
        </li>
    }
}

/// How many notices hold today, for the key on the first screen.
#[component]
pub fn NoticeCount() -> impl IntoView {
    let visit = Visit::here();
    let notices = Papers::here().sheet(PaperFile::Notices);
    let clock = Clock::here();
    let words = move || {
        let today = clock.today();
        let count = notices.with(|paper| {
            let list: Arc<Vec<Notice>> = paper.list()?;
            let holds = |notice: &&Notice| notice.standing(today) == Standing::InForce;
            Some(list.iter().filter(holds).count())
        });
        count.map_or_else(String::new, |count| {
            visit.count(CountMessage::CountInForce, count)
        })
    };
    view! { <small>{live(words)}</small> }
}
