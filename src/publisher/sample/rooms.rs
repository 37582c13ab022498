//! Which desks and rooms are on which level.

use super::places::Room;
use super::scheme::BuildingScheme;

const MEDIATION_ROOMS: usize = 7;
const BRANCHES: usize = 35;
/// Stalls of the whole market, for which these counts are.
const FULL_MARKET: usize = 80_000;

/// Branches of a market of this size.
pub fn branch_count(stalls: usize) -> usize {
    (stalls * BRANCHES).div_ceil(FULL_MARKET).max(2)
}

/// Rooms of every level, in the order of buildings and levels.
pub fn share_out(schemes: &[BuildingScheme], stalls: usize, offices: usize) -> Vec<Vec<Room>> {
    let level_counts: Vec<usize> = schemes.iter().map(|scheme| scheme.levels.len()).collect();
    let levels: usize = level_counts.iter().sum();
    let mut rooms: Vec<Vec<Room>> = vec![Vec::new(); levels];
    // What must not be missing comes first: a small level has few rooms.
    let branches = branch_count(stalls);
    for branch in 0..branches {
        rooms[branch * levels / branches].push(Room::Kind("branch_office"));
    }
    let mut first = 0;
    for (building, count) in level_counts.iter().enumerate() {
        let own = &mut rooms[first..first + count];
        first += count;
        let mut wanted = vec![Room::Kind("mediation_room")];
        // The second building is two trading areas, as large markets have seven.
        if schemes.len() < MEDIATION_ROOMS && building == 1 && schemes.len() == MEDIATION_ROOMS - 1
        {
            wanted.push(Room::Kind("mediation_room"));
        }
        wanted.extend(
            (0..offices)
                .filter(|office| office % schemes.len() == building)
                .map(Room::Desk),
        );
        let kinds = [
            "bank",
            "first_aid",
            "prayer_room",
            "police",
            "food",
            "baby_care",
            if building % 2 == 0 {
                "customs"
            } else {
                "logistics"
            },
            ["tax", "licence", "legal"][building % 3],
            if building % 2 == 0 { "legal" } else { "atm" },
        ];
        wanted.extend(kinds.map(Room::Kind));
        for (index, room) in wanted.into_iter().enumerate() {
            own[index % count].push(room);
        }
        for level in own.iter_mut() {
            level.push(Room::Kind("food"));
        }
    }
    rooms
}
