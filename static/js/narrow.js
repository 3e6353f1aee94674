// A search field with data-narrow="#list" hides the rows of that table which do not hold what is typed;
// chosen rows stay. Without a script the server filters the list.
import { all, one } from "./lib/dom.js";
import { fold } from "./lib/text.js";

for (const input of all("[data-narrow]")) {
  input.addEventListener("input", () => {
    const key = fold(input.value);
    for (const row of all("tbody tr", one(input.dataset.narrow))) {
      row.hidden = !fold(row.textContent).includes(key) && !one("input:checked", row);
    }
  });
}
