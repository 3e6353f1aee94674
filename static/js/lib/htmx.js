import { fill } from "./text.js";
import { tell } from "./notice.js";

// setUpHtmx gives every request of htmx the session's token, shows a row that comes back refused (409,
// 422) like any other row, and tells when the portal could not be reached or has failed. Its sentences
// are attributes of the body.
export function setUpHtmx() {
  const words = document.body.dataset;
  document.addEventListener("htmx:configRequest", (e) => {
    e.detail.headers["X-CSRF-Token"] = words.token;
  });
  document.addEventListener("htmx:beforeSwap", (e) => {
    if ([409, 422].includes(e.detail.xhr.status)) {
      e.detail.shouldSwap = true;
      e.detail.isError = false;
    }
  });
  document.addEventListener("htmx:sendError", () => tell(words.sayLost));
  document.addEventListener("htmx:responseError", (e) => {
    const status = e.detail.xhr.status;
    tell(status === 401 ? words.sayExpired : fill(words.sayFailed, status));
  });
}
