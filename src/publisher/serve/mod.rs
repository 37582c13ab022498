//! A static server for trying out: a site as it will be served in production, with the same
//! headers, on this machine only.

/// Which headers a file gets.
pub mod headers;
/// From a request to an answer.
pub mod site;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use tiny_http::{Header, Method, Request, Response, Server};

use self::site::{Answer, Site};

/// Requests that are answered at the same time.
const THREADS: usize = 4;

/// A server that listens.
pub struct SiteServer {
    site: Site,
    server: Server,
    address: SocketAddr,
}

impl SiteServer {
    /// Listens on this machine's own address; port 0 picks a free one.
    pub fn listen(root: &Path, port: u16) -> io::Result<SiteServer> {
        let site = Site::open(root)?;
        let server = Server::http((Ipv4Addr::LOCALHOST, port))
            .map_err(|error| io::Error::other(format!("port {port}: {error}")))?;
        let address = server
            .server_addr()
            .to_ip()
            .ok_or_else(|| io::Error::other("not an IP address"))?;
        Ok(SiteServer {
            site,
            server,
            address,
        })
    }

    /// Where it can be reached.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Answers requests until the program ends.
    pub fn run(&self) -> io::Result<()> {
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..THREADS)
                .map(|_| scope.spawn(|| self.answer()))
                .collect();
            for thread in threads {
                thread
                    .join()
                    .map_err(|_| io::Error::other("a thread of the server has ended"))??;
            }
            Ok(())
        })
    }

    fn answer(&self) -> io::Result<()> {
        loop {
            let request = self.server.recv()?;
            let answer = self.site.answer(&asked(&request));
            // A visitor who has gone away is no failure of the server.
            let _ = request.respond(response(answer));
        }
    }
}

fn asked(request: &Request) -> site::Asked {
    let header = |name: &'static str| {
        let mut headers = request.headers().iter();
        let found = headers.find(|header| header.field.equiv(name));
        found.map_or("", |header| header.value.as_str()).to_owned()
    };
    site::Asked {
        is_read: matches!(request.method(), Method::Get | Method::Head),
        target: request.url().to_owned(),
        if_none_match: header("If-None-Match"),
        accept_encoding: header("Accept-Encoding"),
    }
}

fn response(answer: Answer) -> Response<io::Cursor<Vec<u8>>> {
    let mut response = Response::from_data(answer.body)
        .with_status_code(answer.status)
        // Browsers show progress only when they know the length.
        .with_chunked_threshold(usize::MAX);
    for (name, value) in answer.headers {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    response
}
