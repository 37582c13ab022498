//! The proof of a publication, as `public/widgets/seal.js` calls it: bytes in, verdict out.

use js_sys::{Error, Reflect};
use sha2::{Digest, Sha256};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::domain::publication::admit::{self, Admitted, Refused, Seen};
use crate::domain::publication::signature::PublicKey;

/// SHA-256, where the browser has none: on plain http.
#[wasm_bindgen]
pub fn sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// An entry that may be believed.
#[wasm_bindgen]
pub struct Admission {
    admitted: Admitted,
}

/// Judges the raw bytes of `publication.json` by the texts of its signature file and of its file
/// of handovers (empty where there is none). `pubkey` is the line of the trusted key.
///
/// # Errors
/// Throws an error whose `code` says why the entry must not be used.
#[wasm_bindgen]
pub fn admit(
    entry: &[u8],
    signatures: &str,
    handovers: &str,
    pubkey: &str,
) -> Result<Admission, JsValue> {
    let trusted = PublicKey::parse(pubkey).map_err(|fault| refusal(Refused::Signature(fault)))?;
    let admitted = admit::admit(entry, signatures, handovers, &trusted).map_err(refusal)?;
    Ok(Admission { admitted })
}

#[wasm_bindgen]
impl Admission {
    /// Id of the market.
    pub fn market(&self) -> String {
        self.admitted.market.clone()
    }

    /// Number of the publication.
    pub fn sequence(&self) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "no larger ones are admitted")]
        let sequence = self.admitted.sequence as f64;
        sequence
    }

    /// The line of the newest key that the trusted one leads to.
    pub fn key(&self) -> String {
        self.admitted.key.line()
    }

    /// Fails when this may not come after what was seen of the market: a number, the line of the
    /// key that had signed it, and whether it had these very bytes.
    ///
    /// # Errors
    /// Throws an error whose `code` says why.
    pub fn follow(&self, sequence: f64, key: &str, is_same: bool) -> Result<(), JsValue> {
        let Ok(key) = PublicKey::parse(key) else {
            // What is remembered is damaged: it binds nobody.
            return Ok(());
        };
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "was a number of ours"
        )]
        let sequence = sequence as u64;
        let seen = Seen {
            sequence,
            key: key.id(),
            is_same,
        };
        self.admitted.follows(&seen).map_err(refusal)
    }
}

fn refusal(refused: Refused) -> JsValue {
    let error = Error::new("the publication is refused");
    // Setting a property of a fresh object does not fail.
    let _ = Reflect::set(&error, &"code".into(), &refused.code().into());
    error.into()
}
