//! What a check has found, in the order of files and paths.

use std::collections::BTreeMap;

use crate::domain::market::check::Checker;
use crate::domain::market::problem::{Fault, Problem, Problems, Severity};
use crate::publisher::source::{Loaded, State};

/// One mistake as it is reported.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The mistake and its place.
    pub problem: Problem,
    /// Line of the file on which it stands.
    pub line: Option<usize>,
    /// An id that exists and looks like the one that does not.
    pub near: Option<String>,
}

/// All mistakes of a source folder.
#[derive(Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    errors: usize,
    warnings: usize,
}

impl Findings {
    /// Warnings alone, `count` of them with those not kept in detail.
    pub(super) fn of_warnings(list: Vec<Finding>, count: usize) -> Findings {
        Findings {
            list,
            errors: 0,
            warnings: count,
        }
    }

    /// The mistakes kept in detail, sorted by file and path.
    pub fn list(&self) -> &[Finding] {
        &self.list
    }

    /// Number of errors, those not kept in detail included.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// Number of warnings, likewise.
    pub fn warnings(&self) -> usize {
        self.warnings
    }

    /// Notes one mistake.
    pub fn note(&mut self, file: &str, path: &str, fault: Fault, found: &str) {
        let mut problems = Problems::default();
        problems.push(Problem {
            file: file.to_owned(),
            path: path.to_owned(),
            fault,
            found: found.to_owned(),
        });
        self.append(problems);
    }

    /// Takes over mistakes.
    pub fn append(&mut self, problems: Problems) {
        self.errors += problems.errors();
        self.warnings += problems.warnings();
        self.list
            .extend(problems.list().iter().map(|problem| Finding {
                problem: problem.clone(),
                line: None,
                near: None,
            }));
    }

    /// Takes over all of another check's.
    pub fn merge(&mut self, other: Findings) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.list.extend(other.list);
    }

    /// Sorts by file and path, numbers in paths by value.
    pub fn sort(&mut self) {
        self.list.sort_by_cached_key(|finding| {
            let steps: Vec<(u64, String)> = finding.problem.path.split('/').map(step_key).collect();
            let code = finding.problem.fault.code();
            (finding.problem.file.clone(), steps, code)
        });
    }

    /// The mistakes to be completed, by file; in order.
    pub(super) fn by_file(&mut self) -> BTreeMap<String, Vec<&mut Finding>> {
        let mut files: BTreeMap<String, Vec<&mut Finding>> = BTreeMap::new();
        for finding in &mut self.list {
            files
                .entry(finding.problem.file.clone())
                .or_default()
                .push(finding);
        }
        files
    }

    /// Every mistake, to be completed.
    pub(super) fn each_mut(&mut self) -> impl Iterator<Item = &mut Finding> {
        self.list.iter_mut()
    }
}

fn step_key(step: &str) -> (u64, String) {
    match step.parse() {
        Ok(number) => (number, String::new()),
        Err(_) => (u64::MAX, step.to_owned()),
    }
}

/// Checks the rows of one file that was read.
#[derive(Debug)]
pub struct FileCheck {
    /// Where the rows are walked through.
    pub at: Checker,
    reading: Problems,
}

impl FileCheck {
    /// Begins, and takes over what was wrong when the file was read.
    pub fn new<T>(loaded: &mut Loaded<T>) -> FileCheck {
        FileCheck {
            at: Checker::new(&loaded.file),
            reading: std::mem::take(&mut loaded.problems),
        }
    }

    /// Ends. What follows only from a value that could not be read is not said twice.
    pub fn finish(self, findings: &mut Findings) {
        let checked = self.at.finish();
        if self.reading.is_empty() {
            findings.append(checked);
            return;
        }
        let mut kept = Problems::default();
        let mut silenced = 0;
        for problem in checked.list() {
            let follows = self
                .reading
                .list()
                .iter()
                .any(|reason| follows_from(problem, reason));
            if follows && problem.fault.severity() == Severity::Error {
                silenced += 1;
            }
            if !follows {
                kept.push(problem.clone());
            }
        }
        findings.errors += checked.errors() - silenced - kept.errors();
        findings.append(self.reading);
        findings.append(kept);
    }
}

fn follows_from(problem: &Problem, reason: &Problem) -> bool {
    if matches!(reason.fault, Fault::UnknownField(_) | Fault::Personal(_)) {
        return false;
    }
    let is_below = |path: &str, above: &str| {
        path.strip_prefix(above)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let lacks_it = matches!(problem.fault, Fault::Missing | Fault::BadOutline);
    is_below(&problem.path, &reason.path) || (lacks_it && is_below(&reason.path, &problem.path))
}

/// True when what refers to a file's rows can be judged.
pub fn is_known<T>(loaded: &Loaded<T>) -> bool {
    loaded.state != State::Broken
}
