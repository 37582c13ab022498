//! Where a person wants to go, and how.

use crate::domain::route::{MOST_STOPS, Options, RouteLink, Stop, Target};

/// Where the way on the panel leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// To one stop, or to the nearest place of a kind.
    To(Target),
    /// To everything on the person's list, in a good order.
    List,
}

/// What a person wants of ways: it holds for each of them, until the person is forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trip {
    /// Where they begin; none for the kiosk itself.
    pub from: Option<Stop>,
    /// Stops, and kinds of place, that were picked while browsing, each once.
    pub list: Vec<Target>,
    /// Step-free, with goods, with few changes of level.
    pub options: Options,
    /// The step on the screen; none for the way as a whole.
    pub step: Option<usize>,
    /// The way that it is a step of: who comes back to it is where they were.
    pub(super) walked: Option<Goal>,
}

impl Trip {
    /// Puts a stop on the list, or takes it off. A full list takes no more.
    pub(super) fn pick(&mut self, stop: Target) {
        let before = self.list.len();
        self.list.retain(|own| *own != stop);
        if self.list.len() == before && before < MOST_STOPS {
            self.list.push(stop);
        }
        self.step = None;
    }

    /// True when a stop cannot be picked: there are as many as a tour has.
    pub fn is_full(&self) -> bool {
        self.list.len() >= MOST_STOPS
    }

    /// Shows a way: from its beginning, unless it is the one that was shown last.
    pub(super) fn show(&mut self, goal: &Goal) {
        if self.walked.as_ref() != Some(goal) {
            self.step = None;
            self.walked = Some(goal.clone());
        }
    }

    /// Takes over a link, and says where it leads. A link to several stops is a list.
    pub(super) fn follow(&mut self, link: &RouteLink) -> Goal {
        self.from = Some(link.from.clone());
        self.options = link.options;
        if let [only] = link.to.as_slice() {
            return Goal::To(only.clone());
        }
        for target in &link.to {
            if self.list.len() < MOST_STOPS && !self.list.contains(target) {
                self.list.push(target.clone());
            }
        }
        Goal::List
    }

    /// The link that opens this way elsewhere; none for what a link cannot carry. `kiosk` is where
    /// the person stands.
    pub fn link(&self, goal: &Goal, kiosk: &str) -> Option<RouteLink> {
        let from = self.from.clone();
        Some(RouteLink {
            from: from.unwrap_or_else(|| Stop::Kiosk(kiosk.to_owned())),
            to: match goal {
                Goal::To(target) => vec![target.clone()],
                Goal::List => self.list.clone(),
            },
            options: self.options,
        })
        .filter(|link| !link.to.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stall(id: &str) -> Target {
        Target::Stop(Stop::Stall(id.into()))
    }

    #[test]
    fn a_stop_is_on_the_list_once() {
        let mut trip = Trip::default();
        trip.pick(stall("a"));
        trip.pick(stall("b"));
        trip.pick(stall("a"));
        assert_eq!(trip.list, [stall("b")]);
        for number in 0..MOST_STOPS + 5 {
            trip.pick(stall(&number.to_string()));
        }
        assert_eq!(trip.list.len(), MOST_STOPS);
    }

    #[test]
    fn a_link_is_followed_and_written_again() {
        let check = |route: &str, way: &str, goal: Goal| {
            let link = RouteLink::read(route, way).unwrap();
            let mut trip = Trip::default();
            assert_eq!(trip.follow(&link), goal);
            assert_eq!(trip.link(&goal, "other"), Some(link));
        };
        let to = |id: &str| Goal::To(stall(id));
        check("*k1~f3-12045", "", to("f3-12045"));
        check("a1-1~f3-12045", "step-free~goods", to("f3-12045"));
        check("*k1~f3-1~f3-2~a1-7", "fewest", Goal::List);
        check("*k1~f3-1~**toilet~a1-7", "", Goal::List);
    }

    #[test]
    fn a_link_fills_a_list_no_further_than_it_goes() {
        let mut trip = Trip::default();
        (0..MOST_STOPS - 1).for_each(|number| trip.pick(stall(&number.to_string())));
        let link = RouteLink::read("*k1~a~b~c", "").unwrap();
        trip.follow(&link);
        assert!(trip.is_full());
        assert_eq!(trip.list.len(), MOST_STOPS);
    }

    #[test]
    fn an_empty_list_has_no_link() {
        assert_eq!(Trip::default().link(&Goal::List, "k1"), None);
    }
}
