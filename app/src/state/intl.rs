//! The browser's `Intl`: numbers, dates, names of countries and languages in the reader's language.
//! Reached by name, so that a browser without one of them gives `None` and not an end.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// An `Intl` object, such as a `NumberFormat`.
pub struct Formatter(Object);

impl Formatter {
    pub fn new(class: &str, locale: &str, options: &[(&str, JsValue)]) -> Option<Formatter> {
        let intl = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl")).ok()?;
        let class: Function = Reflect::get(&intl, &JsValue::from_str(class)).ok()?.dyn_into().ok()?;
        let bag = Object::new();
        for (name, value) in options {
            Reflect::set(&bag, &JsValue::from_str(name), value).ok()?;
        }
        let made = Reflect::construct(&class, &Array::of2(&JsValue::from_str(locale), &bag)).ok()?;
        made.dyn_into().ok().map(Formatter)
    }

    pub fn text(&self, method: &str, value: &JsValue) -> Option<String> {
        self.method(method)?.call1(&self.0, value).ok()?.as_string()
    }

    pub fn text_of_two(&self, method: &str, first: &JsValue, second: &JsValue) -> Option<String> {
        self.method(method)?.call2(&self.0, first, second).ok()?.as_string()
    }

    fn method(&self, name: &str) -> Option<Function> {
        Reflect::get(&self.0, &JsValue::from_str(name)).ok()?.dyn_into().ok()
    }
}
