//! How each language builds a name: `{n}` is the proper name, `{f}` the field, `{a}` and `{b}` two countries.

use model::record::InstitutionKind;

/// The kinds of institution that the demo set has, and how many of 100 members that do not employ are of it.
pub const KINDS: [(InstitutionKind, usize); 8] = [
    (InstitutionKind::University, 30),
    (InstitutionKind::Institute, 24),
    (InstitutionKind::Hospital, 8),
    (InstitutionKind::Laboratory, 12),
    (InstitutionKind::Park, 8),
    (InstitutionKind::Incubator, 10),
    (InstitutionKind::TransferAgency, 8),
    (InstitutionKind::Company, 0),
];

/// The pattern of a language for the kind at that place of [`KINDS`].
pub fn institution(lang: &str, kind: usize) -> &'static str {
    let patterns = INSTITUTIONS.iter().find(|(language, _)| *language == lang).unwrap_or(&INSTITUTIONS[0]);
    patterns.1[kind]
}

/// The pattern of a language for a project of two countries.
pub fn project(lang: &str) -> &'static str {
    PROJECTS.iter().find(|(language, _)| *language == lang).unwrap_or(&PROJECTS[0]).1
}

pub fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(pattern.to_owned(), |text, (key, value)| text.replace(key, value))
}

const INSTITUTIONS: [(&str, [&str; 8]); 11] = [
    (
        "en",
        [
            "{n} University of {f}",
            "{n} Institute for {f}",
            "{n} Hospital",
            "{n} Laboratory for {f}",
            "{n} Science Park",
            "{n} Incubator",
            "{n} Technology Transfer Centre",
            "{n} {f} Co., Ltd.",
        ],
    ),
    (
        "zh-Hans",
        [
            "{n}{f}大学",
            "{n}{f}研究院",
            "{n}医院",
            "{n}{f}实验室",
            "{n}科技园",
            "{n}孵化器",
            "{n}技术转移中心",
            "{n}{f}有限公司",
        ],
    ),
    (
        "vi",
        [
            "Trường Đại học {f} {n}",
            "Viện {f} {n}",
            "Bệnh viện {n}",
            "Phòng thí nghiệm {f} {n}",
            "Khu công nghệ cao {n}",
            "Vườn ươm doanh nghiệp {n}",
            "Trung tâm Chuyển giao Công nghệ {n}",
            "Công ty TNHH {f} {n}",
        ],
    ),
    (
        "th",
        [
            "มหาวิทยาลัย{f}{n}",
            "สถาบัน{f}{n}",
            "โรงพยาบาล{n}",
            "ห้องปฏิบัติการ{f}{n}",
            "อุทยานวิทยาศาสตร์{n}",
            "ศูนย์บ่มเพาะธุรกิจ{n}",
            "ศูนย์ถ่ายทอดเทคโนโลยี{n}",
            "บริษัท {n} {f} จำกัด",
        ],
    ),
    (
        "id",
        [
            "Universitas {f} {n}",
            "Institut {f} {n}",
            "Rumah Sakit {n}",
            "Laboratorium {f} {n}",
            "Taman Sains {n}",
            "Inkubator Bisnis {n}",
            "Pusat Alih Teknologi {n}",
            "PT {n} {f}",
        ],
    ),
    (
        "ms",
        [
            "Universiti {f} {n}",
            "Institut {f} {n}",
            "Hospital {n}",
            "Makmal {f} {n}",
            "Taman Sains {n}",
            "Inkubator {n}",
            "Pusat Pemindahan Teknologi {n}",
            "{n} {f} Sdn Bhd",
        ],
    ),
    (
        "fil",
        [
            "Unibersidad ng {f} ng {n}",
            "Surian ng {f} ng {n}",
            "Ospital ng {n}",
            "Laboratoryo ng {f} ng {n}",
            "Parke ng Agham ng {n}",
            "Inkubator ng {n}",
            "Sentro ng Paglilipat ng Teknolohiya ng {n}",
            "{n} {f} Inc.",
        ],
    ),
    (
        "lo",
        [
            "ມະຫາວິທະຍາໄລ{f} {n}",
            "ສະຖາບັນ{f} {n}",
            "ໂຮງໝໍ{n}",
            "ຫ້ອງທົດລອງ{f} {n}",
            "ສວນວິທະຍາສາດ {n}",
            "ສູນບົ່ມເພາະທຸລະກິດ {n}",
            "ສູນຖ່າຍທອດເຕັກໂນໂລຊີ {n}",
            "ບໍລິສັດ {n} {f} ຈຳກັດ",
        ],
    ),
    (
        "km",
        [
            "សាកលវិទ្យាល័យ{f}{n}",
            "វិទ្យាស្ថាន{f}{n}",
            "មន្ទីរពេទ្យ{n}",
            "មន្ទីរពិសោធន៍{f}{n}",
            "ឧទ្យានវិទ្យាសាស្ត្រ{n}",
            "មជ្ឈមណ្ឌលបណ្តុះធុរកិច្ច{n}",
            "មជ្ឈមណ្ឌលផ្ទេរបច្ចេកវិទ្យា{n}",
            "ក្រុមហ៊ុន {n} {f}",
        ],
    ),
    (
        "my",
        [
            "{n} {f} တက္ကသိုလ်",
            "{n} {f} သုတေသနဌာန",
            "{n} ဆေးရုံ",
            "{n} {f} ဓာတ်ခွဲခန်း",
            "{n} သိပ္ပံပန်းခြံ",
            "{n} လုပ်ငန်းပျိုးထောင်ရေးဌာန",
            "{n} နည်းပညာလွှဲပြောင်းရေးဌာန",
            "{n} {f} ကုမ္ပဏီလီမိတက်",
        ],
    ),
    (
        "pt",
        [
            "Universidade de {f} {n}",
            "Instituto de {f} {n}",
            "Hospital {n}",
            "Laboratório de {f} {n}",
            "Parque Científico {n}",
            "Incubadora {n}",
            "Centro de Transferência de Tecnologia {n}",
            "{n} {f}, Lda",
        ],
    ),
];

const PROJECTS: [(&str, &str); 11] = [
    ("en", "{a}–{b} project: {f}"),
    ("zh-Hans", "{a}—{b}{f}项目"),
    ("vi", "Dự án {f} {a} – {b}"),
    ("th", "โครงการ{f} {a}–{b}"),
    ("id", "Proyek {f} {a}–{b}"),
    ("ms", "Projek {f} {a}–{b}"),
    ("fil", "Proyekto sa {f} ng {a} at {b}"),
    ("lo", "ໂຄງການ{f} {a}–{b}"),
    ("km", "គម្រោង{f} {a}–{b}"),
    ("my", "{a}–{b} {f} စီမံကိန်း"),
    ("pt", "Projeto de {f} {a}–{b}"),
];

/// China in the languages of the projects.
pub fn china(lang: &str) -> &'static str {
    match lang {
        "zh-Hans" => "中国",
        "vi" => "Trung Quốc",
        "th" => "จีน",
        "id" => "Tiongkok",
        "fil" => "Tsina",
        "lo" => "ຈີນ",
        "km" => "ចិន",
        "my" => "တရုတ်",
        _ => "China",
    }
}
