//! One level: stall by stall.

use std::collections::BTreeMap;

use serde::Serialize;

use super::listings::{self, ListingChange};
use super::{Counts, Opened, Renamed, label};
use crate::domain::market::raw::{RawLevel, Ring};
use crate::domain::publication::files::{LevelFile, NamesFile};
use crate::domain::publication::paths;
use crate::publisher::refusal::Refusal;

/// What changes on a level.
#[derive(Debug, Serialize)]
pub struct LevelChanges {
    /// Id of the level.
    pub id: String,
    /// Its name in the market's own language.
    pub name: String,
    /// Stalls that come.
    pub new: Vec<StallGround>,
    /// Stalls that go.
    pub gone: Vec<StallGround>,
    /// Stalls that are something else than before.
    pub changed: Vec<StallChange>,
    /// Listings that say something else.
    pub listings: Vec<ListingChange>,
    /// Outline of the floor, for the map of the report.
    #[serde(skip)]
    pub floor: Ring,
    /// Boxes of all stalls of the new publication, for the map.
    #[serde(skip)]
    pub boxes: Vec<[i32; 4]>,
}

/// A stall and its ground.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StallGround {
    /// Id.
    pub id: String,
    /// As printed on its door.
    pub printed: String,
    /// Left, top, width, height, decimetres of the building's grid.
    pub box_dm: [i32; 4],
}

/// A stall that both publications have. What does not change is none or empty.
#[derive(Debug, Serialize)]
pub struct StallChange {
    /// The stall as it will be.
    #[serde(flatten)]
    pub stall: StallGround,
    /// Its box before, when the outline or the place is another one.
    pub moved_from_dm: Option<[i32; 4]>,
    /// Marks before and after.
    pub marks: Option<[Vec<&'static str>; 2]>,
    /// Grade before and after: scale, level and last day; empty for none.
    pub grade: Option<[String; 2]>,
    /// Shop names that change.
    pub names: Vec<Renamed>,
    /// Ids of categories before and after, the main one first.
    pub categories: Option<[Vec<String>; 2]>,
}

/// A stall as a map shows it.
#[derive(Debug, Clone, PartialEq)]
struct Shown {
    ground: StallGround,
    outline: Option<Ring>,
    plaques: u32,
    grade: String,
    categories: Vec<String>,
    names: BTreeMap<String, String>,
}

impl LevelChanges {
    /// True when nothing changes.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty()
            && self.gone.is_empty()
            && self.changed.is_empty()
            && self.listings.is_empty()
    }

    /// Adds what changes here.
    pub(super) fn count(&self, counts: &mut Counts) {
        let how_many =
            |is: fn(&StallChange) -> bool| self.changed.iter().filter(|change| is(change)).count();
        counts.stalls_new += self.new.len();
        counts.stalls_gone += self.gone.len();
        counts.stalls_moved += how_many(|change| change.moved_from_dm.is_some());
        counts.marks += how_many(|change| change.marks.is_some());
        counts.grades += how_many(|change| change.grade.is_some());
        counts.names += how_many(|change| !change.names.is_empty());
        counts.stall_categories += how_many(|change| change.categories.is_some());
        counts.listings += self.listings.len();
    }
}

/// Compares a level that at least one side has.
pub(super) fn compare(
    old: &Opened,
    new: &Opened,
    id: &str,
    old_level: Option<&RawLevel>,
    new_level: Option<&RawLevel>,
) -> Result<LevelChanges, Refusal> {
    let mut changes = LevelChanges {
        id: id.to_owned(),
        name: String::new(),
        new: Vec::new(),
        gone: Vec::new(),
        changed: Vec::new(),
        listings: listings::compare(old.publication, new.publication, id)?,
        floor: Ring::new(),
        boxes: Vec::new(),
    };
    if let Some(level) = new_level.or(old_level) {
        changes.name = label(&level.name, new.publication.entry());
        changes.floor.clone_from(&level.outline);
    }
    let before = stalls(old, id, old_level)?;
    let after = stalls(new, id, new_level)?;
    changes.boxes = after.values().map(|stall| stall.ground.box_dm).collect();
    for (id, stall) in &after {
        match before.get(id) {
            None => changes.new.push(stall.ground.clone()),
            Some(same) if same == stall => {}
            Some(other) => changes.changed.extend(change(other, stall)),
        }
    }
    let gone = before.iter().filter(|(id, _)| !after.contains_key(*id));
    changes.gone = gone.map(|(_, stall)| stall.ground.clone()).collect();
    Ok(changes)
}

/// None when only the printed form is another.
fn change(old: &Shown, new: &Shown) -> Option<StallChange> {
    let is_moved = old.ground.box_dm != new.ground.box_dm || old.outline != new.outline;
    let differ =
        |old: &Vec<String>, new: &Vec<String>| (old != new).then(|| [old.clone(), new.clone()]);
    let languages = old.names.keys().chain(new.names.keys());
    let mut names: Vec<Renamed> = languages
        .map(|language| {
            let name = |own: &Shown| own.names.get(language).cloned().unwrap_or_default();
            Renamed {
                id: new.ground.id.clone(),
                language: language.clone(),
                old: name(old),
                new: name(new),
            }
        })
        .filter(|name| name.old != name.new)
        .collect();
    names.sort_by(|a, b| a.language.cmp(&b.language));
    names.dedup();
    let change = StallChange {
        stall: new.ground.clone(),
        moved_from_dm: is_moved.then_some(old.ground.box_dm),
        marks: (old.plaques != new.plaques).then(|| [marks(old.plaques), marks(new.plaques)]),
        grade: (old.grade != new.grade).then(|| [old.grade.clone(), new.grade.clone()]),
        names,
        categories: differ(&old.categories, &new.categories),
    };
    let says_something = is_moved
        || change.marks.is_some()
        || change.grade.is_some()
        || !change.names.is_empty()
        || change.categories.is_some()
        || old.ground.printed != new.ground.printed;
    says_something.then_some(change)
}

fn marks(bits: u32) -> Vec<&'static str> {
    use crate::domain::market::trust::PlaqueKind;
    let kinds = [
        (PlaqueKind::PartyMember, "party_member"),
        (PlaqueKind::DemonstrationPost, "demonstration_post"),
    ];
    kinds
        .into_iter()
        .filter(|(kind, _)| bits & kind.bit() != 0)
        .map(|(_, word)| word)
        .collect()
}

fn stalls(
    own: &Opened,
    id: &str,
    level: Option<&RawLevel>,
) -> Result<BTreeMap<String, Shown>, Refusal> {
    let Some(level) = level else {
        return Ok(BTreeMap::new());
    };
    let file: LevelFile = own.publication.file(&paths::level(id))?;
    let columns = &file.stalls;
    let mut names: Vec<(&String, NamesFile)> = Vec::new();
    for language in &own.languages {
        let names_file = own.publication.file(&paths::names(language, id))?;
        names.push((language, names_file));
    }
    let category = |index: i64| {
        let index = usize::try_from(index).ok()?;
        own.categories.get(index).cloned()
    };
    let mut stalls = BTreeMap::new();
    for (index, number) in columns.number.iter().enumerate() {
        let key = u32::try_from(index).unwrap_or(u32::MAX);
        let own_id = columns.ids.get(&key).cloned();
        let id = own_id.unwrap_or_else(|| format!("{id}-{number}"));
        let printed = columns.printed.get(&key).cloned();
        let at = |column: &Vec<i32>| column.get(index).copied().unwrap_or_default();
        let main = category(i64::from(
            columns.category.get(index).copied().unwrap_or(-1),
        ));
        let more = columns.more_categories.get(&key).into_iter().flatten();
        let more = more.filter_map(|own| category(i64::from(*own)));
        let grade = columns.grade.get(index).copied().unwrap_or_default();
        let grade = usize::try_from(grade).unwrap_or_default().checked_sub(1);
        let grade = grade.and_then(|grade| file.grades.get(grade));
        let names = names.iter().filter_map(|(language, file)| {
            let name = file.name.get(index).filter(|name| !name.is_empty())?;
            Some(((*language).clone(), name.clone()))
        });
        let shown = Shown {
            ground: StallGround {
                id: id.clone(),
                printed: printed.unwrap_or_else(|| format!("{}{number}", level.stall_prefix)),
                box_dm: [
                    at(&columns.x),
                    at(&columns.y),
                    at(&columns.w),
                    at(&columns.h),
                ],
            },
            outline: columns.outline.get(&key).cloned(),
            plaques: columns.plaques.get(index).copied().unwrap_or_default(),
            grade: grade.map_or(String::new(), |grade| {
                let suspended = if grade.suspended { " (suspended)" } else { "" };
                format!(
                    "{} {}{suspended} {}",
                    grade.scale, grade.level, grade.valid_until
                )
                .trim_end()
                .to_owned()
            }),
            categories: main.into_iter().chain(more).collect(),
            names: names.collect(),
        };
        stalls.insert(id, shown);
    }
    Ok(stalls)
}
