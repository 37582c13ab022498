//! The keys of writings whose signs join, stack or turn into each other.

use super::layout::Layout;

/// Arabic as on its keyboards, whose order goes from left to right on paper, too. Behind them the
/// forms of alef, the letters of neighbouring languages and the Arabic digits.
pub(super) const ARABIC: Layout = Layout {
    plain: &[
        "ض ص ث ق ف غ ع ه خ ح ج د",
        "ش س ي ب ل ا ت ن م ك ط",
        "ذ ئ ء ؤ ر لا ى ة و ز ظ",
    ],
    shift: &[],
    more: &["أ إ آ ٱ لأ لإ لآ", "پ چ ژ ڤ گ ک ی", "١ ٢ ٣ ٤ ٥ ٦ ٧ ٨ ٩ ٠"],
};

/// Hindi in the order of its alphabet: vowels, below each the sign that it has behind a consonant
/// (below the first the sign that takes it away), then the consonants by where they are spoken.
pub(super) const DEVANAGARI: Layout = Layout {
    plain: &[
        "अ आ इ ई उ ऊ ऋ ए ऐ ओ औ ं",
        "् ा ि ी ु ू ृ े ै ो ौ ँ",
        "क ख ग घ ङ च छ ज झ ञ ः ़",
        "ट ठ ड ढ ण त थ द ध न श ष",
        "प फ ब भ म य र ल व स ह ळ",
    ],
    shift: &[],
    more: &[
        "क्ष त्र ज्ञ श्र ऑ ॉ ऍ ॅ ऽ",
        "क़ ख़ ग़ ज़ ड़ ढ़ फ़ य़",
        "० १ २ ३ ४ ५ ६ ७ ८ ९",
    ],
};

/// Korean: consonants to the left, vowels to the right. With shift the doubled ones.
pub(super) const HANGUL: Layout = Layout {
    plain: &[
        "ㅂ ㅈ ㄷ ㄱ ㅅ ㅛ ㅕ ㅑ ㅐ ㅔ",
        "ㅁ ㄴ ㅇ ㄹ ㅎ ㅗ ㅓ ㅏ ㅣ",
        "ㅋ ㅌ ㅊ ㅍ ㅠ ㅜ ㅡ",
    ],
    shift: &[
        "ㅃ ㅉ ㄸ ㄲ ㅆ ㅛ ㅕ ㅑ ㅒ ㅖ",
        "ㅁ ㄴ ㅇ ㄹ ㅎ ㅗ ㅓ ㅏ ㅣ",
        "ㅋ ㅌ ㅊ ㅍ ㅠ ㅜ ㅡ",
    ],
    more: &[],
};

/// Japanese: the table of the fifty sounds, whose gaps hold what turns them.
pub(super) const KANA: Layout = Layout {
    plain: &[
        "あ か さ た な は ま や ら わ",
        "い き し ち に ひ み ゛ り を",
        "う く す つ ぬ ふ む ゆ る ん",
        "え け せ て ね へ め ゜ れ ー",
        "お こ そ と の ほ も よ ろ 小",
    ],
    shift: &[],
    more: &[],
};
