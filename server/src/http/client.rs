//! Who asks: the peer of the connection, or what a trusted proxy says of it.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, Request};
use ipnet::IpNet;

const FORWARDED_FOR: &str = "x-forwarded-for";
const FORWARDED_PROTO: &str = "x-forwarded-proto";

/// The other end of the connection; `serve` puts it on each request.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// The client's address: the last one in the line of proxies that we do not trust.
pub fn address<B>(request: &Request<B>, trusted: &[IpNet]) -> Option<IpAddr> {
    let peer = request.extensions().get::<Peer>()?.0.ip().to_canonical();
    if !is_trusted(peer, trusted) {
        return Some(peer);
    }
    let said: Vec<IpAddr> = forwarded(request.headers()).collect();
    let stranger = said.iter().rev().find(|address| !is_trusted(**address, trusted));
    Some(stranger.or(said.first()).copied().unwrap_or(peer))
}

/// Whether a trusted proxy says that the client came by TLS.
pub fn came_by_tls<B>(request: &Request<B>, trusted: &[IpNet]) -> bool {
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0.ip().to_canonical());
    let by_proxy = peer.is_some_and(|peer| is_trusted(peer, trusted));
    by_proxy && request.headers().get(FORWARDED_PROTO).is_some_and(|scheme| scheme == "https")
}

fn is_trusted(address: IpAddr, trusted: &[IpNet]) -> bool {
    trusted.iter().any(|net| net.contains(&address))
}

/// The addresses in order. One that cannot be read ends the line: what stands before it may be made up.
fn forwarded(headers: &HeaderMap) -> impl Iterator<Item = IpAddr> {
    let values = headers.get_all(FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok());
    let all: Vec<Option<IpAddr>> =
        values.flat_map(|value| value.split(',')).map(|address| address.trim().parse().ok()).collect();
    let readable = all.iter().rev().take_while(|address| address.is_some()).count();
    let start = all.len() - readable;
    all.into_iter().skip(start).flatten().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &str) -> String {
        let trusted: Vec<IpNet> = vec!["10.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()];
        let mut request = Request::new(());
        request.extensions_mut().insert(Peer(SocketAddr::new(peer.parse().unwrap(), 1)));
        request.headers_mut().insert(FORWARDED_FOR, forwarded.parse().unwrap());
        address(&request, &trusted).unwrap().to_string()
    }

    #[test]
    fn a_strangers_word_about_its_address_does_not_count() {
        assert_eq!(seen("203.0.113.9", "198.51.100.1"), "203.0.113.9");
        assert_eq!(seen("10.1.1.1", "198.51.100.1"), "198.51.100.1");
        assert_eq!(seen("10.1.1.1", "6.6.6.6, 198.51.100.1, 10.2.2.2"), "198.51.100.1");
        assert_eq!(seen("::1", "6.6.6.6, nonsense, 198.51.100.1"), "198.51.100.1");
        assert_eq!(seen("::ffff:10.1.1.1", "nonsense"), "10.1.1.1");
    }
}
