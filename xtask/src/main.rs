//! The project's own commands, and nothing else: `cargo xtask run | test | check | build | bench`.
//!
//! Each command is one file. What they share: [`project`] knows where things are, [`need`] what the machine must
//! have, [`step`] how to run a program and say how long it took, [`shell`] how the app becomes files to serve.

mod bench;
mod build;
mod check;
mod need;
mod project;
mod run;
mod shell;
mod step;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use project::Project;

/// The project's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything, fill the data folder and serve; prints the address.
    Run {
        /// Handed to `mangrove serve`, such as `--listen 127.0.0.1:0`.
        #[arg(last = true)]
        serve: Vec<String>,
    },
    /// Run every test: units, flows, PostgreSQL, and the real browser.
    Test {
        /// The name of one step of the table, or a part of the names of the tests to run.
        filter: Option<String>,
    },
    /// Formatting, clippy with warnings as errors, tidy.
    Check,
    /// Build the app and the server.
    Build {
        /// Make the one file to ship: target/release/mangrove, with the app inside.
        #[arg(long)]
        release: bool,
    },
    /// Measure, and print the figures beside a plain lower bound.
    Bench {
        /// Handed to the bench program.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Runs one file of tests in the browser; cargo calls this.
    #[command(hide = true)]
    WasmTestRunner {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
}

fn main() -> ExitCode {
    match dispatch(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: Command) -> anyhow::Result<()> {
    if let Command::WasmTestRunner { args } = command {
        return test::run_in_browser(args);
    }
    let project = Project::find()?;
    match command {
        Command::Run { serve } => run::run(&project, &serve),
        Command::Test { filter } => test::test(&project, filter.as_deref()),
        Command::Check => check::check(&project),
        Command::Build { release: false } => build::dev(&project).map(|_| ()),
        Command::Build { release: true } => build::release(&project).map(|_| ()),
        Command::Bench { args } => bench::bench(&project, &args),
        Command::WasmTestRunner { .. } => unreachable!("handled above"),
    }
}
