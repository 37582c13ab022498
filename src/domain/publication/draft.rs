//! The draft of a listing that a shop's owner hands to the operator: which fields are the owner's
//! own. The format in words is in `FORMAT.md`.

/// What is worth saying about a listing while it is written.
pub mod advice;
/// An owner's work on one listing.
pub mod desk;
/// Drafts that come from elsewhere.
pub mod taken;

use crate::domain::market::check::is_language_tag;
use crate::domain::market::json::Json;

/// Version of the format, the draft's field `draft`.
pub const VERSION: u32 = 1;
/// Changes of a draft, at most: more than there are fields in all languages.
pub const MOST_CHANGES: usize = 500;
/// Bytes of a draft, at most.
pub const MOST_BYTES: usize = 1024 * 1024;
/// What stands between the names of several shops in one stall.
const BETWEEN_SHOPS: &str = " · ";

/// Texts by language, `name/en`.
const TEXTS: [&str; 2] = ["name", "description"];
/// Values that are replaced as a whole.
const WHOLE: [&str; 6] = [
    "categories",
    "products",
    "brands",
    "standards",
    "languages",
    "hours",
];
/// Parts of the contact, `contact/phone`.
const CONTACT: [&str; 4] = ["phone", "email", "website", "messenger"];

/// Why a field is not the owner's to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withheld {
    /// Who hangs the plaque decides on it.
    Mark,
    /// Its issuer decides on it.
    Grade,
    /// Who awards it decides on it.
    Honour,
    /// The operator's plan says where a stall is and who holds it.
    Position,
    /// The operator's own field.
    Operator,
    /// There is no such field.
    Unknown,
}

impl Withheld {
    /// Stable code, for programs.
    pub fn code(self) -> &'static str {
        match self {
            Withheld::Mark => "not-yours-mark",
            Withheld::Grade => "not-yours-grade",
            Withheld::Honour => "not-yours-honour",
            Withheld::Position => "not-yours-position",
            Withheld::Operator => "not-yours-operator",
            Withheld::Unknown => "unknown-field",
        }
    }
}

/// Whether a field (`name/en`, `categories`, `contact/phone`) is the owner's to change.
pub fn owners_own(field: &str) -> Result<(), Withheld> {
    let (head, tail) = match field.split_once('/') {
        Some((head, tail)) => (head, Some(tail)),
        None => (field, None),
    };
    let is_own = match tail {
        None => WHOLE.contains(&head),
        Some(tag) if TEXTS.contains(&head) => is_language_tag(tag),
        Some(part) => head == "contact" && CONTACT.contains(&part),
    };
    if is_own {
        return Ok(());
    }
    Err(match head {
        "plaques" | "plaque" | "mark" | "marks" | "member" | "post" | "links" | "branch" => {
            Withheld::Mark
        }
        "grade" | "grades" => Withheld::Grade,
        "honour" | "honours" => Withheld::Honour,
        "stalls" | "stall" | "level" | "number" | "printed" | "outline" | "at" | "position" => {
            Withheld::Position
        }
        "id" | "helped_by" | "looked_after_by" | "looks_after" | "grid" => Withheld::Operator,
        _ => Withheld::Unknown,
    })
}

/// A draft, as an owner's page hands it over.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Id of the market.
    pub market: String,
    /// Id of the listing.
    pub listing: String,
    /// Id of the stall it is for.
    pub stall: String,
    changes: Vec<Change>,
}

/// One field that shall say something else.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// `name/en`; one that is the owner's own.
    pub field: String,
    /// What it said when the draft was begun.
    pub old: Json,
    /// What it shall say.
    pub new: Json,
}

impl Draft {
    /// Reads a draft; none for another version, one that does not say what it is for, or one with
    /// more changes than a draft may have. Fields that are not the owner's are left out.
    pub fn read(json: Json) -> Option<Draft> {
        let mut record = Some(json);
        let mut take = |name: &str| taken(record.as_mut()?, name);
        if take("draft") != Some(Json::Whole(i64::from(VERSION))) {
            return None;
        }
        let draft = Draft {
            market: text(take("market"))?,
            listing: text(take("listing"))?,
            stall: text(take("stall"))?,
            changes: Vec::new(),
        };
        let rows = match take("changes") {
            Some(Json::List(rows)) if rows.len() <= MOST_CHANGES => rows,
            // An empty list has no kind of its own.
            Some(Json::Wholes(none)) if none.is_empty() => Vec::new(),
            _ => return None,
        };
        let changes = rows.into_iter().filter_map(|mut row| {
            let field = text(taken(&mut row, "field"))?;
            owners_own(&field).ok()?;
            Some(Change {
                field,
                old: taken(&mut row, "old").unwrap_or(Json::Null),
                new: taken(&mut row, "new").unwrap_or(Json::Null),
            })
        });
        Some(Draft {
            changes: changes.collect(),
            ..draft
        })
    }

    /// Puts the wanted values into a published shard, before it is checked like every other. False
    /// when the shard does not have the listing in the draft's stall: then nothing is changed.
    pub fn put_into(&self, shard: &mut Json) -> bool {
        let Some(Json::List(listings)) = entry(shard, "listings") else {
            return false;
        };
        let own = |row: &mut Json| entry(row, "id") == Some(&mut Json::Text(self.listing.clone()));
        let Some(row) = listings.iter_mut().position(own) else {
            return false;
        };
        let Some(row) = listings.get_mut(row) else {
            return false;
        };
        let is_there = match entry(row, "stalls") {
            Some(Json::List(stalls)) => stalls.contains(&Json::Text(self.stall.clone())),
            _ => false,
        };
        if is_there {
            for change in &self.changes {
                put(row, &change.field, &change.new);
                // How a name is spoken is the old name's; the operator's program makes it anew.
                if change.field == "name/zh" {
                    put(row, "name/zh-Latn", &Json::Null);
                }
            }
        }
        is_there
    }

    /// What a column of names in `tongue` says of the stall when the draft is published, where it
    /// says `column` now; none when the draft leaves that as it is.
    pub fn renamed(&self, tongue: &str, column: &str) -> Option<String> {
        let is_it = |own: &&Change| own.field.strip_prefix("name/") == Some(tongue);
        let change = self.changes.iter().find(is_it)?;
        let words = |json: &Json| match json {
            Json::Text(text) => text.trim().to_owned(),
            _ => String::new(),
        };
        let (old, new) = (words(&change.old), words(&change.new));
        let mut shops: Vec<&str> = column.split(BETWEEN_SHOPS).collect();
        shops.retain(|own| !own.is_empty());
        match shops.iter_mut().find(|own| **own == old) {
            Some(own) => *own = &new,
            None => shops.push(&new),
        }
        shops.retain(|own| !own.is_empty());
        Some(shops.join(BETWEEN_SHOPS))
    }
}

/// A value without what says nothing: spaces around texts, empty parts. Two values that are the
/// same afterwards say the same.
pub fn normal(value: Json) -> Json {
    let is_something = |own: &Json| *own != Json::Null;
    match value {
        Json::Text(text) if text.trim().is_empty() => Json::Null,
        Json::Text(text) => Json::Text(text.trim().to_owned()),
        Json::List(list) if list.is_empty() => Json::Null,
        Json::Wholes(list) if list.is_empty() => Json::Null,
        Json::List(list) => Json::List(list.into_iter().map(normal).collect()),
        Json::Object(entries) => {
            let parts = entries.into_iter().map(|(name, own)| (name, normal(own)));
            let parts: Vec<_> = parts.filter(|(_, own)| is_something(own)).collect();
            match parts.is_empty() {
                true => Json::Null,
                false => Json::Object(parts),
            }
        }
        other => other,
    }
}

/// The value of a field (`brands`, `name/en`) of a record; null when there is none.
pub fn value_at(record: &Json, field: &str) -> Json {
    let inner = |record: &Json, name: &str| match record {
        Json::Object(entries) => {
            let mut entries = entries.iter().rev();
            let found = entries.find(|(own, _)| own == name);
            found.map_or(Json::Null, |(_, value)| value.clone())
        }
        _ => Json::Null,
    };
    match field.split_once('/') {
        Some((head, name)) => inner(&inner(record, head), name),
        None => inner(record, field),
    }
}

/// The last entry of a name, as readers take it.
fn entry<'a>(record: &'a mut Json, name: &str) -> Option<&'a mut Json> {
    let Json::Object(entries) = record else {
        return None;
    };
    let mut entries = entries.iter_mut().rev();
    entries.find(|(own, _)| own == name).map(|(_, value)| value)
}

fn taken(record: &mut Json, name: &str) -> Option<Json> {
    Some(std::mem::replace(entry(record, name)?, Json::Null))
}

fn text(json: Option<Json>) -> Option<String> {
    match json {
        Some(Json::Text(text)) if !text.is_empty() => Some(text),
        _ => None,
    }
}

/// Puts a value at `name`, or at `head/name` of a record in the record; nothing takes it away.
fn put(record: &mut Json, field: &str, wanted: &Json) {
    let Json::Object(entries) = record else {
        return;
    };
    if let Some((head, name)) = field.split_once('/') {
        if !entries.iter().any(|(own, _)| own == head) {
            entries.push((head.to_owned(), Json::Object(Vec::new())));
        }
        if let Some(inner) = entry(record, head) {
            put(inner, name, wanted);
        }
        return;
    }
    entries.retain(|(own, _)| own != field);
    if *wanted != Json::Null {
        entries.push((field.to_owned(), wanted.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::market::json_text;

    fn json(text: &str) -> Json {
        json_text::parse(text, &|text| text.parse().ok()).expect("the test's own JSON")
    }

    const SHARD: &str = r#"{"level":"a1","stalls":[],"listings":[
        {"id":"l1","stalls":["a1-1"],"name":{"zh":"甲"},"products":[{"zh":"花"}]},
        {"id":"l2","stalls":["a1-2"],"name":{"zh":"乙"}}]}"#;

    /// What becomes of the shard's first listing under these changes.
    fn check(changes: &str, expected: &str) {
        let draft = [
            r#"{"draft":1,"market":"m","listing":"l1","stall":"a1-1","changes":"#,
            changes,
            "}",
        ];
        let draft = Draft::read(json(&draft.concat())).expect("a draft");
        let mut shard = json(SHARD);
        assert!(draft.put_into(&mut shard), "{changes}");
        let Some(Json::List(rows)) = entry(&mut shard, "listings") else {
            panic!("no listings");
        };
        assert_eq!(rows.first(), Some(&json(expected)), "{changes}");
    }

    #[test]
    fn what_a_draft_does_to_a_listing() {
        let same = r#"{"id":"l1","stalls":["a1-1"],"name":{"zh":"甲"},"products":[{"zh":"花"}]}"#;
        check("[]", same);
        check(
            r#"[{"field":"name/en","old":null,"new":"A"},{"field":"products","new":null}]"#,
            r#"{"id":"l1","stalls":["a1-1"],"name":{"zh":"甲","en":"A"}}"#,
        );
        check(
            r#"[{"field":"name/zh","new":"丙"}]"#,
            r#"{"id":"l1","stalls":["a1-1"],"name":{"zh":"丙"},"products":[{"zh":"花"}]}"#,
        );
        check(
            r#"[{"field":"contact/phone","new":"1"},{"field":"products","new":[{"zh":"草"}]}]"#,
            r#"{"id":"l1","stalls":["a1-1"],"name":{"zh":"甲"},"contact":{"phone":"1"},"products":[{"zh":"草"}]}"#,
        );
        // What is not the owner's to say changes nothing.
        check(
            r#"[{"field":"stalls","new":["a1-9"]},{"field":"grades","new":[]},{"field":"id","new":"x"}]"#,
            same,
        );
    }

    #[test]
    fn drafts_that_are_refused() {
        for text in [
            "[]",
            r#"{"draft":2,"market":"m","listing":"l1","stall":"a1-1","changes":[]}"#,
            r#"{"draft":1,"market":"m","listing":"","stall":"a1-1","changes":[]}"#,
            r#"{"draft":1,"market":"m","listing":"l1","stall":"a1-1"}"#,
        ] {
            assert_eq!(Draft::read(json(text)), None, "{text}");
        }
        let foreign = r#"{"draft":1,"market":"m","listing":"l2","stall":"a1-1",
            "changes":[{"field":"name/zh","new":"丙"}]}"#;
        let mut shard = json(SHARD);
        assert!(
            !Draft::read(json(foreign))
                .expect("a draft")
                .put_into(&mut shard)
        );
        assert_eq!(shard, json(SHARD));
    }

    #[test]
    fn what_an_owner_may_change() {
        let check = |field: &str, expected: Result<(), Withheld>| {
            assert_eq!(owners_own(field), expected, "{field}");
        };
        check("name/zh", Ok(()));
        check("name/zh-Hant", Ok(()));
        check("description/ar", Ok(()));
        check("categories", Ok(()));
        check("hours", Ok(()));
        check("contact/phone", Ok(()));
        check("plaques", Err(Withheld::Mark));
        check("member", Err(Withheld::Mark));
        check("grades", Err(Withheld::Grade));
        check("grades/0/level", Err(Withheld::Grade));
        check("honours", Err(Withheld::Honour));
        check("stalls", Err(Withheld::Position));
        check("outline", Err(Withheld::Position));
        check("id", Err(Withheld::Operator));
        check("helped_by/zh", Err(Withheld::Operator));
        for field in [
            "",
            "/",
            "name",
            "name/",
            "name/no tag",
            "contact",
            "contact/person",
            "categories/0",
            "products/0/zh",
            "__proto__",
        ] {
            check(field, Err(Withheld::Unknown));
        }
    }
}
