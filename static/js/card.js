// A scorecard that is being filled in saves by itself.
import { all, one } from "./lib/dom.js";
import { autosave } from "./lib/autosave.js";

const card = one("form[data-autosave]");
if (card) autosave(card, outcome(card, one("[data-save-state]")));

function outcome(form, state) {
  // What an earlier answer said of the fields is over: what the server wrote beside them as well.
  function clear() {
    for (const message of all("[data-refused]")) message.remove();
    for (const field of all("[aria-invalid]", form)) {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("title");
    }
  }
  return {
    saving() {
      state.textContent = state.dataset.saving;
    },
    failed() {
      state.textContent = state.dataset.failed;
    },
    refused({ errors = {} }) {
      clear();
      for (const [name, message] of Object.entries(errors)) {
        const field = form.elements[name];
        if (!(field instanceof Element)) continue;
        field.setAttribute("aria-invalid", "true");
        field.title = message;
      }
      state.textContent = Object.values(errors)[0] || state.dataset.failed;
    },
    saved({ version, saved, why, groups = {} }) {
      clear();
      for (const field of all("form input[name=version]")) field.value = version;
      state.textContent = saved;
      if (why) one("#why").innerHTML = why;
      for (const sum of all("[data-group]")) {
        if (sum.dataset.group in groups) sum.textContent = groups[sum.dataset.group];
      }
    },
  };
}
