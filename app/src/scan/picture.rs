//! From the frame that a video shows to grey pixels, over one canvas that is used again.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlVideoElement};

use super::crop::{Crop, luma};

pub struct Canvas {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

/// A square of grey pixels, row by row.
pub struct Picture {
    pub side: u32,
    pub luma: Vec<u8>,
}

impl Canvas {
    /// None where the browser gives no canvas, as some do when memory is short.
    pub fn new() -> Option<Canvas> {
        let document = web_sys::window()?.document()?;
        let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
        // It is read after each drawing: kept in memory, and not on the graphics card.
        let options = Object::new();
        Reflect::set(&options, &"willReadFrequently".into(), &true.into()).ok()?;
        let context = canvas.get_context_with_context_options("2d", &options).ok()??;
        Some(Canvas { canvas, context: context.dyn_into().ok()? })
    }

    /// None before the first frame is there.
    pub fn take(&self, video: &HtmlVideoElement) -> Option<Picture> {
        let crop = Crop::of(video.video_width(), video.video_height())?;
        if self.canvas.width() != crop.to || self.canvas.height() != crop.to {
            self.canvas.set_width(crop.to);
            self.canvas.set_height(crop.to);
        }
        let [left, top, side, to] = [crop.left, crop.top, crop.side, crop.to].map(f64::from);
        let drawn = self.context.draw_image_with_html_video_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            video, left, top, side, side, 0.0, 0.0, to, to,
        );
        drawn.ok()?;
        let side = i32::try_from(crop.to).ok()?;
        let pixels = self.context.get_image_data(0, 0, side, side).ok()?;
        Some(Picture { side: crop.to, luma: luma(&pixels.data()) })
    }
}
