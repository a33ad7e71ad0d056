//! A text as a QR code, drawn with one path. Pure, so that tests read back what is drawn.
//!
//! Level M: a phone's screen is bright and flat, and a smaller code is read from further away. The token of a ticket is
//! capitals and digits, for which a QR code has a denser mode; qrcodegen finds that by itself.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

/// Modules of white around a code, as the standard asks for.
pub const QUIET_MODULES: u32 = 4;
/// A token has 272 letters at most, an address 300; what is longer is no text of ours.
pub const TEXT_BYTES: usize = 1024;

/// A code with the white around it: dark modules in a square.
#[derive(Clone, PartialEq, Eq)]
pub struct Drawing {
    code: QrCode,
}

impl Drawing {
    /// None for a text longer than [`TEXT_BYTES`].
    pub fn of(text: &str) -> Option<Drawing> {
        if text.len() > TEXT_BYTES {
            return None;
        }
        QrCode::encode_text(text, QrCodeEcc::Medium).ok().map(|code| Drawing { code })
    }

    /// The length of a side in modules, quiet zone included.
    pub fn side(&self) -> u32 {
        self.code.size().unsigned_abs() + 2 * QUIET_MODULES
    }

    pub fn is_dark(&self, x: u32, y: u32) -> bool {
        let inside = |at: u32| at.checked_sub(QUIET_MODULES).and_then(|at| i32::try_from(at).ok());
        // Outside of the code the library answers white.
        inside(x).zip(inside(y)).is_some_and(|(x, y)| self.code.get_module(x, y))
    }

    /// The dark modules as an SVG path on a grid of one unit a module: one bar for each run in a row.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for y in 0..self.side() {
            let mut x = 0;
            while x < self.side() {
                let run = (x..self.side()).take_while(|x| self.is_dark(*x, y)).count();
                if run > 0 {
                    // Writing into a text cannot fail.
                    let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
                }
                x += run as u32 + 1;
            }
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use catalogue::limit::TOKEN_LETTERS;

    use super::*;

    /// Pixels a module: what is left of a code that fills a third of a scaled frame.
    const PIXELS: usize = 3;

    /// The picture that an SVG of this path shows, read from the path alone.
    fn painted(drawing: &Drawing) -> (usize, Vec<u8>) {
        let side = drawing.side() as usize * PIXELS;
        let mut luma = vec![255; side * side];
        for bar in drawing.path().split('M').skip(1) {
            let (x, rest) = bar.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let (run, rest) = rest.split_once('v').unwrap();
            assert_eq!(rest, format!("1h-{run}z"));
            let [x, y, run] = [x, y, run].map(|number| number.parse::<usize>().unwrap() * PIXELS);
            for row in y..y + PIXELS {
                luma[row * side + x..row * side + x + run].fill(0);
            }
        }
        (side, luma)
    }

    fn read_back(text: &str) -> Option<String> {
        let (side, luma) = painted(&Drawing::of(text).unwrap());
        scan::read(side, side, &luma)
    }

    fn token(letters: usize) -> String {
        "04000000000Q40M2081040G2ZYXWVTSRPNJHFED".chars().cycle().take(letters).collect()
    }

    #[test]
    fn what_is_drawn_reads_as_what_was_given() {
        let address = format!("{}/door/pair#{}", "https://mangrove.example", "aZ9_-".repeat(50));
        for text in [token(1), token(170), token(TOKEN_LETTERS), address, "红树林".to_owned()] {
            assert_eq!(read_back(&text).as_ref(), Some(&text));
        }
    }

    #[test]
    fn the_longest_token_is_of_version_10() {
        assert_eq!(Drawing::of(&token(TOKEN_LETTERS)).unwrap().side(), 57 + 2 * QUIET_MODULES);
    }

    #[test]
    fn four_modules_around_a_code_are_white() {
        let drawing = Drawing::of(&token(170)).unwrap();
        let (side, quiet) = (drawing.side(), QUIET_MODULES);
        let is_inside = |at: u32| (quiet..side - quiet).contains(&at);
        let mut outside =
            (0..side).flat_map(|x| (0..side).map(move |y| (x, y))).filter(|(x, y)| !(is_inside(*x) && is_inside(*y)));
        assert!(outside.all(|(x, y)| !drawing.is_dark(x, y)));
        assert!(drawing.is_dark(quiet, quiet), "the corner of a finder pattern");
    }

    #[test]
    fn a_text_that_no_code_of_ours_holds_is_refused() {
        assert!(Drawing::of(&"a".repeat(TEXT_BYTES + 1)).is_none());
        assert!(Drawing::of(&"a".repeat(TEXT_BYTES)).is_some());
    }
}
