//! "In difficulty? Find a Party member": the nearest marked stall, and all of them by level.

use leptos::prelude::*;

use super::found::{FoundCard, distance_words};
use super::here::Here;
use crate::browser::named_level::named_level;
use crate::domain::language::{CountMessage, Message};
use crate::domain::market::text::Text;
use crate::domain::market::trust::PlaqueKind;
use crate::domain::publication::near::{self, Distance, Spot};
use crate::domain::publication::open::{LevelStalls, Venue};
use crate::domain::route::Stop;
use crate::domain::session::{Command, Pointed};
use crate::widgets::badge::Mark;
use crate::widgets::live::{IntoRows, effect, live, live_view, spawn, tap};
use crate::widgets::parts::line;
use crate::widgets::published;
use crate::widgets::stalls::StallList;
use crate::widgets::visit::Visit;

/// How far the search for the nearest marked stall has come.
#[derive(Clone, PartialEq)]
enum Nearest {
    Looking,
    /// No level that could be loaded has one.
    Nobody,
    Found(Member),
}

#[derive(Clone, PartialEq)]
struct Member {
    level: String,
    id: String,
    printed: String,
    name: Text,
    distance: Distance,
    here: Here,
    is_post: bool,
}

/// The page.
#[component]
pub fn MemberHelp() -> impl IntoView {
    let visit = Visit::here();
    let nearest = RwSignal::new(Nearest::Looking);
    let has_pointed = RwSignal::new(false);
    effect(move || {
        let language = visit.language.get().tag();
        spawn(async move {
            let found = find(visit, language).await;
            if nearest.is_disposed() {
                return;
            }
            // Once: afterwards the person moves the map.
            if let Nearest::Found(member) = &found
                && !has_pointed.get_untracked()
            {
                has_pointed.set(true);
                point(visit, member);
            }
            nearest.set(found);
        });
    });
    let card = move || match nearest.get() {
        Nearest::Looking => {
            view! { <p class="hint" aria-live="polite">{visit.say(Message::Loading)}</p> }
                .into_any()
        }
        Nearest::Nobody => line("notice", visit.say(Message::MemberNobody)),
        Nearest::Found(member) => view! { <MemberCard member /> }.into_any(),
    };
    view! {
        <section class="help-page member-help">
            <h2>{visit.text(Message::HelpHeading)}</h2>
            <p class="hint">{visit.text(Message::MemberText)}</p>
            <div aria-live="polite">{live_view(card)}</div>
            <h3>{visit.text(Message::MemberByLevel)}</h3>
            <ul class="where-levels">{live_view(move || level_keys(visit))}</ul>
            <StallList />
        </section>
    }
}

fn point(visit: Visit, member: &Member) {
    visit.apply(Command::Point {
        level: member.level.clone(),
        at: Pointed::Stall(member.id.clone()),
    });
}

#[component]
fn MemberCard(member: Member) -> impl IntoView {
    let visit = Visit::here();
    let kind = match member.is_post {
        true => PlaqueKind::DemonstrationPost,
        false => PlaqueKind::PartyMember,
    };
    let distance = distance_words(visit, member.distance, &member.here);
    let (shown, id) = (member.clone(), member.id);
    view! {
        <FoundCard
            lead=Message::MemberNearest
            sign=view! { <Mark kind /> }.into_any()
            name=published::code(member.printed)
            about=member.name
            level=member.level
            distance
            stop=Stop::Stall(id.clone())
            show=tap(move || point(visit, &shown))
            open=tap(move || visit.open_stall(&id))
        />
    }
}

/// A key for each level with marked stalls, with their number.
fn level_keys(visit: Visit) -> AnyView {
    let shown = visit.session.with(|session| session.level().to_owned());
    let rows = visit.venue.with(|venue| {
        let levels = venue.iter().flat_map(|venue| {
            venue.levels().map(|place| {
                let sign = [place.building.short_name(), " ", place.level.short_name()].concat();
                let count = venue.counts(place.level.id()).1;
                (
                    place.level.id().clone(),
                    sign,
                    usize::try_from(count).unwrap_or(0),
                )
            })
        });
        levels
            .filter(|(_, _, count)| *count > 0)
            .collect::<Vec<_>>()
    });
    rows.into_iter()
        .map(|(level, sign, count)| {
            let is_shown = level == shown;
            // After the sign, whose letters are the key's visible name.
            let spoken = [
                ", \u{2068}",
                visit.level_name(&level).as_str(),
                "\u{2069}: ",
                &visit.count(CountMessage::CountMarked, count),
            ]
            .concat();
            view! {
                <li>
                    <button
                        type="button"
                        class="where-key"
                        data-level=level.clone()
                        aria-pressed=if is_shown { "true" } else { "false" }
                        on:click=tap(move || visit.apply(Command::ShowLevel(level.clone())))
                    >
                        <bdi>{sign}</bdi>
                        <span class="spoken">{spoken}</span>
                        <span class="where-count marked-count" aria-hidden="true">
                            {live(move || crate::browser::intl::number(visit.language.get().tag(), count as f64))}
                        </span>
                    </button>
                </li>
            }
        })
        .into_rows()
}

/// The nearest marked stall: on the nearest level that has one, the one at the shortest line.
async fn find(visit: Visit, language: &str) -> Nearest {
    let store = visit.store();
    let Ok(venue) = store.venue().await else {
        return Nearest::Nobody;
    };
    let here = Here::of(visit, &venue);
    for level in near::levels_from(&venue, &here.level) {
        if venue.counts(&level).1 == 0 {
            continue;
        }
        // A level that cannot be loaded leaves it to the next.
        let Ok((view, _)) = named_level(&store, &level, language, None).await else {
            continue;
        };
        if let Some((stall, distance)) = nearest_on(&view.stalls, &venue, &here) {
            return Nearest::Found(Member {
                id: view.stalls.id(stall),
                printed: view.stalls.printed(stall),
                name: Text::of(view.names.tongue(stall), view.name(stall)),
                is_post: view.stalls.has_plaque(stall, PlaqueKind::DemonstrationPost),
                level,
                distance,
                here,
            });
        }
    }
    Nearest::Nobody
}

fn nearest_on(stalls: &LevelStalls, venue: &Venue, here: &Here) -> Option<(usize, Distance)> {
    let marked =
        (0..stalls.len()).filter(|stall| stalls.has_plaque(*stall, PlaqueKind::PartyMember));
    let with_distance = marked.map(|stall| {
        let ground = stalls.footprint(stall);
        let at = [ground.x_dm + ground.w_dm / 2, ground.y_dm + ground.h_dm / 2];
        let level = stalls.level();
        (stall, here.distance(venue, Spot { level, at }))
    });
    with_distance.min_by_key(|(_, distance)| *distance)
}
