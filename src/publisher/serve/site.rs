//! From a request to an answer, without a network.

use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::headers;
use super::live::{Live, PREFIX, SCRIPT_TAG};
use crate::publisher::hash::hexadecimal;
use crate::publisher::report::Language;

/// A folder that is served.
#[derive(Debug)]
pub struct Site {
    root: PathBuf,
    /// Set while the site is being worked on.
    live: Option<Live>,
}

/// What of a request matters.
#[derive(Debug, Default)]
pub struct Asked {
    /// True for GET and HEAD.
    pub is_read: bool,
    /// Path and query as sent.
    pub target: String,
    /// Header of this name, empty when not sent.
    pub if_none_match: String,
    /// Header of this name, empty when not sent.
    pub accept_encoding: String,
}

/// What is sent back.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Names and values.
    pub headers: Vec<(&'static str, String)>,
    /// The file, or a sentence.
    pub body: Vec<u8>,
}

/// A file of the site.
struct Found {
    /// Name that decides on type and caching.
    name: String,
    bytes: Vec<u8>,
    /// How it lies on the disk, where it lies compressed.
    encoding: Option<&'static str>,
}

impl Site {
    /// A folder to serve; it must exist.
    pub fn open(root: &Path) -> io::Result<Site> {
        let root = root.canonicalize()?;
        if !root.is_dir() {
            return Err(io::Error::other("not a folder"));
        }
        Ok(Site { root, live: None })
    }

    /// The same, with pages that load again after a build, and with what changes against `old`
    /// at [`PREFIX`] where that is given.
    pub fn live(mut self, old: Option<&Path>, language: Language) -> Site {
        self.live = Some(Live::new(&self.root, old, language));
        self
    }

    /// Answers a request.
    pub fn answer(&self, asked: &Asked) -> Answer {
        if !asked.is_read {
            let mut answer = sentence(405, "Only GET and HEAD are answered here.");
            answer.headers.push(("Allow", "GET, HEAD".to_owned()));
            return answer;
        }
        let path = asked.target.split(['?', '#']).next().unwrap_or_default();
        if let Some(live) = &self.live
            && let Some(path) = path.strip_prefix(PREFIX)
        {
            return live.answer(path);
        }
        let Some(steps) = steps_of(path) else {
            return sentence(404, "There is nothing here.");
        };
        let place: PathBuf = steps
            .iter()
            .fold(self.root.clone(), |at, step| at.join(step));
        if place.is_dir() && !path.ends_with('/') {
            let mut answer = sentence(308, "This is a folder.");
            // A second slash in front would name another host.
            let own = path.trim_start_matches('/');
            answer.headers.push(("Location", format!("/{own}/")));
            return answer;
        }
        let place = if path.ends_with('/') {
            place.join("index.html")
        } else {
            place
        };
        let is_page = place.extension().is_some_and(|ending| ending == "html");
        let is_live_page = is_page && self.live.is_some();
        let accepted = match is_live_page {
            // Something is put into it: a compressed copy is of no use.
            true => "",
            false => asked.accept_encoding.as_str(),
        };
        match self.find(&place, accepted) {
            Some(mut found) => {
                if is_live_page {
                    found.bytes.extend_from_slice(SCRIPT_TAG.as_bytes());
                }
                file(found, &asked.if_none_match)
            }
            None => sentence(404, "There is nothing here."),
        }
    }

    /// The file, or what lies compressed beside it when the browser takes that.
    fn find(&self, place: &Path, accepted: &str) -> Option<Found> {
        let name = place.file_name()?.to_str()?.to_owned();
        // What lies compressed beside a file that is gone is not the file.
        self.inside(place)?;
        for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
            let beside = place.with_file_name(format!("{name}.{ending}"));
            if accepts(accepted, encoding)
                && let Some(beside) = self.inside(&beside)
                && let Ok(bytes) = std::fs::read(beside)
            {
                return Some(Found {
                    name,
                    bytes,
                    encoding: Some(encoding),
                });
            }
        }
        let bytes = std::fs::read(self.inside(place)?).ok()?;
        Some(Found {
            name,
            bytes,
            encoding: None,
        })
    }

    /// The place behind all links, when it is a file inside the site.
    fn inside(&self, place: &Path) -> Option<PathBuf> {
        let place = place.canonicalize().ok()?;
        (place.starts_with(&self.root) && place.is_file()).then_some(place)
    }
}

/// The steps of a path below the root; none when one of them could lead anywhere else, or to
/// what is hidden.
fn steps_of(path: &str) -> Option<Vec<String>> {
    let mut steps = Vec::new();
    for step in path.strip_prefix('/')?.split('/') {
        let step = decoded(step)?;
        if step.is_empty() {
            continue;
        }
        let is_plain = !step.starts_with('.') && !step.contains(['/', '\\', ':', '\0']);
        if !is_plain {
            return None;
        }
        steps.push(step);
    }
    Some(steps)
}

/// Percent-decoded; none when that is no text.
fn decoded(step: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(step.len());
    let mut rest = step.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let mut value = 0;
            for digit in digits {
                value = value * 16 + char::from(digit).to_digit(16)?;
            }
            bytes.push(u8::try_from(value).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// True when the header allows an encoding.
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let is_it = parts.next() == Some(encoding);
        let is_refused = parts.any(|part| {
            let quality = part.strip_prefix("q=").map(str::parse::<f32>);
            matches!(quality, Some(Ok(quality)) if quality <= 0.0)
        });
        is_it && !is_refused
    })
}

fn file(found: Found, if_none_match: &str) -> Answer {
    let digest = Sha256::digest(&found.bytes);
    let tag = format!("\"{}\"", hexadecimal(&digest[..8]));
    let mut headers = always();
    for (name, value) in &mut headers {
        if *name == "Content-Security-Policy" {
            *value = headers::policy(&found.name, value);
        }
    }
    headers.push(("ETag", tag.clone()));
    headers.push((
        "Cache-Control",
        headers::cache_control(&found.name).to_owned(),
    ));
    headers.push(("Vary", "Accept-Encoding".to_owned()));
    if headers::is_for_every_site(&found.name) {
        headers.push(("Access-Control-Allow-Origin", "*".to_owned()));
    }
    let is_known = if_none_match
        .split(',')
        .map(|own| own.trim().trim_start_matches("W/"))
        .any(|own| own == tag || own == "*");
    if is_known {
        return Answer {
            status: 304,
            headers,
            body: Vec::new(),
        };
    }
    headers.push((
        "Content-Type",
        headers::content_type(&found.name).to_owned(),
    ));
    if let Some(encoding) = found.encoding {
        headers.push(("Content-Encoding", encoding.to_owned()));
    }
    Answer {
        status: 200,
        headers,
        body: found.bytes,
    }
}

/// What is made at the moment and kept by nobody.
pub(super) fn whole(name: &str, body: Vec<u8>) -> Answer {
    let mut headers = always();
    headers.push(("Content-Type", headers::content_type(name).to_owned()));
    headers.push(("Cache-Control", "no-store".to_owned()));
    Answer {
        status: 200,
        headers,
        body,
    }
}

/// A few words for a reader, for what is no file.
pub(super) fn sentence(status: u16, words: &str) -> Answer {
    let mut headers = always();
    headers.push(("Content-Type", "text/plain; charset=utf-8".to_owned()));
    headers.push(("Cache-Control", "no-cache".to_owned()));
    Answer {
        status,
        headers,
        body: format!("{status} {words}\n").into_bytes(),
    }
}

fn always() -> Vec<(&'static str, String)> {
    let always = headers::ALWAYS.iter();
    always
        .map(|(name, value)| (*name, (*value).to_owned()))
        .collect()
}
