use ed25519_compact as ed25519;

use super::super::signature::key_file;
use super::*;

/// A key that signs, made of a number.
struct Signer(u8);

impl Signer {
    fn pair(&self) -> ed25519::KeyPair {
        ed25519::KeyPair::from_seed(ed25519::Seed::new([self.0; 32]))
    }

    fn public(&self) -> PublicKey {
        PublicKey::new([self.0; 8], *self.pair().pk)
    }

    fn sign(&self, message: &[u8]) -> String {
        let sk = self.pair().sk;
        let signature = *sk.sign(message, None);
        let comment = "market=yiwu".to_owned();
        let over = Signature::comment_message(&signature, &comment);
        Signature::new([self.0; 8], signature, comment, *sk.sign(over, None)).lines()
    }

    fn handover(&self, new: &Signer) -> String {
        let file = key_file("untrusted comment: a key", &new.public().line());
        let signature = self.sign(file.as_bytes());
        file + &signature
    }
}

const HASH: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

fn entry(sequence: u64) -> String {
    format!(
        r#"{{"format":1,"market":"yiwu","name":{{"zh":"义乌"}},"sequence":{sequence},"published":"2026-11-21T00:00:00Z","expires":"2027-11-21T00:00:00Z","languages":["zh","en"],"files":[{{"path":"market.9f86d081.json","size":4,"sha256":"{HASH}"}}]}}"#
    )
}

/// The verdict on a text that the trusted key has signed.
fn signed(text: &str) -> Result<Admitted, Refused> {
    let signer = Signer(3);
    let signatures = signer.sign(text.as_bytes());
    admit(text.as_bytes(), &signatures, "", &signer.public())
}

#[test]
fn an_entry_of_the_operator() {
    let admitted = signed(&entry(7)).unwrap();
    assert_eq!(admitted.market, "yiwu");
    assert_eq!(admitted.sequence, 7);
    assert_eq!(admitted.key, Signer(3).public());
    assert_eq!(
        Some(admitted.published),
        Moment::parse("2026-11-21T00:00:00Z")
    );
}

#[test]
fn of_forged_and_damaged_entries_none_is_accepted() {
    let signer = Signer(3);
    let (text, key) = (entry(7), signer.public());
    let signatures = signer.sign(text.as_bytes());
    assert!(admit(text.as_bytes(), &signatures, "", &key).is_ok());
    let refuses = |bytes: &[u8], signatures: &str| {
        assert!(admit(bytes, signatures, "", &key).is_err());
    };
    for place in 0..text.len() {
        refuses(&text.as_bytes()[..place], &signatures);
        for bit in 0..8 {
            let mut bytes = text.clone().into_bytes();
            bytes[place] ^= 1 << bit;
            refuses(&bytes, &signatures);
        }
    }
    // The first line is a remark that nobody signs.
    let first = signatures.find('\n').unwrap();
    let last = signatures.trim_end().len();
    for end in 0..last {
        refuses(text.as_bytes(), &signatures[..end]);
    }
    for place in first + 1..last {
        let mut bytes = signatures.clone().into_bytes();
        bytes[place] ^= 1;
        if let Ok(damaged) = String::from_utf8(bytes) {
            refuses(text.as_bytes(), &damaged);
        }
    }
}

#[test]
fn nothing_is_read_before_the_signature_fits() {
    // Were the text looked at first, this would be a fault of the text.
    let key = Signer(3).public();
    let check = |signatures: &str, expected: SignatureFault| {
        let found = admit(b"not json", signatures, "", &key);
        assert_eq!(found, Err(Refused::Signature(expected)));
    };
    check("", SignatureFault::Form);
    check(&Signer(4).sign(b"not json"), SignatureFault::OtherKey);
    check(&Signer(3).sign(b"{}"), SignatureFault::Mismatch);
    let signatures = Signer(3).sign(b"not json");
    let found = admit(b"not json", &signatures, "", &key);
    assert_eq!(found, Err(Refused::NotJson));
}

#[test]
fn what_is_signed_and_still_no_entry() {
    let whole = entry(7);
    let check = |from: &str, to: &str, expected: Refused| {
        let text = whole.replacen(from, to, 1);
        assert_ne!(text, whole, "{from}");
        assert_eq!(signed(&text), Err(expected), "{to}");
    };
    check("\"format\":1", "\"format\":2", Refused::OtherVersion);
    check(
        "\"format\":1,",
        "\"format\":2,\"market\":[],",
        Refused::DuplicateName,
    );
    check("\"format\":1,", "", Refused::OtherVersion);
    check("\"format\":1", "\"format\":1.0", Refused::Form);
    check("\"format\":1", "\"format\":\"1\"", Refused::Form);
    check(
        "\"format\":1",
        "\"format\":1,\"sequence\":9",
        Refused::DuplicateName,
    );
    check(
        "\"size\":4",
        "\"size\":4,\"size\":5",
        Refused::DuplicateName,
    );
    check(
        "\"size\":4",
        "\"size\":4,\"s\\u0069ze\":5",
        Refused::DuplicateName,
    );
    check("\"sequence\":7", "\"sequence\":0", Refused::Form);
    check("\"sequence\":7", "\"sequence\":-7", Refused::Form);
    check("\"sequence\":7", "\"sequence\":1e99", Refused::Form);
    check(
        "\"sequence\":7",
        "\"sequence\":9007199254740993",
        Refused::Form,
    );
    check("\"sequence\":7", "\"sequence\":NaN", Refused::NotJson);
    check("\"sequence\":7,", "", Refused::Form);
    check("yiwu", "../yiwu", Refused::Form);
    check("2026-11-21T00:00:00Z", "yesterday", Refused::Form);
    check("2027-11-21T00:00:00Z", "never", Refused::Form);
    check("market.9f86d081.json", "../market.json", Refused::Form);
    check("market.9f86d081.json", "https://x.example/a", Refused::Form);
    check("\"size\":4", "\"size\":99999999999", Refused::Form);
    check(HASH, "9f86d081", Refused::Form);
    check("\"zh\",\"en\"", "\"zh\",\"<b>\"", Refused::Form);
    let without_end = whole.replacen("\"expires\":\"2027-11-21T00:00:00Z\",", "", 1);
    assert!(signed(&without_end).is_ok());
    let deep = ["[".repeat(1_000_000), "]".repeat(1_000_000)].concat();
    assert_eq!(signed(&deep), Err(Refused::TooLarge));
    assert_eq!(signed(&deep[..500_000]), Err(Refused::NotJson));
    let many = (0..1000)
        .map(|n| format!("\"f{n}\":0,"))
        .collect::<String>();
    check("\"format\":1,", &many, Refused::DuplicateName);
}

#[test]
fn the_newest_key_alone_counts() {
    let (old, new) = (Signer(3), Signer(4));
    let text = entry(7);
    let handovers = old.handover(&new);
    let check = |signer: &Signer, handovers: &str, expected: Result<u8, SignatureFault>| {
        let signatures = signer.sign(text.as_bytes());
        let found = admit(text.as_bytes(), &signatures, handovers, &old.public());
        let found = found.map(|own| own.key.id()[0]);
        assert_eq!(found, expected.map_err(Refused::Signature));
    };
    check(&old, "", Ok(3));
    check(&new, &handovers, Ok(4));
    check(&old, &handovers, Err(SignatureFault::OtherKey));
    check(&new, "", Err(SignatureFault::OtherKey));
    let forged = Signer(5)
        .handover(&new)
        .replace(&Signer(5).sign(b""), &old.sign(b""));
    check(&new, &forged, Err(SignatureFault::OtherKey));
    check(&new, "<html>", Err(SignatureFault::Form));
}

#[test]
fn numbers_only_grow() {
    let check = |sequence, seen: u64, key: u8, is_same, expected| {
        let admitted = signed(&entry(sequence)).unwrap();
        let seen = Seen {
            sequence: seen,
            key: [key; 8],
            is_same,
        };
        assert_eq!(admitted.follows(&seen), expected);
    };
    check(8, 7, 3, false, Ok(()));
    check(7, 7, 3, true, Ok(()));
    check(7, 7, 3, false, Err(Refused::SequenceReused));
    check(6, 7, 3, false, Err(Refused::Rollback));
    // An older key's last word: it does not bind the key that has replaced it.
    check(6, MOST_SEQUENCE, 2, false, Ok(()));
}
