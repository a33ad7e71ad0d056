//! Files that people hand in: in pieces, over lost connections, whole or not at all, and for the right eyes only.

use anyhow::Result;
use model::registration::{FileKind, Value};
use model::{Digest, RecordId, limit};
use serde_json::json;
use server::api::{FileTaken, PERSON_HEADER};
use server::auth::{Role, invite};
use server::commit::attachment::{UNFINISHED_MS, UNUSED_MS, sweep};
use tests::ground::{BEGIN_MS, Ground};

use crate::papers::{camp, event, pdf, zip};
use crate::town::{Answer, Browser, Town};

tests::on_both_databases! {
    a_file_comes_in_pieces_and_goes_on_where_it_was_cut
    a_file_that_is_not_what_it_says_leaves_nothing_behind
    a_file_counts_for_its_owner_alone_and_is_a_download
    organisers_read_what_a_registration_of_their_event_names
    a_command_counts_only_with_its_files
    nobody_hands_in_without_end
    what_is_nobodys_is_deleted_after_its_time
    a_request_that_is_no_piece_is_refused
}

const PDF: &str = "application/pdf";

struct Person {
    browser: Browser,
    id: String,
}

impl Person {
    async fn in_town(town: &Town, email: &str) -> Result<Self> {
        let mut browser = town.signed_in(email).await?;
        let id = browser.me().await?.json()["person"].as_str().unwrap_or_default().to_owned();
        Ok(Person { browser, id })
    }

    async fn put(&mut self, hash: &Digest, kind: &str, range: &str, bytes: &[u8]) -> Result<Answer> {
        let person = self.id.clone();
        let headers = [
            ("sec-fetch-site", "same-origin"),
            ("content-type", kind),
            ("content-range", range),
            (PERSON_HEADER, &person),
        ];
        self.browser.send_bytes("PUT", &format!("/v1/file/{hash}"), &headers, bytes).await
    }

    async fn put_piece(&mut self, file: &[u8], kind: &str, from: usize, to: usize) -> Result<FileTaken> {
        let range = format!("bytes {from}-{}/{}", to - 1, file.len());
        taken(self.put(&Digest::of(file), kind, &range, &file[from..to]).await?)
    }

    async fn put_whole(&mut self, file: &[u8], kind: &str) -> Result<FileTaken> {
        let mut done = FileTaken::Have { bytes: 0 };
        while let FileTaken::Have { bytes } = done {
            let from = bytes as usize;
            done = self.put_piece(file, kind, from, file.len().min(from + 200_000)).await?;
        }
        Ok(done)
    }

    async fn get(&mut self, hash: &Digest) -> Result<Answer> {
        self.browser.send_bytes("GET", &format!("/v1/file/{hash}"), &[], b"").await
    }

    async fn push(&mut self, command: &serde_json::Value) -> Result<serde_json::Value> {
        let body = json!({"person": self.id, "commands": [command]});
        Ok(self.browser.post("/api/v1/push", body).await?.json()["receipts"][0].clone())
    }
}

fn taken(answer: Answer) -> Result<FileTaken> {
    Ok(serde_json::from_str(&answer.text)?)
}

async fn a_file_comes_in_pieces_and_goes_on_where_it_was_cut(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut ana = Person::in_town(&town, "ana@example.org").await?;
    let file = pdf(300_000, 1);
    let have = |bytes| FileTaken::Have { bytes };
    assert_eq!(ana.put_piece(&file, PDF, 0, 100_000).await?, have(100_000));
    // The answer was lost: the same piece again, one from the middle, and the question how far the server is.
    assert_eq!(ana.put_piece(&file, PDF, 0, 100_000).await?, have(100_000));
    assert_eq!(ana.put_piece(&file, PDF, 200_000, 300_000).await?, have(100_000));
    let ask = format!("bytes */{}", file.len());
    assert_eq!(taken(ana.put(&Digest::of(&file), PDF, &ask, b"").await?)?, have(100_000));
    assert_eq!(ana.get(&Digest::of(&file)).await?.status, 404, "it is not whole");
    assert_eq!(ana.put_piece(&file, PDF, 100_000, 300_000).await?, FileTaken::Whole);
    assert_eq!(ana.put_piece(&file, PDF, 100_000, 300_000).await?, FileTaken::Whole);
    assert_eq!(ana.get(&Digest::of(&file)).await?.bytes, file);
    let metrics = town.metrics().await?;
    assert!(metrics.contains(r#"mangrove_attachments_total{step="whole"} 2"#), "{metrics}");
    Ok(())
}

async fn a_file_that_is_not_what_it_says_leaves_nothing_behind(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut ana = Person::in_town(&town, "ana@example.org").await?;
    let changed = pdf(1_000, 2);
    let hash = Digest::of(b"another file");
    let answer = ana.put(&hash, PDF, "bytes 0-999/1000", &changed).await?;
    assert_eq!((answer.status, answer.text.as_str()), (422, r#"{"taken":"refused","fault":"other_bytes"}"#));
    let script = b"<script>alert(1)</script>";
    let docm = zip(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"], 10)?;
    let bomb = zip(&["[Content_Types].xml", "word/document.xml"], 40_000_000)?;
    assert!(bomb.len() < 100_000);
    let docx = FileKind::Docx.media_type();
    for (file, kind, fault) in [
        (script.as_slice(), PDF, "other_kind"),
        (script.as_slice(), docx, "other_kind"),
        (&docm, docx, "macros"),
        (&bomb, docx, "bomb"),
    ] {
        let refused = ana.put_whole(file, kind).await?;
        assert_eq!(serde_json::to_value(refused)?["fault"], fault);
        assert_eq!(ana.get(&Digest::of(file)).await?.status, 404);
    }
    let metrics = town.metrics().await?;
    assert!(metrics.contains(r#"mangrove_attachments_total{step="refused_bomb"} 1"#), "{metrics}");
    let letter = zip(&["[Content_Types].xml", "word/document.xml"], 5_000)?;
    assert_eq!(ana.put_whole(&letter, docx).await?, FileTaken::Whole);
    Ok(())
}

async fn a_file_counts_for_its_owner_alone_and_is_a_download(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut ana = Person::in_town(&town, "ana@example.org").await?;
    let mut ben = Person::in_town(&town, "ben@example.org").await?;
    let file = pdf(1_000, 3);
    assert_eq!(ana.put_whole(&file, PDF).await?, FileTaken::Whole);
    let hash = Digest::of(&file);
    let answer = ana.get(&hash).await?;
    assert_eq!(answer.bytes, file);
    for (name, value) in [
        ("content-type", PDF),
        ("cache-control", "private, no-store"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; sandbox"),
    ] {
        assert_eq!(answer.all(name), [value]);
    }
    assert!(answer.all("content-disposition")[0].starts_with("attachment; "));
    assert_eq!(ben.get(&hash).await?.status, 404);
    // Ben does not learn that it is there, and the bytes have to come from him too.
    let ask = format!("bytes */{}", file.len());
    assert_eq!(taken(ben.put(&hash, PDF, &ask, b"").await?)?, FileTaken::Have { bytes: 0 });
    let mut nobody = Person { browser: town.browser(), id: ana.id.clone() };
    assert_eq!(nobody.get(&hash).await?.status, 401);
    assert_eq!(nobody.put(&hash, PDF, &ask, b"").await?.status, 401);
    // Somebody else signed in in Ana's browser meanwhile.
    ben.id = ana.id.clone();
    assert_eq!(ben.put(&hash, PDF, &ask, b"").await?.status, 409);
    Ok(())
}

fn registered(file: &[u8], kind: &str, bytes: usize) -> serde_json::Value {
    let answer = json!({"hash": Digest::of(file), "name": "plan.pdf", "kind": kind, "bytes": bytes});
    let _: Value = serde_json::from_value(json!({"file": answer})).expect("an answer with a file");
    json!({
        "id": model::CommandId::made_at(BEGIN_MS as u64, rand::random()), "made_ms": BEGIN_MS, "act": "registered",
        "event": event(), "form": 1, "answers": {"plan": {"file": answer}}, "consents": [], "name": {"full": "Ana"},
    })
}

async fn organisers_read_what_a_registration_of_their_event_names(ground: Ground) -> Result<()> {
    let other = RecordId::made_at(BEGIN_MS as u64, [8; 10]);
    ground.commit([camp(event()), camp(other)]).await?;
    let town = Town::open(ground).await?;
    for (email, event) in [("runs@example.org", event()), ("runs-other@example.org", other)] {
        let email = server::auth::Email::parse(email)?;
        invite(&town.ground.store, &email, &Role::Organiser(event), BEGIN_MS).await?;
    }
    let mut ana = Person::in_town(&town, "ana@example.org").await?;
    let mut runs = Person::in_town(&town, "runs@example.org").await?;
    let mut other = Person::in_town(&town, "runs-other@example.org").await?;
    let file = pdf(1_000, 4);
    let hash = Digest::of(&file);
    assert_eq!(ana.put_whole(&file, PDF).await?, FileTaken::Whole);
    assert_eq!(runs.get(&hash).await?.status, 404, "no registration names it yet");
    assert_eq!(ana.push(&registered(&file, "pdf", file.len())).await?["outcome"], "accepted");
    assert_eq!(runs.get(&hash).await?.bytes, file);
    assert_eq!(other.get(&hash).await?.status, 404);
    Ok(())
}

async fn a_command_counts_only_with_its_files(ground: Ground) -> Result<()> {
    ground.commit([camp(event())]).await?;
    let town = Town::open(ground).await?;
    let mut ana = Person::in_town(&town, "ana@example.org").await?;
    let mut ben = Person::in_town(&town, "ben@example.org").await?;
    let file = pdf(1_000, 5);
    let unknown = |receipt: serde_json::Value| (receipt["outcome"].clone(), receipt["reason"].clone());
    let refused = (json!("refused"), json!("unknown_file"));
    assert_eq!(unknown(ana.push(&registered(&file, "pdf", 1_000)).await?), refused);
    ana.put_piece(&file, PDF, 0, 500).await?;
    assert_eq!(unknown(ana.push(&registered(&file, "pdf", 1_000)).await?), refused, "half of it is none");
    ana.put_piece(&file, PDF, 500, 1_000).await?;
    assert_eq!(unknown(ana.push(&registered(&file, "pdf", 999)).await?), refused);
    assert_eq!(unknown(ana.push(&registered(&file, "docx", 1_000)).await?), refused);
    assert_eq!(unknown(ben.push(&registered(&file, "pdf", 1_000)).await?), refused, "it is not Ben's");
    assert_eq!(ana.push(&registered(&file, "pdf", 1_000)).await?["outcome"], "accepted");
    Ok(())
}

async fn nobody_hands_in_without_end(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut ana = Person::in_town(&town, "ana@example.org").await?;
    let mut ben = Person::in_town(&town, "ben@example.org").await?;
    let most = limit::FILE_ANSWER_BYTES;
    let ask = |all: usize| format!("bytes */{all}");
    let hash = |n: usize| Digest::of(&n.to_le_bytes());
    // What is only begun counts as a whole.
    for n in 0..limit::ATTACHMENTS_BYTES / most {
        assert_eq!(taken(ana.put(&hash(n), PDF, &ask(most), b"").await?)?, FileTaken::Have { bytes: 0 });
    }
    let more = ana.put(&hash(99), PDF, &ask(1), b"").await?;
    assert_eq!((more.status, more.json()["fault"].as_str()), (422, Some("no_room")));
    assert_eq!(taken(ana.put(&hash(0), PDF, &ask(most), b"").await?)?, FileTaken::Have { bytes: 0 });
    assert_eq!(taken(ben.put(&hash(0), PDF, &ask(most), b"").await?)?, FileTaken::Have { bytes: 0 });
    for all in [0, most + 1] {
        assert_eq!(ben.put(&hash(1), PDF, &ask(all), b"").await?.json()["fault"], "too_large");
    }
    Ok(())
}

async fn what_is_nobodys_is_deleted_after_its_time(ground: Ground) -> Result<()> {
    ground.commit([camp(event())]).await?;
    let town = Town::open(ground).await?;
    let mut ana = Person::in_town(&town, "ana@example.org").await?;
    let files = [pdf(1_000, 6), pdf(1_000, 7), pdf(1_000, 8)];
    let [named, unnamed, half] = &files;
    for file in [named, unnamed] {
        assert_eq!(ana.put_whole(file, PDF).await?, FileTaken::Whole);
    }
    ana.put_piece(half, PDF, 0, 500).await?;
    assert_eq!(ana.push(&registered(named, "pdf", 1_000)).await?["outcome"], "accepted");
    let store = &town.ground.store;
    assert_eq!(sweep(store, BEGIN_MS + UNFINISHED_MS - 1).await?, 0);
    assert_eq!(sweep(store, BEGIN_MS + UNFINISHED_MS).await?, 1);
    assert_eq!(ana.put_piece(half, PDF, 500, 1_000).await?, FileTaken::Have { bytes: 0 }, "it begins anew");
    assert_eq!(sweep(store, BEGIN_MS + UNUSED_MS - 1).await?, 1, "and is unfinished again");
    assert_eq!(sweep(store, BEGIN_MS + UNUSED_MS).await?, 1);
    assert_eq!(ana.get(&Digest::of(unnamed)).await?.status, 404);
    assert_eq!(ana.get(&Digest::of(named)).await?.bytes, *named);
    Ok(())
}

async fn a_request_that_is_no_piece_is_refused(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut ana = Person::in_town(&town, "ana@example.org").await?;
    let file = pdf(100, 9);
    let hash = Digest::of(&file);
    for (kind, range) in
        [("text/html", "bytes 0-99/100"), (PDF, "bytes 0-98/100"), (PDF, "bytes 0-99/*"), (PDF, "all of it"), ("", "")]
    {
        assert_eq!(ana.put(&hash, kind, range, &file).await?.status, 400, "{kind} {range}");
    }
    let large = vec![0; server::http::BODY_BYTES + 1];
    let range = format!("bytes 0-{}/{}", large.len() - 1, large.len());
    assert_eq!(ana.put(&hash, PDF, &range, &large).await?.status, 413);
    // Another site's page, in Ana's browser.
    let person = ana.id.clone();
    let headers = [
        ("sec-fetch-site", "cross-site"),
        ("content-type", PDF),
        ("content-range", "bytes 0-99/100"),
        (PERSON_HEADER, &person),
    ];
    let answer = ana.browser.send_bytes("PUT", &format!("/v1/file/{hash}"), &headers, &file).await?;
    assert_eq!(answer.status, 403);
    assert_eq!(ana.get(&hash).await?.status, 404);
    Ok(())
}
