//! What is expected, and how to mend it, in Chinese.

use crate::domain::market::problem::Fault;
use crate::publisher::check::findings::Finding;

/// What should stand there.
pub(super) fn expected(fault: &Fault) -> String {
    match fault {
        Fault::FileMissing => "可以读取的文件".to_owned(),
        Fault::NotJson(_) => "JSON 文本".to_owned(),
        Fault::FileTooLarge(bytes) => format!("最多 {} MB", bytes / (1024 * 1024)),
        Fault::WrongType(kind) => plain_kind(kind),
        Fault::UnknownField(known) => format!("以下之一：{known}"),
        Fault::Missing => "必须填写".to_owned(),
        Fault::TooLong(chars) => format!("最多 {chars} 个字符"),
        Fault::TooMany(entries) => format!("最多 {entries} 项"),
        Fault::OutOfRange(least, most) => format!("{least} 到 {most} 之间的数"),
        Fault::Form(form) => format!("格式：{form}"),
        Fault::NotOneOf(words) => {
            let words: Vec<&str> = words.split_whitespace().collect();
            format!("以下之一：{}", words.join("、"))
        }
        Fault::Duplicate(_) => "不能重复".to_owned(),
        Fault::Unknown(thing) => format!("已有的编号（{thing}）"),
        Fault::Cycle => "上级类目不能在本类目之下".to_owned(),
        Fault::OutsideLevel => "在楼层轮廓之内的位置".to_owned(),
        Fault::BadOutline => "有面积、不自相交叉的轮廓".to_owned(),
        Fault::Overlap(_) => "不与其他商位重叠".to_owned(),
        Fault::Control => "不含控制字符和不可见字符的文字".to_owned(),
        Fault::Columns => "各列长度相同".to_owned(),
        Fault::EndsBeforeStart => "结束不早于开始".to_owned(),
        Fault::Island => "能走到市场的其他地方".to_owned(),
        Fault::Unreached => "商位旁边有通往市场其他地方的通道".to_owned(),
        Fault::Personal(number) => match *number {
            "mobile number" => "不含个人手机号码".to_owned(),
            _ => "不含个人身份证号码".to_owned(),
        },
        Fault::NotTranslated(tag) => format!("市场主要语言（{tag}）的文字"),
        Fault::TooWide(columns) => {
            format!("最多 {columns} 列，最小的卡片才能完整显示（一个汉字占两列）")
        }
        Fault::Expired(day) => format!("有效期不早于发布日（{day}）"),
        Fault::NoStalls => "至少有一个商位的类目".to_owned(),
        Fault::Foreign(_) => "属于本店类目的商品".to_owned(),
        Fault::NotCovered(tag) => format!("市场的每种语言都有文字，包括 {tag}"),
    }
}

/// What to do about it.
pub(super) fn mending(finding: &Finding) -> String {
    let problem = &finding.problem;
    if let Some(near) = &finding.near {
        return format!("是不是 `{near}`？如果不是，请补上所引用的内容，或删去这一项。");
    }
    let words = match &problem.fault {
        Fault::FileMissing if problem.found.is_empty() => {
            return format!("请把 {} 放入源文件夹。", problem.file);
        }
        Fault::FileMissing => "请检查文件能否读取。",
        Fault::NotJson(words) => {
            return format!("请改正文件内容：{words}。常见原因是前面缺少逗号、引号或括号。");
        }
        Fault::FileTooLarge(_) => "请缩短文字，或把楼层分成几个。",
        Fault::WrongType(_) => "请按要求的形式填写：数字不加引号，文字要加引号。",
        Fault::UnknownField(_) => "如果是笔误请改正名称，否则请删去；它不会发布。",
        Fault::Missing => "请填写。",
        Fault::TooLong(_) => "请缩短。",
        Fault::TooMany(_) => "请减少。",
        Fault::OutOfRange(..) => "请改正数字；长度单位是分米。",
        Fault::Form(_) | Fault::NotOneOf(_) => "请按要求的形式填写。",
        Fault::Duplicate(first) => {
            return format!("第一次出现在 {first}。请删去其中一个，或换一个编号。");
        }
        Fault::Unknown(_) => "请改正编号，补上所引用的内容，或删去引用。",
        Fault::Cycle => "请换一个 `parent`；大类不填。",
        Fault::OutsideLevel => {
            "请改正坐标（楼栋网格，单位分米，x 向右，y 向下），或改正楼层的轮廓。"
        }
        Fault::BadOutline => "请沿边缘依次给出至少三个角。",
        Fault::Overlap(other) => {
            return format!("请改正这个轮廓，或 {other} 处的轮廓。");
        }
        Fault::Control => "请删去这些字符，它们多半来自复制。",
        Fault::Columns => "请在每一列为每一行填一项。",
        Fault::EndsBeforeStart => "请改正其中一个。",
        Fault::Island => "请补上通往那里的通道或连接。",
        Fault::Unreached => {
            "请补上经过该商位的通道；在此之前，访客只能看到它的位置，看不到怎么走。"
        }
        Fault::Personal(_) => "如果是个人号码，请删去；商铺自己的电话请填在 `contact`。",
        Fault::NotTranslated(tag) => return format!("请补上 `{tag}` 的文字。"),
        Fault::TooWide(_) => "请缩短；过长的部分会被截去。",
        Fault::Expired(_) => "请发布新的等级；也可保留，访客会看到已过期。",
        Fault::NoStalls => "请删去这个类目，或检查商铺是否填了别的类目。",
        Fault::Foreign(category) => {
            return format!("请给商铺补上类目 `{category}`，或改正商品。");
        }
        Fault::NotCovered(tag) => {
            return format!(
                "请补上文字，或从 `languages` 中删去 `{tag}`；没有译文时显示第一种语言。"
            );
        }
    };
    words.to_owned()
}

fn plain_kind(kind: &str) -> String {
    let plain = match kind {
        "i32" | "i64" => "整数",
        "u32" | "u64" => "零或正整数",
        "f64" => "数字",
        "a boolean" => "true 或 false",
        "a string" => "加引号的文字",
        "a sequence" => "[ ] 中的列表",
        "a map" => "{ } 中的名称和值",
        "an array of length 2" => "一个点 [x, y]",
        kind if kind.starts_with("struct ") => "{ } 中的名称和值",
        kind => kind,
    };
    plain.to_owned()
}
