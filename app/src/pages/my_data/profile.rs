//! Who they say they are, to be corrected.

use leptos::prelude::*;
use model::{Act, LanguageTag, Line, PersonName, Profile};

use crate::components::{Button, ButtonKind, Field, SectionHead};
use crate::state::mine::use_own;
use crate::state::words::{self, t};

/// What stands in the fields.
#[derive(Debug, Clone, Default, PartialEq)]
struct Typed {
    full: String,
    latin: String,
    address_as: String,
    phone: String,
}

#[component]
pub fn ProfileForm() -> impl IntoView {
    let own = use_own();
    let look = own.look();
    let known = look.with_untracked(|look| {
        look.as_ref().and_then(|look| look.mine.profile.as_ref().map(|shown| shown.profile.clone()))
    });
    let typed = RwSignal::new(known.as_ref().map(Typed::of).unwrap_or_default());
    let (wrong, set_wrong) = signal(None::<String>);
    let (told, set_told) = signal(None::<String>);
    let settled = Memo::new(move |_| {
        look.with(|look| look.as_ref().and_then(|look| look.mine.profile.as_ref().map(|shown| shown.settled)))
    });
    let save = Callback::new(move |()| {
        let before = look.with_untracked(|look| {
            look.as_ref().and_then(|look| look.mine.profile.as_ref().map(|shown| shown.profile.clone()))
        });
        let Some(profile) = typed.get_untracked().profile(before) else {
            return set_wrong.set(Some(t("flaw.no_name")));
        };
        set_wrong.set(None);
        own.save(Act::ProfileChanged { profile }, move |kept| {
            set_told.try_set(Some(t(if kept { "data.saved" } else { "here.not_kept" })));
        });
    });
    let first = typed.get_untracked();
    let put =
        move |change: fn(&mut Typed, String)| Callback::new(move |text| typed.update(|typed| change(typed, text)));
    view! {
        <SectionHead title=t("data.profile")/>
        <div class="form">
            <Field id="data-full" label=t("register.full") value=first.full error=wrong on_input=put(|typed, text| typed.full = text)/>
            <Field id="data-latin" label=t("register.latin") value=first.latin on_input=put(|typed, text| typed.latin = text)/>
            <Field id="data-address-as" label=t("register.address_as") value=first.address_as
                on_input=put(|typed, text| typed.address_as = text)/>
            <Field id="data-phone" label=t("data.phone") value=first.phone on_input=put(|typed, text| typed.phone = text)/>
            <Button kind=ButtonKind::Go label=t("data.save") on_press=save/>
            <p class="small q" role="status">{move || match (told.get(), settled.get()) {
                (_, Some(false)) => Some(t("data.waits")),
                (told, _) => told,
            }}</p>
        </div>
    }
}

impl Typed {
    fn of(profile: &Profile) -> Self {
        let text = |line: &Option<Line>| line.as_ref().map(|line| line.as_str().to_owned()).unwrap_or_default();
        let PersonName { full, latin, address_as } = &profile.name;
        let (latin, address_as) = (text(latin), text(address_as));
        Typed { full: full.as_str().to_owned(), latin, address_as, phone: text(&profile.phone) }
    }

    /// What is not on this form stays as it was. None without a name.
    fn profile(&self, before: Option<Profile>) -> Option<Profile> {
        let line = |text: &str| Line::parse(text).ok();
        let name = PersonName { full: line(&self.full)?, latin: line(&self.latin), address_as: line(&self.address_as) };
        let language = before.as_ref().map(|before| before.language.clone());
        let language = language.or_else(|| LanguageTag::parse(&words::language().get_untracked()).ok())?;
        let (country, institution) = before.map(|before| (before.country, before.institution)).unwrap_or_default();
        Some(Profile { name, country, language, institution, phone: line(&self.phone) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_form_does_not_show_stays_and_an_emptied_field_goes() {
        let before: Profile = serde_json::from_value(serde_json::json!({
            "name": {"full": "Lan", "latin": "Lan Nguyen"}, "country": "VN", "language": "vi", "phone": "+84 1",
        }))
        .unwrap();
        let typed = Typed { full: "Lan Anh".to_owned(), latin: String::new(), ..Typed::of(&before) };
        let after = typed.profile(Some(before.clone())).unwrap();
        assert_eq!((after.name.full.as_str(), after.name.latin, after.country), ("Lan Anh", None, before.country));
        assert_eq!((after.language, after.phone), (before.language.clone(), before.phone.clone()));
        assert_eq!(Typed { full: " ".to_owned(), ..Typed::of(&before) }.profile(Some(before)), None);
    }
}
