//! What stamping promises.

use super::*;

fn source(name: &str, text: &str) -> Source {
    Source { name: name.into(), bytes: text.into(), generated: false }
}

fn text_at(shell: &StampedShell, start: &str) -> (String, String) {
    let file = shell.files.iter().find(|file| file.path.starts_with(start)).expect(start);
    (file.path.clone(), String::from_utf8(file.bytes.clone()).unwrap())
}

fn sample(icon: &str) -> Vec<Source> {
    vec![
        source("index.html", "<link href={{app.css}}><script src=\"{{boot.js}}\">{{build}}"),
        source("boot.js", "const languages = {{languages}}; import('{{app.js}}'); `${{a: 1}}`"),
        source(
            "sw.js",
            "const build = '{{build}}', keep = /*{{precache}}*/[], texts = /*{{languages}}*/{}, later = /*{{later}}*/[];",
        ),
        source("app.css", "a{background:url({{icon.svg}})}"),
        source("icons/icon.svg", icon),
        source("lang/en.json", "{\"a\":\"{{not}}\"}"),
        Source { generated: true, ..source("app.js", "`{{left.alone}}`") },
        Source { generated: true, ..source("scan.js", "") },
        Source { generated: true, ..source("scan_bg.wasm", "") },
    ]
}

#[test]
fn a_placeholder_becomes_the_hashed_url_of_its_file() {
    let shell = stamp(&sample("<svg/>")).unwrap();
    let (icon, _) = text_at(&shell, "/a/icons-icon.");
    let (css, css_text) = text_at(&shell, "/a/app.");
    assert_eq!(css_text, format!("a{{background:url({icon})}}"));
    let hash = blake3::hash(css_text.as_bytes()).to_hex();
    assert_eq!(css, format!("/a/app.{}.css", &hash[..16]));
    let (boot, boot_text) = text_at(&shell, "/a/boot.");
    let (_, page) =
        shell.files.iter().find(|file| file.path == "/").map(|file| (0, String::from_utf8_lossy(&file.bytes))).unwrap();
    assert_eq!(page, format!("<link href={css}><script src=\"{boot}\">{}", shell.build));
    assert!(boot_text.ends_with("`${{a: 1}}`"), "braces of the language are not placeholders");
}

#[test]
fn the_service_worker_gets_the_list_without_texts_and_without_itself() {
    let shell = stamp(&sample("<svg/>")).unwrap();
    let (_, worker) = text_at(&shell, "/sw.js");
    let (english, english_text) = text_at(&shell, "/a/lang-en.");
    assert_eq!(english_text, "{\"a\":\"{{not}}\"}");
    assert!(worker.contains(&format!("texts = {{\"en\":\"{english}\"}}")));
    let list = worker.split("keep = ").nth(1).unwrap().split(", texts").next().unwrap();
    let list: Vec<String> = serde_json::from_str(list).unwrap();
    assert_eq!(list.len(), 5, "{list:?}");
    assert_eq!(list[0], "/");
    assert!(list.iter().all(|path| !path.contains("sw") && !path.contains("scan") && *path != english));
    let later: Vec<String> =
        serde_json::from_str(worker.split("later = ").nth(1).unwrap().trim_end_matches(';')).unwrap();
    assert!(later[0].starts_with("/a/scan.") && later[1].starts_with("/a/scan_bg.") && later.len() == 2, "{later:?}");
}

#[test]
fn a_changed_file_changes_every_url_that_leads_to_it() {
    let (before, after) = (stamp(&sample("<svg/>")).unwrap(), stamp(&sample("<svg><g/></svg>")).unwrap());
    assert_ne!(text_at(&before, "/a/app.").0, text_at(&after, "/a/app.").0);
    assert_ne!(before.build, after.build);
    assert_eq!(text_at(&before, "/a/boot.").0, text_at(&after, "/a/boot.").0);
}

#[test]
fn a_placeholder_that_names_no_file_says_where_it_stands() {
    let error = stamp(&[source("index.html", "a\nb {{gone.css}}")]).err().unwrap();
    assert_eq!(format!("{error:#}"), "public/index.html, line 2: there is no file gone.css in public/");
}

#[test]
fn files_that_name_each_other_are_refused() {
    let error = stamp(&[source("a.js", "{{b.js}}"), source("b.js", "{{a.js}}")]).err().unwrap();
    assert!(format!("{error:#}").contains("a.js → b.js → a.js"), "{error:#}");
}

#[test]
fn a_file_of_unknown_kind_is_refused() {
    assert!(stamp(&[source("movie.mp4", "")]).is_err());
}
