// fold brings a text to the form in which it is searched: lower case, without tone marks, đ as d, single
// spaces. The server's search keys (viet.SearchKey) are in the same form.
export function fold(text) {
  const plain = text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[\u0111\u0110]/g, "d");
  return plain.toLowerCase().trim().replace(/\s+/g, " ");
}

// fill puts values in the place of #1, #2 … of a sentence of the page; # alone is the first value.
export const fill = (sentence, ...values) => sentence.replace(/#(\d?)/g, (_, n) => values[(n || 1) - 1] ?? "");
