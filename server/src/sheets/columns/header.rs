//! From a header to its column, and from a sheet's name to its kind, in English or Chinese.

use std::borrow::Cow;

use model::{Kind, LanguageTag};

use super::{Column, Holds, NameSlot, folded};

/// The names of sheets: English plural, Chinese.
fn names_of(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Country => ("Countries", "国家"),
        Kind::Institution => ("Institutions", "机构"),
        Kind::Project => ("Projects", "项目"),
        Kind::Technology => ("Technologies", "技术"),
        Kind::Agreement => ("Agreements", "协议"),
        Kind::Event => ("Events", "活动"),
        Kind::Programme => ("Programmes", "计划"),
        Kind::Position => ("Positions", "岗位"),
        Kind::Policy => ("Policies", "政策"),
        Kind::Figure => ("Figures", "数据"),
        Kind::Term => ("Terms", "术语"),
    }
}

/// The English or the Chinese name of a kind's sheet.
pub fn sheet_name(kind: Kind, chinese: bool) -> &'static str {
    let (en, zh) = names_of(kind);
    if chinese { zh } else { en }
}

/// The kind that a sheet or a file is named after: `Institutions`, `机构`, `2026-institution-list.csv`.
pub fn kind_of_name(name: &str) -> Option<Kind> {
    let folded = folded(name);
    let words: Vec<&str> = folded.split(' ').collect();
    let is_named = |kind: &Kind| {
        let (en, zh) = names_of(*kind);
        words.iter().any(|word| *word == kind.as_str() || word.eq_ignore_ascii_case(en)) || folded.contains(zh)
    };
    let mut named = Kind::ALL.into_iter().filter(is_named);
    named.next().filter(|_| named.next().is_none())
}

/// The column that a header means.
pub fn find(columns: &[Column], header: &str) -> Option<Column> {
    let wanted = folded(header);
    let fits = |column: &&Column| {
        let names = [&column.key, &column.en, &column.zh];
        names.into_iter().any(|name| folded(name) == wanted) || also(column).any(|name| folded(name) == wanted)
    };
    let known = columns.iter().find(fits).cloned().or_else(|| name_in_language(header));
    known.or_else(|| Some(record_kind()).filter(|column| fits(&column)))
}

/// Other headers that people write.
fn also(column: &Column) -> impl Iterator<Item = &'static str> {
    let names: &'static [&'static str] = match &*column.key {
        "name" => &["official name", "名称", "机构名称", "项目名称", "单位名称", "title", "标题"],
        "name (en)" => &["english name", "name in english", "英文名", "英文名称"],
        "name (zh)" => &["chinese name", "name in chinese", "中文名", "中文名称"],
        "name (th)" => &["thai name", "泰文名称", "ชื่อ"],
        "countries" => &["country", "country code", "国别", "国家或地区"],
        "kinds" => &["kind", "type", "types", "类型"],
        "website" => &["url", "web site", "homepage", "网址"],
        "established" => &["founded", "成立时间", "成立日期"],
        "former names" => &["former name", "previous names", "原名"],
        "place.city" => &["town", "所在城市"],
        "place.region" => &["province", "state", "省份"],
        "source.title" => &["source title", "资料来源"],
        "verified_on" => &["verified", "last verified", "核实时间"],
        "summary" => &["description", "简介"],
        _ => &[],
    };
    names.iter().copied()
}

/// `name (th)`, `名称（th）`: a name in the language in the brackets.
fn name_in_language(header: &str) -> Option<Column> {
    let header = header.trim().trim_end_matches('*');
    let (before, tag) = header.strip_suffix([')', '）', ']'])?.rsplit_once(['(', '（', '['])?;
    let is_name = ["name", "names", "名称", "title", "标题"].contains(&folded(before).as_str());
    let tag = tag.trim();
    let lang = if tag == "und" { None } else { Some(LanguageTag::parse(tag).ok()?) };
    is_name.then(|| label(lang))
}

/// The column that says the kind of every row.
pub fn record_kind() -> Column {
    Column {
        key: Cow::Borrowed("record"),
        en: Cow::Borrowed("Record"),
        zh: Cow::Borrowed("记录类型"),
        note: "The kind of record; the same in every row.",
        note_zh: "记录的类型；每行相同。",
        needed: false,
        holds: Holds::Kind,
    }
}

/// The column of the names in one language.
pub fn label(lang: Option<LanguageTag>) -> Column {
    let tag = lang.as_ref().map_or("und", LanguageTag::as_str).to_owned();
    Column {
        key: Cow::Owned(format!("name ({tag})")),
        en: Cow::Owned(format!("Name ({tag})")),
        zh: Cow::Owned(format!("名称 ({tag})")),
        note: "Names in this language; several with ; between them.",
        note_zh: "该语言的名称；多个用 ; 分隔。",
        needed: false,
        holds: Holds::Names(NameSlot::Label(lang)),
    }
}
