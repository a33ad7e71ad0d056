//! Icons: one enum, drawn on a 24 grid with a stroke and no fill. They say nothing to a screen reader; the words
//! beside them do. **Invariant:** no icon stands alone without a label.

use leptos::prelude::*;
use model::Kind;

/// What is drawn. The first eleven stand for kinds of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    Country,
    Institution,
    Project,
    Technology,
    Agreement,
    Event,
    Programme,
    Position,
    Policy,
    Figure,
    Term,
    /// Age of a copy: three waves today, two some days, one older, none nothing yet.
    TideThree,
    TideTwo,
    TideOne,
    TideNone,
    Mangrove,
    Home,
    Compass,
    Phone,
    Search,
    Clear,
    Filter,
    Sort,
    Back,
    Forward,
    Down,
    Language,
    Globe,
    Pin,
    Route,
    Mail,
    People,
    Link,
    Document,
    Offline,
    Warning,
    Info,
    Check,
    Done,
    Lock,
    Refresh,
    Clock,
    Remove,
    Download,
    Copy,
    Person,
    Send,
    Ticket,
    /// A code to scan.
    Code,
    Edit,
    Bright,
    /// Already in: two rings.
    Twice,
    /// No entry: an octagon with a cross.
    Stop,
    /// A code to scan: the corners of a viewfinder.
    Scan,
    Lamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IconSize {
    #[default]
    Usual,
    Small,
    Large,
}

#[component]
pub fn Icon(glyph: Glyph, #[prop(optional)] size: IconSize) -> impl IntoView {
    view! { <svg class=size.class() viewBox="0 0 24 24" aria-hidden="true" inner_html=glyph.drawing()></svg> }
}

impl IconSize {
    fn class(self) -> &'static str {
        match self {
            IconSize::Usual => "i",
            IconSize::Small => "i i--small",
            IconSize::Large => "i i--large",
        }
    }
}

impl Glyph {
    pub fn of_kind(kind: Kind) -> Glyph {
        match kind {
            Kind::Country => Glyph::Country,
            Kind::Institution => Glyph::Institution,
            Kind::Project => Glyph::Project,
            Kind::Technology => Glyph::Technology,
            Kind::Agreement => Glyph::Agreement,
            Kind::Event => Glyph::Event,
            Kind::Programme => Glyph::Programme,
            Kind::Position => Glyph::Position,
            Kind::Policy => Glyph::Policy,
            Kind::Figure => Glyph::Figure,
            Kind::Term => Glyph::Term,
        }
    }

    fn drawing(self) -> &'static str {
        match self {
            Glyph::Country => {
                r#"<circle cx="12" cy="12" r="8.7"/><circle cx="12" cy="12" r="5.6"/><path d="m12 8.4 1 2.6 2.6 1-2.6 1-1 2.6-1-2.6-2.6-1 2.6-1z"/>"#
            }
            Glyph::Institution => {
                r#"<path d="M3.5 9.5 12 4l8.5 5.5zM5.5 9.5V18M18.5 9.5V18M9.8 12.5V18M14.2 12.5V18M3.5 20.5h17"/>"#
            }
            Glyph::Project => {
                r#"<circle cx="6" cy="7" r="2.5"/><circle cx="18" cy="7" r="2.5"/><circle cx="12" cy="18" r="2.5"/><path d="M8.5 7h7M7.3 9.2l3.4 6.6M16.7 9.2l-3.4 6.6"/>"#
            }
            Glyph::Technology => {
                r#"<path d="M9.5 3.5h5M10.5 3.5v6L5 18.5c-.6 1.1 0 2 1.2 2h11.6c1.2 0 1.8-.9 1.2-2L13.5 9.5v-6M7.8 15h8.4"/>"#
            }
            Glyph::Agreement => {
                r#"<path d="M5.5 3.5h9l4 4V20.5h-13zM14 3.5V8h4.5M8.5 12h7M8.5 15.5h3"/><path d="m15 14.5-1.7 1.7 1.7 1.7 1.7-1.7z"/>"#
            }
            Glyph::Event => {
                r#"<path d="M4 6.5h16V20H4zM4 10.5h16M8 3.5V8M16 3.5V8"/><path d="m12 13-2.2 2.2 2.2 2.2 2.2-2.2z"/>"#
            }
            Glyph::Programme => {
                r#"<path d="M12 20.5V11M12 13c-4.5 0-6.5-2.2-6.5-6 4 0 6.5 2 6.5 6zM12 11.5c0-4.5 2.3-6.8 7-7 0 4.5-2.5 7-7 7zM7 20.5h10"/>"#
            }
            Glyph::Position => r#"<path d="M3.5 8h17v11.5h-17zM9 8V5h6v3M3.5 13h17M12 12v2"/>"#,
            Glyph::Policy => {
                r#"<path d="M6.5 3.5h12v14.5a2.5 2.5 0 0 1-2.5 2.5H6a2.5 2.5 0 0 1-2.5-2.5v-1.5h10V18a2.5 2.5 0 0 0 2.5 2.5"/><path d="M6.5 16.5v-13M10 8h5M10 11.5h5"/>"#
            }
            Glyph::Figure => {
                r#"<path d="M3.5 20.5h17M6.5 20.5V14M12 20.5v-9M17.5 20.5v-5"/><path d="m12 3-2.5 2.5L12 8l2.5-2.5z"/>"#
            }
            Glyph::Term => r#"<path d="M4 4.5h8l8.5 8.5-7.5 7.5L4 11.5z"/><path d="M8 8.5h.01" stroke-width="2.6"/>"#,
            Glyph::TideThree => {
                r#"<circle cx="12" cy="12" r="8.7"/><path d="M4.2 8.5c1.8-1.5 3.5-1.5 5.2 0s3.4 1.5 5.2 0 3.5-1.5 5.2 0M3.5 13c2-1.4 3.9-1.4 5.8 0s3.7 1.4 5.5 0 3.7-1.4 5.7 0M6 17.2c1.3-.9 2.6-.8 3.9.1s2.8.9 4.2 0 2.6-1 3.9-.1"/>"#
            }
            Glyph::TideTwo => {
                r#"<circle cx="12" cy="12" r="8.7"/><path d="M3.5 13c2-1.4 3.9-1.4 5.8 0s3.7 1.4 5.5 0 3.7-1.4 5.7 0M6 17.2c1.3-.9 2.6-.8 3.9.1s2.8.9 4.2 0 2.6-1 3.9-.1"/>"#
            }
            Glyph::TideOne => {
                r#"<circle cx="12" cy="12" r="8.7"/><path d="M6 17.2c1.3-.9 2.6-.8 3.9.1s2.8.9 4.2 0 2.6-1 3.9-.1"/>"#
            }
            Glyph::TideNone => r#"<circle cx="12" cy="12" r="8.7" stroke-dasharray="2 3.4"/>"#,
            Glyph::Mangrove => {
                r#"<path d="M12 3c2.3 2 2.3 4.8 0 7-2.3-2.2-2.3-5 0-7zM12 11.5c.2-3.6 2.8-5.8 7.5-5.5-.2 3.8-3 6-7.5 5.5zM12 11.5c-.2-3.6-2.8-5.8-7.5-5.5.2 3.8 3 6 7.5 5.5z"/><path d="M12 11.5v9M12 13.5c3.7 0 5.5 2.7 5.7 7M12 13.5c-3.7 0-5.5 2.7-5.7 7M2.5 17.5h2.3M19.2 17.5h2.3M9.3 17.5h.01M14.7 17.5h.01"/>"#
            }
            Glyph::Home => r#"<path d="m3.5 11 8.5-7 8.5 7M5.8 9.5V20h12.4V9.5M12 20v-4.5"/>"#,
            Glyph::Compass => r#"<circle cx="12" cy="12" r="8.5"/><path d="m15.5 8.5-2 5-5 2 2-5z"/>"#,
            Glyph::Phone => r#"<path d="M7 3h10v18H7zM11 18h2"/>"#,
            Glyph::Search => r#"<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>"#,
            Glyph::Clear => r#"<path d="m6 6 12 12M18 6 6 18"/>"#,
            Glyph::Filter => {
                r#"<path d="M4 7.5h9M18.5 7.5H20M4 16.5h2M11.5 16.5H20"/><circle cx="15.8" cy="7.5" r="2.5"/><circle cx="8.8" cy="16.5" r="2.5"/>"#
            }
            Glyph::Sort => r#"<path d="M7.5 5v14M4.5 16l3 3 3-3M13 7h7M13 12h5M13 17h3"/>"#,
            Glyph::Back => r#"<path d="M19 12H5m6-6.5L4.5 12l6.5 6.5"/>"#,
            Glyph::Forward => r#"<path d="m9.5 5.5 6.5 6.5-6.5 6.5"/>"#,
            Glyph::Down => r#"<path d="m5.5 9.5 6.5 6.5 6.5-6.5"/>"#,
            Glyph::Language => {
                r#"<path d="M3.5 6.5h9M8 4v2.5c0 4-2 7-5 8.5M5 9.5c1 2.5 3 4.5 6 5.5"/><path d="m12.5 20 4.2-10 4.2 10M14 17h5.5"/>"#
            }
            Glyph::Globe => {
                r#"<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17"/>"#
            }
            Glyph::Pin => {
                r#"<path d="M12 21c4.5-4.8 6.5-8.2 6.5-11a6.5 6.5 0 1 0-13 0c0 2.8 2 6.2 6.5 11z"/><path d="m12 7.5-2.5 2.5 2.5 2.5 2.5-2.5z"/>"#
            }
            Glyph::Route => r#"<path d="M5.5 20v-6.5a4 4 0 0 1 4-4h9"/><path d="m14.5 5.5 4.2 4-4.2 4"/>"#,
            Glyph::Mail => r#"<path d="M3.5 6h17v12.5h-17z"/><path d="m4 6.5 8 6.5 8-6.5"/>"#,
            Glyph::People => {
                r#"<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.5c.5-3.7 3-5.5 6.5-5.5s6 1.8 6.5 5.5M15.5 5.3a3.4 3.4 0 0 1 0 6.4M18 14.5c2 .8 3.2 2.5 3.5 5"/>"#
            }
            Glyph::Link => {
                r#"<path d="M10 14a4 4 0 0 0 5.7 0l3.3-3.3A4 4 0 0 0 13.3 5L12 6.3M14 10a4 4 0 0 0-5.7 0L5 13.3A4 4 0 0 0 10.7 19l1.3-1.3"/>"#
            }
            Glyph::Document => r#"<path d="M5.5 3.5h9l4 4V20.5h-13zM14 3.5V8h4.5M8.5 12h7M8.5 15.5h7"/>"#,
            Glyph::Offline => {
                r#"<path d="M3.5 3.5l17 17M5.5 12.5a9.5 9.5 0 0 1 4-2.3M14.5 10.2a9.5 9.5 0 0 1 4 2.3M2.5 9a14 14 0 0 1 4.3-2.7M10.5 5.2A14 14 0 0 1 21.5 9M8.7 16a5 5 0 0 1 5-.9"/><path d="M12 19.5h.01" stroke-width="2.6"/>"#
            }
            Glyph::Warning => r#"<path d="M12 4 2.8 19.8h18.4z"/><path d="M12 10v4.5M12 17.2h.01"/>"#,
            Glyph::Info => r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 8h.01"/>"#,
            Glyph::Check => r#"<path d="m4.5 12.5 5 5 10-11"/>"#,
            Glyph::Done => r#"<circle cx="12" cy="12" r="8.8"/><path d="m7.8 12.3 3 3 5.6-6.2"/>"#,
            Glyph::Lock => r#"<path d="M5.5 10.5h13v10h-13zM8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3"/>"#,
            Glyph::Refresh => {
                r#"<path d="M19.5 10.5A8 8 0 0 0 5 8M4.5 4v4.5H9M4.5 13.5A8 8 0 0 0 19 16M19.5 20v-4.5H15"/>"#
            }
            Glyph::Clock => r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3.2 2"/>"#,
            Glyph::Remove => r#"<path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 13h9.4l.8-13M10.3 11v5M13.7 11v5"/>"#,
            Glyph::Download => r#"<path d="M12 4v11M7.5 11l4.5 4.2 4.5-4.2M4.5 20h15"/>"#,
            Glyph::Scan => {
                r#"<path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4"/><path d="m12 8.5-3.5 3.5 3.5 3.5 3.5-3.5z"/>"#
            }
            Glyph::Person => {
                r#"<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.6-4.2 3.4-6.5 7.5-6.5s6.900 2.300 7.500 6.500"/>"#
            }
            Glyph::Send => r#"<path d="M20.5 3.5 3.5 10l6.5 3.5 3.5 7z"/><path d="m20.5 3.500-10.500 10"/>"#,
            Glyph::Ticket => {
                r#"<path d="M3.500 6.500h17v3.700L18.700 12l1.800 1.800v3.700h-17v-3.700L5.300 12l-1.800-1.800z"/><path d="M13.500 9.500v.01M13.500 12v.01M13.500 14.500v.01"/>"#
            }
            Glyph::Code => {
                r#"<path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 14h2v2M14 18h2v2M18 18h2v2h-2z"/>"#
            }
            Glyph::Edit => r#"<path d="m4 20 .8-4L16 4.800l3.200 3.200L8 19.200zM13.500 7.300l3.200 3.200"/>"#,
            Glyph::Twice => r#"<circle cx="9.5" cy="12" r="6"/><path d="M14.5 6.200a6 6 0 1 1 0 11.600"/>"#,
            Glyph::Stop => {
                r#"<path d="M8.300 3.500h7.400l4.800 4.800v7.400l-4.800 4.800H8.300l-4.800-4.800V8.300z"/><path d="m9 9 6 6M15 9l-6 6"/>"#
            }
            Glyph::Bright => {
                r#"<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600 7 7M17 17l1.400 1.400M18.400 5.600 17 7M7 17l-1.400 1.400"/>"#
            }
            Glyph::Copy => r#"<path d="M8.5 8.5h11v11h-11z"/><path d="M15.5 8.5v-4h-11v11h4"/>"#,
            Glyph::Lamp => r#"<path d="M8 3.5h8v4l-2 3v10h-4v-10l-2-3zM8 7.5h8M12 13v2"/>"#,
        }
    }
}
