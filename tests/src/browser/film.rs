//! A film for the browser's fake camera: QR codes as a phone sees them, small, turned, in uneven light and with grain.
//! It is y4m, which Chromium plays over and over in place of a camera.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use app::qr::Drawing;
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};

/// What a phone's camera gives when it is asked for little.
const WIDTH: usize = 1280;
const HEIGHT: usize = 720;
const FRAMES_A_SECOND: usize = 10;
/// Of each code; the film shows one for so long.
const FRAMES: usize = 10;
/// How much of the height a code fills.
const SHARE: f64 = 0.55;
/// Points in each direction that a pixel is the mean of.
const POINTS: usize = 2;
/// The most that grain makes a pixel lighter or darker.
const GRAIN: i16 = 14;

/// Writes a film of all these texts, each for a second, and nothing between them.
pub fn write(file: &Path, texts: &[String]) -> Result<()> {
    let mut out = BufWriter::new(File::create(file)?);
    writeln!(out, "YUV4MPEG2 W{WIDTH} H{HEIGHT} F{FRAMES_A_SECOND}:1 Ip A1:1 C420")?;
    let mut random = SmallRng::seed_from_u64(7);
    let grey = vec![128; WIDTH * HEIGHT / 2];
    for text in texts {
        let still = still(&Drawing::of(text).context("the text fits a code")?, random.random_range(4.0..11.0));
        for _ in 0..FRAMES {
            let grained = still.iter().map(|shade| {
                let grain = random.random_range(-GRAIN..=GRAIN);
                (i16::from(*shade) + grain).clamp(0, 255) as u8
            });
            let frame: Vec<u8> = grained.collect();
            out.write_all(b"FRAME\n")?;
            out.write_all(&frame)?;
            out.write_all(&grey)?;
        }
    }
    out.flush()?;
    Ok(())
}

/// One code in the middle, turned by some degrees, lit from one side.
fn still(drawing: &Drawing, degrees: f64) -> Vec<u8> {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let modules = f64::from(drawing.side());
    let scale = modules / (HEIGHT as f64 * SHARE);
    let shade = |x: f64, y: f64| {
        let (x, y) = (x - WIDTH as f64 / 2.0, y - HEIGHT as f64 / 2.0);
        let (u, v) = ((x * cos + y * sin) * scale + modules / 2.0, (y * cos - x * sin) * scale + modules / 2.0);
        match (0.0..modules).contains(&u) && (0.0..modules).contains(&v) {
            true if drawing.is_dark(u as u32, v as u32) => 45.0,
            true => 225.0,
            // A table with a pattern: not everything dark is a code.
            false => 95.0 + 40.0 * f64::from(((x / 41.0) as i32 + (y / 57.0) as i32) & 1),
        }
    };
    let mut picture = Vec::with_capacity(WIDTH * HEIGHT);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let points = (0..POINTS * POINTS).map(|at| {
                let [dx, dy] = [at % POINTS, at / POINTS].map(|step| (step as f64 + 0.5) / POINTS as f64);
                shade(x as f64 + dx, y as f64 + dy)
            });
            let light = 0.75 + 0.25 * x as f64 / WIDTH as f64;
            picture.push((points.sum::<f64>() / (POINTS * POINTS) as f64 * light) as u8);
        }
    }
    picture
}
