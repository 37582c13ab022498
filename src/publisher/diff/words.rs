//! The words of the reports. Ids, codes and what the market itself says are the same in both
//! languages.

use super::Counts;
use crate::publisher::report::Language;

/// All words of both reports.
#[derive(Debug)]
pub(super) struct Words {
    pub title: &'static str,
    pub sequence: &'static str,
    pub before: &'static str,
    pub after: &'static str,
    pub published: &'static str,
    pub expires: &'static str,
    pub stalls: &'static str,
    pub marked: &'static str,
    pub files: &'static str,
    pub size: &'static str,
    pub in_numbers: &'static str,
    pub map: &'static str,
    /// In the order of [`Words::counts`].
    pub changes: [&'static str; 8],
    pub levels_new: &'static str,
    pub levels_gone: &'static str,
    pub categories_new: &'static str,
    pub categories_gone: &'static str,
    pub categories_renamed: &'static str,
    pub other_files: &'static str,
    pub new: &'static str,
    pub gone: &'static str,
    pub moved: &'static str,
    pub changed: &'static str,
    pub listings: &'static str,
    pub ground: &'static str,
    pub marks: &'static str,
    pub grade: &'static str,
    pub name: &'static str,
    pub categories: &'static str,
    pub printed_as: &'static str,
    pub none: &'static str,
    pub bytes: &'static str,
    /// `{}` is how many.
    pub more: &'static str,
    pub how_to_see_all: &'static str,
    pub sequence_does_not_grow: &'static str,
    pub nothing: &'static str,
}

const ENGLISH: Words = Words {
    title: "What changes",
    sequence: "sequence",
    before: "before",
    after: "after",
    published: "published",
    expires: "expires",
    stalls: "stalls",
    marked: "stalls with the red mark",
    files: "files",
    size: "size without records",
    in_numbers: "In numbers",
    map: "Map of the changes",
    changes: [
        "stalls added",
        "stalls removed",
        "stalls moved or reshaped",
        "stalls with other marks",
        "stalls with another grade",
        "stalls with another shop name",
        "stalls with other categories",
        "listings with other content",
    ],
    levels_new: "levels added",
    levels_gone: "levels removed",
    categories_new: "categories added",
    categories_gone: "categories removed",
    categories_renamed: "categories renamed",
    other_files: "other files",
    new: "added",
    gone: "removed",
    moved: "moved",
    changed: "changed",
    listings: "listings",
    ground: "ground",
    marks: "marks",
    grade: "grade",
    name: "name",
    categories: "categories",
    printed_as: "printed as",
    none: "none",
    bytes: "bytes",
    more: "… {} more",
    how_to_see_all: "all of them: --format json",
    sequence_does_not_grow: "The sequence does not grow: kiosks would refuse the new publication.",
    nothing: "Nothing changes for visitors.",
};

const CHINESE: Words = Words {
    title: "变更内容",
    sequence: "序号",
    before: "之前",
    after: "之后",
    published: "发布时间",
    expires: "有效期至",
    stalls: "商位",
    marked: "有红色标识的商位",
    files: "文件",
    size: "大小（不含商位记录）",
    in_numbers: "数量",
    map: "变更图",
    changes: [
        "新增商位",
        "撤销商位",
        "移动或改形的商位",
        "标识有变的商位",
        "等级有变的商位",
        "店名有变的商位",
        "类目有变的商位",
        "内容有变的店铺信息",
    ],
    levels_new: "新增楼层",
    levels_gone: "撤销楼层",
    categories_new: "新增类目",
    categories_gone: "撤销类目",
    categories_renamed: "改名的类目",
    other_files: "其他文件",
    new: "新增",
    gone: "撤销",
    moved: "移动",
    changed: "变更",
    listings: "店铺信息",
    ground: "位置",
    marks: "标识",
    grade: "等级",
    name: "名称",
    categories: "类目",
    printed_as: "印刷号为",
    none: "无",
    bytes: "字节",
    more: "……另有 {} 项",
    how_to_see_all: "全部内容：--format json",
    sequence_does_not_grow: "序号没有增大：导览屏会拒绝新的发布。",
    nothing: "对访客没有任何变化。",
};

impl Words {
    /// The words of a language.
    pub fn of(language: Language) -> &'static Words {
        match language {
            Language::En => &ENGLISH,
            Language::Zh => &CHINESE,
        }
    }

    /// The counts with their names.
    pub fn counts(&self, counts: &Counts) -> [(&'static str, usize); 8] {
        let [new, gone, moved, marks, grades, names, categories, listings] = self.changes;
        [
            (new, counts.stalls_new),
            (gone, counts.stalls_gone),
            (moved, counts.stalls_moved),
            (marks, counts.marks),
            (grades, counts.grades),
            (names, counts.names),
            (categories, counts.stall_categories),
            (listings, counts.listings),
        ]
    }

    /// How many are not listed.
    pub fn more(&self, count: usize) -> String {
        self.more.replace("{}", &count.to_string())
    }

    /// A size, or that there is no file.
    pub fn size_of(&self, bytes: Option<u64>) -> String {
        bytes.map_or(self.none.to_owned(), |bytes| bytes.to_string())
    }
}

/// A title out of words that stand within a sentence.
pub(super) fn titled(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
