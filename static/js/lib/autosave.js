import { all } from "./dom.js";

const pause = 800; // ms without typing after which the form is saved
const again = 4000; // ms after which a save that failed is tried again

// autosave saves a form as one types: after a pause, when a field is left and when the page is hidden.
// show.saving(), show.saved(reply), show.refused(reply) and show.failed() put the outcome on the page. A
// form whose record was changed elsewhere (409) is sent as a whole, so that the server shows both versions.
export function autosave(form, show) {
  let timer = 0;
  let dirty = false;
  let busy = false;
  let leaving = false;
  let running = Promise.resolve();

  async function deliver() {
    const answer = await send(form);
    if (answer.status === 409) {
      leaving = true;
      form.submit();
      return;
    }
    const reply = await answer.json();
    if (answer.ok) show.saved(reply);
    else show.refused(reply);
  }

  async function saveNow() {
    if (!dirty || busy || leaving) return;
    dirty = false;
    busy = true;
    show.saving();
    try {
      await deliver();
    } catch {
      dirty = true;
      show.failed();
    }
    busy = false;
    if (dirty) timer = setTimeout(save, again);
  }

  // One save at a time: whoever asks while one runs waits for it and for what was typed after it began.
  function save() {
    clearTimeout(timer);
    running = running.then(saveNow);
    return running;
  }

  // The page's other forms (handing in) take the last word typed along: they wait for the save.
  async function saveFirst(event) {
    if (event.defaultPrevented || leaving || (!dirty && !busy)) return;
    event.preventDefault();
    await save();
    if (!dirty && !leaving) {
      leaving = true;
      event.target.submit();
    }
  }

  for (const other of all("form")) {
    if (other !== form) other.addEventListener("submit", saveFirst);
  }
  form.addEventListener("input", () => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  });
  form.addEventListener("change", save);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) save();
  });
  addEventListener("pagehide", save);
}

function send(form) {
  const headers = { "X-Autosave": "1", "X-CSRF-Token": document.body.dataset.token };
  return fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers,
    keepalive: true, // it goes on when the page is left
  });
}
