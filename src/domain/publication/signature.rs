//! Who wrote an entry: detached Ed25519 signatures in the form of minisign's files, over the raw
//! bytes of `publication.json`. Bytes in, verdict out: the program and the page judge alike.
//!
//! A signature file holds one or more signatures. The newest stands first; below it stays that of
//! the entry which was replaced, so that a reader who meets the new signature and the old entry
//! (or the other way round, with the next) still finds one that fits.
//!
//! A key is replaced by a *handover*: the new key's file, signed by the old key. Whoever trusts an
//! old key follows the handovers from it to the newest one, and trusts that one alone.

use ct_codecs::{Base64, Decoder, Encoder};
use ed25519_compact as ed25519;

/// Bytes of a signature file or of a file of handovers, at most.
pub const FILE_BYTES: usize = 64 * 1024;
/// Signatures that are looked at in one file, and handovers that are followed.
const ROWS: usize = 32;

/// Ed25519 over the bytes themselves, minisign's word for it.
const ALGORITHM: &[u8; 2] = b"Ed";
const KEY_BYTES: usize = 2 + 8 + 32;
const SIGNATURE_BYTES: usize = 2 + 8 + 64;

const UNTRUSTED: &str = "untrusted comment: ";
const TRUSTED: &str = "trusted comment: ";

/// Why bytes are not taken for the operator's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureFault {
    /// What should be a public key is none.
    KeyForm,
    /// What should be a signature file is none.
    Form,
    /// More than a file of this kind can hold.
    TooLarge,
    /// A signature, or a key, of another kind than Ed25519 over the bytes themselves.
    Algorithm,
    /// No signature of the key that is trusted.
    OtherKey,
    /// The trusted key has signed something else.
    Mismatch,
    /// The signed comment beside the signature was changed.
    Comment,
    /// A new key that the old one has not signed.
    Handover,
}

impl SignatureFault {
    /// Stable code, for programs and for the technician.
    pub fn code(self) -> &'static str {
        match self {
            SignatureFault::KeyForm => "key-form",
            SignatureFault::Form => "signature-form",
            SignatureFault::TooLarge => "signature-too-large",
            SignatureFault::Algorithm => "signature-algorithm",
            SignatureFault::OtherKey => "signature-other-key",
            SignatureFault::Mismatch => "signature-mismatch",
            SignatureFault::Comment => "signature-comment",
            SignatureFault::Handover => "handover",
        }
    }
}

/// A public key with its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    id: [u8; 8],
    key: [u8; 32],
}

impl PublicKey {
    /// A key of these parts.
    pub fn new(id: [u8; 8], key: [u8; 32]) -> PublicKey {
        PublicKey { id, key }
    }

    /// Reads the one line of a key (`RW…`), or a key's file with its comment above.
    pub fn parse(text: &str) -> Result<PublicKey, SignatureFault> {
        if text.len() > FILE_BYTES {
            return Err(SignatureFault::TooLarge);
        }
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut line = lines.next().ok_or(SignatureFault::KeyForm)?;
        if line.starts_with(UNTRUSTED) {
            line = lines.next().ok_or(SignatureFault::KeyForm)?;
        }
        if lines.next().is_some() {
            return Err(SignatureFault::KeyForm);
        }
        let bytes: [u8; KEY_BYTES] = decoded(line).ok_or(SignatureFault::KeyForm)?;
        let (algorithm, rest) = bytes.split_at(2);
        if algorithm != ALGORITHM {
            return Err(SignatureFault::Algorithm);
        }
        let (id, key) = rest.split_at(8);
        match (id.try_into(), key.try_into()) {
            (Ok(id), Ok(key)) => Ok(PublicKey { id, key }),
            _ => Err(SignatureFault::KeyForm),
        }
    }

    /// Tells keys apart; it is in every signature.
    pub fn id(&self) -> [u8; 8] {
        self.id
    }

    /// The line that [`PublicKey::parse`] reads, as it stands in the attribute `pubkey`.
    pub fn line(&self) -> String {
        let mut bytes = ALGORITHM.to_vec();
        bytes.extend(self.id);
        bytes.extend(self.key);
        encoded(&bytes)
    }

    /// Whether the key has signed `message`.
    fn has_signed(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        let signature = ed25519::Signature::new(*signature);
        ed25519::PublicKey::new(self.key)
            .verify(message, &signature)
            .is_ok()
    }
}

/// One signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    key: [u8; 8],
    signature: [u8; 64],
    comment: String,
    comment_signature: [u8; 64],
}

impl Signature {
    /// A signature of these parts. `comment` is one line; `comment_signature` is over the
    /// signature's bytes and the comment.
    pub fn new(
        key: [u8; 8],
        signature: [u8; 64],
        comment: String,
        comment_signature: [u8; 64],
    ) -> Signature {
        Signature {
            key,
            signature,
            comment,
            comment_signature,
        }
    }

    /// Reads all signatures of a file, the newest first.
    pub fn parse_all(text: &str) -> Result<Vec<Signature>, SignatureFault> {
        if text.len() > FILE_BYTES {
            return Err(SignatureFault::TooLarge);
        }
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        let mut signatures = Vec::new();
        while let Some(first) = lines.next() {
            if signatures.len() == ROWS {
                return Err(SignatureFault::TooLarge);
            }
            signatures.push(Signature::parse(first, &mut lines)?);
        }
        if signatures.is_empty() {
            return Err(SignatureFault::Form);
        }
        Ok(signatures)
    }

    fn parse<'a>(
        first: &str,
        lines: &mut impl Iterator<Item = &'a str>,
    ) -> Result<Signature, SignatureFault> {
        let form = SignatureFault::Form;
        if !first.starts_with(UNTRUSTED) {
            return Err(form);
        }
        let bytes: [u8; SIGNATURE_BYTES] = decoded(lines.next().ok_or(form)?.trim()).ok_or(form)?;
        let comment = lines.next().and_then(|line| line.strip_prefix(TRUSTED));
        let comment = comment.ok_or(form)?.to_owned();
        let comment_signature = decoded(lines.next().ok_or(form)?.trim()).ok_or(form)?;
        let (algorithm, rest) = bytes.split_at(2);
        if algorithm != ALGORITHM {
            return Err(SignatureFault::Algorithm);
        }
        let (key, signature) = rest.split_at(8);
        match (key.try_into(), signature.try_into()) {
            (Ok(key), Ok(signature)) => Ok(Signature {
                key,
                signature,
                comment,
                comment_signature,
            }),
            _ => Err(form),
        }
    }

    /// Id of the key that signed.
    pub fn key(&self) -> [u8; 8] {
        self.key
    }

    /// What was signed besides: what the bytes were when they were signed.
    pub fn comment(&self) -> &str {
        &self.comment
    }

    /// The four lines that [`Signature::parse_all`] reads.
    pub fn lines(&self) -> String {
        let mut bytes = ALGORITHM.to_vec();
        bytes.extend(self.key);
        bytes.extend(self.signature);
        let mut text = String::from(UNTRUSTED);
        text.push_str("signature by stallmap\n");
        text.push_str(&encoded(&bytes));
        text.push('\n');
        text.push_str(TRUSTED);
        text.push_str(&self.comment);
        text.push('\n');
        text.push_str(&encoded(&self.comment_signature));
        text.push('\n');
        text
    }

    /// What the signed comment's signature is over.
    pub fn comment_message(signature: &[u8; 64], comment: &str) -> Vec<u8> {
        let mut message = signature.to_vec();
        message.extend(comment.bytes());
        message
    }

    fn judge(&self, message: &[u8], key: &PublicKey) -> Result<(), SignatureFault> {
        if self.key != key.id {
            return Err(SignatureFault::OtherKey);
        }
        if !key.has_signed(message, &self.signature) {
            return Err(SignatureFault::Mismatch);
        }
        let comment = Signature::comment_message(&self.signature, &self.comment);
        if !key.has_signed(&comment, &self.comment_signature) {
            return Err(SignatureFault::Comment);
        }
        Ok(())
    }
}

/// The signature of `key` over exactly these bytes. Of several faults the one nearest to success
/// is told.
pub fn verify<'a>(
    bytes: &[u8],
    signatures: &'a [Signature],
    key: &PublicKey,
) -> Result<&'a Signature, SignatureFault> {
    let mut fault = SignatureFault::OtherKey;
    for signature in signatures {
        match signature.judge(bytes, key) {
            Ok(()) => return Ok(signature),
            Err(SignatureFault::OtherKey) => {}
            Err(nearer) if fault != SignatureFault::Comment => fault = nearer,
            Err(_) => {}
        }
    }
    Err(fault)
}

/// The newest key that `trusted` leads to. `handovers` holds, one after the other, a new key's
/// file (two lines) and the signature of the key before it (four lines); those between keys older
/// than the trusted one are passed over.
pub fn newest_key(trusted: &PublicKey, handovers: &str) -> Result<PublicKey, SignatureFault> {
    if handovers.len() > FILE_BYTES {
        return Err(SignatureFault::TooLarge);
    }
    let mut newest = trusted.clone();
    let mut lines = handovers.lines().filter(|line| !line.trim().is_empty());
    let mut followed = 0;
    while let Some(comment) = lines.next() {
        followed += 1;
        let line = lines.next().ok_or(SignatureFault::Form)?;
        if followed > ROWS || !comment.starts_with(UNTRUSTED) {
            return Err(SignatureFault::Form);
        }
        let key = PublicKey::parse(line)?;
        let first = lines.next().ok_or(SignatureFault::Form)?;
        let signature = Signature::parse(first, &mut lines)?;
        if signature.key != newest.id {
            continue;
        }
        signature
            .judge(key_file(comment, line).as_bytes(), &newest)
            .map_err(|_| SignatureFault::Handover)?;
        newest = key;
    }
    Ok(newest)
}

/// A key's file: what a handover's signature is over.
pub fn key_file(comment_line: &str, key_line: &str) -> String {
    let mut text = String::from(comment_line.trim_end());
    text.push('\n');
    text.push_str(key_line.trim());
    text.push('\n');
    text
}

/// Id of a key as people compare it: the number that minisign shows.
pub fn id_text(id: [u8; 8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut text = String::new();
    for byte in id.iter().rev() {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from(
                DIGITS.get(usize::from(digit)).copied().unwrap_or(b'?'),
            ));
        }
    }
    text
}

/// Base64 of exactly `N` bytes.
fn decoded<const N: usize>(line: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let read = Base64::decode(&mut bytes, line, None).ok()?.len();
    (read == N).then_some(bytes)
}

fn encoded(bytes: &[u8]) -> String {
    let mut text = vec![0; bytes.len().div_ceil(3) * 4];
    let text = Base64::encode(&mut text, bytes).unwrap_or_default();
    text.iter().map(|byte| char::from(*byte)).collect()
}

#[cfg(test)]
#[path = "signature_tests.rs"]
mod tests;
