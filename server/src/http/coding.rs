//! Which encodings a browser takes, in the order that we like best: brotli, gzip, none. And the packing of what could not
//! be packed ahead.

use std::io::Write;

use axum::http::{HeaderMap, header};

use crate::store::Encoding;

/// For answers made while somebody waits.
const BROTLI_QUALITY: i32 = 5;
const GZIP_LEVEL: u32 = 6;

/// The encodings that this request accepts, the smallest first. Bytes as they are always end the list.
pub fn accepted(request: &HeaderMap) -> impl Iterator<Item = Encoding> {
    let named: String = request
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect::<Vec<_>>()
        .join(",")
        .to_ascii_lowercase();
    let takes = move |coding: &str| {
        let weight = |name: &str| named.split(',').find_map(|item| weight_of(item, name));
        weight(coding).or_else(|| weight("*")).is_some_and(|weight| weight > 0.0)
    };
    let brotli = takes("br").then_some(Encoding::Brotli);
    let gzip = takes("gzip").then_some(Encoding::Gzip);
    brotli.into_iter().chain(gzip).chain([Encoding::Raw])
}

/// The bytes in this encoding; `None` where it is no encoding.
pub fn pack(raw: &[u8], encoding: Encoding) -> Option<Vec<u8>> {
    let memory = "writing to memory does not fail";
    match encoding {
        Encoding::Raw => None,
        Encoding::Brotli => {
            let params = brotli::enc::BrotliEncoderParams { quality: BROTLI_QUALITY, ..Default::default() };
            let mut packed = Vec::new();
            brotli::BrotliCompress(&mut &raw[..], &mut packed, &params).expect(memory);
            Some(packed)
        }
        Encoding::Gzip => {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(GZIP_LEVEL));
            packer.write_all(raw).expect(memory);
            Some(packer.finish().expect(memory))
        }
    }
}

/// The weight in an item such as `br;q=0.5`, if it is of this name.
fn weight_of(item: &str, name: &str) -> Option<f32> {
    let mut parts = item.split(';').map(str::trim);
    if parts.next()? != name {
        return None;
    }
    let weight = parts.find_map(|part| part.strip_prefix("q="));
    Some(weight.map_or(1.0, |weight| weight.trim().parse().unwrap_or(0.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(accept: Option<&str>) -> Encoding {
        let mut headers = HeaderMap::new();
        if let Some(accept) = accept {
            headers.insert(header::ACCEPT_ENCODING, accept.parse().unwrap());
        }
        accepted(&headers).next().unwrap()
    }

    #[test]
    fn brotli_before_gzip_before_none_and_a_weight_of_zero_refuses() {
        assert_eq!(best(Some("gzip, deflate, br, zstd")), Encoding::Brotli);
        assert_eq!(best(Some("gzip, deflate")), Encoding::Gzip);
        assert_eq!(best(Some("br;q=0, GZIP;q=0.1")), Encoding::Gzip);
        assert_eq!(best(Some("*")), Encoding::Brotli);
        assert_eq!(best(Some("*;q=0")), Encoding::Raw);
        assert_eq!(best(Some("brotli")), Encoding::Raw);
        assert_eq!(best(Some("")), Encoding::Raw);
        assert_eq!(best(None), Encoding::Raw);
    }
}
