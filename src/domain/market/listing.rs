//! What a shop publishes about itself.

use super::check::Checker;
use super::limits;
use super::problem::Fault;
use super::raw::{RawContact, RawListing};
use super::text::Text;
use super::time::Hours;

checked! {
    /// One shop's listing.
    Listing {
        /// Unique in the market.
        id: String,
        /// Ids of its stalls, the main one first.
        stalls: Vec<String>,
        /// Shop name.
        name: Text,
        /// Its own words.
        description: Text,
        /// Ids of categories, the main one first.
        categories: Vec<String>,
        /// Products by name.
        products: Vec<Text>,
        /// Own brands.
        brands: Vec<String>,
        /// Declared product standards.
        standards: Vec<String>,
        /// Business contact.
        contact: Contact,
        /// Opening hours.
        hours: Hours,
        /// Spoken languages by BCP 47 tag.
        languages: Vec<String>,
        /// Firm that helps this shop.
        helped_by: Text,
    }
}

impl Listing {
    /// Checks the row. `known_category` tells whether a category id exists. A listing without id
    /// or name is unusable; everything else that is wrong is noted and left out.
    pub fn check(
        raw: &RawListing,
        known_category: &dyn Fn(&str) -> bool,
        at: &mut Checker,
    ) -> Option<Listing> {
        let id = at.id("id", &raw.id);
        let name = at.text("name", &raw.name, limits::NAME_CHARS);
        if raw.stalls.is_empty() {
            at.missing("stalls");
        }
        if raw.categories.is_empty() {
            at.missing("categories");
        }
        let stalls = at.taken("stalls", &raw.stalls, limits::STALLS_PER_SHOP);
        let limit = limits::LIST_ITEMS;
        let categories = at.rows("categories", &raw.categories, limit, |category, at| {
            if !known_category(category) {
                at.report(Fault::Unknown("category"), category);
                return None;
            }
            Some(category.clone())
        });
        let products = at.rows(
            "products",
            &raw.products,
            limits::PRODUCTS,
            |product, at| {
                let text = at.text_here(product, limits::NAME_CHARS);
                (!text.is_empty()).then_some(text)
            },
        );
        let languages = at.language_tags("languages", &raw.languages, limits::LIST_ITEMS);
        let listing = Listing {
            id: id?,
            stalls,
            name,
            description: at.optional_text("description", &raw.description, limits::TEXT_CHARS),
            categories,
            products,
            brands: lines("brands", &raw.brands, at),
            standards: lines("standards", &raw.standards, at),
            contact: Contact::check_optional(raw.contact.as_ref(), at),
            hours: Hours::check(&raw.hours, "hours", at),
            languages,
            helped_by: at.optional_text("helped_by", &raw.helped_by, limits::NAME_CHARS),
        };
        (!listing.name.is_empty()).then_some(listing)
    }
}

#[inline(never)]
fn lines(field: &'static str, raw: &[String], at: &mut Checker) -> Vec<String> {
    at.rows(field, raw, limits::LIST_ITEMS, |text, at| {
        let line = at.line_here(text.trim(), limits::NAME_CHARS);
        (!line.is_empty()).then_some(line)
    })
}

/// A business contact; empty parts are not published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// As written, with its own spaces and dashes.
    pub phone: String,
    pub email: String,
    pub website: String,
    /// Business account in a messenger.
    pub messenger: String,
}

impl Contact {
    /// Checks the parts.
    pub fn check(raw: &RawContact, at: &mut Checker) -> Contact {
        Contact {
            phone: at.line("phone", raw.phone.trim(), 40),
            email: at.line("email", raw.email.trim(), limits::NAME_CHARS),
            website: at.line("website", raw.website.trim(), limits::NAME_CHARS),
            messenger: at.line("messenger", raw.messenger.trim(), limits::NAME_CHARS),
        }
    }

    /// Checks the parts of a record's field `contact`, if it has one.
    #[inline(never)]
    pub(super) fn check_optional(raw: Option<&RawContact>, at: &mut Checker) -> Contact {
        raw.map_or_else(Contact::default, |raw| {
            at.within("contact", |at| Contact::check(raw, at))
        })
    }

    /// True when nothing is published.
    pub fn is_empty(&self) -> bool {
        self.phone.is_empty()
            && self.email.is_empty()
            && self.website.is_empty()
            && self.messenger.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &RawListing, expected: &[(&str, &str)]) -> Option<Listing> {
        let mut at = Checker::new("listings.json");
        let listing = at.within("3", |at| Listing::check(raw, &|id| id == "toys", at));
        let problems = at.finish();
        let found: Vec<(&str, &str)> = problems
            .list()
            .iter()
            .map(|problem| (problem.path.as_str(), problem.fault.code()))
            .collect();
        assert_eq!(found, expected);
        listing
    }

    fn good() -> RawListing {
        RawListing {
            id: "l1".into(),
            stalls: vec!["f3-12045".into()],
            name: [("zh".into(), "鑫源玩具".into())].into(),
            categories: vec!["toys".into()],
            ..RawListing::default()
        }
    }

    #[test]
    fn a_good_listing() {
        let listing = check(&good(), &[]).unwrap();
        assert_eq!(listing.name().best("en", "zh"), ("鑫源玩具", "zh"));
    }

    #[test]
    fn every_mistake_of_a_row_is_found() {
        let mut raw = good();
        raw.categories.push("toyz".into());
        raw.languages.push("English".into());
        raw.products.push([("en".into(), "x".repeat(5_000))].into());
        raw.products.push([].into());
        let listing = check(
            &raw,
            &[
                ("/3/categories/1", "unknown-reference"),
                ("/3/products/0/en", "too-long"),
                ("/3/products/1", "missing"),
                ("/3/languages", "form"),
            ],
        )
        .unwrap();
        assert_eq!(listing.categories(), &["toys"]);
        assert_eq!(listing.products().len(), 1);
    }

    #[test]
    fn without_a_name_it_is_unusable() {
        let raw = RawListing {
            name: [].into(),
            ..good()
        };
        assert!(check(&raw, &[("/3/name", "missing")]).is_none());
    }
}
