//! The words of every closed list, in both languages of the sheets. English is the word of the record's JSON, with
//! spaces; a test holds each list against the model.

use model::relation::Side;

/// One allowed value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// As in the record's JSON: `joint_laboratory`.
    pub value: &'static str,
    pub zh: &'static str,
}

impl Choice {
    /// As a sheet has it: `joint laboratory`.
    pub fn en(&self) -> String {
        self.value.replace('_', " ")
    }
}

/// The choice that a cell means, in either language.
pub fn find(choices: &'static [Choice], text: &str) -> Option<&'static Choice> {
    let wanted = text.trim().to_lowercase().replace([' ', '-'], "_");
    choices.iter().find(|choice| choice.value == wanted || choice.zh == text.trim())
}

macro_rules! choices {
    ($($name:ident: $($value:ident $zh:literal),+;)+) => {$(
        pub static $name: &[Choice] = &[$(Choice { value: stringify!($value), zh: $zh }),+];
    )+};
}

choices! {
    STANDING: active "有效", inactive "停用", withdrawn "撤销";
    INSTITUTION_KIND: university "大学", institute "研究所", company "企业", incubator "孵化器", government "政府部门",
        transfer_agency "技术转移机构", park "园区", laboratory "实验室", investor "投资机构", hospital "医院",
        library "图书馆", archive "档案馆", facility "设施", funder "资助机构", nonprofit "非营利组织", other "其他";
    NETWORK: transfer_network "技术转移协作网络", transfer_alliance "技术转移联盟";
    LINK_USE: website "网站", wikipedia "维基百科", document "文件", call "征集通知", exchange "交易所", other "其他";
    PROJECT_FORM: joint_laboratory "联合实验室", park "园区", centre "中心", transfer "技术转移", joint_research "联合研究",
        demonstration "示范", platform "平台", other "其他";
    PROJECT_STATUS: planned "计划中", running "进行中", ended "已结束";
    DIRECTION: outbound "输出", inbound "引进", both "双向";
    SIDE_OF_TRADE: offer "供给", need "需求";
    IP_STATUS: patent_granted "已授权专利", patent_filed "申请中专利", know_how "技术秘密", copyright "著作权",
        plant_variety "植物新品种", open_source "开源", none "无";
    TERMS: licence "许可", sale "出售", assignment "转让", joint_development "联合开发", service "服务", investment "投资",
        training "培训";
    AGREEMENT_STATUS: signed "已签署", in_force "生效", ended "已终止";
    EVENT_FORM: forum "论坛", camp "训练营", competition "大赛", matchmaking "对接会", exhibition "展览", fair "招聘会",
        conference "会议", training "培训", other "其他";
    DEGREE: none "不限", vocational "职业教育", bachelor "学士", master "硕士", doctor "博士";
    QUALIFIER: exactly "正好", about "约", nearly "近", at_least "至少", more_than "超过";
    COUNTED: network_members "网络成员", alliance_members "联盟成员", mechanisms "双边机制", working_groups "联合工作组",
        projects "项目", enterprises "企业数", agreements "协议", events "活动", events_in_asean "东盟国家活动",
        technologies "技术", positions "岗位", employers "用人单位", joint_laboratories "联合实验室数", parks "园区数",
        countries "国家";
    TAXONOMY: field "领域", institution_kind "机构类型", measure "指标";
    BLOC: asean "东盟", china "中国", belt_and_road "一带一路";
    PER: once "一次", month "月", year "年";
    YES: yes "是", no "否";
    SIDE: china "中方", asean "东盟方", other "其他方";
}

pub fn of_side(side: Side) -> &'static str {
    match side {
        Side::China => "china",
        Side::Asean => "asean",
        Side::Other => "other",
    }
}

pub fn side(text: &str) -> Option<Side> {
    find(SIDE, text).map(|choice| match choice.value {
        "china" => Side::China,
        "asean" => Side::Asean,
        _ => Side::Other,
    })
}
