// A check-in desk that goes on working while the connection is lost. What is noted is kept on the
// phone until the portal has said that it has it; the last note of a guest counts.
(() => {
  "use strict";
  const list = document.getElementById("guests");
  if (!list) return;
  const $ = (selector, root = document) => root.querySelector(selector);
  const path = list.dataset.path, day = list.dataset.day;
  const line = document.getElementById("line"), counter = $("[data-count] b");
  const rows = new Map([...list.children].map((li) => [li.dataset.guest, li]));
  const names = new Map([...rows].map(([id, li]) => [id, $(".name", li).textContent]));
  const store = "desk " + path;
  let csrf = document.body.dataset.token, cutOff = false, busy = false, noted = "";

  // Notes of another day are over: nothing personal stays on the phone.
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith("desk ") && JSON.parse(localStorage[name]).day < day) localStorage.removeItem(name);
  }
  let queue = [];
  try { queue = JSON.parse(localStorage[store]).queue || []; } catch { /* nothing kept */ }
  const keep = () => { try { localStorage[store] = JSON.stringify({ day, queue }); } catch { /* the page still holds it */ } };

  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase().trim().replace(/\s+/g, " ");
  const clock = (ms) => new Date(ms).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
  function say(text, wrong) { line.hidden = !text; line.textContent = text; line.classList.toggle("error", !!wrong); }
  function showLine() {
    if (cutOff) say((noted ? noted + " · " : "") + line.dataset.offline.replace("#", queue.length), true);
  }

  function draw(li, present, said) {
    li.classList.toggle("in", present);
    $("[data-said]", li).textContent = said;
    const button = $("button[name=present]", li);
    if (button.value === (present ? "0" : "1")) return;
    const twin = [...rows.values()].find((other) => $("button[name=present]", other).value === (present ? "0" : "1"));
    button.value = present ? "0" : "1";
    button.className = present ? "btn btn-sm" : "btn btn-primary";
    button.textContent = present ? list.dataset.undo || (twin && $("button[name=present]", twin).textContent) || "Bỏ" : list.dataset.come || "Có mặt";
    button.setAttribute("aria-label", button.textContent + ": " + names.get(li.dataset.guest));
  }
  const count = () => { counter.textContent = [...rows.values()].filter((li) => li.classList.contains("in")).length; };

  // The portal's word, with what it does not have yet laid over it.
  function apply(state) {
    csrf = state.token;
    for (const g of state.guests) {
      const li = rows.get(String(g.id));
      if (li) draw(li, g.present, g.present ? clock(g.at) + " · " + g.desk + (g.by ? " · " + g.by : "") : "");
    }
    for (const o of state.done || []) {
      queue = queue.filter((n) => n.token !== o.token);
      if (o.state === "again") say(line.dataset.again.replace("#1", names.get(String(o.guest)) || "").replace("#2", clock(o.at)).replace("#3", o.desk), true);
      if (o.state === "unknown") say(line.dataset.unknown, true);
    }
    for (const n of queue) { const li = rows.get(n.guest); if (li) draw(li, n.present === "1", "…"); }
    keep(); count();
  }

  async function sync() {
    if (busy) return;
    busy = true;
    try {
      let answer;
      if (queue.length) {
        const body = new URLSearchParams([["_csrf", csrf]]);
        for (const n of queue.slice(0, 200)) {
          for (const field of ["token", "guest", "code", "present", "by"]) body.append(field, n[field]);
          body.append("age", String(Math.max(0, Date.now() - n.at)));
        }
        answer = await fetch(path, { method: "POST", body, headers: { "X-Desk": "1" } });
      }
      if (!answer || answer.status === 403) answer = await fetch(path + "?as=json", { headers: { Accept: "application/json" } });
      if (answer.status === 404 || answer.status === 409) { say(line.dataset.over, true); busy = false; return; }
      if (!answer.ok) throw new Error(answer.status);
      const back = cutOff;
      cutOff = false;
      apply(await answer.json());
      if (back && !queue.length) say("");
    } catch { cutOff = true; }
    busy = false;
    showLine();
  }

  const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  const token = () => [...crypto.getRandomValues(new Uint8Array(24))].map((b) => letters[b % 36]).join("");
  function note(guest, code, present, by) {
    queue.push({ token: token(), guest, code, present, by, at: Date.now() });
    keep();
    const li = rows.get(guest);
    if (li) { draw(li, present === "1", "…"); count(); noted = line.dataset.ok.replace("#", names.get(guest)); say(noted); }
    showLine();
    sync();
  }

  list.addEventListener("submit", (e) => {
    e.preventDefault();
    const form = e.target, li = form.closest("li"), by = $("input[name=representative]", form);
    note(li.dataset.guest, "", $("button[name=present]", form).value, by && form.querySelector("details").open ? by.value.trim() : "");
    find.select();
  });

  // Find: every word without its marks, or a code that a hand scanner types.
  const find = $("input[name=q]");
  const byCode = (code) => [...rows.values()].find((li) => li.dataset.code === code.toUpperCase().replace(/[^0-9A-Z]/g, ""));
  const filter = () => {
    const words = fold(find.value).split(" "), exact = byCode(find.value);
    for (const li of rows.values()) li.hidden = exact ? li !== exact : !words.every((w) => li.dataset.key.includes(w));
  };
  find.addEventListener("input", filter);
  $(".deskfind").addEventListener("submit", (e) => {
    e.preventDefault();
    const exact = byCode(find.value);
    if (exact && !exact.classList.contains("in")) { note(exact.dataset.guest, "", "1", ""); find.value = ""; filter(); }
  });

  // The camera reads invitations; the same code is not taken twice within three seconds.
  const scan = document.getElementById("scan"), camera = document.getElementById("camera"), video = $("video", camera);
  if (navigator.mediaDevices && window.jsQR) scan.hidden = false;
  let stream = null, seen = "", seenAt = 0;
  const canvas = document.createElement("canvas"), draft = canvas.getContext("2d", { willReadFrequently: true });
  function stop() { if (stream) stream.getTracks().forEach((t) => t.stop()); stream = null; camera.hidden = true; }
  function look() {
    if (!stream) return;
    if (video.readyState >= 2 && video.videoWidth) {
      const scale = Math.min(1, 640 / video.videoWidth);
      canvas.width = video.videoWidth * scale; canvas.height = video.videoHeight * scale;
      draft.drawImage(video, 0, 0, canvas.width, canvas.height);
      const found = window.jsQR(draft.getImageData(0, 0, canvas.width, canvas.height).data, canvas.width, canvas.height);
      if (found && found.data && (found.data !== seen || Date.now() - seenAt > 3000)) {
        seen = found.data; seenAt = Date.now();
        const li = byCode(found.data);
        if (!li) say(line.dataset.unknown, true);
        else if (li.classList.contains("in")) say(line.dataset.again.replace("#1", names.get(li.dataset.guest)).replace("#2", $("[data-said]", li).textContent.split(" · ")[0]).replace("#3", $("[data-said]", li).textContent.split(" · ")[1] || ""), true);
        else { note(li.dataset.guest, "", "1", ""); if (navigator.vibrate) navigator.vibrate(80); }
      }
    }
    setTimeout(() => requestAnimationFrame(look), 120);
  }
  scan.addEventListener("click", async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.srcObject = stream; camera.hidden = false;
      await video.play();
      look();
    } catch { stop(); say(line.dataset.nocamera, true); }
  });
  document.getElementById("stop").addEventListener("click", stop);

  // Under TLS the page also opens again while the connection is lost.
  if (navigator.serviceWorker && window.caches) {
    navigator.serviceWorker.register("/static/js/desk-worker.js", { scope: path }).catch(() => {});
    caches.open("desk").then((cache) => cache.addAll([path, ...[...document.querySelectorAll("script[src], link[rel=stylesheet]")].map((n) => n.src || n.href)])).catch(() => {});
  }

  addEventListener("online", sync);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) sync(); });
  setInterval(sync, 5000);
  sync();
})();
