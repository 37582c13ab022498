//! What is found in a published market, and what happens when its index is damaged.

use std::path::Path;

use serde_json::{Value, json};
use stallmap::domain::publication::paths;
use stallmap::domain::search::answer::{Answer, Kind, Question, Target};
use stallmap::domain::search::core::Holds;
use stallmap::domain::search::engine::Engine;
use stallmap::domain::search::mixed::Said;
use stallmap::publisher::build::build;
use stallmap::publisher::progress::silent;
use stallmap::publisher::search::folder::Folder as Published;
use stallmap::publisher::search::{Found, Only, Search, SearchError, Searched};

use crate::folder::Folder;
use crate::small_market::Source;

/// The small market with more to find in it.
fn market() -> Source {
    let mut source = Source::good();
    source.change("market.json", |market| {
        market["languages"] = json!(["zh", "en", "ru", "ko", "ar"]);
    });
    source.change("categories.json", |rows| {
        rows[2]["name"] = json!({"zh": "玩具", "en": "Toys", "ru": "Игрушки", "ko": "장난감",
            "ar": "ألعاب"});
        rows[1]["name"] = json!({"zh": "箱包", "en": "Bags", "ru": "Сумки"});
    });
    source.change("levels/f1/listings.json", |rows| {
        rows[0]["name"] = json!({"zh": "鑫源玩具", "en": "Xinyuan Toys"});
        rows[0]["brands"] = json!(["Dalbex"]);
        rows[0]["standards"] = json!(["GB 6675.1-2014"]);
        rows[0]["languages"] = json!(["zh", "ru"]);
        rows[0]["hours"] = json!([{"opens": "08:30", "closes": "17:30"}]);
        rows[1]["products"] = json!([
            {"zh": "毛绒兔子 红色 25厘米", "en": "Plush rabbit, red, 25 cm"},
            {"zh": "水杯 蓝色", "en": "Water cup, blue"},
        ]);
        rows[2]["products"] = json!([
            {"zh": "毛绒兔子 蓝色", "en": "Plush rabbit, blue"},
            {"zh": "水杯 红色", "en": "Water cup, red"},
        ]);
    });
    source
}

fn published(source: &Source) -> Folder {
    let folder = Folder::new();
    source.write(&folder.join("source"));
    build(&folder.join("source"), &folder.join("out"), &silent).unwrap();
    folder
}

fn ask(folder: &Folder, search: &Search) -> Found {
    let mut searched = Searched::open(&folder.join("out")).unwrap();
    searched.search(search).unwrap()
}

fn query(text: &str) -> Search {
    Search {
        query: text.to_owned(),
        limit: 10,
        ..Search::default()
    }
}

#[test]
fn everything_is_found_however_it_is_written() {
    let folder = published(&market());
    let mut searched = Searched::open(&folder.join("out")).unwrap();
    let mut check = |text: &str, kind: &str, id: &str| {
        let found = searched.search(&query(text)).unwrap();
        let first = found.results.first().unwrap_or_else(|| panic!("{text}"));
        assert_eq!((first.kind, &*first.id), (kind, id), "{text}");
        assert!(!found.incomplete, "{text}");
    };
    for text in [
        "玩具", "wanju", "wan ju", "wj", "玩j", "玩ju", "toys", "Toy", "TOYS ", "tpy",
    ] {
        check(text, "category", "toys");
    }
    for text in [
        "игрушки",
        "ИГРУШКА",
        "장난감",
        "ㅈㄴㄱ",
        "ألعاب",
        "العاب",
        "أَلْعَاب",
        "الألعاب",
    ] {
        check(text, "category", "toys");
    }
    for text in ["毛绒", "絨玩", "绒玩具", "maorong", "mrwj"] {
        check(text, "category", "plush");
    }
    check("luggage", "category", "bags");
    check("lugage", "category", "bags");
    for text in [
        "f1-103",
        "F1 103",
        "f1103",
        "Ｆ１－１０３",
        "f1-١٠٣",
        "F区103",
        "No. f1-103",
        "f1-103号",
        "f一103",
        "f1 一零三",
        "f1-\u{1d7d9}\u{1d7d8}\u{1d7db}",
    ] {
        check(text, "stall", "f1-103");
    }
    check("G一层7号", "stall", "g1-3");
    check("鑫源", "shop", "f1-101");
    check("xinyuan toys", "shop", "f1-101");
    check("toys xinyuan", "shop", "f1-101");
    check("dalbex", "brand", "Dalbex");
    check("dalbx", "shop", "f1-101");
    for text in [
        "GB 6675.1",
        "gb6675.1-2014",
        "6675.1",
        "ＧＢ６６７５",
        "国标6675.1",
    ] {
        check(text, "standard", "GB 6675.1-2014");
    }
    for text in ["service desk", "服务台", "стойка", "서비스 데스크"] {
        check(text, "service", "f1-desk");
    }
    for text in ["诚信商户", "诚信商户 2026", "诚信"] {
        check(text, "honour", "day-2026");
    }
    check("rabbit", "product", "f1-102");
    check("rabits", "product", "f1-102");
    check("兔子", "product", "f1-102");
    check("tuzi", "product", "f1-102");
    check("25 cm", "product", "f1-102");
    check("25厘米", "product", "f1-102");
    // Sentences, two words as one run, a brand with a product.
    check("where is the service desk", "service", "f1-desk");
    check("请问服务台在哪里", "service", "f1-desk");
    check("兔子水杯", "product", "f1-102");
    check("dalbex 玩具", "shop", "f1-101");
}

#[test]
fn what_could_be_typed_instead() {
    let folder = published(&market());
    let published = Published::open(&folder.join("out")).unwrap();
    let core = published.bytes(paths::SEARCH).unwrap();
    let mut engine = Engine::open(&core).unwrap();
    let mut check = |typed: &str, kind: Kind, text: &str| {
        let answer = answered(&mut engine, typed, |engine, file| {
            published.index_file(engine, file)
        });
        let found = answer.completions.iter();
        let texts: Vec<_> = found.map(|own| (own.kind, own.text.as_str())).collect();
        assert!(texts.contains(&(kind, text)), "{typed}: {texts:?}");
    };
    check("to", Kind::Category, "Toys");
    check("wanj", Kind::Category, "玩具");
    check("игр", Kind::Category, "Игрушки");
    check("dalb", Kind::Brand, "Dalbex");
    check("serv", Kind::Service, "Service desk");
    let done = answered(&mut engine, "to ", |_, _| None);
    assert_eq!(done.completions, []);
}

#[test]
fn a_draft_mixed_in_is_found_as_it_will_be_when_it_is_published() {
    let before = published(&market());
    let mut source = market();
    source.change("levels/f1/listings.json", |rows| {
        rows[0]["name"] = json!({"zh": "鑫兔小店", "en": "Springhill"});
        rows[0]["products"] = json!([{"zh": "毛绒兔子 蓝色", "en": "Plush rabbit, turquoise"}]);
        rows[0]["brands"] = json!(["Sunbex"]);
        rows[0]["standards"] = json!(["GB 18401-2010"]);
        rows[0]["categories"] = json!(["bags"]);
    });
    let after = published(&source);
    let words = |texts: &[&str]| {
        texts
            .iter()
            .map(|own| (*own).to_owned())
            .collect::<Vec<_>>()
    };
    let open = |folder: &Folder| {
        let folder = Published::open(&folder.join("out")).unwrap();
        let engine = Engine::open(&folder.bytes(paths::SEARCH).unwrap()).unwrap();
        (folder, engine)
    };
    let (old_files, mut old) = open(&before);
    let (new_files, mut new) = open(&after);
    let tree: Value = serde_json::from_slice(&new_files.bytes(paths::CATEGORIES).unwrap()).unwrap();
    let ids = tree["id"].as_array().unwrap();
    let bags = ids.iter().position(|id| id == "bags").unwrap();
    let said = Said {
        names: words(&["鑫兔小店", "Springhill"]),
        products: vec![words(&["毛绒兔子 蓝色", "Plush rabbit, turquoise"])],
        brands: words(&["Sunbex"]),
        standards: words(&["GB 18401-2010"]),
        categories: vec![u32::try_from(bags).unwrap()],
    };
    let level = old.level_number("f1").unwrap();
    assert!(!old.mix(Some((level, 9_999, &said))));
    assert!(old.mix(Some((level, 0, &said))));
    let stalls = |engine: &mut Engine, files: &Published, text: &str| {
        let answer = answered(engine, text, |engine, file| files.index_file(engine, file));
        let hits = answer.hits.into_iter();
        let hits = hits.filter(|hit| matches!(hit.target, Target::Stall(..)));
        hits.map(|hit| (hit.kind, hit.target, hit.why.field))
            .collect::<Vec<_>>()
    };
    let own = Target::Stall(level, 0);
    let texts = [
        "鑫兔",
        "鑫兔小店",
        "xintu",
        "springhill",
        "turquoise",
        "兔子",
        "plush rabbit",
        "sunbex",
        "gb 18401",
        "箱包",
        "bags",
        "玩具",
        "toys",
        "鑫源",
        "xinyuan",
        "dalbex",
        "gb 6675",
        "101",
    ];
    let mut found = 0;
    for text in texts {
        let now = stalls(&mut old, &old_files, text);
        assert_eq!(now, stalls(&mut new, &new_files, text), "{text}");
        found += usize::from(now.iter().any(|(_, target, _)| *target == own));
    }
    assert!(found >= 10, "{found}");
    // Without a draft all is as published.
    assert!(old.mix(None));
    let first = stalls(&mut old, &old_files, "dalbex");
    assert_eq!(first.first().map(|hit| &hit.1), Some(&own));
}

#[test]
fn files_on_their_way_leave_nothing_out() {
    let folder = published(&market());
    let published = Published::open(&folder.join("out")).unwrap();
    let core = published.bytes(paths::SEARCH).unwrap();
    for text in ["毛绒兔子 红色", "red rabbit", "wanju", "dalbex"] {
        let mut engine = Engine::open(&core).unwrap();
        let question = Question {
            text: text.to_owned(),
            limit: 10,
            ..Question::default()
        };
        let mut most = 0;
        // One file after the other: what was found stays found until all is known.
        loop {
            let answer = engine.ask(&question);
            assert!(!answer.is_incomplete, "{text}");
            if answer.needs.is_empty() {
                assert!(answer.total > 0, "{text}");
                break;
            }
            if most > 0 {
                assert!(!answer.hits.is_empty(), "{text}");
            }
            most = most.max(answer.hits.len());
            let file = answer.needs[0];
            assert!(engine.put(file, published.index_file(&engine, file).unwrap()));
        }
    }
}

#[test]
fn all_words_in_one_product_come_first() {
    let folder = published(&market());
    let first = |text: &str| {
        let found = ask(&folder, &query(text));
        found.results.first().map(|row| row.id.clone())
    };
    assert_eq!(first("red rabbit").as_deref(), Some("f1-102"));
    assert_eq!(first("rabbit blue").as_deref(), Some("f1-103"));
    assert_eq!(first("红色 水杯").as_deref(), Some("f1-103"));
    assert_eq!(first("rabbit 蓝色").as_deref(), Some("f1-103"));
}

#[test]
fn each_row_says_why() {
    let folder = published(&market());
    let why = |text: &str| {
        let found = ask(&folder, &query(text));
        let row = found.results.first().unwrap();
        (row.why.field, row.why.text.clone(), row.why.ranges.clone())
    };
    let check = |text: &str, field, whole: &str, ranges: &[(u32, u32)]| {
        assert_eq!(
            why(text),
            (field, whole.to_owned(), ranges.to_vec()),
            "{text}"
        );
    };
    check("игр", "name", "Игрушки", &[(0, 3)]);
    check("lugg", "synonym", "luggage", &[(0, 4)]);
    check("f1103", "number", "f1-103", &[(0, 6)]);
    check("xinyuan", "shop", "Xinyuan Toys", &[(0, 7)]);
    check(
        "red rabbit",
        "product",
        "Plush rabbit, red, 25 cm",
        &[(6, 12), (14, 17)],
    );
    check("兔子", "product", "毛绒兔子 红色 25厘米", &[(2, 4)]);
    // Pinyin, initials, slips, and a word of another language.
    check("tuzi", "product", "毛绒兔子 红色 25厘米", &[(2, 4)]);
    check("wj", "name", "玩具", &[(0, 2)]);
    check("wanju", "name", "玩具", &[(0, 2)]);
    check("lugage", "synonym", "luggage", &[(0, 7)]);
    check("rabits", "product", "Plush rabbit, red, 25 cm", &[(6, 12)]);
    check("ㅈㄴㄱ", "name", "장난감", &[(0, 3)]);
    check("العاب", "name", "ألعاب", &[(0, 5)]);
}

#[test]
fn marks_and_grades_never_change_the_order() {
    let texts = [
        "玩具", "toys", "bear", "店f", "shop f1", "10", "诚信", "red", "",
    ];
    let ids = |source: &Source| {
        let folder = published(source);
        let mut searched = Searched::open(&folder.join("out")).unwrap();
        let rows = texts.map(|text| {
            let mut wanted = query(text);
            wanted.limit = 100;
            wanted.only.building = text.is_empty().then(|| "f".to_owned());
            let found = searched.search(&wanted).unwrap();
            assert!(!found.results.is_empty(), "{text}");
            found
                .results
                .into_iter()
                .map(|row| row.id)
                .collect::<Vec<_>>()
        });
        rows.to_vec()
    };
    let mut source = market();
    let before = ids(&source);
    // Marks where there were none, none where there were some; every grade another one.
    let stalls = (102..=140).map(|number| {
        json!({"stall": format!("f1-{number}"), "kind": "party_member", "since": "2021-07-01"})
    });
    source.put("levels/f1/plaques.json", Value::Array(stalls.collect()));
    source.put("links.json", json!([]));
    let grades = (101..=130).map(|number| {
        json!({"stall": format!("f1-{number}"), "scale": "letters", "level": "A",
            "issued": "2026-01-01", "valid_until": "2027-01-01"})
    });
    source.put("levels/f1/grades.json", Value::Array(grades.collect()));
    assert_eq!(ids(&source), before);
}

#[test]
fn choices_leave_the_stalls_that_fit() {
    let folder = published(&market());
    let total = |only: Only| {
        let mut wanted = query("");
        wanted.only = only;
        wanted.at = Some("2026-11-23T10:00".to_owned());
        ask(&folder, &wanted).total
    };
    let text = |own: &str| Some(own.to_owned());
    let nothing = Only::default;
    assert_eq!(total(nothing()), 0);
    assert_eq!(
        total(Only {
            marked: true,
            ..nothing()
        }),
        1
    );
    assert_eq!(
        total(Only {
            open: true,
            ..nothing()
        }),
        1
    );
    assert_eq!(
        total(Only {
            speaks: text("ru"),
            ..nothing()
        }),
        1
    );
    assert_eq!(
        total(Only {
            honour: text("day-2026"),
            ..nothing()
        }),
        2
    );
    assert_eq!(
        total(Only {
            grade: text("letters:A"),
            ..nothing()
        }),
        2
    );
    assert_eq!(
        total(Only {
            standard: text("GB 6675.1-2014"),
            ..nothing()
        }),
        1
    );
    assert_eq!(
        total(Only {
            level: text("g1"),
            ..nothing()
        }),
        5
    );
    assert_eq!(
        total(Only {
            building: text("f"),
            ..nothing()
        }),
        60
    );
    let both = Only {
        level: text("f1"),
        category: text("plush"),
        ..nothing()
    };
    let expected = ask(
        &folder,
        &Search {
            only: both.clone(),
            ..query("")
        },
    )
    .total;
    assert_eq!(total(both), expected);
    assert!(expected > 0);
    // What a facet promises is what choosing it gives.
    let found = ask(&folder, &query("bear"));
    for level in &found.facets.levels {
        let only = Only {
            level: text(&level.id),
            ..nothing()
        };
        assert_eq!(
            ask(
                &folder,
                &Search {
                    only,
                    ..query("bear")
                }
            )
            .total,
            level.stalls
        );
    }
    assert!(found.facets.levels.len() > 1);
}

#[test]
fn the_nearest_come_first() {
    let folder = published(&market());
    let mut wanted = query("bear");
    wanted.from = Some("k1".to_owned());
    let found = ask(&folder, &wanted);
    let levels: Vec<&str> = found.levels.iter().map(|own| own.id.as_str()).collect();
    assert_eq!(levels, ["f1", "f2", "g1"]);
    // The kiosk stands at 500, 590; the last row of stalls is at 300.
    let first = found
        .results
        .iter()
        .find(|row| row.kind == "product")
        .unwrap();
    assert_eq!(first.level, "f1");
    assert!(first.id.as_str() > "f1-130", "{}", first.id);
    wanted.from = Some("nowhere".to_owned());
    let mut searched = Searched::open(&folder.join("out")).unwrap();
    assert!(matches!(
        searched.search(&wanted),
        Err(SearchError::Unknown("kiosk", _))
    ));
}

#[test]
fn anything_may_be_typed() {
    let folder = published(&market());
    let mut searched = Searched::open(&folder.join("out")).unwrap();
    let long = "玩具 toys ".repeat(2_000);
    let dots = ".".repeat(10_000);
    let texts = [
        "",
        " ",
        "a",
        "玩",
        "\u{202e}syot",
        "\u{0}\u{1}\u{7f}",
        "🧸🧸",
        "\u{fffd}",
        "(.*)+[",
        "\\",
        "<script>alert(1)</script>",
        "' OR 1=1; --",
        "%00",
        "-",
        "--",
        "0",
        "00000000000000000000",
        &long,
        &dots,
        "ﷺﷺﷺ",
        "a\u{301}\u{301}\u{301}",
        "क्\u{200d}ष",
        "ㅋㅋㅋㅋ",
        "ー",
        "々",
    ];
    for text in texts {
        let found = searched.search(&query(text)).unwrap();
        assert_eq!(found.query, text);
        assert!(found.results.len() <= 10);
    }
}

/// Asks as a page does; files for which `take` gives none cannot be had.
fn answered(
    engine: &mut Engine,
    text: &str,
    mut take: impl FnMut(&Engine, usize) -> Option<Vec<u8>>,
) -> Answer {
    let question = Question {
        text: text.to_owned(),
        limit: 10,
        with_facets: true,
        ..Question::default()
    };
    loop {
        let answer = engine.ask(&question);
        if answer.needs.is_empty() && answer.checks.is_empty() {
            return answer;
        }
        for file in &answer.needs {
            match take(engine, *file) {
                Some(bytes) => {
                    engine.put(*file, bytes);
                }
                None => engine.fail(*file),
            }
        }
        for stall in &answer.checks {
            engine.put_products(*stall, Vec::new());
        }
    }
}

#[test]
fn a_missing_file_costs_only_its_answers() {
    let folder = published(&market());
    let published = Published::open(&folder.join("out")).unwrap();
    let core = published.bytes(paths::SEARCH).unwrap();
    let mut engine = Engine::open(&core).unwrap();
    let answer = answered(&mut engine, "toys", |engine, file| {
        let holds = &engine.file(file)?.holds;
        let is_shard = matches!(holds, Holds::Shard(_));
        (!is_shard)
            .then(|| published.index_file(engine, file))
            .flatten()
    });
    assert!(answer.is_incomplete);
    assert_eq!(
        answer.hits.first().map(|hit| &hit.target),
        Some(&Target::Category(1))
    );
    engine.forget_failures();
    let answer = answered(&mut engine, "toys", |engine, file| {
        published.index_file(engine, file)
    });
    assert!(!answer.is_incomplete);
}

#[test]
fn damaged_files_never_stop_the_engine() {
    let folder = published(&market());
    let published = Published::open(&folder.join("out")).unwrap();
    let core = published.bytes(paths::SEARCH).unwrap();
    let mut state = 3_u64;
    let mut roll = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(state >> 33).unwrap() % below.max(1)
    };
    for round in 0..300 {
        // The first file is whole in two rounds of three.
        let mut own = core.clone();
        if round % 3 == 0 {
            let place = roll(own.len());
            own[place] ^= 1 << roll(8);
        }
        let Some(mut engine) = Engine::open(&own) else {
            continue;
        };
        for text in [
            "玩具",
            "rabbit",
            "f1-103",
            "gb 66",
            "wanj",
            "诚信",
            "服务台",
            "red rabbit",
        ] {
            let answer = answered(&mut engine, text, |engine, file| {
                let folder = folder.join("out");
                let mut bytes = std::fs::read(folder.join(engine.path(file)?)).ok()?;
                for _ in 0..=roll(3) {
                    let place = roll(bytes.len());
                    *bytes.get_mut(place)? ^= 1 << roll(8);
                }
                if roll(4) == 0 {
                    bytes.truncate(roll(bytes.len()));
                }
                Some(bytes)
            });
            assert!(answer.hits.len() <= 10);
            assert!(
                answer
                    .stalls
                    .iter()
                    .all(|stall| stall < answer.stalls.universe())
            );
        }
    }
}

#[test]
fn a_publication_without_an_index_is_named_as_such() {
    let folder = published(&market());
    let out = folder.join("out");
    let index = |path: &Path| std::fs::read_dir(path.join("search")).unwrap();
    for entry in index(&out) {
        let path = entry.unwrap().path();
        if path.to_string_lossy().contains("core") {
            std::fs::write(path, b"SMSC").unwrap();
        }
    }
    assert!(matches!(Searched::open(&out), Err(SearchError::NoIndex(_))));
}
