// The first code that runs: picks the language, loads the app, and looks after the service worker.
// The app finds what it needs in `globalThis.mangrove` (app/src/state/shell.rs reads it).
// It must run on old browsers to tell them so: keep the syntax plain.

const languages = {{languages}};
const meta = document.querySelector('meta[name="build"]');

// Only what has to be said before, or instead of, the language file.
const said = {
  en: {
    name: "Mangrove",
    opening: "Opening Mangrove",
    old: "This browser is too old for Mangrove",
    oldMore: "Open this address in a newer Chrome, Safari or Firefox. On an older phone, Firefox is often the way.",
    failed: "Mangrove could not start",
    failedMore: "What you keep on this phone is safe. Check the network, then load this page again.",
    again: "Load again",
  },
  "zh-Hans": {
    name: "红树林",
    opening: "正在打开红树林",
    old: "这个浏览器版本太旧，无法打开红树林",
    oldMore: "请用新版 Chrome、Safari 或 Firefox 打开本网址。旧手机可以试试 Firefox。",
    failed: "红树林未能启动",
    failedMore: "已存在本机的内容不会丢失。请检查网络，然后重新载入。",
    again: "重新载入",
  },
};

function stored() {
  try { return localStorage.getItem("language"); } catch { return null; }
}

// "zh-Hant-HK" reads "zh-Hans" until there is a file of its own: the same words, another script.
function choose() {
  const wanted = [stored()].concat(navigator.languages || [navigator.language]);
  for (const tag of wanted) {
    if (!tag) continue;
    if (languages[tag]) return tag;
    const base = tag.toLowerCase().split("-")[0];
    const near = Object.keys(languages).find((have) => have.toLowerCase().split("-")[0] === base);
    if (near) return near;
  }
  return "en";
}

const language = choose();
const words = said[language] || said.en;
document.documentElement.lang = language;

function say(head, more, again) {
  const shell = document.getElementById("shell");
  if (!shell) return;
  document.getElementById("shell-name").textContent = words.name;
  document.getElementById("shell-say").textContent = head;
  document.getElementById("shell-more").textContent = more || "";
  // Said for certain now: no need to wonder after a while.
  if (more) document.querySelector(".shell__late").hidden = true;
  if (!again || document.getElementById("shell-again")) return;
  const button = document.createElement("button");
  button.id = "shell-again";
  button.className = "button button--line";
  button.textContent = again;
  button.onclick = () => location.reload();
  document.getElementById("shell-more").after(button);
}

// A first visit fetches the head while the app is still arriving. Later visits catch up instead.
function fetchHeadEarly() {
  if (navigator.serviceWorker && navigator.serviceWorker.controller) return;
  const link = document.createElement("link");
  link.rel = "preload";
  link.as = "fetch";
  link.crossOrigin = "anonymous";
  link.href = "/v1/head";
  document.head.append(link);
}

// ---- The service worker: kept in step, and an update offered, never forced ----

const serviceWorker = navigator.serviceWorker;
let controlled = !!(serviceWorker && serviceWorker.controller);
let registration = null;
let reloading = false;

// The service worker cannot read localStorage: it finds the language in a cache of its own.
async function rememberLanguage(tag) {
  if (!globalThis.caches) return;
  const cache = await caches.open("mangrove-settings");
  await cache.put("/language", new Response(tag));
}

function offer() {
  mangrove.updateReady = true;
  dispatchEvent(new CustomEvent("mangrove:update"));
}

function watch(worker) {
  if (!worker) return;
  worker.addEventListener("statechange", () => {
    if (worker.state === "installed" && serviceWorker.controller) offer();
    // A file did not come: without another try this phone would not open offline before the next visit.
    if (worker.state === "redundant" && !registration.active) setTimeout(registerAgain, retryMs);
  });
}

const RETRY_MOST_MS = 5 * 60 * 1000;
let retryMs = 2000;

function registerAgain() {
  retryMs = Math.min(retryMs * 2, RETRY_MOST_MS);
  register().catch(() => setTimeout(registerAgain, retryMs));
}

async function register() {
  registration = await serviceWorker.register("/sw.js", { updateViaCache: "none" });
  watch(registration.installing);
}

const UPDATE_CHECK_MS = 60 * 60 * 1000;
let checkedAt = Date.now();

function checkForUpdate() {
  if (document.visibilityState !== "visible" || Date.now() - checkedAt < UPDATE_CHECK_MS) return;
  checkedAt = Date.now();
  registration.update().catch(() => {});
}

async function keepShell() {
  if (!serviceWorker) return;
  serviceWorker.addEventListener("controllerchange", () => {
    // The first worker takes over a page that already runs its build: nothing to load again.
    const first = !controlled;
    controlled = true;
    if (first || reloading) return;
    reloading = true;
    location.reload();
  });
  await rememberLanguage(language).catch(() => {});
  await register();
  if (registration.waiting && serviceWorker.controller) offer();
  registration.addEventListener("updatefound", () => watch(registration.installing));
  document.addEventListener("visibilitychange", checkForUpdate);
}

// ---- The reader of QR codes: its own WASM, brought only where a camera is opened ----

const KEEP_READER_MS = 30 * 1000;

async function brought(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

// Has the service worker keep the reader, so that it opens with no network.
function keepReader() {
  return new Promise((done, failed) => {
    if (!serviceWorker) throw new Error("no service worker");
    setTimeout(() => failed(new Error("the service worker does not answer")), KEEP_READER_MS);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => (data === "" ? done() : failed(new Error(data)));
    serviceWorker.ready.then((ready) => ready.active.postMessage({ type: "reader" }, [port2]));
  });
}

async function loadReader() {
  // Asked for before it is imported: some browsers remember an import that failed for as long as the page lives.
  const [, wasm] = await Promise.all(["{{scan.js}}", "{{scan_bg.wasm}}"].map(brought));
  const reader = await import("{{scan.js}}");
  await reader.default({ module_or_path: wasm });
  // On a first visit nobody stood between the page and the network yet.
  keepReader().catch(() => {});
  return reader;
}

globalThis.mangrove = {
  build: meta ? meta.content : "",
  languages,
  language,
  // The text of the language file, or null where it did not come.
  words: fetch(languages[language]).then((r) => (r.ok ? r.text() : null)).catch(() => null),
  updateReady: false,
  // Install prompt of Chrome, kept until a person asks for it.
  installPrompt: null,
  couldNotStart() {
    say(words.failed, words.failedMore, words.again);
  },
  keepReader,
  loadReader,
  activateUpdate() {
    if (registration && registration.waiting) registration.waiting.postMessage({ type: "activate" });
    else location.reload();
  },
  async keepLanguage(tag) {
    await rememberLanguage(tag).catch(() => {});
    const workers = registration ? [registration.active, registration.waiting] : [];
    for (const worker of workers) if (worker) worker.postMessage({ type: "language", tag });
  },
};

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  mangrove.installPrompt = event;
  dispatchEvent(new CustomEvent("mangrove:install"));
});

async function start() {
  if (typeof WebAssembly !== "object") return say(words.old, words.oldMore);
  say(words.opening);
  fetchHeadEarly();
  try {
    const app = await import("{{app.js}}");
    await app.default({ module_or_path: "{{app_bg.wasm}}" });
  } catch (error) {
    console.error(error);
    if (error instanceof WebAssembly.CompileError) say(words.old, words.oldMore);
    else say(words.failed, words.failedMore, words.again);
  }
  // After the app, so that the first visit does not fetch everything twice at once.
  await keepShell().catch((error) => console.warn("service worker", error));
}

start();
