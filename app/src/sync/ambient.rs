//! What a pull needs of its surroundings: the time, and how to wait. Passed in, so that tests neither sleep nor guess.

use std::rc::Rc;

use futures::future::LocalBoxFuture;

use super::limit;

#[derive(Clone)]
pub struct Ambient {
    pub now_ms: Rc<dyn Fn() -> i64>,
    /// Waits before another try: which try it was (from 0), and how long the server asked for.
    pub pause: Rc<dyn Fn(u32, Option<u32>) -> LocalBoxFuture<'static, ()>>,
}

/// How long to wait before the next try. `dice` is in 0..1, so that phones do not come back all at once.
pub fn wait_ms(attempt: u32, asked_ms: Option<u32>, dice: f64) -> u32 {
    let doubled = limit::FIRST_WAIT_MS.saturating_mul(1 << attempt.min(10)).min(limit::LONGEST_WAIT_MS);
    let spread = f64::from(doubled) * (0.5 + dice.clamp(0.0, 1.0) / 2.0);
    asked_ms.unwrap_or(0).min(limit::LONGEST_WAIT_MS).saturating_add(spread as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_are_spread_and_have_an_end() {
        assert_eq!(wait_ms(0, None, 0.0), 150);
        assert_eq!(wait_ms(0, None, 1.0), 300);
        assert!(wait_ms(3, None, 0.5) > wait_ms(1, None, 0.5));
        assert_eq!(wait_ms(60, None, 1.0), limit::LONGEST_WAIT_MS);
        assert_eq!(wait_ms(0, Some(2_000), 0.0), 2_150);
    }
}
