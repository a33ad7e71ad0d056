//! `mangrove`: one program for the server and for whoever keeps the catalogue. Each command is a file of its own.
//!
//! Exit codes: 0 done, 1 problems (said on standard error), 2 not understood.

mod command;
mod config;

use std::process::ExitCode;

use clap::Parser;

use config::Config;

fn main() -> ExitCode {
    let config = Config::parse();
    command::log();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("mangrove: cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(command::run(config)) {
        Ok(command::Outcome::Done) => ExitCode::SUCCESS,
        Ok(command::Outcome::Problems) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("mangrove: {error}");
            ExitCode::FAILURE
        }
    }
}
