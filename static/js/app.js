// What makes pages quicker to use. Every page works without it.
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

  document.addEventListener("htmx:configRequest", (e) => {
    e.detail.headers["X-CSRF-Token"] = document.body.dataset.token;
  });
  // A refused save (409, 422) sends back the row with its message: show it like any other.
  document.addEventListener("htmx:beforeSwap", (e) => {
    if ([409, 422].includes(e.detail.xhr.status)) { e.detail.shouldSwap = true; e.detail.isError = false; }
  });
  document.addEventListener("htmx:sendError", () => tell("Mất kết nối: chưa lưu được. Điểm vừa nhập vẫn còn trên màn hình."));
  document.addEventListener("htmx:responseError", (e) => tell(e.detail.xhr.status === 401 ? "Phiên làm việc đã hết. Hãy đăng nhập lại." : "Chưa lưu được (lỗi " + e.detail.xhr.status + ")."));

  function tell(text) {
    let box = $("#tell");
    if (!box) {
      box = document.createElement("div");
      box.id = "tell"; box.className = "notice error"; box.setAttribute("role", "alert");
      $("main").prepend(box);
    }
    box.textContent = text;
  }

  $$("[data-here]").forEach((input) => { input.value = location.pathname + location.search; });
  $$("form[data-confirm]").forEach((form) => form.addEventListener("submit", (e) => { if (!confirm(form.dataset.confirm)) e.preventDefault(); }));
  $$("button[data-confirm]").forEach((button) => button.addEventListener("click", (e) => { if (!confirm(button.dataset.confirm)) e.preventDefault(); }));
  $$("select[data-go]").forEach((select) => select.addEventListener("change", () => select.form.requestSubmit()));

  document.addEventListener("keydown", (e) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName);
    if (e.key === "/" && !typing) { e.preventDefault(); $("[data-find]").focus(); }
  });

  // Saving a card as one types: after a pause, when leaving a field and when the lid closes.
  const card = $("form[data-autosave]");
  if (card) {
    let timer, dirty = false, busy = false, leaving = false;
    const state = $("[data-save-state]");
    const version = $("input[name=version]", card);
    // One save at a time; whoever asks while one runs waits for it and for what came after it.
    let running = Promise.resolve();
    const save = () => { clearTimeout(timer); running = running.then(saveNow); return running; };
    const saveNow = async () => {
      if (!dirty || busy || leaving) return;
      dirty = false; busy = true; state.textContent = state.dataset.saving;
      try {
        const answer = await fetch(card.action, { method: "POST", body: new URLSearchParams(new FormData(card)), headers: { "X-Autosave": "1", "X-CSRF-Token": document.body.dataset.token }, keepalive: true });
        if (answer.status === 409) { leaving = true; card.submit(); return; }
        const reply = await answer.json();
        $$(".field .error, [data-refused]", card).forEach((n) => n.remove());
        $$("[aria-invalid]", card).forEach((n) => n.removeAttribute("aria-invalid"));
        if (!answer.ok) {
          for (const [name, message] of Object.entries(reply.errors || {})) {
            const field = card.elements[name];
            if (field && field.setAttribute) { field.setAttribute("aria-invalid", "true"); field.title = message; }
          }
          state.textContent = Object.values(reply.errors || {})[0] || state.dataset.failed;
        } else {
          version.value = reply.version;
          $$("form input[name=version]").forEach((n) => { n.value = reply.version; });
          state.textContent = reply.saved;
          const why = $("#why");
          if (why && reply.why) { why.innerHTML = reply.why; }
          $$("[data-group]").forEach((n) => { if (reply.groups && n.dataset.group in reply.groups) n.textContent = reply.groups[n.dataset.group]; });
        }
      } catch { dirty = true; state.textContent = state.dataset.failed; }
      busy = false;
      if (dirty) timer = setTimeout(save, 4000);
    };
    // Handing in takes the last word typed along: it waits for the save.
    $$("form").filter((form) => form !== card).forEach((form) => form.addEventListener("submit", async (e) => {
      if (e.defaultPrevented || leaving || (!dirty && !busy)) return;
      e.preventDefault();
      await save();
      if (!dirty && !leaving) { leaving = true; form.submit(); }
    }));
    card.addEventListener("input", () => { dirty = true; clearTimeout(timer); timer = setTimeout(save, 800); });
    card.addEventListener("change", save);
    document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
    addEventListener("pagehide", save);
  }

  // The department's month: what a selection would do, and the keyboard.
  const month = $("[data-department]"), pick = $("[data-pick]");
  if (month && pick) {
    const all = $("[data-all]");
    const boxes = () => $$("tbody input[name=card]:not(:disabled)", month);
    const show = () => {
      const chosen = boxes().filter((b) => b.checked);
      pick.hidden = chosen.length === 0;
      const counts = {}, ranks = {};
      chosen.forEach((b) => { const g = b.dataset.grade; counts[g] = (counts[g] || 0) + 1; ranks[g] = b.dataset.rank; });
      $("[data-count]", pick).textContent = chosen.length;
      $("[data-effect]", pick).textContent = Object.keys(counts).sort((a, b) => ranks[a] - ranks[b]).map((g) => counts[g] + " " + g).join(", ") + ". " +
        pick.dataset.quota.replace("%used", pick.dataset.used).replace("%allowed", pick.dataset.allowed);
    };
    month.addEventListener("change", (e) => {
      if (e.target === all) boxes().forEach((b) => { b.checked = all.checked; });
      if (e.target === all || e.target.name === "card") show();
    });
    show();
    document.addEventListener("keydown", (e) => {
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      const scores = $$(".score[name^=points]", month);
      const here = scores.indexOf(document.activeElement);
      const go = (i) => { const next = scores[Math.max(0, Math.min(scores.length - 1, i))]; if (next) { next.focus(); next.select(); } };
      const row = document.activeElement.closest && document.activeElement.closest("tr");
      if (here >= 0 && (e.key === "ArrowDown" || e.key === "Enter")) { e.preventDefault(); go(here + 1); }
      else if (here >= 0 && e.key === "ArrowUp") { e.preventDefault(); go(here - 1); }
      else if (here < 0 && e.key === "j" && !/INPUT|TEXTAREA|SELECT/.test(e.target.tagName)) go(0);
      else if (here >= 0 && e.key === " " && row) { const b = $("input[name=card]", row); if (b && !b.disabled) { e.preventDefault(); b.checked = !b.checked; show(); } }
      else if (here >= 0 && e.key === "o" && row) { e.preventDefault(); location.href = $("a.name", row).href; }
    });
    document.addEventListener("htmx:afterSwap", (e) => {
      const row = e.detail.elt && e.detail.elt.closest ? document.getElementById(e.detail.elt.id) : null;
      if (row && !row.querySelector("[aria-invalid]")) { row.classList.add("saved"); setTimeout(() => row.classList.remove("saved"), 900); }
    });
  }

  // A programme's bar is dragged to the month in which it begins; its edge to that in which it ends.
  const gantt = $("[data-move]");
  if (gantt) {
    let item = null, part = "first";
    // A bar's own cell is as wide as its months: which of them the pointer is in follows from its place.
    const monthAt = (cell, x) => {
      const box = cell.getBoundingClientRect();
      return Number(cell.dataset.month) + Math.min(cell.colSpan - 1, Math.max(0, Math.floor((x - box.left) / box.width * cell.colSpan)));
    };
    const target = (e) => { const cell = e.target.closest("[data-month]"); return item && cell && cell.closest("tr") === item ? cell : null; };
    gantt.addEventListener("dragstart", (e) => {
      item = e.target.closest("tr"); part = e.target.classList.contains("edge") ? "last" : "first";
      e.dataTransfer.setData("text/plain", item.dataset.item);
    });
    gantt.addEventListener("dragover", (e) => {
      const cell = target(e);
      if (!cell) return;
      e.preventDefault();
      $$(".aim", gantt).forEach((n) => n.classList.remove("aim"));
      $(`[data-head="${monthAt(cell, e.clientX)}"]`, gantt).classList.add("aim");
    });
    gantt.addEventListener("dragend", () => $$(".aim", gantt).forEach((n) => n.classList.remove("aim")));
    gantt.addEventListener("drop", (e) => {
      const cell = target(e);
      if (!cell) return;
      e.preventDefault();
      const form = $(gantt.dataset.move); // posts the item at the version that the page shows
      const values = { item: item.dataset.item, version: item.dataset.version, first: "", last: "" };
      values[part] = monthAt(cell, e.clientX);
      for (const [name, value] of Object.entries(values)) $(`[name=${name}]`, form).value = value;
      form.submit();
    });
  }

  // Lines of a table that do not hold what is typed step back; the server finds what is not in the table.
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  $$("[data-narrow]").forEach((input) => input.addEventListener("input", () => {
    const key = plain(input.value.trim());
    $$("tbody tr", $(input.dataset.narrow)).forEach((row) => { row.hidden = !plain(row.textContent).includes(key) && !$("input:checked", row); });
  }));

  // A standard product brings its weight along.
  $$("[data-weights]").forEach((input) => input.addEventListener("change", () => {
    const option = [...input.list.options].find((o) => o.value === input.value);
    if (option) document.getElementById(input.dataset.weights).value = option.dataset.weight;
  }));

  // A page of the day looks again when something has changed, but not under the hands of who types.
  const live = $("[data-live]");
  if (live) {
    let first = true, waits = false;
    const look = async () => {
      if (live.contains(document.activeElement) && /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) { waits = true; return; }
      waits = false;
      try {
        const answer = await fetch(location.href);
        if (!answer.ok) return;
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
        if (fresh) live.replaceChildren(...fresh.childNodes);
      } catch { /* the stream comes back, and with it the next look */ }
    };
    new EventSource(live.dataset.live).onmessage = () => { if (!first) look(); first = false; };
    live.addEventListener("focusout", () => { if (waits) setTimeout(look, 300); });
    const from = Date.now();
    const shown = $("[data-clock]");
    if (shown) {
      const [h, m, s] = shown.dataset.clock.split(":").map(Number);
      const start = (h * 60 + m) * 60 + s;
      setInterval(() => {
        const at = Math.floor(start + (Date.now() - from) / 1000) % 86400, two = (n) => String(n).padStart(2, "0");
        const clock = $("[data-clock]");
        if (clock) clock.textContent = two(Math.floor(at / 3600)) + ":" + two(Math.floor(at / 60) % 60) + ":" + two(at % 60);
      }, 500);
    }
  }

  // A page that watches a job looks again by itself.
  const watch = $("[data-watch]");
  if (watch) setTimeout(() => location.reload(), 1000);
})();
