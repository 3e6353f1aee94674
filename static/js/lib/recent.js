// The pages that were opened lately, the last first. The tab alone keeps them, for one session: a machine may
// serve several people.
const key = "recent";
const most = 8;

export function recent() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    return kept.session === document.body.dataset.token ? kept.pages : [];
  } catch {
    return [];
  }
}

export const isRecent = (path) => recent().some((page) => page.path === path);

// remember notes the page that is open.
export function remember() {
  const title = document.title.split(" · ").slice(0, -1).join(" · ");
  const path = location.pathname;
  if (!title || path === "/" || path === "/search" || document.querySelector("[data-trouble]")) return;
  const pages = [{ path, title }, ...recent().filter((known) => known.path !== path)].slice(0, most);
  sessionStorage.setItem(key, JSON.stringify({ session: document.body.dataset.token, pages }));
}
