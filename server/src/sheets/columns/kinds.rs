//! The columns that only one kind has.

use model::Kind;

use super::every::{DATE, DATE_ZH, SEVERAL, SEVERAL_ZH, value};
use super::format::{Format, Part};
use super::notation::Level;
use super::{Column, bodies, words};

static LINE: Format = Format::Line;
pub(super) static LANGUAGE: Format = Format::Language;
static COUNTRY: Format = Format::Country;
static MONTHS: Format = Format::Whole(u16::MAX as u64);
static MONTH: Format = Format::Whole(12);
static AMOUNT: Format = Format::Amount;
static TERMS: Format = Format::Choice(words::TERMS);
static SESSION: Format = Format::Parts(&[
    Part { key: "title", format: Format::Line },
    Part { key: "begins", format: Format::Moment },
    Part { key: "ends", format: Format::Moment },
    Part { key: "room", format: Format::Line },
]);
static TRACK: Format = Format::Parts(&[
    Part { key: "title", format: Format::Line },
    Part { key: "eligibility", format: Format::List(&LINE, Level::Inner) },
    Part { key: "amounts", format: Format::List(&AMOUNT, Level::Inner) },
]);
const COUNT: Format = Format::Whole(u32::MAX as u64);
const SMALL_COUNT: Format = Format::Whole(u16::MAX as u64);

pub fn own(kind: Kind) -> Vec<Column> {
    match kind {
        Kind::Country => bodies::country(),
        Kind::Institution => bodies::institution(),
        Kind::Project => project(),
        Kind::Technology => technology(),
        Kind::Agreement => agreement(),
        Kind::Event => event(),
        Kind::Programme => programme(),
        Kind::Position => position(),
        Kind::Policy => policy(),
        Kind::Figure => figure(),
        Kind::Term => term(),
    }
}

pub(super) fn needed(column: Column) -> Column {
    Column { needed: true, ..column }
}

pub(super) fn several(key: &'static str, en: &'static str, zh: &'static str, entry: &'static Format) -> Column {
    value(key, en, zh, Format::List(entry, Level::Entries), SEVERAL, SEVERAL_ZH)
}

pub(super) fn date(key: &'static str, en: &'static str, zh: &'static str) -> Column {
    value(key, en, zh, Format::Day, DATE, DATE_ZH)
}

pub(super) fn plain(key: &'static str, en: &'static str, zh: &'static str, format: Format) -> Column {
    value(key, en, zh, format, "", "")
}

fn project() -> Vec<Column> {
    vec![
        needed(plain("form", "Form", "项目形式", Format::Choice(words::PROJECT_FORM))),
        plain("status", "Status", "项目状态", Format::Choice(words::PROJECT_STATUS)),
        value("direction", "Direction", "方向", Format::Choice(words::DIRECTION), "Seen from China.", "从中国角度。"),
        date("begins", "Begins", "开始日期"),
        date("ends", "Ends", "结束日期"),
        value("enterprises", "Enterprises", "服务企业数", COUNT, "How many enterprises it served.", "服务的企业数量。"),
    ]
}

fn technology() -> Vec<Column> {
    vec![
        needed(plain("side", "Side", "供需", Format::Choice(words::SIDE_OF_TRADE))),
        value("trl", "TRL", "成熟度", Format::Maturity, "1 to 9, or a range: 4-6", "1 至 9，或范围：4-6"),
        plain("ip", "IP status", "知识产权状态", Format::Choice(words::IP_STATUS)),
        several("terms", "Terms", "合作方式", &TERMS),
        several("targets", "Target countries", "目标国家", &COUNTRY),
        value(
            "collection",
            "Collection",
            "入选名录",
            Format::Line,
            "The dated collection it was chosen into.",
            "入选的名录及年份。",
        ),
        value(
            "benefit",
            "Benefit",
            "优势",
            Format::Prose,
            "What is better, by how much, at what cost.",
            "好在哪里、好多少、代价多少。",
        ),
        date("closes", "Closes", "截止日期"),
    ]
}

fn agreement() -> Vec<Column> {
    vec![
        plain("status", "Status", "协议状态", Format::Choice(words::AGREEMENT_STATUS)),
        date("signed", "Signed", "签署日期"),
        date("ends", "Ends", "终止日期"),
    ]
}

fn event() -> Vec<Column> {
    vec![
        needed(plain("form", "Form", "活动形式", Format::Choice(words::EVENT_FORM))),
        value(
            "series",
            "Series",
            "系列",
            Format::YesNo,
            "yes: a series, of which others are editions.",
            "是：这是系列活动，各届为其下记录。",
        ),
        value("edition", "Edition", "届次", SMALL_COUNT, "Which edition of its series, from 1.", "第几届。"),
        date("begins", "Begins", "开始日期"),
        date("ends", "Ends", "结束日期"),
        value("zone", "Time zone", "时区", Format::Zone, "Such as Asia/Shanghai.", "如 Asia/Shanghai。"),
        value(
            "sessions",
            "Sessions",
            "日程",
            Format::List(&SESSION, Level::Entries),
            "title | 2026-09-17T09:00+08:00 | end | room; several with ; between them.",
            "标题 | 开始 | 结束 | 会场；多个用 ; 分隔。",
        ),
        value("enterprises", "Enterprises", "参加企业数", COUNT, "How many enterprises took part.", "参加的企业数量。"),
        value("projects", "Projects", "项目数", COUNT, "How many projects were shown.", "展示的项目数量。"),
    ]
}

fn programme() -> Vec<Column> {
    vec![
        date("opens", "Opens", "开放日期"),
        date("closes", "Closes", "截止日期"),
        several("review_months", "Review months", "评审月份", &MONTH),
        several("duration_months", "Duration in months", "期限（月）", &MONTHS),
        several("eligibility", "Eligibility", "申请条件", &LINE),
        value(
            "amounts",
            "Amounts",
            "金额",
            Format::List(&AMOUNT, Level::Entries),
            "12500 CNY per month; several with ; between them.",
            "12500 CNY per month；多个用 ; 分隔。",
        ),
        value(
            "tracks",
            "Tracks",
            "类别",
            Format::List(&TRACK, Level::Entries),
            "title | rule / rule | amount / amount; several with ; between them.",
            "名称 | 条件 / 条件 | 金额 / 金额；多个用 ; 分隔。",
        ),
        plain("how_to_apply", "How to apply", "申请方式", Format::Prose),
    ]
}

fn position() -> Vec<Column> {
    vec![
        value("places", "Places", "人数", COUNT, "How many are wanted.", "招聘人数。"),
        value(
            "degree",
            "Degree",
            "学历",
            Format::Choice(words::DEGREE),
            "The least degree that is asked for.",
            "最低学历要求。",
        ),
        several("languages", "Languages", "语言", &LANGUAGE),
        several("duration_months", "Duration in months", "期限（月）", &MONTHS),
        date("closes", "Closes", "截止日期"),
    ]
}

fn policy() -> Vec<Column> {
    vec![
        several("audience", "Audience", "适用对象", &LINE),
        plain("benefit", "Benefit", "优惠内容", Format::Prose),
        several("conditions", "Conditions", "条件", &LINE),
        date("begins", "Begins", "生效日期"),
        date("ends", "Ends", "失效日期"),
        plain("decision_working_days", "Decision working days", "办理工作日", SMALL_COUNT),
    ]
}

fn figure() -> Vec<Column> {
    vec![
        needed(value(
            "measure",
            "Measure",
            "指标",
            Format::Key,
            "Key of what is measured: network_members",
            "指标的键：network_members",
        )),
        needed(plain("value", "Value", "数值", Format::Decimal)),
        plain("qualifier", "Qualifier", "限定", Format::Choice(words::QUALIFIER)),
        needed(plain("unit", "Unit", "单位", Format::Line)),
        needed(value("as_of", "As of", "截至日期", Format::Day, DATE, DATE_ZH)),
        needed(plain("definition", "Definition", "定义", Format::Prose)),
        value(
            "counted",
            "Counted",
            "对应计数",
            Format::Choice(words::COUNTED),
            "What the phone can count beside it.",
            "手机可对照统计的内容。",
        ),
    ]
}

fn term() -> Vec<Column> {
    vec![
        needed(plain("taxonomy", "Taxonomy", "分类体系", Format::Choice(words::TAXONOMY))),
        needed(value("key", "Key", "键", Format::Key, "Small letters, digits and _.", "小写字母、数字和 _。")),
        plain("broader", "Broader", "上位键", Format::Key),
    ]
}
