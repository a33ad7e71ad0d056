//! Countries of the demo set: their languages, cities, how often they come up, and what their own script calls things.

/// A country with the words that its names are built from.
pub struct Land {
    pub code: &'static str,
    pub english: &'static str,
    pub chinese: &'static str,
    /// Name of the country in its own language.
    pub own: &'static str,
    /// Language of its own names.
    pub lang: &'static str,
    /// Of 100 ASEAN institutions, how many are here.
    pub weight: usize,
    /// City, latitude, longitude.
    pub cities: &'static [(&'static str, f64, f64)],
}

pub const CHINA: Land = Land {
    code: "CN",
    english: "China",
    chinese: "中国",
    own: "中国",
    lang: "zh-Hans",
    weight: 0,
    cities: &[
        ("Nanning", 22.81667, 108.31667),
        ("Guilin", 25.28022, 110.29639),
        ("Liuzhou", 24.32405, 109.40698),
        ("Beihai", 21.48349, 109.11549),
        ("Qinzhou", 21.98247, 108.65061),
        ("Yulin", 22.63333, 110.15),
        ("Guangzhou", 23.11667, 113.25),
        ("Shenzhen", 22.54554, 114.0683),
        ("Kunming", 25.03889, 102.71833),
        ("Haikou", 20.03421, 110.34651),
        ("Chengdu", 30.66667, 104.06667),
        ("Wuhan", 30.58333, 114.26667),
        ("Shanghai", 31.22222, 121.45806),
        ("Beijing", 39.9075, 116.39723),
    ],
};

/// Cities of China up to here are in Guangxi, which holds half of the network's Chinese members.
pub const GUANGXI_CITIES: usize = 6;

pub const ASEAN: [Land; 11] = [
    Land {
        code: "VN",
        english: "Viet Nam",
        chinese: "越南",
        own: "Việt Nam",
        lang: "vi",
        weight: 18,
        cities: &[
            ("Hanoi", 21.0245, 105.84117),
            ("Da Nang", 16.06778, 108.22083),
            ("Can Tho", 10.03711, 105.78825),
            ("Ho Chi Minh City", 10.82302, 106.62965),
        ],
    },
    Land {
        code: "TH",
        english: "Thailand",
        chinese: "泰国",
        own: "ไทย",
        lang: "th",
        weight: 18,
        cities: &[
            ("Bangkok", 13.75398, 100.50144),
            ("Chiang Mai", 18.79038, 98.98468),
            ("Khon Kaen", 16.44671, 102.833),
            ("Songkhla", 7.19882, 100.5951),
        ],
    },
    Land {
        code: "ID",
        english: "Indonesia",
        chinese: "印度尼西亚",
        own: "Indonesia",
        lang: "id",
        weight: 16,
        cities: &[
            ("Jakarta", -6.21462, 106.84513),
            ("Bandung", -6.92222, 107.60694),
            ("Surabaya", -7.24917, 112.75083),
            ("Makassar", -5.14861, 119.43194),
        ],
    },
    Land {
        code: "MY",
        english: "Malaysia",
        chinese: "马来西亚",
        own: "Malaysia",
        lang: "ms",
        weight: 13,
        cities: &[
            ("Kuala Lumpur", 3.1412, 101.68653),
            ("George Town", 5.41123, 100.33543),
            ("Kuching", 1.55, 110.33333),
        ],
    },
    Land {
        code: "PH",
        english: "Philippines",
        chinese: "菲律宾",
        own: "Pilipinas",
        lang: "fil",
        weight: 10,
        cities: &[
            ("Manila", 14.6042, 120.9822),
            ("Quezon City", 14.6488, 121.0509),
            ("Davao City", 7.07306, 125.61278),
        ],
    },
    Land {
        code: "LA",
        english: "Laos",
        chinese: "老挝",
        own: "ລາວ",
        lang: "lo",
        weight: 7,
        cities: &[
            ("Vientiane", 17.96667, 102.6),
            ("Luang Prabang", 19.88601, 102.13503),
            ("Pakse", 15.12022, 105.79898),
        ],
    },
    Land {
        code: "KH",
        english: "Cambodia",
        chinese: "柬埔寨",
        own: "កម្ពុជា",
        lang: "km",
        weight: 7,
        cities: &[
            ("Phnom Penh", 11.56245, 104.91601),
            ("Siem Reap", 13.36179, 103.86056),
            ("Battambang", 13.10271, 103.19822),
        ],
    },
    Land {
        code: "MM",
        english: "Myanmar",
        chinese: "缅甸",
        own: "မြန်မာ",
        lang: "my",
        weight: 5,
        cities: &[("Yangon", 16.80528, 96.15611), ("Mandalay", 21.97473, 96.08359)],
    },
    Land {
        code: "SG",
        english: "Singapore",
        chinese: "新加坡",
        own: "Singapore",
        lang: "en",
        weight: 4,
        cities: &[("Singapore", 1.28967, 103.85007)],
    },
    Land {
        code: "BN",
        english: "Brunei",
        chinese: "文莱",
        own: "Brunei",
        lang: "ms",
        weight: 1,
        cities: &[("Bandar Seri Begawan", 4.89035, 114.94006)],
    },
    Land {
        code: "TL",
        english: "Timor-Leste",
        chinese: "东帝汶",
        own: "Timor-Leste",
        lang: "pt",
        weight: 1,
        cities: &[("Dili", -8.55861, 125.57361)],
    },
];
