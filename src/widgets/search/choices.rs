//! What a search can be narrowed down to, with how many stalls each choice would leave.

use leptos::prelude::*;

use crate::browser::finder::FoundFacet;
use crate::browser::intl;
use crate::domain::language::{CountMessage, Message};
use crate::domain::session::{Choice, ChoiceKind, Command};
use crate::widgets::live::{IntoRows, flag, live_view, memo, tap, when};
use crate::widgets::published::code;
use crate::widgets::visit::Visit;

/// Choices of a kind that are offered at a time.
const MOST_OFFERED: usize = 8;

/// The key that opens the choices, and the choices.
#[component]
pub fn Choices() -> impl IntoView {
    let visit = Visit::here();
    let is_open = visit.is_narrowing;
    // The person before may have left them open.
    is_open.set(false);
    let chosen = memo(move || visit.session.with(|session| session.choices().len()));
    let facets = memo(move || {
        let found = visit.found.get();
        found.map_or(Vec::new(), |found| found.facets.clone())
    });
    let groups = move || {
        // The same choices, in other words.
        visit.language.track();
        let groups = ChoiceKind::ALL.into_iter().map(|kind| {
            let rows = facets.with(|facets| {
                let own = facets.iter().filter(|row| row.kind == kind.word());
                own.take(MOST_OFFERED).cloned().collect::<Vec<_>>()
            });
            (!rows.is_empty()).then(|| view! { <ChoiceGroup kind rows /> })
        });
        groups.flatten().into_rows()
    };
    let has_any = move || {
        let found = visit.found.get();
        found.is_some_and(|found| found.stalls > 0) || chosen.get() > 0
    };
    view! {
        {when(has_any, move || view! {
            <div class="narrow">
                <button
                    type="button"
                    class="key narrow-key"
                    aria-expanded=flag(move || is_open.get())
                    aria-pressed=flag(move || { chosen.get() > 0 })
                    on:click=tap(move || is_open.update(|open| *open = !*open))
                >
                    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 6h16M7 12h10M10 18h4" /></svg>
                    <span>{visit.text(Message::NarrowDown)}</span>
                </button>
                {when(move || is_open.get() || chosen.get() > 0, move || view! {
                    <div class="narrow-groups">{live_view(groups)}</div>
                }.into_any())}
            </div>
        }.into_any())}
    }
}

#[component]
fn ChoiceGroup(kind: ChoiceKind, rows: Vec<FoundFacet>) -> impl IntoView {
    let visit = Visit::here();
    let keys = rows.into_iter().map(|row| {
        let choice = Choice {
            kind,
            id: row.id.clone(),
            place: row.place,
        };
        let own = choice.clone();
        let is_chosen = memo(move || {
            visit
                .session
                .with(|session| session.choices().contains(&own))
        });
        let stalls = usize::try_from(row.stalls).unwrap_or(0);
        let count = visit.count(CountMessage::CountStalls, stalls);
        view! {
            <button
                type="button"
                class="key choice-key"
                data-choice=kind.word()
                aria-pressed=flag(move || is_chosen.get())
                on:click=tap(move || visit.apply(Command::Choose(choice.clone())))
            >
                <span>{name(visit, kind, &row)}</span>
                <small>{count}</small>
            </button>
        }
    });
    let keys = keys.into_rows();
    view! {
        <fieldset class="choice-group">
            <legend>{heading(kind).map(|message| visit.say(message))}</legend>
            <div class="choice-keys">{keys}</div>
        </fieldset>
    }
}

/// The heading over a kind; keys that say everything themselves have none.
fn heading(kind: ChoiceKind) -> Option<Message> {
    Some(match kind {
        ChoiceKind::Open | ChoiceKind::Marked => return None,
        ChoiceKind::Grade => Message::Grade,
        ChoiceKind::Category => Message::Categories,
        ChoiceKind::Building => Message::Building,
        ChoiceKind::Level => Message::Level,
        ChoiceKind::Spoken => Message::Spoken,
        ChoiceKind::Standard => Message::Standards,
        ChoiceKind::Honour => Message::ResultsHonours,
    })
}

fn name(visit: Visit, kind: ChoiceKind, row: &FoundFacet) -> AnyView {
    let place = usize::try_from(row.place).unwrap_or(0);
    match kind {
        ChoiceKind::Open => visit.say(Message::OpenNow).into_any(),
        ChoiceKind::Marked => visit.say(Message::PartyMember).into_any(),
        ChoiceKind::Category => visit.show_category(place),
        ChoiceKind::Level => visit.show_level(&row.id),
        ChoiceKind::Standard => code(row.id.clone()),
        ChoiceKind::Spoken => code(intl::language_name(visit.language.get().tag(), &row.id)),
        ChoiceKind::Building => {
            let own = visit.venue.with(|venue| {
                let building = venue.as_ref()?.buildings.get(place)?;
                Some(building.name().clone())
            });
            own.map(|name| visit.show(&name)).into_any()
        }
        ChoiceKind::Honour => {
            let honours = visit.honours.get();
            let own = honours.get(place);
            own.map(|honour| visit.show(honour.name())).into_any()
        }
        ChoiceKind::Grade => {
            let own = visit.venue.with(|venue| {
                let scales = &venue.as_ref()?.scales;
                let scale = scales.iter().find(|scale| *scale.id() == row.id)?;
                Some(scale.levels().get(place)?.name().clone())
            });
            let name = own.map_or_else(String::new, |name| visit.words(&name));
            visit
                .say_with(Message::GradeAtLeast, &[("grade", &name)])
                .into_any()
        }
    }
}
