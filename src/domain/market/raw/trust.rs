//! Marks, grades, honours, grids: what the operator and the authorities say of a stall.

use super::{Labels, RawContact, Ring};

record! {
    /// What one kind of plaque means; in `market.json`.
    RawPlaqueKind {
        /// `party_member` or `demonstration_post`.
        kind: String,
        name: Labels,
        issuer: Labels,
        meaning: Labels,
    }
}

record! {
    /// A plaque at a stall; `levels/<level>/plaques.json`.
    RawPlaque {
        stall: String,
        /// `party_member` or `demonstration_post`.
        kind: String,
        /// Day, `2024-07-01`.
        since: String,
        /// Last day, when it ends.
        until: String,
    }
}

record! {
    /// A scale of honesty grades; `scales.json`.
    RawGradeScale {
        id: String,
        name: Labels,
        issuer: Labels,
        note: Labels,
        /// Best first.
        levels: Vec<RawGradeLevel>,
    }
}

record! {
    /// One level of a grade scale.
    RawGradeLevel {
        /// What is written on the badge, e.g. `AAA`; unique on its scale.
        code: String,
        name: Labels,
        meaning: Labels,
        /// `#rrggbb`.
        color: String,
        /// `circle`, `square`, `diamond`, `triangle`, `hexagon` or `star`.
        shape: String,
    }
}

record! {
    /// The grade of a stall; `levels/<level>/grades.json`. A stall without a row has no grade,
    /// which says nothing against it.
    RawGrade {
        stall: String,
        /// Id of the scale.
        scale: String,
        /// Code of the scale's level.
        level: String,
        /// True while the issuer has suspended the grade.
        suspended: bool,
        /// Days, `2025-03-01`.
        issued: String,
        valid_until: String,
        components: Vec<RawComponent>,
        history: Vec<RawPastGrade>,
    }
}

record! {
    /// One published part of a grade, as published.
    RawComponent {
        name: Labels,
        value: String,
    }
}

record! {
    /// An earlier grade.
    RawPastGrade {
        level: String,
        issued: String,
    }
}

record! {
    /// An honour and the stalls that hold it; `honours.json`.
    RawHonour {
        id: String,
        /// e.g. `honesty_day_trader`, `brand_famous`.
        kind: String,
        name: Labels,
        issuer: Labels,
        year: u32,
        stalls: Vec<String>,
    }
}

record! {
    /// A marked stall and the neighbours it looks after; `links.json`.
    RawMemberLink {
        /// Id of the marked stall.
        member: String,
        /// Ids of the stalls in its care.
        stalls: Vec<String>,
        since: String,
    }
}

record! {
    /// A micro-grid; `levels/<level>/grids.json`.
    RawGrid {
        id: String,
        name: Labels,
        outlines: Vec<Ring>,
        contact: Option<RawContact>,
        /// Service teams of the grid.
        teams: Vec<Labels>,
        /// Id of the branch it belongs to.
        branch: String,
    }
}

record! {
    /// A branch; `branches.json`.
    RawBranch {
        id: String,
        name: Labels,
        /// Id of the service place where its office is.
        place: String,
    }
}
