// Keeps the shell on the phone: page, code, style and words of ONE build, together.
// Invariant: it never touches /v1, /c or /api; it never waits for the network to open the app;
// it never mixes two builds, because a page names its own assets by hash.

const BUILD = "{{build}}";
const PRECACHE = /*{{precache}}*/[];
const LANGUAGES = /*{{languages}}*/{};
// The reader of QR codes: kept once it was needed, and from then on with every build.
const READER = /*{{later}}*/[];
const SHELL = "mangrove-shell-";
const CACHE = SHELL + BUILD;
const SETTINGS = "mangrove-settings";
const READER_IS_KEPT = "/reader";
const PAGE = "/";
// Paths that a browser may open directly and that are not pages of the app.
const NOT_PAGES = ["/v1/", "/c/", "/api/", "/a/", "/healthz", "/readyz", "/metrics", "/robots.txt", "/sw.js"];

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => event.waitUntil(obey(event.data || {}, event.ports[0])));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/a/")) event.respondWith(asset(event.request));
  else if (event.request.mode === "navigate" && isPage(url.pathname)) event.respondWith(page(event.request));
});

// All or nothing: a build with one missing file is no build, and the browser tries again later.
async function install() {
  const urls = [...PRECACHE, LANGUAGES[await language()], ...((await setting(READER_IS_KEPT)) ? READER : [])];
  const responses = await Promise.all(urls.map(take));
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(urls.map((url, i) => cache.put(url, responses[i])));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function take(url) {
  if (url === PAGE) return takePage();
  // A file of the same name is the same file: an update fetches only what changed.
  const kept = await caches.match(url);
  if (kept) return kept;
  const response = await fetch(url);
  if (!response.ok || response.redirected) throw new Error(`${url}: ${response.status}`);
  const type = response.headers.get("content-type") || "";
  if (type.startsWith("text/html")) throw new Error(`${url}: a page came instead`);
  return response;
}

// The page must be of this very build: the server may have changed between this file and that one.
async function takePage() {
  const response = await fetch(PAGE, { cache: "no-store" });
  if (!response.ok || response.redirected) throw new Error(`page: ${response.status}`);
  const text = await response.clone().text();
  if (!text.includes(BUILD)) throw new Error("page: of another build");
  return response;
}

async function activate() {
  // Before the older builds go: its files are there if they are the same.
  if (await setting(READER_IS_KEPT)) await keepReader().catch(() => {});
  for (const name of await caches.keys()) {
    if (name.startsWith(SHELL) && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
  // A few kilobytes each: a reader may change the language with no network, too.
  await Promise.all(Object.keys(LANGUAGES).map((tag) => keepLanguage(tag).catch(() => {})));
}

async function obey(message, port) {
  if (message.type === "activate") {
    await keepLanguage(await language()).catch(() => {});
    await self.skipWaiting();
  } else if (message.type === "language" && LANGUAGES[message.tag]) {
    await keepLanguage(message.tag);
  } else if (message.type === "reader" && port) {
    await keepReader().then(() => port.postMessage(""), (error) => port.postMessage(String(error)));
  }
}

async function keepLanguage(tag) {
  const cache = await caches.open(CACHE);
  if (await cache.match(LANGUAGES[tag])) return;
  await cache.put(LANGUAGES[tag], await take(LANGUAGES[tag]));
}

async function keepReader() {
  // First, so that a build that comes in between brings its own.
  await caches.open(SETTINGS).then((cache) => cache.put(READER_IS_KEPT, new Response("yes")));
  const responses = await Promise.all(READER.map(take));
  const cache = await caches.open(CACHE);
  await Promise.all(READER.map((url, i) => cache.put(url, responses[i])));
}

async function language() {
  const tag = await setting("/language");
  return LANGUAGES[tag] ? tag : "en";
}

async function setting(name) {
  const kept = await caches.open(SETTINGS).then((cache) => cache.match(name));
  return kept ? kept.text() : "";
}

function isPage(path) {
  return !NOT_PAGES.some((start) => path === start || (start.endsWith("/") && path.startsWith(start)));
}

async function page(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(PAGE)) || fetch(request);
}

async function asset(request) {
  return (await caches.match(request)) || fetch(request);
}
