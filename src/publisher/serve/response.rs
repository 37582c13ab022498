//! From an answer to the bytes of a connection.

use std::io::{self, Write};
use std::time::{SystemTime, UNIX_EPOCH};

use super::site::Answer;
use crate::domain::market::time::Day;

/// Sends an answer. The body is left out where only the head is wanted.
pub fn send(
    stream: &mut impl Write,
    answer: &Answer,
    is_head: bool,
    is_last: bool,
) -> io::Result<()> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now_secs = now.map_or(0, |since| since.as_secs());
    stream.write_all(head(answer, is_last, now_secs).as_bytes())?;
    if !is_head {
        stream.write_all(&answer.body)?;
    }
    stream.flush()
}

/// Status line and headers; the moment in seconds since 1970-01-01 UTC.
fn head(answer: &Answer, is_last: bool, now_secs: u64) -> String {
    let mut lines = vec![format!(
        "HTTP/1.1 {} {}",
        answer.status,
        words(answer.status)
    )];
    lines.push(format!("Date: {}", date(now_secs)));
    for (name, value) in &answer.headers {
        lines.push(format!("{name}: {value}"));
    }
    // Where the browser has the file the length would have to be that of the file.
    if answer.status != 304 {
        lines.push(format!("Content-Length: {}", answer.body.len()));
    }
    if is_last {
        lines.push("Connection: close".to_owned());
    }
    lines.join("\r\n") + "\r\n\r\n"
}

/// What a status is called.
fn words(status: u16) -> &'static str {
    match status {
        200 => "OK",
        304 => "Not Modified",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        413 => "Content Too Large",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        505 => "HTTP Version Not Supported",
        // The words are for people only and may be missing.
        _ => "",
    }
}

/// `Sat, 21 Nov 2026 08:30:00 GMT`.
fn date(now_secs: u64) -> String {
    const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    const DAY_SECS: u64 = 24 * 60 * 60;
    let day = Day(i32::try_from(now_secs / DAY_SECS).unwrap_or_default());
    let (year, month, day_of_month) = day.civil();
    let weekday = WEEKDAYS.get(day.weekday()).copied().unwrap_or_default();
    let month = MONTHS.iter().zip(1..).find(|(_, number)| *number == month);
    let month = month.map_or("", |(name, _)| name);
    let minutes = now_secs % DAY_SECS / 60;
    let (hours, minutes, secs) = (minutes / 60, minutes % 60, now_secs % 60);
    format!("{weekday}, {day_of_month:02} {month} {year:04} {hours:02}:{minutes:02}:{secs:02} GMT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        let check = |now_secs, expected| assert_eq!(date(now_secs), expected);
        check(0, "Thu, 01 Jan 1970 00:00:00 GMT");
        check(784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT");
        check(951_868_799, "Tue, 29 Feb 2000 23:59:59 GMT");
    }

    #[test]
    fn heads_and_bodies() {
        let answer = |status| Answer {
            status,
            headers: vec![("ETag", "\"1\"".to_owned())],
            body: b"{}".to_vec(),
        };
        let expected = "HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\n\
                        ETag: \"1\"\r\nContent-Length: 2\r\n\r\n";
        assert_eq!(head(&answer(200), false, 0), expected);
        let expected = "HTTP/1.1 304 Not Modified\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\n\
                        ETag: \"1\"\r\nConnection: close\r\n\r\n";
        assert_eq!(head(&answer(304), true, 0), expected);

        let check = |is_head, expected| {
            let mut sent = Vec::new();
            send(&mut sent, &answer(200), is_head, false).unwrap();
            let sent = String::from_utf8(sent).unwrap();
            assert_eq!(sent.split_once("\r\n\r\n").unwrap().1, expected);
        };
        check(false, "{}");
        check(true, "");
    }
}
