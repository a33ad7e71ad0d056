//! A plan as text for people: first the counts, then every change, then every problem with its place.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use model::{Kind, Record};

use super::difference::{Difference, differences};
use super::plan::{Change, Effect, Plan};

/// How much of a plan is written out. Problems always are, all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// The first entries of each list, and how many more there are.
    Short,
    All,
}

impl Amount {
    /// Entries of each list in a short report.
    const SHORT: usize = 30;

    fn shown(self, entries: usize) -> usize {
        match self {
            Amount::Short => entries.min(Self::SHORT),
            Amount::All => entries,
        }
    }
}

/// The whole plan as text.
pub fn report(plan: &Plan, amount: Amount) -> String {
    let mut out = String::new();
    write_report(&mut out, plan, amount).expect("writing to a string does not fail");
    out
}

fn write_report(out: &mut String, plan: &Plan, amount: Amount) -> fmt::Result {
    let of = |effect| plan.changes.iter().filter(|change| change.effect() == effect).collect::<Vec<_>>();
    let (added, changed, withdrawn) = (of(Effect::Added), of(Effect::Changed), of(Effect::Withdrawn));
    writeln!(
        out,
        "Plan: {} added, {} changed, {} unchanged, {} withdrawn, {} refused; {} problems, {} notes",
        added.len(),
        changed.len(),
        plan.unchanged,
        withdrawn.len(),
        plan.refused,
        plan.problems.len(),
        plan.notes.len()
    )?;
    write_counts(out, &added)?;
    write_section(out, "Added", &added, amount, |out, change| write_title(out, &change.after))?;
    write_section(out, "Changed", &changed, amount, write_change)?;
    write_section(out, "Withdrawn", &withdrawn, amount, write_change)?;
    write_section(out, "Notes", &plan.notes, amount, |out, note| writeln!(out, "  {}: {}", note.origin, note.remark))?;
    write_section(out, "Problems", &plan.problems, Amount::All, |out, issue| {
        writeln!(out, "  {}: {}", issue.origin, issue.reason)
    })
}

fn write_counts(out: &mut String, added: &[&Change]) -> fmt::Result {
    let mut counts: BTreeMap<Kind, u64> = BTreeMap::new();
    for change in added {
        *counts.entry(change.after.kind()).or_default() += 1;
    }
    let counts: Vec<String> = counts.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    if counts.is_empty() { Ok(()) } else { writeln!(out, "Added by kind: {}", counts.join(", ")) }
}

fn write_section<T>(
    out: &mut String,
    title: &str,
    entries: &[T],
    amount: Amount,
    write_entry: impl Fn(&mut String, &T) -> fmt::Result,
) -> fmt::Result {
    if entries.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{title} ({}):", entries.len())?;
    let shown = amount.shown(entries.len());
    for entry in &entries[..shown] {
        write_entry(out, entry)?;
    }
    if shown < entries.len() {
        writeln!(out, "  … and {} more (--all shows them)", entries.len() - shown)?;
    }
    Ok(())
}

fn write_title(out: &mut String, record: &Record) -> fmt::Result {
    let country = record.countries.first().map(|country| format!(", {country}")).unwrap_or_default();
    writeln!(out, "  {} ({}{country}) {}", record.title(), record.kind(), record.id)
}

fn write_change(out: &mut String, change: &&Change) -> fmt::Result {
    write_title(out, &change.after)?;
    let Some(before) = &change.before else { return Ok(()) };
    for difference in differences(before, &change.after) {
        write_difference(out, &difference)?;
    }
    Ok(())
}

/// One field that differs, on lines of its own.
pub fn write_difference(out: &mut String, difference: &Difference) -> fmt::Result {
    match difference {
        Difference::Value { field, old, new } => {
            let (old, new) = (old.as_deref().unwrap_or("nothing"), new.as_deref().unwrap_or("nothing"));
            writeln!(out, "    {field}: {old} → {new}")
        }
        Difference::List { field, gone, come } => {
            writeln!(out, "    {field}:")?;
            gone.iter().try_for_each(|entry| writeln!(out, "      − {entry}"))?;
            come.iter().try_for_each(|entry| writeln!(out, "      + {entry}"))
        }
    }
}
