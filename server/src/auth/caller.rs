//! What a request says of who sent it: its cookies, its network, its browser.

use std::net::IpAddr;

use http::{HeaderMap, header};

use super::{ASKING_COOKIE, SESSION_COOKIE, Token, cookie, device};

/// Bits of an IPv6 address that name a household or a hall; the rest, a phone changes at will.
const SITE_BYTES: usize = 7;

/// Nothing of it is believed but what a hash of it finds in the store.
#[derive(Clone)]
pub struct Caller {
    pub(super) asking: Option<Token>,
    pub(super) session: Option<Token>,
    /// Empty if the way of the request is not known.
    pub(super) network: Vec<u8>,
    pub(super) device: String,
}

impl Caller {
    pub fn of(headers: &HeaderMap, address: Option<IpAddr>) -> Self {
        let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
        Caller {
            asking: cookie::read(headers, ASKING_COOKIE),
            session: cookie::read(headers, SESSION_COOKIE),
            network: address.map(network).unwrap_or_default(),
            device: device::named(agent.unwrap_or_default()),
        }
    }
}

/// An IPv4 address as it is, and of an IPv6 address the first 56 bits.
fn network(address: IpAddr) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets()[..SITE_BYTES].to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_does_not_leave_its_network_by_taking_another_address_in_it() {
        let of = |address: &str| network(address.parse().unwrap());
        assert_eq!(of("2001:db8:1:200::1"), of("2001:db8:1:2ff:aaaa::2"));
        assert_ne!(of("2001:db8:1:200::1"), of("2001:db8:1:300::1"));
        assert_ne!(of("203.0.113.1"), of("203.0.113.2"));
        assert_eq!(of("::ffff:203.0.113.1"), of("203.0.113.1"));
    }
}
