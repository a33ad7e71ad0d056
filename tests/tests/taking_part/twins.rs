//! Two registrations that may be of one person are suggested to the desk, and nobody is refused for it.

use anyhow::Result;
use model::feed::{Entry, Likeness, TwinView};
use model::{Command, CountryCode, Outcome, Scope};
use serde_json::json;
use tests::ground::Ground;

use crate::camp::*;

tests::on_both_databases! {
    a_name_in_two_scripts_a_mailbox_and_a_telephone_are_noticed
    a_pair_is_over_when_one_of_the_two_is
    a_name_that_everybody_has_is_suggested_so_often_and_no_more
}

fn called(full: &str, latin: Option<&str>) -> Command {
    let mut act = serde_json::to_value(registered(0, "vn")).unwrap();
    act["name"] = json!({"full": full});
    if let Some(latin) = latin {
        act["name"]["latin"] = json!(latin);
    }
    command(act)
}

async fn twins(ground: &Ground) -> Result<Vec<TwinView>> {
    let rows = whole_feed(ground, Scope::Desk(event())).await?;
    let twins = rows.into_iter().filter_map(|row| match row.entry {
        Entry::Twin(twin) => Some(twin),
        _ => None,
    });
    Ok(twins.collect())
}

fn pair(one: &Command, other: &Command, because: Likeness) -> TwinView {
    TwinView { event: event(), pair: [one.id.into(), other.id.into()], because, over: false }
}

async fn a_name_in_two_scripts_a_mailbox_and_a_telephone_are_noticed(ground: Ground) -> Result<()> {
    let phone = json!({"key": "mobile", "label": {"en": "Phone"}, "ask": "text", "max_chars": 40, "lines": 1,
        "tells": "phone"});
    let form = json!({"version": 3, "questions": [phone]});
    open_camp(&ground, json!({"form": form})).await?;
    let come = |name: serde_json::Value, phone: Option<&str>| {
        let answers = phone.map_or(json!({}), |phone| json!({"mobile": {"text": phone}}));
        command(json!({"act": "registered", "event": event(), "form": 3, "answers": answers, "consents": [],
            "name": name}))
    };
    let first = come(json!({"full": "陈美玲", "latin": "Chen Meiling"}), Some("+86 138 1234 5678"));
    let by_name = come(json!({"full": "Meiling Chen"}), None);
    let by_phone = come(json!({"full": "Mrs C"}), Some("138-1234-5678"));
    let other = come(json!({"full": "林美玲"}), Some("+86 138 0000 1111"));
    for (number, command) in (0..).zip([&first, &by_name, &by_phone, &other]) {
        assert_eq!(send(&ground, number, command).await?, Outcome::Accepted);
    }
    let wanted = [pair(&first, &by_name, Likeness::Name), pair(&first, &by_phone, Likeness::Phone)];
    assert_eq!(twins(&ground).await?, wanted);

    with_address(&ground, 10, "Lan.Nguyen@gmail.com").await?;
    let lan = come(json!({"full": "Lan"}), None);
    send(&ground, 10, &lan).await?;
    let by_mailbox = command(json!({"act": "nominated", "event": event(), "form": 3, "answers": {}, "consents": [],
        "name": {"full": "Ms Nguyen"}, "email": "lannguyen+camp@googlemail.com"}));
    assert_eq!(send(&ground, 1, &by_mailbox).await?, Outcome::Accepted);
    assert_eq!(twins(&ground).await?[2..], [pair(&lan, &by_mailbox, Likeness::Mailbox)]);
    // The number of the profile counts too, also when it is given later; the same pair is not told twice.
    let profile = json!({"name": {"full": "Lan"}, "language": "vi", "phone": "0138 0000 1111"});
    send(&ground, 10, &command(json!({"act": "profile_changed", "profile": profile}))).await?;
    let answers = json!({"mobile": {"text": "none"}});
    let changed = command(json!({"act": "answers_changed", "event": event(), "form": 3, "answers": answers}));
    assert_eq!(send(&ground, 10, &changed).await?, Outcome::Accepted);
    assert_eq!(twins(&ground).await?[3..], [pair(&other, &lan, Likeness::Phone)]);
    // It is the desk's alone.
    assert_eq!(whole_feed(&ground, Scope::Person(person(1))).await?.len(), 2);
    assert!(whole_feed(&ground, Scope::Country(CountryCode::parse("VN")?)).await?.is_empty());
    Ok(())
}

async fn a_pair_is_over_when_one_of_the_two_is(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({})).await?;
    let (one, other) = (called("Lan Nguyen", None), called("Nguyễn Lan", None));
    send(&ground, 0, &one).await?;
    send(&ground, 1, &other).await?;
    send(&ground, 0, &plain("withdrawn")).await?;
    let told = pair(&one, &other, Likeness::Name);
    assert_eq!(twins(&ground).await?, [told.clone(), TwinView { over: true, ..told.clone() }]);
    // Who is gone is like nobody; who comes back is compared again.
    let third = called("LAN NGUYEN", None);
    send(&ground, 2, &third).await?;
    assert_eq!(twins(&ground).await?[2..], [pair(&other, &third, Likeness::Name)]);
    Ok(())
}

async fn a_name_that_everybody_has_is_suggested_so_often_and_no_more(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({})).await?;
    for number in 0..14 {
        send(&ground, number, &called("Nguyễn Văn An", None)).await?;
    }
    let told = twins(&ground).await?;
    assert_eq!(told.len(), (1..14).map(|before| before.min(10)).sum::<usize>());
    Ok(())
}
