//! Ids against ids: each is given once, and whatever refers to one finds it.

use std::collections::{HashMap, HashSet};

use super::findings::{FileCheck, Findings, is_known};
use super::level::{Kind, LevelFacts};
use super::market::{MarketFacts, note_duplicates};
use super::nearest::nearest;
use crate::domain::market::check::{Checker, Step};
use crate::domain::market::fit::note_untranslated;
use crate::domain::market::limits;
use crate::domain::market::problem::Fault;
use crate::domain::market::raw::{RawBranch, RawHonour, RawMemberLink, RawMove};
use crate::domain::market::trust::Honour;
use crate::publisher::source::{Loaded, Need, SourceFolder, layout};

/// Wrong ids of one kind for which a right one is looked for; it takes a walk over all ids.
const SUGGESTED: usize = 200;

/// Notes ids that two rows have, on one level or on two.
pub(super) fn check_ids(levels: &[LevelFacts], findings: &mut Findings) {
    let mut first_of: HashMap<(Kind, &str), (&str, usize)> = HashMap::new();
    for ids in levels.iter().flat_map(|level| &level.ids) {
        for (row, id) in ids.ids.iter().enumerate().filter(|(_, id)| !id.is_empty()) {
            let own = (&*ids.file, row);
            let first = *first_of.entry((ids.kind, id)).or_insert(own);
            if first != own {
                let place = if first.0 == own.0 {
                    format!("/{}", first.1)
                } else {
                    format!("{} /{}", first.0, first.1)
                };
                let fault = Fault::Duplicate(place);
                findings.note(&ids.file, &format!("/{row}/id"), fault, id);
            }
        }
    }
}

/// Reads and checks what refers to stalls and places of all levels: branches, honours, links; and
/// answers what the levels left open.
pub(super) fn check_marks(
    source: &SourceFolder,
    facts: &mut MarketFacts,
    levels: &[LevelFacts],
    findings: &mut Findings,
) {
    let ids_of = |kind: Kind| -> HashSet<&str> {
        let files = levels.iter().flat_map(|level| &level.ids);
        files
            .filter(|ids| ids.kind == kind)
            .flat_map(|ids| ids.ids.iter().map(String::as_str))
            .collect()
    };
    // A stall that could not be read may be the one that is meant.
    let stalls_known = facts.levels_known && levels.iter().all(|level| level.stalls_known);
    let world = World {
        home: facts.home().to_owned(),
        stalls: stalls_known.then(|| ids_of(Kind::Stall)),
        places: facts.levels_known.then(|| ids_of(Kind::Place)),
        marked: levels
            .iter()
            .flat_map(|level| level.marked.iter().map(String::as_str))
            .collect(),
    };

    let mut branches = source.list(layout::BRANCHES, Need::Optional, limits::ROWS);
    let mut check = FileCheck::new(&mut branches);
    check_branches(&branches.value, &world, &mut check.at);
    check.finish(findings);

    let mut honours = source.list(layout::HONOURS, Need::Optional, limits::ROWS);
    let mut check = FileCheck::new(&mut honours);
    check_honours(&honours.value, &world, &mut check.at);
    check.finish(findings);

    let most_links = limits::STALLS_PER_LEVEL * 4;
    let mut links = source.list(layout::LINKS, Need::Optional, most_links);
    let mut check = FileCheck::new(&mut links);
    check_links(&links.value, &world, &mut check.at);
    check.finish(findings);

    let mut moves = source.list(layout::MOVES, Need::Optional, limits::ROWS);
    let mut check = FileCheck::new(&mut moves);
    check_moves(&moves.value, &world, &mut check.at);
    check.finish(findings);

    answer_references(levels, &world, &branches, findings);
    facts.branches = branches.value;
    facts.honours = honours.value;
    facts.links = links.value;
    facts.moves = moves.value;
}

/// All ids that can be referred to; none where they are not known for certain.
struct World<'a> {
    home: String,
    stalls: Option<HashSet<&'a str>>,
    places: Option<HashSet<&'a str>>,
    marked: HashSet<&'a str>,
}

impl World<'_> {
    fn note_unknown_stall(&self, at: &mut Checker, field: impl Into<Step>, stall: &str) {
        if let Some(stalls) = &self.stalls
            && !stalls.contains(stall)
        {
            at.report_at(field, Fault::Unknown("stall"), stall);
        }
    }
}

fn check_branches(rows: &[RawBranch], world: &World, at: &mut Checker) {
    note_duplicates(at, rows.iter().map(|own| &*own.id), "id");
    for (row, branch) in rows.iter().enumerate() {
        at.within(row, |at| {
            at.id("id", &branch.id);
            at.text("name", &branch.name, limits::NAME_CHARS);
            note_untranslated(at, "name", &branch.name, &world.home);
            if let Some(places) = &world.places
                && !branch.place.is_empty()
                && !places.contains(&*branch.place)
            {
                at.report_at("place", Fault::Unknown("place"), &branch.place);
            }
        });
    }
}

fn check_honours(rows: &[RawHonour], world: &World, at: &mut Checker) {
    note_duplicates(at, rows.iter().map(|own| &*own.id), "id");
    for (row, honour) in rows.iter().enumerate() {
        at.within(row, |at| {
            Honour::check(honour, at);
            note_untranslated(at, "name", &honour.name, &world.home);
            note_untranslated(at, "issuer", &honour.issuer, &world.home);
            at.within("stalls", |at| {
                for (index, stall) in honour.stalls.iter().enumerate() {
                    world.note_unknown_stall(at, index, stall);
                }
            });
        });
    }
}

fn check_moves(rows: &[RawMove], world: &World, at: &mut Checker) {
    note_duplicates(at, rows.iter().map(|own| &*own.from), "from");
    for (row, moved) in rows.iter().enumerate() {
        at.within(row, |at| {
            at.id("from", &moved.from);
            at.id("to", &moved.to);
            world.note_unknown_stall(at, "to", &moved.to);
            if let Some(stalls) = &world.stalls
                && stalls.contains(&*moved.from)
            {
                at.report_at(
                    "from",
                    Fault::Duplicate("a stall of today".to_owned()),
                    &moved.from,
                );
            }
        });
    }
}

fn check_links(rows: &[RawMemberLink], world: &World, at: &mut Checker) {
    note_duplicates(at, rows.iter().map(|own| &*own.member), "member");
    let mut first_of: HashMap<&str, String> = HashMap::new();
    for (row, link) in rows.iter().enumerate() {
        at.within(row, |at| {
            if link.member.is_empty() {
                at.report_at("member", Fault::Missing, "");
            } else {
                world.note_unknown_stall(at, "member", &link.member);
                let exists = world
                    .stalls
                    .as_ref()
                    .is_some_and(|own| own.contains(&*link.member));
                if exists && !world.marked.contains(&*link.member) {
                    let fault = Fault::Unknown("stall with a party_member plaque");
                    at.report_at("member", fault, &link.member);
                }
            }
            at.optional_day("since", &link.since);
            at.list("stalls", &link.stalls, limits::STALLS_PER_SHOP);
            at.within("stalls", |at| {
                for (index, stall) in link.stalls.iter().enumerate() {
                    world.note_unknown_stall(at, index, stall);
                    let place = format!("{}/{index}", at.here());
                    // A stall is looked after by one neighbour, so that people know whom to ask.
                    if let Some(first) = first_of.get(&**stall) {
                        at.report_at(index, Fault::Duplicate(first.clone()), stall);
                    } else {
                        first_of.insert(stall, place);
                    }
                }
            });
        });
    }
}

fn answer_references(
    levels: &[LevelFacts],
    world: &World,
    branches: &Loaded<Vec<RawBranch>>,
    findings: &mut Findings,
) {
    let branch_ids: Option<HashSet<&str>> =
        is_known(branches).then(|| branches.value.iter().map(|own| &*own.id).collect());
    for reference in levels.iter().flat_map(|level| &level.references) {
        let (ids, thing) = match reference.kind {
            Kind::Stall => (&world.stalls, "stall"),
            Kind::Branch => (&branch_ids, "branch"),
            Kind::Place | Kind::Listing | Kind::Kiosk | Kind::Grid => continue,
        };
        if ids
            .as_ref()
            .is_some_and(|ids| !ids.contains(&*reference.id))
        {
            let fault = Fault::Unknown(thing);
            findings.note(&reference.file, &reference.path, fault, &reference.id);
        }
    }
}

/// Looks for the id that was meant, for the first mistakes of each kind.
pub(super) fn suggest(facts: &MarketFacts, levels: &[LevelFacts], findings: &mut Findings) {
    let mut asked: HashMap<&str, usize> = HashMap::new();
    for finding in findings.each_mut() {
        let Fault::Unknown(thing) = finding.problem.fault else {
            continue;
        };
        let asked = asked.entry(thing).or_default();
        *asked += 1;
        if *asked > SUGGESTED {
            continue;
        }
        let wrong = &finding.problem.found;
        let near = match thing {
            "category" => nearest(wrong, facts.categories.iter().map(|own| &*own.id)),
            "level" => nearest(wrong, levels.iter().map(|own| &*own.id)),
            "grade scale" => nearest(wrong, facts.scales.iter().map(|own| &*own.id)),
            "branch" => nearest(wrong, facts.branches.iter().map(|own| &*own.id)),
            "connector" => nearest(wrong, facts.connectors.iter().map(|own| &*own.id)),
            "stall" => nearest(wrong, all_ids(levels, Kind::Stall, "")),
            "place" => nearest(wrong, all_ids(levels, Kind::Place, "")),
            "stall of this level" => {
                let file = &finding.problem.file;
                let folder = file.rfind('/').map_or("", |end| &file[..=end]);
                nearest(wrong, all_ids(levels, Kind::Stall, folder))
            }
            _ => None,
        };
        finding.near = near.map(str::to_owned);
    }
}

fn all_ids<'a>(
    levels: &'a [LevelFacts],
    kind: Kind,
    folder: &str,
) -> impl Iterator<Item = &'a str> {
    let files = levels.iter().flat_map(|level| &level.ids);
    files
        .filter(move |ids| ids.kind == kind && ids.file.starts_with(folder))
        .flat_map(|ids| ids.ids.iter().map(String::as_str))
        .filter(|id| !id.is_empty())
}
