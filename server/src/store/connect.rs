//! The first connection to a database server. A pool asks again and again until its time is over, and then only says
//! that it is over; one connection says at once what is wrong.
//!
//! **Invariant:** what is said names the place, never the password.

use std::io::ErrorKind;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection};

use super::{Database, StoreError};

/// How long a server may take to answer.
const ANSWER_WAIT: Duration = Duration::from_secs(10);

/// Connects once to a server; a file needs no trying.
pub(super) async fn try_once(database: &Database) -> Result<(), StoreError> {
    let Database::Postgres(url) = database else { return Ok(()) };
    let options: PgConnectOptions = url.parse()?;
    let place = match options.get_socket() {
        Some(socket) => socket.display().to_string(),
        None => format!("{}:{}", options.get_host(), options.get_port()),
    };
    let unreachable = |cause| StoreError::Unreachable { place: place.clone(), cause };
    match tokio::time::timeout(ANSWER_WAIT, options.connect()).await {
        Err(_) => Err(unreachable(format!("no answer within {} seconds", ANSWER_WAIT.as_secs()))),
        Ok(Err(sqlx::Error::Io(error))) => Err(unreachable(said(&error))),
        Ok(connected) => {
            let connection: PgConnection = connected?;
            Ok(connection.close().await?)
        }
    }
}

fn said(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::ConnectionRefused => "connection refused".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use crate::store::{Database, Store};

    #[tokio::test]
    async fn a_server_that_is_not_there_is_said_at_once_and_without_the_password() {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let url = format!("postgres://keeper:tops3cret@127.0.0.1:{port}/mangrove");
        let begun = Instant::now();
        let error = Store::open(&Database::Postgres(url)).await.err().unwrap();
        assert_eq!(error.to_string(), format!("cannot reach 127.0.0.1:{port}: connection refused"));
        assert!(begun.elapsed().as_secs() < 10);
        assert!(!format!("{error:?}").contains("tops3cret"));
    }
}
