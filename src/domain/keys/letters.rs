//! The keys of the alphabets that are written from left to right without joining: Latin, as the
//! keyboards of the languages have it, and Cyrillic.

use super::layout::Layout;

/// English, Indonesian, and every language without keys of its own.
pub(super) const QWERTY: Layout = Layout {
    plain: &[
        "q w e r t y u i o p",
        "a s d f g h j k l",
        "z x c v b n m '",
    ],
    shift: &[
        "Q W E R T Y U I O P",
        "A S D F G H J K L",
        "Z X C V B N M '",
    ],
    more: &[
        "à á â ã ä å æ ç è é",
        "ê ë ì í î ï ñ ò ó ô",
        "õ ö ø œ ß ù ú û ü ÿ",
    ],
};

/// Chinese by its sounds or their first letters.
pub(super) const PINYIN: Layout = Layout {
    plain: &["q w e r t y u i o p", "a s d f g h j k l", "z x c v b n m"],
    shift: &["Q W E R T Y U I O P", "A S D F G H J K L", "Z X C V B N M"],
    more: &[],
};

pub(super) const SPANISH: Layout = Layout {
    plain: &[
        "q w e r t y u i o p",
        "a s d f g h j k l ñ",
        "z x c v b n m '",
    ],
    shift: &[
        "Q W E R T Y U I O P",
        "A S D F G H J K L Ñ",
        "Z X C V B N M '",
    ],
    more: &["á é í ó ú ü ç"],
};

pub(super) const PORTUGUESE: Layout = Layout {
    plain: &[
        "q w e r t y u i o p",
        "a s d f g h j k l ç",
        "z x c v b n m '",
    ],
    shift: &[
        "Q W E R T Y U I O P",
        "A S D F G H J K L Ç",
        "Z X C V B N M '",
    ],
    more: &["á à â ã é ê", "í ó ô õ ú ü"],
};

/// French.
pub(super) const AZERTY: Layout = Layout {
    plain: &[
        "a z e r t y u i o p",
        "q s d f g h j k l m",
        "w x c v b n '",
    ],
    shift: &[
        "A Z E R T Y U I O P",
        "Q S D F G H J K L M",
        "W X C V B N '",
    ],
    more: &["à â æ ç é è ê ë", "î ï ô œ ù û ü ÿ"],
};

/// Turkish: `i` and `ı` are two letters, each with a capital of its own.
pub(super) const TURKISH: Layout = Layout {
    plain: &[
        "q w e r t y u ı o p ğ ü",
        "a s d f g h j k l ş i",
        "z x c v b n m ö ç",
    ],
    shift: &[
        "Q W E R T Y U I O P Ğ Ü",
        "A S D F G H J K L Ş İ",
        "Z X C V B N M Ö Ç",
    ],
    more: &["â î û ä é ñ ß '"],
};

/// Russian; the letters of its neighbours besides.
pub(super) const CYRILLIC: Layout = Layout {
    plain: &[
        "й ц у к е н г ш щ з х ъ",
        "ф ы в а п р о л д ж э",
        "я ч с м и т ь б ю ё",
    ],
    shift: &[
        "Й Ц У К Е Н Г Ш Щ З Х Ъ",
        "Ф Ы В А П Р О Л Д Ж Э",
        "Я Ч С М И Т Ь Б Ю Ё",
    ],
    more: &["ә ғ қ ң ө ұ ү һ і", "ї є ґ ў ҷ ӣ ӯ ҳ"],
};

/// Letters, each with those that are held behind it: who rests on its key is offered them.
const KIN: &[&str] = &[
    "a à á â ã ä å æ",
    "c ç",
    "e é è ê ë",
    "g ğ",
    "i í ì î ï ı",
    "n ñ",
    "o ó ò ô õ ö ø œ",
    "s ş ß",
    "u ú ù û ü",
    "y ÿ",
    "ı i î",
    "A À Á Â Ã Ä Å Æ",
    "C Ç",
    "E É È Ê Ë",
    "G Ğ",
    "I Í Ì Î Ï İ",
    "N Ñ",
    "O Ó Ò Ô Õ Ö Ø Œ",
    "S Ş",
    "U Ú Ù Û Ü",
    "а ә",
    "г ґ ғ",
    "е ё є",
    "и і ї ӣ",
    "к қ",
    "н ң",
    "о ө",
    "у ў ү ұ ӯ",
    "х ҳ һ",
    "ч ҷ",
    "ا أ إ آ ٱ",
    "لا لأ لإ لآ",
    "ب پ",
    "ج چ",
    "ز ژ",
    "ف ڤ",
    "ك ک گ",
    "ي ی",
];

/// The letter of a key, followed by those that are held behind it; empty when there are none.
pub fn kin(key: &str) -> &'static str {
    let row = KIN.iter().find(|row| row.split(' ').next() == Some(key));
    row.copied().unwrap_or_default()
}
