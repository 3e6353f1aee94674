// Opens a check-in desk again while the connection is lost: the page and what it needs are kept from
// the last time. Everything else goes to the portal.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (e) => e.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (e) => {
  const asset = new URL(e.request.url).pathname.startsWith("/static/");
  if (e.request.method !== "GET" || !asset && e.request.mode !== "navigate") return;
  e.respondWith((async () => {
    const cache = await caches.open("desk");
    const kept = await cache.match(e.request, { ignoreSearch: !asset });
    if (asset && kept) return kept;
    try {
      const answer = await fetch(e.request);
      if (!asset && answer.ok) await cache.put(new URL(e.request.url).pathname, answer.clone());
      if (!asset && [404, 409].includes(answer.status)) await caches.delete("desk");
      return answer;
    } catch (lost) {
      if (kept) return kept;
      throw lost;
    }
  })());
});
