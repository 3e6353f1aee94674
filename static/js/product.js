// A standard product that is chosen for a task brings its weight along.
import { all } from "./lib/dom.js";

for (const input of all("[data-weights]")) {
  input.addEventListener("change", () => {
    const option = [...input.list.options].find((o) => o.value === input.value);
    if (option) document.getElementById(input.dataset.weights).value = option.dataset.weight;
  });
}
