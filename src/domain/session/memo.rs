//! A visit as a text, so that it can go on where it was after what shows it had to begin anew. It
//! is read by the program that wrote it, or by a newer one: what is not known is passed over, and
//! then the visit stands a step nearer to its beginning.

use super::{Before, Choice, ChoiceKind, Goal, Need, Pointed, Session, Start, Topic, View};
use crate::domain::market::place::PlaceKind;
use crate::domain::route::{MOST_STOPS, Target, read_stop, written_stop};

/// Between a name and what follows.
const GAP: char = ' ';

impl Session {
    /// What [`Session::recall`] reads: a line for each thing, its name first.
    pub fn memo(&self) -> String {
        let mut memo = Memo(String::new());
        memo.line("lang", &[&self.language]);
        memo.line("level", &[&self.level]);
        if let Some(id) = &self.category {
            memo.line("category", &[id]);
        }
        if !self.query.is_empty() {
            memo.line("query", &[&self.query]);
        }
        for Choice { kind, id, place } in &self.choices {
            memo.line("choice", &[kind.word(), &place.to_string(), id]);
        }
        if self.only_marked {
            memo.line("marked", &[]);
        }
        if let Some(from) = &self.trip.from {
            memo.target("from", &Target::Stop(from.clone()));
        }
        for target in &self.trip.list {
            memo.target("pick", target);
        }
        let (options, ease) = (self.trip.options, self.ease);
        for (name, is_set) in [
            ("large", ease.is_large),
            ("contrast", ease.has_contrast),
            ("low", ease.is_low),
            ("step-free", options.step_free),
            ("goods", options.goods),
            ("fewest", options.fewest_changes),
        ] {
            if is_set {
                memo.line(name, &[]);
            }
        }
        for before in &self.back {
            memo.view("back", &before.view);
            memo.line("back-level", &[&before.level]);
        }
        memo.view("view", &self.view);
        if let Some(goal) = &self.trip.walked {
            memo.goal("walked", goal);
        }
        if let Some(step) = self.trip.step {
            memo.line("step", &[&step.to_string()]);
        }
        match &self.pointed {
            Some(Pointed::Stall(id)) => memo.line("point-stall", &[id]),
            Some(Pointed::Place(id)) => memo.line("point-place", &[id]),
            None => {}
        }
        if let Some(id) = &self.moved_from {
            memo.line("moved", &[id]);
        }
        memo.0
    }

    /// The visit that wrote a memo; a reset returns to `start`.
    pub fn recall(start: Start, memo: &str) -> Session {
        let mut session = Session {
            language: start.language.clone(),
            level: start.level.clone(),
            start,
            ..Session::default()
        };
        for line in memo.lines() {
            let line: String = plain(line).collect();
            let (name, value) = line.split_once(GAP).unwrap_or((&line, ""));
            session.recall_line(name, value);
        }
        session
    }

    fn recall_line(&mut self, name: &str, value: &str) {
        let own = || value.to_owned();
        let trip = &mut self.trip;
        match name {
            "lang" if !value.is_empty() => self.language = own(),
            "level" if !value.is_empty() => self.level = own(),
            "category" => self.category = Some(own()),
            "query" => self.query = own(),
            "choice" => self.choices.extend(read_choice(value)),
            "marked" => self.only_marked = true,
            "from" => {
                trip.from = match read_stop(value) {
                    Some(Target::Stop(stop)) => Some(stop),
                    Some(Target::Nearest(_)) | None => None,
                }
            }
            "pick" => {
                let target = read_stop(value).filter(|_| trip.list.len() < MOST_STOPS);
                trip.list.extend(target);
            }
            "large" => self.ease.is_large = true,
            "contrast" => self.ease.has_contrast = true,
            "low" => self.ease.is_low = true,
            "step-free" => trip.options.step_free = true,
            "goods" => trip.options.goods = true,
            "fewest" => trip.options.fewest_changes = true,
            "back" => self.back.extend(read_view(value).map(|view| Before {
                view,
                level: self.level.clone(),
            })),
            "back-level" => {
                if let Some(before) = self.back.last_mut() {
                    before.level = own();
                }
            }
            "view" => self.view = read_view(value).unwrap_or_default(),
            "walked" => trip.walked = read_goal(value),
            "step" => trip.step = value.parse().ok(),
            "point-stall" => self.pointed = Some(Pointed::Stall(own())),
            "moved" => self.moved_from = Some(own()),
            "point-place" => self.pointed = Some(Pointed::Place(own())),
            _ => {}
        }
    }
}

/// A line is a line, also where somebody has damaged it.
fn plain(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|own| if own < ' ' { ' ' } else { own })
}

struct Memo(String);

impl Memo {
    fn line(&mut self, name: &str, values: &[&str]) {
        self.0.push_str(name);
        for value in values {
            self.0.push(GAP);
            self.0.extend(plain(value));
        }
        self.0.push('\n');
    }

    /// Where somebody wants to go; a bare point of a level is not carried.
    fn target(&mut self, name: &str, target: &Target) {
        if let Some(written) = written_stop(target) {
            self.line(name, &[&written]);
        }
    }

    fn goal(&mut self, name: &str, goal: &Goal) {
        match goal {
            Goal::List => self.line(name, &["list"]),
            Goal::To(target) => {
                if let Some(written) = written_stop(target) {
                    self.line(name, &["to", &written]);
                }
            }
        }
    }

    fn view(&mut self, name: &str, view: &View) {
        match view {
            View::Category(id) => self.line(name, &["category", id]),
            View::Stall(id) => self.line(name, &["stall", id]),
            View::Place(id) => self.line(name, &["place", id]),
            View::Way(goal) => self.goal(name, goal),
            View::Topic(topic) => self.topic(name, topic),
            plain => {
                if let Some((word, _)) = PLAIN_VIEWS.iter().find(|(_, own)| own == plain) {
                    self.line(name, &[word]);
                }
            }
        }
    }

    fn topic(&mut self, name: &str, topic: &Topic) {
        match topic {
            Topic::Need(Need::Kind(kind)) => self.line(name, &["need", kind.word()]),
            Topic::Need(Need::Matter(words)) => self.line(name, &["matter", words]),
            Topic::Grade(id) => self.line(name, &["grade", id]),
            plain => {
                if let Some((word, _)) = PLAIN_TOPICS.iter().find(|(_, own)| own == plain) {
                    self.line(name, &[word]);
                }
            }
        }
    }
}

/// Views that a word says.
const PLAIN_VIEWS: [(&str, View); 6] = [
    ("home", View::Home),
    ("results", View::Results),
    ("stalls", View::Stalls),
    ("services", View::Services),
    ("legend", View::Legend),
    ("languages", View::Languages),
];

/// Pages that a word says.
const PLAIN_TOPICS: [(&str, Topic); 8] = [
    ("member", Topic::Member),
    ("dispute", Topic::Dispute),
    ("needs", Topic::Needs),
    ("honours", Topic::Honours),
    ("index", Topic::Index),
    ("notices", Topic::Notices),
    ("grids", Topic::Grids),
    ("generations", Topic::Generations),
];

fn read_view(text: &str) -> Option<View> {
    let (word, value) = text.split_once(GAP).unwrap_or((text, ""));
    let own = || value.to_owned();
    Some(match word {
        "category" => View::Category(own()),
        "stall" => View::Stall(own()),
        "place" => View::Place(own()),
        "list" | "to" => View::Way(read_goal(text)?),
        "need" => View::Topic(Topic::Need(Need::Kind(PlaceKind::parse(value)?))),
        "matter" => View::Topic(Topic::Need(Need::Matter(own()))),
        "grade" => View::Topic(Topic::Grade(own())),
        word => {
            let view = PLAIN_VIEWS.iter().find(|(own, _)| *own == word);
            let topic = PLAIN_TOPICS.iter().find(|(own, _)| *own == word);
            match (view, topic) {
                (Some((_, view)), _) => view.clone(),
                (_, Some((_, topic))) => View::Topic(topic.clone()),
                (None, None) => return None,
            }
        }
    })
}

fn read_goal(text: &str) -> Option<Goal> {
    match text.split_once(GAP) {
        Some(("to", target)) => read_stop(target).map(Goal::To),
        None if text == "list" => Some(Goal::List),
        _ => None,
    }
}

fn read_choice(text: &str) -> Option<Choice> {
    let (kind, rest) = text.split_once(GAP)?;
    let (place, id) = rest.split_once(GAP)?;
    Some(Choice {
        kind: ChoiceKind::read(kind)?,
        id: id.to_owned(),
        place: place.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::route::{Options, RouteLink, Stop};
    use crate::domain::session::{Command, Ease, Link};

    fn start() -> Start {
        Start {
            language: "zh".into(),
            level: "a1".into(),
        }
    }

    fn after(commands: impl IntoIterator<Item = Command>) -> Session {
        let mut session = Session::new(start(), &Link::default());
        for command in commands {
            session.apply(command);
        }
        session
    }

    #[test]
    fn every_visit_is_recalled_as_it_was() {
        let check = |commands: Vec<Command>| {
            let session = after(commands);
            assert_eq!(Session::recall(start(), &session.memo()), session);
        };
        let open = |view| vec![Command::Open(view)];
        check(vec![]);
        for (_, view) in PLAIN_VIEWS {
            check(open(view));
        }
        for (_, topic) in PLAIN_TOPICS {
            check(open(View::Topic(topic)));
        }
        check(open(View::Place("a1-desk".into())));
        check(open(View::Topic(Topic::Grade("a1-7".into()))));
        let matter = Need::Matter("退换货 & <b>".into());
        check(open(View::Topic(Topic::Need(matter))));
        let toilet = Need::Kind(PlaceKind::Toilet);
        check(open(View::Topic(Topic::Need(toilet))));
        check(vec![
            Command::Speak("ar".into()),
            Command::ShowLevel("f3".into()),
            Command::Type("plush  toys ".into()),
            Command::Choose(Choice {
                kind: ChoiceKind::Standard,
                id: "GB 6675.1-2014".into(),
                place: 0,
            }),
            Command::Choose(Choice::of(ChoiceKind::Open)),
            Command::OnlyMarked(true),
            Command::Open(View::Category("toys".into())),
            Command::Open(View::Stall("f3-1".into())),
        ]);
        let route = RouteLink::read("*k1~f3-1~f3*desk", "goods~fewest").unwrap();
        check(vec![
            Command::Pick(Target::Stop(Stop::Stall("a1-9".into()))),
            Command::Pick(Target::Nearest(PlaceKind::Toilet)),
            Command::Ease(Ease {
                is_large: true,
                has_contrast: true,
                is_low: true,
            }),
            Command::Follow(route),
            Command::ToStep(Some(3)),
        ]);
        check(vec![
            Command::GoBy(Options {
                step_free: true,
                ..Options::default()
            }),
            Command::Open(View::Stall("f3-1".into())),
            Command::FollowMove {
                from: "f3-1".into(),
                to: "a1-7".into(),
                level: "a1".into(),
            },
        ]);
        check(vec![
            Command::Open(View::Topic(Topic::Member)),
            Command::Point {
                level: "b2".into(),
                at: Pointed::Stall("b2-4".into()),
            },
        ]);
    }

    #[test]
    fn a_damaged_memo_is_a_visit_too() {
        let whole = after([
            Command::Open(View::Category("toys".into())),
            Command::Open(View::Stall("f3-1".into())),
        ])
        .memo();
        for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
            let session = Session::recall(start(), &whole[..end]);
            assert!(!session.language().is_empty());
        }
        let session = Session::recall(start(), "view nowhere\nstep x\nchoice\nfrom **x\n\n");
        assert_eq!(session, after([]));
        let odd = Session::recall(start(), "view stall f3\u{0}1\nquery a\tb");
        assert_eq!(Session::recall(start(), &odd.memo()), odd);
    }

    #[test]
    fn a_reset_forgets_what_was_recalled() {
        let memo = after([Command::Open(View::Legend), Command::Speak("en".into())]).memo();
        let mut session = Session::recall(start(), &memo);
        session.apply(Command::Reset);
        assert_eq!(session, after([]));
    }
}
