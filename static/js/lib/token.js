const letters = "abcdefghijklmnopqrstuvwxyz0123456789";

// onceToken makes a one-off token: what is sent under it counts once, however often it is sent.
export function onceToken() {
  return [...crypto.getRandomValues(new Uint8Array(24))].map((byte) => letters[byte % letters.length]).join("");
}
