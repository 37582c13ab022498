//! One stall: the shops in it, its marks, its grades, and who says so.

use leptos::prelude::*;

use super::live::{IntoRows, flag, live, live_view, tap};

pub use alone::ListingAlone;
pub use contact::ContactLines;
pub use hours::{HoursLines, OpenNow};

mod absent;
mod alone;
mod contact;
mod hours;
mod trust;

use super::badge::Mark;
use super::care::Care;
use super::grade::GradeCards;
use super::parts::{key, shown_line};
use super::published::sentence;
use super::route::WayKeys;
use super::visit::{Record, Visit};
use crate::domain::language::{CountMessage, Message};
use crate::domain::market::listing::Listing;
use crate::domain::market::text::Text;
use crate::domain::market::trust::PlaqueKind;
use crate::domain::route::Stop;
use crate::domain::session::Command;
use absent::{Absent, MovedNote};
use trust::{Honours, Plaques};

/// Products shown before "more".
const PRODUCTS_SHOWN: usize = 12;

/// The chosen stall.
#[component]
pub fn StallView(id: String) -> impl IntoView {
    let visit = Visit::here();
    let own = id.clone();
    let card = live_view(move || {
        // The card is written once; another language, or names that come later, write it anew.
        visit.language.track();
        visit.level.track();
        visit.category_names.track();
        match visit.record.get() {
            Record::Ready(index, shard) if shard.stall(&id).is_some() => {
                let listings: Vec<Listing> = shard.listings(&id).cloned().collect();
                let detail = shard.stall(&id).cloned();
                let stop = Stop::Stall(id.clone());
                view! { <StallCard index stop listings detail /> }.into_any()
            }
            Record::Gone => view! { <Absent id=id.clone() /> }.into_any(),
            Record::Failed | Record::Ready(..) => view! {
                <StallHead index=shown_index(visit, &id) />
                <p class="notice">{visit.say(Message::FailedListing)}</p>
            }
            .into_any(),
            Record::None | Record::Loading => view! {
                <StallHead index=shown_index(visit, &id) />
                <p class="hint" aria-live="polite">{visit.say(Message::Loading)}</p>
            }
            .into_any(),
        }
    });
    view! {
        <MovedNote id=own />
        {card}
    }
}

/// Index of the stall on the level on screen, while its record is on the way.
fn shown_index(visit: Visit, id: &str) -> Option<usize> {
    visit.level.with(|level| level.as_ref()?.stalls.find(id))
}

#[component]
fn StallCard(
    index: usize,
    stop: Stop,
    listings: Vec<Listing>,
    detail: Option<crate::domain::publication::open::StallDetail>,
) -> impl IntoView {
    let visit = Visit::here();
    let several = listings.len() > 1;
    let shops = listings.len();
    let cards = listings
        .into_iter()
        .map(|listing| view! { <Shop listing /> })
        .into_rows();
    view! {
        <article class="card stall-card">
            <StallHead index=Some(index) />
            <WayKeys stop />
            {detail
                .as_ref()
                .map(|detail| {
                    view! {
                        <GradeCards stall=detail.id.clone() grades=detail.grades.clone() />
                        <Plaques plaques=detail.plaques.clone() />
                        <Honours ids=detail.honours.clone() />
                    }
                })}
            {several.then(|| view! { <p class="hint">{visit.count(CountMessage::CountShops, shops)}</p> })}
            {cards}
            {(shops == 0).then(|| view! { <p class="hint">{visit.say(Message::StallVacant)}</p> })}
            {detail.map(|detail| view! { <Care detail /> })}
        </article>
    }
}

/// Number, level and signs: what is known of a stall without its record.
#[component]
fn StallHead(index: Option<usize>) -> impl IntoView {
    let visit = Visit::here();
    let level = visit.level.get();
    let (Some(index), Some(level)) = (index, level) else {
        return ().into_any();
    };
    let stalls = &level.stalls;
    let marked = stalls.has_plaque(index, PlaqueKind::PartyMember);
    let post = stalls.has_plaque(index, PlaqueKind::DemonstrationPost);
    let name = match level.name(index).is_empty() {
        true => visit.say(Message::StallVacant).into_any(),
        false => visit.show_stall(&level, index),
    };
    let place = visit.show_level(stalls.level());
    view! {
        <header class="card-head stall-head">
            <div class="stall-titles">
                <h2>{name}</h2>
                <p class="stall-place">
                    <bdi class="stall-number">{stalls.printed(index)}</bdi>
                    <span>{place}</span>
                </p>
            </div>
            <div class="head-signs">
                {marked.then(|| view! { <Mark kind=PlaqueKind::PartyMember labelled=true /> })}
                {post.then(|| view! { <Mark kind=PlaqueKind::DemonstrationPost labelled=true /> })}
            </div>
        </header>
    }
    .into_any()
}

/// What one shop says of itself.
#[component]
fn Shop(listing: Listing) -> impl IntoView {
    let visit = Visit::here();
    let categories = listing
        .categories()
        .iter()
        .filter_map(|id| {
            let index = visit.tree.with(|tree| tree.as_ref()?.tree.find(id))?;
            let id = id.clone();
            Some(view! {
                <li>
                    <button
                        type="button"
                        class="tag-key"
                        on:click=tap(move || visit.open(crate::domain::session::View::Category(id.clone())))
                    >
                        {visit.show_category(index)}
                    </button>
                </li>
            })
        })
        .into_rows();
    let products = listing.products().clone();
    let spoken = listing
        .languages()
        .iter()
        .map(|tag| crate::browser::intl::language_name(visit.language.get().tag(), tag))
        .collect::<Vec<_>>()
        .join(" · ");
    let helped_by = listing.helped_by();
    let helped = (!helped_by.is_empty()).then(|| sentence(visit, Message::HelpedBy, helped_by));
    view! {
        <section class="shop" data-listing=listing.id().clone()>
            <h3 class="shop-name">{visit.show(listing.name())}</h3>
            {shown_line(visit, "shop-words", listing.description())}
            <ul class="tags">{categories}</ul>
            <Products products />
            <dl class="facts">
                {fact(visit.say(Message::Brands), search_keys(visit, listing.brands()))}
                {fact(visit.say(Message::Standards), search_keys(visit, listing.standards()))}
                {fact(visit.say(Message::Spoken), (!spoken.is_empty()).then(|| view! { <span>{spoken}</span> }.into_any()))}
            </dl>
            {helped.map(|words| view! { <p class="hint">{words}</p> })}
            <HoursLines hours=listing.hours().clone() title=Message::Hours />
            <ContactLines contact=listing.contact().clone() />
        </section>
    }
}

/// Words that other shops may have, too: each lights up everybody who has it.
fn search_keys(visit: Visit, words: &[String]) -> Option<AnyView> {
    let keys = words.iter().cloned().map(|own| {
        let asked = own.clone();
        let ask = tap(move || visit.apply(Command::Type(asked.clone())));
        view! { <li>{key("tag-key", own, ask)}</li> }
    });
    let keys = keys.into_rows();
    (!words.is_empty()).then(|| view! { <ul class="tags">{keys}</ul> }.into_any())
}

/// A term with its description, or nothing.
fn fact(term: &'static str, description: Option<AnyView>) -> impl IntoView {
    description.map(|description| {
        view! {
            <dt>{term}</dt>
            <dd>{description}</dd>
        }
    })
}

/// The first products, and the rest on demand.
#[component]
fn Products(products: Vec<Text>) -> impl IntoView {
    let visit = Visit::here();
    let all = RwSignal::new(false);
    let total = products.len();
    let rows = move || {
        let shown = if all.get() { total } else { PRODUCTS_SHOWN };
        products
            .iter()
            .take(shown)
            .map(|name| view! { <li>{visit.show(name)}</li> })
            .into_rows()
    };
    let words = move || {
        if all.get() {
            visit.say(Message::Fewer).to_owned()
        } else {
            visit.count(
                CountMessage::CountMore,
                total.saturating_sub(PRODUCTS_SHOWN),
            )
        }
    };
    (total > 0).then(|| {
        view! {
            <h4>{visit.text(Message::Products)}</h4>
            <ul class="products">{live_view(rows)}</ul>
            {(total > PRODUCTS_SHOWN)
                .then(|| {
                    view! {
                        <button type="button" class="key more-key" aria-expanded=flag(move || all.get()) on:click=tap(move || all.update(|all| *all = !*all))>
                            {live(words)}
                        </button>
                    }
                })}
        }
    })
}
