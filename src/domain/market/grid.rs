//! Micro-grids and branches: who looks after a part of the market.

use super::check::Checker;
use super::limits;
use super::listing::Contact;
use super::raw::{RawBranch, RawGrid, Ring};
use super::text::Text;

checked! {
    /// A micro-grid of a level.
    Grid {
        /// Unique in the market.
        id: String,
        /// Its name.
        name: Text,
        /// The ground it covers, decimetres of the building's grid.
        outlines: Vec<Ring>,
        /// Its contact point.
        contact: Contact,
        /// Its service teams.
        teams: Vec<Text>,
        /// Id of the branch it belongs to; empty for none.
        branch: String,
    }
}

impl Grid {
    /// Checks the row; outlines that cannot be used are left out, a grid without id is unusable.
    pub fn check(raw: &RawGrid, at: &mut Checker) -> Option<Grid> {
        let id = at.id("id", &raw.id);
        let limit = limits::LIST_ITEMS;
        let outlines = at.rows("outlines", &raw.outlines, limit, |ring, at| {
            at.ring_here(ring)
        });
        let teams = at.rows("teams", &raw.teams, limit, |team, at| {
            Some(at.text_here(team, limits::NAME_CHARS))
        });
        Some(Grid {
            id: id?,
            name: at.text("name", &raw.name, limits::NAME_CHARS),
            outlines,
            contact: Contact::check_optional(raw.contact.as_ref(), at),
            teams,
            branch: at.line("branch", &raw.branch, limits::ID_CHARS),
        })
    }

    /// The boundary as rings that a map can draw, each with the point where the grid's name
    /// stands: the middle of the ring's box, decimetres.
    pub fn boundary(&self) -> impl Iterator<Item = (&Ring, [i32; 2])> {
        self.outlines.iter().map(|ring| (ring, box_middle(ring)))
    }
}

fn box_middle(ring: &Ring) -> [i32; 2] {
    let middle = |axis: usize| {
        let values = || ring.iter().filter_map(|point| point.get(axis).copied());
        let (low, high) = (values().min(), values().max());
        // Coordinates are bounded far below half of an i32.
        (low.unwrap_or(0) + high.unwrap_or(0)) / 2
    };
    [middle(0), middle(1)]
}

checked! {
    /// A branch.
    Branch {
        /// Unique in the market.
        id: String,
        /// Its name.
        name: Text,
        /// Id of the service place where its office is; empty when not said.
        place: String,
    }
}

impl Branch {
    /// Checks the row; that the place exists is for the caller to see.
    pub fn check(raw: &RawBranch, at: &mut Checker) -> Option<Branch> {
        let id = at.id("id", &raw.id);
        Some(Branch {
            id: id?,
            name: at.text("name", &raw.name, limits::NAME_CHARS),
            place: at.line("place", &raw.place, limits::ID_CHARS),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(outlines: Vec<Ring>) -> RawGrid {
        RawGrid {
            id: "g1".into(),
            name: [("en".into(), "Grid 1".into())].into(),
            outlines,
            ..RawGrid::default()
        }
    }

    #[test]
    fn a_boundary_of_several_rings() {
        let square = vec![[0, 0], [100, 0], [100, 60], [0, 60]];
        let corner = vec![[200, 0], [300, 0], [200, 300]];
        let mut at = Checker::new("grids/a1.json");
        let grid = Grid::check(&raw(vec![square, corner]), &mut at).unwrap();
        assert!(at.finish().is_empty());
        let names: Vec<[i32; 2]> = grid.boundary().map(|(_, name_at)| name_at).collect();
        assert_eq!(names, [[50, 30], [250, 150]]);
    }

    #[test]
    fn a_ring_without_area_costs_only_itself() {
        let mut at = Checker::new("grids/a1.json");
        let line = vec![[0, 0], [100, 0], [50, 0]];
        let square = vec![[0, 0], [100, 0], [100, 60]];
        let grid = Grid::check(&raw(vec![line, square]), &mut at).unwrap();
        assert_eq!(grid.boundary().count(), 1);
        assert_eq!(at.finish().list()[0].path, "/outlines/0");
        let mut at = Checker::new("grids/a1.json");
        assert_eq!(Grid::check(&RawGrid::default(), &mut at), None);
        assert_eq!(at.finish().list()[0].path, "/id");
    }
}
