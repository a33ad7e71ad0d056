//! What letters say, in the reader's language, and how a letter becomes a message.
//!
//! The texts are files: the first line is the subject, and the rest the letter.

use lettre::Message;
use lettre::message::{Mailbox, header::ContentType};

use super::MailError;

const SIGN_IN_ENGLISH: &str = include_str!("texts/sign-in.en.txt");
const SIGN_IN_CHINESE: &str = include_str!("texts/sign-in.zh-Hans.txt");

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
}

impl Letter {
    /// The code that a person asked for.
    pub fn sign_in(to: &str, tongue: Tongue, code: &str) -> Self {
        let template = match tongue {
            Tongue::English => SIGN_IN_ENGLISH,
            Tongue::Chinese => SIGN_IN_CHINESE,
        };
        let (subject, text) = template.split_once("\n\n").unwrap_or(("", template));
        Letter { to: to.to_owned(), subject: subject.to_owned(), text: text.replace("{code}", code) }
    }

    pub(super) fn message(&self, from: &Mailbox) -> Result<Message, MailError> {
        let to: lettre::Address = self.to.parse().map_err(|_| MailError::Letter)?;
        let id = format!("<{:032x}@{}>", rand::random::<u128>(), from.email.domain());
        let message = Message::builder().from(from.clone()).to(Mailbox::new(None, to)).message_id(Some(id));
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
    fn an_address_cannot_add_lines_to_the_head_of_a_message() {
        let from: Mailbox = "desk@example.org".parse().unwrap();
        let bad = Letter::sign_in("ana@example.org\r\nBcc: b@example.org", Tongue::English, "1");
        assert!(matches!(bad.message(&from), Err(MailError::Letter)));
    }
}
