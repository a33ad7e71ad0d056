//! What a browser may do with our answers. Each rule stands where it has an effect: what runs gets the policy of a page,
//! and plain data gets the shortest that allows nothing, because an idle phone pays for every byte.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use axum::middleware::Next;

use super::{House, client};

/// For the page, and for scripts, which are the service worker's or a worker's own page.
const PAGE_CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const DATA_CSP: &str = "default-src 'none'";
/// For what people handed in: even a browser that shows it instead of keeping it runs nothing of it.
const SANDBOX_CSP: &str = "default-src 'none'; sandbox";
/// The place is asked for by "near me", the camera by the reader of codes; what nothing uses is off.
const PERMISSIONS: &str =
    "camera=(self), display-capture=(), geolocation=(self), microphone=(), payment=(), serial=(), usb=()";
/// One year.
const HSTS: &str = "max-age=31536000";

const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const COOP: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

pub async fn policy(State(house): State<House>, request: Request, next: Next) -> Response<Body> {
    let site = &house.0.site;
    let by_tls = site.tls || client::came_by_tls(&request, &site.trusted_proxies);
    let mut response = next.run(request).await;
    if response.status() == StatusCode::NOT_MODIFIED {
        // The browser would put these in place of what came with the body it holds, and their kind is not told here.
        return response;
    }
    let kind = Kind::of(&response);
    let is_handed_in = response.headers().contains_key(header::CONTENT_DISPOSITION);
    let mut set = |name: HeaderName, value: &'static str| {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(CORP, "same-origin");
    set(
        header::CONTENT_SECURITY_POLICY,
        match kind {
            Kind::Page | Kind::Script => PAGE_CSP,
            Kind::Data if is_handed_in => SANDBOX_CSP,
            Kind::Data => DATA_CSP,
        },
    );
    if kind == Kind::Page {
        set(header::REFERRER_POLICY, "no-referrer");
        set(COOP, "same-origin");
        set(PERMISSIONS_POLICY, PERMISSIONS);
    }
    if kind == Kind::Page && by_tls {
        set(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
    response
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Page,
    Script,
    Data,
}

impl Kind {
    fn of(response: &Response<Body>) -> Self {
        let content_type = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        match content_type.unwrap_or_default().split(';').next().unwrap_or_default() {
            "text/html" => Kind::Page,
            "text/javascript" | "application/javascript" => Kind::Script,
            _ => Kind::Data,
        }
    }
}
