// A check-in desk that goes on working while the connection is lost. What is noted is kept on the phone
// until the portal has said that it has it; the last note of a guest counts.
import { one } from "./lib/dom.js";
import { fill, fold } from "./lib/text.js";
import { Notes } from "./desk/notes.js";
import { keepPage } from "./desk/offline.js";
import { readCodes } from "./desk/camera.js";

const interval = 5000; // ms between two questions to the portal

const list = document.getElementById("guests");
const { path, day } = list.dataset;
const line = document.getElementById("line");
const find = one("input[name=q]");
const rows = new Map([...list.children].map((row) => [row.dataset.guest, row]));
const nameOf = (row) => one(".name", row).textContent;
const notes = new Notes(path, day);

let csrf = document.body.dataset.token;
let cutOff = false;
let busy = false;
let noted = "";

function say(text, wrong = false) {
  line.hidden = !text;
  line.textContent = text;
  line.classList.toggle("error", wrong);
}

// sayOffline says that the connection is lost and how many notes wait, after what was noted last.
function sayOffline() {
  const waiting = fill(line.dataset.offline, notes.list.length);
  if (cutOff) say(noted ? `${noted} · ${waiting}` : waiting, true);
}

const clock = (ms) =>
  new Date(ms).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });

// draw shows whether a guest is present and, where it is known, since when and at which desk.
function draw(row, present, { at = "", desk = "", by = "" } = {}) {
  const words = list.dataset;
  row.classList.toggle("in", present);
  row.dataset.at = at;
  row.dataset.desk = desk;
  one("[data-said]", row).textContent = [at, desk, by && fill(words.instead, by)].filter(Boolean).join(" · ");
  const button = one("button[name=present]", row);
  button.value = present ? "0" : "1";
  button.className = present ? "btn btn-sm" : "btn btn-primary";
  button.textContent = present ? words.undo : words.come;
  button.setAttribute("aria-label", fill(present ? words.undoWhom : words.comeWhom, nameOf(row)));
}

function count() {
  one("[data-count] b").textContent = [...rows.values()].filter((row) => row.classList.contains("in")).length;
}

const sayAgain = (row, at, desk) => say(fill(line.dataset.again, row ? nameOf(row) : "", at, desk), true);

// apply shows the portal's word, with what it does not have yet laid over it.
function apply(state) {
  csrf = state.token;
  for (const g of state.guests) {
    const row = rows.get(String(g.id));
    if (row) draw(row, g.present, g.present ? { at: clock(g.at), desk: g.desk, by: g.by } : {});
  }
  const done = state.done ?? [];
  notes.settle(done.map((note) => note.token));
  for (const note of done) {
    if (note.state === "again") sayAgain(rows.get(String(note.guest)), clock(note.at), note.desk);
    if (note.state === "unknown") say(line.dataset.unknown, true);
  }
  for (const note of notes.list) {
    const row = rows.get(note.guest);
    if (row) draw(row, note.present === "1", { at: "…" });
  }
  count();
}

// exchange sends what waits, or only asks; null says that the desk's address is no longer good.
async function exchange() {
  let answer = null;
  if (notes.list.length) {
    answer = await fetch(path, { method: "POST", body: notes.body(csrf), headers: { "X-Desk": "1" } });
  }
  if (!answer || answer.status === 403) {
    answer = await fetch(path + "?as=json", { headers: { Accept: "application/json" } });
  }
  if (answer.status === 404 || answer.status === 409) return null;
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

async function sync() {
  if (busy) return;
  busy = true;
  try {
    const state = await exchange();
    const back = cutOff;
    cutOff = false;
    if (state) apply(state);
    else say(line.dataset.over, true);
    if (state && back && !notes.list.length) say("");
  } catch {
    cutOff = true;
  }
  busy = false;
  sayOffline();
}

function checkIn(row, present, by = "") {
  notes.add(row.dataset.guest, "", present ? "1" : "0", by);
  draw(row, present, { at: "…" });
  count();
  noted = fill(line.dataset.ok, nameOf(row));
  say(noted);
  sayOffline();
  sync();
}

list.addEventListener("submit", (e) => {
  e.preventDefault();
  const form = e.target;
  const by = one("input[name=representative]", form);
  const instead = by && one("details", form).open ? by.value.trim() : "";
  checkIn(form.closest("li"), one("button[name=present]", form).value === "1", instead);
  find.select();
});

// The search finds every word of a name without its tone marks, or the code that a hand scanner types.
function byCode(code) {
  const plain = code.toUpperCase().replace(/[^0-9A-Z]/g, "");
  return [...rows.values()].find((row) => row.dataset.code === plain);
}

function filter() {
  const words = fold(find.value).split(" ");
  const exact = byCode(find.value);
  for (const row of rows.values()) {
    row.hidden = exact ? row !== exact : !words.every((word) => row.dataset.key.includes(word));
  }
}

find.addEventListener("input", filter);
find.form.addEventListener("submit", (e) => {
  e.preventDefault();
  const exact = byCode(find.value);
  if (!exact || exact.classList.contains("in")) return;
  checkIn(exact, true);
  find.value = "";
  filter();
});

readCodes(document.getElementById("scan"), document.getElementById("camera"), scanned, () => {
  say(line.dataset.nocamera, true);
});

function scanned(code) {
  const row = byCode(code);
  if (!row) {
    say(line.dataset.unknown, true);
  } else if (row.classList.contains("in")) {
    sayAgain(row, row.dataset.at, row.dataset.desk);
  } else {
    checkIn(row, true);
    navigator.vibrate?.(80);
  }
}

keepPage(path);
addEventListener("online", sync);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) sync();
});
setInterval(sync, interval);
sync();
