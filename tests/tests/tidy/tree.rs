//! The project's own files as text: what the rules read.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::rust::{self, Scan};

/// The folders that hold what we wrote.
const FOLDERS: [&str; 8] = ["model", "catalogue", "server", "app", "scan", "tests", "xtask", "public"];
const ROOT_FILES: [&str; 4] = ["Cargo.toml", "README.md", "LICENSE-MIT", "LICENSE-APACHE"];
const ENDINGS: [&str; 9] = ["rs", "toml", "md", "js", "html", "css", "svg", "json", "webmanifest"];

/// All files, in the order of their paths.
pub struct Tree {
    pub files: Vec<File>,
}

/// One file; the path is from the root, with `/`.
pub struct File {
    pub path: String,
    pub text: String,
    /// For Rust only; empty for other files.
    pub scan: Scan,
}

impl Tree {
    /// The project this test was compiled from, read once for all rules.
    pub fn of_the_project() -> &'static Tree {
        static TREE: LazyLock<Tree> = LazyLock::new(Tree::read);
        &TREE
    }

    fn read() -> Tree {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ stands in the root").to_owned();
        let mut paths: Vec<PathBuf> =
            ROOT_FILES.iter().map(|name| root.join(name)).filter(|path| path.is_file()).collect();
        for folder in FOLDERS {
            walk(&root.join(folder), &mut paths);
        }
        paths.sort();
        let files = paths.iter().map(|path| {
            let relative = path.strip_prefix(&root).expect("walk stays below the root").to_string_lossy().into_owned();
            let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{relative}: {error}"));
            File::new(&relative, &text)
        });
        Tree { files: files.collect() }
    }

    /// A tree for a test of a rule.
    pub fn sample(files: &[(&str, &str)]) -> Tree {
        Tree { files: files.iter().map(|(path, text)| File::new(path, text)).collect() }
    }

    pub fn rust(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| file.path.ends_with(".rs"))
    }

    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }
}

impl File {
    fn new(path: &str, text: &str) -> File {
        let scan = if path.ends_with(".rs") { rust::scan(text) } else { Scan::default() };
        File { path: path.to_owned(), text: text.to_owned(), scan }
    }

    /// `server` of `server/src/http/shell.rs`.
    pub fn package(&self) -> &str {
        self.path.split('/').next().unwrap_or_default()
    }

    /// The names from `src/` down: `["http", "shell"]`; `None` outside `src/`.
    pub fn module_path(&self) -> Option<Vec<&str>> {
        let below = self.path.split_once("/src/")?.1.strip_suffix(".rs")?;
        let mut names: Vec<&str> = below.split('/').collect();
        if names.last() == Some(&"mod") {
            names.pop();
        }
        Some(names)
    }

    /// Files that hold nothing but tests.
    pub fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        self.path.starts_with("tests/")
            || self.path.contains("/tests/")
            || name == "tests.rs"
            || name.ends_with("_tests.rs")
    }

    /// The code that ships: without comments, strings and the part for tests.
    pub fn shipped(&self) -> &str {
        if self.is_test() { "" } else { &self.scan.code[..self.scan.tests_from] }
    }

    /// The code that runs in tests only.
    pub fn tested(&self) -> &str {
        if self.is_test() { &self.scan.code } else { &self.scan.code[self.scan.tests_from..] }
    }

    /// `path:line` of a byte of [`shipped`](Self::shipped).
    pub fn place(&self, at: usize) -> String {
        format!("{}:{}", self.path, self.text[..at].matches('\n').count() + 1)
    }
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("target") {
            walk(&path, paths);
        } else if path.extension().and_then(|end| end.to_str()).is_some_and(|end| ENDINGS.contains(&end)) {
            paths.push(path);
        }
    }
}

#[test]
fn a_file_knows_its_module_and_what_of_it_is_for_tests() {
    let text = "//! x\nfn a() {}\n#[cfg(test)]\nmod tests { fn b() {} }\n";
    let tree =
        Tree::sample(&[("server/src/http/shell.rs", text), ("server/src/api/mod.rs", ""), ("tests/tests/a.rs", text)]);
    assert_eq!(tree.files[0].module_path(), Some(vec!["http", "shell"]));
    assert!(tree.files[0].shipped().contains("fn a") && !tree.files[0].shipped().contains("fn b"));
    assert!(tree.files[0].tested().contains("fn b"));
    assert_eq!(tree.files[1].module_path(), Some(vec!["api"]));
    assert!(tree.files[2].shipped().is_empty() && tree.files[2].tested().contains("fn a"));
}
