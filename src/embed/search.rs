//! The search as the loader runs it: it holds what is loaded of the index, says what it needs,
//! and answers with what it has.

use js_sys::{Array, Error, Object};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::browser::answers;
use crate::domain::search::engine::{Engine, is_other_version};

/// The engine of one publication.
#[wasm_bindgen]
pub struct SearchEngine {
    engine: Engine,
}

#[wasm_bindgen]
impl SearchEngine {
    /// Begins with the first file of the index.
    ///
    /// # Errors
    /// Throws an error whose `code` is `other-version` or `unusable`.
    #[wasm_bindgen(constructor)]
    pub fn open(core: &[u8]) -> Result<SearchEngine, JsValue> {
        let engine = Engine::open(core).ok_or_else(|| {
            let code = if is_other_version(core) {
                "other-version"
            } else {
                "unusable"
            };
            let error = Error::new(code);
            answers::put(&error, "code", code.into());
            error
        })?;
        Ok(SearchEngine { engine })
    }

    /// Number of files besides the first.
    pub fn files(&self) -> usize {
        self.engine.files()
    }

    /// True when the file was taken over.
    pub fn has(&self, file: usize) -> bool {
        self.engine.has(file)
    }

    /// Path of a file below the publication's folder.
    pub fn path(&self, file: usize) -> Option<String> {
        self.engine.path(file)
    }

    /// Bytes of a file; 0 for one that there is not.
    pub fn size(&self, file: usize) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "far below 2^53")]
        self.engine.file(file).map_or(0.0, |row| row.size as f64)
    }

    /// The first sixteen bytes of a file's SHA-256; empty for one that there is not.
    pub fn sha256(&self, file: usize) -> Vec<u8> {
        self.engine
            .file(file)
            .map_or(Vec::new(), |row| row.sha256.to_vec())
    }

    /// Takes a file over; false when its bytes are damaged.
    pub fn put(&mut self, file: usize, bytes: Vec<u8>) -> bool {
        self.engine.put(file, bytes)
    }

    /// Notes that a file cannot be had.
    pub fn fail(&mut self, file: usize) {
        self.engine.fail(file);
    }

    /// Takes over the products of a stall that an answer's `checks` asked for.
    pub fn put_products(&mut self, stall: u32, names: Vec<String>) {
        self.engine.put_products(stall, names);
    }

    /// Mixes the stall with this index on a level in as a draft has it, `{ names, products, brands,
    /// standards, categories }`; without `said` all is as published. False when there is no such
    /// stall.
    pub fn mix(&mut self, level: &str, index: u32, said: &JsValue) -> bool {
        if !said.is_object() {
            return self.engine.mix(None);
        }
        let said = answers::said(said);
        let level = self.engine.level_number(level);
        level.is_some_and(|level| self.engine.mix(Some((level, index, &said))))
    }

    /// Lets files that could not be had be asked for again.
    pub fn forget_failures(&mut self) {
        self.engine.forget_failures();
    }

    /// Answers a question with what is loaded; shapes in [`answers`].
    pub fn ask(&self, question: &JsValue) -> Object {
        let question = answers::question(question, &self.engine);
        answers::answer(&self.engine.ask(&question), &self.engine)
    }

    /// For each list of texts: which of them fits the typed words best, and where. Shapes in
    /// [`answers`].
    pub fn marks(&self, typed: &str, lists: &Array) -> Array {
        answers::marks(&self.engine, typed, lists)
    }
}
