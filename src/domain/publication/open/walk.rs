//! `connectors.json`, and what `notices.json` says of them.

use crate::domain::market::check::Checker;
use crate::domain::market::limits;
use crate::domain::market::problem::Problems;
use crate::domain::market::time::Day;
use crate::domain::market::walk::Connector;
use crate::domain::publication::files::{ConnectorsFile, MovesFile, NoticesFile};
use crate::domain::publication::paths;

/// Connectors of the market; rows that cannot be used are left out.
pub fn open_connectors(file: &ConnectorsFile) -> (Vec<Connector>, Problems) {
    let mut at = Checker::new(paths::CONNECTORS);
    let connectors = at.rows(
        "connectors",
        &file.connectors,
        limits::ROWS,
        Connector::check,
    );
    (connectors, at.finish())
}

/// Ids of the connectors that a notice closes on a day. A notice without a first day holds from
/// its publication on, one without a last day until it is taken out.
pub fn closed_by_notices(file: &NoticesFile, today: Day) -> Vec<String> {
    let mut closed = Vec::new();
    for notice in file.notices.iter().take(limits::ROWS) {
        let first = Day::parse(&notice.valid_from).or(Day::parse(&notice.published));
        let last = Day::parse(&notice.valid_until);
        let holds = first.is_none_or(|day| day <= today) && last.is_none_or(|day| today <= day);
        if holds {
            closed.extend(notice.closes.iter().cloned());
        }
    }
    closed
}

/// The id that a stall has now; none when it is not said to have another.
pub fn moved_stall<'a>(file: &'a MovesFile, stall: &str) -> Option<&'a str> {
    let mut rows = file.moves.iter().take(limits::ROWS);
    let own = rows.find(|own| own.from == stall && own.to != stall)?;
    Some(&own.to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::market::raw::{RawMove, RawNotice};

    #[test]
    fn a_moved_stall_has_its_new_id() {
        let row = |from: &str, to: &str| RawMove {
            from: from.into(),
            to: to.into(),
        };
        let file = MovesFile {
            moves: vec![row("a1-7", "f3-12"), row("a1-8", "a1-8")],
        };
        let check = |id, expected| assert_eq!(moved_stall(&file, id), expected, "{id}");
        check("a1-7", Some("f3-12"));
        check("a1-8", None);
        check("f3-12", None);
    }

    #[test]
    fn a_notice_closes_on_its_days() {
        let check = |from: &str, until: &str, today: &str, expected: bool| {
            let notice = RawNotice {
                published: "2026-11-20".into(),
                valid_from: from.into(),
                valid_until: until.into(),
                closes: vec!["lift-1".into()],
                ..RawNotice::default()
            };
            let file = NoticesFile {
                notices: vec![notice],
            };
            let closed = closed_by_notices(&file, Day::parse(today).unwrap());
            assert_eq!(!closed.is_empty(), expected, "{from} {until} {today}");
        };
        check("2026-12-01", "2026-12-03", "2026-11-30", false);
        check("2026-12-01", "2026-12-03", "2026-12-01", true);
        check("2026-12-01", "2026-12-03", "2026-12-03", true);
        check("2026-12-01", "2026-12-03", "2026-12-04", false);
        check("", "2026-12-03", "2026-11-19", false);
        check("", "", "2026-11-21", true);
    }
}
