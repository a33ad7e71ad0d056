//! Published figures, and beside each measure what the records on this phone count to. Demonstration records are
//! counted apart: they never prop up a real number.

use std::collections::{BTreeMap, HashSet};

use model::RecordId;
use model::record::{Counted, Network, ProjectForm};
use serde::de::DeserializeOwned;

use crate::desk::{Bodies, whole};
use crate::overview::{countries, has_membership, in_bloc, is_withdrawn};
use crate::query::{CountedFigure, FigureGroup, PublishedFigure};
use crate::shelf::Spot;
use crate::{Desk, Malformed, card};

pub(crate) fn figures(desk: &Desk, bodies: Bodies<'_>) -> Result<Vec<FigureGroup>, Malformed> {
    let mut groups: BTreeMap<String, FigureGroup> = BTreeMap::new();
    let mut asked: BTreeMap<String, Counted> = BTreeMap::new();
    for spot in desk.spots_of("figure").filter(|spot| !is_withdrawn(spot)) {
        let card = spot.card()?;
        let measure = card.word("measure").unwrap_or_default().to_owned();
        if let Some(counted) = fact(&spot, "counted") {
            asked.insert(measure.clone(), counted);
        }
        let new = || FigureGroup { measure: measure.clone(), figures: Vec::new(), counted: None };
        let group = groups.entry(measure.clone()).or_insert_with(new);
        group.figures.push(PublishedFigure { record: whole(&spot, bodies)?, card });
    }
    for (measure, group) in &mut groups {
        let date = |figure: &PublishedFigure| figure.card.word("as_of").unwrap_or_default().to_owned();
        group.figures.sort_by_key(|figure| (date(figure), figure.card.id));
        group.counted = asked.get(measure).map(|counted| count(desk, *counted)).transpose()?;
    }
    Ok(groups.into_values().collect())
}

/// Counts over the records, real ones and those for demonstration apart.
fn count(desk: &Desk, counted: Counted) -> Result<CountedFigure, Malformed> {
    let asean = asean_codes(desk)?;
    let mut sums = CountedFigure { real: 0, demo: 0 };
    let mut employers: HashSet<(bool, RecordId)> = HashSet::new();
    for spot in desk.spots().filter(|spot| !is_withdrawn(spot)) {
        let demo = spot.block.cell("demo", spot.row).is_some();
        if counted == Counted::Employers && spot.block.kind() == "position" {
            let relations = card::relations(spot.block, spot.row)?;
            employers.extend(relations.into_iter().filter(|(kind, _)| kind == "employer").map(|(_, id)| (demo, id)));
        }
        *(if demo { &mut sums.demo } else { &mut sums.real }) += weight(&spot, counted, &asean);
    }
    for (demo, _) in employers {
        *(if demo { &mut sums.demo } else { &mut sums.real }) += 1;
    }
    Ok(sums)
}

/// How much one record adds to a count.
fn weight(spot: &Spot<'_>, counted: Counted, asean: &HashSet<String>) -> u64 {
    let kind = spot.block.kind();
    let one_if = |yes: bool| u64::from(yes);
    let has = |column| spot.block.cell(column, spot.row).is_some();
    let form = || fact::<ProjectForm>(spot, "form");
    match counted {
        Counted::NetworkMembers => one_if(kind == "institution" && has_membership(spot, Network::TransferNetwork)),
        Counted::AllianceMembers => one_if(kind == "institution" && has_membership(spot, Network::TransferAlliance)),
        Counted::Mechanisms => one_if(kind == "country" && has("mechanism")),
        Counted::WorkingGroups => one_if(kind == "country" && has("working_group")),
        Counted::Projects => one_if(kind == "project"),
        Counted::Enterprises if kind == "project" => fact::<u64>(spot, "enterprises").unwrap_or(0),
        Counted::Enterprises => 0,
        Counted::Agreements => one_if(kind == "agreement"),
        Counted::Events => one_if(kind == "event" && !has("series")),
        Counted::EventsInAsean => {
            one_if(kind == "event" && !has("series") && countries(spot).iter().any(|code| asean.contains(code)))
        }
        Counted::Technologies => one_if(kind == "technology"),
        Counted::Positions if kind == "position" => fact::<u64>(spot, "places").unwrap_or(1),
        Counted::Positions => 0,
        Counted::Employers => 0,
        Counted::JointLaboratories => one_if(kind == "project" && form() == Some(ProjectForm::JointLaboratory)),
        Counted::Parks => one_if(kind == "project" && form() == Some(ProjectForm::Park)),
        Counted::Countries => one_if(kind == "country" && countries(spot).iter().any(|code| asean.contains(code))),
    }
}

fn asean_codes(desk: &Desk) -> Result<HashSet<String>, Malformed> {
    let mut codes = HashSet::new();
    for spot in desk.spots_of("country") {
        let card = spot.card()?;
        if in_bloc(&card, "asean") {
            codes.extend(card.word("code").map(str::to_owned));
        }
    }
    Ok(codes)
}

fn fact<T: DeserializeOwned>(spot: &Spot<'_>, column: &str) -> Option<T> {
    serde_json::from_slice(spot.block.cell(column, spot.row)?).ok()
}
