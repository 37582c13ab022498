//! The keyboard is never lost: who opens a view reads on at its heading, and who goes back is where
//! they were, on the key or the map that led away.

use leptos::html::Div;
use leptos::prelude::*;

use super::live::{effect, spawn};
use super::visit::Visit;
use crate::browser::focus::{self, Holder, Key};
use crate::domain::session::View;

/// Views that are remembered, at most.
const MOST_VIEWS: usize = 20;
/// What a view shows may still be on its way for so many frames, and take the place of what was
/// there first.
const MOST_FRAMES: u32 = 300;

/// What led away from a view.
#[derive(Debug, Clone, PartialEq)]
enum Opener {
    Map,
    Key(Key),
}

/// What happens in the panel, as far as the keyboard is concerned.
#[derive(Clone, Copy)]
pub struct Focus {
    panel: NodeRef<Div>,
    /// The key that was touched last.
    last: StoredValue<Option<Key>>,
    /// Grows with each view: what still waits for the one before gives up.
    turn: StoredValue<u32>,
}

impl Focus {
    /// Follows the views of a panel.
    pub fn follow(visit: Visit, view: Memo<View>, panel: NodeRef<Div>) -> Focus {
        let focus = Focus {
            panel,
            last: StoredValue::new(None),
            turn: StoredValue::new(0),
        };
        let openers: StoredValue<Vec<(View, Opener)>> = StoredValue::new(Vec::new());
        let before: StoredValue<Option<View>> = StoredValue::new(None);
        effect(move || {
            let shown = view.get();
            let Some(left) = before
                .try_update_value(|own| own.replace(shown.clone()))
                .flatten()
                .filter(|left| *left != shown)
            else {
                return;
            };
            let Some(panel) = panel.get_untracked() else {
                return;
            };
            let turn = focus.turn.with_value(|own| own.wrapping_add(1));
            focus.turn.set_value(turn);
            let holder = focus::holder(&panel);
            let known = openers.with_value(|own| own.iter().rposition(|(own, _)| *own == shown));
            if let Some(place) = known {
                let opener = openers.try_update_value(|own| own.drain(place..).next());
                if holder != Holder::Other
                    && let Some((_, opener)) = opener.flatten()
                {
                    spawn(async move { focus.return_to(visit, opener, turn).await });
                }
                return;
            }
            let opener = match holder {
                Holder::Map => Some(Opener::Map),
                Holder::Nobody | Holder::Inside => {
                    let last = focus.last.try_update_value(Option::take);
                    last.flatten().map(Opener::Key)
                }
                Holder::BackKey | Holder::Other => None,
            };
            if let Some(opener) = opener {
                openers.update_value(|own| {
                    if own.len() == MOST_VIEWS {
                        own.remove(0);
                    }
                    own.push((left, opener));
                });
                spawn(async move { focus.begin_view(turn).await });
            }
        });
        focus
    }

    /// Notes the key in which something happens.
    pub fn note(&self, event: &leptos::ev::Event) {
        let panel = self.panel.get_untracked();
        if let Some(key) = panel.and_then(|panel| focus::key_of(&panel, event)) {
            self.last.set_value(Some(key));
        }
    }

    /// The heading of a new view has the keyboard, as soon as there is one, and as long as it is
    /// written anew while the view fills.
    async fn begin_view(self, turn: u32) {
        let mut is_given = false;
        for _ in 0..MOST_FRAMES {
            focus::next_frame().await;
            let Some(panel) = self.panel.try_get_untracked().flatten() else {
                return;
            };
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            match focus::holder(&panel) {
                Holder::Other | Holder::BackKey => return,
                Holder::Map if is_given => return,
                Holder::Inside if is_given => {}
                Holder::Nobody | Holder::Inside | Holder::Map => {
                    is_given |= focus::give_heading(&panel);
                }
            }
        }
    }

    async fn return_to(self, visit: Visit, opener: Opener, turn: u32) {
        for _ in 0..MOST_FRAMES {
            focus::next_frame().await;
            let Some(panel) = self.panel.try_get_untracked().flatten() else {
                return;
            };
            if self.turn.try_get_value() != Some(turn) || focus::holder(&panel) == Holder::Other {
                return;
            }
            match &opener {
                Opener::Map => return visit.give_map_keyboard(),
                Opener::Key(key) if focus::give_key(&panel, key) => return,
                Opener::Key(_) => {}
            }
        }
        // What led away is there no more.
        if let Some(panel) = self.panel.try_get_untracked().flatten() {
            focus::give_heading(&panel);
        }
    }
}
