//! A figure that was published beside what the records here add up to: a bar, a diamond, and a sentence on the gap.

use leptos::prelude::*;

/// Shares are parts of the same whole, 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    pub share: f64,
    /// "Recorded", "Published".
    pub label: String,
    pub value: String,
}

#[component]
pub fn Bullet(
    #[prop(into)] title: TextProp,
    /// The bar. None where the records cannot be counted.
    recorded: Option<Mark>,
    /// The diamond.
    published: Option<Mark>,
    /// Always say why they differ.
    #[prop(into, optional_no_strip)]
    reason: Option<String>,
    /// Sources, other published figures.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let percent = |share: f64| format!("{:.1}%", share.clamp(0.0, 1.0) * 100.0);
    let bar = recorded.as_ref().map(|mark| percent(mark.share));
    let diamond = published.as_ref().map(|mark| percent(mark.share));
    let number = |mark: Mark| view! { <span>{mark.label}" "<b>{mark.value}</b></span> };
    view! {
        <div class="bullet">
            <h3 class="bullet__title">{move || title.get()}</h3>
            // A diamond alone on an empty track would read as "none recorded".
            {bar.is_some().then(|| view! {
                <div class="bullet__track" aria-hidden="true">
                    {bar.map(|width| view! { <i style:width=width></i> })}
                    {diamond.map(|left| view! { <s style:left=left><PublishedMark/></s> })}
                </div>
            })}
            <p class="bullet__numbers">{recorded.map(number)}{published.map(number)}</p>
            {reason.map(|reason| view! { <p class="bullet__reason">{reason}</p> })}
            {children.map(|children| view! { <div class="bullet__more">{children()}</div> })}
        </div>
    }
}

/// The diamond that stands for a published figure.
#[component]
pub fn PublishedMark() -> impl IntoView {
    view! { <svg viewBox="0 0 24 24" aria-hidden="true" inner_html=r#"<path class="published" d="M12 2.5l8 9.5-8 9.5-8-9.5z"/>"#></svg> }
}

/// The key above a list of bullets.
#[component]
pub fn BulletKey(
    #[prop(into)] recorded: String,
    #[prop(into)] published: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <p class="key">
            <span><i></i>{recorded}</span>
            <span><PublishedMark/>{published}</span>
            {children.map(|children| children())}
        </p>
    }
}
