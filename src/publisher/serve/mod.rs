//! A static server for trying out: a site as it will be served in production, with the same
//! headers, on this machine only.
//!
//! Each connection has a thread of its own: browsers keep half a dozen connections each and say
//! nothing on most of them, and whoever waits, stalls or leaves must cost nobody else an answer.

/// Which headers a file gets.
pub mod headers;
/// Loading again after a build, and what it changes.
pub mod live;
/// From a request to an answer.
pub mod site;

/// One connection from its first request to its end.
mod connection;
/// From bytes to a request.
mod request;
/// From an answer to bytes.
mod response;

use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder, Scope};
use std::time::Duration;

use self::connection::Waits;
use self::site::Site;

/// Connections that are served at the same time. Each may have a file open as well, and some
/// systems let a program open 256 in all.
const SERVED: usize = 112;
/// Connections that are told at the same time that there is no room. All beyond are closed
/// without a word.
const TURNED_AWAY: usize = 16;

/// The pause after a connection could not be taken, mostly for want of memory or open files.
const PAUSE: Duration = Duration::from_millis(100);
/// Failures in a row after which no connection will ever come: with the pauses a minute, in which
/// every idle connection has been closed.
const FAILURES: usize = 600;

/// A server that listens.
pub struct SiteServer {
    site: Site,
    listener: TcpListener,
    address: SocketAddr,
}

impl SiteServer {
    /// Listens on this machine's own address; port 0 picks a free one.
    pub fn listen(site: Site, port: u16) -> io::Result<SiteServer> {
        let named =
            |error: io::Error| io::Error::new(error.kind(), format!("port {port}: {error}"));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(named)?;
        let address = listener.local_addr()?;
        Ok(SiteServer {
            site,
            listener,
            address,
        })
    }

    /// Where it can be reached.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Answers requests until the program ends. Fails only when for a minute no connection could
    /// be taken; what happens on one connection never ends the server.
    pub fn run(&self) -> io::Result<()> {
        let served = Room::new(SERVED);
        let turned_away = Room::new(TURNED_AWAY);
        let waits = Waits::default();
        thread::scope(|scope| {
            let mut failures = 0;
            loop {
                let stream = match self.listener.accept() {
                    Ok((stream, _)) => stream,
                    Err(error) if is_of_one_connection(&error) => continue,
                    Err(error) if failures == FAILURES => return Err(error),
                    Err(_) => {
                        failures += 1;
                        thread::sleep(PAUSE);
                        continue;
                    }
                };
                failures = 0;
                if let Some(place) = served.enter() {
                    let serve = |stream| connection::serve(stream, &self.site, waits);
                    attend(scope, place, stream, serve);
                } else if let Some(place) = turned_away.enter() {
                    attend(scope, place, stream, |stream| {
                        connection::turn_away(stream, waits)
                    });
                }
            }
        })
    }
}

/// Connections at the same time, up to a number.
struct Room {
    size: usize,
    taken: AtomicUsize,
}

/// A place in a room, given back when dropped.
struct Place<'room>(&'room Room);

impl Room {
    fn new(size: usize) -> Room {
        let taken = AtomicUsize::new(0);
        Room { size, taken }
    }

    fn enter(&self) -> Option<Place<'_>> {
        let is_free = self.taken.fetch_add(1, Ordering::Relaxed) < self.size;
        // Gives back what was counted, even where there was no room.
        let place = Place(self);
        is_free.then_some(place)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.taken.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Serves a connection on a thread of its own. Where the system gives no thread the connection is
/// closed.
fn attend<'scope, 'env>(
    scope: &'scope Scope<'scope, 'env>,
    place: Place<'scope>,
    stream: TcpStream,
    serve: impl FnOnce(TcpStream) -> io::Result<()> + Send + 'scope,
) {
    let work = move || {
        let _place = place;
        // A visitor who has gone away is no failure of the server.
        let _ = serve(stream);
    };
    let _ = Builder::new().spawn_scoped(scope, work);
}

/// True for the failure of a visitor who had left before being let in.
fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset | ErrorKind::Interrupted
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_is_full_until_somebody_leaves() {
        let room = Room::new(2);
        let first = room.enter();
        let second = room.enter();
        assert!(first.is_some() && second.is_some());
        assert!(room.enter().is_none());
        assert!(room.enter().is_none());
        drop(first);
        let third = room.enter();
        assert!(third.is_some());
        assert!(room.enter().is_none());
    }
}
