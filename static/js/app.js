// Every page: what makes it quicker to use. All pages work without it.
import { all, one, typing } from "./lib/dom.js";
import { askFirst } from "./lib/confirm.js";
import { setUpHtmx } from "./lib/htmx.js";

setUpHtmx();
askFirst();

// A change of language or look leads back to this page.
for (const input of all("[data-here]")) input.value = location.pathname + location.search;

// A filter applies as soon as it is chosen.
document.addEventListener("change", (e) => {
  if (e.target.matches("select[data-go]")) e.target.form.requestSubmit();
});

document.addEventListener("keydown", (e) => {
  if (e.key !== "/" || typing(e.target)) return;
  e.preventDefault();
  one("[data-find]").focus();
});
