//! Gates, desks, rooms, lifts, kiosks: everything on a level that is no stall.

use super::network::Network;
use super::plan::shape::whole;
use super::plan::{Core, door_of};
use super::scheme::{BuildingScheme, LevelScheme};
use super::words::{Office, Words, labels};
use crate::domain::market::raw::{
    Labels, Point, RawContact, RawKiosk, RawPlace, RawScreen, RawSpan,
};

/// Nodes of a level where lifts, escalators, gates … meet the walking network.
#[derive(Debug, Default)]
pub struct Doors {
    /// By core.
    pub cores: Vec<String>,
    /// By atrium: upwards, downwards.
    pub escalators: Vec<[String; 2]>,
    /// Gate (index in the frame) and node.
    pub gates: Vec<(usize, String)>,
}

/// What stands on a level.
#[derive(Debug, Default)]
pub struct Furniture {
    pub places: Vec<RawPlace>,
    pub kiosks: Vec<RawKiosk>,
    pub doors: Doors,
    /// Ids of the branch offices, for the branches.
    pub branch_offices: Vec<String>,
}

/// Furnishes a level. `rooms` says what the operator's rooms of this level are.
pub fn furnish(
    building: &BuildingScheme,
    level: &LevelScheme,
    rooms: &[Room],
    words: &Words,
    network: &mut Network,
) -> Furniture {
    let mut maker = Maker {
        level: &level.id,
        furniture: Furniture::default(),
        network,
    };
    gates(&mut maker, level);
    for (index, core) in level.floor.cores.iter().enumerate() {
        maker.core(index, core);
    }
    atria(&mut maker, level);
    for (room, at) in rooms.iter().zip(&level.floor.rooms) {
        maker.room(room, *at, building, words);
    }
    maker.furniture
}

/// What one of the operator's rooms is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Room {
    /// A room of this kind.
    Kind(&'static str),
    /// Desk of the office with this index.
    Desk(usize),
}

struct Maker<'a> {
    level: &'a str,
    furniture: Furniture,
    network: &'a mut Network,
}

impl Maker<'_> {
    /// Adds a place; its id is level, kind and a running number.
    fn place(&mut self, kind: &str, at: Point, name: Labels) -> &mut RawPlace {
        // Whoever walks there needs a node before the door.
        self.network.node_near(at);
        let places = &mut self.furniture.places;
        let number = 1 + places.iter().filter(|place| place.kind == kind).count();
        places.push(RawPlace {
            id: format!("{}-{}-{number}", self.level, kind.replace('_', "-")),
            kind: kind.to_owned(),
            name,
            at: Some(at),
            ..RawPlace::default()
        });
        let last = places.len() - 1;
        &mut places[last]
    }

    fn kiosk(&mut self, at: Point, facing_deg: f64, name: Labels) {
        self.network.node_near(at);
        let number = self.furniture.kiosks.len() + 1;
        // The large screens stand at the gates that come first.
        let large = number <= 2;
        self.furniture.kiosks.push(RawKiosk {
            id: format!("{}-k{number}", self.level),
            name,
            at: Some(at),
            facing_deg: Some(facing_deg),
            screen: Some(RawScreen {
                width_px: 1_080,
                height_px: 1_920,
                px_per_mm: Some(if large { 1.6 } else { 4.0 }),
                bottom_mm: if large { 380 } else { 820 },
            }),
        });
    }

    fn core(&mut self, index: usize, core: &Core) {
        let node = self.network.node_near(core.door);
        self.furniture.doors.cores.push(Network::node_id(node));
        let kinds: [(&str, Option<bool>); 6] = [
            ("lift", Some(true)),
            ("stairs", Some(false)),
            ("toilet", None),
            ("accessible_toilet", Some(true)),
            ("drinking_water", None),
            ("charging", None),
        ];
        let (top, length) = (core.area.y0, core.area.height());
        let order = if index.is_multiple_of(2) {
            [0, 1, 2, 3, 4, 5]
        } else {
            [2, 3, 4, 1, 0, 5]
        };
        for (place, kind) in order.into_iter().enumerate() {
            let (kind, step_free) = kinds[kind];
            // Every other core has a socket to charge at.
            if kind == "charging" && index % 2 == 1 {
                continue;
            }
            let y = top + length * (2 * place as i32 + 1) / 12;
            self.place(kind, [core.area.x0 + 12, y], Labels::new())
                .step_free = step_free;
        }
    }

    fn room(&mut self, room: &Room, at: Point, building: &BuildingScheme, words: &Words) {
        let weekdays: Vec<String> = ["mon", "tue", "wed", "thu", "fri", "sat"]
            .map(str::to_owned)
            .to_vec();
        let span = |days: &[String], opens: &str, closes: &str| RawSpan {
            days: days.to_vec(),
            opens: opens.to_owned(),
            closes: closes.to_owned(),
        };
        let level = self.level;
        match room {
            Room::Desk(office) => {
                let Office { id, name, handles } = &words.offices[*office];
                let own = |language: &str, suffix: &str| {
                    format!("{}{suffix}", name.get(language).map_or("", String::as_str))
                };
                let title = labels(own("zh", "服务台"), own("en", " desk"));
                let (agency, handles) = (name.clone(), handles.clone());
                let code = format!("https://service.market.example/{id}");
                let place = self.place("service_desk", at, title);
                place.hours = vec![span(&weekdays, "08:30", "17:00")];
                place.handles = handles;
                place.agency = agency;
                place.code = code;
                place.contact = Some(service_contact(*office));
                place.step_free = Some(true);
            }
            Room::Kind("mediation_room") => {
                let title = labels(
                    format!("{}调解室", building.zh),
                    format!("Mediation room, {}", building.en),
                );
                let code = format!("https://service.market.example/mediation/{level}");
                let place = self.place("mediation_room", at, title);
                place.hours = vec![span(&[], "08:30", "17:30")];
                place.duty = vec![
                    span(&[], "09:00", "11:30"),
                    span(&weekdays, "13:30", "17:00"),
                ];
                place.bring = vec![
                    labels("购货凭证或合同", "Proof of purchase or the contract"),
                    labels(
                        "有争议的商品或照片",
                        "The goods in dispute, or pictures of them",
                    ),
                    labels("商位号", "The number of the stall"),
                ];
                place.handles = vec![
                    labels("消费纠纷", "Disputes between buyer and shop"),
                    labels("合同与货款纠纷", "Disputes over contracts and payment"),
                    labels("经营户之间的纠纷", "Disputes between stalls"),
                ];
                place.agency = labels("市场调解委员会", "Market mediation committee");
                place.code = code;
                place.contact = Some(service_contact(90));
                place.step_free = Some(true);
            }
            Room::Kind("branch_office") => {
                let id = self.place("branch_office", at, Labels::new()).id.clone();
                self.furniture.branch_offices.push(id);
            }
            Room::Kind(kind) => {
                let office_hours = matches!(
                    *kind,
                    "bank" | "customs" | "logistics" | "tax" | "legal" | "licence"
                );
                let place = self.place(kind, at, Labels::new());
                place.step_free = Some(true);
                if office_hours {
                    place.hours = vec![span(&weekdays, "09:00", "16:30")];
                }
            }
        }
    }
}

/// A number that is not given out.
fn service_contact(number: usize) -> RawContact {
    RawContact {
        phone: format!("0579-8500 00{number:02}"),
        ..RawContact::default()
    }
}

/// Gates, the kiosks beside them, and what waits outside.
fn gates(maker: &mut Maker<'_>, level: &LevelScheme) {
    let ground = level.ordinal == 0;
    for (number, (index, gate)) in level.floor.gates.iter().enumerate() {
        let door = whole(door_of(gate));
        let node = maker.network.node_near(door);
        maker
            .furniture
            .doors
            .gates
            .push((*index, Network::node_id(node)));
        let aside = f64::from(gate.width_dm) / 2.0 - 9.0;
        let beside = |inside: f64, side: f64| {
            whole([
                gate.at[0] + gate.inward[0] * inside - gate.inward[1] * aside * side,
                gate.at[1] + gate.inward[1] * inside + gate.inward[0] * aside * side,
            ])
        };
        if !ground {
            maker
                .place("entrance", door, labels("连廊入口", "Bridge"))
                .step_free = Some(true);
            continue;
        }
        let shown = number + 1;
        let name = if number == 0 {
            labels("1号门（正门）", "Gate 1 (main gate)")
        } else {
            labels(format!("{shown}号门"), format!("Gate {shown}"))
        };
        maker.place("entrance", door, name.clone()).step_free = Some(true);
        // Whoever reads the screen looks the way in.
        let facing = gate.inward[0]
            .atan2(-gate.inward[1])
            .to_degrees()
            .rem_euclid(360.0)
            .round();
        maker.kiosk(beside(30.0, 1.0), facing % 360.0, name);
        let outside = ["taxi", "bus", "parking"][number % 3];
        maker.place(outside, beside(12.0, -1.0), Labels::new());
        let inside = ["atm", "luggage", "police"][number % 3];
        maker.place(inside, beside(48.0, -1.0), Labels::new());
    }
}

/// Escalators at the atria; a desk on the floor of the atrium, a kiosk at every landing above.
fn atria(maker: &mut Maker<'_>, level: &LevelScheme) {
    let ground = level.ordinal == 0;
    for (number, atrium) in level.floor.atria.iter().enumerate() {
        let [x, y] = atrium.walk.centre();
        let ends = [[atrium.walk.x0, y], [atrium.walk.x1, y]];
        let nodes = ends.map(|end| Network::node_id(maker.network.node_near(end)));
        maker.furniture.doors.escalators.push(nodes);
        for (end, name) in ends.into_iter().zip([
            labels("自动扶梯（上行）", "Escalator up"),
            labels("自动扶梯（下行）", "Escalator down"),
        ]) {
            maker.place("escalator", end, name).step_free = Some(false);
        }
        if ground {
            let name = labels("总服务台", "Information desk");
            // On the open floor of the atrium, near the walk around it.
            let desk = [x, atrium.walk.y0 + (y - atrium.walk.y0).min(40)];
            maker.place("information", desk, name).step_free = Some(true);
        } else {
            let shown = number + 1;
            let name = labels(
                format!("{shown}号中庭扶梯口"),
                format!("Escalator at atrium {shown}"),
            );
            maker.kiosk([atrium.walk.x0, y + 24], 90.0, name);
        }
    }
}
