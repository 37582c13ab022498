//! The draft of a listing that a shop's owner hands to the operator: which fields are the owner's
//! own. The format in words is in `FORMAT.md`.

use crate::domain::market::check::is_language_tag;

/// Version of the format, the draft's field `draft`.
pub const VERSION: u32 = 1;

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

#[cfg(test)]
mod tests {
    use super::*;

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
