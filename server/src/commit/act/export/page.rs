//! An export as a page that any browser shows, without a network and without a script. It follows the data, so nothing
//! that is held can be missing from it.

use jiff::Timestamp;
use serde_json::Value;

const HEAD: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
<title>Mangrove: your data · 您的数据</title>\
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
dt{font-weight:600}dd{margin:0 0 .5rem 1.25rem;overflow-wrap:anywhere}ol{padding-left:1.5rem}</style>\
<h1>Your data · 您的数据</h1>\
<p>This is all that the server holds of you. The same, for machines, is in mangrove.json. \
这是服务器保存的关于您的全部数据；供机器读取的同样内容在 mangrove.json 中。</p>";

pub(super) fn write(data: &Value) -> String {
    let mut page = HEAD.to_owned();
    put(&mut page, data, "");
    page
}

/// `key` is the name under which the value stands.
fn put(page: &mut String, value: &Value, key: &str) {
    match value {
        Value::Object(fields) => {
            page.push_str("<dl>");
            for (name, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
                page.push_str("<dt>");
                put_text(page, &name.trim_end_matches("_ms").replace('_', " "));
                page.push_str("</dt><dd>");
                put(page, value, name);
                page.push_str("</dd>");
            }
            page.push_str("</dl>");
        }
        Value::Array(values) if values.is_empty() => page.push('—'),
        Value::Array(values) => {
            page.push_str("<ol>");
            for value in values {
                page.push_str("<li>");
                put(page, value, key);
                page.push_str("</li>");
            }
            page.push_str("</ol>");
        }
        Value::Number(number) if key.ends_with("_ms") => put_text(page, &moment(number.as_i64().unwrap_or_default())),
        Value::String(text) => put_text(page, text),
        Value::Null | Value::Bool(_) | Value::Number(_) => put_text(page, &value.to_string()),
    }
}

fn moment(ms: i64) -> String {
    Timestamp::from_millisecond(ms).map_or_else(|_| ms.to_string(), |moment| moment.to_string())
}

/// What people wrote is never markup.
fn put_text(page: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '&' => page.push_str("&amp;"),
            '"' => page.push_str("&quot;"),
            '\'' => page.push_str("&#39;"),
            '\n' => page.push_str("<br>"),
            other => page.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_person_wrote_is_shown_and_never_runs() {
        let page =
            write(&json!({"name": "<script>alert(1)</script> & \"Lan\"", "made_ms": 0, "list": [], "none": null}));
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Lan&quot;"), "{page}");
        assert!(page.contains("<dt>made</dt><dd>1970-01-01T00:00:00Z</dd>"), "{page}");
        assert!(!page.contains("<script>") && !page.contains("none</dt>"));
    }
}
