use super::*;

/// A key that signs, made of a number.
struct Signer {
    id: [u8; 8],
    pair: ed25519::KeyPair,
}

impl Signer {
    fn new(number: u8) -> Signer {
        Signer {
            id: [number; 8],
            pair: ed25519::KeyPair::from_seed(ed25519::Seed::new([number; 32])),
        }
    }

    fn public(&self) -> PublicKey {
        PublicKey::new(self.id, *self.pair.pk)
    }

    fn sign(&self, message: &[u8]) -> Signature {
        let signature = *self.pair.sk.sign(message, None);
        let comment = "sequence=7".to_owned();
        let over = Signature::comment_message(&signature, &comment);
        let comment_signature = *self.pair.sk.sign(over, None);
        Signature::new(self.id, signature, comment, comment_signature)
    }

    fn handover(&self, new: &Signer) -> String {
        let file = key_file("untrusted comment: a key", &new.public().line());
        let signature = self.sign(file.as_bytes()).lines();
        file + &signature
    }
}

const MESSAGE: &[u8] = b"{\"format\":1}";

#[test]
fn what_was_signed_is_accepted_and_nothing_else() {
    let signer = Signer::new(3);
    let text = signer.sign(MESSAGE).lines();
    let signatures = Signature::parse_all(&text).unwrap();
    let check = |message: &[u8], key: &PublicKey, expected: Result<&str, SignatureFault>| {
        let found = verify(message, &signatures, key).map(Signature::comment);
        assert_eq!(found, expected);
    };
    check(MESSAGE, &signer.public(), Ok("sequence=7"));
    check(
        b"{\"format\":2}",
        &signer.public(),
        Err(SignatureFault::Mismatch),
    );
    check(b"", &signer.public(), Err(SignatureFault::Mismatch));
    check(
        MESSAGE,
        &Signer::new(4).public(),
        Err(SignatureFault::OtherKey),
    );
    // Somebody else's key under the trusted key's id.
    let forger = PublicKey::new(signer.id, *Signer::new(4).pair.pk);
    check(MESSAGE, &forger, Err(SignatureFault::Mismatch));
}

#[test]
fn every_changed_letter_of_a_signature_is_noticed() {
    let signer = Signer::new(3);
    let text = signer.sign(MESSAGE).lines();
    let key = signer.public();
    let is_accepted = |text: &str| {
        Signature::parse_all(text).is_ok_and(|all| verify(MESSAGE, &all, &key).is_ok())
    };
    assert!(is_accepted(&text));
    // The words of the first line are said by nobody.
    let signed_from = text.find('\n').unwrap() + 1;
    for (place, letter) in text.char_indices().skip(signed_from) {
        let other = if letter == 'A' { 'B' } else { 'A' };
        let mut changed = text.clone();
        changed.replace_range(place..place + 1, &other.to_string());
        assert!(!is_accepted(&changed), "{place}: {changed}");
    }
    for end in 0..text.trim_end().len() {
        assert!(!is_accepted(&text[..end]), "cut at {end}");
    }
}

#[test]
fn the_signature_of_the_replaced_entry_may_stay_below() {
    let signer = Signer::new(3);
    let both = signer.sign(b"new").lines() + &signer.sign(b"old").lines();
    let signatures = Signature::parse_all(&both).unwrap();
    for message in [&b"new"[..], b"old"] {
        assert!(verify(message, &signatures, &signer.public()).is_ok());
    }
    assert_eq!(
        verify(b"other", &signatures, &signer.public()),
        Err(SignatureFault::Mismatch)
    );
}

#[test]
fn keys_as_text() {
    let key = Signer::new(9).public();
    let check = |text: &str, expected: Result<&PublicKey, SignatureFault>| {
        assert_eq!(
            PublicKey::parse(text).as_ref().map_err(|own| *own),
            expected
        );
    };
    let line = key.line();
    check(&line, Ok(&key));
    check(&format!("untrusted comment: mine\r\n{line}\r\n"), Ok(&key));
    check("", Err(SignatureFault::KeyForm));
    check("RW", Err(SignatureFault::KeyForm));
    check(&format!("{line}\n{line}"), Err(SignatureFault::KeyForm));
    check(
        &line.replacen("RW", "QQ", 1),
        Err(SignatureFault::Algorithm),
    );
    check(&"x".repeat(FILE_BYTES + 1), Err(SignatureFault::TooLarge));
    assert_eq!(id_text([0xef, 1, 2, 3, 4, 5, 6, 0x0a]), "0A060504030201EF");
}

#[test]
fn files_of_nonsense() {
    let good = Signer::new(3).sign(MESSAGE).lines();
    let check = |text: &str, expected| {
        assert_eq!(Signature::parse_all(text), Err(expected), "{text}");
    };
    check("", SignatureFault::Form);
    check("<!doctype html>\n<p>Sign in", SignatureFault::Form);
    check(&good.repeat(ROWS + 1), SignatureFault::TooLarge);
    check(&"\n".repeat(FILE_BYTES + 1), SignatureFault::TooLarge);
    // The same file of a tool that signs a hash of the bytes.
    check(&good.replace("\nRW", "\nRU"), SignatureFault::Algorithm);
}

#[test]
fn a_new_key_is_trusted_when_the_old_one_signed_it() {
    let keys = [1, 2, 3, 4].map(Signer::new);
    let chain = keys[0].handover(&keys[1]) + &keys[1].handover(&keys[2]);
    let check = |trusted: &Signer, chain: &str, expected: Result<&Signer, SignatureFault>| {
        let found = newest_key(&trusted.public(), chain);
        assert_eq!(found, expected.map(Signer::public));
    };
    check(&keys[0], "", Ok(&keys[0]));
    check(&keys[0], &chain, Ok(&keys[2]));
    check(&keys[1], &chain, Ok(&keys[2]));
    check(&keys[2], &chain, Ok(&keys[2]));
    // A stranger's handover leads nobody anywhere.
    check(&keys[0], &keys[3].handover(&keys[1]), Ok(&keys[0]));
    // A link that claims the trusted key's signature and has none.
    let forged = chain.replacen(&keys[1].public().line(), &keys[3].public().line(), 1);
    check(&keys[0], &forged, Err(SignatureFault::Handover));
    check(
        &keys[0],
        &chain[..chain.len() - 20],
        Err(SignatureFault::Form),
    );
    check(
        &keys[0],
        &keys[0].handover(&keys[0]).repeat(ROWS + 1),
        Err(SignatureFault::Form),
    );
}
