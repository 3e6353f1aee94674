// askFirst makes forms and buttons with data-confirm ask that question before they send anything. It
// listens before every other listener, which finds a refused event with defaultPrevented set.
export function askFirst() {
  const ask = (event, element) => {
    if (element && !window.confirm(element.dataset.confirm)) event.preventDefault();
  };
  document.addEventListener("submit", (e) => ask(e, e.target.closest("form[data-confirm]")), true);
  document.addEventListener("click", (e) => ask(e, e.target.closest("button[data-confirm]")), true);
}
