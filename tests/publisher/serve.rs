//! A site as a browser gets it.

use stallmap::publisher::report::Language;
use stallmap::publisher::serve::site::{Answer, Asked, Site};

use crate::folder::Folder;

/// A site with something outside of it that nobody may see.
pub fn site(folder: &Folder) -> Site {
    let root = folder.join("dist");
    for (path, text) in [
        ("index.html", "<!doctype html>"),
        ("kiosk.json", "{}"),
        ("stallmap-web-0123456789abcdef_bg.wasm", "wasm"),
        ("widgets/stallmap.js", "export {}"),
        ("data/publication.json", "{\"format\":1}"),
        ("data/levels/f3.1a2b3c4d.json", "{}"),
        ("data/levels/f3.1a2b3c4d.json.br", "brotli"),
        ("data/levels/f3.1a2b3c4d.json.gz", "gzip"),
        ("data/gone.json.gz", "gzip"),
        ("党/a b.txt", "text"),
        (".secret", "secret"),
    ] {
        let place = root.join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, text).unwrap();
    }
    std::fs::write(folder.join("outside.txt"), "secret").unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.join("outside.txt"), root.join("link.txt")).unwrap();
        std::os::unix::fs::symlink(folder.path(), root.join("above")).unwrap();
    }
    Site::open(&root).unwrap()
}

fn ask(site: &Site, target: &str) -> Answer {
    site.answer(&Asked {
        is_read: true,
        target: target.to_owned(),
        ..Asked::default()
    })
}

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    let mut headers = answer.headers.iter();
    headers.find(|own| own.0 == name).map_or("", |own| &own.1)
}

#[test]
fn files_and_their_types() {
    let folder = Folder::new();
    let site = site(&folder);
    let check = |target: &str, expected_type: &str, expected_body: &str| {
        let answer = ask(&site, target);
        assert_eq!(answer.status, 200, "{target}");
        assert_eq!(header(&answer, "Content-Type"), expected_type, "{target}");
        assert_eq!(
            String::from_utf8(answer.body).unwrap(),
            expected_body,
            "{target}"
        );
    };
    let json = "application/json; charset=utf-8";
    check("/", "text/html; charset=utf-8", "<!doctype html>");
    check(
        "/index.html?kiosk=k1#x",
        "text/html; charset=utf-8",
        "<!doctype html>",
    );
    check("/data/publication.json", json, "{\"format\":1}");
    check("//data//publication.json", json, "{\"format\":1}");
    check("/data/%70ublication.json", json, "{\"format\":1}");
    check(
        "/stallmap-web-0123456789abcdef_bg.wasm",
        "application/wasm",
        "wasm",
    );
    check(
        "/widgets/stallmap.js",
        "text/javascript; charset=utf-8",
        "export {}",
    );
    check("/%E5%85%9A/a%20b.txt", "text/plain; charset=utf-8", "text");
}

#[test]
fn nothing_outside_of_the_folder() {
    let folder = Folder::new();
    let site = site(&folder);
    for target in [
        "/../outside.txt",
        "/data/../../outside.txt",
        "/%2e%2e/outside.txt",
        "/..%2foutside.txt",
        "/data/..%5c..%5coutside.txt",
        "/data/%2e%2e%2f%2e%2e%2foutside.txt",
        "//etc/passwd",
        "/C:/outside.txt",
        "/.secret",
        "/link.txt",
        "/above/outside.txt",
        "/above/dist/index.html",
        "/nothing.json",
        "/data/gone.json",
        "/index.html/",
        "/index.html%00",
        "/%ff",
        "/%2",
        "/%zz",
        "http://elsewhere/index.html",
        "*",
        "",
    ] {
        let answer = ask(&site, target);
        // A link back into the site is no way out of it.
        if answer.status == 200 {
            assert_eq!(target, "/above/dist/index.html");
            continue;
        }
        assert_eq!(answer.status, 404, "{target}");
        assert_eq!(header(&answer, "Content-Type"), "text/plain; charset=utf-8");
        assert!(
            !String::from_utf8_lossy(&answer.body).contains("secret"),
            "{target}"
        );
    }
}

#[test]
fn headers_of_every_answer() {
    let folder = Folder::new();
    let site = site(&folder);
    for target in ["/", "/data/publication.json", "/nothing"] {
        let answer = ask(&site, target);
        let policy = header(&answer, "Content-Security-Policy");
        assert_eq!(
            policy,
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
             img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; \
             form-action 'none'; frame-ancestors 'self'"
        );
        assert_eq!(header(&answer, "X-Content-Type-Options"), "nosniff");
        assert_eq!(header(&answer, "Referrer-Policy"), "no-referrer");
        assert_eq!(
            header(&answer, "Cross-Origin-Resource-Policy"),
            "cross-origin"
        );
    }
}

#[test]
fn caching() {
    let folder = Folder::new();
    let site = site(&folder);
    let check = |target: &str, is_kept: bool| {
        let answer = ask(&site, target);
        let expected = if is_kept {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        assert_eq!(header(&answer, "Cache-Control"), expected, "{target}");
    };
    check("/", false);
    check("/kiosk.json", false);
    check("/data/publication.json", false);
    check("/widgets/stallmap.js", false);
    check("/nothing", false);
    check("/data/levels/f3.1a2b3c4d.json", true);
    check("/stallmap-web-0123456789abcdef_bg.wasm", true);
}

#[test]
fn data_and_widgets_are_for_every_site() {
    let folder = Folder::new();
    let site = site(&folder);
    let check = |target: &str, expected: &str| {
        let answer = ask(&site, target);
        assert_eq!(
            header(&answer, "Access-Control-Allow-Origin"),
            expected,
            "{target}"
        );
    };
    check("/data/publication.json", "*");
    check("/widgets/stallmap.js", "*");
    check("/index.html", "");
}

#[test]
fn what_the_browser_has_is_not_sent_again() {
    let folder = Folder::new();
    let site = site(&folder);
    let tag = header(&ask(&site, "/kiosk.json"), "ETag").to_owned();
    let check = |if_none_match: &str, expected: u16| {
        let answer = site.answer(&Asked {
            is_read: true,
            target: "/kiosk.json".to_owned(),
            if_none_match: if_none_match.to_owned(),
            ..Asked::default()
        });
        assert_eq!(answer.status, expected, "{if_none_match}");
        assert_eq!(answer.body.is_empty(), expected == 304);
        assert_eq!(header(&answer, "ETag"), tag);
    };
    check(&tag, 304);
    check(&format!("W/{tag}"), 304);
    check(&format!("\"other\", {tag}"), 304);
    check("*", 304);
    check("\"other\"", 200);
    check("", 200);
    std::fs::write(folder.join("dist/kiosk.json"), "{\"kiosk\":\"k1\"}").unwrap();
    assert_ne!(header(&ask(&site, "/kiosk.json"), "ETag"), tag);
}

#[test]
fn compressed_files() {
    let folder = Folder::new();
    let site = site(&folder);
    let check = |accepted: &str, expected: &str, body: &str| {
        let answer = site.answer(&Asked {
            is_read: true,
            target: "/data/levels/f3.1a2b3c4d.json".to_owned(),
            accept_encoding: accepted.to_owned(),
            ..Asked::default()
        });
        assert_eq!(header(&answer, "Content-Encoding"), expected, "{accepted}");
        assert_eq!(
            header(&answer, "Content-Type"),
            "application/json; charset=utf-8"
        );
        assert_eq!(header(&answer, "Vary"), "Accept-Encoding");
        assert_eq!(String::from_utf8(answer.body).unwrap(), body, "{accepted}");
    };
    check("gzip, deflate, br", "br", "brotli");
    check("gzip;q=0.5", "gzip", "gzip");
    check("br;q=0, gzip", "gzip", "gzip");
    check("identity", "", "{}");
    check("", "", "{}");
}

#[test]
fn a_folder_is_not_a_file() {
    let folder = Folder::new();
    let site = site(&folder);
    let answer = ask(&site, "/data");
    assert_eq!(
        (answer.status, header(&answer, "Location")),
        (308, "/data/")
    );
    assert_eq!(ask(&site, "/data/").status, 404);
    assert!(Site::open(&folder.join("nowhere")).is_err());
    assert!(Site::open(&folder.join("outside.txt")).is_err());
}

#[test]
fn a_site_that_is_being_worked_on() {
    let folder = Folder::new();
    let site = site(&folder).live(None, Language::En);
    let body = |answer: Answer| String::from_utf8(answer.body).unwrap();
    let page = body(ask(&site, "/"));
    assert!(
        page.ends_with("<script src=\"/stallmap-changes/live.js\" defer></script>"),
        "{page}"
    );
    let script = ask(&site, "/stallmap-changes/live.js");
    assert_eq!(
        header(&script, "Content-Type"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(header(&script, "Cache-Control"), "no-store");
    let before = body(ask(&site, "/stallmap-changes/state"));
    std::fs::write(
        folder.join("dist/data/publication.json"),
        "{\"format\":1, \"sequence\":2}",
    )
    .unwrap();
    assert_ne!(body(ask(&site, "/stallmap-changes/state")), before);
    // Without a publication to compare with there is nothing to show.
    assert_eq!(ask(&site, "/stallmap-changes/").status, 404);
    assert_eq!(
        ask(&site, "/stallmap-changes/../../outside.txt").status,
        404
    );
}

#[test]
fn what_changes_is_shown_without_inline_code() {
    let folder = Folder::new();
    let mut source = crate::small_market::Source::good();
    source.write(&folder.join("source"));
    let publish = |out: &str| {
        let (source, out) = (folder.join("source"), folder.join(out));
        stallmap::publisher::build::build(&source, &out, &stallmap::publisher::progress::silent)
            .unwrap();
    };
    publish("old");
    publish("dist/data");
    let site = Site::open(&folder.join("dist"))
        .unwrap()
        .live(Some(&folder.join("old")), Language::En);
    let body = |target: &str| String::from_utf8(ask(&site, target).body).unwrap();
    assert!(body("/stallmap-changes/").contains("What changes: 7 → 7"));
    source.change("levels/f1/stalls.json", |rows| {
        rows.as_array_mut().unwrap().pop();
    });
    source.change("levels/f2/listings.json", |rows| {
        rows[0]["stalls"] = serde_json::json!(["f2-101"])
    });
    source.change("market.json", |market| {
        market["sequence"] = serde_json::json!(8)
    });
    source.write(&folder.join("source"));
    publish("dist/data");
    let page = body("/stallmap-changes/");
    assert!(
        page.contains("What changes: 7 → 8") && page.contains("<svg"),
        "{page}"
    );
    assert!(
        !page.contains("<style") && !page.contains("style="),
        "{page}"
    );
    assert_eq!(page.matches("<script").count(), 1);
    assert!(page.contains("<script src=\"live.js\" defer></script>"));
    assert!(body("/stallmap-changes/changes.css").contains(".gone"));
}
