//! The samples for hosts say what `stallmap serve` says.

use std::path::Path;

use stallmap::publisher::serve::headers;

fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("deploy")
        .join(name);
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_headers_of_every_answer() {
    let (nginx, caddy) = (sample("nginx.conf"), sample("Caddyfile"));
    for (name, value) in headers::ALWAYS {
        if name == "Content-Security-Policy" {
            for page in ["index.html", headers::FRAMED] {
                let policy = format!("\"{}\"", headers::policy(page, value));
                assert!(nginx.contains(&policy), "nginx.conf lacks: {policy}");
                let line = format!("{name} {policy}\n");
                assert!(caddy.contains(&line), "Caddyfile lacks: {line}");
            }
            continue;
        }
        let line = format!("add_header {name} \"{value}\" always;");
        assert!(nginx.contains(&line), "nginx.conf lacks: {line}");
        let line = format!("\t\t{name} \"{value}\"\n");
        assert!(caddy.contains(&line), "Caddyfile lacks: {line}");
    }
}

#[test]
fn how_long_files_are_kept() {
    let (nginx, caddy) = (sample("nginx.conf"), sample("Caddyfile"));
    let forever = headers::cache_control("f3.1a2b3c4d.json");
    let ask_again = headers::cache_control("publication.json");
    assert!(nginx.contains(&format!("{{8,}}[.\\-_]\" \"{forever}\";")));
    assert!(nginx.contains(&format!("default \"{ask_again}\";")));
    assert!(caddy.contains(&format!("header @hashed Cache-Control \"{forever}\"")));
    assert!(caddy.contains(&format!("header @plain Cache-Control \"{ask_again}\"")));
}
