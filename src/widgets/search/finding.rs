//! Keeps the search's answer on hand: asks the engine whenever what is asked changes, and turns
//! what it finds into rows that say where, and why.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::reason::{Reason, explain, fetch_records};
use crate::browser::fetch::LoadError;
use crate::browser::finder::{
    Finder, Found, FoundCheck, FoundFacet, FoundHit, FoundLevel, Lit, Question, Told,
};
use crate::browser::host::Detail;
use crate::browser::named_level::{NamedLevel, named_level, renaming};
use crate::domain::language::{Message, place_kind};
use crate::domain::market::place::PlaceKind;
use crate::domain::market::tag;
use crate::domain::session::{Choice, Command, View};
use crate::widgets::live::{effect, memo, spawn};
use crate::widgets::visit::Visit;

/// Rows asked for: as many as anybody reads through before typing another letter.
const ROWS: u32 = 24;
/// Keys that offer other words, at most …
const MOST_COMPLETIONS: usize = 8;
/// … and how many of them offer the name of a shop.
const MOST_SHOPS: usize = 2;

/// What is on screen of an answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Results {
    /// By kind, in the order of the best row of each.
    pub groups: Vec<Group>,
    /// Stalls in all.
    pub stalls: usize,
    /// Where they are, the nearest first.
    pub levels: Vec<FoundLevel>,
    /// What one could narrow it down to.
    pub facets: Vec<FoundFacet>,
    /// What could be typed instead, in the reader's language.
    pub completions: Vec<String>,
    /// Some of the index could not be had.
    pub is_incomplete: bool,
    /// More may come.
    pub is_waiting: bool,
}

impl Results {
    /// Rows of all kinds, shown or not.
    pub fn total(&self) -> usize {
        self.groups.iter().map(|group| group.total).sum()
    }
}

/// Rows of one kind, and how many there are in all.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    pub title: Message,
    pub rows: Vec<Row>,
    pub total: usize,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub goal: Goal,
    /// Id of the level of a stall; empty for what is more than one.
    pub level: String,
    /// A stall's number, a level, or how many stalls.
    pub sign: String,
    pub words: String,
    /// Language of the words by BCP 47 tag; empty for the reader's own, or none.
    pub tongue: String,
    /// How Chinese words are spoken, in Latin letters; empty where nobody needs it.
    pub spoken: String,
    /// Stalls behind a row that stands for several.
    pub stalls: Option<usize>,
    pub reason: Option<Reason>,
    /// Spelt nearly so.
    pub is_slip: bool,
}

/// Where choosing a row leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Goal {
    /// A view, and the level it lies on.
    Open(Option<String>, View),
    /// A stall by its index on a level whose stalls are not at hand yet.
    OpenAt(String, usize),
    /// Other words.
    Type(String),
}

/// What is asked: words and choices, in a language.
#[derive(Debug, Clone, PartialEq, Default)]
struct Asked {
    text: String,
    choices: Vec<Choice>,
    language: &'static str,
    with_facets: bool,
}

/// What the search holds from question to question.
#[derive(Clone, Copy)]
struct Finding {
    visit: Visit,
    finder: StoredValue<Option<Rc<Finder>>, LocalStorage>,
    /// The newest question: asked again when the engine got what it wished to see.
    question: StoredValue<Option<Rc<Question>>, LocalStorage>,
    /// Number of the newest question: what is told of older ones is passed over.
    turn: StoredValue<u32>,
    /// Number of the newest answer: while the names of an older one are on their way, it is not
    /// shown any more.
    told: StoredValue<u32>,
}

/// Follows what the person asks, as long as the element lives. With `holds_index` the whole index
/// is fetched by and by.
pub fn follow(visit: Visit, holds_index: bool) {
    let finding = Finding {
        visit,
        finder: StoredValue::new_local(None),
        question: StoredValue::new_local(None),
        turn: StoredValue::new(0),
        told: StoredValue::new(0),
    };
    if holds_index {
        spawn(async move {
            if let Some(finder) = finding.engine().await {
                finder.hold();
            }
        });
    }
    let asked = memo(move || {
        visit.session.with(|session| Asked {
            text: session.query().trim().to_owned(),
            choices: session.choices().to_vec(),
            language: visit.language.get().tag(),
            with_facets: visit.is_narrowing.get() || !session.choices().is_empty(),
        })
    });
    effect(move || {
        let asked = asked.get();
        // Other words for a stall may be another answer.
        visit.draft.track();
        finding
            .turn
            .update_value(|turn| *turn = turn.wrapping_add(1));
        if asked.text.is_empty() && asked.choices.is_empty() {
            visit.found.set(None);
            visit.found_lit.set(None);
            // What was asked is nobody's business afterwards.
            finding.question.set_value(None);
            return;
        }
        spawn(async move { finding.ask(asked).await });
    });
}

impl Finding {
    fn now(self) -> u32 {
        self.turn.try_get_value().unwrap_or_default()
    }

    async fn ask(self, asked: Asked) {
        let turn = self.now();
        let Some(finder) = self.engine().await else {
            self.nothing(turn);
            return;
        };
        let question = Rc::new(self.question(asked).await);
        if turn == self.now() {
            self.question.try_set_value(Some(Rc::clone(&question)));
            finder.ask(&question);
        }
    }

    /// Shows the engine the products that it asks for, then asks again.
    async fn check(self, turn: u32, finder: &Finder, checks: &[FoundCheck]) {
        let store = self.visit.store();
        let mut rows = Vec::with_capacity(checks.len());
        let stalls = checks.iter().map(|own| (own.level.as_str(), own.count));
        fetch_records(self.visit, stalls);
        for check in checks {
            let index = whole(check.count);
            let level = store.level(&check.level).await;
            let shard = store.shard(&check.level, index).await;
            let mut names = Vec::new();
            if let (Ok(level), Ok(shard)) = (level, shard)
                && index < level.len()
            {
                for listing in shard.listings(&level.id(index)) {
                    let products = listing.products().iter();
                    names.extend(products.map(|product| {
                        let own: Vec<&str> = product.entries().map(|(_, words)| words).collect();
                        own.join(" / ")
                    }));
                }
            }
            rows.push((check.stall, names));
            if turn != self.now() {
                return;
            }
        }
        finder.put_products(&rows);
        if let Some(question) = self.question.try_get_value().flatten() {
            finder.ask(&question);
        }
    }

    /// The publication's engine, found with the first question.
    async fn engine(self) -> Option<Rc<Finder>> {
        let known = self.finder.try_get_value().flatten();
        if known.is_some() {
            return known;
        }
        let index = self.visit.store().search_index().await;
        let (base, core) = index.ok().flatten()?;
        let tell = move |told: Told| {
            // Whoever asked has gone, and what they asked is nobody's business.
            if self.question.try_get_value().flatten().is_none() {
                return;
            }
            let turn = self.now();
            match told {
                Ok((found, lit)) => spawn(async move { self.show(turn, found, lit).await }),
                Err(code) => {
                    let error = LoadError::new(&code, "search");
                    crate::widgets::loading::report_error(self.visit, &error);
                    self.nothing(turn);
                }
            }
        };
        let finder = Rc::new(Finder::new(&base, &core, tell)?);
        self.finder.try_set_value(Some(Rc::clone(&finder)));
        Some(finder)
    }

    /// There is no index, or it cannot be used: no answer is a complete one.
    fn nothing(self, turn: u32) {
        if turn != self.now() {
            return;
        }
        self.visit.found_lit.set(None);
        self.visit.found.set(Some(Arc::new(Results {
            is_incomplete: true,
            ..Results::default()
        })));
    }

    async fn question(self, asked: Asked) -> Question {
        let visit = self.visit;
        let now = visit.now();
        let here = visit.venue.with_untracked(|venue| {
            let (level, kiosk) = venue.as_ref()?.kiosk(&visit.kiosk.get_untracked())?;
            Some((level.to_owned(), *kiosk.at()))
        });
        let mut middles = Vec::new();
        if let Some((level, _)) = &here
            && let Ok(stalls) = visit.store().level(level).await
        {
            for stall in 0..stalls.len() {
                let ground = stalls.footprint(stall);
                middles.push(ground.x_dm + ground.w_dm / 2);
                middles.push(ground.y_dm + ground.h_dm / 2);
            }
        }
        Question {
            text: asked.text,
            language: asked.language.to_owned(),
            choices: asked.choices,
            near: here,
            middles,
            now: [now.day.0, i32::from(now.weekday()), i32::from(now.minute)],
            limit: ROWS,
            with_facets: asked.with_facets,
        }
    }

    /// Brings an answer onto the screen, then says why each row is there.
    async fn show(self, turn: u32, found: Found, lit: Lit) {
        let visit = self.visit;
        // The element may be gone by now.
        if visit.session.is_disposed() {
            return;
        }
        let mut results = Results {
            stalls: whole(found.total),
            is_incomplete: found.incomplete,
            is_waiting: found.waiting,
            ..Results::default()
        };
        let told = self
            .told
            .try_get_value()
            .unwrap_or_default()
            .wrapping_add(1);
        self.told.try_set_value(told);
        let is_newest = move || turn == self.now() && self.told.try_get_value() == Some(told);
        // First the rows of one level, with names alone where its stalls are not at hand: one file.
        // The others take more requests.
        let mut levels = found.hits.iter().map(|hit| &hit.level);
        let first = levels.find(|level| !level.is_empty()).cloned();
        let shown = visit
            .session
            .with_untracked(|session| session.level().to_owned());
        let is_near = |hit: &FoundHit| {
            hit.level.is_empty() || hit.level == shown || Some(&hit.level) == first.as_ref()
        };
        let store = visit.store();
        let is_at_hand = |hit: &FoundHit| hit.level.is_empty() || store.has_level(&hit.level);
        let are_all_at_hand = found.hits.iter().all(is_at_hand);
        results.levels = found.levels.clone();
        results.facets = found.facets.clone();
        let mut rows = Vec::new();
        let mut lit = Some(lit);
        for are_all in [are_all_at_hand, true] {
            rows.clear();
            for hit in &found.hits {
                if !are_all && !is_near(hit) {
                    continue;
                }
                let row = if are_all || is_at_hand(hit) {
                    self.row(hit).await
                } else {
                    self.named_row(hit).await
                };
                match row {
                    Some(row) => rows.push((title(&hit.kind), hit, row)),
                    None => results.is_incomplete |= are_all,
                }
            }
            results.groups = grouped(&found, &rows);
            results.completions = self.completions(&found, &rows).await;
            if !is_newest() {
                return;
            }
            if let Some(lit) = lit.take() {
                visit.found_lit.set(Some(lit));
            }
            visit.found.set(Some(Arc::new(results.clone())));
            if are_all {
                break;
            }
        }
        let total = results.total();
        // The words themselves stay with the person who typed them.
        #[allow(clippy::cast_precision_loss, reason = "far below 2^53")]
        visit.fire("market-search", &[("total", Detail::Number(total as f64))]);
        if results.is_waiting {
            return;
        }
        let Some(finder) = self.finder.try_get_value().flatten() else {
            return;
        };
        if !found.checks.is_empty() {
            self.check(turn, &finder, &found.checks).await;
            return;
        }
        let typed = visit
            .session
            .with_untracked(|session| session.query().trim().to_owned());
        let hits: Vec<&FoundHit> = rows.iter().map(|(_, hit, _)| *hit).collect();
        let reasons = explain(visit, &finder, &typed, &hits).await;
        for ((_, _, row), reason) in rows.iter_mut().zip(reasons) {
            row.reason = reason.or(row.reason.take());
        }
        if is_newest() {
            results.groups = grouped(&found, &rows);
            visit.found.set(Some(Arc::new(results)));
        }
    }

    /// What could be typed instead, in the reader's language where it has a word for it.
    async fn completions(self, found: &Found, rows: &[(Message, &FoundHit, Row)]) -> Vec<String> {
        let visit = self.visit;
        let _ = visit.store().categories().await;
        let typed = visit
            .session
            .with_untracked(|session| session.query().trim().to_owned());
        let mut list: Vec<String> = Vec::new();
        let mut put = |text: &str| {
            let is_new = !list.iter().any(|own| own == text);
            let is_more = !text.is_empty() && !text.eq_ignore_ascii_case(&typed);
            if is_new && is_more && list.len() < MOST_COMPLETIONS {
                list.push(text.to_owned());
            }
        };
        for own in &found.completions {
            let index = whole(own.index);
            let service = || place_kind(PlaceKind::ALL.get(index)?.word());
            let name = match own.kind.as_str() {
                "category" => visit.category_name(index),
                "service" => service().map_or("", |kind| visit.say(kind)).to_owned(),
                _ => String::new(),
            };
            put(if name.is_empty() { &own.text } else { &name });
        }
        let shops = rows
            .iter()
            .filter(|(_, hit, _)| hit.field == "shop" && !hit.slip);
        for (_, _, row) in shops.take(MOST_SHOPS) {
            put(&row.words);
        }
        list
    }

    async fn row(self, hit: &FoundHit) -> Option<Row> {
        let visit = self.visit;
        let row = |goal, sign: String, words: String| Row {
            goal,
            level: String::new(),
            sign,
            words,
            tongue: String::new(),
            spoken: String::new(),
            stalls: None,
            reason: Reason::told(hit),
            is_slip: hit.slip,
        };
        let several = |goal, words: String| {
            let stalls = whole(hit.stalls);
            let sign = visit.count(crate::domain::language::CountMessage::CountStalls, stalls);
            Row {
                stalls: Some(stalls),
                ..row(goal, sign, words)
            }
        };
        let index = whole(hit.index);
        Some(match hit.kind.as_str() {
            "category" => {
                let tree = visit.store().categories().await.ok()?;
                let id = tree.tree.id(index).to_owned();
                let words = visit.category_name(index);
                let known = visit.category_names.with_untracked(|names| {
                    let names = names.as_ref()?;
                    Some([names.tongue(index), names.spoken(index)].map(str::to_owned))
                });
                let [tongue, spoken] = known.unwrap_or_default();
                Row {
                    tongue,
                    spoken,
                    ..several(Goal::Open(None, View::Category(id)), words)
                }
            }
            "honour" => {
                let honours = visit.store().honours().await.ok()?;
                let (words, tongue) = visit.pick(honours.get(index)?.name());
                Row {
                    tongue,
                    ..several(Goal::Type(words.clone()), words)
                }
            }
            "brand" | "standard" => several(Goal::Type(hit.id.clone()), hit.id.clone()),
            "service" => {
                let level = self.level(&hit.level).await?;
                let place = level.stalls.places.iter().find(|own| *own.id() == hit.id)?;
                let (own, tongue) = visit.pick(place.name());
                let spoken = place.name().exact(tag::ROMANISED).unwrap_or_default();
                let kind = place_kind(place.kind().word()).map_or("", |kind| visit.say(kind));
                let words = if own.is_empty() { kind.to_owned() } else { own };
                let goal = Goal::Open(Some(hit.level.clone()), View::Place(hit.id.clone()));
                Row {
                    tongue,
                    spoken: spoken.to_owned(),
                    ..row(goal, visit.level_name(&hit.level), words)
                }
            }
            _ => {
                let level = self.level(&hit.level).await?;
                if index >= level.stalls.len() {
                    return None;
                }
                let is_vacant = level.stalls.categories(index).next().is_none();
                let words = if is_vacant {
                    visit.say(Message::StallVacant).to_owned()
                } else {
                    level.name(index).to_owned()
                };
                let view = View::Stall(level.stalls.id(index));
                let goal = Goal::Open(Some(hit.level.clone()), view);
                let [tongue, spoken] = match is_vacant {
                    true => Default::default(),
                    false => [level.names.tongue(index), level.names.spoken(index)],
                };
                Row {
                    level: hit.level.clone(),
                    tongue: tongue.to_owned(),
                    spoken: spoken.to_owned(),
                    ..row(goal, level.stalls.printed(index), words)
                }
            }
        })
    }

    /// A stall's row of nothing but its name; none for what takes more than that.
    async fn named_row(self, hit: &FoundHit) -> Option<Row> {
        let visit = self.visit;
        let index = whole(hit.index);
        let store = visit.store();
        let own = visit.language.get_untracked().tag();
        let venue = store.venue().await.ok()?;
        let market = &venue.market;
        let (mut words, mut tongue) = (String::new(), "");
        for further in tag::tongues(own, market.home_language(), market.languages()) {
            let names = store.names(further, &hit.level).await.ok()?;
            if let Some(name) = names.get(index).filter(|name| !name.is_empty()) {
                (words, tongue) = (name.clone(), further);
                break;
            }
        }
        (hit.kind != "service" && !words.is_empty()).then(|| Row {
            goal: Goal::OpenAt(hit.level.clone(), index),
            level: hit.level.clone(),
            sign: String::new(),
            words,
            tongue: tongue.to_owned(),
            // Told with the level itself.
            spoken: String::new(),
            stalls: None,
            reason: Reason::told(hit),
            is_slip: hit.slip,
        })
    }

    async fn level(self, level: &str) -> Option<NamedLevel> {
        // The element may be gone by now.
        let language = self.visit.language.try_get_untracked()?.tag();
        let draft = self.visit.draft.try_get_untracked()?;
        let named = named_level(
            &self.visit.store(),
            level,
            language,
            renaming(draft.as_ref()),
        )
        .await;
        named.ok().map(|(level, _)| level)
    }
}

fn whole(number: u32) -> usize {
    usize::try_from(number).unwrap_or(0)
}

/// What a kind of row is called.
fn title(kind: &str) -> Message {
    match kind {
        "category" => Message::ResultsCategories,
        "stall" => Message::ResultsStalls,
        "service" => Message::ResultsServices,
        "product" => Message::Products,
        "honour" => Message::ResultsHonours,
        "brand" => Message::Brands,
        "standard" => Message::Standards,
        _ => Message::ResultsShops,
    }
}

fn grouped(found: &Found, rows: &[(Message, &FoundHit, Row)]) -> Vec<Group> {
    let groups = found.groups.iter().map(|group| {
        let title = title(&group.kind);
        let own = rows.iter().filter(|(own, _, _)| *own == title);
        let rows: Vec<Row> = own.map(|(_, _, row)| row.clone()).collect();
        Group {
            title,
            total: whole(group.count).max(rows.len()),
            rows,
        }
    });
    groups.filter(|group| !group.rows.is_empty()).collect()
}

/// Does what choosing a row says.
pub fn go(visit: Visit, goal: &Goal) {
    visit.apply(match goal.clone() {
        Goal::Open(Some(level), view) => Command::OpenOn { level, view },
        Goal::Open(None, view) => Command::Open(view),
        Goal::Type(words) => Command::Type(words),
        Goal::OpenAt(level, index) => {
            spawn(async move {
                // Who shows the level says what is wrong with it.
                if let Ok(stalls) = visit.store().level(&level).await {
                    let view = View::Stall(stalls.id(index));
                    visit.apply(Command::OpenOn { level, view });
                }
            });
            return;
        }
    });
}
