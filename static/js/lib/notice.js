import { one } from "./dom.js";

// tell shows a failure at the top of the page. A second one takes the place of the first.
export function tell(text) {
  let box = document.getElementById("tell");
  if (!box) {
    box = document.createElement("div");
    box.id = "tell";
    box.className = "notice error";
    box.setAttribute("role", "alert");
    one("main").prepend(box);
  }
  box.textContent = text;
}
