//! Which tables and columns there are: one list for reading and for the template.

mod site;
mod stalls;

/// A table of a workbook.
#[derive(Debug)]
pub struct Table {
    /// What its rows become.
    pub kind: Kind,
    /// Name of its sheet in the template.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// Its columns, in the order of the template.
    pub columns: &'static [Column],
}

/// What the rows of a table become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `market.json`.
    Market,
    /// `buildings.json`, a row for each level.
    Levels,
    /// `categories.json`.
    Categories,
    /// `scales.json`, a row for each level of a scale.
    Scales,
    /// Stalls, and what is known of the shop in each: listings, plaques, grades.
    Stalls,
    /// Listings of shops that hold one stall or several.
    Shops,
    /// Service places.
    Places,
    /// Kiosks.
    Kiosks,
}

/// A column.
#[derive(Debug)]
pub struct Column {
    /// Where its value goes: file of the row and field in it.
    pub field: &'static str,
    /// Header.
    pub zh: &'static str,
    /// Header.
    pub en: &'static str,
    /// Other headers that clerks write.
    pub other: &'static [&'static str],
    /// How its values are written.
    pub form: Form,
    /// Without it a row is of no use.
    pub needed: bool,
    /// A value for the template.
    pub example: &'static str,
}

/// How values of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One text.
    Text,
    /// An id, or a number used as one.
    Id,
    /// A text in the language that the header names; the market's own when it names none.
    Label,
    /// Several texts in such a language.
    Labels,
    /// Several texts or ids.
    List,
    /// A length: decimetres unless the header says metres.
    Length,
    /// Points `x,y x,y …` in such lengths.
    Points,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// A day.
    Day,
    /// A moment, UTC; a day means its beginning.
    Moment,
    /// Yes or no.
    YesNo,
    /// Opening hours such as `08:30-17:30`.
    Hours,
    /// Id or name of a level.
    Level,
    /// Ids or names of categories.
    Categories,
    /// One of these words, or what they are called: (word, Chinese, English).
    Words(&'static [(&'static str, &'static str, &'static str)]),
}

const fn column(
    field: &'static str,
    zh: &'static str,
    en: &'static str,
    other: &'static [&'static str],
    form: Form,
    example: &'static str,
) -> Column {
    Column {
        field,
        zh,
        en,
        other,
        form,
        needed: false,
        example,
    }
}

const fn needed(mut column: Column) -> Column {
    column.needed = true;
    column
}

/// All tables; what others refer to comes first.
pub const TABLES: &[Table] = &[
    Table {
        kind: Kind::Market,
        zh: "市场",
        en: "Market",
        columns: site::MARKET,
    },
    Table {
        kind: Kind::Categories,
        zh: "类目",
        en: "Categories",
        columns: site::CATEGORIES,
    },
    Table {
        kind: Kind::Levels,
        zh: "楼层",
        en: "Levels",
        columns: site::LEVELS,
    },
    Table {
        kind: Kind::Scales,
        zh: "等级标准",
        en: "Grade scales",
        columns: site::SCALES,
    },
    Table {
        kind: Kind::Stalls,
        zh: "商位",
        en: "Stalls",
        columns: stalls::STALLS,
    },
    Table {
        kind: Kind::Shops,
        zh: "商铺",
        en: "Shops",
        columns: stalls::SHOPS,
    },
    Table {
        kind: Kind::Places,
        zh: "服务点",
        en: "Places",
        columns: stalls::PLACES,
    },
    Table {
        kind: Kind::Kiosks,
        zh: "导览屏",
        en: "Kiosks",
        columns: stalls::KIOSKS,
    },
];

impl Column {
    /// All headers of the column.
    pub fn headers(&self) -> impl Iterator<Item = &'static str> {
        [self.zh, self.en]
            .into_iter()
            .chain(self.other.iter().copied())
    }
}
