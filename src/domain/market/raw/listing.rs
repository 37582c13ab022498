//! What a shop publishes about itself.

use super::Labels;

record! {
    /// A listing of `levels/<level>/listings.json`: one shop's own words. A shop may hold
    /// several stalls, and several shops may share one.
    RawListing {
        id: String,
        /// Ids of the stalls the shop holds, the main one first.
        stalls: Vec<String>,
        /// Shop name.
        name: Labels,
        description: Labels,
        /// Ids of categories, the main one first.
        categories: Vec<String>,
        products: Vec<Labels>,
        brands: Vec<String>,
        /// Product standards the shop declares to follow, e.g. `GB 6675.1-2014`.
        standards: Vec<String>,
        contact: Option<RawContact>,
        hours: Vec<RawSpan>,
        /// Languages spoken in the shop by BCP 47 tag.
        languages: Vec<String>,
        /// Which firm helps this shop, where that is published.
        helped_by: Labels,
    }
}

record! {
    /// A business contact. There is no field for a person on purpose.
    RawContact {
        phone: String,
        email: String,
        website: String,
        /// Name of a business account in a messenger.
        messenger: String,
    }
}

record! {
    /// Opening hours on some days of the week, in the market's time zone.
    RawSpan {
        /// `mon` … `sun`; empty means every day.
        days: Vec<String>,
        /// `08:30`.
        opens: String,
        /// `17:30`; `24:00` is allowed.
        closes: String,
    }
}
