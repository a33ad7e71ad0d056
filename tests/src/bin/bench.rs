//! `cargo xtask bench`: measures and prints one table. `--records FILE` takes the peers' records instead of the demo
//! set; `--only wire|load|pull|size|scan` measures a part.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use tests::bench::{self, Table};
use tests::browser::{Server, server::shell};

struct Arguments {
    records: Option<PathBuf>,
    only: Option<String>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = arguments()?;
    let wants = |part: &str| arguments.only.as_deref().is_none_or(|only| only == part);
    let set = match &arguments.records {
        Some(file) => bench::peers(file).await?,
        None => bench::demo(None).await?,
    };
    eprintln!("{}", set.name);
    let mut table = Table::default();
    let server = Server::start(&set.data()).await?;
    if wants("wire") {
        table.add(bench::cold(&set, &server).await?);
        table.add(bench::idle_day(&server).await?);
    }
    if wants("pull") {
        let word = if arguments.records.is_some() { "water" } else { "rice" };
        table.add(bench::pulls(&set, &server, word).await?);
    }
    if wants("scan") {
        table.add(bench::scans(&set, &server).await?);
    }
    if wants("load") {
        table.add(bench::rates(&server).await?);
    }
    if wants("wire") {
        table.add(bench::deltas(&set, &server).await?);
    }
    server.stop().await?;
    if wants("size") {
        table.add(bench::app_size(&shell()?)?);
        table.add(bench::head_at(&bench::demo(Some(100_000)).await?).await?);
    }
    table.print();
    Ok(())
}

fn arguments() -> Result<Arguments> {
    let mut given = std::env::args().skip(1);
    let mut arguments = Arguments { records: None, only: None };
    while let Some(name) = given.next() {
        let value = given.next().with_context(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--records" => arguments.records = Some(PathBuf::from(value)),
            "--only" => arguments.only = Some(value),
            _ => bail!("{name}: known are --records FILE and --only wire|load|pull|size|scan"),
        }
    }
    Ok(arguments)
}
