//! Named limits: the most that one record may hold. Chosen well above the longest seen in the ROR releases
//! (name 217 characters, 39 names, 26 relations) and small enough that one record can never fill a phone.

/// Characters in a name, a title, a label.
pub const LINE_CHARS: usize = 400;
/// Characters in a description.
pub const PROSE_CHARS: usize = 8_000;
/// Characters in a web address.
pub const URL_CHARS: usize = 2_000;
/// Characters in a foreign identifier.
pub const FOREIGN_ID_CHARS: usize = 200;
/// Characters in a term's key.
pub const TERM_KEY_CHARS: usize = 64;
/// Names of one record, in all languages.
pub const NAMES: usize = 80;
/// Countries of one record.
pub const COUNTRIES: usize = 40;
/// Fields of one record.
pub const FIELDS: usize = 40;
/// Links of one record.
pub const LINKS: usize = 40;
/// Foreign identifiers of one record.
pub const FOREIGN_IDS: usize = 80;
/// Relations of one record.
pub const RELATIONS: usize = 1_000;
/// Kinds, memberships, terms, languages, documents and the like of one record.
pub const SMALL_LIST: usize = 60;
/// Sessions of one event, tracks of one programme.
pub const SESSIONS: usize = 500;
/// Bytes of one record as JSON.
pub const RECORD_BYTES: usize = 256 * 1024;
/// Bytes of one command as JSON.
pub const COMMAND_BYTES: usize = 128 * 1024;
/// Characters of an e-mail address, and bytes before its `@` (RFC 5321).
pub const EMAIL_CHARS: usize = 254;
pub const EMAIL_LOCAL_BYTES: usize = 64;
/// Consents of one event, and of one command.
pub const CONSENTS: usize = 20;
/// Questions of one form.
pub const QUESTIONS: usize = 80;
/// Options of one question. A question may list all countries.
pub const OPTIONS: usize = 300;
/// Bytes of all texts of one person's answers.
pub const ANSWERS_BYTES: usize = 64 * 1024;
/// Bytes of one file that a person hands in.
pub const FILE_ANSWER_BYTES: usize = 5 * 1024 * 1024;
/// Bytes of all files that one person has handed in.
pub const ATTACHMENTS_BYTES: usize = 50 * 1024 * 1024;
/// Parts of one office file, and their bytes once unpacked: together, and for each packed byte once they are more than a
/// machine does not notice. Office programs stay far below; what is above was made to fill a machine.
pub const OFFICE_PARTS: usize = 4_000;
pub const OFFICE_BYTES: u64 = 128 * 1024 * 1024;
pub const OFFICE_SMALL_BYTES: u64 = 1024 * 1024;
pub const OFFICE_RATIO: u64 = 150;
/// Places at one event that one person may ask for for others: a large delegation.
pub const NOMINATIONS: u32 = 100;
/// Registrations that one message of an organiser goes to.
pub const MESSAGE_TO: usize = 2_000;
/// Languages of one text that an organiser wrote.
pub const LANGUAGES: usize = 24;
/// Rules, and quotas, of one event.
pub const RULES: usize = 30;
pub const QUOTAS: usize = 100;
/// The longest that an event keeps what is personal: two years after its end.
pub const KEEP_DAYS: u32 = 730;
/// The longest that a seat is kept for somebody: two weeks.
pub const OFFER_HOURS: u32 = 14 * 24;
/// Bytes of the name on a certificate: what is left of a QR code that a phone prints and another one reads.
pub const CERTIFICATE_NAME_BYTES: usize = 480;
