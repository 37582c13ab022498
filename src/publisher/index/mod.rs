//! The search index: from checked rows to packed files that [`domain::search`](crate::domain::search)
//! reads.
//!
//! While a level is written, its terms are [gathered](gather); at the end they are put together:
//! the dictionary in shards ([`dictionary`]), what can be named in texts by script ([`names`]),
//! what one can choose by ([`choices`]), and the first file, which lists the others.

/// Characters: simplified forms and readings.
pub mod characters;
/// What the stalls of one level say.
pub mod gather;
/// The same in bytes, for the next build.
pub mod kept;

mod choices;
mod dictionary;
mod names;

use crate::domain::market::raw::{Labels, RawBuilding, RawLevel, RawPlace};
use crate::domain::search::core::{Core, CoreCategory, CoreLevel, Holds};
use crate::domain::search::han::Han;
use crate::domain::search::letters::{fold, squeezed};
use crate::domain::search::script::Script;
use crate::publisher::check::market::MarketFacts;
use gather::LevelTerms;

/// What the index is made from.
pub(super) struct Material<'a> {
    /// The files of the whole market.
    pub market: &'a MarketFacts,
    /// All characters that are known.
    pub han: &'a Han,
    /// By level, in the order in which stalls are numbered.
    pub levels: Vec<LevelMaterial>,
}

/// What one level gives to the index.
pub(super) struct LevelMaterial {
    /// Id of the level.
    pub id: String,
    /// What its stalls say.
    pub terms: LevelTerms,
    /// Its service places.
    pub places: Vec<RawPlace>,
}

/// Texts that are part of the first file, unless they are too many.
const HOME: Holds = Holds::Texts {
    script: Script::Han as u8,
    part: 0,
};
const HOME_BYTES: usize = 32 * 1024;

/// A file of the index.
pub(super) struct Packed {
    /// What it holds.
    pub holds: Holds,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Makes all files but the first, and the first one without its list of files.
pub(super) fn make(material: Material) -> (Core, Vec<Packed>) {
    let Material {
        market,
        han,
        mut levels,
    } = material;
    let mut core = Core {
        levels: core_levels(market, han, &levels),
        ..Core::default()
    };
    let universe = core.stalls();

    let mut files = Vec::new();
    let (categories, lists) = choices::categories(market, &levels, &core.levels, universe);
    core.categories = categories;
    files.extend(lists);
    files.extend(choices::honours(market, &levels, &core.levels, universe));
    files.push(choices::facts(&levels, &core.levels, universe));

    let places = names::places(&levels);
    let terms = levels
        .iter_mut()
        .map(|level| std::mem::take(&mut level.terms.rows));
    let dictionary = dictionary::merge(terms.collect(), &core.levels, han);
    let vocabulary = dictionary.vocabulary();
    let texts = names::texts(market, han, &levels, &core.categories, &vocabulary);
    core.languages = texts.languages;
    for file in texts.files {
        let is_home = file.holds == HOME && file.bytes.len() <= HOME_BYTES;
        if is_home {
            core.texts = file.bytes;
        } else {
            files.push(file);
        }
    }
    files.push(Packed {
        holds: Holds::Places,
        bytes: places,
    });
    core.han = characters::used(han, &dictionary.letters, &texts.letters);
    files.extend(dictionary.shards(universe));
    (core, files)
}

fn core_levels(market: &MarketFacts, han: &Han, levels: &[LevelMaterial]) -> Vec<CoreLevel> {
    let mut first = 0;
    let mut rows = Vec::new();
    for level in levels {
        let found = market
            .buildings
            .iter()
            .zip(0..)
            .find_map(|(building, number)| {
                let own = building.levels.iter().find(|own| own.id == level.id)?;
                Some((number, building, own))
            });
        let stalls = u32::try_from(level.terms.stalls()).unwrap_or(0);
        let mut row = CoreLevel {
            id: level.id.clone(),
            stalls,
            first,
            ..CoreLevel::default()
        };
        if let Some((number, building, own)) = found {
            row.building = number;
            row.ordinal = own.ordinal.unwrap_or(0);
            row.middle_dm = middle_of(building);
            row.forms = forms(building, own, han);
        }
        first += stalls;
        rows.push(row);
    }
    rows
}

/// Near enough to say which building is nearer.
fn middle_of(building: &RawBuilding) -> (i32, i32) {
    let [x, y] = building.anchor.unwrap_or_default();
    let extent = |axis: usize| {
        let values = building.outline.iter().map(|point| point[axis]);
        let low = values.clone().min().unwrap_or(0);
        i32::midpoint(low, values.max().unwrap_or(0))
    };
    let turn = building.bearing_deg.unwrap_or(0.0).to_radians();
    let (own_x, own_y) = (f64::from(extent(0)), f64::from(extent(1)));
    #[allow(
        clippy::cast_possible_truncation,
        reason = "markets are smaller than 200,000 km"
    )]
    let turned = (
        (own_x * turn.cos() - own_y * turn.sin()).round() as i32,
        (own_x * turn.sin() + own_y * turn.cos()).round() as i32,
    );
    (x.saturating_add(turned.0), y.saturating_add(turned.1))
}

/// What may stand before the number of a stall: `f3`, `f3f`, `三楼`, `district 1 level 3`, or only
/// the building.
fn forms(building: &RawBuilding, level: &RawLevel, han: &Han) -> Vec<String> {
    let squeeze = |text: &str| squeezed(text, han);
    let mut forms = vec![
        squeeze(&level.stall_prefix),
        squeeze(&level.id),
        squeeze(&building.short_name) + &squeeze(&level.short_name),
        squeeze(&building.short_name),
        squeeze(&building.id),
    ];
    let all = |labels: &Labels| labels.values().map(|own| squeeze(own)).collect::<Vec<_>>();
    forms.extend(all(&level.name));
    forms.extend(all(&building.name));
    for name in all(&building.name) {
        forms.push(name + &squeeze(&level.short_name));
    }
    forms.retain(|form| !form.is_empty());
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// The first of the texts that has letters.
fn has_letters(text: &str, han: &Han) -> bool {
    fold(text, han).letters.iter().any(|own| *own != ' ')
}

/// The category rows before their lists are known.
fn bare_category(parent: Option<usize>, stalls: u32, list: u32) -> CoreCategory {
    CoreCategory {
        parent: parent.and_then(|parent| u32::try_from(parent).ok()),
        stalls,
        list,
    }
}
