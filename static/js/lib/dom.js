// Finding elements. `one` returns the first match or null, `all` an array of every match.
export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// typing reports whether an element takes text, so that keys typed there are no commands.
export const typing = (element) => /^(INPUT|TEXTAREA|SELECT)$/.test(element?.tagName ?? "");
