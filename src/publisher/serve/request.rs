//! From the bytes of a connection to a request, without a network.

use httparse::{EMPTY_HEADER, Error, Header, Status};

use super::site::{Answer, Asked, sentence};

/// The longest head of a request, in bytes; browsers send less than one thousand.
pub const HEAD_LIMIT_BYTES: usize = 16 * 1024;
/// The most headers of a request; browsers send about twenty.
const HEADER_LIMIT: usize = 100;

/// A request whose head has come in.
#[derive(Debug)]
pub struct Request {
    /// What the site has to know.
    pub asked: Asked,
    /// True when the body of the answer is not wanted.
    pub is_head: bool,
    /// True when the connection ends with the answer.
    pub is_last: bool,
    /// Bytes that the head takes up.
    pub head_bytes: usize,
}

/// Why a request is not answered and its connection is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Not a request of HTTP/1.
    Malformed,
    /// The rest of the head did not come in time.
    Late,
    /// It carries a body, which could hide a second request.
    Body,
    /// The head is longer than it may be.
    TooLarge,
    /// There are too many connections.
    Crowded,
    /// Another version than HTTP/1.0 and HTTP/1.1.
    Version,
}

impl Refusal {
    /// What the visitor is told.
    pub fn answer(self) -> Answer {
        let (status, words) = match self {
            Refusal::Malformed => (400, "This is not a request."),
            Refusal::Late => (408, "The rest of the request did not come."),
            Refusal::Body => (413, "Requests with content are not answered here."),
            Refusal::TooLarge => (431, "The head of the request is too long."),
            Refusal::Crowded => (503, "There are too many connections."),
            Refusal::Version => (505, "Only HTTP/1.0 and HTTP/1.1 are spoken here."),
        };
        sentence(status, words)
    }
}

/// The request at the beginning of the bytes; none while its head is unfinished.
pub fn read(bytes: &[u8]) -> Result<Option<Request>, Refusal> {
    let mut headers = [EMPTY_HEADER; HEADER_LIMIT];
    let mut parsed = httparse::Request::new(&mut headers);
    let head_bytes = match parsed.parse(bytes) {
        Ok(Status::Complete(head_bytes)) if head_bytes <= HEAD_LIMIT_BYTES => head_bytes,
        Ok(Status::Partial) if bytes.len() < HEAD_LIMIT_BYTES => return Ok(None),
        Ok(_) | Err(Error::TooManyHeaders) => return Err(Refusal::TooLarge),
        Err(Error::Version) => return Err(Refusal::Version),
        Err(_) => return Err(Refusal::Malformed),
    };
    let (Some(method), Some(target), Some(version)) = (parsed.method, parsed.path, parsed.version)
    else {
        return Err(Refusal::Malformed);
    };
    let headers = &*parsed.headers;
    let is_current = version == 1;
    let hosts = named(headers, "Host").count();
    if hosts > 1 || (is_current && hosts == 0) {
        return Err(Refusal::Malformed);
    }
    let is_read = matches!(method, "GET" | "HEAD");
    let has_body = has_body(headers);
    if is_read && has_body {
        return Err(Refusal::Body);
    }
    let asks_to_close = all(headers, "Connection")
        .split(',')
        .any(|word| word.trim().eq_ignore_ascii_case("close"));
    Ok(Some(Request {
        asked: Asked {
            is_read,
            target: target.to_owned(),
            if_none_match: all(headers, "If-None-Match"),
            accept_encoding: all(headers, "Accept-Encoding"),
        },
        is_head: method == "HEAD",
        is_last: !is_current || asks_to_close || has_body,
        head_bytes,
    }))
}

/// True unless it is certain that nothing follows the head.
fn has_body(headers: &[Header]) -> bool {
    let mut lengths = named(headers, "Content-Length");
    lengths.any(|length| length != "0") || named(headers, "Transfer-Encoding").next().is_some()
}

/// All values of a header in one; empty when not sent.
fn all(headers: &[Header], name: &str) -> String {
    let values: Vec<String> = named(headers, name).collect();
    values.join(", ")
}

fn named<'a>(headers: &'a [Header], name: &'a str) -> impl Iterator<Item = String> + 'a {
    let of_name = move |header: &&Header| header.name.eq_ignore_ascii_case(name);
    let value = |header: &Header| String::from_utf8_lossy(header.value).trim().to_owned();
    headers.iter().filter(of_name).map(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_site_has_to_know() {
        let head = "GET /a?b HTTP/1.1\r\nhost: x\r\nif-none-match: \"1\"\r\n\
                    If-None-Match: \"2\"\r\nACCEPT-ENCODING:gzip, br \r\n\r\n";
        let request = read(format!("{head}GET").as_bytes()).unwrap().unwrap();
        assert_eq!(request.head_bytes, head.len());
        assert!(request.asked.is_read && !request.is_head && !request.is_last);
        assert_eq!(request.asked.target, "/a?b");
        assert_eq!(request.asked.if_none_match, "\"1\", \"2\"");
        assert_eq!(request.asked.accept_encoding, "gzip, br");
    }

    #[test]
    fn every_beginning_of_a_request_is_unfinished() {
        let head = "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n";
        for length in 0..head.len() {
            let beginning = head.get(..length).unwrap();
            assert!(matches!(read(beginning.as_bytes()), Ok(None)), "{length}");
        }
        assert!(read(head.as_bytes()).unwrap().unwrap().is_head);
    }

    #[test]
    fn which_requests_are_the_last() {
        let check = |version: &str, headers: &str, expected: bool| {
            let head = format!("OPTIONS / HTTP/{version}\r\nHost: x\r\n{headers}\r\n");
            let request = read(head.as_bytes()).unwrap().unwrap();
            assert_eq!(request.is_last, expected, "{version} {headers}");
        };
        check("1.1", "", false);
        check("1.1", "Connection: keep-alive\r\n", false);
        check("1.1", "Connection: Keep-Alive, Close\r\n", true);
        check("1.1", "Connection: closed\r\n", false);
        check("1.0", "Connection: keep-alive\r\n", true);
        check("1.1", "Content-Length: 0\r\n", false);
        check("1.1", "Content-Length: 1\r\n", true);
        check("1.1", "Content-Length: 0\r\nContent-Length: 5\r\n", true);
        check("1.1", "Content-Length: +0\r\n", true);
        check("1.1", "Transfer-Encoding: chunked\r\n", true);
    }

    #[test]
    fn what_is_refused() {
        let check = |head: &str, expected: Refusal| {
            assert_eq!(read(head.as_bytes()).unwrap_err(), expected, "{head:.60}");
        };
        check("\u{16}\u{3}\u{1}\r\n", Refusal::Malformed);
        check("GET / HTTP/1.1\r\n\r\n", Refusal::Malformed);
        check("GET / HTTP/1.1\r\nHost : x\r\n\r\n", Refusal::Malformed);
        check("GET / HTTP/2.0\r\nHost: x\r\n\r\n", Refusal::Version);
        check(
            "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc",
            Refusal::Body,
        );
        let long = "a".repeat(HEAD_LIMIT_BYTES);
        check(&format!("GET /{long}"), Refusal::TooLarge);
        check(
            &format!("GET /{long} HTTP/1.1\r\nHost: x\r\n\r\n"),
            Refusal::TooLarge,
        );
    }
}
