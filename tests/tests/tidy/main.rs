//! Tidy: the rules of the house that a compiler does not know, read from the source tree.
//!
//! Each rule is a function from files to problems, so that each has two tests: the tree is clean, and a bad sample is
//! caught. A rule that nothing can break is no rule.

mod languages;
mod layers;
mod rust;
mod texts;
mod tools;
mod tree;
mod writing;

use tree::Tree;

/// Fails with every problem at once, each with its place.
fn assert_clean(problems: Vec<String>) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn every_crate_depends_only_on_those_below_it() {
    assert_clean(layers::crates(Tree::of_the_project()));
}

#[test]
fn every_module_uses_only_those_it_may() {
    assert_clean(layers::modules(Tree::of_the_project()));
}

#[test]
fn every_tool_is_used_only_where_it_belongs() {
    assert_clean(tools::tools(Tree::of_the_project()));
}

#[test]
fn every_file_says_what_it_owns() {
    assert_clean(writing::heads(Tree::of_the_project()));
}

#[test]
fn no_file_is_too_long_to_read() {
    assert_clean(writing::lengths(Tree::of_the_project()));
}

#[test]
fn no_file_is_named_for_nothing() {
    assert_clean(writing::names(Tree::of_the_project()));
}

#[test]
fn nothing_is_left_unfinished() {
    assert_clean(writing::words(Tree::of_the_project()));
}

#[test]
fn no_error_is_a_string() {
    assert_clean(writing::string_errors(Tree::of_the_project()));
}

#[test]
fn every_language_says_the_same_things() {
    assert_clean(languages::agreement(Tree::of_the_project()));
}

#[test]
fn every_text_is_used_and_every_used_text_is_there() {
    assert_clean(languages::usage(Tree::of_the_project()));
}

#[test]
fn no_text_of_a_screen_stands_in_code() {
    assert_clean(languages::text_in_code(Tree::of_the_project()));
}

#[test]
fn the_app_speaks_to_no_other_origin() {
    assert_clean(texts::origins(Tree::of_the_project()));
}

#[test]
fn the_licences_are_there_and_the_map_names_every_crate() {
    assert_clean(texts::papers(Tree::of_the_project()));
}
