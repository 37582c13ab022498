//! The report for a person at a terminal: grouped by file, one block for each mistake.

use std::fmt::Write;

use super::Language;
use super::sentence::{expected_in, mending_in};
use crate::domain::market::problem::Severity;
use crate::publisher::check::coverage::{Coverage, Reached};
use crate::publisher::check::findings::{Finding, Findings};

/// Mistakes of one kind in one file that are shown; the rest is counted. A column that is wrong
/// in every row would bury everything else.
const SHOWN_ALIKE: usize = 20;

/// The words around the mistakes.
struct Words {
    error: &'static str,
    warning: &'static str,
    at: &'static str,
    whole_file: &'static str,
    line: &'static str,
    found: &'static str,
    expected: &'static str,
    mend: &'static str,
}

const ENGLISH: Words = Words {
    error: "error",
    warning: "warning",
    at: "at",
    whole_file: "the file",
    line: "line",
    found: "found:   ",
    expected: "expected:",
    mend: "mend:    ",
};

const CHINESE: Words = Words {
    error: "错误",
    warning: "警告",
    at: "位于",
    whole_file: "整个文件",
    line: "行",
    found: "现为：",
    expected: "应为：",
    mend: "改法：",
};

/// The whole report in English; ends with a line of counts.
pub fn report(findings: &Findings) -> String {
    report_in(findings, Language::En)
}

/// The whole report; ends with a line of counts.
pub fn report_in(findings: &Findings, language: Language) -> String {
    let mut text = String::new();
    let mut rest = findings.list();
    while let Some(first) = rest.first() {
        let same_file = |finding: &&Finding| finding.problem.file == first.problem.file;
        let (own, others) = rest.split_at(rest.iter().take_while(same_file).count());
        put_file(&mut text, own, language);
        rest = others;
    }
    let kept = findings.list().len();
    let total = findings.errors() + findings.warnings();
    if kept < total {
        let more = total - kept;
        let _ = match language {
            Language::En => writeln!(text, "… and {more} more that are only counted.\n"),
            Language::Zh => writeln!(text, "……另有 {more} 处，只计数。\n"),
        };
    }
    text.push_str(&summary_in(findings, language));
    text.push('\n');
    text
}

/// How much of the market the walking network reaches, and where it was derived.
pub fn network_in(coverage: &Coverage, language: Language) -> String {
    let (title, things) = match language {
        Language::En => ("Walking network", ["stalls", "places", "kiosks"]),
        Language::Zh => ("步行网络", ["个商位", "处服务点", "台导览屏"]),
    };
    let mut text = [title, "\n"].concat();
    let reached = [&coverage.stalls, &coverage.places, &coverage.kiosks];
    for (things, own) in things.into_iter().zip(reached) {
        let Reached { all, on_foot, .. } = own;
        let percent = own.step_free_percent();
        let _ = match language {
            Language::En => writeln!(
                text,
                "  {on_foot} of {all} {things} are reached, {percent} % without steps"
            ),
            Language::Zh => writeln!(
                text,
                "  {all} {things}中可到达 {on_foot} {things}，无台阶可达 {percent} %"
            ),
        };
    }
    let islands = coverage.islands;
    if islands > 0 {
        let _ = match language {
            Language::En => writeln!(text, "  {islands} parts are joined to nothing else"),
            Language::Zh => writeln!(text, "  有 {islands} 处与其他部分不相通"),
        };
    }
    if !coverage.derived.is_empty() {
        let levels = coverage.derived.join(", ");
        let _ = match language {
            Language::En => writeln!(
                text,
                "  derived from the ground between the stalls, because there is no walkways.json: {levels}"
            ),
            Language::Zh => writeln!(
                text,
                "  以下楼层没有 walkways.json，步行网络由商位之间的空地推得：{levels}"
            ),
        };
    }
    if !coverage.unreached.is_empty() {
        let shown = coverage.unreached.iter().take(SHOWN_ALIKE);
        let ids: Vec<&str> = shown.map(String::as_str).collect();
        let more = coverage.unreached.len() - ids.len();
        let more = if more > 0 { " …" } else { "" };
        let words = match language {
            Language::En => "not reached: ",
            Language::Zh => "无法到达：",
        };
        let _ = writeln!(text, "  {words}{}{more}", ids.join(", "));
    }
    text.push('\n');
    text
}

/// One line of counts.
pub fn summary_in(findings: &Findings, language: Language) -> String {
    let (errors, warnings) = (findings.errors(), findings.warnings());
    if language == Language::Zh {
        return format!("{errors} 个错误，{warnings} 个警告");
    }
    let count = |number: usize, thing: &str| match number {
        1 => format!("1 {thing}"),
        _ => format!("{number} {thing}s"),
    };
    format!("{}, {}", count(errors, "error"), count(warnings, "warning"))
}

fn put_file(text: &mut String, findings: &[Finding], language: Language) {
    let Some(first) = findings.first() else {
        return;
    };
    let _ = writeln!(text, "{}", first.problem.file);
    let mut alike: Vec<(&str, usize)> = Vec::new();
    for finding in findings {
        let code = finding.problem.fault.code();
        let place = alike.iter().position(|(own, _)| *own == code);
        let place = place.unwrap_or_else(|| {
            alike.push((code, 0));
            alike.len() - 1
        });
        alike[place].1 += 1;
        if alike[place].1 <= SHOWN_ALIKE {
            put_finding(text, finding, language);
        }
    }
    for (code, count) in alike {
        if count > SHOWN_ALIKE {
            let more = count - SHOWN_ALIKE;
            let _ = match language {
                Language::En => {
                    writeln!(text, "  … {more} more {code} (all of them: --format json)")
                }
                Language::Zh => writeln!(text, "  ……另有 {more} 处 {code}（全部：--format json）"),
            };
        }
    }
    text.push('\n');
}

fn put_finding(text: &mut String, finding: &Finding, language: Language) {
    let words = match language {
        Language::En => ENGLISH,
        Language::Zh => CHINESE,
    };
    let problem = &finding.problem;
    let severity = match problem.fault.severity() {
        Severity::Error => words.error,
        Severity::Warning => words.warning,
    };
    let mut place = match problem.path.as_str() {
        "" => words.whole_file.to_owned(),
        path => path.to_owned(),
    };
    if let Some(line) = finding.line {
        let _ = write!(place, " ({} {line})", words.line);
    }
    let code = problem.fault.code();
    let _ = writeln!(text, "  {severity} {code} {} {place}", words.at);
    if !problem.found.is_empty() {
        let _ = writeln!(text, "    {} {}", words.found, problem.found);
    }
    let expected = expected_in(&problem.fault, language);
    let _ = writeln!(text, "    {} {expected}", words.expected);
    let mend = mending_in(finding, language);
    let _ = writeln!(text, "    {} {mend}", words.mend);
}
