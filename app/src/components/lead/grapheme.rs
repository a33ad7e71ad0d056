//! The first letter of a name as a reader sees it: a base letter with its marks, never half of one.

use wasm_bindgen::{JsCast, JsValue};

/// Letters that are no monogram by themselves: quotes, brackets, spaces.
fn skipped(c: char) -> bool {
    !c.is_alphanumeric()
}

/// Upper-cased where the script knows cases. Empty for a name without letters.
pub fn first_grapheme(name: &str) -> String {
    let name = name.trim_start_matches(skipped);
    by_browser(name).unwrap_or_else(|| by_marks(name)).to_uppercase()
}

/// `Intl.Segmenter`, where the browser has it (Firefox only since 125).
fn by_browser(name: &str) -> Option<String> {
    let intl = js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("Intl")).ok()?;
    let class = js_sys::Reflect::get(&intl, &JsValue::from_str("Segmenter")).ok()?;
    let class = class.dyn_into::<js_sys::Function>().ok()?;
    let segmenter = js_sys::Reflect::construct(&class, &js_sys::Array::new()).ok()?;
    let segment = js_sys::Reflect::get(&segmenter, &JsValue::from_str("segment")).ok()?;
    // A short piece is enough, and a name may be long.
    let start: String = name.chars().take(12).collect();
    let segments = segment.dyn_into::<js_sys::Function>().ok()?.call1(&segmenter, &JsValue::from_str(&start)).ok()?;
    let containing = js_sys::Reflect::get(&segments, &JsValue::from_str("containing")).ok()?;
    let first = containing.dyn_into::<js_sys::Function>().ok()?.call1(&segments, &JsValue::from(0)).ok()?;
    js_sys::Reflect::get(&first, &JsValue::from_str("segment")).ok()?.as_string()
}

/// The first letter and the marks that follow it, for the scripts of the region.
fn by_marks(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().into_iter();
    first.chain(letters.take_while(|c| is_mark(*c))).collect()
}

fn is_mark(c: char) -> bool {
    matches!(c as u32,
        0x0300..=0x036F                                             // Latin marks
        | 0x0E31 | 0x0E33..=0x0E3A | 0x0E47..=0x0E4E                // Thai
        | 0x0EB1 | 0x0EB3..=0x0EBC | 0x0EC8..=0x0ECE                // Lao
        | 0x17B4..=0x17D3 | 0x17DD                                  // Khmer
        | 0x102B..=0x103E | 0x1056..=0x1059 | 0x105E..=0x1060       // Burmese
        | 0x0B82 | 0x0BBE..=0x0BCD | 0x200D)
}
