//! What a person reads about a field that was not applied: what was expected, and how to mend it.

use crate::domain::publication::draft::Withheld;
use crate::publisher::report::Language;

/// A field that is not the owner's.
pub(super) fn withheld(reason: Withheld, language: Language) -> (String, String) {
    let (expected, mend) = match (language, reason) {
        (Language::En, Withheld::Mark) => (
            "fields of the listing: marks belong to the stall, and who hangs the plaque says so",
            "Ask the branch that hangs the plaques.",
        ),
        (Language::En, Withheld::Grade) => (
            "fields of the listing: grades are published by their issuer",
            "Ask the issuer of the grade.",
        ),
        (Language::En, Withheld::Honour) => (
            "fields of the listing: honours are published by those who award them",
            "Ask who awards the honour.",
        ),
        (Language::En, Withheld::Position) => (
            "fields of the listing: where a stall is, and who holds it, is in the operator's plan",
            "Change stalls and plans in the source folder.",
        ),
        (Language::En, Withheld::Operator) => (
            "fields of the listing that are the shop's own",
            "Change it in the source folder, if it is to be changed.",
        ),
        (Language::En, Withheld::Unknown) => (
            "a field of the listing, such as name/en, categories or contact/phone",
            "Ask for the draft again, from the preview page.",
        ),
        (Language::Zh, Withheld::Mark) => (
            "商铺信息的字段：标志属于商位，由挂牌单位决定",
            "请与挂牌的党支部联系。",
        ),
        (Language::Zh, Withheld::Grade) => {
            ("商铺信息的字段：等级由评定单位发布", "请与评定单位联系。")
        }
        (Language::Zh, Withheld::Honour) => {
            ("商铺信息的字段：荣誉由授予单位发布", "请与授予单位联系。")
        }
        (Language::Zh, Withheld::Position) => (
            "商铺信息的字段：商位的位置和归属以市场的平面图为准",
            "请在源文件夹中修改商位和平面图。",
        ),
        (Language::Zh, Withheld::Operator) => {
            ("由商铺自己填写的字段", "如需修改，请在源文件夹中修改。")
        }
        (Language::Zh, Withheld::Unknown) => (
            "商铺信息的字段，例如 name/en、categories、contact/phone",
            "请从预览页重新导出草稿。",
        ),
    };
    (expected.to_owned(), mend.to_owned())
}

/// A field that the source has changed since the draft was begun.
pub(super) fn conflict(old: &str, new: &str, language: Language) -> (String, String) {
    match language {
        Language::En => (
            format!("what the draft began with: {}", or_nothing(old, "nothing")),
            format!(
                "Somebody has changed it meanwhile. Keep it, or write what the draft wants: {}",
                or_nothing(new, "nothing")
            ),
        ),
        Language::Zh => (
            format!("草稿开始时的内容：{}", or_nothing(old, "（空）")),
            format!(
                "此项已被他人修改。请保留现有内容，或改为草稿的内容：{}",
                or_nothing(new, "（空）")
            ),
        ),
    }
}

/// A value of another kind than the field has.
pub(super) fn wrong_shape(why: &str, language: Language) -> (String, String) {
    match language {
        Language::En => (
            format!("a value of the field's own shape ({why})"),
            "Ask for the draft again, from the preview page.".to_owned(),
        ),
        Language::Zh => (
            format!("与字段相符的内容（{why}）"),
            "请从预览页重新导出草稿。".to_owned(),
        ),
    }
}

fn or_nothing<'a>(text: &'a str, nothing: &'a str) -> &'a str {
    if text.is_empty() { nothing } else { text }
}
