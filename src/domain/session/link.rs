//! Deep links: what a page's address asks for.

use crate::domain::market::limits;
use crate::domain::route::RouteLink;

/// Ids that a route may be as long as: more stops than a tour has.
const ROUTE_IDS: usize = 64;

/// What a link asks for; nothing in it is about a person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Link {
    /// `stall=ID`
    pub stall: Option<String>,
    /// `category=ID`
    pub category: Option<String>,
    /// `level=ID`
    pub level: Option<String>,
    /// `q=TEXT`
    pub query: Option<String>,
    /// `lang=TAG`
    pub language: Option<String>,
    /// `from=KIOSK`: the kiosk where the link was made.
    pub from: Option<String>,
    /// `route=START~STOP…` with `way=OPTIONS`, as [`RouteLink`] writes them.
    pub route: Option<RouteLink>,
}

impl Link {
    /// Reads decoded (name, value) pairs; empty, overlong and unknown ones are passed over.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Link {
        let mut link = Link::default();
        let (mut route, mut way) = (None, None);
        for (name, value) in pairs {
            let (field, limit) = match name {
                "stall" => (&mut link.stall, limits::ID_CHARS),
                "category" => (&mut link.category, limits::ID_CHARS),
                "level" => (&mut link.level, limits::ID_CHARS),
                "from" => (&mut link.from, limits::ID_CHARS),
                "lang" => (&mut link.language, limits::ID_CHARS),
                "q" => (&mut link.query, limits::NAME_CHARS),
                "route" => (&mut route, limits::ID_CHARS * ROUTE_IDS),
                "way" => (&mut way, limits::ID_CHARS),
                _ => continue,
            };
            if !value.is_empty() && value.chars().count() <= limit {
                *field = Some(value.to_owned());
            }
        }
        link.route = route.and_then(|route| RouteLink::read(&route, &way.unwrap_or_default()));
        link
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links() {
        let check = |pairs: &[(&str, &str)], expected: Link| {
            assert_eq!(Link::read(pairs.iter().copied()), expected)
        };
        check(&[], Link::default());
        check(
            &[("stall", "f3-12045"), ("q", "玩具"), ("utm_source", "x")],
            Link {
                stall: Some("f3-12045".into()),
                query: Some("玩具".into()),
                ..Link::default()
            },
        );
        check(
            &[("way", "step-free"), ("route", "*k1~f3-12045")],
            Link {
                route: RouteLink::read("*k1~f3-12045", "step-free"),
                ..Link::default()
            },
        );
        check(&[("route", "nowhere")], Link::default());
        check(&[("stall", "")], Link::default());
        check(&[("stall", &"x".repeat(65))], Link::default());
        check(&[("q", &"长".repeat(121))], Link::default());
    }
}
