//! Heights of the rows of a long list: an estimate until a row has been seen, then what was measured.
//! Pure. A Fenwick tree over the differences from the estimate, so that every question takes a few steps at any size.

/// Heights in CSS pixels. Rows count from 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Heights {
    estimate_px: f64,
    /// What was measured, as a difference from the estimate.
    extra_px: Vec<f64>,
    /// Fenwick tree of `extra_px`; entry 0 is unused.
    tree: Vec<f64>,
}

impl Heights {
    pub fn new(count: usize, estimate_px: f64) -> Self {
        Heights { estimate_px, extra_px: vec![0.0; count], tree: vec![0.0; count + 1] }
    }

    pub fn count(&self) -> usize {
        self.extra_px.len()
    }

    /// Sets a measured height and gives the difference from what was believed.
    pub fn measured(&mut self, row: usize, height_px: f64) -> f64 {
        let Some(extra) = self.extra_px.get_mut(row) else { return 0.0 };
        let change = height_px - self.estimate_px - *extra;
        *extra += change;
        let mut at = row + 1;
        while at < self.tree.len() {
            self.tree[at] += change;
            at += at & at.wrapping_neg();
        }
        change
    }

    /// Where a row begins, from the head of the list; for the row after the last, where the list ends.
    pub fn offset_px(&self, row: usize) -> f64 {
        let row = row.min(self.count());
        let mut extra = 0.0;
        let mut at = row;
        while at > 0 {
            extra += self.tree[at];
            at -= at & at.wrapping_neg();
        }
        row as f64 * self.estimate_px + extra
    }

    pub fn total_px(&self) -> f64 {
        self.offset_px(self.count())
    }

    /// The row at that height of the list: the last one that begins at or above it. 0 for an empty list.
    pub fn row_at(&self, y_px: f64) -> usize {
        let mut row = 0;
        let mut begins = 0.0;
        let mut step = self.count().next_power_of_two();
        while step > 0 {
            let next = row + step;
            if next <= self.count() {
                let after = begins + step as f64 * self.estimate_px + self.tree[next];
                if after <= y_px {
                    row = next;
                    begins = after;
                }
            }
            step /= 2;
        }
        row.min(self.count().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn every_row_is_found_where_it_begins() {
        let mut heights = Heights::new(1000, 80.0);
        for row in (0..1000).step_by(7) {
            heights.measured(row, 40.0 + (row % 90) as f64);
        }
        let mut begins = 0.0;
        for row in 0..1000 {
            assert!((heights.offset_px(row) - begins).abs() < 1e-6);
            assert_eq!(heights.row_at(begins + 0.5), row);
            begins += if row % 7 == 0 { 40.0 + (row % 90) as f64 } else { 80.0 };
        }
        assert!((heights.total_px() - begins).abs() < 1e-6);
    }

    #[wasm_bindgen_test]
    fn measuring_again_replaces_what_was_measured() {
        let mut heights = Heights::new(3, 80.0);
        assert_eq!(heights.measured(1, 100.0), 20.0);
        assert_eq!(heights.measured(1, 90.0), -10.0);
        assert_eq!(heights.total_px(), 250.0);
        assert_eq!(heights.measured(9, 90.0), 0.0);
    }

    #[wasm_bindgen_test]
    fn outside_the_list_the_nearest_row_is_given() {
        let heights = Heights::new(3, 80.0);
        assert_eq!(heights.row_at(-5.0), 0);
        assert_eq!(heights.row_at(9_999.0), 2);
        assert_eq!(Heights::new(0, 80.0).row_at(10.0), 0);
        assert_eq!(Heights::new(0, 80.0).total_px(), 0.0);
    }
}
