//! Keeps the data on hand that the visit's state asks for. Nothing that is on screen is taken
//! away before its successor is complete.

use std::sync::Arc;

use leptos::prelude::*;

use super::drafted::Drafted;
use super::live::{effect, memo};
use super::visit::{Record, Settings, Visit, spoken};
use crate::browser::fetch::LoadError;
use crate::browser::host::{self, Detail};
use crate::browser::intl;
use crate::browser::named_level::{NamedLevel, named_level, renaming};
use crate::browser::texts;
use crate::domain::market::tag;
use crate::domain::publication::names::Names;
use crate::domain::publication::open::{LevelStalls, StallShard, Venue};
use crate::domain::session::{Command, Session, Start};

/// Loads the market, begins the visit, and from then on follows it.
pub fn begin(visit: Visit, settings: Settings) {
    speak(visit, settings.language.clone());
    visit.spawn(async move {
        if let Some(session) = open_market(visit, &settings).await {
            enter(visit, session);
            follow(visit);
            super::search::follow(visit, settings.holds_index);
        }
    });
}

/// Loads the market; whatever takes more is loaded with the first question.
pub fn begin_search(visit: Visit, settings: Settings) {
    speak(visit, settings.language.clone());
    let is_asked = memo(move || visit.session.with(|session| !session.query().is_empty()));
    visit.spawn(async move {
        let Some(session) = open_market(visit, &settings).await else {
            return;
        };
        enter(visit, session);
        super::search::follow(visit, settings.holds_index);
        effect(move || {
            if is_asked.get() {
                follow_level(visit);
            }
        });
    });
}

/// Loads the market and the stall that the visit begins with.
pub fn begin_listing(visit: Visit, settings: Settings) {
    speak(visit, settings.language.clone());
    visit.spawn(async move {
        if let Some(session) = open_market(visit, &settings).await {
            enter(visit, session);
            follow_level(visit);
            follow_record(visit);
        }
    });
}

/// Loads the market alone: for an element without a map.
pub fn begin_market(visit: Visit, settings: Settings) {
    speak(visit, settings.language.clone());
    visit.spawn(async move {
        if let Some(session) = open_market(visit, &settings).await {
            enter(visit, session);
        }
    });
}

/// Speaks the language that is wished for, as soon as its texts are there.
fn speak(visit: Visit, own: String) {
    let wish = memo(move || {
        visit.session.with(|session| match session.language() {
            "" => spoken(&own),
            wish => spoken(wish),
        })
    });
    effect(move || {
        let language = wish.get();
        if language.is_installed() {
            visit.language.set(language);
            return;
        }
        visit.spawn(async move {
            match texts::load(language).await {
                // The element may be gone by now, or another language wished for.
                _ if wish.try_get_untracked() != Some(language) => {}
                Ok(()) => visit.language.set(language),
                Err(error) => {
                    report_error(visit, &error);
                    visit.is_incomplete.set(true);
                    // What is spoken is what is wished for, so that another tap tries again.
                    let spoken = visit.language.get_untracked().tag();
                    visit.apply(Command::Speak(spoken.to_owned()));
                }
            }
        });
    });
}

/// The market, and where a visit begins; none, and said so, when it does not come.
async fn open_market(visit: Visit, settings: &Settings) -> Option<Session> {
    let venue = match visit.store().venue().await {
        Ok(venue) => venue,
        Err(error) => {
            fail(visit, error);
            return None;
        }
    };
    let session = first_session(&venue, settings);
    if venue.kiosk(&visit.kiosk.get_untracked()).is_none() {
        visit.kiosk.set(first_kiosk(&venue, settings));
    }
    report_data(visit, &venue).await;
    visit.venue.set(Some(venue));
    Some(session)
}

/// Begins the visit. What the page has asked of the element meanwhile is done now.
fn enter(visit: Visit, session: Session) {
    let before = visit.session.get_untracked();
    visit.session.set(session);
    if !before.language().is_empty() {
        visit.apply(Command::Speak(before.language().to_owned()));
    }
    if !before.query().is_empty() {
        visit.apply(Command::Type(before.query().to_owned()));
    }
    if let Some(stall) = before.stall() {
        visit.open_stall(stall);
    }
}

/// Where ways begin when the page names no kiosk that there is: at the link's, else at the first
/// one of a ground level.
fn first_kiosk(venue: &Venue, settings: &Settings) -> String {
    let from = settings.link.from.as_ref();
    let from = from.filter(|id| venue.kiosk(id).is_some()).cloned();
    let mut grounds = venue.levels().filter(|own| *own.level.ordinal() >= 0);
    from.or_else(|| {
        grounds.find_map(|own| Some(venue.kiosks_on(own.level.id()).next()?.id().clone()))
    })
    .unwrap_or_default()
}

fn fail(visit: Visit, error: LoadError) {
    report_error(visit, &error);
    visit.failure.set(Some(error));
}

pub fn report_error(visit: Visit, error: &LoadError) {
    host::warn(
        &[
            "stallmap: ",
            &error.code,
            " ",
            &error.path,
            " ",
            &error.detail,
        ]
        .concat(),
    );
    visit.fire(
        "market-error",
        &[
            ("code", Detail::Text(&error.code)),
            ("path", Detail::Text(&error.path)),
        ],
    );
}

async fn report_data(visit: Visit, venue: &Venue) {
    let sequence = visit
        .store()
        .contents()
        .await
        .map_or(0, |contents| contents.sequence());
    #[allow(
        clippy::cast_precision_loss,
        reason = "counts and moments of this era are exact in f64"
    )]
    let (sequence, published, expires) = (
        sequence as f64,
        venue.market.published().0 as f64,
        venue.market.expires().map(|moment| moment.0 as f64),
    );
    let is_signed = visit.store().is_signed().await;
    visit.fire(
        "market-data",
        &[
            ("signed", Detail::Flag(is_signed)),
            ("sequence", Detail::Number(sequence)),
            ("published", Detail::Number(published)),
            ("expires", expires.map_or(Detail::Absent, Detail::Number)),
            (
                "stale",
                Detail::Flag(expires.is_some_and(|expires| expires < intl::now_secs())),
            ),
        ],
    );
}

/// Where a visit at this kiosk begins: on its level; without a kiosk on the first ground level.
fn first_session(venue: &Venue, settings: &Settings) -> Session {
    let from = settings.link.from.as_deref().unwrap_or(&settings.kiosk);
    let ground = || venue.levels().find(|place| *place.level.ordinal() >= 0);
    let level = match venue.kiosk(from) {
        Some((level, _)) => level.to_owned(),
        None => ground().map_or_else(String::new, |place| place.level.id().clone()),
    };
    let language = match settings.language.as_str() {
        "" => venue.market.home_language(),
        wish => wish,
    };
    let mut link = settings.link.clone();
    if let Some(stall) = &link.stall
        && let Some(place) = venue.level_of_stall(stall)
    {
        link.level = Some(place.level.id().clone());
    }
    link.level = link.level.filter(|level| venue.level(level).is_some());
    let start = Start {
        language: language.to_owned(),
        level,
    };
    match &settings.memo {
        Some(memo) => Session::recall(start, memo),
        None => Session::new(start, &link),
    }
}

fn follow(visit: Visit) {
    follow_level(visit);
    let stall = follow_record(visit);
    effect(move || visit.leave_memo());
    effect(move || {
        if let Some(stall) = stall.get() {
            visit.fire("market-select", &[("stall", Detail::Text(&stall))]);
        }
    });
    let category = memo(move || {
        visit
            .session
            .with(|session| session.category().map(str::to_owned))
    });
    effect(move || {
        if let Some(category) = category.get() {
            visit.fire("market-select", &[("category", Detail::Text(&category))]);
        }
    });
}

/// Keeps the visit's level and the names of categories on hand.
fn follow_level(visit: Visit) {
    let level = memo(move || visit.session.with(|session| session.level().to_owned()));
    effect(move || {
        let (level, language) = (level.get(), visit.language.get().tag());
        visit.draft.track();
        visit.spawn(async move { show_level(visit, level, language).await });
    });
    effect(move || {
        let language = visit.language.get().tag();
        visit.spawn(async move { name_categories(visit, language).await });
    });
}

/// Keeps the chosen stall's record on hand; tells which stall that is.
fn follow_record(visit: Visit) -> Memo<Option<String>> {
    let stall = memo(move || {
        visit
            .session
            .with(|session| session.stall().map(str::to_owned))
    });
    effect(move || {
        let stall = stall.get();
        visit.draft.track();
        // The level's own number of the stall is needed first.
        let level = visit.level.get();
        match (stall, level) {
            (None, _) => visit.record.set(Record::None),
            (Some(stall), level) => open_record(visit, stall, level),
        }
    });
    stall
}

async fn show_level(visit: Visit, level: String, language: &'static str) {
    let shown = visit
        .level
        .with_untracked(|shown| shown.as_ref().map(|shown| shown.stalls.level().to_owned()));
    let draft = visit.draft.try_get_untracked().flatten();
    match named_level(&visit.store(), &level, language, renaming(draft.as_ref())).await {
        Ok((view, names_error)) => {
            if let Some(error) = names_error {
                report_error(visit, &error);
            }
            // A person in a hurry may have asked for another level meanwhile.
            let still_wanted = visit
                .session
                .with_untracked(|session| session.level() == level)
                && visit.language.get_untracked().tag() == language;
            if still_wanted {
                // Coming back from a level that failed does not make that failure unsaid.
                if shown.as_ref() != Some(&level) {
                    visit.level_failed.set(false);
                }
                visit.level.set(Some(Arc::new(view)));
            }
            note_missing(visit);
        }
        Err(error) => {
            report_error(visit, &error);
            visit.level_failed.set(true);
            // Back to the level that is still on screen, if there is one.
            if let Some(shown) = shown.filter(|shown| *shown != level) {
                visit.apply(Command::ShowLevel(shown));
            }
        }
    }
}

/// Says calmly that something is missing, while something is.
fn note_missing(visit: Visit) {
    visit.is_incomplete.set(visit.store().is_incomplete());
}

async fn name_categories(visit: Visit, language: &'static str) {
    let store = visit.store();
    let Ok(venue) = store.venue().await else {
        return;
    };
    match store.categories().await {
        Ok(tree) => visit.tree.set(Some(tree)),
        Err(error) => {
            report_error(visit, &error);
            note_missing(visit);
            return;
        }
    }
    let home = venue.market.home_language();
    let mut names = Names::default();
    let mut rows = visit
        .tree
        .with_untracked(|tree| tree.as_ref().map_or(0, |tree| tree.tree.len()));
    let mut failed = None;
    for tongue in tag::tongues(language, home, venue.market.languages()) {
        match store.category_names(tongue).await {
            Ok(own) => {
                rows = rows.max(own.all().len());
                names.fill(tongue, own.all());
            }
            Err(error) => failed = Some(error),
        }
        if !names.all().is_empty() && !names.has_gap(0..rows) {
            break;
        }
    }
    if tag::is_latin(language)
        && names.is_some_chinese()
        && let Ok(spoken) = store.category_names(tag::ROMANISED).await
    {
        names.set_spoken(spoken.all().to_vec());
    }
    if let Some(error) = failed.filter(|_| names.all().is_empty()) {
        report_error(visit, &error);
    } else {
        visit.category_names.set(Some(Arc::new(names)));
    }
    note_missing(visit);
}

fn open_record(visit: Visit, stall: String, level: Option<Arc<NamedLevel>>) {
    let wanted_level = visit
        .session
        .with_untracked(|session| session.level().to_owned());
    let is_awaited = visit.awaits_draft.get();
    let level = level.filter(|level| level.stalls.level() == wanted_level && !is_awaited);
    let Some(level) = level else {
        visit.record.set(Record::Loading);
        return;
    };
    let Some(index) = level.stalls.find(&stall) else {
        visit.record.set(Record::Gone);
        return;
    };
    let draft = visit.draft.get_untracked();
    let draft = draft.filter(|draft| draft.stall() == stall);
    if let Some(draft) = draft {
        visit.spawn(async move { show_draft(visit, &draft, &level.stalls, index).await });
        return;
    }
    // Another language is no reason to take the record off the screen.
    let on_screen = visit.record.with_untracked(|record| {
        matches!(record, Record::Ready(own, shard)
        if *own == index && shard.stall(&stall).is_some())
    });
    if on_screen {
        return;
    }
    visit.record.set(Record::Loading);
    visit.spawn(async move {
        let record = match visit.store().shard(level.stalls.level(), index).await {
            Ok(shard) => Record::Ready(index, shard),
            Err(error) => {
                report_error(visit, &error);
                Record::Failed
            }
        };
        fetch_honours(visit, &record, &stall).await;
        let still_wanted = visit
            .session
            .with_untracked(|session| session.stall() == Some(&*stall));
        if still_wanted {
            visit.record.set(record);
        }
    });
}

/// The record of a stall, as the visit's draft has it where it is for that stall.
///
/// # Errors
/// When it cannot be loaded, or the draft is not for what is published.
pub async fn shard(
    visit: Visit,
    level: &LevelStalls,
    index: usize,
) -> Result<Arc<StallShard>, LoadError> {
    // The element may be gone by now.
    let Some(draft) = visit.draft.try_get_untracked() else {
        return Err(LoadError::new("gone", level.level()));
    };
    let store = visit.store();
    match draft.filter(|own| level.find(own.stall()) == Some(index)) {
        Some(draft) => {
            let shard = draft.shard(&store, level.level(), index).await;
            shard.map(Arc::new)
        }
        None => store.shard(level.level(), index).await,
    }
}

/// Shows a stall as a draft would have it, through everything that shows a published one.
async fn show_draft(visit: Visit, draft: &Drafted, level: &LevelStalls, index: usize) {
    let shard = shard(visit, level, index).await;
    // The element may be gone by now.
    if visit.draft.is_disposed() {
        return;
    }
    let record = match shard {
        Ok(shard) => Record::Ready(index, shard),
        Err(error) => {
            report_error(visit, &error);
            Record::Failed
        }
    };
    fetch_honours(visit, &record, draft.stall()).await;
    let is_newest = visit
        .draft
        .try_with_untracked(|own| own.as_ref().is_some_and(|own| own.is(draft)));
    if is_newest == Some(true) {
        visit.record.set(record);
    }
}

async fn fetch_honours(visit: Visit, record: &Record, stall: &str) {
    if let Record::Ready(_, shard) = record
        && shard
            .stall(stall)
            .is_some_and(|detail| !detail.honours.is_empty())
        && let Ok(honours) = visit.store().honours().await
    {
        visit.honours.set(honours);
    }
}
