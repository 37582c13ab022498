//! The engine: what is loaded of the index.

use super::bytes::Bytes;
use super::check::Products;
use super::core::{Core, CoreFile, Holds};
use super::facts::Facts;
use super::han::Han;
use super::lists::Lists;
use super::mark::Marker;
use super::mixed::{Mixed, Said};
use super::places::{PlaceRow, read_places};
use super::script::Script;
use super::set::StallSet;
use super::shard::{Mix, Shard, Term};
use super::texts::Texts;
use crate::domain::order;

/// What is loaded.
#[derive(Debug, Clone)]
pub struct Engine {
    /// The first file.
    pub(super) core: Core,
    /// The texts that are part of the first file.
    home: Option<Box<Texts>>,
    files: Vec<Loaded>,
    pub(super) products: Products,
    /// A stall that is looked at as a draft has it.
    mixed: Option<Box<Mixed>>,
}

#[derive(Debug, Clone)]
enum Loaded {
    Not,
    /// It is damaged or could not be had.
    Failed,
    Texts(Box<Texts>),
    Lists(Lists),
    Places(Vec<PlaceRow>),
    Facts(Box<Facts>),
    Shard(Shard),
}

impl Engine {
    /// Begins with the first file. None when the bytes are no such file, or of another version.
    pub fn open(core: &[u8]) -> Option<Engine> {
        let mut core = Core::read(core)?;
        let texts = std::mem::take(&mut core.texts);
        let home = Texts::read(&texts, &core.han).map(Box::new);
        let files = vec![Loaded::Not; core.files.len()];
        Some(Engine {
            core,
            home,
            files,
            products: Products::default(),
            mixed: None,
        })
    }

    /// Number of files besides the first.
    pub fn files(&self) -> usize {
        self.files.len()
    }

    /// Size and hash of a file.
    pub fn file(&self, file: usize) -> Option<&CoreFile> {
        self.core.files.get(file)
    }

    /// Path of a file below the entry.
    pub fn path(&self, file: usize) -> Option<String> {
        self.core.path(file)
    }

    /// Characters and readings, for [`Marker`](super::mark::Marker).
    pub fn han(&self) -> &Han {
        &self.core.han
    }

    /// Id of a level by its number.
    pub fn level(&self, number: usize) -> &str {
        self.core.levels.get(number).map_or("", |level| &level.id)
    }

    /// Number of a level by its id.
    pub fn level_number(&self, id: &str) -> Option<usize> {
        self.core.levels.iter().position(|level| level.id == id)
    }

    /// Marks texts for what was typed.
    pub fn marker(&self, typed: &str) -> Marker<'_> {
        Marker::new(typed, &self.core.han)
    }

    /// Number of the level and of the stall there, by place in the market.
    pub fn place_of(&self, stall: u32) -> Option<(usize, u32)> {
        self.core.place(stall)
    }

    /// Places of a level's stalls in the market: the first, and past the last.
    pub fn stalls_of_level(&self, number: usize) -> (u32, u32) {
        let level = self.core.levels.get(number);
        level.map_or((0, 0), |own| (own.first, own.first + own.stalls))
    }

    /// Takes a file over. False when its bytes are not what they should be; answers are then
    /// incomplete where they would need it.
    pub fn put(&mut self, file: usize, bytes: Vec<u8>) -> bool {
        let Some(row) = self.core.files.get(file) else {
            return false;
        };
        let universe = self.core.stalls();
        let loaded = match &row.holds {
            Holds::Texts { .. } => {
                let texts = Texts::read(&bytes, &self.core.han);
                texts.map(|own| Loaded::Texts(Box::new(own)))
            }
            Holds::Categories(_) | Holds::Honours => Lists::open(bytes).map(Loaded::Lists),
            Holds::Places => read_places(&bytes).map(Loaded::Places),
            Holds::Facts => {
                let facts = Facts::read(&bytes, universe);
                facts.map(|own| Loaded::Facts(Box::new(own)))
            }
            Holds::Shard(_) => Shard::open(bytes).map(Loaded::Shard),
        };
        let is_good = loaded.is_some();
        if let Some(slot) = self.files.get_mut(file) {
            *slot = loaded.unwrap_or(Loaded::Failed);
        }
        is_good
    }

    /// Takes over the products of a stall that [`Answer::checks`](super::answer::Answer::checks)
    /// asked for: for each product its names in all languages, with ` / ` between; none when they
    /// cannot be had.
    pub fn put_products(&mut self, stall: u32, names: Vec<String>) {
        self.products.put(stall, names);
    }

    /// Mixes a stall of a level in as a draft has it, in place of what is published of it; without
    /// one all is as published. False when there is no such stall.
    pub fn mix(&mut self, draft: Option<(usize, u32, &Said)>) -> bool {
        self.mixed = None;
        let Some((level, index, said)) = draft else {
            return true;
        };
        let (first, end) = self.stalls_of_level(level);
        let stall = first.saturating_add(index);
        let is_there = stall < end;
        if is_there {
            self.mixed = Some(Box::new(Mixed::new(stall, said, &self.core)));
        }
        is_there
    }

    /// Products of a stall that were handed over, or that its draft names.
    pub(super) fn products_of(&self, stall: u32) -> Option<&[String]> {
        let mixed = self.mixed.as_deref().filter(|own| own.stall == stall);
        mixed.map_or_else(|| self.products.get(stall), |own| Some(&own.products))
    }

    /// Notes that a file cannot be had.
    pub fn fail(&mut self, file: usize) {
        if let Some(slot) = self.files.get_mut(file) {
            *slot = Loaded::Failed;
        }
    }

    /// Lets files that could not be had be asked for again.
    pub fn forget_failures(&mut self) {
        for slot in &mut self.files {
            if matches!(slot, Loaded::Failed) {
                *slot = Loaded::Not;
            }
        }
    }

    /// True when the file was taken over.
    pub fn has(&self, file: usize) -> bool {
        let slot = self.files.get(file);
        !matches!(slot, None | Some(Loaded::Not | Loaded::Failed))
    }
}

/// A look at the engine while a question is answered: notes which files would be needed.
pub(super) struct Look<'a> {
    pub engine: &'a Engine,
    needs: Vec<usize>,
    /// Those without which there is no answer worth showing.
    urgent: Vec<usize>,
    /// True while files are looked into that are.
    is_urgent: bool,
    /// Those that seldom say more than the others.
    late: Vec<usize>,
    /// True while files are looked into that do.
    is_late: bool,
    pub is_incomplete: bool,
}

impl<'a> Look<'a> {
    pub fn new(engine: &'a Engine) -> Look<'a> {
        Look {
            engine,
            needs: Vec::new(),
            urgent: Vec::new(),
            is_urgent: false,
            late: Vec::new(),
            is_late: false,
            is_incomplete: false,
        }
    }

    pub fn core(&self) -> &'a Core {
        &self.engine.core
    }

    pub fn universe(&self) -> u32 {
        self.engine.core.stalls()
    }

    /// Looks into files without which there is no answer worth showing.
    pub fn urgently<T>(&mut self, is_urgent: bool, look: impl FnOnce(&mut Look<'a>) -> T) -> T {
        self.is_urgent = is_urgent;
        let found = look(self);
        self.is_urgent = false;
        found
    }

    /// Looks into files that seldom say more than others do.
    pub fn lately<T>(&mut self, is_late: bool, look: impl FnOnce(&mut Look<'a>) -> T) -> T {
        self.is_late = is_late;
        let found = look(self);
        self.is_late = false;
        found
    }

    /// True while something important is on its way: what would be guessed without it may be
    /// wrong by then.
    pub fn is_waiting(&self) -> bool {
        let files = &self.engine.core.files;
        let mut needs = self.needs.iter().filter(|own| !self.late.contains(own));
        needs.any(|file| match files.get(*file).map(|own| &own.holds) {
            Some(Holds::Texts { part, .. }) => *part == 0,
            Some(Holds::Shard(_)) => true,
            _ => false,
        })
    }

    /// The files that are needed: first what answers are made of, then the lists behind them, then
    /// what is rarely meant.
    pub fn take_needs(&mut self) -> Vec<usize> {
        let mut needs = std::mem::take(&mut self.needs);
        let files = &self.engine.core.files;
        order::by(&mut needs, |file| {
            let rank = match files.get(*file).map(|own| &own.holds) {
                _ if self.urgent.contains(file) => 0,
                _ if self.late.contains(file) => 4,
                Some(Holds::Texts { part: 0, .. }) => 1,
                Some(Holds::Shard(_)) => 2,
                Some(Holds::Facts) => 6,
                Some(Holds::Texts { .. }) => 5,
                _ => 3,
            };
            (rank, 0)
        });
        needs
    }

    fn get(&mut self, file: Option<usize>) -> Option<&'a Loaded> {
        let file = file?;
        let slot = self.engine.files.get(file)?;
        match slot {
            Loaded::Not => {
                if !self.needs.contains(&file) {
                    self.needs.push(file);
                }
                if self.is_urgent {
                    self.urgent.push(file);
                }
                if self.is_late {
                    self.late.push(file);
                }
            }
            Loaded::Failed => self.is_incomplete = true,
            _ => {}
        }
        Some(slot)
    }

    fn number_of(&self, holds: &Holds) -> Option<usize> {
        let mut files = self.engine.core.files.iter();
        files.position(|own| own.holds == *holds)
    }

    /// The texts of a script, if there is such a file and it is loaded.
    pub fn texts(&mut self, script: Script, part: u8) -> Option<&'a Texts> {
        if let (Script::Han, 0, Some(home)) = (script, part, &self.engine.home) {
            return Some(home);
        }
        let script = script as u8;
        let file = self.number_of(&Holds::Texts { script, part });
        match self.get(file)? {
            Loaded::Texts(texts) => Some(texts),
            _ => None,
        }
    }

    /// All places.
    pub fn places(&mut self) -> &'a [PlaceRow] {
        let file = self.number_of(&Holds::Places);
        match self.get(file) {
            Some(Loaded::Places(rows)) => rows,
            _ => &[],
        }
    }

    /// The facts.
    pub fn facts(&mut self) -> Option<&'a Facts> {
        let file = self.number_of(&Holds::Facts);
        match self.get(file)? {
            Loaded::Facts(facts) => Some(facts),
            _ => None,
        }
    }

    /// Adds the stalls of a category and of those below it. False when they are not loaded.
    pub fn add_category(&mut self, category: u32, set: &mut StallSet) -> bool {
        let Some(row) = self.engine.core.categories.get(category as usize) else {
            return false;
        };
        self.add_listed(&Holds::Categories(row.list), category, set)
    }

    /// Adds the stalls of an honour.
    pub fn add_honour(&mut self, honour: u32, set: &mut StallSet) -> bool {
        self.add_listed(&Holds::Honours, honour, set)
    }

    fn add_listed(&mut self, holds: &Holds, number: u32, set: &mut StallSet) -> bool {
        let file = self.number_of(holds);
        let Some(Loaded::Lists(lists)) = self.get(file) else {
            return false;
        };
        let mixed = self.engine.mixed.as_deref();
        let mixed = mixed.filter(|_| matches!(holds, Holds::Categories(_)));
        let had = mixed.is_some_and(|own| set.has(own.stall));
        let is_read = lists.add(number, set).is_some();
        if let Some(mixed) = mixed {
            mixed.put_right(number, had, set);
        }
        self.is_incomplete |= !is_read;
        is_read
    }

    /// Shows the terms from `first` on, of the shard in which that key lies and of those behind it
    /// that could hold keys with the same beginning.
    pub fn terms(
        &mut self,
        first: &[u8],
        shards: usize,
        mut visit: impl FnMut(&[u8], Term) -> bool,
    ) {
        let engine = self.engine;
        let mixed = engine.mixed.as_deref();
        let stall = mixed.map_or(0, |own| own.stall);
        let mut own = mixed
            .map_or(&[][..], |own| own.from(first))
            .iter()
            .peekable();
        let mut goes_on = true;
        let Some(mut file) = engine.core.shard_of(first) else {
            return;
        };
        for _ in 0..shards {
            if let Some(Loaded::Shard(shard)) = self.get(Some(file)) {
                shard.from(first, |key, term| {
                    // Terms that the mixed stall alone has stand between the published ones.
                    while let Some((other, mark)) = own.next_if(|(other, _)| **other < *key) {
                        let mark = Some(mark);
                        goes_on = visit(other, Term::of_mix(Mix { stall, mark }));
                        if !goes_on {
                            return false;
                        }
                    }
                    let mark = own.next_if(|(other, _)| **other == *key);
                    let mark = mark.map(|(_, mark)| mark);
                    goes_on = visit(
                        key,
                        match mixed {
                            Some(_) => term.mixed(Mix { stall, mark }),
                            None => term,
                        },
                    );
                    goes_on
                });
            }
            file += 1;
            let next = self.engine.core.files.get(file);
            let may_hold = next.is_some_and(|own| match &own.holds {
                Holds::Shard(key) => key.starts_with(first),
                _ => false,
            });
            if !goes_on || !may_hold {
                break;
            }
        }
        for (key, mark) in own {
            let mark = Some(mark);
            if !goes_on || !visit(key, Term::of_mix(Mix { stall, mark })) {
                return;
            }
        }
    }

    /// True when a draft brings in this very term.
    pub fn is_mixed_in(&self, key: &[u8]) -> bool {
        let mixed = self.engine.mixed.as_deref();
        mixed.is_some_and(|own| own.says(key))
    }

    /// The term with exactly this key, as soon as its shard is loaded.
    pub fn term(&mut self, key: &[u8], mut visit: impl FnMut(Term)) {
        self.terms(key, 1, |own, term| {
            if own == key {
                visit(term);
            }
            false
        });
    }

    /// True when the shard of this key is loaded.
    pub fn is_loaded(&self, key: &[u8]) -> bool {
        let file = self.engine.core.shard_of(key);
        file.is_none_or(|file| self.engine.has(file))
    }

    /// True when the shard of this key is loaded, or never will be.
    pub fn is_known(&self, key: &[u8]) -> bool {
        let file = self.engine.core.shard_of(key);
        let slot = file.and_then(|file| self.engine.files.get(file));
        !matches!(slot, Some(Loaded::Not))
    }
}

/// True when the bytes look like a first file of another version, so that a page can say so.
pub fn is_other_version(core: &[u8]) -> bool {
    let rest = core.strip_prefix(super::core::CORE_MAGIC);
    let version = rest.and_then(|rest| Bytes::new(rest).byte());
    version.is_some_and(|own| own != super::core::VERSION)
}
