//! How often codes may be asked for and tried. Counted in the store, so that a restart forgets nothing and several
//! servers count together.
//!
//! A hall of 500 people is behind one network address, and each asks a time or two: so a network is limited by how many
//! *different* addresses it asks for. One address is limited more strictly from one network than from all together, so
//! that who pesters it from elsewhere does not shut its owner out. What stops the guessing of codes is the account's own
//! limit: 100 wrong tries a day are one chance in a million.

use std::fmt;

use crate::store::AskedBefore;

const MINUTE_MS: u32 = 60 * 1000;
pub const HOUR_MS: i64 = 60 * 60 * 1000;
pub const DAY_MS: i64 = 24 * HOUR_MS;

/// Codes for one address from one network, in an hour.
const ADDRESS_HERE: u64 = 6;
/// Codes for one address from all networks, in an hour.
const ADDRESS: u64 = 20;
/// Addresses that one network asks for, in an hour.
const NETWORK: u64 = 1_000;
/// Codes of everybody, in an hour.
const EVERYBODY: u64 = 20_000;
/// Wrong tries for one account, in a day.
pub const ACCOUNT: u64 = 100;
/// Codes for door phones that one organiser has open at a time.
pub const DOOR_CODES: u64 = 60;

/// Which limit was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    Address,
    Account,
    Network,
    Everybody,
    Doors,
}

impl Limit {
    /// The first limit that one more code would break.
    pub(super) fn met(before: &AskedBefore, wrong: u64) -> Option<Limit> {
        if wrong >= ACCOUNT {
            Some(Limit::Account)
        } else if before.by_address_here >= ADDRESS_HERE || before.by_address >= ADDRESS {
            Some(Limit::Address)
        } else if before.addresses_here >= NETWORK {
            Some(Limit::Network)
        } else if before.by_all >= EVERYBODY {
            Some(Limit::Everybody)
        } else {
            None
        }
    }

    /// When to try again. Always the same for a limit: the exact time would tell what others asked for.
    pub fn retry_after_ms(self) -> u32 {
        match self {
            Limit::Address => 15 * MINUTE_MS,
            Limit::Account => 60 * MINUTE_MS,
            Limit::Network | Limit::Everybody | Limit::Doors => 10 * MINUTE_MS,
        }
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Limit::Address => "limited_address",
            Limit::Account => "limited_account",
            Limit::Network => "limited_network",
            Limit::Everybody => "limited_everybody",
            Limit::Doors => "limited_doors",
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: AskedBefore = AskedBefore { by_address_here: 0, by_address: 0, addresses_here: 0, by_all: 0 };

    #[test]
    fn each_limit_is_met_where_it_stands_and_not_before() {
        assert_eq!(Limit::met(&NONE, ACCOUNT - 1), None);
        assert_eq!(Limit::met(&NONE, ACCOUNT), Some(Limit::Account));
        let here = |by_address_here| AskedBefore { by_address_here, by_address: by_address_here, ..NONE };
        assert_eq!(Limit::met(&here(ADDRESS_HERE - 1), 0), None);
        assert_eq!(Limit::met(&here(ADDRESS_HERE), 0), Some(Limit::Address));
        assert_eq!(Limit::met(&AskedBefore { by_address: ADDRESS, ..NONE }, 0), Some(Limit::Address));
        assert_eq!(Limit::met(&AskedBefore { addresses_here: NETWORK - 1, ..NONE }, 0), None);
        assert_eq!(Limit::met(&AskedBefore { addresses_here: NETWORK, ..NONE }, 0), Some(Limit::Network));
        assert_eq!(Limit::met(&AskedBefore { by_all: EVERYBODY, ..NONE }, 0), Some(Limit::Everybody));
    }
}
