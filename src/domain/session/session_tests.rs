//! What a visit does with each command.

use super::*;

fn visit() -> Session {
    let start = Start {
        language: "zh".into(),
        level: "a1".into(),
    };
    Session::new(start, &Link::default())
}

fn after(commands: &[Command]) -> Session {
    let mut session = visit();
    for command in commands {
        session.apply(command.clone());
    }
    session
}

fn stall(id: &str) -> Command {
    Command::OpenOn {
        level: "f3".into(),
        view: View::Stall(id.into()),
    }
}

#[test]
fn back_returns_to_the_view_before() {
    let check =
        |commands: &[Command], expected: View| assert_eq!(*after(commands).view(), expected);
    let toys = || Command::Open(View::Category("toys".into()));
    check(&[], View::Home);
    check(&[Command::Back], View::Home);
    check(
        &[toys(), stall("f3-1"), Command::Back],
        View::Category("toys".into()),
    );
    check(
        &[toys(), stall("f3-1"), stall("f3-2"), Command::Back],
        View::Category("toys".into()),
    );
    check(
        &[Command::Type("wj".into()), stall("f3-1"), Command::Back],
        View::Results,
    );
    check(
        &[Command::Type("wj".into()), Command::Type(" ".into())],
        View::Home,
    );
    check(
        &[stall("f3-1"), Command::ShowLevel("a1".into())],
        View::Home,
    );
    check(
        &[Command::Open(View::Stalls), Command::ShowLevel("a1".into())],
        View::Stalls,
    );
}

#[test]
fn back_from_a_way_leads_to_the_level_of_its_stall() {
    let way = Command::Open(View::Way(Goal::List));
    let shown = Command::ShowLevel("b2".into());
    let session = after(&[stall("f3-1"), way.clone(), shown.clone(), Command::Back]);
    assert_eq!((session.stall(), session.level()), (Some("f3-1"), "f3"));
    // A list is a list of any level.
    let session = after(&[Command::Open(View::Stalls), way, shown, Command::Back]);
    assert_eq!((session.view(), session.level()), (&View::Stalls, "b2"));
}

#[test]
fn a_stall_that_has_moved_is_followed() {
    let follow = |from: &str| Command::FollowMove {
        from: from.into(),
        to: "a1-7".into(),
        level: "a1".into(),
    };
    let check = |commands: &[Command], view: View, level: &str, before: Option<&str>| {
        let session = after(commands);
        let seen = (session.view(), session.level(), session.moved_from());
        assert_eq!(seen, (&view, level, before), "{commands:?}");
    };
    let now = || View::Stall("a1-7".into());
    check(&[stall("f3-1"), follow("f3-1")], now(), "a1", Some("f3-1"));
    // Going back leads to where one was before, and the news is over.
    let toys = || Command::Open(View::Category("toys".into()));
    let back = [toys(), stall("f3-1"), follow("f3-1"), Command::Back];
    check(&back, View::Category("toys".into()), "a1", None);
    let next = [stall("f3-1"), follow("f3-1"), stall("f3-2")];
    check(&next, View::Stall("f3-2".into()), "f3", None);
    // Late news takes nobody away.
    check(
        &[stall("f3-2"), follow("f3-1")],
        View::Stall("f3-2".into()),
        "f3",
        None,
    );
    check(
        &[toys(), follow("f3-1")],
        View::Category("toys".into()),
        "a1",
        None,
    );
}

#[test]
fn who_comes_back_to_a_way_is_where_they_were() {
    let way = || Command::Open(View::Way(Goal::List));
    let check = |commands: &[Command], expected: Option<usize>| {
        assert_eq!(after(commands).trip().step, expected);
    };
    let step = || Command::ToStep(Some(3));
    check(&[way(), step()], Some(3));
    check(&[way(), step(), stall("f3-1"), Command::Back], Some(3));
    check(&[way(), step(), Command::Back], Some(3));
    check(&[way(), step(), Command::Back, way()], None);
    check(&[way(), step(), Command::GoBy(Options::default())], None);
}

#[test]
fn a_category_stays_lit_while_its_stalls_are_looked_at() {
    let session = after(&[Command::Open(View::Category("toys".into())), stall("f3-1")]);
    assert_eq!(session.category(), Some("toys"));
    assert_eq!(session.level(), "f3");
    let home = after(&[Command::Open(View::Category("toys".into())), Command::Back]);
    assert_eq!(home.category(), None);
}

#[test]
fn what_a_page_points_at_goes_with_the_page() {
    let help = || Command::Open(View::Topic(Topic::Member));
    let point = || Command::Point {
        level: "b2".into(),
        at: Pointed::Stall("b2-7".into()),
    };
    let check = |commands: &[Command], level: &str, stall: Option<&str>| {
        let session = after(commands);
        assert_eq!(
            (session.level(), session.stall()),
            (level, stall),
            "{commands:?}"
        );
    };
    check(&[help(), point()], "b2", Some("b2-7"));
    // The person was quicker: nothing is pointed at any more.
    check(&[help(), Command::Back, point()], "a1", None);
    check(&[help(), Command::Open(View::Legend), point()], "a1", None);
    check(
        &[help(), point(), Command::ShowLevel("f3".into())],
        "f3",
        None,
    );
    check(
        &[help(), point(), Command::Open(View::Topic(Topic::Needs))],
        "b2",
        None,
    );
    check(&[help(), point(), stall("f3-1"), Command::Back], "f3", None);
    assert!(after(&[help(), point()]).only_marked());
    assert!(!after(&[help(), Command::Back]).only_marked());
    let grade = || Command::Open(View::Topic(Topic::Grade("f3-1".into())));
    check(&[stall("f3-1"), grade()], "f3", Some("f3-1"));
    check(&[stall("f3-1"), grade(), Command::Back], "f3", Some("f3-1"));
    let leave = Command::ShowLevel("b2".into());
    check(&[stall("f3-1"), grade(), leave], "b2", None);
}

#[test]
fn reset_leaves_nothing_of_the_person() {
    // Every walk of up to four commands out of these.
    let steps = [
        Command::Open(View::Category("toys".into())),
        Command::Type("12045".into()),
        Command::Choose(Choice::of(ChoiceKind::Marked)),
        Command::Speak("en".into()),
        Command::OnlyMarked(true),
        Command::ShowLevel("b2".into()),
        Command::Open(View::Stalls),
        Command::Pick(Target::Stop(Stop::Stall("f3-2".into()))),
        Command::StartAt(Some(Stop::Stall("f3-3".into()))),
        Command::Open(View::Way(Goal::List)),
        Command::ToStep(Some(2)),
        Command::Open(View::Topic(Topic::Member)),
        Command::Point {
            level: "f3".into(),
            at: Pointed::Place("f3-desk".into()),
        },
        stall("f3-1"),
        Command::Back,
    ];
    for walk in 0..steps.len().pow(4) {
        let mut session = visit();
        let mut rest = walk;
        for _ in 0..4 {
            session.apply(steps[rest % steps.len()].clone());
            rest /= steps.len();
        }
        session.apply(Command::Reset);
        assert_eq!(session, visit());
    }
}

#[test]
fn a_link_opens_what_it_says() {
    let link = Link {
        stall: Some("f3-12045".into()),
        category: Some("toys".into()),
        language: Some("en".into()),
        ..Link::default()
    };
    let session = Session::new(
        Start {
            language: "zh".into(),
            level: "a1".into(),
        },
        &link,
    );
    assert_eq!(session.stall(), Some("f3-12045"));
    assert_eq!(session.category(), Some("toys"));
    assert_eq!(session.language(), "en");
}
