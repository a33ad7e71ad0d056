//! Which codes are new: one that is held before the camera is told once, and again only after it was away. Pure.

use super::limit::SAME_CODE_MS;

/// Codes seen a short while ago, and when last.
#[derive(Debug, Default)]
pub struct Seen(Vec<(String, f64)>);

impl Seen {
    /// Notes a code; true if it is new.
    pub fn is_new(&mut self, text: &str, now_ms: f64) -> bool {
        self.0.retain(|(_, at_ms)| now_ms - at_ms < SAME_CODE_MS);
        match self.0.iter_mut().find(|(other, _)| other == text) {
            Some((_, at_ms)) => {
                *at_ms = now_ms;
                false
            }
            None => {
                self.0.push((text.to_owned(), now_ms));
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_is_held_up_is_told_once() {
        let mut seen = Seen::default();
        let told = (0..100).filter(|tenth| seen.is_new("a", f64::from(*tenth) * 100.0)).count();
        assert_eq!(told, 1);
    }

    #[test]
    fn two_codes_in_turn_are_each_told_once_and_again_after_they_were_away() {
        let mut seen = Seen::default();
        assert!(seen.is_new("a", 0.0) && seen.is_new("b", 100.0));
        assert!(!seen.is_new("a", 1_900.0) && !seen.is_new("b", 2_000.0));
        assert!(!seen.is_new("b", 3_899.0));
        assert!(seen.is_new("a", 3_900.0));
    }
}
