//! The one state of a person's visit and the commands that change it. Map and lists are two
//! views of this state; neither keeps one of its own.

pub use choice::{Choice, ChoiceKind};
pub use ease::Ease;
pub use link::Link;
pub use topic::{Need, Pointed, Topic};
pub use trip::{Goal, Trip};

mod choice;
mod ease;
/// Whether anybody still stands there.
pub mod idle;
mod link;
mod memo;
/// What the map shows while nobody does.
pub mod scenes;
mod topic;
mod trip;
#[cfg(test)]
mod session_tests;
#[cfg(test)]
mod walks;

use crate::domain::route::{Options, RouteLink, Stop, Target};

/// What the panel beside the map shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum View {
    /// Search field, help and the top categories.
    #[default]
    Home,
    /// A category by id, with what lies below it.
    Category(String),
    /// Results for the typed words.
    Results,
    /// A stall by id.
    Stall(String),
    /// A service place by id.
    Place(String),
    /// The stalls of the level as text.
    Stalls,
    /// The services of the level as text.
    Services,
    /// What the signs mean.
    Legend,
    /// The way to somewhere.
    Way(Goal),
    /// All languages.
    Languages,
    /// A page about help or trust.
    Topic(Topic),
}

/// How a visit begins and what a reset returns to: the kiosk's own settings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Start {
    /// Language by BCP 47 tag.
    pub language: String,
    /// Level that the kiosk stands on.
    pub level: String,
}

/// A person's visit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Session {
    start: Start,
    language: String,
    level: String,
    view: View,
    back: Vec<Before>,
    category: Option<String>,
    query: String,
    choices: Vec<Choice>,
    only_marked: bool,
    trip: Trip,
    pointed: Option<Pointed>,
    moved_from: Option<String>,
    ease: Ease,
}

/// A view that going back returns to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Before {
    view: View,
    /// The level on the map then.
    level: String,
}

/// What a person can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Opens a view; going back returns to the present one.
    Open(View),
    /// Opens a stall or place that lies on this level.
    OpenOn { level: String, view: View },
    /// Returns to the view before, or home.
    Back,
    /// The chosen stall is elsewhere now: shows it there, in place of where it was looked for.
    FollowMove {
        from: String,
        to: String,
        level: String,
    },
    /// Shows another level; the view stays unless it speaks of one stall or place.
    ShowLevel(String),
    /// Types into the search field; an empty text closes the results.
    Type(String),
    /// Narrows the search down, in place of an earlier choice of the kind; the same again lets go
    /// of it.
    Choose(Choice),
    /// Lists Party-member stalls only, or all again.
    OnlyMarked(bool),
    /// Speaks another language.
    Speak(String),
    /// Puts a stop on the person's list, or takes it off.
    Pick(Target),
    /// Begins ways here; without a stop at the kiosk again.
    StartAt(Option<Stop>),
    /// Goes in another manner.
    GoBy(Options),
    /// Follows a link to a way.
    Follow(RouteLink),
    /// Shows a step of the way; none for the way as a whole.
    ToStep(Option<usize>),
    /// Shows on the map what the open page about help has found on this level.
    Point { level: String, at: Pointed },
    /// Shows the screen in a way that is easier for the person.
    Ease(Ease),
    /// Forgets the person.
    Reset,
}

/// Steps that going back remembers. More than anybody retraces at a kiosk.
const BACK_STEPS: usize = 32;

impl Session {
    /// A new visit, as a link asks for.
    pub fn new(start: Start, link: &Link) -> Session {
        let mut session = Session {
            language: start.language.clone(),
            level: start.level.clone(),
            start,
            ..Session::default()
        };
        if let Some(language) = &link.language {
            session.language.clone_from(language);
        }
        if let Some(level) = &link.level {
            session.level.clone_from(level);
        }
        if let Some(category) = &link.category {
            session.apply(Command::Open(View::Category(category.clone())));
        }
        if let Some(query) = &link.query {
            session.apply(Command::Type(query.clone()));
        }
        if let Some(stall) = &link.stall {
            session.apply(Command::Open(View::Stall(stall.clone())));
        }
        if let Some(route) = &link.route {
            session.apply(Command::Follow(route.clone()));
        }
        session
    }

    /// Carries out a command.
    pub fn apply(&mut self, command: Command) {
        match command {
            Command::Open(view) => self.open(view),
            Command::OpenOn { level, view } => {
                let before = std::mem::replace(&mut self.level, level);
                self.open_from(before, view);
            }
            Command::Back => {
                let before = self.back.pop();
                let level = before.as_ref().map(|before| before.level.clone());
                self.view = before.map(|before| before.view).unwrap_or_default();
                // A way may have led to other levels.
                if let Some(level) = level.filter(|_| self.speaks_of_one_thing()) {
                    self.level = level;
                }
                self.pointed = None;
                self.moved_from = None;
                self.follow_view();
            }
            // Who has opened something else meanwhile stays there.
            Command::FollowMove { from, to, level } => {
                if matches!(&self.view, View::Stall(own) if *own == from) {
                    self.level = level;
                    self.view = View::Stall(to);
                    self.moved_from = Some(from);
                }
            }
            Command::ShowLevel(level) => {
                if level != self.level {
                    while self.speaks_of_one_thing() {
                        self.apply(Command::Back);
                    }
                    self.pointed = None;
                }
                self.level = level;
            }
            Command::Type(query) => {
                self.query = query;
                let empty = self.query.trim().is_empty();
                if empty {
                    self.choices.clear();
                }
                match (&self.view, empty) {
                    (View::Results, true) => self.apply(Command::Back),
                    (View::Results, false) | (_, true) => {}
                    (_, false) => self.open(View::Results),
                }
            }
            Command::Choose(choice) => {
                let is_new = !self.choices.contains(&choice);
                self.choices.retain(|own| own.kind != choice.kind);
                if is_new {
                    self.choices.push(choice);
                }
            }
            Command::OnlyMarked(only) => self.only_marked = only,
            Command::Speak(language) => self.language = language,
            Command::Pick(stop) => self.trip.pick(stop),
            Command::StartAt(from) => {
                self.trip.from = from;
                self.trip.step = None;
            }
            Command::GoBy(options) => {
                self.trip.options = options;
                self.trip.step = None;
            }
            Command::Follow(link) => {
                let goal = self.trip.follow(&link);
                self.trip.step = None;
                self.open(View::Way(goal));
            }
            Command::ToStep(step) => self.trip.step = step,
            // Who has opened something else meanwhile is not taken back.
            Command::Point { level, at } => {
                if matches!(self.view, View::Topic(_)) {
                    self.level = level;
                    self.pointed = Some(at);
                }
            }
            Command::Ease(ease) => self.ease = ease,
            Command::Reset => self.reset(),
        }
    }

    /// Forgets the person: whatever a visit changes is a field of the session, so that a fresh
    /// session is all there is to it. What is on the screen follows.
    pub fn reset(&mut self) {
        *self = Session::new(self.start.clone(), &Link::default());
    }

    /// True while the view is about something that lies on the level shown.
    fn speaks_of_one_thing(&self) -> bool {
        matches!(
            self.view,
            View::Stall(_) | View::Place(_) | View::Topic(Topic::Grade(_))
        )
    }

    fn open(&mut self, view: View) {
        self.open_from(self.level.clone(), view);
    }

    /// Opens a view; `level` was on the map before.
    fn open_from(&mut self, level: String, view: View) {
        if view == self.view {
            return;
        }
        if matches!(view, View::Way(_)) {
            // Asked for anew, a way begins at its beginning.
            self.trip.walked = None;
        }
        // Walking from stall to stall would otherwise make "back" a long way.
        let replaces = matches!((&self.view, &view), (View::Stall(_), View::Stall(_)));
        self.pointed = None;
        self.moved_from = None;
        let before = std::mem::replace(&mut self.view, view);
        if !replaces {
            if self.back.len() == BACK_STEPS {
                self.back.remove(0);
            }
            self.back.push(Before {
                view: before,
                level,
            });
        }
        self.follow_view();
    }

    /// Keeps what the map lights up in step with the view: home forgets it, a category sets it.
    fn follow_view(&mut self) {
        match &self.view {
            View::Home => {
                self.back.clear();
                self.category = None;
                self.query.clear();
                self.choices.clear();
                self.only_marked = false;
            }
            View::Category(id) => {
                self.category = Some(id.clone());
                self.only_marked = false;
            }
            View::Way(goal) => self.trip.show(goal),
            // All marked stalls are lit while the nearest of them is looked at.
            View::Topic(Topic::Member) => {
                self.category = None;
                self.only_marked = true;
            }
            _ => {}
        }
    }

    /// Language by BCP 47 tag.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Id of the level on the map.
    pub fn level(&self) -> &str {
        &self.level
    }

    /// What the panel shows.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// True when there is a view to go back to.
    pub fn can_go_back(&self) -> bool {
        self.view != View::Home
    }

    /// Id of the category whose stalls are lit.
    pub fn category(&self) -> Option<&str> {
        self.category.as_deref()
    }

    /// Typed words.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// What the search is narrowed down to.
    pub fn choices(&self) -> &[Choice] {
        &self.choices
    }

    /// True when only Party-member stalls are listed and lit.
    pub fn only_marked(&self) -> bool {
        self.only_marked
    }

    /// How the screen is shown to the person.
    pub fn ease(&self) -> Ease {
        self.ease
    }

    /// What the person wants of ways.
    pub fn trip(&self) -> &Trip {
        &self.trip
    }

    /// Where the way on the panel leads; none while it shows something else.
    pub fn goal(&self) -> Option<&Goal> {
        match &self.view {
            View::Way(goal) => Some(goal),
            _ => None,
        }
    }

    /// Id of the chosen stall.
    pub fn stall(&self) -> Option<&str> {
        match (&self.view, &self.pointed) {
            (View::Stall(id) | View::Topic(Topic::Grade(id)), _) => Some(id),
            (View::Topic(_), Some(Pointed::Stall(id))) => Some(id),
            _ => None,
        }
    }

    /// Id under which the stall on the panel was looked for, when that is no longer its own.
    pub fn moved_from(&self) -> Option<&str> {
        self.moved_from.as_deref()
    }

    /// Id of the chosen place.
    pub fn place(&self) -> Option<&str> {
        match (&self.view, &self.pointed) {
            (View::Place(id), _) => Some(id),
            (View::Topic(_), Some(Pointed::Place(id))) => Some(id),
            _ => None,
        }
    }
}
