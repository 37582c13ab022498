//! Keeps the way on hand that the visit's state asks for, and shows it on the map.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use leptos::prelude::*;

use super::ground::{PageGround, fetch};
use super::told::{Reader, Teller, Told, ToldLeg};
use crate::browser::fetch::LoadError;
use crate::browser::host::Detail;
use crate::domain::language::route::Speaker;
use crate::domain::language::{Language, Message};
use crate::domain::market::raw::Point;
use crate::domain::route::{
    Answer, Ground, Need, Options, Question, Stop, Target, TourAnswer, When, find, tour,
};
use crate::domain::session::{Command, Goal};
use crate::widgets::live::{effect, memo, spawn};
use crate::widgets::loading::report_error;
use crate::widgets::visit::Visit;

/// How far the way has come.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Way {
    /// None is asked for.
    #[default]
    None,
    /// On its way. What was told before stays on the screen.
    Finding(Option<Arc<Told>>),
    /// Told, also when there is none: then its warnings say why.
    Told(Arc<Told>),
    /// The data for it could not be loaded.
    Failed,
}

impl Way {
    /// What there is to tell.
    pub fn told(&self) -> Option<&Arc<Told>> {
        match self {
            Way::Told(told) | Way::Finding(Some(told)) => Some(told),
            Way::None | Way::Finding(None) | Way::Failed => None,
        }
    }
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
struct Asked {
    goal: Goal,
    from: Stop,
    list: Vec<Target>,
    options: Options,
    reader: Reader,
}

impl Asked {
    /// What a way to this goal means for the person, as their visit stands.
    fn new(visit: Visit, goal: Goal, language: Language) -> Asked {
        let kiosk = visit.kiosk.get();
        visit.session.with(|session| {
            let trip = session.trip();
            Asked {
                from: trip.from.clone().unwrap_or(Stop::Kiosk(kiosk)),
                list: match goal {
                    Goal::List => trip.list.clone(),
                    Goal::To(_) => Vec::new(),
                },
                options: trip.options,
                reader: Reader(language),
                goal,
            }
        })
    }
}

/// Follows the visit, as long as the element lives.
pub fn follow(visit: Visit) {
    let asked = memo(move || {
        let goal = visit.session.with(|session| session.goal().cloned())?;
        Some(Asked::new(visit, goal, visit.language.get()))
    });
    let newest = StoredValue::new(0_u32);
    effect(move || {
        let turn = newest.get_value().wrapping_add(1);
        newest.set_value(turn);
        let Some(asked) = asked.get() else {
            visit.way.set(Way::None);
            return;
        };
        let own = asked.clone();
        let mut answering: Answering = Box::pin(async move { answer(visit, &own).await });
        // With its data at hand a way is told at once: it is on the screen with the next frame,
        // and nothing else is shown in between.
        if let Some(answer) = untrack(|| (&mut answering).now_or_never()) {
            settle(visit, &asked, answer);
            return;
        }
        visit
            .way
            .update(|way| *way = Way::Finding(way.told().cloned()));
        spawn(async move {
            let answer = answering.await;
            // A person in a hurry may have asked for something else meanwhile.
            if newest.try_get_value() == Some(turn) {
                settle(visit, &asked, answer);
            }
        });
    });
    prepare(visit);
    show(visit);
}

/// A way that is being found.
type Answering = Pin<Box<dyn Future<Output = Result<Told, LoadError>>>>;

/// Shows what was found, and tells the page.
fn settle(visit: Visit, asked: &Asked, answer: Result<Told, LoadError>) {
    match answer {
        Ok(told) => {
            // The same way in another language is no news.
            let is_known = visit
                .way
                .with_untracked(|way| way.told().is_some_and(|own| own.is_like(&told)));
            let told = Arc::new(told);
            visit.way.set(Way::Told(Arc::clone(&told)));
            if !is_known {
                report(visit, asked, &told);
            }
        }
        Err(error) => {
            visit.way.set(Way::Failed);
            report_error(visit, &error);
        }
    }
}

/// What the map shows of a way.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    pub legs: Vec<ToldLeg>,
    /// Index of the leg to look at.
    pub leg: usize,
    /// Where on it, and what lies ahead there; none for the leg as a whole.
    pub look: Option<(Point, Option<Point>)>,
}

/// Loads what a way to the thing on the panel needs, before anybody asks for it. A kiosk finds the
/// way already, and so has all of it: what lies between, and the landmarks. For that a telephone
/// waits until it is asked: it would load levels that its owner may not want.
fn prepare(visit: Visit) {
    let asked = memo(move || {
        let (stop, level) = visit.session.with(|session| {
            let level = session.level();
            let place = || Some(Stop::Place(level.to_owned(), session.place()?.to_owned()));
            let stall = session.stall().map(|id| Stop::Stall(id.to_owned()));
            Some((stall.or_else(place)?, level.to_owned()))
        })?;
        // What the panel itself shows comes first.
        let is_shown = visit.level.with(|shown| {
            shown
                .as_ref()
                .is_some_and(|own| *own.stalls.level() == level)
        });
        let language = visit.language.get_untracked();
        let asked = || Asked::new(visit, Goal::To(Target::Stop(stop)), language);
        is_shown.then(asked).map(|asked| (asked, level))
    });
    effect(move || {
        let Some((asked, level)) = asked.get() else {
            return;
        };
        let own = visit.venue.with(|venue| {
            let venue = venue.as_ref()?;
            Some(venue.kiosk(&visit.kiosk.get())?.0.to_owned())
        });
        let store = visit.store();
        let today = visit.now().day;
        for level in own.into_iter().chain([level]) {
            fetch(&store, &Need::Walks(level.clone()));
            fetch(&store, &Need::Stalls(level));
        }
        spawn(async move {
            // Whoever needs them hears of a failure.
            let _ = futures::join!(store.doors(), store.closed(today));
            if visit.is_kiosk {
                set_timeout(move || beforehand(visit, asked), SHOWN_FIRST);
            }
        });
    });
}

/// So long a card has the processor for itself.
const SHOWN_FIRST: Duration = Duration::from_millis(60);

/// Finds a way that nobody has asked for yet, unless the person has gone on.
fn beforehand(visit: Visit, asked: Asked) {
    spawn(async move {
        let session = visit.session;
        let is_there = session.try_with_untracked(|own| own.stall().or(own.place()).is_some());
        if is_there == Some(true) {
            // Whoever asks for it hears of a failure.
            let _ = answer(visit, &asked).await;
        }
    });
}

/// Shows the way on the map: as a whole, or the step that the person is at.
fn show(visit: Visit) {
    // Only another line or another step moves the map: not other words, and not waiting.
    let seen = memo(move || {
        let step = visit.session.with(|session| session.trip().step);
        visit.way.with(|way| {
            let told = way.told()?;
            let at = step.and_then(|step| told.steps.get(step));
            Some(Seen {
                legs: told.legs.clone(),
                leg: at.map_or(0, |step| step.leg),
                look: at.map(|step| (step.at, step.toward)),
            })
        })
    });
    effect(move || {
        let seen = seen.get();
        visit.show_way(seen.as_ref());
        let level = seen.and_then(|seen| Some(seen.legs.get(seen.leg)?.level.clone()));
        if let Some(level) = level
            && visit.session.with_untracked(|own| own.level() != level)
        {
            visit.apply(Command::ShowLevel(level));
        }
    });
}

async fn answer(visit: Visit, asked: &Asked) -> Result<Told, LoadError> {
    let now = visit.now();
    let mut ground = PageGround::open(visit.store(), now.day).await?;
    let when = Some(When {
        weekday: now.weekday(),
        minute: now.minute,
    });
    match &asked.goal {
        Goal::To(target) => to(&mut ground, asked, target, when).await,
        Goal::List => through(&mut ground, asked, when).await,
    }
}

async fn to(
    ground: &mut PageGround,
    asked: &Asked,
    target: &Target,
    when: Option<When>,
) -> Result<Told, LoadError> {
    let mut question = Question {
        from: asked.from.clone(),
        to: target.clone(),
        options: asked.options,
        when,
    };
    let mut moved: Vec<(Stop, Stop)> = Vec::new();
    loop {
        let from = question.from.clone();
        match find(ground, &question) {
            Answer::Needs(needs) => ground.load(&needs).await?,
            Answer::Gone(gone) => {
                // A link may be older than the publication.
                let Some(now) = ground.moved(&gone, &moved).await? else {
                    return Ok(missing(ground, asked, &gone, Message::RouteGone));
                };
                if question.from == gone {
                    question.from = now.clone();
                }
                if question.to == Target::Stop(gone.clone()) {
                    question.to = Target::Stop(now.clone());
                }
                moved.push((gone, now));
            }
            Answer::Found(route, stop) => {
                ground.load_landmarks(&route).await;
                let told = teller(ground, asked).route(&from, &stop, &route);
                return Ok(with_moves(ground, asked, told, &moved));
            }
            Answer::Blocked(blocked) => {
                if let Some(route) = &blocked.nearest {
                    ground.load_landmarks(route).await;
                }
                let stop = match &question.to {
                    Target::Stop(stop) => stop.clone(),
                    Target::Nearest(_) => Stop::Point(String::new(), Default::default()),
                };
                let told = teller(ground, asked).blocked(&from, &stop, &blocked);
                return Ok(with_moves(ground, asked, told, &moved));
            }
            Answer::OffNetwork(stop) => {
                return Ok(missing(ground, asked, &stop, Message::RouteOffNetwork));
            }
            Answer::NoneOfKind(kind) => {
                let speaker = teller(ground, asked).speaker;
                return Ok(Told {
                    warnings: vec![speaker.say(&speaker.none_of_kind(kind))],
                    ..Told::default()
                });
            }
        }
    }
}

async fn through(
    ground: &mut PageGround,
    asked: &Asked,
    when: Option<When>,
) -> Result<Told, LoadError> {
    let (mut from, mut stops) = (asked.from.clone(), asked.list.clone());
    let mut moved: Vec<(Stop, Stop)> = Vec::new();
    loop {
        match tour(ground, &from, &stops, asked.options, when) {
            TourAnswer::Needs(needs) => ground.load(&needs).await?,
            TourAnswer::Found(found) => {
                let known = moved.len();
                for index in &found.gone {
                    if let Some(target) = stops.get_mut(*index)
                        && let Target::Stop(stop) = target
                        && let Some(now) = ground.moved(stop, &moved).await?
                    {
                        moved.push((stop.clone(), now.clone()));
                        *target = Target::Stop(now);
                    }
                }
                if moved.len() > known {
                    continue;
                }
                for route in &found.routes {
                    ground.load_landmarks(route).await;
                }
                let told = teller(ground, asked).tour(&from, &stops, &found);
                let told = with_moves(ground, asked, told, &moved);
                // The list on the screen holds what was picked.
                return Ok(Told {
                    stops: asked.list.clone(),
                    ..told
                });
            }
            TourAnswer::NoStart => match ground.moved(&from, &moved).await? {
                Some(now) => {
                    moved.push((from, now.clone()));
                    from = now;
                }
                None => return Ok(missing(ground, asked, &from, Message::RouteGone)),
            },
        }
    }
}

/// Says first which stops are elsewhere now.
fn with_moves(ground: &PageGround, asked: &Asked, told: Told, moved: &[(Stop, Stop)]) -> Told {
    let teller = teller(ground, asked);
    let news = moved.iter().map(|(old, now)| {
        let words = [("id", &*teller.stop(old)), ("goal", &*teller.stop(now))];
        teller.speaker.language.fill(Message::RouteMoved, &words)
    });
    Told {
        news: news.collect(),
        ..told
    }
}

fn missing(ground: &PageGround, asked: &Asked, stop: &Stop, message: Message) -> Told {
    let teller = teller(ground, asked);
    let words = [("id", &*teller.stop(stop))];
    Told {
        warnings: vec![teller.speaker.language.fill(message, &words)],
        ..Told::default()
    }
}

fn teller<'a>(ground: &'a PageGround, asked: &'a Asked) -> Teller<'a> {
    Teller {
        ground,
        speaker: Speaker {
            language: asked.reader.0,
            home: ground.venue().market.home_language(),
            numbers: &asked.reader,
        },
    }
}

/// Tells the page that a way is shown: how far, how long, through which levels it leads, and to
/// which stalls.
fn report(visit: Visit, asked: &Asked, told: &Told) {
    let levels: Vec<&str> = told.legs.iter().map(|leg| leg.level.as_str()).collect();
    let aims = match &asked.goal {
        Goal::To(target) => std::slice::from_ref(target),
        Goal::List => asked.list.as_slice(),
    };
    let stalls: Vec<&str> = aims
        .iter()
        .filter_map(|target| match target {
            Target::Stop(Stop::Stall(id)) => Some(id.as_str()),
            _ => None,
        })
        .collect();
    visit.fire(
        "market-route",
        &[
            ("found", Detail::Flag(told.warnings.is_empty())),
            ("metres", Detail::Number(f64::from(told.metres))),
            ("seconds", Detail::Number(f64::from(told.secs))),
            ("levels", Detail::Text(&levels.join(" "))),
            ("stalls", Detail::Text(&stalls.join(" "))),
        ],
    );
}
