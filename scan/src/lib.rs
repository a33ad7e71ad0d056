//! The room beside the app that reads QR codes: a WASM module of its own, for browsers without a `BarcodeDetector`.
//! The app loads it at run time, where a camera is opened and nowhere else (`app/src/scan/decoder.rs`).
//!
//! **Invariant:** it knows pixels and text, and imports nobody of ours; what a code means is the app's matter.

/// Pixels that a picture may have: more than any camera gives, and the picture was already in memory once.
pub const PICTURE_PIXELS: usize = 4096 * 4096;

/// The text of the first QR code in a grey picture: one byte for each pixel, row by row, 0 is black. None where there
/// is no code that can be read, or where the bytes are no picture of that size.
pub fn read(width: usize, height: usize, luma: &[u8]) -> Option<String> {
    let pixels = width.checked_mul(height).filter(|pixels| (1..=PICTURE_PIXELS).contains(pixels))?;
    if luma.len() != pixels {
        return None;
    }
    let mut reader = quircs::Quirc::default();
    let mut texts = reader.identify(width, height, luma).filter_map(|code| {
        let data = code.ok()?.decode().ok()?;
        String::from_utf8(data.payload).ok()
    });
    texts.find(|text| !text.is_empty())
}

#[cfg(target_arch = "wasm32")]
mod exported {
    //! What the browser calls.

    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    pub fn read(width: u32, height: u32, luma: &[u8]) -> Option<String> {
        super::read(width as usize, height as usize, luma)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;
    use qrcodegen::{QrCode, QrCodeEcc};

    use super::*;

    const SIDE: usize = 320;

    /// A code on grey ground, turned by some degrees around the middle, with white around it.
    fn picture(text: &str, degrees: f64, share: f64) -> Vec<u8> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).expect("the text fits");
        let (sin, cos) = degrees.to_radians().sin_cos();
        let modules = f64::from(code.size());
        let scale = modules / (SIDE as f64 * share);
        let middle = SIDE as f64 / 2.0;
        let pixel = |at: usize| {
            let (x, y) = ((at % SIDE) as f64 - middle, (at / SIDE) as f64 - middle);
            let (u, v) = ((x * cos + y * sin) * scale + modules / 2.0, (y * cos - x * sin) * scale + modules / 2.0);
            let inside = |from: f64, to: f64| (from..to).contains(&u) && (from..to).contains(&v);
            match inside(0.0, modules) && code.get_module(u as i32, v as i32) {
                true => 30,
                false if inside(-4.0, modules + 4.0) => 220,
                false => 120,
            }
        };
        (0..SIDE * SIDE).map(pixel).collect()
    }

    #[test]
    fn a_code_is_read_straight_and_turned() {
        let token = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".repeat(4);
        for text in [token.as_str(), "红树林", "a"] {
            for degrees in [0.0, 12.0, 45.0, 90.0, 170.0] {
                assert_eq!(read(SIDE, SIDE, &picture(text, degrees, 0.6)).as_deref(), Some(text), "{degrees}°");
            }
        }
    }

    #[test]
    fn a_picture_without_a_code_gives_nothing() {
        for shade in [0, 128, 255] {
            assert_eq!(read(SIDE, SIDE, &vec![shade; SIDE * SIDE]), None);
        }
    }

    #[test]
    fn bytes_that_are_no_picture_of_that_size_give_nothing() {
        let whole = picture("mangrove", 0.0, 0.6);
        assert_eq!(read(SIDE, SIDE, &whole[1..]), None);
        assert_eq!(read(SIDE, SIDE + 1, &whole), None);
        assert_eq!(read(0, 0, &[]), None);
        assert_eq!(read(usize::MAX, 2, &whole), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

        /// What stands in front of a camera is from outside: it may be anything, and must end in a text or none.
        #[test]
        fn a_spoilt_picture_ends_in_a_text_or_none(
            text in "[0-9A-Z]{1,200}",
            spots in prop::collection::vec((0..SIDE, 0..SIDE, 1..40_usize, any::<u8>()), 0..40),
            degrees in 0.0..90.0,
        ) {
            let mut luma = picture(&text, degrees, 0.65);
            for (left, top, side, shade) in spots {
                for y in top..(top + side).min(SIDE) {
                    luma[y * SIDE + left..y * SIDE + (left + side).min(SIDE)].fill(shade);
                }
            }
            if let Some(read) = read(SIDE, SIDE, &luma) {
                prop_assert_eq!(read, text);
            }
        }
    }
}
