import { onceToken } from "./token.js";

// post sends a form that stands on no page, with both of its tokens, and goes where it leads.
export function post(action, fields) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = action;
  const values = { _csrf: document.body.dataset.token + "." + onceToken(), ...fields };
  for (const [name, value] of Object.entries(values)) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}
