//! The samples for hosts say what `stallmap serve` says, and those for a kiosk do what they say.

use std::fs;
use std::path::{Path, PathBuf};

use stallmap::publisher::serve::headers;

fn deploy(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("deploy")
        .join(name)
}

fn sample(name: &str) -> String {
    fs::read_to_string(deploy(name)).unwrap()
}

#[test]
fn the_headers_of_every_answer() {
    let caddy = sample("Caddyfile");
    for (name, value) in headers::ALWAYS {
        if name == "Content-Security-Policy" {
            let (nginx, kiosk) = (sample("nginx.conf"), sample("debian/nginx.conf"));
            // A kiosk's own host has nobody to frame its pages.
            let line = format!("add_header {name} \"{value}\" always;");
            assert!(kiosk.contains(&line), "debian/nginx.conf lacks: {line}");
            for page in ["index.html", headers::FRAMED] {
                let policy = format!("\"{}\"", headers::policy(page, value));
                assert!(nginx.contains(&policy), "nginx.conf lacks: {policy}");
                let line = format!("{name} {policy}\n");
                assert!(caddy.contains(&line), "Caddyfile lacks: {line}");
            }
            continue;
        }
        let line = format!("add_header {name} \"{value}\" always;");
        for nginx in ["nginx.conf", "debian/nginx.conf"] {
            assert!(sample(nginx).contains(&line), "{nginx} lacks: {line}");
        }
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

#[test]
fn what_the_page_of_a_kiosk_is_told() {
    let settings: serde_json::Value = serde_json::from_str(&sample("debian/kiosk.json")).unwrap();
    let page = ["kiosk.js", "kiosk/guard.js", "kiosk/watch.js"].map(public);
    let document = sample("README.md");
    for name in settings.as_object().unwrap().keys() {
        let is_read = page.iter().any(|script| {
            script.contains(&format!("\"{name}\"")) || script.contains(&format!("machine.{name}"))
        });
        assert!(is_read, "no script reads {name} of kiosk.json");
        let row = format!("| `{name}` |");
        assert!(document.contains(&row), "deploy/README.md lacks {name}");
    }
}

fn public(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("public")
        .join(name);
    fs::read_to_string(path).unwrap()
}

/// The scripts are Debian's; they run wherever there is a shell.
#[cfg(unix)]
mod on_a_machine {
    use super::*;
    use crate::folder::{Folder, files_in};
    use std::os::unix::fs::PermissionsExt;
    use std::process::{Command, Output};
    use std::time::{SystemTime, UNIX_EPOCH};

    fn run(script: &str, arguments: &[&str], set: &[(&str, &Path)]) -> Output {
        let mut command = Command::new("sh");
        command.arg(deploy("debian").join(script)).args(arguments);
        for (name, value) in set {
            command.env(name, value);
        }
        command.output().unwrap()
    }

    fn told(output: &Output) -> String {
        let text = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
        String::from_utf8(text).unwrap()
    }

    fn put(path: &Path, text: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn site(folder: &Folder, page: &str) -> PathBuf {
        let site = folder.join("dist");
        let _ = fs::remove_dir_all(&site);
        put(&site.join("index.html"), page);
        put(&site.join("data/publication.json"), "{}");
        site
    }

    #[test]
    fn a_kiosk_is_installed_and_installed_again() {
        let folder = Folder::new();
        let root = folder.join("root");
        let install = |page: &str, more: &[&str]| {
            let site = site(&folder, page);
            let mut arguments = vec![site.to_str().unwrap(), "--root", root.to_str().unwrap()];
            arguments.extend(more);
            let output = run("install.sh", &arguments, &[]);
            assert!(output.status.success(), "{}", told(&output));
        };
        install("one", &["--kiosk", "b2-k3"]);
        let read = |name: &str| fs::read_to_string(root.join(name)).unwrap();
        assert_eq!(read("srv/stallmap/index.html"), "one");
        assert!(read("etc/stallmap/kiosk.json").contains("\"kiosk\": \"b2-k3\""));

        // What a technician set stays; the site is another one as a whole.
        fs::write(root.join("srv/stallmap/old.js"), "").unwrap();
        fs::write(root.join("etc/stallmap/kiosk.json"), "{\"own\":1}").unwrap();
        install("two", &[]);
        assert_eq!(read("srv/stallmap/index.html"), "two");
        assert!(!root.join("srv/stallmap/old.js").exists());
        assert!(!root.join("srv/stallmap.old").exists());
        assert_eq!(read("etc/stallmap/kiosk.json"), "{\"own\":1}");

        // Every file of the sample found its place, and what a unit starts is there and can be.
        let installed = files_in(&root);
        for entry in fs::read_dir(deploy("debian")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if !["install.sh", "packages.txt", "kiosk.json"].contains(&name) {
                let text = fs::read(&path).unwrap();
                assert!(installed.values().any(|own| *own == text), "{name}");
            }
        }
        for unit in ["stallmap-kiosk.service", "stallmap-watchdog.service"] {
            let text = read(&format!("etc/systemd/system/{unit}"));
            let line = text
                .lines()
                .find_map(|line| line.strip_prefix("ExecStart=/"));
            let program = root.join(line.unwrap());
            let mode = fs::metadata(&program).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o755, "{}", program.display());
        }
    }

    #[test]
    fn no_site_no_kiosk() {
        let folder = Folder::new();
        let root = folder.join("root");
        let root = root.to_str().unwrap();
        let empty = folder.path().to_str().unwrap();
        let output = run("install.sh", &[empty, "--root", root], &[]);
        assert!(told(&output).contains("make dist"), "{}", told(&output));
        let site = site(&folder, "");
        let site = site.to_str().unwrap();
        let output = run("install.sh", &[site, "--root", root, "--kiosk", "a/b"], &[]);
        assert!(told(&output).contains("not the id"), "{}", told(&output));
        assert!(!Path::new(root).exists());
    }

    /// What the watchdog does when the page said `beats` (how many seconds ago, its state) and the
    /// browser was started some seconds ago; `doublings` is how often it was in vain.
    fn watchdog(beats: &[(u64, &str)], started: u64, doublings: u32) -> (bool, String) {
        let folder = Folder::new();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let ago = |secs: u64| now.as_secs() - secs;
        let mut log = String::new();
        for (secs, state) in beats {
            log += &format!("{}.250 200 {state} 7\n", ago(*secs));
        }
        put(&folder.join("log"), &log);
        put(&folder.join("run/started"), &ago(started).to_string());
        if doublings > 0 {
            put(&folder.join("run/doublings"), &doublings.to_string());
        }
        let done = folder.join("done");
        let systemctl = folder.join("bin/systemctl");
        put(
            &systemctl,
            &format!("#!/bin/sh\necho \"$@\" >>'{}'\n", done.display()),
        );
        fs::set_permissions(&systemctl, fs::Permissions::from_mode(0o755)).unwrap();
        let path = format!(
            "{}:{}",
            folder.join("bin").display(),
            std::env::var("PATH").unwrap()
        );
        let output = run(
            "watchdog.sh",
            &[],
            &[
                ("STALLMAP_HEARTBEAT_LOG", &folder.join("log")),
                ("STALLMAP_RUN", &folder.join("run")),
                ("PATH", Path::new(&path)),
            ],
        );
        assert!(output.status.success(), "{}", told(&output));
        let commands = fs::read_to_string(done).unwrap_or_default();
        let is_restarted = commands == "restart stallmap-kiosk.service\n";
        assert!(is_restarted || commands.is_empty(), "{commands}");
        assert_eq!(is_restarted, !told(&output).is_empty());
        let left = fs::read_to_string(folder.join("run/doublings")).unwrap_or_default();
        (is_restarted, left.trim().to_owned())
    }

    #[test]
    fn a_silent_page_is_started_again() {
        let check = |beats: &[(u64, &str)], started, doublings, expected: (bool, &str)| {
            let (is_restarted, left) = watchdog(beats, started, doublings);
            assert_eq!((is_restarted, &*left), expected, "{beats:?} {started}");
        };
        // All is well.
        check(&[(60, "ready"), (30, "ready")], 9000, 0, (false, ""));
        // Silent, or never heard.
        check(&[(400, "ready"), (300, "ready")], 9000, 0, (true, "1"));
        check(&[], 300, 0, (true, "1"));
        // A browser that was just started has time.
        check(&[(400, "ready")], 60, 0, (false, ""));
        check(&[], 60, 0, (false, ""));
        // It speaks, but shows no market.
        check(&[(900, "ready"), (20, "failed")], 9000, 0, (true, "1"));
        check(&[(500, "ready"), (20, "failed")], 9000, 0, (false, ""));
        check(&[(20, "starting")], 700, 0, (true, "1"));
        // In vain: the next time it waits longer, and never without end.
        check(&[], 300, 1, (false, "1"));
        check(&[], 400, 1, (true, "2"));
        check(&[], 3000, 4, (true, "4"));
        // It helped: the patience is the usual one again.
        check(&[(30, "ready")], 300, 3, (false, ""));
    }

    #[test]
    fn the_log_does_not_grow_for_years() {
        let folder = Folder::new();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let line = format!("{}.250 200 ready 7\n", now.as_secs());
        put(&folder.join("log"), &line.repeat(50_000));
        let run_folder = folder.join("run");
        let set = [
            ("STALLMAP_HEARTBEAT_LOG", &*folder.join("log")),
            ("STALLMAP_RUN", &*run_folder),
        ];
        let output = run("watchdog.sh", &[], &set);
        assert!(output.status.success(), "{}", told(&output));
        assert_eq!(
            fs::read_to_string(folder.join("log")).unwrap(),
            line.repeat(200)
        );
    }

    #[test]
    fn saved_settings_are_taken_over() {
        let folder = Folder::new();
        let exports = folder.join("exports");
        let settings = folder.join("kiosk.json");
        let set = [
            ("STALLMAP_EXPORTS", &*exports),
            ("STALLMAP_SETTINGS", &*settings),
        ];
        put(&settings, "before");
        let refused = run("take-settings.sh", &[], &set);
        assert!(!refused.status.success());
        put(&exports.join("kiosk.json"), "[1]\n");
        let refused = run("take-settings.sh", &[], &set);
        assert!(!refused.status.success());
        assert_eq!(fs::read_to_string(&settings).unwrap(), "before");
        let own = "{\n  \"kiosk\": \"a1-k2\",\n  \"px-per-mm\": 1.6\n}\n";
        put(&exports.join("kiosk.json"), own);
        let output = run("take-settings.sh", &[], &set);
        assert!(output.status.success(), "{}", told(&output));
        assert_eq!(fs::read_to_string(&settings).unwrap(), own);
        let kept = folder.join("kiosk.json.before");
        assert_eq!(fs::read_to_string(kept).unwrap(), "before");
    }
}
