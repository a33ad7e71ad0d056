//! One tab of the phone, with the verbs of a person: open, see, press, type.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use chromiumoxide::Page;
use chromiumoxide::cdp::browser_protocol::emulation::{
    MediaFeature, SetCpuThrottlingRateParams, SetDeviceMetricsOverrideParams, SetEmulatedMediaParams,
    SetLocaleOverrideParams, SetTouchEmulationEnabledParams, SetUserAgentOverrideParams,
};
use chromiumoxide::cdp::browser_protocol::network::{
    EmulateNetworkConditionsByRuleParams, EnableParams as NetworkEnable, NetworkConditions,
};
use chromiumoxide::cdp::browser_protocol::page::{
    AddScriptToEvaluateOnNewDocumentParams, CaptureScreenshotFormat, CrashParams, EnableParams as PageEnable,
    NavigateParams, ReloadParams,
};
use chromiumoxide::cdp::browser_protocol::storage::OverrideQuotaForOriginParams;
use chromiumoxide::cdp::browser_protocol::target::SetAutoAttachParams;
use chromiumoxide::cdp::js_protocol::runtime::{
    EnableParams as RuntimeEnable, EvaluateParams, EventConsoleApiCalled, EventExceptionThrown,
};
use chromiumoxide::page::ScreenshotParams;
use futures::StreamExt;
use serde_json::Value;
use tokio::time::timeout;

/// How long something may take to appear. Generous: a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(40);
/// One look inside the page, in ms; the page may be replaced in between.
const LOOK_MS: u32 = 2_000;
/// A page that was replaced under a look never answers it.
const LOST: Duration = Duration::from_secs(5);

pub struct Phone {
    page: Page,
    complaints: Arc<Mutex<Vec<String>>>,
}

impl Phone {
    pub(super) async fn new(page: Page, language: &str) -> Result<Self> {
        // The driver lets workers wait for a debugger that never comes to them; ours run at once.
        page.execute(SetAutoAttachParams::new(false, false)).await?;
        page.execute(PageEnable::default()).await?;
        let agent = page.evaluate("navigator.userAgent").await?.into_value::<String>()?;
        let speaks = SetUserAgentOverrideParams::builder().user_agent(agent).accept_language(language);
        page.execute(speaks.build().map_err(anyhow::Error::msg)?).await?;
        page.execute(SetLocaleOverrideParams::builder().locale(language).build()).await?;
        page.execute(RuntimeEnable::default()).await?;
        let phone = Phone { complaints: listen(&page).await?, page };
        phone.size(390, 844).await?;
        page_touch(&phone.page).await?;
        Ok(phone)
    }

    /// The screen's size in CSS pixels.
    pub async fn size(&self, width: i64, height: i64) -> Result<()> {
        let metrics = SetDeviceMetricsOverrideParams::builder()
            .width(width)
            .height(height)
            .device_scale_factor(2.0)
            .mobile(width < 700);
        self.page.execute(metrics.build().map_err(anyhow::Error::msg)?).await?;
        Ok(())
    }

    pub async fn dark(&self, dark: bool) -> Result<()> {
        let scheme = MediaFeature::new("prefers-color-scheme", if dark { "dark" } else { "light" });
        self.page.execute(SetEmulatedMediaParams::builder().feature(scheme).build()).await?;
        Ok(())
    }

    /// Opens an address and waits until a page is there.
    pub async fn open(&self, address: &str) -> Result<()> {
        self.mark_old().await;
        self.page.execute(NavigateParams::new(address)).await?;
        self.until("!window.oldPage && document.readyState === 'complete'")
            .await
            .with_context(|| format!("opening {address}"))
    }

    pub async fn reload(&self) -> Result<()> {
        self.mark_old().await;
        self.page.execute(ReloadParams::default()).await?;
        self.until("!window.oldPage && document.readyState === 'complete'").await.context("reloading")
    }

    pub async fn back(&self) -> Result<()> {
        self.value("history.back()").await.map(drop)
    }

    /// Waits until the words are on the page.
    pub async fn sees(&self, words: &str) -> Result<()> {
        let words_js = serde_json::to_string(words)?;
        if self.until(&format!("look.sees({words_js})")).await.is_err() {
            bail!("“{words}” is not on the page, which says:\n{}", self.text().await?);
        }
        Ok(())
    }

    /// Waits until something of that role and name is there.
    pub async fn finds(&self, role: &str, name: &str) -> Result<()> {
        let (role_js, name_js) = (serde_json::to_string(role)?, serde_json::to_string(name)?);
        if self.until(&format!("!!look.find({role_js}, {name_js})")).await.is_err() {
            let there = self.value(&format!("look.names({role_js})")).await?;
            bail!("no {role} “{name}”; there are {there}; the page says:\n{}", self.text().await?);
        }
        Ok(())
    }

    /// Presses what has that role and name.
    pub async fn press(&self, role: &str, name: &str) -> Result<()> {
        self.finds(role, name).await?;
        let (role, name) = (serde_json::to_string(role)?, serde_json::to_string(name)?);
        self.value(&format!("look.press(look.find({role}, {name}))")).await.map(drop)
    }

    /// Puts a text into the field of that role and name, in place of what was there.
    pub async fn types(&self, role: &str, name: &str, text: &str) -> Result<()> {
        self.finds(role, name).await?;
        let [role, name, text] = [role, name, text].map(|word| Value::from(word).to_string());
        self.value(&format!("look.type(look.find({role}, {name}), {text})")).await.map(drop)
    }

    /// The names of all that has a role.
    pub async fn names(&self, role: &str) -> Result<Vec<String>> {
        let role = serde_json::to_string(role)?;
        Ok(serde_json::from_value(self.value(&format!("look.names({role})")).await?)?)
    }

    pub async fn text(&self) -> Result<String> {
        let text = self.value("document.body?.innerText ?? ''").await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until a condition in the page holds. `look` is the object of `look.js`.
    pub async fn until(&self, condition: &str) -> Result<()> {
        let look = format!("look.until(() => {condition}, {LOOK_MS}).then((found) => !!found)");
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            // No answer, or an error, means that the page was replaced while we looked: look again.
            if matches!(timeout(LOST, self.value(&look)).await, Ok(Ok(Value::Bool(true)))) {
                return Ok(());
            }
        }
        bail!("not within {} s: {condition}", PATIENCE.as_secs())
    }

    /// The value of an expression in the page; promises are awaited.
    pub async fn value(&self, expression: &str) -> Result<Value> {
        let script =
            format!("(async () => {{ const look = {}; return {expression}; }})()", include_str!("look.js").trim_end());
        let evaluate = EvaluateParams::builder().expression(script).await_promise(true).return_by_value(true);
        let returned = self.page.execute(evaluate.build().map_err(anyhow::Error::msg)?).await?.result;
        if let Some(thrown) = returned.exception_details {
            bail!("in the page: {} {:?}", thrown.text, thrown.exception.and_then(|thrown| thrown.description));
        }
        Ok(returned.result.value.unwrap_or(Value::Null))
    }

    /// Lets the storage of an origin hold no more than that; none lifts it.
    pub async fn quota(&self, origin: &str, bytes: Option<f64>) -> Result<()> {
        let mut quota = OverrideQuotaForOriginParams::builder().origin(origin);
        if let Some(bytes) = bytes {
            quota = quota.quota_size(bytes);
        }
        self.page.execute(quota.build().map_err(anyhow::Error::msg)?).await?;
        Ok(())
    }

    /// Lets addresses of a pattern (`http://*:*/c/*`) bring no more than that many bytes a second.
    pub async fn slow(&self, pattern: &str, bytes_a_second: u32) -> Result<()> {
        let requests = NetworkConditions::builder().url_pattern(pattern).latency(0.0);
        let conditions = requests.download_throughput(f64::from(bytes_a_second)).upload_throughput(-1.0).build();
        let conditions = conditions.map_err(anyhow::Error::msg)?;
        self.page.execute(NetworkEnable::default()).await?;
        self.page.execute(EmulateNetworkConditionsByRuleParams::new(false, vec![conditions])).await?;
        Ok(())
    }

    /// Makes the page's own work that many times slower, as an old phone's.
    pub async fn throttle(&self, times: f64) -> Result<()> {
        self.page.execute(SetCpuThrottlingRateParams::new(times)).await?;
        Ok(())
    }

    /// Runs a script in every page of this tab before the page's own.
    pub async fn before_each_page(&self, script: &str) -> Result<()> {
        self.page.execute(AddScriptToEvaluateOnNewDocumentParams::new(script)).await?;
        Ok(())
    }

    /// Kills the tab's process at once, as a phone out of memory does.
    pub async fn crash(self) {
        // The process that would answer is gone: no answer is the answer.
        let page = self.page.clone();
        let crash = tokio::spawn(async move { page.execute(CrashParams::default()).await });
        let _ = timeout(Duration::from_secs(2), crash).await;
    }

    /// Shows this tab, in place of the one that is seen now.
    pub async fn show(&self) -> Result<()> {
        self.page.bring_to_front().await?;
        Ok(())
    }

    /// A picture of the whole page, in the folder `target/pictures` of the workspace.
    pub async fn picture(&self, name: &str) -> Result<PathBuf> {
        let folder = std::env::var_os("MANGROVE_PICTURES")
            .map_or_else(|| std::env::temp_dir().join("mangrove-pictures"), PathBuf::from);
        std::fs::create_dir_all(&folder)?;
        let file = folder.join(format!("{name}.png"));
        let how = ScreenshotParams::builder().format(CaptureScreenshotFormat::Png).full_page(true).build();
        self.page.save_screenshot(how, &file).await?;
        Ok(file)
    }

    /// What the page complained about in the console: errors and uncaught exceptions.
    pub fn complaints(&self) -> Vec<String> {
        self.complaints.lock().map(|complaints| complaints.clone()).unwrap_or_default()
    }

    pub fn cdp(&self) -> &Page {
        &self.page
    }

    async fn mark_old(&self) {
        // Fails on a page that is already gone, which is old enough.
        let _ = timeout(LOST, self.value("(window.oldPage = true)")).await;
    }
}

async fn page_touch(page: &Page) -> Result<()> {
    page.execute(SetTouchEmulationEnabledParams::new(true)).await?;
    Ok(())
}

async fn listen(page: &Page) -> Result<Arc<Mutex<Vec<String>>>> {
    let complaints = Arc::new(Mutex::new(Vec::new()));
    let mut thrown = page.event_listener::<EventExceptionThrown>().await?;
    let mut called = page.event_listener::<EventConsoleApiCalled>().await?;
    let (first, second) = (Arc::clone(&complaints), Arc::clone(&complaints));
    tokio::spawn(async move {
        while let Some(event) = thrown.next().await {
            let details = &event.exception_details;
            let what = details.exception.as_ref().and_then(|thrown| thrown.description.clone());
            note(&first, what.unwrap_or_else(|| details.text.clone()));
        }
    });
    tokio::spawn(async move {
        while let Some(event) = called.next().await {
            if event.r#type.as_ref() == "error" {
                let words = event.args.iter().map(|arg| arg.value.as_ref().map(Value::to_string).unwrap_or_default());
                note(&second, words.collect::<Vec<_>>().join(" "));
            }
        }
    });
    Ok(complaints)
}

fn note(complaints: &Mutex<Vec<String>>, words: String) {
    if let Ok(mut complaints) = complaints.lock() {
        complaints.push(words);
    }
}
