//! The walking network.

use super::{Labels, Point, RawSpan};

record! {
    /// `levels/<level>/walkways.json`.
    RawWalkways {
        nodes: Vec<RawNode>,
        walkways: Vec<RawWalkway>,
    }
}

record! {
    /// A point where one can turn.
    RawNode {
        /// Unique on its level.
        id: String,
        at: Option<Point>,
    }
}

record! {
    /// A straight walk between two nodes of one level.
    RawWalkway {
        from: String,
        to: String,
        width_dm: u32,
        /// True when one may only walk from `from` to `to`.
        one_way: bool,
        /// True when there are steps in it.
        steps: bool,
    }
}

record! {
    /// A connector of `connectors.json`: joins levels or buildings.
    RawConnector {
        id: String,
        /// `stairs`, `escalator`, `lift`, `ramp`, `bridge`, `outdoor` or `shuttle`.
        kind: String,
        name: Labels,
        /// Where one can get in and out, in riding order.
        stops: Vec<RawStop>,
        /// True when one can only ride in the order of `stops`.
        one_way: bool,
        /// True when a wheelchair can use it.
        step_free: bool,
        /// True when heavy goods may go with it.
        goods: bool,
        /// Time between two neighbouring stops.
        ride_secs: u32,
        /// Time one waits before getting in, once a ride.
        wait_secs: u32,
        /// Width of its narrowest door or way; missing when not said.
        width_dm: u32,
        hours: Vec<RawSpan>,
    }
}

record! {
    /// A stop of a connector.
    RawStop {
        level: String,
        /// Node of that level; of a level without `walkways.json`, the id of one of its places.
        node: String,
    }
}
