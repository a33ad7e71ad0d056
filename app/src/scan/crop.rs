//! Which part of a frame is read, and its pixels as shades of grey. Pure.

use super::limit::PICTURE_SIDE;

/// The middle square of a frame, and the side to which it is made smaller; all in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crop {
    pub left: u32,
    pub top: u32,
    pub side: u32,
    pub to: u32,
}

impl Crop {
    /// What the person sees is what is read: the picture on the screen is the same square. None before the first frame.
    pub fn of(width: u32, height: u32) -> Option<Crop> {
        let side = width.min(height);
        let crop = Crop { left: (width - side) / 2, top: (height - side) / 2, side, to: side.min(PICTURE_SIDE) };
        (side > 0).then_some(crop)
    }
}

/// Red, green, blue and a byte that says nothing here become one: how bright the eye finds them.
pub fn luma(rgba: &[u8]) -> Vec<u8> {
    let grey = |pixel: &[u8; 4]| {
        let [red, green, blue, _] = pixel.map(u32::from);
        // The weights of BT.601 in 256ths.
        ((77 * red + 150 * green + 29 * blue) >> 8) as u8
    };
    rgba.as_chunks().0.iter().map(grey).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_square_is_read_and_never_made_larger() {
        assert_eq!(Crop::of(1280, 720), Some(Crop { left: 280, top: 0, side: 720, to: PICTURE_SIDE }));
        assert_eq!(Crop::of(480, 640), Some(Crop { left: 0, top: 80, side: 480, to: 480 }));
        assert_eq!(Crop::of(0, 0), None);
    }

    #[test]
    fn black_is_0_and_white_is_255() {
        assert_eq!(luma(&[0, 0, 0, 9, 255, 255, 255, 9, 255, 0, 0, 9, 0, 255, 0, 9]), [0, 255, 76, 149]);
    }
}
