//! Where a thing is. The country stands in the record itself: a thing may belong to several.

use serde::{Deserialize, Serialize};

use crate::{Line, Problem};

/// A place within a country.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<Line>,
    /// Province, state, or autonomous region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<Point>,
}

/// A point on the earth, WGS 84, kept to a millionth of a degree. Written as `[latitude, longitude]` in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "(f64, f64)", into = "(f64, f64)")]
pub struct Point {
    latitude_micro: i32,
    longitude_micro: i32,
}

impl Point {
    pub fn parse(latitude: f64, longitude: f64) -> Result<Self, Problem> {
        let micro = |degrees: f64, most: i64| {
            let inside = degrees.is_finite() && degrees.abs() <= most as f64;
            inside.then(|| (degrees * 1e6).round() as i32).ok_or_else(|| Problem::OutOfRange {
                found: degrees.to_string(),
                from: -most,
                to: most,
            })
        };
        Ok(Point { latitude_micro: micro(latitude, 90)?, longitude_micro: micro(longitude, 180)? })
    }

    pub fn latitude(&self) -> f64 {
        f64::from(self.latitude_micro) / 1e6
    }

    pub fn longitude(&self) -> f64 {
        f64::from(self.longitude_micro) / 1e6
    }
}

impl TryFrom<(f64, f64)> for Point {
    type Error = Problem;
    fn try_from((latitude, longitude): (f64, f64)) -> Result<Self, Problem> {
        Self::parse(latitude, longitude)
    }
}

impl From<Point> for (f64, f64) {
    fn from(point: Point) -> (f64, f64) {
        (point.latitude(), point.longitude())
    }
}
