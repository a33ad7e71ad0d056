//! Who reads: the browser where it can, else the decoder that we bring.

use web_sys::HtmlVideoElement;

use super::decoder::{Decoder, NoReader};
use super::detector::Detector;
use super::picture::Canvas;

pub enum Reader {
    Browser(Detector),
    Ours { decoder: Decoder, canvas: Canvas },
}

impl Reader {
    pub async fn open() -> Result<Reader, NoReader> {
        match Detector::open().await {
            Some(detector) => Ok(Reader::Browser(detector)),
            None => Reader::ours().await,
        }
    }

    async fn ours() -> Result<Reader, NoReader> {
        let canvas = Canvas::new().ok_or(NoReader)?;
        Ok(Reader::Ours { decoder: Decoder::load().await?, canvas })
    }

    /// The text of a code in the frame that is shown now.
    pub async fn read(&mut self, video: &HtmlVideoElement) -> Result<Option<String>, NoReader> {
        match self {
            Reader::Browser(detector) => match detector.read(video).await {
                Ok(text) => Ok(text),
                Err(_) => {
                    *self = Reader::ours().await?;
                    Ok(None)
                }
            },
            Reader::Ours { decoder, canvas } => Ok(canvas.take(video).and_then(|picture| decoder.read(&picture))),
        }
    }
}
