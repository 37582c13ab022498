use super::*;
use crate::domain::search::core::CoreCategory;
use crate::domain::search::shard::{Mix, Shard, Term, TermRow, write_shard};

fn said() -> Said {
    let own = |texts: &[&str]| texts.iter().map(|own| (*own).to_owned()).collect();
    Said {
        names: own(&["小熊 Bears"]),
        products: vec![own(&["Pink bear", "粉熊"])],
        brands: own(&["Sun Bear"]),
        standards: own(&["GB 6675.1-2014"]),
        categories: vec![2],
    }
}

fn core() -> Core {
    let row = |parent| CoreCategory {
        parent,
        ..CoreCategory::default()
    };
    Core {
        categories: vec![row(None), row(Some(0)), row(Some(1)), row(None)],
        ..Core::default()
    }
}

#[test]
fn what_a_stall_is_found_by() {
    let mixed = Mixed::new(4, &said(), &core());
    assert!(mixed.terms.is_sorted_by_key(|(key, _)| key));
    let check = |key: Vec<u8>, fields: &[Field], text: &str| {
        let (_, mark) = mixed
            .from(&key)
            .first()
            .filter(|(own, _)| *own == key)
            .expect("a term");
        let bits = fields.iter().fold(0, |bits, field| bits | field.bit());
        assert_eq!((mark.fields, mark.text.as_str()), (bits, text), "{key:?}");
    };
    check(
        keys::word("bear"),
        &[Field::Shop, Field::Brand, Field::Product],
        "",
    );
    check(keys::word("pink"), &[Field::Product], "");
    check(keys::pair('小', '熊', &Han::default()), &[Field::Shop], "");
    check(keys::phrase("sun bear"), &[Field::Brand], "Sun Bear");
    check(
        keys::standard("gb667512014"),
        &[Field::Standard],
        "GB 6675.1-2014",
    );
    check(
        keys::standard("667512014"),
        &[Field::Standard],
        "GB 6675.1-2014",
    );
    assert!(!mixed.says(&keys::word("cat")));
}

#[test]
fn lists_are_put_right_for_the_one_stall() {
    let mixed = Mixed::new(4, &said(), &core());
    let after = |category, before: &[u32], had| {
        let mut set = StallSet::empty(9);
        before.iter().for_each(|own| set.add(*own));
        mixed.put_right(category, had, &mut set);
        set.iter().collect::<Vec<_>>()
    };
    // Its own category and those above it, and no other.
    assert_eq!(after(2, &[1], false), [1, 4]);
    assert_eq!(after(0, &[1], false), [1, 4]);
    assert_eq!(after(3, &[1, 4], false), [1]);
    // Another list had put it in.
    assert_eq!(after(3, &[1, 4], true), [1, 4]);
}

#[test]
fn a_term_is_where_the_draft_has_it() {
    let mut row = TermRow::default();
    row.stalls[Field::Product as usize] = vec![1, 4];
    let row = row.write(9);
    let shard = Shard::open(write_shard(&[(b"bear", &row)])).expect("a shard");
    let stalls = |mark: Option<&Mark>, field| {
        let mut found = Vec::new();
        shard.from(b"bear", |_, term: Term| {
            let term = term.mixed(Mix { stall: 4, mark });
            let mut set = StallSet::empty(9);
            assert_eq!(term.add_stalls(field, &mut set), Some(()));
            found = set.iter().collect();
            false
        });
        found
    };
    let shop = Mark {
        fields: Field::Shop.bit(),
        text: String::new(),
    };
    assert_eq!(stalls(None, Field::Product), [1]);
    assert_eq!(stalls(Some(&shop), Field::Product), [1]);
    assert_eq!(stalls(Some(&shop), Field::Shop), [4]);
    let alone = Term::of_mix(Mix {
        stall: 4,
        mark: Some(&shop),
    });
    let mut set = StallSet::empty(9);
    assert_eq!(alone.add_stalls(Field::Shop, &mut set), Some(()));
    assert!(set.has(4) && alone.is_in(Field::Shop) && !alone.is_in(Field::Brand));
}
