//! The part of an address that opens a route elsewhere: ids and options, nothing of a person.
//!
//! `route=START~STOP~…` and, where options are set, `way=step-free~goods~fewest`. A stall stands as
//! its id, a place as `LEVEL*ID`, a kiosk as `*ID`, the nearest of a kind as `**KIND`. None of
//! these characters needs escaping in an address. The language travels in the link's `lang`.
//!
//! A link may be older than the publication that opens it. Nothing but ids stands in it, so a stall
//! that was moved is found where it is now; one that is gone makes [`find`](super::find) answer
//! [`Gone`](super::Answer::Gone), and a tour name it in [`Tour::gone`](super::Tour).

use super::tour::MOST;
use super::wish::{Options, Stop, Target};
use crate::domain::market::limits;
use crate::domain::market::place::PlaceKind;

/// A route as a link carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteLink {
    /// Where it begins.
    pub from: Stop,
    /// Where it leads; more than one for a tour. Never empty.
    pub to: Vec<LinkStop>,
    /// How.
    pub options: Options,
}

/// A stop of a link.
pub type LinkStop = Target;

impl RouteLink {
    /// Values of `route` and, unless it is empty, `way`. None for what a link cannot carry: a bare
    /// point, or more stops than a tour has.
    pub fn write(&self) -> Option<(String, String)> {
        let mut route = written_stop(&Target::Stop(self.from.clone()))?;
        if self.to.is_empty() || self.to.len() > MOST {
            return None;
        }
        for stop in &self.to {
            route.push('~');
            route.push_str(&written_stop(stop)?);
        }
        let mut way = String::new();
        for (word, set) in words(self.options) {
            if set {
                if !way.is_empty() {
                    way.push('~');
                }
                way.push_str(word);
            }
        }
        Some((route, way))
    }

    /// Reads what [`RouteLink::write`] wrote, from this program or an older or newer one: words
    /// that are not known are passed over, stops that cannot be read are left out. None without a
    /// start or without any stop.
    pub fn read(route: &str, way: &str) -> Option<RouteLink> {
        let mut stops = route.split('~').take(MOST + 1);
        let Some(Target::Stop(from)) = read_stop(stops.next()?) else {
            return None;
        };
        let to: Vec<LinkStop> = stops.filter_map(read_stop).collect();
        let has = |word: &str| way.split('~').any(|own| own == word);
        (!to.is_empty()).then_some(RouteLink {
            from,
            to,
            options: Options {
                step_free: has("step-free"),
                goods: has("goods"),
                fewest_changes: has("fewest"),
            },
        })
    }
}

fn words(options: Options) -> [(&'static str, bool); 3] {
    [
        ("step-free", options.step_free),
        ("goods", options.goods),
        ("fewest", options.fewest_changes),
    ]
}

/// A stop as links write it; none for a bare point.
pub fn written_stop(stop: &LinkStop) -> Option<String> {
    Some(match stop {
        Target::Stop(Stop::Stall(id)) => id.clone(),
        Target::Stop(Stop::Kiosk(id)) => ["*", id].concat(),
        Target::Stop(Stop::Place(level, id)) => [level, "*", id].concat(),
        Target::Stop(Stop::Point(..)) => return None,
        Target::Nearest(kind) => ["**", kind.word()].concat(),
    })
}

/// Reads what [`written_stop`] wrote.
pub fn read_stop(token: &str) -> Option<LinkStop> {
    if let Some(kind) = token.strip_prefix("**") {
        return PlaceKind::parse(kind).map(Target::Nearest);
    }
    let id = |text: &str| is_id(text).then(|| text.to_owned());
    let stop = match token.split_once('*') {
        None => Stop::Stall(id(token)?),
        Some(("", kiosk)) => Stop::Kiosk(id(kiosk)?),
        Some((level, place)) => Stop::Place(id(level)?, id(place)?),
    };
    Some(Target::Stop(stop))
}

fn is_id(text: &str) -> bool {
    (1..=limits::ID_CHARS).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stall(id: &str) -> LinkStop {
        Target::Stop(Stop::Stall(id.into()))
    }

    #[test]
    fn there_and_back() {
        let link = RouteLink {
            from: Stop::Kiosk("a1-k1".into()),
            to: vec![
                stall("f3-12045"),
                Target::Stop(Stop::Place("f3".into(), "f3-desk".into())),
                Target::Nearest(PlaceKind::Toilet),
            ],
            options: Options {
                step_free: true,
                fewest_changes: true,
                ..Options::default()
            },
        };
        let (route, way) = link.write().unwrap();
        assert_eq!(route, "*a1-k1~f3-12045~f3*f3-desk~**toilet");
        assert_eq!(way, "step-free~fewest");
        assert_eq!(RouteLink::read(&route, &way), Some(link));
    }

    #[test]
    fn what_a_link_cannot_carry() {
        let mut link = RouteLink {
            from: Stop::Point("a1".into(), [1, 2]),
            to: vec![stall("f3-1")],
            options: Options::default(),
        };
        assert_eq!(link.write(), None);
        link.from = Stop::Stall("f3-2".into());
        assert_eq!(link.write(), Some(("f3-2~f3-1".into(), String::new())));
        link.to.clear();
        assert_eq!(link.write(), None);
    }

    #[test]
    fn links_of_strangers() {
        let check = |route: &str, stops: Option<usize>| {
            let read = RouteLink::read(route, "fly~goods");
            assert_eq!(read.as_ref().map(|own| own.to.len()), stops, "{route}");
            assert!(read.is_none_or(|own| own.options.goods && !own.options.step_free));
        };
        check("*k1~f3-1", Some(1));
        check("*k1~f3-1~**heliport~f3-2", Some(2));
        check("*k1~<script>~f3 1", None);
        check("**toilet~f3-1", None);
        check("~f3-1", None);
        check("", None);
        let long = "x".repeat(65);
        check(&["*k1~", &long, "~f3-1"].concat(), Some(1));
        let many = ["*k1", &"~f3-1".repeat(400)].concat();
        check(&many, Some(MOST));
    }
}
