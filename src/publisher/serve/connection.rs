//! One connection from its first request to its end. It may take as long as it likes within its
//! times, because it has a thread of its own.

use std::io::{self, ErrorKind, Read};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use super::request::{self, Refusal, Request};
use super::response;
use super::site::Site;

/// Bytes that are read at once.
const CHUNK_BYTES: usize = 4 * 1024;
/// Bytes that are still taken from a visitor who has been refused.
const LEFTOVER_LIMIT_BYTES: usize = 1024 * 1024;

/// How long a visitor is waited for.
#[derive(Debug, Clone, Copy)]
pub struct Waits {
    /// Until the next request begins.
    pub idle: Duration,
    /// From the first byte of a request to the end of its head.
    pub head: Duration,
    /// Until a part of an answer is taken.
    pub write: Duration,
    /// Until the visitor closes after the last answer.
    pub farewell: Duration,
}

impl Default for Waits {
    fn default() -> Waits {
        Waits {
            idle: Duration::from_secs(30),
            head: Duration::from_secs(10),
            write: Duration::from_secs(30),
            farewell: Duration::from_secs(2),
        }
    }
}

/// Answers the requests of a connection until one side closes it. Fails when the visitor leaves
/// before having taken an answer.
pub fn serve(mut stream: TcpStream, site: &Site, waits: Waits) -> io::Result<()> {
    prepare(&stream, waits)?;
    let mut received = Vec::new();
    loop {
        let request = match next(&mut stream, &mut received, waits)? {
            Next::Request(request) => request,
            Next::Refused(refusal) => return refuse(stream, refusal, waits),
            Next::Gone => return Ok(()),
        };
        let answer = site.answer(&request.asked);
        response::send(&mut stream, &answer, request.is_head, request.is_last)?;
        if request.is_last {
            return part(stream, waits);
        }
    }
}

/// Says that there is no room, whatever is asked.
pub fn turn_away(stream: TcpStream, waits: Waits) -> io::Result<()> {
    prepare(&stream, waits)?;
    refuse(stream, Refusal::Crowded, waits)
}

/// What comes next on a connection.
enum Next {
    Request(Request),
    Refused(Refusal),
    Gone,
}

fn prepare(stream: &TcpStream, waits: Waits) -> io::Result<()> {
    // Answers are written in few large parts, none of which is worth waiting for the next.
    stream.set_nodelay(true)?;
    stream.set_write_timeout(Some(waits.write))
}

/// Reads up to the end of the next head. What has come in beyond it stays for the request after.
fn next(stream: &mut TcpStream, received: &mut Vec<u8>, waits: Waits) -> io::Result<Next> {
    let wait = |received: &[u8]| {
        if received.is_empty() {
            waits.idle
        } else {
            waits.head
        }
    };
    let mut deadline = Instant::now() + wait(received);
    loop {
        match request::read(received) {
            Ok(None) => {}
            Ok(Some(request)) => {
                received.drain(..request.head_bytes);
                return Ok(Next::Request(request));
            }
            Err(refusal) => return Ok(Next::Refused(refusal)),
        }
        let mut chunk = [0; CHUNK_BYTES];
        match read_until(stream, &mut chunk, deadline) {
            Ok(0) => return Ok(Next::Gone),
            Ok(count) => {
                let is_first = received.is_empty();
                received.extend(chunk.iter().take(count));
                if is_first {
                    deadline = Instant::now() + wait(received);
                }
            }
            Err(error) if error.kind() != ErrorKind::TimedOut => return Err(error),
            Err(_) if received.is_empty() => return Ok(Next::Gone),
            Err(_) => return Ok(Next::Refused(Refusal::Late)),
        }
    }
}

fn refuse(mut stream: TcpStream, refusal: Refusal, waits: Waits) -> io::Result<()> {
    response::send(&mut stream, &refusal.answer(), false, true)?;
    part(stream, waits)
}

/// Closes a connection after its last answer. Closing while something unread has come in resets
/// the connection, and the visitor could lose the answer: so what comes in is taken for a while.
fn part(mut stream: TcpStream, waits: Waits) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    let deadline = Instant::now() + waits.farewell;
    let mut chunk = [0; CHUNK_BYTES];
    let mut taken_bytes = 0;
    while taken_bytes < LEFTOVER_LIMIT_BYTES {
        match read_until(&mut stream, &mut chunk, deadline)? {
            0 => break,
            count => taken_bytes += count,
        }
    }
    Ok(())
}

/// Reads what comes before the deadline; 0 when the visitor has closed. Fails with
/// [`ErrorKind::TimedOut`] after it, however slowly the bytes trickle in.
fn read_until(stream: &mut TcpStream, chunk: &mut [u8], deadline: Instant) -> io::Result<usize> {
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        stream.set_read_timeout(Some(left))?;
        match stream.read(chunk) {
            // Systems differ in what they call a read that took too long.
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    /// What a visitor gets who sends something at once, more bit by bit, and then waits.
    fn answer_to(waits: Waits, at_once: &str, bit_by_bit: &str) -> String {
        let site = Site::open(&std::env::temp_dir()).unwrap();
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let mut visitor = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (stream, _) = listener.accept().unwrap();
        let serving = thread::spawn(move || serve(stream, &site, waits));
        visitor.write_all(at_once.as_bytes()).unwrap();
        for byte in bit_by_bit.bytes() {
            thread::sleep(Duration::from_millis(10));
            // The server closes in the middle of it.
            let _ = visitor.write_all(&[byte]);
        }
        let mut answer = String::new();
        visitor
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        visitor.read_to_string(&mut answer).unwrap();
        drop(visitor);
        serving.join().unwrap().unwrap();
        answer
    }

    /// Only one of the waits is short, so that it must have been this one that ended.
    fn waits() -> Waits {
        let long = Duration::from_secs(60);
        Waits {
            idle: long,
            head: long,
            write: long,
            farewell: long,
        }
    }

    const SHORT: Duration = Duration::from_millis(100);

    #[test]
    fn idle_connections_are_closed_without_a_word() {
        let idle = Waits {
            idle: SHORT,
            ..waits()
        };
        assert_eq!(answer_to(idle, "", ""), "");
        let request = "GET /no-such-file-anywhere HTTP/1.1\r\nHost: x\r\n\r\n";
        let answer = answer_to(idle, request, "");
        assert!(answer.starts_with("HTTP/1.1 404 Not Found\r\n"), "{answer}");
        assert!(!answer.contains("Connection: close"), "{answer}");
    }

    #[test]
    fn half_requests_are_closed_with_a_word() {
        let head = Waits {
            head: SHORT,
            ..waits()
        };
        let check = |at_once: &str, bit_by_bit: &str| {
            let answer = answer_to(head, at_once, bit_by_bit);
            assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
        };
        check("GET / HT", "");
        // Each byte comes in time, the whole does not.
        check("GET / HTTP/1.1\r\n", "Host: somewhere-that-has-a-long-name");
    }

    #[test]
    fn who_does_not_close_is_not_waited_for() {
        let farewell = Waits {
            farewell: SHORT,
            ..waits()
        };
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let _visitor = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (stream, _) = listener.accept().unwrap();
        let start = Instant::now();
        let error = turn_away(stream, farewell).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TimedOut);
        assert!(start.elapsed() < Duration::from_secs(20));
    }

    #[test]
    fn who_does_not_read_is_not_waited_for() {
        let write = Waits {
            write: SHORT,
            ..waits()
        };
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let mut visitor = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (stream, _) = listener.accept().unwrap();
        let site = Site::open(&std::env::temp_dir()).unwrap();
        let serving = thread::spawn(move || serve(stream, &site, write));
        // Answers that nobody takes fill up what the system keeps for a connection.
        let request = "GET /no-such-file-anywhere HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1000);
        visitor
            .set_write_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        while visitor.write_all(request.as_bytes()).is_ok() {}
        assert!(serving.join().unwrap().is_err());
    }
}
