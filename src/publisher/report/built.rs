//! What a build has to say besides its result.

use std::fmt::Write;
use std::path::Path;

use super::{Language, human};
use crate::publisher::build::BuildReport;
use crate::publisher::build::budget::Heavy;

/// Heavy files that are told; more are counted.
const SHOWN: usize = 20;

/// What is worth knowing of a build that was done; empty when nothing is.
pub fn told(report: &BuildReport, source: &Path, language: Language) -> String {
    let mut text = String::new();
    let is_chinese = language == Language::Zh;
    if !report.derived.is_empty() {
        let levels = report.derived.join(", ");
        let _ = if is_chinese {
            writeln!(
                text,
                "{levels} 没有发布通道：那里的路线沿商位之间的空地走。"
            )
        } else {
            writeln!(
                text,
                "No walkways are published for {levels}: routes there follow the ground between the stalls."
            )
        };
    }
    if report.findings.warnings() > 0 {
        let summary = human::summary_in(&report.findings, language);
        let source = source.display();
        let _ = if is_chinese {
            writeln!(
                text,
                "{summary}：`stallmap check --lang zh {source}` 会逐条列出"
            )
        } else {
            writeln!(text, "{summary}: `stallmap check {source}` tells them")
        };
    }
    for file in report.heavy.iter().take(SHOWN) {
        put_heavy(&mut text, file, is_chinese);
    }
    if report.heavy.len() > SHOWN {
        let more = report.heavy.len() - SHOWN;
        let _ = if is_chinese {
            writeln!(text, "……另有 {more} 个过大的文件。")
        } else {
            writeln!(text, "… and {more} more heavy files.")
        };
    }
    text
}

fn put_heavy(text: &mut String, file: &Heavy, is_chinese: bool) {
    let kb = |bytes: usize| bytes.div_ceil(1024);
    let (path, own, most) = (&file.path, kb(file.bytes), kb(file.budget_bytes));
    let _ = if is_chinese {
        writeln!(
            text,
            "警告 heavy-file {path}: {own} KB，超过 {most} KB；手机要等它加载"
        )
    } else {
        writeln!(
            text,
            "warning heavy-file {path}: {own} KB, more than {most} KB; a phone waits for it"
        )
    };
}

/// After the mistakes of a source that was not published.
pub fn stopped_by_errors(language: Language) -> &'static str {
    match language {
        Language::En => "Nothing was published. Warnings do not stop a publication, errors do.",
        Language::Zh => "没有发布。警告不影响发布，错误会。",
    }
}

/// After a reason that stopped a build.
pub fn not_published(language: Language) -> &'static str {
    match language {
        Language::En => "Nothing was published.",
        Language::Zh => "没有发布。",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publisher::check::findings::Findings;

    #[test]
    fn heavy_files_are_told_and_counted() {
        let heavy = |number: usize| Heavy {
            path: format!("names/en/{number}.json"),
            bytes: 300 * 1024,
            budget_bytes: 256 * 1024,
        };
        let report = BuildReport {
            findings: Findings::default(),
            files: 0,
            bytes: 0,
            stalls: 0,
            derived: vec!["a1".to_owned(), "a2".to_owned()],
            levels_kept: 0,
            heavy: (0..23).map(heavy).collect(),
        };
        let english = told(&report, Path::new("source"), Language::En);
        assert_eq!(english.lines().count(), 1 + SHOWN + 1);
        assert!(english.contains("heavy-file names/en/0.json: 300 KB, more than 256 KB"));
        assert!(english.ends_with("… and 3 more heavy files.\n"));
        let chinese = told(&report, Path::new("source"), Language::Zh);
        assert_eq!(chinese.lines().count(), 1 + SHOWN + 1);
        assert!(chinese.starts_with("a1, a2 没有"), "{chinese}");
        let nothing = BuildReport {
            derived: Vec::new(),
            heavy: Vec::new(),
            ..report
        };
        assert_eq!(told(&nothing, Path::new("source"), Language::En), "");
    }
}
