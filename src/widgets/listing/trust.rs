//! Plaques and honours of a stall, each with who says so, since when and until when.

use leptos::prelude::*;

use crate::widgets::live::{IntoRows, live_view};

use crate::domain::language::Message;
use crate::domain::market::trust::{Honour, Plaque, PlaqueKind};
use crate::domain::order;
use crate::widgets::badge::Mark;
use crate::widgets::visit::Visit;
use crate::widgets::vouched::{Vouch, Vouched};

/// Plaques at the stall.
#[component]
pub fn Plaques(plaques: Vec<Plaque>) -> impl IntoView {
    let visit = Visit::here();
    plaques
        .into_iter()
        .map(|plaque| {
            let kind = *plaque.kind();
            let name = match kind {
                PlaqueKind::PartyMember => Message::PartyMember,
                PlaqueKind::DemonstrationPost => Message::DemonstrationPost,
            };
            let published = visit.venue.with(|venue| {
                let plaques = venue.as_ref()?.market.plaques();
                plaques
                    .iter()
                    .find(|meaning| *meaning.kind() == kind)
                    .cloned()
            });
            let vouch = published.map_or_else(Vouch::default, |published| Vouch {
                meaning: published.meaning().clone(),
                issuer: published.issuer().clone(),
                days: Vec::new(),
            });
            let vouch = vouch
                .day(Message::Since, *plaque.since())
                .day(Message::GradeValidUntil, *plaque.until());
            view! {
                <div class="grade-line plaque-line">
                    <Mark kind />
                    <div>
                        <p class="grade-name">{visit.say(name)}</p>
                        <Vouched vouch />
                    </div>
                </div>
            }
        })
        .into_rows()
}

/// Honours of the stall, newest first.
#[component]
pub fn Honours(ids: Vec<String>) -> impl IntoView {
    let visit = Visit::here();
    live_view(move || {
        let mut honours: Vec<Honour> = visit.honours.with(|all| {
            all.iter()
                .filter(|honour| ids.contains(honour.id()))
                .cloned()
                .collect()
        });
        order::by(&mut honours, |honour| {
            (0, usize::MAX - *honour.year() as usize)
        });
        honours
            .into_iter()
            .map(|honour| {
                let vouch = Vouch {
                    issuer: honour.issuer().clone(),
                    ..Vouch::default()
                };
                view! {
                    <div class="grade-line honour-line">
                        <span class="honour-sign" aria-hidden="true">{honour.year().to_string()}</span>
                        <div>
                            <p class="grade-name">{visit.show(honour.name())}</p>
                            <Vouched vouch />
                        </div>
                    </div>
                }
            })
            .into_rows()
    })
}
