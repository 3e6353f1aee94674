// A department's month: what accepting the selected cards would do, and the keyboard.
import { all, one, typing } from "./lib/dom.js";
import { fill } from "./lib/text.js";

const month = one("[data-department]");
const pick = one("[data-pick]");
if (month && pick) {
  select();
  listen();
}

function boxes() {
  return all("tbody input[name=card]:not(:disabled)", month);
}

// show counts the selected cards by grade, the best grade first. The quota's sentence beside it is the server's.
function show() {
  const counts = new Map();
  const ranks = new Map();
  const chosen = boxes().filter((box) => box.checked);
  for (const { dataset } of chosen) {
    counts.set(dataset.grade, (counts.get(dataset.grade) ?? 0) + 1);
    ranks.set(dataset.grade, dataset.rank);
  }
  pick.hidden = chosen.length === 0;
  one("[data-count]", pick).textContent = chosen.length;
  const grades = [...counts.keys()].sort((a, b) => ranks.get(a) - ranks.get(b));
  one("[data-effect]", pick).textContent = grades.map((grade) => `${counts.get(grade)} ${grade}`).join(", ") + ".";
}

function select() {
  const every = one("[data-all]");
  month.addEventListener("change", (e) => {
    if (e.target === every) {
      for (const box of boxes()) box.checked = every.checked;
    }
    if (e.target === every || e.target.name === "card") show();
  });
  show();
}

// In the column of points: arrows, Enter, j and k go up and down, Space selects, o opens the card. j goes there.
function listen() {
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const scores = all(".score[name^=points]", month);
    const here = scores.indexOf(document.activeElement);
    if (here < 0) {
      if (e.key !== "j" || typing(e.target)) return;
      e.preventDefault(); // the field that gets the focus must not get the letter
      enter(scores, 0);
      return;
    }
    const row = document.activeElement.closest("tr");
    const act = {
      ArrowDown: () => enter(scores, here + 1),
      j: () => enter(scores, here + 1),
      k: () => enter(scores, here - 1),
      Enter: () => enter(scores, here + 1),
      ArrowUp: () => enter(scores, here - 1),
      o: () => one("a.name", row)?.click(),
      " ": () => toggle(one("input[name=card]", row)),
    }[e.key];
    if (!act) return;
    e.preventDefault();
    act();
  });
  document.addEventListener("htmx:afterSwap", (e) => flash(e.detail.elt));
}

function enter(scores, at) {
  const next = scores[Math.max(0, Math.min(scores.length - 1, at))];
  next?.focus();
  next?.select();
}

function toggle(box) {
  if (!box || box.disabled) return;
  box.checked = !box.checked;
  show();
}

// flash marks a row that was saved for a moment.
function flash(swapped) {
  const row = swapped && document.getElementById(swapped.id);
  if (!row?.matches("tr") || one("[aria-invalid]", row)) return; // other parts come back beside the row
  const said = one("[data-said]", month);
  if (said) said.textContent = fill(said.dataset.said, one(".name", row).textContent.trim());
  row.classList.add("saved");
  setTimeout(() => row.classList.remove("saved"), 900);
}
