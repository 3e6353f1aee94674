import { all } from "./dom.js";

// closeMenus closes an open menu of the page when something else is clicked, and with Escape, which gives the
// focus back to what opened it.
export function closeMenus() {
  const open = () => all("details.menu[open], details.drawer[open]");
  document.addEventListener("click", (e) => {
    for (const menu of open()) {
      if (!menu.contains(e.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.firstElementChild.focus();
    }
  });
}
