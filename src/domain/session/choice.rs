//! What a person narrows a search down to.

/// What a choice is about. Of each there is one choice at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoiceKind {
    /// A category by its place in the tree.
    Category,
    /// A building by its place in the market.
    Building,
    /// A level by id.
    Level,
    /// Party-member stalls.
    Marked,
    /// A grade by its place on a scale, or a better one.
    Grade,
    /// An honour by its row.
    Honour,
    /// A standard as published.
    Standard,
    /// A language by tag.
    Spoken,
    /// Open now.
    Open,
}

impl ChoiceKind {
    /// All, in the order in which they are offered.
    pub const ALL: [ChoiceKind; 9] = [
        ChoiceKind::Open,
        ChoiceKind::Marked,
        ChoiceKind::Grade,
        ChoiceKind::Category,
        ChoiceKind::Building,
        ChoiceKind::Level,
        ChoiceKind::Spoken,
        ChoiceKind::Standard,
        ChoiceKind::Honour,
    ];

    /// The word in questions and answers of the search.
    pub fn word(self) -> &'static str {
        match self {
            ChoiceKind::Category => "category",
            ChoiceKind::Building => "building",
            ChoiceKind::Level => "level",
            ChoiceKind::Marked => "marked",
            ChoiceKind::Grade => "grade",
            ChoiceKind::Honour => "honour",
            ChoiceKind::Standard => "standard",
            ChoiceKind::Spoken => "spoken",
            ChoiceKind::Open => "open",
        }
    }

    /// Reads the word.
    pub fn read(word: &str) -> Option<ChoiceKind> {
        ChoiceKind::ALL.into_iter().find(|own| own.word() == word)
    }
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it is about.
    pub kind: ChoiceKind,
    /// Id, tag, text or scale; empty where the place says it.
    pub id: String,
    /// Place in the tree, in the market, on the scale or among the honours.
    pub place: u32,
}

impl Choice {
    /// A choice that needs no more words.
    pub fn of(kind: ChoiceKind) -> Choice {
        Choice {
            kind,
            id: String::new(),
            place: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::{Command, Link, Session, Start, View};

    #[test]
    fn words_are_read_back() {
        for kind in ChoiceKind::ALL {
            assert_eq!(ChoiceKind::read(kind.word()), Some(kind));
        }
        assert_eq!(ChoiceKind::read(""), None);
    }

    #[test]
    fn one_of_each_kind_and_the_same_again_lets_go() {
        let grade = |place| Choice {
            kind: ChoiceKind::Grade,
            id: "letters".into(),
            place,
        };
        let mut session = Session::new(Start::default(), &Link::default());
        session.apply(Command::Type("toys".into()));
        session.apply(Command::Choose(Choice::of(ChoiceKind::Open)));
        session.apply(Command::Choose(grade(1)));
        session.apply(Command::Choose(grade(0)));
        assert_eq!(session.choices(), [Choice::of(ChoiceKind::Open), grade(0)]);
        session.apply(Command::Choose(grade(0)));
        assert_eq!(session.choices(), [Choice::of(ChoiceKind::Open)]);
        assert_eq!(*session.view(), View::Results);
        session.apply(Command::Type(String::new()));
        assert!(session.choices().is_empty());
    }
}
