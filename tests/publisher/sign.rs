//! Keys, signatures, and publications that must not be used.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use stallmap::domain::market::time::Moment;
use stallmap::publisher::build::{BuildError, BuildOptions, build_with};
use stallmap::publisher::progress::silent;
use stallmap::publisher::sign::key::SecretKey;
use stallmap::publisher::sign::verify::{Trust, prove};
use stallmap::publisher::sign::{keygen, sign_folder};

use crate::folder::{Folder, files_in};
use crate::small_market::Source;

/// A moment in which the small market has not expired.
const NOW: &str = "2026-12-01T00:00:00Z";

fn now() -> Moment {
    Moment::parse(NOW).unwrap()
}

fn publish(source: &Source, out: &Path, key: Option<&SecretKey>) -> Result<(), BuildError> {
    let folder = Folder::new();
    source.write(folder.path());
    let options = BuildOptions {
        sign: key.map(|key| (key, now())),
        precompress: Some(5),
        cache: None,
    };
    build_with(folder.path(), out, &options, &silent).map(drop)
}

fn numbered(sequence: u64) -> Source {
    let mut source = Source::good();
    source.change("market.json", |market| market["sequence"] = json!(sequence));
    source
}

/// Codes of what speaks against a publication.
fn codes(out: &Path, key: &SecretKey, seen: Option<u64>) -> Vec<&'static str> {
    let trust = Trust {
        key: key.public(),
        seen_sequence: seen,
    };
    let refusals = prove(out, Some(&trust)).refusals;
    refusals.iter().map(|refusal| refusal.code).collect()
}

#[test]
fn a_signed_publication_is_proved() {
    let folder = Folder::new();
    let out = folder.join("out");
    let [key, other] = [(); 2].map(|()| SecretKey::generate().unwrap());
    publish(&Source::good(), &out, Some(&key)).unwrap();
    assert_eq!(codes(&out, &key, None), [""; 0]);
    assert_eq!(codes(&out, &key, Some(7)), [""; 0]);
    assert_eq!(codes(&out, &key, Some(8)), ["sequence"]);
    assert_eq!(codes(&out, &other, None), ["signature-other-key"]);
    let proof = prove(&out, None);
    let count = files_in(&out).into_keys();
    let is_copy = |name: &String| {
        name.ends_with(".br") || name.ends_with(".gz") || name.starts_with("plain/")
    };
    let files: Vec<String> = count.filter(|name| !is_copy(name)).collect();
    assert_eq!(proof.files + 1, files.len(), "all but the signature");
    assert!(!proof.has_expired(now()));
}

#[test]
fn another_reader_of_minisign_accepts_our_files() {
    let folder = Folder::new();
    let out = folder.join("out");
    let public = keygen(&folder.join("k"), None).unwrap();
    let key = SecretKey::read(&folder.join("k")).unwrap();
    assert_eq!(key.public(), public);
    publish(&Source::good(), &out, Some(&key)).unwrap();
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let theirs = minisign_verify::PublicKey::decode(&read("k.pub")).unwrap();
    let signature = minisign_verify::Signature::decode(&read("out/publication.json.sig")).unwrap();
    let entry = fs::read(out.join("publication.json")).unwrap();
    theirs.verify(&entry, &signature, true).unwrap();
    assert!(theirs.verify(b"else", &signature, true).is_err());
    assert!(
        signature
            .trusted_comment()
            .starts_with("market=small sequence=7 ")
    );
}

#[test]
fn whatever_is_changed_is_found() {
    let folder = Folder::new();
    let out = folder.join("out");
    let key = SecretKey::generate().unwrap();
    publish(&Source::good(), &out, Some(&key)).unwrap();
    let whole = files_in(&out);
    for (name, bytes) in &whole {
        // For people without scripts, and nothing that a program believes.
        if name.starts_with("plain/") {
            continue;
        }
        let path = out.join(name);
        let mut changed = bytes.clone();
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        fs::write(&path, &changed).unwrap();
        assert_ne!(codes(&out, &key, None), [""; 0], "{name} changed");
        fs::write(&path, &bytes[..middle]).unwrap();
        assert_ne!(codes(&out, &key, None), [""; 0], "{name} cut");
        let is_copy = name.ends_with(".br") || name.ends_with(".gz");
        fs::remove_file(&path).unwrap();
        let is_accepted = codes(&out, &key, None).is_empty();
        assert_eq!(is_accepted, is_copy, "{name} gone");
        fs::write(&path, bytes).unwrap();
    }
    assert_eq!(codes(&out, &key, None), [""; 0]);
}

#[test]
fn what_is_not_whole_is_not_signed() {
    let folder = Folder::new();
    let out = folder.join("out");
    let key = SecretKey::generate().unwrap();
    publish(&Source::good(), &out, None).unwrap();
    let names = files_in(&out).into_keys();
    let level = names
        .filter(|name| name.starts_with("levels/f1.") && name.ends_with(".json"))
        .collect::<Vec<_>>();
    let path = out.join(&level[0]);
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, b"{}").unwrap();
    let refusals = sign_folder(&out, &key, now()).unwrap_err();
    assert_eq!(refusals[0].code, "size");
    assert!(!out.join("publication.json.sig").exists());
    fs::write(&path, bytes).unwrap();
    sign_folder(&out, &key, now()).unwrap();
    assert_eq!(codes(&out, &key, None), [""; 0]);
    // Whole, but from the day on which it expires nothing is gained by signing it.
    let late = Moment::parse("2027-11-21T00:00:00Z").unwrap();
    let refusals = sign_folder(&out, &key, late).unwrap_err();
    assert_eq!(refusals[0].code, "expired");
}

#[test]
fn the_number_grows_with_each_signed_publication() {
    let folder = Folder::new();
    let out = folder.join("out");
    let key = SecretKey::generate().unwrap();
    publish(&numbered(7), &out, Some(&key)).unwrap();
    let old = fs::read(out.join("publication.json")).unwrap();
    // The same again is no other publication.
    publish(&numbered(7), &out, Some(&key)).unwrap();
    publish(&numbered(8), &out, Some(&key)).unwrap();
    // Whoever still holds the old entry finds its signature below the new one.
    let new = fs::read(out.join("publication.json")).unwrap();
    assert_eq!(codes(&out, &key, Some(8)), [""; 0]);
    fs::write(out.join("publication.json"), old).unwrap();
    assert!(!codes(&out, &key, None).contains(&"signature-mismatch"));
    assert_eq!(codes(&out, &key, Some(8)), ["sequence"]);
    fs::write(out.join("publication.json"), new).unwrap();

    let before = files_in(&out);
    let refuse = |source: &Source| match publish(source, &out, Some(&key)) {
        Err(BuildError::Sign(refusal)) => assert_eq!(refusal.code, "sequence"),
        other => panic!("{other:?}"),
    };
    refuse(&numbered(6));
    let mut same_number = numbered(8);
    same_number.change("market.json", |market| market["name"]["zh"] = json!("改"));
    refuse(&same_number);
    assert_eq!(files_in(&out), before);
    // Without a key nobody promises anything; a signature of another entry would only mislead.
    publish(&numbered(6), &out, None).unwrap();
    assert!(!out.join("publication.json.sig").exists());
}

#[test]
fn a_replaced_key_leads_to_the_new_one() {
    let folder = Folder::new();
    let out = folder.join("out");
    let path = |name: &str| folder.join(name);
    keygen(&path("first"), None).unwrap();
    let first = SecretKey::read(&path("first")).unwrap();
    keygen(&path("second"), Some(&first)).unwrap();
    let second = SecretKey::read(&path("second")).unwrap();
    keygen(&path("third"), Some(&second)).unwrap();
    let third = SecretKey::read(&path("third")).unwrap();
    publish(&Source::good(), &out, Some(&third)).unwrap();
    for trusted in [&first, &second, &third] {
        assert_eq!(codes(&out, trusted, None), [""; 0]);
    }
    // Whoever holds the old key cannot sign for those who know the new one.
    publish(&numbered(8), &out, Some(&first)).unwrap();
    assert_eq!(codes(&out, &third, None), ["signature-other-key"]);
    // Nor bring his own key in.
    let stranger = SecretKey::generate().unwrap();
    keygen(&path("fourth"), Some(&stranger)).unwrap();
    let fourth = SecretKey::read(&path("fourth")).unwrap();
    publish(&numbered(9), &out, Some(&fourth)).unwrap();
    assert_eq!(codes(&out, &first, None), ["signature-other-key"]);
}

#[cfg(unix)]
#[test]
fn a_secret_key_is_for_one_user() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let path = folder.join("k");
    keygen(&path, None).unwrap();
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let code = |path: &Path| SecretKey::read(path).unwrap_err().code;
    assert_eq!(keygen(&path, None).unwrap_err().code, "key-exists");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(code(&path), "key-open");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    for (old, new) in [("RWQAAE", "RWRTYw"), ("RWQAAE", "AAAAAA"), ("\n", "\nx")] {
        fs::write(&path, text.replacen(old, new, 1)).unwrap();
        assert_eq!(code(&path), "key-form", "{new}");
    }
    assert_eq!(code(&folder.join("nowhere")), "file");
}

#[test]
fn the_commands_say_what_they_did() {
    let folder = Folder::new();
    numbered(7).write(&folder.join("source"));
    let run = |arguments: &[&str]| crate::command::run(arguments, folder.path());
    let (code, out, _) = run(&["keygen", "market.key"]);
    assert_eq!(code, 0);
    let line = out.lines().find(|line| line.starts_with("RW")).unwrap();
    let (code, _, errors) = run(&[
        "build",
        "source",
        "out",
        "--sign",
        "market.key",
        "--precompress",
    ]);
    assert_eq!(code, 0, "{errors}");
    let (code, out, _) = run(&["verify", "out", "--pubkey", line]);
    assert_eq!(code, 0);
    assert!(
        out.contains("sequence 7") && out.contains("signed by key"),
        "{out}"
    );
    let (code, out, _) = run(&[
        "verify",
        "out",
        "--pubkey",
        "market.key.pub",
        "--seen",
        "9",
        "--format",
        "json",
    ]);
    assert_eq!(code, 1);
    let answer: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(answer["accepted"], false);
    assert_eq!(answer["refusals"][0]["code"], "sequence");
    let (code, _, errors) = run(&["sign", "out", "--key", "market.key.pub"]);
    assert_eq!(code, 1);
    assert!(errors.contains("Nothing was signed."), "{errors}");
    let (code, _, errors) = run(&["verify", "out", "--pubkey", "nonsense"]);
    assert_eq!(code, 1);
    assert!(errors.contains("key-form"), "{errors}");
}
