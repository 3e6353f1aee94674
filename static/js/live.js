// The pages of the day (stage manager, screen in the hall) look again when something has changed.
import { one, typing } from "./lib/dom.js";

const live = one("[data-live]");
follow();
tick();

// follow listens to the portal's stream; its first message says only that it is open. A page under the
// hands of somebody who types waits until the field is left.
function follow() {
  let first = true;
  let waits = false;
  async function look() {
    waits = typing(document.activeElement) && live.contains(document.activeElement);
    if (waits) return;
    try {
      const answer = await fetch(location.href);
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(live.id);
      if (fresh) live.replaceChildren(...fresh.childNodes);
    } catch {
      // The stream comes back, and with it the next look.
    }
  }
  new EventSource(live.dataset.live).addEventListener("message", () => {
    if (!first) look();
    first = false;
  });
  live.addEventListener("focusout", () => {
    if (waits) setTimeout(look, 300);
  });
}

// tick lets the page's clock go on from the server's time.
function tick() {
  const shown = one("[data-clock]");
  if (!shown) return;
  const opened = Date.now();
  const [h, m, s] = shown.dataset.clock.split(":").map(Number);
  const start = (h * 60 + m) * 60 + s;
  const two = (n) => String(n).padStart(2, "0");
  setInterval(() => {
    const at = Math.floor(start + (Date.now() - opened) / 1000) % 86400;
    const clock = one("[data-clock]"); // another element after each look
    if (clock) clock.textContent = [at / 3600, (at / 60) % 60, at % 60].map((n) => two(Math.floor(n))).join(":");
  }, 500);
}
