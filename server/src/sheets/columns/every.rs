//! The columns that the sheets of all kinds have, and the whole list of a kind.

use std::borrow::Cow;

use model::source::LinkUse;
use model::{Kind, LanguageTag, RelationKind};

use super::format::Format;
use super::notation::Level;
use super::{Column, Holds, NameSlot, header, kinds, words};

/// All columns of a kind, in the order of the template: names in the languages of the region among them.
pub fn columns(kind: Kind) -> Vec<Column> {
    let mut columns = vec![
        column(
            "id",
            "ID",
            "编号",
            Holds::Id,
            "The record's own id. Leave it empty for a new record.",
            "记录编号；新记录留空。",
        ),
        Column {
            needed: true,
            ..column(
                "name",
                "Name",
                "正式名称",
                Holds::Names(NameSlot::Official),
                "The official name. “Guangxi University 广西大学” is read as two names. A language may follow: [zh].",
                "正式名称。“Guangxi University 广西大学”会读作两个名称；后面可加语言：[zh]。",
            )
        },
    ];
    let languages = ["en", "zh", "th", "vi", "id", "ms", "km", "lo", "my", "fil"];
    columns.extend(languages.map(|tag| header::label(LanguageTag::parse(tag).ok())));
    columns.extend(other_names());
    columns.extend(where_and_what());
    columns.extend(kinds::own(kind));
    columns.extend(relations(kind));
    columns.extend(links_and_ids());
    columns.extend(standing_and_source());
    columns
}

pub(super) fn column(
    key: &'static str,
    en: &'static str,
    zh: &'static str,
    holds: Holds,
    note: &'static str,
    note_zh: &'static str,
) -> Column {
    Column {
        key: Cow::Borrowed(key),
        en: Cow::Borrowed(en),
        zh: Cow::Borrowed(zh),
        note,
        note_zh,
        needed: false,
        holds,
    }
}

/// A column of one value, whose path is its key.
pub(super) fn value(
    key: &'static str,
    en: &'static str,
    zh: &'static str,
    format: Format,
    note: &'static str,
    note_zh: &'static str,
) -> Column {
    column(key, en, zh, Holds::Value(key, format), note, note_zh)
}

pub(super) const SEVERAL: &str = "Several with ; between them.";
pub(super) const SEVERAL_ZH: &str = "多个用 ; 分隔。";
pub(super) const DATE: &str = "A date: 2021, 2021-09 or 2021-09-27. Buddhist-era years (2569) are understood.";
pub(super) const DATE_ZH: &str = "日期：2021、2021-09 或 2021-09-27；佛历年份（2569）会自动换算。";

fn other_names() -> Vec<Column> {
    let names = |key, en, zh, slot| column(key, en, zh, Holds::Names(slot), SEVERAL, SEVERAL_ZH);
    vec![
        names("aliases", "Aliases", "别名", NameSlot::Alias),
        names("acronyms", "Acronyms", "缩写", NameSlot::Acronym),
        names("former names", "Former names", "曾用名", NameSlot::Former),
    ]
}

fn where_and_what() -> Vec<Column> {
    static COUNTRY: Format = Format::Country;
    static FIELD: Format = Format::Field;
    vec![
        value(
            "countries",
            "Countries",
            "国家",
            Format::List(&COUNTRY, Level::Entries),
            "Codes of two letters (TH) or names; several with ; between them.",
            "两位国家代码（TH）或国名；多个用 ; 分隔。",
        ),
        value("place.city", "City", "城市", Format::Line, "City or town.", "城市。"),
        value(
            "place.region",
            "Region",
            "省州",
            Format::Line,
            "Province, state or autonomous region.",
            "省、州或自治区。",
        ),
        value(
            "place.point.0",
            "Latitude",
            "纬度",
            Format::Degrees(90),
            "Degrees, north is positive: 22.84",
            "度，北纬为正：22.84",
        ),
        value(
            "place.point.1",
            "Longitude",
            "经度",
            Format::Degrees(180),
            "Degrees, east is positive: 108.28",
            "度，东经为正：108.28",
        ),
        value(
            "fields",
            "Fields",
            "领域",
            Format::List(&FIELD, Level::Entries),
            "Keys or labels of the taxonomy of fields; several with ; between them.",
            "领域的键或名称；多个用 ; 分隔。",
        ),
        value("summary", "Summary", "简介", Format::Prose, "What it is, in a few sentences.", "几句话的介绍。"),
    ]
}

fn relations(kind: Kind) -> Vec<Column> {
    use model::relation::Side::{Asean, China, Other};
    let note = "Records it is related to: label <id>, label <https://ror.org/…>, or the name of a record; several with ; between them.";
    let note_zh = "相关记录：名称 <编号>、名称 <https://ror.org/…> 或已有记录的名称；多个用 ; 分隔。";
    let relation = |key, en, zh, kind, side| column(key, en, zh, Holds::Relations(kind, side), note, note_zh);
    let mut columns = vec![
        relation("parents", "Parents", "上级", RelationKind::Parent, None),
        relation("children", "Children", "下级", RelationKind::Child, None),
        relation("related", "Related", "相关", RelationKind::Related, None),
        relation("predecessors", "Predecessors", "前身", RelationKind::Predecessor, None),
        relation("successors", "Successors", "后继", RelationKind::Successor, None),
        relation("china partners", "China partners", "中方合作单位", RelationKind::Partner, Some(China)),
        relation("asean partners", "ASEAN partners", "东盟合作单位", RelationKind::Partner, Some(Asean)),
        relation("other partners", "Other partners", "其他合作单位", RelationKind::Partner, Some(Other)),
        relation("partners", "Partners", "合作单位", RelationKind::Partner, None),
        relation("owners", "Owners", "所属单位", RelationKind::Owner, None),
        relation("employers", "Employers", "用人单位", RelationKind::Employer, None),
        relation("organisers", "Organisers", "主办单位", RelationKind::Organiser, None),
        relation("hosts", "Hosts", "承办单位", RelationKind::Host, None),
        relation("parties", "Parties", "签署方", RelationKind::Party, None),
        relation("part of", "Part of", "隶属于", RelationKind::PartOf, None),
    ];
    // What a kind seldom needs comes last, but is there: every relation of a record can stand in its sheet.
    let wanted: &[&str] = match kind {
        Kind::Project => &["china partners", "asean partners", "part of"],
        Kind::Technology | Kind::Policy | Kind::Programme => &["owners"],
        Kind::Position => &["employers"],
        Kind::Event => &["organisers", "hosts", "part of"],
        Kind::Agreement => &["parties"],
        Kind::Country | Kind::Institution | Kind::Figure | Kind::Term => &[],
    };
    columns.sort_by_key(|column| !wanted.contains(&&*column.key));
    columns
}

fn links_and_ids() -> Vec<Column> {
    let note = "Addresses with https://, or label <https://…>; several with ; between them.";
    let note_zh = "以 https:// 开头的网址，或 名称 <https://…>；多个用 ; 分隔。";
    let link = |key, en, zh, usage| column(key, en, zh, Holds::Links(usage), note, note_zh);
    vec![
        link("website", "Website", "网站", LinkUse::Website),
        link("wikipedia", "Wikipedia", "维基百科", LinkUse::Wikipedia),
        link("documents", "Documents", "文件", LinkUse::Document),
        link("call link", "Call link", "征集网址", LinkUse::Call),
        link("exchange", "Exchange", "交易所网址", LinkUse::Exchange),
        link("other links", "Other links", "其他网址", LinkUse::Other),
        column(
            "ror",
            "ROR",
            "ROR 编号",
            Holds::Ids(Some("ror")),
            "https://ror.org/… or its last part.",
            "https://ror.org/… 或其末段。",
        ),
        column(
            "other ids",
            "Other ids",
            "其他编号",
            Holds::Ids(None),
            "scheme:value, such as wikidata:Q1234; several with ; between them.",
            "体系:编号，如 wikidata:Q1234；多个用 ; 分隔。",
        ),
    ]
}

fn standing_and_source() -> Vec<Column> {
    vec![
        value(
            "standing.state",
            "Standing",
            "状态",
            Format::Choice(words::STANDING),
            "Empty means active.",
            "留空表示有效。",
        ),
        value(
            "standing.successor",
            "Successor record",
            "后继记录",
            Format::Id,
            "Id of the record that came after a withdrawn one.",
            "撤销后由哪条记录接替（编号）。",
        ),
        value(
            "source.title",
            "Source",
            "来源",
            Format::Line,
            "Who said it: title of the page or document.",
            "出处：网页或文件标题。",
        ),
        value(
            "source.url",
            "Source link",
            "来源网址",
            Format::Url,
            "Where it can be read, with https://",
            "可查阅的网址，以 https:// 开头。",
        ),
        value("source.published", "Source date", "来源日期", Format::Day, DATE, DATE_ZH),
        value(
            "verified_on",
            "Verified on",
            "核实日期",
            Format::Day,
            "When somebody last checked it. Empty: today.",
            "最近核实的日期；留空为今天。",
        ),
        value("demo", "Demo", "演示数据", Format::YesNo, "yes: made up to show the product.", "是：演示用的虚构数据。"),
    ]
}
