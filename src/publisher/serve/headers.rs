//! Which headers a file gets.

/// What every answer carries: nothing from elsewhere is loaded, nothing is sent elsewhere.
pub const ALWAYS: [(&str, &str); 4] = [
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'self'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
];

/// A year, the longest time that caches honour.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// Kept, but asked about each time; the answer is mostly 304.
const ASK_AGAIN: &str = "no-cache";

/// The page that other sites put into a frame.
pub const FRAMED: &str = "embed.html";
/// What [`ALWAYS`] says about frames, and what it says for [`FRAMED`].
pub const FRAMES: [&str; 2] = ["frame-ancestors 'self'", "frame-ancestors *"];

/// The Content-Security-Policy of a file: everybody may frame the page that is made for it.
pub fn policy(name: &str, usual: &str) -> String {
    let [own_site, every_site] = FRAMES;
    if name.rsplit('/').next() == Some(FRAMED) {
        usual.replace(own_site, every_site)
    } else {
        usual.to_owned()
    }
}

/// Content type by the name of a file.
pub fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// How long a file may be kept: for ever when its name carries a hash of its content.
pub fn cache_control(name: &str) -> &'static str {
    if has_hash(name) { FOREVER } else { ASK_AGAIN }
}

/// Pages are framed and read by their own site only; data and widgets are for every site.
pub fn is_for_every_site(name: &str) -> bool {
    !name.ends_with(".html")
}

/// True for names such as `f3.1a2b3c4d.json` or `web-0123456789abcdef_bg.wasm`.
fn has_hash(name: &str) -> bool {
    const DIGITS: usize = 8;
    let mut parts = name.split(['.', '-', '_']);
    let is_hash = |part: &str| {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        part.len() >= DIGITS && part.bytes().all(is_digit)
    };
    // What stands before the first sign is a name of its own.
    parts.next();
    parts.any(is_hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_in_names() {
        let check = |name, expected| assert_eq!(has_hash(name), expected, "{name}");
        check("f3.1a2b3c4d.json", true);
        check("stallmap-web-0123456789abcdef_bg.wasm", true);
        check("stallmap-web-0123456789abcdef.js", true);
        check("publication.json", false);
        check("index.html", false);
        check("20261121.json", false);
        check("f3.1a2b3c4.json", false);
        check("stallmap.js", false);
    }

    #[test]
    fn who_may_frame_what() {
        let check = |name, expected| assert_eq!(policy(name, FRAMES[0]), expected, "{name}");
        check("embed.html", FRAMES[1]);
        check("market/embed.html", FRAMES[1]);
        check("index.html", FRAMES[0]);
        check("not-embed.html", FRAMES[0]);
    }

    #[test]
    fn types() {
        let check = |name, expected| assert_eq!(content_type(name), expected, "{name}");
        check("a.wasm", "application/wasm");
        check("a.b.js", "text/javascript; charset=utf-8");
        check("a.json", "application/json; charset=utf-8");
        check("LICENSE", "application/octet-stream");
    }
}
