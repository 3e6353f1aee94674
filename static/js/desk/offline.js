import { all } from "../lib/dom.js";

// keepPage lets the page open while the connection is lost: a worker answers with what was kept here. Browsers
// allow that under TLS only. What an earlier version of the portal needed is dropped.
export async function keepPage(path) {
  if (!navigator.serviceWorker || !window.caches) return;
  const needed = all("script[src], link[rel=stylesheet], link[rel=modulepreload]").map((n) => n.src || n.href);
  try {
    await navigator.serviceWorker.register("/static/js/desk-worker.js", { scope: path });
    const cache = await caches.open("desk");
    await cache.addAll([path, ...needed]);
    for (const { url } of await cache.keys()) {
      if (new URL(url).pathname.startsWith("/static/") && !needed.includes(url)) await cache.delete(url);
    }
  } catch {
    // Without it the desk works as long as it stays open.
  }
}
