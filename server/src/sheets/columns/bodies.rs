//! The columns of countries and institutions: whom to turn to, how they work together, what they belong to.

use super::every::value;
use super::format::{Format, Part};
use super::kinds::{LANGUAGE, date, needed, plain, several};
use super::notation::Level;
use super::{Column, words};

static INSTITUTION_KIND: Format = Format::Choice(words::INSTITUTION_KIND);
static BLOC: Format = Format::Choice(words::BLOC);
static MEMBERSHIP: Format = Format::Parts(&[
    Part { key: "of", format: Format::Choice(words::NETWORK) },
    Part { key: "since", format: Format::Day },
    Part { key: "until", format: Format::Day },
]);
static DOCUMENT: Format = Format::Parts(&[
    Part { key: "use", format: Format::Choice(words::LINK_USE) },
    Part { key: "url", format: Format::Url },
    Part { key: "label", format: Format::Line },
]);

pub fn country() -> Vec<Column> {
    let documents = |key, en, zh| {
        value(
            key,
            en,
            zh,
            Format::List(&DOCUMENT, Level::Entries),
            "use | address | label; several with ; between them.",
            "用途 | 网址 | 名称；多个用 ; 分隔。",
        )
    };
    vec![
        needed(value("code", "Code", "国家代码", Format::Country, "Two letters, such as TH.", "两位代码，如 TH。")),
        several("blocs", "Blocs", "国家集团", &BLOC),
        plain("mechanism.title", "Mechanism", "双边机制", Format::Line),
        date("mechanism.since", "Mechanism since", "机制建立日期"),
        date("mechanism.last_meeting", "Mechanism last meeting", "机制上次会议"),
        date("mechanism.next_meeting", "Mechanism next meeting", "机制下次会议"),
        documents("mechanism.documents", "Mechanism documents", "机制文件"),
        plain("mechanism.follow_up", "Mechanism follow-up", "机制后续事项", Format::Prose),
        plain("working_group.title", "Working group", "联合工作组", Format::Line),
        date("working_group.since", "Working group since", "工作组建立日期"),
        date("working_group.last_meeting", "Working group last meeting", "工作组上次会议"),
        date("working_group.next_meeting", "Working group next meeting", "工作组下次会议"),
        documents("working_group.documents", "Working group documents", "工作组文件"),
        plain("working_group.follow_up", "Working group follow-up", "工作组后续事项", Format::Prose),
    ]
    .into_iter()
    .chain(contact())
    .collect()
}

pub fn institution() -> Vec<Column> {
    vec![
        several("kinds", "Kinds", "机构类型", &INSTITUTION_KIND),
        date("established", "Established", "成立年份"),
        several("languages", "Languages", "语言", &LANGUAGE),
        value(
            "memberships",
            "Memberships",
            "成员身份",
            Format::List(&MEMBERSHIP, Level::Entries),
            "network | since | until, such as: transfer network | 2015",
            "网络 | 起始 | 结束，例如：技术转移协作网络 | 2015",
        ),
    ]
    .into_iter()
    .chain(contact())
    .collect()
}

fn contact() -> Vec<Column> {
    vec![
        value(
            "contact.name",
            "Contact office",
            "联系机构",
            Format::Line,
            "An office, never a person.",
            "机构或部门，不写个人。",
        ),
        value(
            "contact.email",
            "Contact e-mail",
            "联系邮箱",
            Format::Line,
            "The address of the role, never a person's.",
            "公务邮箱，不写个人邮箱。",
        ),
        plain("contact.website", "Contact website", "联系网址", Format::Url),
        value(
            "contact.holder",
            "Office holder",
            "负责人",
            Format::Line,
            "Only if the cited public source names them.",
            "仅当所引公开来源写明时填写。",
        ),
    ]
}
