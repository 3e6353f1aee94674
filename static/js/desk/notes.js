import { onceToken } from "../lib/token.js";

const most = 200; // notes in one message

// Notes are what a desk noted and the portal does not have yet. They are kept on the phone, under the desk's
// address, so that a page that was closed finds them again.
export class Notes {
  #key;
  #day;
  #last = new Map(); // by guest: the token of the last note that this page made
  list = [];

  constructor(path, day) {
    this.#key = "desk " + path;
    this.#day = day;
    try {
      forget(day);
    } catch {
      // A browser that keeps nothing, or lets nobody look.
    }
    const kept = read(this.#key)?.queue;
    if (Array.isArray(kept)) this.list = kept.filter((note) => typeof note?.token === "string");
    for (const note of this.list) this.#last.set(note.guest, note.token);
  }

  // add notes that a guest (by number, or "" and a code) is present ("1") or not ("0"), with who came instead.
  // It names the note of this guest that it follows: messages take their time, and the later note counts.
  add(guest, code, present, by) {
    const token = onceToken();
    this.list.push({ token, after: this.#last.get(guest) ?? "", guest, code, present, by, at: Date.now() });
    this.#last.set(guest, token);
    this.#keep();
  }

  // settle drops the notes that the portal says it has.
  settle(tokens) {
    this.list = this.list.filter((note) => !tokens.includes(note.token));
    this.#keep();
  }

  // body is the message to the portal. It tells how old each note is: the phone's clock may be wrong.
  body(csrf) {
    const body = new URLSearchParams([["_csrf", csrf]]);
    for (const note of this.list.slice(0, most)) {
      for (const field of ["token", "after", "guest", "code", "present", "by"]) body.append(field, note[field] ?? "");
      body.append("age", String(Math.max(0, Date.now() - note.at)));
    }
    return body;
  }

  #keep() {
    try {
      localStorage.setItem(this.#key, JSON.stringify({ day: this.#day, queue: this.list }));
    } catch {
      // A phone without room: the page still holds the notes.
    }
  }
}

// forget removes the notes of earlier days: nothing personal stays on the phone. An entry that cannot be
// read is of no use to anybody and goes as well.
function forget(day) {
  for (const name of Object.keys(localStorage).filter((n) => n.startsWith("desk "))) {
    const kept = read(name);
    if (!kept || !(kept.day >= day)) localStorage.removeItem(name);
  }
}

// read returns what is kept under a name, null where that is nothing readable.
function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}
