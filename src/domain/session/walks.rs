//! Random visits: whatever a person does, nothing of it is left afterwards.

use super::{
    Choice, ChoiceKind, Command, Ease, Goal, Link, Need, Pointed, Session, Start, Topic, View,
};
use crate::domain::market::place::PlaceKind;
use crate::domain::route::{Options, RouteLink, Stop, Target};

/// A small generator of whole numbers (SplitMix64): the same seed, the same walk.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap()
    }

    fn is_so(&mut self) -> bool {
        self.below(2) == 0
    }

    fn id(&mut self, what: &str) -> String {
        format!("{what}-{}", self.below(40))
    }

    fn stop(&mut self) -> Stop {
        let stall = self.id("f3");
        match self.below(3) {
            0 => Stop::Stall(stall),
            1 => Stop::Kiosk(self.id("k")),
            _ => Stop::Place(self.id("level"), self.id("desk")),
        }
    }

    fn goal(&mut self) -> Goal {
        match self.below(3) {
            0 => Goal::List,
            1 => Goal::To(Target::Stop(self.stop())),
            _ => Goal::To(Target::Nearest(PlaceKind::MediationRoom)),
        }
    }

    fn topic(&mut self) -> Topic {
        match self.below(10) {
            0 => Topic::Member,
            1 => Topic::Dispute,
            2 => Topic::Needs,
            3 => Topic::Need(Need::Kind(PlaceKind::Information)),
            4 => Topic::Need(Need::Matter(self.id("matter"))),
            5 => Topic::Grade(self.id("f3")),
            6 => Topic::Honours,
            7 => Topic::Index,
            8 => Topic::Notices,
            _ => Topic::Generations,
        }
    }

    fn view(&mut self) -> View {
        match self.below(11) {
            0 => View::Home,
            1 => View::Category(self.id("category")),
            2 => View::Results,
            3 => View::Stall(self.id("f3")),
            4 => View::Place(self.id("desk")),
            5 => View::Stalls,
            6 => View::Services,
            7 => View::Legend,
            8 => View::Languages,
            9 => View::Way(self.goal()),
            _ => View::Topic(self.topic()),
        }
    }

    fn command(&mut self) -> Command {
        match self.below(17) {
            0 | 1 => Command::Open(self.view()),
            2 => Command::OpenOn {
                level: self.id("level"),
                view: self.view(),
            },
            3 => Command::Back,
            4 => Command::ShowLevel(self.id("level")),
            5 => Command::Type(["", " ", "wj", "F3-12045", "玩具"][self.below(5)].into()),
            6 => Command::Choose(Choice {
                kind: ChoiceKind::ALL[self.below(ChoiceKind::ALL.len())],
                id: self.id("choice"),
                place: 3,
            }),
            7 => Command::OnlyMarked(self.is_so()),
            8 => Command::Speak(["en", "ar", "zh-Hant", "xx"][self.below(4)].into()),
            9 => Command::Pick(Target::Stop(self.stop())),
            10 => Command::StartAt(self.is_so().then(|| self.stop())),
            11 => Command::GoBy(Options {
                step_free: self.is_so(),
                ..Options::default()
            }),
            12 => match RouteLink::read("*k1~f3-1~f3-2", "step-free") {
                Some(link) => Command::Follow(link),
                None => Command::Back,
            },
            13 => Command::ToStep(self.is_so().then_some(2)),
            14 => Command::FollowMove {
                from: self.id("f3"),
                to: self.id("f3"),
                level: self.id("level"),
            },
            15 => Command::Point {
                level: self.id("level"),
                at: Pointed::Stall(self.id("f3")),
            },
            _ => Command::Ease(Ease {
                is_large: self.is_so(),
                has_contrast: self.is_so(),
                is_low: self.is_so(),
            }),
        }
    }
}

fn fresh() -> Session {
    let start = Start {
        language: "zh".into(),
        level: "a1".into(),
    };
    Session::new(start, &Link::default())
}

#[test]
fn nothing_is_left_of_any_visit() {
    let mut has_changed = 0;
    for seed in 0..500 {
        let mut chance = Chance(seed);
        let mut session = fresh();
        for _ in 0..chance.below(120) {
            session.apply(chance.command());
        }
        has_changed += usize::from(session != fresh());
        session.apply(Command::Reset);
        assert_eq!(session, fresh(), "seed {seed}");
        // Who comes next meets the same screen, step by step.
        let mut next = fresh();
        for _ in 0..20 {
            let command = chance.command();
            session.apply(command.clone());
            next.apply(command);
            assert_eq!(session, next, "seed {seed}");
        }
    }
    assert!(has_changed > 400, "only {has_changed} walks led anywhere");
}

#[test]
fn a_link_is_forgotten_like_everything_else() {
    let link = Link {
        stall: Some("f3-1".into()),
        language: Some("en".into()),
        level: Some("f3".into()),
        query: Some("toys".into()),
        ..Link::default()
    };
    let start = Start {
        language: "zh".into(),
        level: "a1".into(),
    };
    let mut session = Session::new(start, &link);
    assert_ne!(session, fresh());
    session.apply(Command::Reset);
    assert_eq!(session, fresh());
}
