//! One level of the sample market: first who holds what, then its files.

use std::collections::HashSet;
use std::path::Path;

use super::SampleError;
use super::files;
use super::goods;
use super::grids;
use super::letting::{Shop, let_stalls};
use super::listing::{Order, Writer};
use super::network::Network;
use super::places::{Furniture, Room, furnish};
use super::random::Stream;
use super::scheme::{BuildingScheme, LevelScheme};
use super::trust;
use super::venue::level_names;
use super::words::{Words, labels};
use crate::domain::market::raw::{RawContact, RawGrid, RawMemberLink, RawStall, RawWalkways};

/// A level that is let and furnished, but not written yet.
pub struct LevelPlan<'a> {
    pub building: &'a BuildingScheme,
    pub level: &'a LevelScheme,
    pub shops: Vec<Shop>,
    pub furniture: Furniture,
    walkways: RawWalkways,
    /// Ids of the stalls, in the order of the floor.
    pub ids: Vec<String>,
    pub is_let: Vec<bool>,
}

/// What a level gets of the whole market's numbers.
pub struct Share {
    pub products: u64,
    pub helped: usize,
    pub grids: usize,
    /// Ids of the branches on the level; of another level when it has none.
    pub branches: Vec<String>,
    /// Numbers of micro-grids run on over the levels.
    pub first_grid: usize,
}

/// What the market needs to know of a level that is written.
#[derive(Debug, Default)]
pub struct Written {
    pub links: Vec<RawMemberLink>,
    pub plaques: usize,
    pub grades: usize,
}

impl<'a> LevelPlan<'a> {
    /// Lets and furnishes a level.
    pub fn new(
        building: &'a BuildingScheme,
        level: &'a LevelScheme,
        rooms: &[Room],
        words: &Words,
        seed: u64,
    ) -> LevelPlan<'a> {
        let mut network = Network::new(&level.floor.lanes);
        let furniture = furnish(building, level, rooms, words, &mut network);
        let stalls = &level.floor.stalls;
        let shops = let_stalls(stalls, &mut Stream::new(seed, "letting", &level.id));
        let mut is_let = vec![false; stalls.len()];
        for index in shops.iter().flat_map(|shop| &shop.stalls) {
            is_let[*index] = true;
        }
        let ids = stalls
            .iter()
            .map(|stall| format!("{}-{}", level.id, stall.number))
            .collect();
        let walkways = network.finish();
        LevelPlan {
            building,
            level,
            shops,
            furniture,
            walkways,
            ids,
            is_let,
        }
    }

    /// Writes the level's files into its folder.
    pub fn write(
        &self,
        folder: &Path,
        share: &Share,
        words: &Words,
        seed: u64,
    ) -> Result<Written, SampleError> {
        let mut stalls = files::ListFile::create(&folder.join("stalls.json"))?;
        for stall in &self.level.floor.stalls {
            stalls.row(&RawStall {
                number: stall.number.clone(),
                outline: stall.ring.clone(),
                ..RawStall::default()
            })?;
        }
        stalls.finish()?;
        files::list(&folder.join("places.json"), &self.furniture.places)?;
        files::list(&folder.join("kiosks.json"), &self.furniture.kiosks)?;
        files::walkways(&folder.join("walkways.json"), &self.walkways)?;
        self.write_listings(&folder.join("listings.json"), share, words, seed)?;
        let stream = |purpose: &str| Stream::new(seed, purpose, &self.level.id);
        let order = self.walking_order();
        let ids: Vec<String> = order.iter().map(|index| self.ids[*index].clone()).collect();
        let is_let: Vec<bool> = order.iter().map(|index| self.is_let[*index]).collect();
        let marks = trust::marks(&ids, &is_let, &mut stream("marks"));
        files::list(&folder.join("plaques.json"), &marks.plaques)?;
        let grades = trust::grades(&self.ids, &self.is_let, &mut stream("grades"));
        files::list(&folder.join("grades.json"), &grades)?;
        files::list(&folder.join("grids.json"), &self.grids(share, words))?;
        Ok(Written {
            links: marks.links,
            plaques: marks.plaques.len(),
            grades: grades.len(),
        })
    }

    fn write_listings(
        &self,
        path: &Path,
        share: &Share,
        words: &Words,
        seed: u64,
    ) -> Result<(), SampleError> {
        let mut random = Stream::new(seed, "listings", &self.level.id);
        let counts = goods::counts(self.shops.len(), share.products, &mut random);
        let mut helped = vec![false; self.shops.len()];
        let mut order: Vec<usize> = (0..self.shops.len()).collect();
        random.shuffle(&mut order);
        for shop in order.into_iter().take(share.helped) {
            helped[shop] = true;
        }
        let stalls = &self.level.floor.stalls;
        let tops: Vec<usize> = self
            .level
            .trades
            .iter()
            .filter_map(|id| words.top(id))
            .collect();
        let mut writer = Writer {
            words,
            seed,
            level: &self.level.id,
            tops: &tops,
            streets: stalls.last().map_or(0, |stall| stall.street) + 1,
            names: HashSet::with_capacity(self.shops.len()),
        };
        let mut listings = files::ListFile::create(path)?;
        for (index, shop) in self.shops.iter().enumerate() {
            let main = &stalls[shop.stalls[0]];
            let along: usize = main.number[2..].parse().unwrap_or(0);
            let order = Order {
                id: format!("{}-s{:04}", self.level.id, index + 1),
                stalls: shop
                    .stalls
                    .iter()
                    .map(|stall| self.ids[*stall].clone())
                    .collect(),
                street: main.street,
                part: along / 24,
                products: counts[index],
                helped: helped[index],
            };
            listings.row(&writer.write(order, &mut random))?;
        }
        listings.finish()
    }

    /// Indices of the stalls as somebody passes them who walks up one street and down the next.
    fn walking_order(&self) -> Vec<usize> {
        let stalls = &self.level.floor.stalls;
        let mut order = Vec::with_capacity(stalls.len());
        let mut first = 0;
        while first < stalls.len() {
            let street = stalls[first].street;
            let end = stalls[first..]
                .iter()
                .position(|stall| stall.street != street)
                .map_or(stalls.len(), |length| first + length);
            if street % 2 == 0 {
                order.extend(first..end);
            } else {
                order.extend((first..end).rev());
            }
            first = end;
        }
        order
    }

    fn grids(&self, share: &Share, words: &Words) -> Vec<RawGrid> {
        let (zh, en) = level_names(self.building, self.level.ordinal);
        let outlines = grids::outlines(&self.building.frame, &self.level.floor, share.grids);
        let count = outlines.len();
        outlines
            .into_iter()
            .enumerate()
            .map(|(index, outline)| {
                let number = index + 1;
                RawGrid {
                    id: format!("{}-g{number:02}", self.level.id),
                    name: labels(
                        format!("{zh}{number}号微网格"),
                        format!("{en}, micro-grid {number}"),
                    ),
                    outlines: vec![outline],
                    contact: Some(RawContact {
                        phone: format!("0579-8500 1{:03}", (share.first_grid + index) % 1_000),
                        ..RawContact::default()
                    }),
                    teams: words.teams.clone(),
                    branch: share.branches[index * share.branches.len() / count.max(1)].clone(),
                }
            })
            .collect()
    }
}
