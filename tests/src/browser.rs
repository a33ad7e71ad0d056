//! The real browser: headless Chromium as a phone of 390×844, driven by roles and names, as a person would.
//!
//! Waiting happens inside the page, frame by frame, until what is looked for is there or the time is over; nothing
//! here sleeps. Offline means that the server process is gone.

pub mod build;
pub mod film;
mod page;
pub mod people;
pub mod server;

pub use page::Phone;
pub use server::Server;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use chromiumoxide::browser::{Browser as Chromium, BrowserConfig};
use chromiumoxide::cdp::browser_protocol::target::{CreateBrowserContextParams, CreateTargetParams};
use futures::StreamExt;
use tokio::task::JoinHandle;

/// A running Chromium with a fresh profile. Dropped, it is gone with all it kept.
pub struct Browser {
    chromium: Chromium,
    events: JoinHandle<()>,
    profile: tempfile::TempDir,
    language: String,
}

impl Browser {
    /// Starts Chromium in a language, such as `en-US` or `zh-CN`.
    pub async fn start(language: &str) -> Result<Self> {
        Self::start_with(tempfile::tempdir()?, language, &[]).await
    }

    /// Starts Chromium with a camera that shows a film over and over, to whoever asks.
    pub async fn start_with_camera(language: &str, film: &Path) -> Result<Self> {
        let film = format!("use-file-for-fake-video-capture={}", film.display());
        // Without their dashes: the driver writes those.
        let camera = ["use-fake-device-for-media-stream", "use-fake-ui-for-media-stream", &film];
        Self::start_with(tempfile::tempdir()?, language, &camera).await
    }

    /// Ends Chromium and starts it again with all that it kept.
    pub async fn restart(mut self) -> Result<Self> {
        self.chromium.close().await?;
        self.chromium.wait().await?;
        self.events.abort();
        Self::start_with(self.profile, &self.language, &[]).await
    }

    async fn start_with(profile: tempfile::TempDir, language: &str, more: &[&str]) -> Result<Self> {
        let config = BrowserConfig::builder()
            .chrome_executable(executable()?)
            .user_data_dir(profile.path())
            .new_headless_mode()
            .no_sandbox()
            .viewport(None)
            .window_size(390, 844)
            .enable_cache()
            .request_timeout(std::time::Duration::from_secs(120))
            .launch_timeout(std::time::Duration::from_secs(120))
            .args(ARGUMENTS.iter().chain(more).copied())
            .arg(format!("--lang={language}"))
            .arg(format!("--accept-lang={language}"))
            .build()
            .map_err(anyhow::Error::msg)?;
        let (chromium, mut handler) = Chromium::launch(config).await.context("Chromium does not start")?;
        let events = tokio::spawn(async move { while handler.next().await.is_some() {} });
        Ok(Browser { chromium, events, profile, language: language.to_owned() })
    }

    /// A tab of the one phone. Tabs share what the phone keeps.
    pub async fn tab(&self) -> Result<Phone> {
        Phone::new(self.chromium.new_page("about:blank").await?, &self.language).await
    }

    /// Another phone: nothing of the first is on it.
    pub async fn other_phone(&self) -> Result<Phone> {
        let context = self.chromium.execute(CreateBrowserContextParams::default()).await?.result.browser_context_id;
        let target = CreateTargetParams::builder().url("about:blank").browser_context_id(context);
        let target = target.build().map_err(anyhow::Error::msg)?;
        Phone::new(self.chromium.new_page(target).await?, &self.language).await
    }

    /// Ends Chromium and waits until it is gone.
    pub async fn stop(mut self) -> Result<()> {
        self.chromium.close().await?;
        self.chromium.wait().await?;
        self.events.abort();
        drop(self.profile);
        Ok(())
    }
}

const ARGUMENTS: [&str; 9] = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
];

fn executable() -> Result<PathBuf> {
    let given = std::env::var_os("MANGROVE_CHROMIUM").map(PathBuf::from);
    let usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].map(PathBuf::from);
    given.into_iter().chain(usual).find(|path| path.is_file()).context("install chromium (apt-get install chromium)")
}
