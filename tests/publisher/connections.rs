//! A served site over the network, with browsers that keep their connections and visitors that
//! do not behave.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::folder::Folder;
use crate::serve::site;

/// Far longer than any answer takes; what is not there by then hangs.
const PATIENCE: Duration = Duration::from_secs(5);

/// The program itself, on a port of its own.
struct Running {
    program: Child,
    address: String,
}

impl Running {
    fn start(folder: &Folder) -> Running {
        site(folder);
        let mut program = Command::new(env!("CARGO_BIN_EXE_stallmap"))
            .arg("serve")
            .arg(folder.join("dist"))
            .args(["--port", "0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(program.stdout.take().unwrap()).lines();
        let address = lines
            .map(Result::unwrap)
            .find_map(|line| Some(line.strip_prefix("http://")?.strip_suffix('/')?.to_owned()))
            .unwrap();
        Running { program, address }
    }

    fn connect(&self) -> Connection {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        Connection(BufReader::new(stream))
    }

    /// All that comes back on a connection of its own, up to where the server closes it.
    fn answer_to(&self, request: &str) -> String {
        let mut connection = self.connect();
        connection.send(request);
        connection.rest()
    }

    /// One request that asks for the connection to be closed.
    fn ask(&self, request: &str) -> String {
        self.answer_to(&format!(
            "{request}\r\nHost: x\r\nConnection: close\r\n\r\n"
        ))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

struct Connection(BufReader<TcpStream>);

impl Connection {
    fn send(&mut self, text: &str) {
        self.0.get_mut().write_all(text.as_bytes()).unwrap();
    }

    fn get(&mut self, target: &str) {
        self.send(&format!("GET {target} HTTP/1.1\r\nHost: x\r\n\r\n"));
    }

    /// The next answer: status line and body, by its length. The connection stays open.
    fn answer(&mut self) -> (String, String) {
        let mut status = None;
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line).expect("an answer in time");
            assert!(line.ends_with("\r\n"), "closed within a head: {line:?}");
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            if let Some(digits) = line.strip_prefix("Content-Length: ") {
                length = digits.parse().unwrap();
            }
            status.get_or_insert_with(|| line.to_owned());
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).unwrap();
        (status.unwrap(), String::from_utf8(body).unwrap())
    }

    fn answers_with(&mut self, expected: &str) {
        let answer = self.answer();
        assert_eq!(
            (answer.0.as_str(), answer.1.as_str()),
            ("HTTP/1.1 200 OK", expected)
        );
    }

    fn rest(&mut self) -> String {
        let mut text = String::new();
        self.0
            .read_to_string(&mut text)
            .expect("a closed connection in time");
        text
    }
}

#[test]
fn one_request() {
    let folder = Folder::new();
    let running = Running::start(&folder);
    assert!(running.address.starts_with("127.0.0.1:"));

    let answer = running.ask("GET /kiosk.json HTTP/1.1");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert!(answer.contains("\r\nContent-Length: 2\r\n"), "{answer}");
    assert!(answer.contains("\r\nConnection: close\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n{}"), "{answer}");

    let answer = running.ask("HEAD /kiosk.json HTTP/1.1");
    assert!(answer.contains("\r\nContent-Length: 2\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n"), "{answer}");

    let answer = running.ask("GET /kiosk.json HTTP/1.1\r\nIf-None-Match: \"other\", *");
    assert!(
        answer.starts_with("HTTP/1.1 304 Not Modified\r\n"),
        "{answer}"
    );
    assert!(!answer.contains("Content-Length"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n"), "{answer}");

    let answer = running.ask("GET /%2e%2e/outside.txt HTTP/1.1");
    assert!(answer.starts_with("HTTP/1.1 404 "), "{answer}");

    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"] {
        let answer = running.ask(&format!(
            "{method} /kiosk.json HTTP/1.1\r\nContent-Length: 0"
        ));
        assert!(answer.starts_with("HTTP/1.1 405 "), "{answer}");
        assert!(answer.contains("\r\nAllow: GET, HEAD\r\n"), "{answer}");
    }
}

#[test]
fn browsers_that_keep_their_connections() {
    let folder = Folder::new();
    let running = Running::start(&folder);
    // Whether a connection is forgotten was a matter of chance.
    for _ in 0..20 {
        let mut connections: Vec<_> = (0..12).map(|_| running.connect()).collect();
        for _ in 0..2 {
            for connection in &mut connections {
                connection.get("/kiosk.json");
            }
            for connection in &mut connections {
                connection.answers_with("{}");
            }
        }
    }
}

#[test]
fn requests_that_do_not_wait_for_answers() {
    let folder = Folder::new();
    let running = Running::start(&folder);
    let mut connection = running.connect();
    connection.send(
        "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n\
         GET /kiosk.json HTTP/1.1\r\nHost: x\r\n\r\n\
         GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    );
    let answers = connection.rest();
    let heads = answers.matches("HTTP/1.1 200 OK\r\n").count();
    assert_eq!(heads, 3, "{answers}");
    assert!(answers.contains("\r\n\r\n{}HTTP/1.1 200"), "{answers}");
    assert!(answers.ends_with("\r\n\r\n<!doctype html>"), "{answers}");
}

#[test]
fn nobody_waits_for_a_visitor_who_stalls() {
    let folder = Folder::new();
    let running = Running::start(&folder);
    let mut stalling: Vec<_> = (0..20).map(|_| running.connect()).collect();
    for connection in &mut stalling {
        connection.send("GET /kiosk.json HT");
    }
    let silent: Vec<_> = (0..20).map(|_| running.connect()).collect();
    for _ in 0..20 {
        let mut connection = running.connect();
        connection.get("/kiosk.json");
        connection.answers_with("{}");
    }
    drop(silent);
    for connection in &mut stalling {
        connection.send("TP/1.1\r\nHost: x\r\n\r\n");
        connection.answers_with("{}");
    }
}

#[test]
fn requests_that_are_refused() {
    let folder = Folder::new();
    let running = Running::start(&folder);
    let check = |request: &str, expected: &str| {
        let answer = running.answer_to(request);
        let shown = request.get(..60).unwrap_or(request);
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {expected}\r\n")),
            "{shown:?}: {answer}"
        );
        assert!(
            answer.contains("\r\nConnection: close\r\n"),
            "{shown:?}: {answer}"
        );
        assert!(
            answer.contains("\r\nX-Content-Type-Options: nosniff\r\n"),
            "{shown:?}: {answer}"
        );
        // What follows a refused request is never read as a second one.
        assert_eq!(
            answer.matches("\r\nDate: ").count(),
            1,
            "{shown:?}: {answer}"
        );
    };
    check("nonsense\r\n\r\n", "400 Bad Request");
    check("GET / HTTP/1.1\r\nHost x\r\n\r\n", "400 Bad Request");
    check("GET / HTTP/1.1\r\n\r\n", "400 Bad Request");
    check(
        "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        "400 Bad Request",
    );
    check(
        "GET / HTTP/3.0\r\nHost: x\r\n\r\n",
        "505 HTTP Version Not Supported",
    );
    let long = "a".repeat(20 * 1024);
    check(
        &format!("GET / HTTP/1.1\r\nHost: x\r\nX-Long: {long}\r\n\r\n"),
        "431 Request Header Fields Too Large",
    );
    check(
        &format!("GET /{long} HTTP/1.1\r\nHost: x\r\n\r\n"),
        "431 Request Header Fields Too Large",
    );
    let many = "X-Many: a\r\n".repeat(200);
    check(
        &format!("GET / HTTP/1.1\r\nHost: x\r\n{many}\r\n"),
        "431 Request Header Fields Too Large",
    );
    let body = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    for header in ["Content-Length: 27", "Transfer-Encoding: chunked"] {
        check(
            &format!("GET / HTTP/1.1\r\nHost: x\r\n{header}\r\n\r\n{body}"),
            "413 Content Too Large",
        );
        check(
            &format!("POST / HTTP/1.1\r\nHost: x\r\n{header}\r\n\r\n{body}"),
            "405 Method Not Allowed",
        );
    }
    assert!(
        running
            .ask("GET / HTTP/1.1")
            .starts_with("HTTP/1.1 200 OK\r\n")
    );
}

#[test]
fn the_old_version_closes() {
    let folder = Folder::new();
    let running = Running::start(&folder);
    let answer = running.answer_to("GET /kiosk.json HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n{}"), "{answer}");
}

#[test]
fn visitors_who_leave() {
    let folder = Folder::new();
    let running = Running::start(&folder);
    // More than any network buffers, so that the server is cut off while it writes.
    let large = "x".repeat(16 * 1024 * 1024);
    std::fs::write(folder.join("dist/large.txt"), &large).unwrap();
    for _ in 0..8 {
        let mut connection = running.connect();
        connection.get("/large.txt");
        let mut first = [0; 100];
        connection.0.read_exact(&mut first).unwrap();
    }
    // One who has nothing more to ask still gets the answer.
    let mut connection = running.connect();
    connection.get("/large.txt");
    connection.0.get_ref().shutdown(Shutdown::Write).unwrap();
    let (_, body) = connection.answer();
    assert!(body == large, "{} bytes", body.len());
    assert_eq!(connection.rest(), "");
}

#[test]
fn too_many_visitors() {
    let folder = Folder::new();
    let running = Running::start(&folder);
    let mut connections: Vec<_> = (0..150).map(|_| running.connect()).collect();
    let mut answered = 0;
    let mut turned_away = 0;
    for connection in &mut connections {
        let request = b"GET /kiosk.json HTTP/1.1\r\nHost: x\r\n\r\n";
        let mut answer = [0; 13];
        let stream = connection.0.get_mut();
        let is_answered = stream
            .write_all(request)
            .and_then(|()| stream.read_exact(&mut answer));
        match is_answered.map_err(|error| error.kind()) {
            Ok(()) if answer == *b"HTTP/1.1 200 " => answered += 1,
            Ok(()) => {
                assert_eq!(answer, *b"HTTP/1.1 503 ");
                turned_away += 1;
            }
            // Of a great many, the last are not even told.
            Err(kind) => assert!(
                !matches!(kind, ErrorKind::WouldBlock | ErrorKind::TimedOut),
                "waits for ever"
            ),
        }
    }
    assert!(answered >= 100, "{answered} answered");
    assert!(turned_away >= 1, "{turned_away} turned away");

    // There is room again as soon as they have gone.
    drop(connections);
    let start = Instant::now();
    while !running.ask("GET / HTTP/1.1").starts_with("HTTP/1.1 200 ") {
        assert!(start.elapsed() < PATIENCE, "no room");
        std::thread::sleep(Duration::from_millis(20));
    }
}
