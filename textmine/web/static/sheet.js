// The answers to a question with their codes: what the rules say, and above it what people decided. Decisions are
// shown at once and saved behind the cursor; each counts as unsaved until the server says that it is on the disk.
import { api, get, on, state, tell } from "./core.js";
import { wilson } from "./shared.js";

const TAB = Math.random().toString(36).slice(2); // this tab, so that it does not hear itself
const BATCH = 400; // decisions sent at once
const AGAIN = 2000; // milliseconds until what could not be saved is tried again
const NONE = -1;

export async function load(question) {
  const data = await get("coding/answers?question=" + encodeURIComponent(question));
  return new Sheet(data);
}

class Sheet {
  constructor(data) {
    Object.assign(this, data);
    this.size = data.key.length;
    this.width = data.codes.length;
    this.place = new Map(data.codes.map((code, at) => [code.name, at]));
    this.row = new Map(data.key.map((key, at) => [key, at]));
    this.byAnswer = new Map(data.answer.map((answer, at) => [answer, at]));
    this.rule = new Uint8Array(this.size * this.width); // what the rules say
    this.now = new Uint8Array(this.size * this.width); // what holds now
    this.isDecided = new Uint8Array(this.size);
    this.notes = new Map();
    this.marks = new Map(); // row -> [[code, start, end], ...]
    this.count = 0; // decided answers
    data.rules.forEach((codes, row) => { for (const code of codes) this.rule[row * this.width + code] = 1; });
    this.now.set(this.rule);
    const people = new Map();
    this.person = Int32Array.from(data.respondent, (name) => {
      if (!people.has(name)) people.set(name, people.size);
      return people.get(name);
    });
    this.base = people.size;
    this.mentions = new Int32Array(this.base * this.width); // answers of a person with a code
    this.people = new Int32Array(this.width); // persons with a code
    this.kept = 0; // decided codes that are as the rules say
    for (let at = 0; at < this.now.length; at++) if (this.now[at]) this.add(Math.floor(at / this.width), at % this.width, 1);
    this.hear(data.decided);
    this.pending = new Map(); // key -> what is to be saved
    this.sending = null;
    this.watchers = new Set();
    this.off = on("decided", (event) => {
      if (event.tab === TAB) return;
      const changed = {};
      for (const { key, values, coder, reason } of event.changes) {
        changed[key] = { values: Object.fromEntries(Object.entries(values).map(([code, [value]]) => [code, value])), coder, reason };
      }
      this.hear(changed);
      this.changed();
    });
  }

  add(row, code, step) {
    const at = this.person[row] * this.width + code;
    const before = this.mentions[at];
    this.mentions[at] = before + step;
    if (!before !== !this.mentions[at]) this.people[code] += step;
  }

  codesOf(row) { // the places of the codes that hold
    const found = [];
    for (let code = 0; code < this.width; code++) if (this.now[row * this.width + code]) found.push(code);
    return found;
  }

  has(row, code) {
    return this.now[row * this.width + code] === 1;
  }

  // ---- what is decided
  put(row, values, decided, note) { // values: a Uint8Array of the codes; what was before is returned
    const from = row * this.width;
    const before = { row, values: this.now.slice(from, from + this.width), decided: this.isDecided[row], note: this.notes.get(row) ?? "" };
    if (before.decided) this.kept -= this.same(row);
    for (let code = 0; code < this.width; code++) {
      if (this.now[from + code] === values[code]) continue;
      this.now[from + code] = values[code];
      this.add(row, code, values[code] ? 1 : -1);
    }
    this.count += decided - before.decided;
    this.isDecided[row] = decided;
    if (decided) this.kept += this.same(row);
    if (note) this.notes.set(row, note);
    else this.notes.delete(row);
    return before;
  }

  same(row) {
    let same = 0;
    for (let at = row * this.width; at < (row + 1) * this.width; at++) same += this.now[at] === this.rule[at];
    return same;
  }

  ruled(row) {
    return this.rule.slice(row * this.width, (row + 1) * this.width);
  }

  hear(decided) { // what another tab, or somebody in the folder, has decided
    for (const [key, { values, reason }] of Object.entries(decided)) {
      const row = this.row.get(key);
      if (row === undefined || this.pending?.has(key)) continue;
      const now = this.ruled(row);
      const any = Object.keys(values).length > 0;
      for (const [code, value] of Object.entries(values)) if (this.place.has(code)) now[this.place.get(code)] = value;
      this.put(row, now, any ? 1 : 0, any ? reason : "");
    }
  }

  // Decides about rows: changes is [[row, values, note], ...]. Returns what undoes it.
  decide(changes, coder) {
    const before = changes.map(([row, values, note]) => this.put(row, values, 1, note));
    for (const [row] of changes) this.keep(row, coder);
    this.changed();
    this.send();
    return before;
  }

  undo(before, coder) {
    for (const { row, values, decided, note } of [...before].reverse()) {
      this.put(row, values, decided, note);
      this.keep(row, coder);
    }
    this.changed();
    this.send();
  }

  keep(row, coder) {
    const values = {};
    if (this.isDecided[row]) {
      for (let code = 0; code < this.width; code++) {
        values[this.codes[code].name] = [this.now[row * this.width + code], this.rule[row * this.width + code]];
      }
    }
    const key = this.key[row];
    this.pending.set(key, { key, answer: this.answer[row], respondent: this.respondent[row], question: this.question,
      item: this.item[row], text: this.text[row], values, coder, reason: this.notes.get(row) ?? "" });
    state.unsaved.add(key);
  }

  // ---- saving behind the cursor
  send() {
    tell("unsaved", {});
    this.sending ??= this.work().finally(() => { this.sending = null; });
  }

  async work() {
    while (this.pending.size) {
      const batch = [...this.pending.values()].slice(0, BATCH);
      try {
        await api("POST", "coding/decisions", { tab: TAB, changes: batch });
        for (const change of batch) {
          if (this.pending.get(change.key) !== change) continue; // decided again meanwhile
          this.pending.delete(change.key);
          state.unsaved.delete(change.key);
        }
        if (this.trouble) { this.trouble = ""; tell("trouble", { text: "" }); }
      } catch (error) {
        this.trouble = error.message;
        tell("trouble", { text: error.message });
        await new Promise((done) => setTimeout(done, AGAIN));
      }
      tell("unsaved", {});
    }
  }

  // ---- numbers that move as one works
  share(code) {
    const people = this.people[code], [low, high] = wilson(people, this.base);
    return { people, share: this.base ? people / this.base : 0, low, high };
  }

  agreement() { // of the codes that were decided, how many are as the rules say
    const cells = this.count * this.width;
    if (!cells) return null;
    const [low, high] = wilson(this.kept, cells);
    return { cells, kept: this.kept, share: this.kept / cells, low, high };
  }

  changed() {
    for (const react of this.watchers) react();
  }

  async explain() { // what gave the codes: the places in the texts
    const { answer, code, start, end } = await get("coding/reasons?question=" + encodeURIComponent(this.question));
    answer.forEach((each, at) => {
      const row = this.byAnswer.get(each);
      if (row === undefined) return;
      if (!this.marks.has(row)) this.marks.set(row, []);
      this.marks.get(row).push([this.place.get(code[at]), start[at], end[at]]);
    });
    this.explained = true;
    this.changed();
  }

  async refresh() { // somebody may have changed the file of decisions by hand
    const { decided } = await get("coding/decisions?question=" + encodeURIComponent(this.question));
    for (let row = 0; row < this.size; row++) {
      if (this.isDecided[row] && !(this.key[row] in decided) && !this.pending.has(this.key[row])) this.put(row, this.ruled(row), 0, "");
    }
    this.hear(decided);
    this.changed();
  }

  valuesOf(row) { // the attributes of who gave an answer
    return this.attributes.map(({ name, values, codes }) => [name, values[codes[row]]]).filter(([, value]) => value);
  }

  shown(code) {
    return this.codes[code].name.slice(1);
  }

  close() {
    this.off();
  }
}
