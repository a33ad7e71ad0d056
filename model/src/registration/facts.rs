//! What is known about somebody who wants to take part: from their profile, their group and their answers.

use super::{Answers, Form, Tells, Value};
use crate::{CountryCode, Day, TermKey};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    pub born: Option<Day>,
    pub country: Option<CountryCode>,
    pub group: Option<TermKey>,
    pub fields: Vec<TermKey>,
    /// When their enterprise was founded.
    pub founded: Option<Day>,
}

impl Facts {
    /// What the answers tell, over what was known before them. Hidden questions tell nothing.
    pub fn with_answers(mut self, form: &Form, answers: &Answers) -> Self {
        for question in form.shown(answers) {
            match (question.tells, answers.get(&question.key)) {
                (Some(Tells::Born), Some(Value::Date(day))) => self.born = Some(*day),
                (Some(Tells::Founded), Some(Value::Date(day))) => self.founded = Some(*day),
                (Some(Tells::Country), Some(Value::Choice(code))) => {
                    self.country = CountryCode::parse(code.as_str()).ok().or(self.country);
                }
                (Some(Tells::Field), Some(Value::Choice(field))) => self.fields = vec![field.clone()],
                (Some(Tells::Field), Some(Value::Several(fields))) => self.fields = fields.to_vec(),
                (Some(Tells::Born | Tells::Founded | Tells::Country | Tells::Field | Tells::Phone) | None, _) => {}
            }
        }
        self
    }
}

/// Full years from a birth to a day, at least and at most: a birth known by its year leaves two ages open.
pub fn years_between(born: Day, on: Day) -> (u16, u16) {
    let first = |day: Day| (day.year(), day.month().unwrap_or(1), day.day().unwrap_or(1));
    let last = |day: Day| (day.year(), day.month().unwrap_or(12), day.day().unwrap_or(31));
    let years = |from: (u16, u8, u8), to: (u16, u8, u8)| {
        let before_birthday = (to.1, to.2) < (from.1, from.2);
        to.0.saturating_sub(from.0).saturating_sub(u16::from(before_birthday))
    };
    (years(last(born), first(on)), years(first(born), last(on)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_years_change_on_the_birthday() {
        let years = |born: &str, on: &str| years_between(Day::parse(born).unwrap(), Day::parse(on).unwrap());
        assert_eq!(years("2008-09-17", "2026-09-16"), (17, 17));
        assert_eq!(years("2008-09-17", "2026-09-17"), (18, 18));
        assert_eq!(years("2008-02-29", "2026-02-28"), (17, 17));
        assert_eq!(years("2008", "2026-09-17"), (17, 18));
        assert_eq!(years("2030-01-01", "2026-09-17"), (0, 0));
    }
}
