//! Addresses: a market publishes no street, but the number on a door may stand only there.

use std::collections::{HashMap, HashSet};

use super::archive::Archive;
use super::{ImdfReport, of, slug};

/// Numbers of units by their addresses.
pub(super) struct Doors<'a> {
    /// Address and number of each unit to which an anchor leads.
    of_unit: HashMap<&'a str, (&'a str, &'a str)>,
    /// Addresses whose number was taken.
    taken: HashSet<&'a str>,
}

impl<'a> Doors<'a> {
    /// Reads the addresses of all anchors.
    pub fn of(archive: &'a Archive) -> Doors<'a> {
        let numbers: HashMap<&str, &str> = of(archive, "address")
            .map(|address| (address.id(), address.text("unit")))
            .filter(|(_, number)| !number.is_empty())
            .collect();
        let of_unit = of(archive, "anchor").filter_map(|anchor| {
            let address = anchor.text("address_id");
            let number = numbers.get(address)?;
            Some((anchor.text("unit_id"), (address, *number)))
        });
        Doors {
            of_unit: of_unit.collect(),
            taken: HashSet::new(),
        }
    }

    /// The number of a unit, in the form of an id.
    pub fn number(&mut self, unit: &str) -> Option<String> {
        let (address, number) = self.of_unit.get(unit)?;
        let number = slug(number);
        if number.is_empty() {
            return None;
        }
        self.taken.insert(address);
        Some(number)
    }

    /// Tells what became of the addresses.
    pub fn report(&self, archive: &Archive, report: &mut ImdfReport) {
        for address in of(archive, "address") {
            if self.taken.contains(address.id()) {
                report.mapped("address", "number of its stall", "商位号");
            } else {
                report.not_mapped(
                    "address",
                    "a market has no postal address in its data",
                    "市场数据中没有邮政地址",
                );
            }
        }
    }
}
