//! Keys and where they lie: `NAME` is the secret key, `NAME.pub` the public one, `NAME.keys` the
//! handovers by which older keys lead to it.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use blake2::{Blake2b256, Digest};
use ct_codecs::{Base64, Decoder, Encoder};
use ed25519_compact as ed25519;

use crate::domain::publication::signature::{FILE_BYTES, PublicKey, Signature, id_text};
use crate::publisher::refusal::{Refusal, of_system};

/// Ending of the public key's file.
pub const PUBLIC: &str = "pub";
/// Ending of the file of handovers.
pub const HANDOVERS: &str = "keys";

/// Kinds of minisign's secret key files: Ed25519, without password, with a BLAKE2b checksum.
const HEAD: &[u8; 6] = b"Ed\0\0B2";
/// A key with a password has this in place of the two zeros.
const WITH_PASSWORD: &[u8; 2] = b"Sc";
/// Salt and limits of a password, all zero without one.
const PASSWORD_BYTES: usize = 32 + 8 + 8;
const FILE_KEY_BYTES: usize = HEAD.len() + PASSWORD_BYTES + 8 + 64 + 32;

/// A key that signs.
pub struct SecretKey {
    id: [u8; 8],
    key: ed25519::SecretKey,
    handovers: Option<String>,
}

impl std::fmt::Debug for SecretKey {
    /// Never the key itself.
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(formatter, "SecretKey({})", id_text(self.id))
    }
}

impl SecretKey {
    /// A new key from the system's source of chance.
    pub fn generate() -> Result<SecretKey, Refusal> {
        let mut seed = [0; 32];
        let mut id = [0; 8];
        getrandom::fill(&mut seed)
            .and_then(|()| getrandom::fill(&mut id))
            .map_err(|error| Refusal::at("this system", "no-chance").found(error))?;
        Ok(SecretKey {
            id,
            key: ed25519::KeyPair::from_seed(ed25519::Seed::new(seed)).sk,
            handovers: None,
        })
    }

    /// The part that everybody may know.
    pub fn public(&self) -> PublicKey {
        PublicKey::new(self.id, *self.key.public_key())
    }

    /// Handovers by which older keys lead to this one.
    pub fn handovers(&self) -> Option<&str> {
        self.handovers.as_deref()
    }

    /// Signs. The same bytes and the same key give the same signature.
    pub fn sign(&self, message: &[u8], comment: &str) -> Signature {
        let signature = *self.key.sign(message, None);
        let over = Signature::comment_message(&signature, comment);
        let comment_signature = *self.key.sign(over, None);
        Signature::new(self.id, signature, comment.to_owned(), comment_signature)
    }

    /// Reads a key that nobody else can read, and the handovers beside it.
    pub fn read(path: &Path) -> Result<SecretKey, Refusal> {
        refuse_public(path)?;
        let text = read_text(path)?;
        let line = text
            .lines()
            .map(str::trim)
            .find(|line| !line.is_empty() && !line.starts_with("untrusted comment:"))
            .unwrap_or_default();
        let mut key = SecretKey::parse(line).map_err(|found| {
            Refusal::at(path.display().to_string(), "key-form")
                .found(found)
                .expected("a secret key made by `stallmap keygen` (or by `minisign -G -W`)")
                .mend("Give the path of the secret key, not of the .pub file; a key with a password has to be used with minisign itself.")
        })?;
        let handovers = beside(path, HANDOVERS);
        if handovers.is_file() {
            key.handovers = Some(read_text(&handovers)?);
        }
        Ok(key)
    }

    fn parse(line: &str) -> Result<SecretKey, &'static str> {
        let mut buffer = [0; FILE_KEY_BYTES];
        let bytes = Base64::decode(&mut buffer, line, None).map_err(|_| "no key")?;
        if bytes.len() != FILE_KEY_BYTES {
            return Err("no secret key");
        }
        if &bytes[2..4] == WITH_PASSWORD {
            return Err("a key with a password");
        }
        if &bytes[..HEAD.len()] != HEAD {
            return Err("a key of another kind");
        }
        let rest = &bytes[HEAD.len() + PASSWORD_BYTES..];
        let (own, sum) = rest.split_at(8 + 64);
        let id: [u8; 8] = own[..8].try_into().map_err(|_| "no key")?;
        let key = ed25519::SecretKey::from_slice(&own[8..]).map_err(|_| "no key")?;
        if checksum(own) != sum {
            return Err("a key whose checksum is wrong");
        }
        Ok(SecretKey {
            id,
            key,
            handovers: None,
        })
    }

    /// Writes the key where nothing lies yet, for this user alone.
    pub fn write(&self, path: &Path) -> Result<(), Refusal> {
        let mut own = self.id.to_vec();
        own.extend(&self.key[..]);
        let mut bytes = HEAD.to_vec();
        bytes.extend([0; PASSWORD_BYTES]);
        bytes.extend(&own);
        bytes.extend(checksum(&own));
        let mut line = vec![0; bytes.len().div_ceil(3) * 4];
        let line = Base64::encode_to_str(&mut line, &bytes).unwrap_or_default();
        let id = id_text(self.id);
        let text =
            format!("untrusted comment: stallmap SECRET key {id}: keep it to yourself\n{line}\n");
        write_new(path, text.as_bytes(), true)
    }
}

fn checksum(own: &[u8]) -> [u8; 32] {
    let mut hasher = Blake2b256::new();
    hasher.update(&HEAD[..2]);
    hasher.update(own);
    hasher.finalize().into()
}

/// `market.key` and `pub` → `market.key.pub`.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// Reads a public key: a file's path, or the line itself.
pub fn read_public(path_or_line: &str) -> Result<PublicKey, Refusal> {
    let path = Path::new(path_or_line);
    let text = if path.is_file() {
        read_text(path)?
    } else {
        path_or_line.to_owned()
    };
    PublicKey::parse(&text).map_err(|fault| {
        Refusal::at(path_or_line, fault.code())
            .expected("a public key (a line beginning with RW), or the path of its .pub file")
            .mend("Give what `stallmap keygen` wrote into the .pub file.")
    })
}

fn read_text(path: &Path) -> Result<String, Refusal> {
    let file = File::open(path).map_err(|error| of_system(path, &error))?;
    let mut text = String::new();
    file.take(FILE_BYTES as u64)
        .read_to_string(&mut text)
        .map_err(|error| of_system(path, &error))?;
    Ok(text)
}

/// Writes a file that does not exist yet: a key is never overwritten.
pub fn write_new(path: &Path, bytes: &[u8], secret: bool) -> Result<(), Refusal> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if secret {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = secret;
    let written = options.open(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Refusal::at(path.display().to_string(), "key-exists")
            .found("a file of this name")
            .expected("a name that is free")
            .mend(
                "Choose another name: keys are never overwritten, what they signed would be lost.",
            ),
        _ => of_system(path, &error),
    })
}

#[cfg(unix)]
fn refuse_public(path: &Path) -> Result<(), Refusal> {
    use std::os::unix::fs::PermissionsExt;
    let data = fs::metadata(path).map_err(|error| of_system(path, &error))?;
    let mode = data.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(Refusal::at(path.display().to_string(), "key-open")
            .found(format!("permissions {mode:o}: others can read the key"))
            .expected("permissions 600")
            .mend(format!(
                "chmod 600 {}, and if others may have read it: make a new key with --replaces.",
                path.display()
            )));
    }
    Ok(())
}

#[cfg(not(unix))]
fn refuse_public(path: &Path) -> Result<(), Refusal> {
    fs::metadata(path).map_err(|error| of_system(path, &error))?;
    Ok(())
}
