//! What the program can be told: commands, their arguments, and what stands in the environment.

mod values;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use ipnet::IpNet;
use model::{CountryCode, Day, Kind, Line, RecordId};

use values::{DATA, country, day, demo_records, folder, kind, line, mail, path, public_url, record_id, seconds};

/// The catalogue of technology transfer between China and ASEAN, for phones without a network.
#[derive(Debug, Parser)]
#[command(name = "mangrove", version, about, max_term_width = 100)]
pub struct Config {
    #[command(flatten)]
    pub place: Place,
    #[command(subcommand)]
    pub command: Command,
}

/// Where everything is kept.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// The folder of the database file and the key.
    #[arg(long, global = true, value_name = "DIR", default_value = DATA, env = "MANGROVE_DATA", value_parser = folder)]
    pub data: PathBuf,
    /// Another database: postgres://… or sqlite:FILE.
    #[arg(long, global = true, value_name = "URL", env = "MANGROVE_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
    /// The file of the key that signs heads [default: in the data folder].
    #[arg(long, global = true, value_name = "FILE")]
    pub key: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the catalogue and the app; an empty data folder is filled with the starter data first.
    Serve(Serve),
    /// Show what a file or folder would change; with --apply, change it.
    Import(Import),
    /// Write all records of a kind to a file that imports again.
    Export(Export),
    /// Write an empty workbook for a kind, with notes and allowed values.
    Template(Template),
    /// Take a batch back.
    Undo(Undo),
    /// Correct one record.
    Edit(Edit),
    /// Add made-up records, clearly marked, at the size of the network.
    Demo(Demo),
    /// Remove a record's text for good, from every published file too.
    Purge(Purge),
    /// Write everything but the key to one new file.
    Backup(Backup),
    /// Fill an empty database from a backup.
    Restore(Restore),
    /// Show the public key, or hand over to a new one.
    Key(Key),
    /// Give a person a role, such as the first admin; they then sign in by mail.
    Invite(Invite),
}

#[derive(Debug, Args)]
pub struct Serve {
    /// Where to listen; port 0 picks a free one and prints it.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The address that people use, such as https://mangrove.example.
    #[arg(long, value_name = "URL", value_parser = public_url)]
    pub public_url: Option<String>,
    /// Certificate chain (PEM); read again when it changes.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Private key of the certificate (PEM).
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// A proxy whose word about the client's address counts; may be given several times.
    #[arg(long, value_name = "CIDR")]
    pub trusted_proxy: Vec<IpNet>,
    /// Publish at most this often, in seconds.
    #[arg(long, value_name = "SECONDS", default_value = "2", value_parser = seconds)]
    pub publish_every: Duration,
    /// The mail address for reports about records.
    #[arg(long, value_name = "MAIL", value_parser = mail)]
    pub contact: Option<String>,
    /// Send mail by this server: smtps://name:password@host, or smtp://host?tls=required. Without it letters lie in
    /// the data folder, under mail/.
    #[arg(long, value_name = "URL", requires = "mail_from", env = "MANGROVE_MAIL", hide_env_values = true)]
    pub mail: Option<String>,
    /// From whom mail comes: desk@mangrove.example, or "Mangrove <desk@mangrove.example>".
    #[arg(long, value_name = "MAIL", env = "MANGROVE_MAIL_FROM")]
    pub mail_from: Option<String>,
    /// Take the app from this folder instead of from this program.
    #[arg(long, value_name = "DIR", env = "MANGROVE_SHELL", value_parser = path)]
    pub shell: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Import {
    /// A file (.csv .xlsx .jsonl .json), or a folder of them in order.
    pub path: PathBuf,
    /// Commit the plan as one batch; refused rows are left out. Without it nothing is written.
    #[arg(long)]
    pub apply: bool,
    /// Show all entries of the plan, not only the first of each list.
    #[arg(long)]
    pub all: bool,
    /// The kind of record, where neither sheet nor file is named after one.
    #[arg(long, value_parser = kind)]
    pub kind: Option<Kind>,
    /// The source of rows that name none [default: the file's name].
    #[arg(long, value_name = "TITLE", value_parser = line)]
    pub source: Option<Line>,
    /// The day of the import, for rows that do not say when they were verified [default: today].
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub today: Option<Day>,
}

#[derive(Debug, Args)]
pub struct Export {
    /// country, institution, project, technology, agreement, event, programme, position, policy, figure or term.
    #[arg(value_parser = kind)]
    pub kind: Kind,
    /// Where to write: .xlsx, .csv or .jsonl.
    pub file: PathBuf,
    /// Headers in Chinese.
    #[arg(long)]
    pub chinese: bool,
}

#[derive(Debug, Args)]
pub struct Template {
    /// country, institution, project, technology, agreement, event, programme, position, policy, figure or term.
    #[arg(value_parser = kind)]
    pub kind: Kind,
    /// Where to write: .xlsx.
    pub file: PathBuf,
}

#[derive(Debug, Args)]
pub struct Undo {
    /// The batch, as import, edit or demo printed it.
    #[arg(value_parser = record_id)]
    pub batch: RecordId,
}

#[derive(Debug, Args)]
pub struct Edit {
    /// The record: its id, or its ROR id.
    pub id: String,
    /// Set a column to a text, as in a sheet: --set "established=1928". Empty clears it. May be given several times.
    /// Without it, the record is opened in $EDITOR as JSON.
    #[arg(long, value_name = "COLUMN=TEXT", conflicts_with_all = ["withdraw", "remove"])]
    pub set: Vec<String>,
    /// Mark it as withdrawn.
    #[arg(long, conflicts_with = "remove", group = "leaving")]
    pub withdraw: bool,
    /// Who came after it; with --withdraw or --remove.
    #[arg(long, value_name = "ID", requires = "leaving")]
    pub successor: Option<String>,
    /// Take it out of the catalogue; its id then leads to the successor, if there is one.
    #[arg(long, group = "leaving")]
    pub remove: bool,
    /// Only show what would change.
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct Demo {
    /// The same seed gives the same records.
    #[arg(long, value_name = "N", default_value = "1")]
    pub seed: u64,
    /// How many records, at most a million, in the proportions of the network [default: the network's size].
    #[arg(long, value_name = "N", value_parser = demo_records)]
    pub records: Option<usize>,
}

#[derive(Debug, Args)]
pub struct Purge {
    /// The record's id.
    #[arg(value_parser = record_id)]
    pub id: RecordId,
}

#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write; it must not exist.
    pub file: PathBuf,
}

#[derive(Debug, Args)]
pub struct Restore {
    /// The backup.
    pub file: PathBuf,
}

#[derive(Debug, Args)]
pub struct Key {
    #[command(subcommand)]
    pub action: Option<KeyAction>,
}

#[derive(Debug, Clone, Copy, Subcommand)]
pub enum KeyAction {
    /// Make a new key, signed by the old one; the next head carries it to the phones.
    Rotate,
}

#[derive(Debug, Args)]
pub struct Invite {
    /// The person's mail address.
    pub email: String,
    /// What they may do.
    #[arg(long)]
    pub role: RoleName,
    /// The event of an organiser or of a door.
    #[arg(long, value_name = "ID", value_parser = record_id)]
    pub event: Option<RecordId>,
    /// The country of a contact point, in two letters.
    #[arg(long, value_name = "CC", value_parser = country)]
    pub country: Option<CountryCode>,
    /// Take the role away instead.
    #[arg(long)]
    pub withdraw: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RoleName {
    /// Everything, and who may do what.
    Admin,
    /// Makes and runs one event.
    Organiser,
    /// Sees those of one country.
    Contact,
    /// Lets people in at one event.
    Door,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_commands_hold_together() {
        Config::command().debug_assert();
    }

    #[test]
    fn data_and_database_may_follow_any_command() {
        let config =
            Config::parse_from(["mangrove", "undo", "016806b5-bc00-703c-802f-052ef0193272", "--data", "elsewhere"]);
        assert_eq!(config.place.data, PathBuf::from("elsewhere"));
        let config = Config::parse_from(["mangrove", "serve", "--publish-every", "0", "--listen", "127.0.0.1:0"]);
        assert!(matches!(config.command, Command::Serve(Serve { publish_every: Duration::ZERO, .. })));
    }
}
