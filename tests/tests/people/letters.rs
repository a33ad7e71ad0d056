//! Letters: into a folder, and by SMTP to a server that is played here.

use anyhow::{Context, Result};
use serde_json::json;
use server::mail::Post;
use tests::ground::Ground;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

use crate::log;
use crate::town::{ASK, Town, code_in};

#[tokio::test]
async fn without_a_mail_server_a_letter_is_a_file_in_the_askers_language() -> Result<()> {
    let town = Town::open(Ground::sqlite().await?).await?;
    for language in ["en", "zh-Hans", "<script>"] {
        let answer = town.browser().post(ASK, json!({"email": "ana@example.org", "language": language})).await?;
        assert_eq!(answer.status, 200);
    }
    let letters = town.letters();
    let encoded: Vec<bool> = letters.iter().map(|letter| letter.contains("Subject: =?utf-8?")).collect();
    assert_eq!(encoded, [false, true, false]);
    for letter in &letters {
        assert!(letter.contains("To: ana@example.org\r\n") && letter.contains("Message-ID: <"), "{letter}");
    }
    Ok(())
}

#[tokio::test]
async fn by_smtp_the_code_arrives_and_nothing_is_written_to_the_folder() -> Result<()> {
    let mut mail = Mail::listen("250 ok").await?;
    let post = Post::smtp(&mail.url, "Mangrove <desk@mangrove.example>")?;
    let town = Town::with(Ground::sqlite().await?, post).await?;
    let mut browser = town.browser();
    browser.ask("ana@example.org").await?;
    let letter = mail.letters.recv().await.context("no letter")?;
    assert!(letter.contains("RCPT TO:<ana@example.org>") && letter.contains("From: Mangrove <desk@mangrove.example>"));
    assert_eq!(browser.entered(&code_in(&letter)?).await?, "in");
    assert!(town.letters().is_empty());
    Ok(())
}

#[tokio::test]
async fn a_mail_server_that_refuses_is_counted_and_what_it_says_of_a_person_is_not_logged() -> Result<()> {
    let mut mail = Mail::listen("550 no such user shy@example.org").await?;
    let town = Town::with(Ground::sqlite().await?, Post::smtp(&mail.url, "desk@mangrove.example")?).await?;
    assert_eq!(town.browser().ask("shy@example.org").await?.status, 200, "the answer tells nothing");
    mail.letters.recv().await;
    let lost = "mangrove_sign_in_total{step=\"letter_lost\"} 1";
    while !town.metrics().await?.contains(lost) {
        tokio::task::yield_now().await;
    }
    assert!(log::text().contains("the mail server refused a letter"));
    assert!(!log::text().contains("shy@example.org"));
    Ok(())
}

/// A mail server that takes what it is told, and answers each reader's name with the same words.
struct Mail {
    url: String,
    letters: mpsc::UnboundedReceiver<String>,
}

impl Mail {
    async fn listen(to_reader: &'static str) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("smtp://{}", listener.local_addr()?);
        let (sender, letters) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let sender = sender.clone();
                tokio::spawn(async move { talk(stream, to_reader, sender).await });
            }
        });
        Ok(Mail { url, letters })
    }
}

/// One conversation; what was said is handed on at the end of each letter, or when a reader was refused.
async fn talk(stream: TcpStream, to_reader: &str, sender: mpsc::UnboundedSender<String>) -> Result<()> {
    let mut stream = BufReader::new(stream);
    let (mut heard, mut in_letter) = (String::new(), false);
    stream.write_all(b"220 played\r\n").await?;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        heard.push_str(&line);
        let word = line.split([' ', '\r']).next().unwrap_or_default().to_ascii_uppercase();
        let answer = match word.as_str() {
            _ if in_letter && line != ".\r\n" => continue,
            "." => {
                in_letter = false;
                sender.send(std::mem::take(&mut heard))?;
                "250 taken"
            }
            "DATA" => {
                in_letter = true;
                "354 go on"
            }
            "RCPT" => {
                if !to_reader.starts_with('2') {
                    sender.send(std::mem::take(&mut heard))?;
                }
                to_reader
            }
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}
