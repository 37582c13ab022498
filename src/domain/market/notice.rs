//! Notices and warnings of the day, exactly as their issuer published them.

use super::check::Checker;
use super::clock::Standing;
use super::limits;
use super::raw::RawNotice;
use super::text::Text;
use super::time::Day;

/// What a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// News of the market.
    Notice,
    /// Somebody warns of something.
    Warning,
    /// A service on offer, e.g. a training.
    Service,
}

impl NoticeKind {
    const WORDS: &'static str = "notice warning service";

    /// Reads the word of the data.
    pub fn parse(word: &str) -> Option<NoticeKind> {
        Some(match word {
            "notice" => NoticeKind::Notice,
            "warning" => NoticeKind::Warning,
            "service" => NoticeKind::Service,
            _ => return None,
        })
    }
}

checked! {
    /// A notice.
    Notice {
        /// Unique in the market.
        id: String,
        /// What it is.
        kind: NoticeKind,
        /// Its heading.
        title: Text,
        /// What it says; may be empty.
        body: Text,
        /// Who says so.
        issuer: Text,
        /// Day of publication.
        published: Option<Day>,
        /// First day.
        valid_from: Option<Day>,
        /// Last day, when it ends.
        valid_until: Option<Day>,
    }
}

impl Notice {
    /// Checks the row. A notice without heading or issuer is not shown: it would be a rumour.
    pub fn check(raw: &RawNotice, at: &mut Checker) -> Option<Notice> {
        let id = at.id("id", &raw.id);
        let kind = NoticeKind::parse(&raw.kind);
        if kind.is_none() {
            at.not_one_of("kind", NoticeKind::WORDS, &raw.kind);
        }
        let notice = Notice {
            id: id?,
            kind: kind?,
            title: at.text("title", &raw.title, limits::NAME_CHARS),
            body: at.optional_text("body", &raw.body, limits::TEXT_CHARS),
            issuer: at.text("issuer", &raw.issuer, limits::NAME_CHARS),
            published: at.day("published", &raw.published),
            valid_from: at.optional_day("valid_from", &raw.valid_from),
            valid_until: at.optional_day("valid_until", &raw.valid_until),
        };
        let is_signed = !notice.title.is_empty() && !notice.issuer.is_empty();
        is_signed.then_some(notice)
    }

    /// How it stands on a day. What is dated into the future has not been said yet.
    pub fn standing(&self, today: Day) -> Standing {
        Standing::on(today, self.valid_from.max(self.published), self.valid_until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw() -> RawNotice {
        RawNotice {
            id: "n1".into(),
            kind: "warning".into(),
            title: [("en".into(), "Take care".into())].into(),
            issuer: [("en".into(), "Office".into())].into(),
            published: "2026-11-10".into(),
            ..RawNotice::default()
        }
    }

    #[test]
    fn what_cannot_be_shown() {
        let check = |change: fn(&mut RawNotice), path: &str| {
            let mut row = raw();
            change(&mut row);
            let mut at = Checker::new("notices.json");
            let found = Notice::check(&row, &mut at);
            assert_eq!(found.is_some(), path.is_empty(), "{path}");
            let problems = at.finish();
            let first = problems.list().first();
            assert_eq!(first.map_or("", |problem| &problem.path), path);
        };
        check(|_| (), "");
        check(|row| row.kind = "rumour".into(), "/kind");
        check(|row| row.title = Default::default(), "/title");
        check(|row| row.issuer = Default::default(), "/issuer");
        check(|row| row.id.clear(), "/id");
    }

    #[test]
    fn standings() {
        let check = |from: &str, until: &str, today: &str, expected| {
            let row = RawNotice {
                valid_from: from.into(),
                valid_until: until.into(),
                ..raw()
            };
            let notice = Notice::check(&row, &mut Checker::new("x")).unwrap();
            assert_eq!(notice.standing(Day::parse(today).unwrap()), expected);
        };
        check("", "", "2026-11-21", Standing::InForce);
        check("", "", "2026-11-09", Standing::Coming);
        check("2026-12-01", "2026-12-31", "2026-11-30", Standing::Coming);
        check("2026-12-01", "2026-12-31", "2026-12-31", Standing::InForce);
        check("2026-12-01", "2026-12-31", "2027-01-01", Standing::Over);
        check("2026-11-01", "", "2026-11-05", Standing::Coming);
    }
}
