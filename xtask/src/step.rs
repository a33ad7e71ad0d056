//! Running a program: what is said before, what is said when it fails, and the table of times at the end.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

/// Runs a program to its end; a failure names the whole command.
pub fn run(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", words(command)))?;
    if !status.success() {
        bail!("this failed ({status}): {}", words(command));
    }
    Ok(())
}

fn words(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// The steps of one command, with their times.
#[derive(Default)]
pub struct Table {
    rows: Vec<Row>,
}

struct Row {
    name: String,
    took: Duration,
    failed: bool,
}

impl Table {
    /// Does one step and notes how it went. The error is printed at once, so that it stands beside its cause.
    pub fn step<T>(&mut self, name: &str, work: impl FnOnce() -> anyhow::Result<T>) -> Option<T> {
        eprintln!("\n=== {name}");
        let start = Instant::now();
        let result = work();
        self.rows.push(Row { name: name.to_owned(), took: start.elapsed(), failed: result.is_err() });
        result.inspect_err(|error| eprintln!("error: {error:#}")).ok()
    }

    /// Prints the table; an error when any step failed.
    pub fn finish(self) -> anyhow::Result<()> {
        let width = self.rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
        eprintln!();
        for row in &self.rows {
            let verdict = if row.failed { "FAILED" } else { "ok" };
            eprintln!("{:width$}  {:>8}  {verdict}", row.name, clock(row.took));
        }
        let total: Duration = self.rows.iter().map(|row| row.took).sum();
        eprintln!("{:width$}  {:>8}", "together", clock(total));
        let failed: Vec<&str> = self.rows.iter().filter(|row| row.failed).map(|row| row.name.as_str()).collect();
        if !failed.is_empty() {
            bail!("failed: {}", failed.join(", "));
        }
        Ok(())
    }
}

/// `4.2 s`, `3 min 05 s`.
fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        return format!("{:.1} s", time.as_secs_f64());
    }
    format!("{} min {:02} s", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_with_a_failed_step_is_an_error_that_names_it() {
        let mut table = Table::default();
        assert_eq!(table.step("good", || Ok(1)), Some(1));
        assert_eq!(table.step("bad", || -> anyhow::Result<()> { bail!("no") }), None);
        assert_eq!(table.finish().unwrap_err().to_string(), "failed: bad");
    }

    #[test]
    fn times_read_as_people_say_them() {
        assert_eq!(clock(Duration::from_millis(4_240)), "4.2 s");
        assert_eq!(clock(Duration::from_secs(185)), "3 min 05 s");
    }
}
