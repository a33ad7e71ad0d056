//! The table that a run prints.

/// One figure. The ratio is ours to the bound.
pub struct Row {
    pub what: String,
    pub ours: f64,
    pub bound: Option<f64>,
    pub unit: &'static str,
    pub bound_is: String,
    /// The aim: a ratio where there is a bound, else a figure in the unit.
    pub at_most: Option<f64>,
}

impl Row {
    pub fn of(what: &str, ours: f64, unit: &'static str) -> Self {
        Row { what: what.to_owned(), ours, bound: None, unit, bound_is: String::new(), at_most: None }
    }

    pub fn beside(mut self, bound: f64, bound_is: &str) -> Self {
        self.bound = Some(bound);
        self.bound_is = bound_is.to_owned();
        self
    }

    pub fn note(mut self, note: &str) -> Self {
        self.bound_is = note.to_owned();
        self
    }

    pub fn at_most(mut self, most: f64) -> Self {
        self.at_most = Some(most);
        self
    }

    fn measure(&self) -> f64 {
        self.bound.map_or(self.ours, |bound| self.ours / bound)
    }

    fn verdict(&self) -> &'static str {
        match self.at_most {
            None => "",
            Some(most) if self.measure() <= most => "met",
            Some(_) => "MISSED",
        }
    }
}

#[derive(Default)]
pub struct Table(Vec<Row>);

impl Table {
    pub fn add(&mut self, rows: impl IntoIterator<Item = Row>) {
        for row in rows {
            eprintln!("  {} {:.1} {}", row.what, row.ours, row.unit);
            self.0.push(row);
        }
    }

    pub fn print(&self) {
        println!("| what | ours | bound | ratio | aim | | beside |\n|---|---|---|---|---|---|---|");
        for row in &self.0 {
            let number = |value: f64| if value >= 100.0 { format!("{value:.0}") } else { format!("{value:.2}") };
            let bound = row.bound.map(|bound| format!("{} {}", number(bound), row.unit)).unwrap_or_default();
            let ratio = row.bound.map(|bound| format!("{:.2}", row.ours / bound)).unwrap_or_default();
            let aim = row.at_most.map(|most| format!("≤ {}", number(most))).unwrap_or_default();
            let (what, ours, verdict) = (&row.what, number(row.ours), row.verdict());
            println!("| {what} | {ours} {} | {bound} | {ratio} | {aim} | {verdict} | {} |", row.unit, row.bound_is);
        }
    }
}

/// The value that nine of ten measurements do not pass.
pub fn ninth_of_ten(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get((values.len() * 9).div_ceil(10).saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

/// The middle of several measurements.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
