//! In which manner a person goes: without steps, with goods, with few changes of level.

use leptos::prelude::*;

use crate::domain::language::Message;
use crate::domain::route::Options;
use crate::domain::session::Command;
use crate::widgets::live::{IntoRows, flag, tap};
use crate::widgets::visit::Visit;

/// One manner: its words, whether it is set, and how it is set.
type Manner = (Message, fn(&mut Options) -> &mut bool);

const MANNERS: [Manner; 3] = [
    (Message::WayStepFree, |own| &mut own.step_free),
    (Message::WayGoods, |own| &mut own.goods),
    (Message::WayFewest, |own| &mut own.fewest_changes),
];

/// The manners to choose from. Without any, the fastest way is shown.
#[component]
pub fn Manners() -> impl IntoView {
    let visit = Visit::here();
    let options = move || visit.session.with(|session| session.trip().options);
    let keys = MANNERS.map(|(words, of)| {
        let is_set = move || *of(&mut options());
        let turn = move || {
            let mut options = visit.session.with_untracked(|own| own.trip().options);
            let own = of(&mut options);
            *own = !*own;
            visit.apply(Command::GoBy(options));
        };
        view! {
            <button type="button" class="key manner-key" aria-pressed=flag(is_set) on:click=tap(turn)>
                {visit.text(words)}
            </button>
        }
    });
    view! {
        <div class="manners" role="group" aria-label=visit.text(Message::WayHow)>
            {keys.into_iter().into_rows()}
        </div>
    }
}
