// A programme's bar is dragged to the month in which it begins, its edge to that in which it ends.
import { all, one } from "./lib/dom.js";

const gantt = one("[data-move]");
if (gantt) listen();

function listen() {
  let row = null;
  let part = "first";
  // Bars move within their own row only.
  const cellUnder = (e) => {
    const cell = e.target.closest("[data-month]");
    return row && cell && cell.closest("tr") === row ? cell : null;
  };
  gantt.addEventListener("dragstart", (e) => {
    row = e.target.closest("tr");
    part = e.target.classList.contains("edge") ? "last" : "first";
    e.dataTransfer.setData("text/plain", row.dataset.item);
  });
  gantt.addEventListener("dragover", (e) => {
    const cell = cellUnder(e);
    if (!cell) return;
    e.preventDefault();
    unmark();
    one(`[data-head="${monthAt(cell, e.clientX)}"]`, gantt).classList.add("aim");
  });
  gantt.addEventListener("dragend", unmark);
  gantt.addEventListener("drop", (e) => {
    const cell = cellUnder(e);
    if (!cell) return;
    e.preventDefault();
    const { item, version } = row.dataset;
    send({ item, version, first: "", last: "", [part]: monthAt(cell, e.clientX) });
  });
}

// send posts the page's form for moves: an item, at the version that the page shows.
function send(values) {
  const form = one(gantt.dataset.move);
  for (const [name, value] of Object.entries(values)) one(`[name=${name}]`, form).value = value;
  form.submit();
}

// monthAt is the month under the pointer. A bar's own cell is as wide as its months.
function monthAt(cell, x) {
  const box = cell.getBoundingClientRect();
  const within = Math.floor(((x - box.left) / box.width) * cell.colSpan);
  return Number(cell.dataset.month) + Math.min(cell.colSpan - 1, Math.max(0, within));
}

function unmark() {
  for (const head of all(".aim", gantt)) head.classList.remove("aim");
}
