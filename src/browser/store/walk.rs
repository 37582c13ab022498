//! What routes are found with: doors and connectors of the market, the network of a level, and
//! what notices close.

use std::sync::Arc;

use super::{Loading, Store};
use crate::browser::fetch::LoadError;
use crate::domain::market::time::Day;
use crate::domain::publication::files::{
    ConnectorsFile, LevelRoutesFile, MovesFile, NoticesFile, RoutesFile,
};
use crate::domain::publication::open::{
    LevelStalls, closed_by_notices, moved_stall, open_connectors,
};
use crate::domain::publication::paths;
use crate::domain::route::{Doors, Walks};

/// Where the shelf keeps the rows of the notices as they are; other readers keep them checked.
const CLOSURES: &str = "notices.json closes";

/// The id of a level, and its network.
type NamedWalks = (String, Arc<Walks>);

impl Store {
    /// The doors of all levels and the connectors between them.
    pub fn doors(&self) -> Loading<'_, Arc<Doors>> {
        let load = async move {
            let (routes, connectors) =
                futures::join!(self.file(paths::ROUTES), self.find(paths::CONNECTORS));
            let routes: RoutesFile = self.read(routes?, paths::ROUTES)?;
            let connectors: ConnectorsFile = match connectors? {
                Some(json) => self.read(json, paths::CONNECTORS)?,
                None => ConnectorsFile::default(),
            };
            let (connectors, problems) = open_connectors(&connectors);
            self.note(problems);
            let (doors, problems) = Doors::open(&routes, connectors);
            self.opened(paths::ROUTES, (Some(doors), problems))
        };
        self.once(paths::ROUTES.to_owned(), Box::pin(load))
    }

    /// The walking network of a level; a level without one has an empty one.
    pub fn walks<'a>(&'a self, level: &'a str) -> Loading<'a, Arc<Walks>> {
        let path = paths::routes(level);
        let own = path.clone();
        let load = async move {
            let Some(json) = self.find(&path).await? else {
                self.keep(&path, Walks::default());
                return Ok(());
            };
            let file: LevelRoutesFile = self.read(json, &path)?;
            let (walks, problems) = Walks::open(file, level);
            self.opened(&path, (Some(walks), problems))
        };
        self.once(own, Box::pin(load))
    }

    /// The networks, with the ids of their levels, and the stalls of the levels that were loaded
    /// before. A level without a network is not among the networks.
    pub fn levels_at_hand(&self) -> (Vec<NamedWalks>, Vec<Arc<LevelStalls>>) {
        let (mut walks, mut stalls) = (Vec::new(), Vec::new());
        for (_, value) in self.kept.borrow().iter() {
            if let Ok(own) = Arc::clone(value).downcast::<Walks>() {
                if !own.level().is_empty() {
                    walks.push((own.level().to_owned(), own));
                }
            } else if let Ok(own) = Arc::clone(value).downcast::<LevelStalls>() {
                stalls.push(own);
            }
        }
        (walks, stalls)
    }

    /// The id that a stall has now, when the publication says that it has another.
    ///
    /// # Errors
    /// When the list of moves cannot be loaded.
    pub async fn moved(&self, stall: &str) -> Result<Option<String>, LoadError> {
        let load = async move {
            let moves: MovesFile = match self.find(paths::MOVES).await? {
                Some(json) => self.read(json, paths::MOVES)?,
                None => MovesFile::default(),
            };
            self.keep(paths::MOVES, moves);
            Ok(())
        };
        let moves = self.once::<MovesFile>(paths::MOVES.to_owned(), Box::pin(load));
        Ok(moved_stall(&*moves.await?, stall).map(str::to_owned))
    }

    /// Ids of the connectors that a notice closes on a day.
    pub fn closed(&self, today: Day) -> Loading<'_, Vec<String>> {
        let load = async move {
            let notices: NoticesFile = match self.find(paths::NOTICES).await? {
                Some(json) => self.read(json, paths::NOTICES)?,
                None => NoticesFile::default(),
            };
            self.keep(CLOSURES, notices);
            Ok(())
        };
        let notices = self.once::<NoticesFile>(CLOSURES.to_owned(), Box::pin(load));
        Box::pin(async move { Ok(closed_by_notices(&*notices.await?, today)) })
    }
}
