//! Every address leads to its page and back.

use super::*;

fn there_and_back(address: Address) {
    let href = address.href();
    let (rest, fragment) = href.split_once('#').unwrap_or((&href, ""));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    assert_eq!(Address::parse(path, query).with_fragment(fragment), address, "{href}");
}

#[test]
fn every_page_is_found_by_its_own_address() {
    let id = RecordId::derived("ror", "https://ror.org/02c9qn167");
    let key = LinkGroupKey { relation: "partner".into(), incoming: true, kind: "project".into() };
    let mut browse = Browse { text: "rice & drone".into(), sort: Sort::Date, ..Browse::default() };
    browse.chosen.insert(Facet::Country, vec!["TH".into(), "VN".into()]);
    browse.chosen.insert(Facet::Region, vec!["Hà Nội, north".into()]);
    let pages = [
        Address::Home,
        Address::Explore(Browse::default()),
        Address::Explore(browse),
        Address::Events(When::Past),
        Address::Record(id),
        Address::Links(id, key),
        Address::Country("TH".into()),
        Address::Figures,
        Address::Phone,
        Address::Scan,
        Address::About,
        Address::DoorPair,
        Address::Door(id),
        Address::Mine,
        Address::SignIn,
        Address::Register(id),
        Address::Part(id),
        Address::Ticket(id),
        Address::Here(id, "day-1".to_owned(), "7KQ20M4XZB".to_owned()),
        Address::Certificate(id),
        Address::Verify,
        Address::MyData,
        Address::Delegation(id),
        Address::Desks,
        Address::Desk(id),
        Address::DeskEdit(None),
        Address::DeskEdit(Some(id)),
        Address::DeskAudit(id),
        Address::DeskTeam(id),
        Address::DeskPrint(id),
    ];
    pages.into_iter().for_each(there_and_back);
}

#[test]
fn an_unknown_address_is_missing_and_says_which() {
    assert_eq!(Address::parse("/r/not-an-id", ""), Address::Missing("/r/not-an-id".into()));
    assert_eq!(Address::parse("/nowhere/at/all", ""), Address::Missing("/nowhere/at/all".into()));
}

#[test]
fn only_a_link_of_this_origin_leads_to_a_page() {
    let of = |link: &str| Address::of_link(link, "https://mangrove.example");
    let id = RecordId::derived("ror", "https://ror.org/02c9qn167");
    assert_eq!(of(&format!("https://mangrove.example/r/{id}#top")), Some(Address::Record(id)));
    assert_eq!(of("https://mangrove.example"), Some(Address::Home));
    let room = Address::Here(id, "opening".to_owned(), "7KQ20M4XZB".to_owned());
    assert_eq!(of(&format!("https://mangrove.example{}", room.href())), Some(room));
    assert_eq!(of("https://mangrove.example/events?when=past"), Some(Address::Events(When::Past)));
    for strange in [
        "https://mangrove.example.elsewhere.example/",
        "https://mangrove.example@elsewhere.example/",
        "https://elsewhere.example/https://mangrove.example/",
        "https://mangrove.example/nowhere",
        "http://mangrove.example/",
        "javascript:alert(1)",
        "/r",
        "",
    ] {
        assert_eq!(of(strange), None, "{strange}");
    }
}

#[test]
fn a_country_is_found_by_small_letters_too() {
    assert_eq!(Address::parse("/country/la/", ""), Address::Country("LA".into()));
}
