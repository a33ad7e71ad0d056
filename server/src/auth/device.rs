//! By what a person knows a session again: browser and system, in their own names, and no more of what a browser says.

/// A mark in what a browser says of itself, and the name. The first that is found counts: most say the names of others.
const BROWSERS: [(&str, &str); 9] = [
    ("MicroMessenger/", "WeChat"),
    ("Line/", "LINE"),
    ("FBAN/", "Facebook"),
    ("Edg", "Edge"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
];

/// Such as `Chrome, Android`; empty where nothing is known.
pub fn named(agent: &str) -> String {
    let find =
        |table: &[(&str, &'static str)]| table.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let parts: Vec<&str> = find(&BROWSERS).into_iter().chain(find(&SYSTEMS)).collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_by_what_it_is_and_not_by_what_it_also_says() {
        let chrome = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36";
        let safari =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1 Version/17.5 Safari/604.1";
        assert_eq!(named(chrome), "Chrome, Android");
        assert_eq!(named(safari), "Safari, iPhone");
        assert_eq!(named(&format!("{chrome} MicroMessenger/8.0")), "WeChat, Android");
        assert_eq!(named("<script>alert(1)</script>"), "");
    }
}
