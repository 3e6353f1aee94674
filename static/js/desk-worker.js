// Opens a check-in desk again while the connection is lost: the page and what it needs are kept from the
// last time. Everything else goes to the portal.
const name = "desk";
const gone = [404, 409]; // the desk's address is no longer good

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (e) => e.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (e) => {
  const asset = new URL(e.request.url).pathname.startsWith("/static/");
  if (e.request.method !== "GET" || (!asset && e.request.mode !== "navigate")) return;
  e.respondWith(asset ? keptAsset(e.request) : freshPage(e.request));
});

// An asset's address names its version, so that what is kept is never old.
async function keptAsset(request) {
  const cache = await caches.open(name);
  return (await cache.match(request)) ?? fetch(request);
}

async function freshPage(request) {
  const cache = await caches.open(name);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(new URL(request.url).pathname, answer.clone());
    if (gone.includes(answer.status)) await caches.delete(name);
    return answer;
  } catch (lost) {
    const kept = await cache.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw lost;
  }
}
