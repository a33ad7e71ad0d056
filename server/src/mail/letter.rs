//! What letters say, in the reader's language, and how a letter becomes a message.
//!
//! The texts are files. Of the sign-in letter the first line is the subject, and the rest the letter.

use lettre::message::{Mailbox, header::ContentType};

use super::MailError;

const SIGN_IN_ENGLISH: &str = include_str!("texts/sign-in.en.txt");
const SIGN_IN_CHINESE: &str = include_str!("texts/sign-in.zh-Hans.txt");
const MESSAGE_ENGLISH: &str = include_str!("texts/message.en.txt");
const MESSAGE_CHINESE: &str = include_str!("texts/message.zh-Hans.txt");

/// The languages that letters are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    English,
    Chinese,
}

impl Tongue {
    /// The best of ours for a language tag, such as `zh-Hans-CN`. English if there is none.
    pub fn of(tag: &str) -> Self {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("zh") { Tongue::Chinese } else { Tongue::English }
    }
}

/// A letter to one person.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    to: String,
    subject: String,
    text: String,
    /// The same each time that this letter is sent, so that a mailbox which got it twice can tell.
    name: Option<String>,
}

/// What an organiser wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message<'m> {
    /// Names this copy: letters, digits, dots and hyphens.
    pub name: &'m str,
    /// The title of the event.
    pub event: &'m str,
    pub subject: &'m str,
    pub text: &'m str,
}

impl Letter {
    /// The code that a person asked for.
    pub fn sign_in(to: &str, tongue: Tongue, code: &str) -> Self {
        let template = match tongue {
            Tongue::English => SIGN_IN_ENGLISH,
            Tongue::Chinese => SIGN_IN_CHINESE,
        };
        let (subject, text) = template.split_once("\n\n").unwrap_or(("", template));
        Letter { to: to.to_owned(), subject: subject.to_owned(), text: text.replace("{code}", code), name: None }
    }

    /// What an organiser wrote to somebody who registered.
    pub fn message(to: &str, tongue: Tongue, message: Message<'_>) -> Self {
        let template = match tongue {
            Tongue::English => MESSAGE_ENGLISH,
            Tongue::Chinese => MESSAGE_CHINESE,
        };
        // Nothing in what the organiser wrote is taken for a place.
        let text = template.split_once("{text}").map_or_else(
            || message.text.to_owned(),
            |(before, after)| [before, message.text, &after.replace("{event}", message.event)].concat(),
        );
        let (to, subject) = (to.to_owned(), message.subject.to_owned());
        Letter { to, subject, text, name: Some(message.name.to_owned()) }
    }

    pub(super) fn packed(&self, from: &Mailbox) -> Result<lettre::Message, MailError> {
        let to: lettre::Address = self.to.parse().map_err(|_| MailError::Letter)?;
        let name = self.name.clone().unwrap_or_else(|| format!("{:032x}", rand::random::<u128>()));
        let id = format!("<{name}@{}>", from.email.domain());
        let message = lettre::Message::builder().from(from.clone()).to(Mailbox::new(None, to)).message_id(Some(id));
        let message = message.subject(self.subject.clone()).header(ContentType::TEXT_PLAIN);
        message.body(self.text.clone()).map_err(|_| MailError::Letter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_in_the_readers_language_and_holds_the_code_once() {
        for (tag, word) in [("en", "Nobody"), ("zh-Hans", "登录"), ("ZH_cn", "登录"), ("th", "Nobody"), ("", "Nobody")]
        {
            let letter = Letter::sign_in("ana@example.org", Tongue::of(tag), "1234 5678");
            assert!(letter.text.contains(word), "{tag}");
            assert_eq!(letter.text.matches("1234 5678").count(), 1);
            assert!(
                !letter.subject.is_empty() && !letter.subject.contains("1234"),
                "a locked screen shows the subject"
            );
        }
    }

    #[test]
    fn a_message_says_whose_it_is_and_has_the_same_name_each_time() {
        let message = Message { name: "a.b", event: "Camp {text}", subject: "Bus", text: "It leaves at {event}." };
        let from: Mailbox = "desk@example.org".parse().unwrap();
        for tongue in [Tongue::English, Tongue::Chinese] {
            let letter = Letter::message("ana@example.org", tongue, message);
            assert_eq!(letter.text.matches("It leaves at {event}.").count(), 1);
            let sent = [letter.packed(&from).unwrap().formatted(), letter.packed(&from).unwrap().formatted()];
            for bytes in sent {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                assert!(text.contains("Message-ID: <a.b@example.org>"), "{text}");
            }
        }
    }

    #[test]
    fn a_subject_cannot_add_lines_to_the_head_of_a_message() {
        let message = Message { name: "a.b", event: "Camp", subject: "Bus\r\nBcc: b@example.org", text: "It leaves." };
        let letter = Letter::message("ana@example.org", Tongue::English, message);
        let from: Mailbox = "desk@example.org".parse().unwrap();
        let sent = String::from_utf8_lossy(&letter.packed(&from).unwrap().formatted()).into_owned();
        assert!(!sent.lines().any(|line| line.starts_with("Bcc")), "{sent}");
    }

    #[test]
    fn an_address_cannot_add_lines_to_the_head_of_a_message() {
        let from: Mailbox = "desk@example.org".parse().unwrap();
        let bad = Letter::sign_in("ana@example.org\r\nBcc: b@example.org", Tongue::English, "1");
        assert!(matches!(bad.packed(&from), Err(MailError::Letter)));
    }
}
