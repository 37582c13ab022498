//! Endings that say little: plurals of English and its neighbours, cases of Russian, the Arabic
//! article. Only what is safe without a dictionary goes; the rest is for slips.

/// A word without such an ending; the word itself when nothing is safe to take.
pub fn stem(word: &str) -> String {
    let first = word.chars().next().unwrap_or(' ');
    match first {
        'a'..='z' => latin(word),
        'а'..='я' => cyrillic(word),
        'ا'..='ي' => arabic(word),
        _ => word.to_owned(),
    }
}

fn latin(word: &str) -> String {
    const WHOLE: [(&str, &str); 10] = [
        ("men", "man"),
        ("women", "woman"),
        ("children", "child"),
        ("feet", "foot"),
        ("teeth", "tooth"),
        ("mice", "mouse"),
        ("knives", "knife"),
        ("scarves", "scarf"),
        ("shelves", "shelf"),
        ("leaves", "leaf"),
    ];
    if let Some((_, one)) = WHOLE.iter().find(|(many, _)| *many == word) {
        return (*one).to_owned();
    }
    if word.len() < 4 || !word.is_ascii() || word.bytes().any(|own| own.is_ascii_digit()) {
        return word.to_owned();
    }
    let cut = |letters: usize, end: &str| {
        let kept = word.len() - letters;
        [word.get(..kept).unwrap_or(word), end].concat()
    };
    let ends = |end: &str| word.ends_with(end);
    if ends("ies") && word.len() > 4 {
        cut(3, "y")
    } else if ["ches", "shes", "sses", "xes", "zzes"]
        .into_iter()
        .any(ends)
    {
        cut(2, "")
    } else if ends("s") && !["ss", "us", "is"].into_iter().any(ends) {
        cut(1, "")
    } else {
        word.to_owned()
    }
}

fn cyrillic(word: &str) -> String {
    let letters = word.chars().count();
    if letters < 5 {
        return word.to_owned();
    }
    // The small form: зонтик, зонтики.
    if let Some(rest) = word.strip_suffix("ики").or_else(|| word.strip_suffix("ик"))
        && rest.chars().count() >= 4
    {
        return rest.to_owned();
    }
    let last = word.chars().next_back();
    if matches!(
        last,
        Some('а' | 'я' | 'ы' | 'и' | 'у' | 'ю' | 'е' | 'о' | 'й' | 'ь')
    ) {
        word.chars().take(letters - 1).collect()
    } else {
        word.to_owned()
    }
}

fn arabic(word: &str) -> String {
    // In a shorter word the same letters are likely its own: ألعاب, بالون.
    let rest = without_article(word).filter(|rest| rest.chars().count() > 3);
    rest.unwrap_or(word).to_owned()
}

/// A word without the Arabic article, if it may begin with one.
pub fn without_article(word: &str) -> Option<&str> {
    let long = word
        .strip_prefix("وال")
        .or_else(|| word.strip_prefix("بال"));
    let long = long.filter(|rest| rest.chars().count() > 4);
    let rest = long.or_else(|| word.strip_prefix("ال"))?;
    (rest.chars().count() > 1).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn one_and_many_meet() {
        let check = |a: &str, b: &str| assert_eq!(stem(a), stem(b), "{a} {b}");
        check("toys", "toy");
        check("batteries", "battery");
        check("boxes", "box");
        check("brushes", "brush");
        check("glasses", "glass");
        check("knives", "knife");
        check("juguetes", "juguete");
        check("игрушки", "игрушка");
        check("العاب", "العاب");
        check("المظلات", "مظلات");
        check("الألعاب".replace('أ', "ا").as_str(), "العاب");
        check("зонтики", "зонт");
        check("зонтик", "зонт");
    }

    #[test]
    fn what_only_looks_like_many_stays() {
        for word in [
            "glass",
            "bus",
            "gas",
            "iris",
            "cactus",
            "w552s",
            "дом",
            "",
            "s",
            "العاب",
            "بالونات",
        ] {
            assert_eq!(stem(word), word);
        }
    }
}
