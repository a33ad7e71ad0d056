//! One quiet line: how old this phone's copy is. It opens "On this phone", and is never a banner when all is well.

use leptos::prelude::*;

use super::icon::{Glyph, Icon, IconSize};

/// Age of a copy, drawn as waves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tide {
    /// Today.
    Three,
    /// Within 7 days for the catalogue, 90 days for a record.
    Two,
    /// Older.
    One,
    /// Nothing yet.
    None,
}

const CATALOGUE_FRESH_DAYS: i64 = 7;
const RECORD_FRESH_DAYS: i64 = 90;

impl Tide {
    pub fn of_catalogue(age_days: i64) -> Tide {
        Tide::of(age_days, CATALOGUE_FRESH_DAYS)
    }

    pub fn of_record(age_days: i64) -> Tide {
        Tide::of(age_days, RECORD_FRESH_DAYS)
    }

    fn of(age_days: i64, fresh_days: i64) -> Tide {
        match age_days {
            ..=0 => Tide::Three,
            days if days <= fresh_days => Tide::Two,
            _ => Tide::One,
        }
    }

    pub fn glyph(self) -> Glyph {
        match self {
            Tide::Three => Glyph::TideThree,
            Tide::Two => Glyph::TideTwo,
            Tide::One => Glyph::TideOne,
            Tide::None => Glyph::TideNone,
        }
    }
}

#[component]
pub fn SyncLine(
    #[prop(into)] href: String,
    #[prop(into)] tide: Signal<Tide>,
    /// The fact, in bold: "Everything on this phone".
    #[prop(into)]
    fact: TextProp,
    /// What follows the dot: "updated 09:42". Empty: no dot.
    #[prop(into)]
    rest: TextProp,
) -> impl IntoView {
    let tail = move || {
        let rest = rest.get();
        (!rest.is_empty()).then(|| format!(" · {rest}"))
    };
    view! {
        <a class="sync" href=href>
            {move || view! { <Icon glyph=tide.get().glyph() size=IconSize::Small/> }}
            <span role="status"><b>{move || fact.get()}</b>{tail}</span>
        </a>
    }
}
