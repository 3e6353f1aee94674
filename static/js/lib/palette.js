import { all, one, typing } from "./dom.js";
import { isRecent, recent, remember } from "./recent.js";

const pause = 150; // ms without typing after which the portal is asked

const show = (list, groups) => list.replaceChildren(...groups);

// setUpPalette opens the palette with Ctrl+K, or with / where no text is typed. What was opened lately stands
// first: alone while nothing is typed, and within its group afterwards.
export function setUpPalette() {
  remember();
  const dialog = one("[data-palette]");
  if (!dialog) return;
  const input = one("input", dialog);
  const list = one("[role=listbox]", dialog);
  const choose = chooser(input, list);
  let timer = 0;
  let asked = 0;

  async function ask() {
    const mine = ++asked;
    const text = input.value.trim();
    if (text.length < 2) {
      show(list, recentGroup(list.dataset.recent));
      choose(0);
      return;
    }
    const answer = await fetch(`/search?q=${encodeURIComponent(text)}`, { headers: { "HX-Request": "true" } });
    if (answer.status === 401) location.assign("/login");
    if (mine !== asked || !answer.ok) return;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    show(list, recentFirst([...found.body.children]));
    if (!list.children.length) list.textContent = list.dataset.none;
    choose(0);
  }

  function open() {
    dialog.showModal();
    input.select();
    ask();
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  });
  dialog.addEventListener("click", (e) => {
    if (e.target === dialog) dialog.close();
  });
  document.addEventListener("keydown", (e) => {
    const control = (e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && e.key.toLowerCase() === "k";
    if (dialog.open || (!control && (e.key !== "/" || typing(e.target)))) return;
    e.preventDefault();
    open();
  });
}

// chooser moves the choice among the options by the arrow keys, while the focus stays in the field, and opens
// what is chosen. It returns the function that chooses the option with a number.
function chooser(input, list) {
  let at = 0;
  const options = () => all("[role=option]", list);

  function choose(n) {
    const found = options();
    at = found.length ? (n + found.length) % found.length : 0;
    found.forEach((link, i) => {
      link.id = `option-${i}`;
      link.setAttribute("aria-selected", String(i === at));
    });
    input.setAttribute("aria-activedescendant", found.length ? `option-${at}` : "");
    found[at]?.scrollIntoView({ block: "nearest" });
  }

  input.addEventListener("keydown", (e) => {
    if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
    e.preventDefault();
    choose(at + (e.key === "ArrowDown" ? 1 : -1));
  });
  input.form.addEventListener("submit", (e) => {
    if (!options().length) return; // the page of the search says that nothing was found
    e.preventDefault();
    options()[at].click();
  });
  return choose;
}

function recentGroup(text) {
  const pages = recent();
  if (!pages.length) return [];
  const group = document.createElement("div");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", text);
  const head = document.createElement("b");
  head.textContent = text;
  group.append(head, ...pages.map(linkTo));
  return [group];
}

function linkTo({ path, title }) {
  const link = document.createElement("a");
  link.setAttribute("role", "option");
  link.href = path;
  link.textContent = title;
  return link;
}

function recentFirst(groups) {
  for (const group of groups) {
    const known = all("[role=option]", group).filter((o) => isRecent(o.getAttribute("href")));
    one("b", group).after(...known);
  }
  return groups;
}
