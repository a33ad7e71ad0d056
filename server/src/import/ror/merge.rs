//! What a later release may change in a record that is held.
//!
//! | held record | names, place, links, ids, relations, standing, kinds, established | the rest |
//! |---|---|---|
//! | as ROR gave it: source is ROR, verified on the day the source gives | as the release says | kept |
//! | curated: anyone else's source, or verified by somebody since | kept; what is missing is added | kept |
//!
//! The rest is what ROR does not know: fields, summary, memberships, languages, contact, kinds that ROR has no word
//! for, former names, links and relations of other uses, ids of other schemes. A withdrawal counts for both.
//!
//! **Invariant:** pure, and merging the same release twice is the same as once.

use model::record::{Detail, Institution, InstitutionKind};
use model::source::LinkUse;
use model::text::List;
use model::{ForeignId, Name, NameUse, Place, Record, Relation, RelationKind, Standing};

use super::super::normal;
use super::release::SOURCE;

/// The held record after the release.
pub fn merge(held: &Record, upstream: Record) -> Record {
    let merged = if is_as_ror_gave_it(held) { updated(held, upstream) } else { filled(held, upstream) };
    let told_anew = Record { source: held.source.clone(), verified_on: held.verified_on, ..merged.clone() };
    let no_later = merged.source.published <= held.source.published;
    // A release that says again what an earlier one said is no change.
    if no_later && told_anew == *held { told_anew } else { merged }
}

fn is_as_ror_gave_it(held: &Record) -> bool {
    held.source.title.as_str().starts_with(SOURCE) && held.source.published.is_none_or(|day| day == held.verified_on)
}

fn updated(held: &Record, upstream: Record) -> Record {
    let former = held.names.iter().filter(|name| name.usage == NameUse::Former);
    let names = normal::names_in_order(upstream.names.iter().chain(former).map(with_fitting_tag).collect());
    let links = held.links.iter().filter(|link| !matches!(link.usage, LinkUse::Website | LinkUse::Wikipedia));
    let ids = held.ids.iter().filter(|id| !is_of_ror(id));
    let relations = held.relations.iter().filter(|relation| !is_rors(relation.kind));
    Record {
        names: cut(names),
        fields: held.fields.clone(),
        summary: held.summary.clone(),
        links: cut(upstream.links.iter().chain(links).cloned().collect()),
        ids: cut(upstream.ids.iter().chain(ids).cloned().collect()),
        relations: cut(upstream.relations.iter().chain(relations).cloned().collect()),
        demo: held.demo,
        detail: detail(held, &upstream, |ours, theirs| {
            let added = ours.kinds.iter().filter(|kind| !has_word_for(**kind));
            let kinds = theirs.kinds.iter().chain(added).copied().collect();
            Institution { kinds: cut(kinds), established: theirs.established, ..ours.clone() }
        }),
        ..upstream
    }
}

fn filled(held: &Record, upstream: Record) -> Record {
    let known = |name: &Name| held.names.iter().any(|ours| ours.text == name.text);
    let new = upstream.names.iter().filter(|name| !known(name)).map(|name| Name {
        usage: if name.usage == NameUse::Official { NameUse::Label } else { name.usage },
        ..with_fitting_tag(name)
    });
    let names = held.names.iter().cloned().chain(new).collect();
    let has_use = |usage| held.links.iter().any(|link| link.usage == usage);
    let links = upstream.links.iter().filter(|link| !has_use(link.usage));
    let ids = upstream.ids.iter().filter(|id| !held.ids.contains(id));
    let related = |relation: &Relation| {
        held.relations.iter().any(|ours| ours.kind == relation.kind && ours.target == relation.target)
    };
    let relations = upstream.relations.iter().filter(|relation| !related(relation));
    Record {
        names: cut(names),
        countries: if held.countries.is_empty() { upstream.countries.clone() } else { held.countries.clone() },
        place: place(held.place.as_ref(), upstream.place.as_ref()),
        standing: if upstream.standing == Standing::Active { held.standing } else { upstream.standing },
        links: cut(held.links.iter().chain(links).cloned().collect()),
        ids: cut(held.ids.iter().chain(ids).cloned().collect()),
        relations: cut(held.relations.iter().chain(relations).cloned().collect()),
        detail: detail(held, &upstream, |ours, theirs| {
            let kinds = if ours.kinds.is_empty() { theirs.kinds.clone() } else { ours.kinds.clone() };
            Institution { kinds, established: ours.established.or(theirs.established), ..ours.clone() }
        }),
        ..held.clone()
    }
}

fn detail(held: &Record, upstream: &Record, merge: impl Fn(&Institution, &Institution) -> Institution) -> Detail {
    match (&held.detail, &upstream.detail) {
        (Detail::Institution(ours), Detail::Institution(theirs)) => Detail::Institution(merge(ours, theirs)),
        (ours, _) => ours.clone(),
    }
}

fn place(ours: Option<&Place>, theirs: Option<&Place>) -> Option<Place> {
    let (Some(ours), Some(theirs)) = (ours, theirs) else { return ours.or(theirs).cloned() };
    Some(Place {
        city: ours.city.clone().or_else(|| theirs.city.clone()),
        region: ours.region.clone().or_else(|| theirs.region.clone()),
        point: ours.point.or(theirs.point),
    })
}

fn with_fitting_tag(name: &Name) -> Name {
    Name { lang: normal::fitting_tag(name.lang.clone(), name.text.as_str()), ..name.clone() }
}

fn is_of_ror(id: &ForeignId) -> bool {
    matches!(id.scheme(), "ror" | "grid" | "isni" | "wikidata" | "fundref" | "orgref")
}

fn is_rors(kind: RelationKind) -> bool {
    use RelationKind::{Child, Parent, Predecessor, Related, Successor};
    matches!(kind, Parent | Child | Related | Predecessor | Successor)
}

/// Whether ROR has a type for it; the other kinds are the operator's.
fn has_word_for(kind: InstitutionKind) -> bool {
    match kind {
        InstitutionKind::University
        | InstitutionKind::Hospital
        | InstitutionKind::Facility
        | InstitutionKind::Government
        | InstitutionKind::Company
        | InstitutionKind::Nonprofit
        | InstitutionKind::Archive
        | InstitutionKind::Funder
        | InstitutionKind::Other => true,
        InstitutionKind::Institute
        | InstitutionKind::Incubator
        | InstitutionKind::TransferAgency
        | InstitutionKind::Park
        | InstitutionKind::Laboratory
        | InstitutionKind::Investor
        | InstitutionKind::Library => false,
    }
}

/// As much as a record may hold; upstream comes first, so what is cut is the oldest addition.
fn cut<T, const MOST: usize>(mut entries: Vec<T>) -> List<T, MOST> {
    entries.truncate(MOST);
    List::parse(entries).expect("cut to its limit above")
}
