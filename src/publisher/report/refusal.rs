//! Why an import was not done, for a clerk. Programs rely on the codes, which every language shares.

use std::fmt::Write;

use super::Language;
use crate::publisher::refusal::Refusal;

/// A refusal in words.
pub fn told(refusal: &Refusal, language: Language) -> String {
    if language == Language::En {
        return refusal.to_string();
    }
    let mut text = format!("{}: {}", refusal.place, refusal.code);
    let near = format!("是不是 `{}`？", refusal.mend);
    let mend = if refusal.is_near {
        &near
    } else {
        mend(refusal.code).unwrap_or(&refusal.mend)
    };
    let expected = expected(refusal.code).unwrap_or(&refusal.expected);
    for (name, words) in [
        ("现为：", &*refusal.found),
        ("应为：", expected),
        ("改法：", mend),
    ] {
        if !words.is_empty() {
            let _ = write!(text, "\n  {name} {words}");
        }
    }
    text
}

/// What should be there, where it does not depend on the place.
fn expected(code: &str) -> Option<&'static str> {
    Some(match code {
        "cell-error" => "一个值",
        "coordinate-order" => "WGS 84 度数；纬度在 -90 到 90 之间，经度在 -180 到 180 之间",
        "datum" => "WGS 84 坐标（GPS 接收机的坐标）",
        "encoding" => "UTF-8、带标记的 UTF-16，或 GB18030",
        "far-from-market" => "离市场原点 50 公里以内的位置，经度在前，WGS 84",
        "merged-cells" => "表中每个单元格一个值",
        "no-features" => "FeatureCollection",
        "no-ground" => "左、上、宽、深，或者轮廓",
        "no-origin" => "market.json 中有 `origin`（纬度和经度）",
        "no-rows" => "至少一行",
        "no-workbook" => ".xlsx 或 .csv 文件",
        "row-too-long" => "每行最多一千个单元格、一兆字节",
        "unknown-reference" => "已有的编号或名称",
        "unsafe-archive" => "普通文件",
        _ => return None,
    })
}

fn mend(code: &str) -> Option<&'static str> {
    Some(match code {
        "cell-error" => "请改正公式，或粘贴它的值。",
        "column-missing" => "请补上这些列。",
        "coordinate-order" => "请把两者对调：在中国，纬度是较小的那个数；GeoJSON 中经度在前。",
        "datum" => "高德、百度等地图的坐标偏移 300 到 1200 米。请换算成 WGS 84，并改列名。",
        "encoding" => "请另存为“CSV UTF-8”。",
        "far-cell" => "请删除表格以外的多余内容：选中表后面的所有列（或行）并删除。",
        "far-from-market" => "请改正坐标，或 market.json 中的 `origin`。",
        "file" => "请检查路径是否正确，以及是否有权限。",
        "form" => "请改正这个单元格。",
        "merged-cells" => "请取消合并，并在每一行填上值。",
        "missing" => "请填写，或删除这一行。",
        "no-archive" => "请打包成普通的 zip，不加密码。",
        "no-features" => "请把要素导出为一个集合。",
        "no-ground" => "请写出它在平面图上的位置：左、上、宽、深，单位分米；标题写（米）则为米。",
        "no-origin" => "请先导入“市场”表，填写纬度和经度。",
        "no-rows" => "请填写表格。",
        "no-table" => "请把列标题写在同一行：`stallmap template DIR` 会生成带全部标题的工作簿。",
        "no-workbook" => "请另存为“Excel 工作簿 (.xlsx)”；不读取 .xls、.et 和加密的文件。",
        "not-json" => "请重新导出文件。",
        "row-too-long" => "请检查这一行是否有未闭合的引号（\"），或缩短。",
        "too-large" => "请分成几个文件导入。",
        "unknown-reference" => "请改正，或先补到相应的表中。",
        "unsafe-archive" => "请勿使用这个压缩包，向可信的人重新索取。",
        "no-market" => "请给出源文件夹或发布文件夹。",
        "no-draft" | "duplicate" => "请在预览页重新导出草稿。",
        "draft-version" => "请用市场当前的预览页打开草稿，再导出一次。",
        "newer-base" => "草稿基于更新的发布：请合并到那次发布的源文件夹。",
        "other-market" => "请合并到它所属市场的源文件夹。",
        "other-stall" => "商铺已经搬动：请在现在的商位打开草稿。",
        "file-exists" => "请换一个文件夹，以免丢失已填写的内容。",
        "format" => "请使用写出它的程序版本，或重新构建。",
        "unusable" | "no-index" | "not-published" => "请重新构建。",
        "link" => "请在空文件夹中重新构建。",
        "size" | "hash" => "请重新构建，并复制全部文件。",
        "compressed-copy" => "请用 --precompress 重新构建，或删除这个副本。",
        "key-form" => {
            "请给出 `stallmap keygen` 写出的密钥：签名用私钥，核对用 .pub 文件；带密码的私钥请用 minisign。"
        }
        "key-exists" => "请换一个名称：密钥从不覆盖，否则已有的签名会作废。",
        "key-open" => {
            "请运行 chmod 600，只让本用户读取；如果别人可能读过，请用 --replaces 换新密钥。"
        }
        "expired" => "请把源文件夹 market.json 中的 `expires` 改晚，再重新构建。",
        "sequence" => "请把源文件夹 market.json 中的 `sequence` 改大，再重新构建。",
        "signature-missing" => "请用 `stallmap sign` 或 `stallmap build --sign` 签名。",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_a_refusal_says_in_chinese_how_to_mend_it() {
        let (_, refusals) = include_str!("CODES.md").split_once("## `import`").unwrap();
        let codes = refusals.lines().filter_map(|line| {
            let row = line.strip_prefix("| `")?;
            row.split('`').next()
        });
        let codes: Vec<&str> = codes.collect();
        assert!(codes.len() > 40, "{codes:?}");
        for code in codes {
            // A signature that does not fit is nobody's to mend, and chance cannot be made.
            let has_none = code == "no-chance"
                || code == "handover"
                || (code.starts_with("signature-") && code != "signature-missing");
            assert!(has_none || mend(code).is_some(), "{code}");
        }
    }

    #[test]
    fn the_same_in_two_languages() {
        let refusal = Refusal::at("a.csv, row 2", "no-ground")
            .found("12")
            .expected("X, Y")
            .mend("Say where.");
        let english = told(&refusal, Language::En);
        let chinese = told(&refusal, Language::Zh);
        assert!(english.contains("mend:     Say where."), "{english}");
        assert!(
            chinese.starts_with("a.csv, row 2: no-ground\n  现为： 12\n"),
            "{chinese}"
        );
        assert!(chinese.contains("左、上、宽、深"), "{chinese}");
        // What has no words of its own keeps those that it has.
        let other = Refusal::at("a", "something").mend("Do it.");
        assert!(told(&other, Language::Zh).ends_with("改法： Do it."));
    }
}
