//! `keygen`, `sign`, `verify`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;

use super::{Format, refused, refused_in, say, say_json};
use crate::domain::market::time::Moment;
use crate::domain::publication::signature::id_text;
use crate::publisher::refusal::Refusal;
use crate::publisher::report::Language;
use crate::publisher::sign::key::{self, SecretKey};
use crate::publisher::sign::verify::{Proof, Trust, prove};
use crate::publisher::sign::{keygen, sign_folder};

/// Makes a key that signs publications: KEY for this machine alone, KEY.pub for everybody.
#[derive(Debug, Args)]
pub struct KeygenArguments {
    /// The secret key's file; nothing must be there yet.
    #[arg(default_value = "stallmap.key")]
    key: PathBuf,
    /// The key that is replaced: it signs the new one, and kiosks that trust it follow. The
    /// handover lies in KEY.keys, and every publication signed with KEY carries it.
    #[arg(long, value_name = "OLD")]
    replaces: Option<PathBuf>,
}

/// Signs a publication after proving that every file is whole and right. The signature is
/// `publication.json.sig`, in minisign's form.
#[derive(Debug, Args)]
pub struct SignArguments {
    /// The folder of the publication.
    publication: PathBuf,
    /// The secret key's file.
    #[arg(long)]
    key: PathBuf,
}

/// Proves a publication as a kiosk would: signature, sizes, hashes, and what the files say. Ends
/// with 1 when it must not be used.
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// The folder of the publication.
    publication: PathBuf,
    /// The public key that is trusted: a line beginning with RW, or its file. Without it only
    /// sizes, hashes and meaning are proved.
    #[arg(long)]
    pubkey: Option<String>,
    /// The highest sequence number seen so far; a lower one is refused.
    #[arg(long, value_name = "SEQUENCE", requires = "pubkey")]
    seen: Option<u64>,
    /// For a person, or for a program: an object with `accepted`, `sequence`, `expires`,
    /// `expired`, `files`, `bytes`, `key` and `refusals`.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Language of the report.
    #[arg(long, value_enum, default_value_t)]
    lang: Language,
}

impl KeygenArguments {
    /// Runs it.
    pub fn run(&self) -> ExitCode {
        let made = self
            .replaces
            .as_deref()
            .map(SecretKey::read)
            .transpose()
            .and_then(|old| keygen(&self.key, old.as_ref()));
        match made {
            Ok(public) => {
                println!("{}: key {}", self.key.display(), id_text(public.id()));
                println!("Public key, for the attribute `pubkey`:");
                println!("{}", public.line());
                println!(
                    "Keep the secret key where only those who publish can read it, and a copy where fire does not reach it."
                );
                ExitCode::SUCCESS
            }
            Err(refusal) => refused(&[refusal]),
        }
    }
}

impl SignArguments {
    /// Runs it.
    pub fn run(&self) -> ExitCode {
        let signed = SecretKey::read(&self.key)
            .map_err(|refusal| vec![refusal])
            .and_then(|key| {
                sign_folder(&self.publication, &key, now())?;
                Ok(id_text(key.public().id()))
            });
        match signed {
            Ok(id) => {
                println!("{}: signed by key {id}", self.publication.display());
                ExitCode::SUCCESS
            }
            Err(refusals) => {
                let code = refused(&refusals);
                eprintln!("Nothing was signed.");
                code
            }
        }
    }
}

impl VerifyArguments {
    /// Runs it.
    pub fn run(&self) -> ExitCode {
        let trust: Result<Option<Trust>, Refusal> = self
            .pubkey
            .as_deref()
            .map(|text| {
                Ok(Trust {
                    key: key::read_public(text)?,
                    seen_sequence: self.seen,
                })
            })
            .transpose();
        let proof = match trust {
            Ok(trust) => prove(&self.publication, trust.as_ref()),
            Err(refusal) => return refused_in(&[refusal], self.lang),
        };
        let is_accepted = proof.refusals.is_empty();
        if self.format == Format::Json {
            let code = say_json(&proof.json(now()));
            return if is_accepted { code } else { ExitCode::FAILURE };
        }
        if !is_accepted {
            let code = refused_in(&proof.refusals, self.lang);
            eprintln!(
                "{}",
                match self.lang {
                    Language::En => "This publication must not be used.",
                    Language::Zh => "这个发布不能使用。",
                }
            );
            return code;
        }
        say(&proved(&self.publication, &proof, self.lang));
        ExitCode::SUCCESS
    }
}

/// What was proved, in words.
fn proved(publication: &Path, proof: &Proof, language: Language) -> String {
    let place = publication.display();
    let Proof {
        sequence, files, ..
    } = proof;
    let mb = proof.bytes as f64 / 1e6;
    let (mut text, expired) = match language {
        Language::En => {
            let by = match &proof.key {
                Some(id) => format!("signed by key {id}"),
                None => "signature not asked for (--pubkey)".to_owned(),
            };
            (
                format!("{place}: sequence {sequence}, {files} files, {mb:.1} MB, {by}\n"),
                format!(
                    "It has expired ({}): screens say how old it is.\n",
                    proof.expires
                ),
            )
        }
        Language::Zh => {
            let by = match &proof.key {
                Some(id) => format!("由密钥 {id} 签名"),
                None => "未核对签名（--pubkey）".to_owned(),
            };
            (
                format!("{place}：序号 {sequence}，{files} 个文件，{mb:.1} MB，{by}\n"),
                format!("已过有效期（{}）：屏幕会显示数据的日期。\n", proof.expires),
            )
        }
    };
    if proof.has_expired(now()) {
        text.push_str(&expired);
    }
    text
}

/// The moment at hand.
pub fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let secs = since.map_or(0, |since| since.as_secs());
    Moment(i64::try_from(secs).unwrap_or(i64::MAX))
}
