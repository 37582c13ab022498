//! What the signs mean: every sign that the map can show, drawn as the map draws it.

use leptos::prelude::*;

use super::live::{IntoRows, live_view, word};

use super::badge::{GradeBadge, Mark};
use super::published::{machine_sign, sentence};
use super::visit::Visit;
use crate::domain::language::{Message, place_kind};
use crate::domain::market::place::PlaceKind;
use crate::domain::market::tag;
use crate::domain::market::trust::{GradeState, PlaqueKind};

/// The legend of the level on screen.
#[component]
pub fn Legend() -> impl IntoView {
    let visit = Visit::here();
    let plaques = move || {
        let plaques = visit.venue.with(|venue| {
            venue
                .as_ref()
                .map(|venue| venue.market.plaques().clone())
                .unwrap_or_default()
        });
        plaques
            .into_iter()
            .map(|plaque| {
                let kind = *plaque.kind();
                let line = match kind {
                    PlaqueKind::PartyMember => Message::LegendMarked,
                    PlaqueKind::DemonstrationPost => Message::LegendPost,
                };
                let meaning = plaque.meaning().clone();
                let issuer = plaque.issuer().clone();
                view! {
                    <li>
                        <Mark kind />
                        <div>
                            <p>{visit.text(line)}</p>
                            <p class="hint">{live_view(move || visit.show(&meaning))}</p>
                            <p class="hint">{live_view(move || sentence(visit, Message::IssuedBy, &issuer))}</p>
                        </div>
                    </li>
                }
            })
            .into_rows()
    };
    let scales = move || {
        let scales = visit.venue.with(|venue| {
            venue
                .as_ref()
                .map(|venue| venue.scales.clone())
                .unwrap_or_default()
        });
        scales
            .into_iter()
            .map(|scale| {
                let name = scale.name().clone();
                let issuer = scale.issuer().clone();
                let levels = scale.levels().clone();
                let rows = levels
                    .into_iter()
                    .map(|level| {
                        let name = level.name().clone();
                        let meaning = level.meaning().clone();
                        view! {
                            <li>
                                <GradeBadge level state=GradeState::Valid />
                                <div>
                                    <p>{live_view(move || visit.show(&name))}</p>
                                    <p class="hint">{live_view(move || visit.show(&meaning))}</p>
                                </div>
                            </li>
                        }
                    })
                    .into_rows();
                view! {
                    <h3>{live_view(move || sentence(visit, Message::LegendGrades, &name))}</h3>
                    <p class="hint">{live_view(move || sentence(visit, Message::IssuedBy, &issuer))}</p>
                    <ul class="legend-rows">{rows}</ul>
                }
            })
            .into_rows()
    };
    let lapsed = move || {
        let level = visit
            .venue
            .with(|venue| venue.as_ref()?.scales.first()?.levels().first().cloned());
        let states = [
            (GradeState::Expired, Message::LegendGradeExpired),
            (GradeState::Suspended, Message::LegendGradeSuspended),
        ];
        let rows = level.into_iter().flat_map(|level| {
            states.map(|(state, words)| {
                view! {
                    <li>
                        <GradeBadge level=level.clone() state />
                        <p>{visit.text(words)}</p>
                    </li>
                }
            })
        });
        rows.into_rows()
    };
    let services = move || {
        let kinds: Vec<PlaceKind> = visit.level.with(|level| {
            let places = level.as_ref().map(|level| level.stalls.places.as_slice());
            let present = |kind: &&PlaceKind| {
                places.is_some_and(|places| places.iter().any(|place| place.kind() == *kind))
            };
            PlaceKind::ALL.iter().filter(present).copied().collect()
        });
        kinds
            .into_iter()
            .map(|kind| {
                let words = place_kind(kind.word());
                view! {
                    <li>
                        <super::map::PlaceIcon kind />
                        <p>{word(move || words.map_or("", |words| visit.say(words)))}</p>
                    </li>
                }
            })
            .into_rows()
    };
    let trades = move || {
        let tops = visit.tree.with(|tree| {
            tree.as_ref()
                .map(|tree| tree.tree.tops().to_vec())
                .unwrap_or_default()
        });
        // Only the trades that the level's stalls have.
        let mut present = vec![false; tops.len()];
        visit.level.with(|level| {
            visit.tree.with(|tree| {
                let (Some(level), Some(tree)) = (level, tree) else {
                    return;
                };
                for stall in 0..level.stalls.len() {
                    let top = level
                        .stalls
                        .categories(stall)
                        .next()
                        .map(|main| tree.tree.top_of(main));
                    let place = tops.iter().position(|own| Some(*own) == top);
                    if let Some(flag) = place.and_then(|place| present.get_mut(place)) {
                        *flag = true;
                    }
                }
            });
        });
        tops.into_iter()
            .enumerate()
            .filter(|(place, _)| present.get(*place) == Some(&true))
            .map(|(place, top)| {
                let ground = super::map::tint_css(place);
                view! {
                    <li>
                        <span class="swatch" aria-hidden="true" style:background-color=ground></span>
                        <p>{live_view(move || visit.show_category(top))}</p>
                    </li>
                }
            })
            .into_rows()
    };
    // Where nothing is translated by machines, nobody has to know their sign.
    let machine = move || {
        let has_any = visit.venue.with(|venue| {
            let languages = venue.as_ref().map(|venue| venue.market.languages());
            languages.is_some_and(|all| all.iter().any(|own| tag::is_machine(own)))
        });
        match has_any {
            true => view! {
                <li>
                    {machine_sign(visit)}
                    <p aria-hidden="true">{visit.say(Message::MachineTranslated)}</p>
                </li>
            }
            .into_any(),
            false => ().into_any(),
        }
    };
    let sign = |class: &'static str, message: Message| {
        view! {
            <li>
                <span class=class aria-hidden="true"></span>
                <p>{visit.text(message)}</p>
            </li>
        }
    };
    view! {
        <section class="legend">
            <h2>{visit.text(Message::LegendHeading)}</h2>
            <ul class="legend-rows">
                {sign("sign-you", Message::LegendYou)} {live_view(plaques)} {sign("sign-count", Message::LegendCount)} {sign("sign-lit", Message::LegendLit)}
                {sign("sign-chosen", Message::LegendChosen)} {sign("sign-vacant", Message::LegendVacant)}
                {sign("sign-void", Message::LegendVoid)} {live_view(machine)}
            </ul>
            {live_view(scales)}
            <ul class="legend-rows">
                {live_view(lapsed)} <li>
                    <span class="sign-none" aria-hidden="true"></span>
                    <p>{visit.text(Message::LegendGradeNone)}</p>
                </li>
            </ul>
            <h3>{visit.text(Message::Services)}</h3>
            <ul class="legend-rows legend-narrow">{live_view(services)}</ul>
            <h3>{visit.text(Message::LegendColors)}</h3>
            <ul class="legend-rows legend-narrow">{live_view(trades)}</ul>
        </section>
    }
}
