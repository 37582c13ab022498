//! One plain page: no script, nothing loaded but a small style sheet, every text escaped.

use std::fmt::Write;

use crate::domain::language::route::Numbers;
use crate::domain::language::{CountMessage, Language, Message};
use crate::publisher::diff::html::escaped;
use crate::publisher::route::Tongue;

/// The pages' style sheet. Made for browsers of any age.
pub const STYLE: &str = "\
body{font:17px/1.5 system-ui,\"Noto Sans\",\"Noto Sans CJK SC\",sans-serif;max-width:46em;\
margin:0 auto;padding:1em;color:#1d2932;background:#fffdf9}
h1{font-size:1.5em;line-height:1.25}h1 small{display:block;font-size:.6em;color:#54616c}
h2{font-size:1.1em;margin:1.4em 0 .3em}
ul{list-style:none;margin:0;padding:0}
li{padding:.35em 0;border-bottom:1px solid #d9d1c1;overflow-wrap:anywhere}
li:target{background:#fdeecd}
a{color:#0b4f6c;display:inline-block;padding:.3em 0}
b{display:inline-block;min-width:7em}
[lang=en]{color:#54616c}
em{font-style:normal;color:#fff;background:#c8161d;border-radius:3px;padding:0 .4em;white-space:nowrap}
nav a,nav strong{display:inline-block;min-width:2em;padding:.4em;text-align:center}
.sample{color:#54616c}
@media (prefers-color-scheme:dark){body{color:#f2ede2;background:#171c20}a{color:#8fd0ee}\
h1 small,[lang=en],.sample{color:#b3bcc4}li{border-color:#3a444c}li:target{background:#4a3a10}}
";

/// The words of all pages, in the market's own language.
pub struct Words {
    tongue: Option<Tongue>,
    pub levels: String,
    pub categories: String,
    pub start: String,
    pub member: String,
    pub post: String,
}

impl Words {
    /// The words of a language; those of English for one that the screens do not speak.
    pub fn of(tag: &str) -> Words {
        let tongue = Tongue::new(tag).or_else(|| Tongue::new("en"));
        let language = tongue.map_or_else(Language::default, |own| own.language);
        let text = |message| language.text(message).to_owned();
        Words {
            tongue,
            levels: text(Message::Levels),
            categories: text(Message::Categories),
            start: text(Message::StartOver),
            member: text(Message::PartyMember),
            post: text(Message::DemonstrationPost),
        }
    }

    /// How many stalls.
    pub fn count(&self, stalls: usize) -> String {
        let number = u32::try_from(stalls).unwrap_or(u32::MAX);
        self.tongue.map_or_else(String::new, |tongue| {
            let message = CountMessage::CountStalls;
            let digits = tongue.number(number);
            tongue
                .language
                .count(message, tongue.class(number), &digits)
        })
    }
}

/// A way to another page.
#[derive(Debug, Clone)]
pub struct Link {
    pub path: String,
    pub names: [String; 2],
    pub count: usize,
}

/// A stall on a page.
#[derive(Debug)]
pub struct Row<'a> {
    pub id: &'a str,
    pub printed: &'a str,
    pub names: &'a [String; 2],
    /// Words of its red marks.
    pub signs: Vec<String>,
}

/// A page.
#[derive(Debug, Default)]
pub struct Page<'a> {
    /// Of the first and the second name of everything.
    pub languages: [&'a str; 2],
    pub titles: [String; 2],
    pub is_sample: bool,
    /// What the way back to the first page is called.
    pub up: Option<String>,
    /// Headed lists of other pages.
    pub links: Vec<(String, Vec<Link>)>,
    pub count: String,
    pub rows: Vec<Row<'a>>,
    /// The pages of the list, and which of them is this.
    pub pages: Vec<(String, bool)>,
}

impl Page<'_> {
    /// Its text.
    pub fn html(&self) -> String {
        let [home, second] = self.languages;
        let [title, other] = &self.titles;
        let direction = if home == "ar" { " dir=\"rtl\"" } else { "" };
        let mut page = String::new();
        let _ = writeln!(
            page,
            "<!doctype html>\n<html lang=\"{}\"{direction}>\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{}</title>\n<link rel=\"stylesheet\" href=\"plain.css\">\n</head>\n<body>\n<main>",
            escaped(home),
            escaped(title),
        );
        if let Some(up) = &self.up {
            let _ = writeln!(page, "<p><a href=\"index.html\">{}</a></p>", escaped(up));
        }
        let _ = write!(page, "<h1>{}", escaped(title));
        self.put_second("small", other, title, second, &mut page);
        page.push_str("</h1>\n");
        if self.is_sample {
            let words = Tongue::new(home).map(|own| own.language.text(Message::SampleData));
            let _ = writeln!(
                page,
                "<p class=\"sample\">{}</p>",
                words.unwrap_or("Sample data")
            );
        }
        for (heading, links) in &self.links {
            let _ = writeln!(page, "<h2>{}</h2>\n<ul>", escaped(heading));
            for link in links {
                let [name, other] = &link.names;
                let _ = write!(
                    page,
                    "<li><a href=\"{}\">{}</a>",
                    escaped(&link.path),
                    escaped(name)
                );
                self.put_second("span", other, name, second, &mut page);
                let _ = writeln!(page, " {}</li>", link.count);
            }
            page.push_str("</ul>\n");
        }
        if !self.rows.is_empty() {
            let _ = writeln!(page, "<h2>{}</h2>\n<ul>", escaped(&self.count));
            for row in &self.rows {
                self.put_row(row, &mut page);
            }
            page.push_str("</ul>\n");
        }
        if self.pages.len() > 1 {
            page.push_str("<nav>");
            for (number, (path, is_this)) in self.pages.iter().enumerate() {
                let number = number + 1;
                let _ = match is_this {
                    true => write!(page, "<strong>{number}</strong> "),
                    false => write!(page, "<a href=\"{}\">{number}</a> ", escaped(path)),
                };
            }
            page.push_str("</nav>\n");
        }
        page.push_str("</main>\n</body>\n</html>\n");
        page
    }

    fn put_row(&self, row: &Row, page: &mut String) {
        let [name, other] = row.names;
        let _ = write!(
            page,
            "<li id=\"{}\"><b>{}</b> {}",
            escaped(row.id),
            escaped(row.printed),
            escaped(name)
        );
        self.put_second("span", other, name, self.languages[1], page);
        for sign in &row.signs {
            let _ = write!(page, " <em>{}</em>", escaped(sign));
        }
        page.push_str("</li>\n");
    }

    /// The name in the second language, where it says something else.
    fn put_second(&self, tag: &str, other: &str, name: &str, language: &str, page: &mut String) {
        if !other.is_empty() && other != name && language != self.languages[0] {
            let _ = write!(
                page,
                " <{tag} lang=\"{language}\">{}</{tag}>",
                escaped(other)
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_published_is_text_and_nothing_else() {
        let names = ["<script>alert(1)</script>".to_owned(), "\"&'".to_owned()];
        let page = Page {
            languages: ["zh", "en"],
            titles: names.clone(),
            rows: vec![Row {
                id: "a1-\"><b",
                printed: "<1>",
                names: &names,
                signs: vec!["<em>".to_owned()],
            }],
            links: vec![(
                "<h2>".to_owned(),
                vec![Link {
                    path: "level-\"x.html".to_owned(),
                    names: names.clone(),
                    count: 1,
                }],
            )],
            ..Page::default()
        };
        let html = page.html();
        for wrong in [
            "<script",
            "a1-\"",
            "<1>",
            "<em><em>",
            "<h2><h2>",
            "level-\"x",
        ] {
            assert!(!html.contains(wrong), "{wrong} in {html}");
        }
        assert!(html.contains("&lt;script&gt;"));
    }

    #[test]
    fn the_second_name_stands_only_where_it_says_more() {
        let check = |languages, names: [&str; 2], expected: bool| {
            let names = names.map(str::to_owned);
            let page = Page {
                languages,
                titles: names,
                ..Page::default()
            };
            assert_eq!(page.html().contains("<small"), expected);
        };
        check(["zh", "en"], ["花", "Flowers"], true);
        check(["zh", "en"], ["花", ""], false);
        check(["zh", "en"], ["ABC", "ABC"], false);
        check(["en", "en"], ["A", "B"], false);
    }
}
