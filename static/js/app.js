// Every page: what makes it quicker to use. All pages work without it.
import { all } from "./lib/dom.js";
import { askFirst } from "./lib/confirm.js";
import { closeMenus } from "./lib/menu.js";
import { setUpHtmx } from "./lib/htmx.js";
import { setUpPalette } from "./lib/palette.js";

setUpHtmx();
askFirst();
closeMenus();
setUpPalette();

// A change of language or look leads back to this page.
for (const input of all("[data-here]")) input.value = location.pathname + location.search;

// The button of the colours asks for those that are not shown.
for (const button of all("button.colours")) {
  button.value = document.documentElement.dataset.bsTheme === "dark" ? "light" : "dark";
}

// A filter applies as soon as it is chosen.
document.addEventListener("change", (e) => {
  if (e.target.matches("select[data-go]")) e.target.form.requestSubmit();
});
