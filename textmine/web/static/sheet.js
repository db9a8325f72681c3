// The answers to a question with their codes: what the machine says, and above it what people decided. Decisions are
// shown at once and saved behind the cursor; each counts as unsaved until the server says that it is on the disk.
// Answers of the audit sample are judged apart, by each coder without the machine's codes; the last judgement stands.
import { api, get, on, state, tell } from "./core.js";
import { wilson } from "./shared.js";

const BATCH = 400; // decisions sent at once
const AGAIN = 2000; // milliseconds until what could not be saved is tried again
const STEPS = 100, KEPT = 1 << 20; // what can be taken back, and as how many characters the tab keeps it
const AUDIT = "audit", UNSEEN = -1; // in place of what the machine said, where the person did not see it

const place = (key, sample = "", coder = "") => [key, sample, sample && coder].join("\u001f"); // one decision at a time

export async function load(question) {
  const data = await get("coding/answers?question=" + encodeURIComponent(question));
  return new Sheet(data);
}

class Sheet {
  constructor(data) {
    Object.assign(this, data);
    this.tab = Math.random().toString(36).slice(2); // so that it does not hear itself
    this.folder = state.desk.folder; // another survey may be open by the time a decision is sent
    this.size = data.key.length;
    this.width = data.codes.length;
    this.place = new Map(data.codes.map((code, at) => [code.name, at]));
    const lower = (name) => data.codes.flatMap((code, at) => code.upper !== name ? [] : code.gathers ? lower(code.name) : [at]);
    this.below = data.codes.map(({ name, gathers }) => gathers ? lower(name) : null); // a code that gathers others: which
    this.own = data.codes.map((_, at) => at).filter((at) => !this.below[at]); // codes that people decide about
    this.row = new Map(data.key.map((key, at) => [key, at]));
    this.byAnswer = new Map(data.answer.map((answer, at) => [answer, at]));
    this.machine = new Uint8Array(this.size * this.width); // what rules and examples say
    this.said = new Uint8Array(this.size * this.width); // what they said when a person decided
    this.taught = data.examples.map((codes) => new Set(codes)); // codes that examples gave, not the rules
    this.isAudit = new Uint8Array(this.size);
    for (const row of data.audit) this.isAudit[row] = 1;
    this.judged = new Map(); // row -> coder -> { values, note }, the last coder last
    this.now = new Uint8Array(this.size * this.width); // what holds now
    this.isDecided = new Uint8Array(this.size);
    this.notes = new Map();
    this.marks = new Map(); // row -> [[code, start, end], ...]
    this.count = 0; // decided answers
    data.machine.forEach((codes, row) => { for (const code of codes) this.machine[row * this.width + code] = 1; });
    this.now.set(this.machine);
    this.said.set(this.machine);
    const people = new Map();
    this.person = Int32Array.from(data.respondent, (name) => {
      if (!people.has(name)) people.set(name, people.size);
      return people.get(name);
    });
    this.base = people.size + data.beyond.respondents;
    this.mentions = new Int32Array(people.size * this.width); // answers of a person with a code
    this.people = new Int32Array(this.width); // persons with a code
    this.people.set(data.beyond.codes);
    this.kept = 0; // decided answers that are as the machine said
    for (let at = 0; at < this.now.length; at++) if (this.now[at]) this.add(Math.floor(at / this.width), at % this.width, 1);
    this.hear(data);
    this.pending = new Map(); // answer, sample and coder -> what is to be saved
    this.sending = null;
    this.undone = this.stored(); // what the last decisions were before
    this.watchers = new Set();
    this.off = on("decided", (event) => {
      if (event.tab === this.tab) return;
      const told = { decided: {}, audited: {} };
      for (const { key, sample, ...change } of event.changes) {
        if (sample === AUDIT) (told.audited[key] ??= {})[change.coder] = change;
        else told.decided[key] = change;
      }
      this.hear(told);
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
    const before = { row, values: this.now.slice(from, from + this.width), decided: this.isDecided[row], note: this.notes.get(row) ?? "",
      judged: new Map(this.judged.get(row)) };
    const counts = !this.isAudit[row];
    if (before.decided && counts) this.kept -= this.same(row);
    for (let code = 0; code < this.width; code++) {
      if (this.now[from + code] === values[code]) continue;
      this.now[from + code] = values[code];
      this.add(row, code, values[code] ? 1 : -1);
    }
    if (counts) this.count += decided - before.decided;
    this.isDecided[row] = decided;
    if (!decided) this.said.set(this.machine.subarray(from, from + this.width), from);
    if (decided && counts) this.kept += this.same(row);
    if (note) this.notes.set(row, note);
    else this.notes.delete(row);
    return before;
  }

  same(row) { // whether all codes are as the machine said when it was decided
    for (let at = row * this.width; at < (row + 1) * this.width; at++) if (this.now[at] !== this.said[at]) return 0;
    return 1;
  }

  ofMachine(row) {
    return this.machine.slice(row * this.width, (row + 1) * this.width);
  }

  hear({ decided, audited }) { // what another tab, or somebody in the folder, has decided
    for (const [key, { values, reason }] of Object.entries(decided)) {
      const row = this.row.get(key);
      if (row === undefined || this.pending?.has(place(key)) || this.judged.get(row)?.size) continue;
      if (this.isDecided[row]) this.put(row, this.ofMachine(row), 0, "");
      const now = this.ofMachine(row), any = Object.keys(values).length > 0;
      for (const [name, [value, said]] of Object.entries(values)) {
        const code = this.place.get(name);
        if (code === undefined) continue;
        now[code] = value;
        if (said !== UNSEEN) this.said[row * this.width + code] = said;
      }
      this.put(row, now, any ? 1 : 0, any ? reason : "");
    }
    for (const [key, coders] of Object.entries(audited)) {
      const row = this.row.get(key);
      if (row === undefined) continue;
      for (const [coder, { values, reason }] of Object.entries(coders)) {
        if (this.pending?.has(place(key, AUDIT, coder))) continue;
        const given = new Uint8Array(this.width);
        for (const [name, [value]] of Object.entries(values)) if (this.place.has(name)) given[this.place.get(name)] = value;
        this.judge(row, Object.keys(values).length ? given : null, coder, reason);
      }
    }
  }

  gather(values) { // gives an answer the codes that gather others of its codes, and no others of them
    this.below.forEach((below, code) => { if (below) values[code] = Number(below.some((each) => values[each])); });
  }

  // Decides about rows: changes is [[row, values, note], ...].
  decide(changes, coder) {
    for (const [, values] of changes) this.gather(values);
    const before = changes.map(([row, values, note]) => this.put(row, values, 1, note));
    for (const [row] of changes) this.keep(row, coder);
    this.remember(before);
    this.changed();
    this.send();
  }

  // ---- taking back, also when the page was loaded anew because the program was started anew
  get shelf() {
    return ["undo", this.folder, this.question].join("\u001f");
  }

  remember(before) {
    this.undone.push(before);
    if (this.undone.length > STEPS) this.undone.shift();
    setTimeout(() => this.store()); // behind the cursor
  }

  store() {
    const named = (values) => [...values.keys()].filter((code) => values[code]).map((code) => this.codes[code].name), kept = [];
    let size = 0;
    for (const batch of [...this.undone].reverse()) {
      batch.text ??= JSON.stringify(batch.map(({ row, values, judged, ...rest }) => ({ ...rest, key: this.key[row], values: named(values),
        judged: [...judged].map(([coder, one]) => [coder, named(one.values), one.note]) })));
      size += batch.text.length;
      if (size > KEPT) break;
      kept.unshift(batch.text);
    }
    try {
      sessionStorage.setItem(this.shelf, `[${kept.join(",")}]`);
    } catch { // no room: it can be taken back as long as the page is there
      sessionStorage.removeItem(this.shelf);
    }
  }

  stored() {
    const values = (names) => Uint8Array.from(this.codes, ({ name }) => Number(names.includes(name)));
    const batches = JSON.parse(sessionStorage.getItem(this.shelf) ?? "[]");
    return batches.filter((batch) => batch.every(({ key }) => this.row.has(key))).map((batch) => batch.map(({ key, judged, ...rest }) => ({ ...rest,
      row: this.row.get(key), values: values(rest.values), judged: new Map(judged.map(([coder, names, note]) => [coder, { values: values(names), note }])) })));
  }

  undo(coder) { // takes the last decisions back; returns what they are now
    const before = this.undone.pop();
    if (!before) return null;
    for (const { row, values, decided, note, judged, coder: judge } of [...before].reverse()) {
      this.judged.set(row, judged);
      this.put(row, decided ? values : this.ofMachine(row), decided, note);
      if (this.isAudit[row]) this.keepJudgement(row, judge);
      if (!this.isAudit[row] || (decided && !judged.size)) this.keep(row, coder);
    }
    this.store();
    this.changed();
    this.send();
    return before;
  }

  keep(row, coder) {
    const values = {}, from = row * this.width;
    if (this.isDecided[row]) {
      for (let code = 0; code < this.width; code++) values[this.codes[code].name] = [this.now[from + code], this.said[from + code]];
    }
    this.hold(row, { values, coder, sample: "", reason: this.notes.get(row) ?? "" });
  }

  hold(row, change) {
    const key = this.key[row], at = place(key, change.sample, change.coder);
    this.pending.set(at, { key, answer: this.answer[row], respondent: this.respondent[row], question: this.question, item: this.item[row], text: this.text[row], ...change });
    state.unsaved.add(at);
  }

  // ---- the audit sample
  judge(row, values, coder, note) { // null takes the judgement back; what was before is returned
    const before = this.put(row, this.now.slice(row * this.width, (row + 1) * this.width), this.isDecided[row], this.notes.get(row));
    const judged = this.judged.get(row) ?? new Map();
    this.judged.set(row, judged);
    judged.delete(coder);
    if (values) judged.set(coder, { values, note });
    const last = [...judged.values()].at(-1);
    this.put(row, last?.values ?? this.ofMachine(row), last ? 1 : 0, last?.note ?? "");
    return before;
  }

  judgement(row, coder) {
    return this.judged.get(row)?.get(coder);
  }

  judgedBy(coder) { // answers of the sample that a coder has judged
    return this.audit.reduce((sum, row) => sum + (this.judged.get(row)?.has(coder) ? 1 : 0), 0);
  }

  isBlind(row) { // whether nobody may see yet what the machine says of it
    return this.isAudit[row] === 1 && !this.judged.get(row)?.size;
  }

  decideBlind(row, values, note, coder) {
    this.gather(values);
    const before = this.judge(row, values, coder, note);
    this.keepJudgement(row, coder);
    this.remember([{ ...before, coder }]);
    this.changed();
    this.send();
  }

  keepJudgement(row, coder) {
    const judgement = this.judgement(row, coder);
    const values = judgement ? Object.fromEntries(this.codes.map(({ name }, code) => [name, [judgement.values[code], UNSEEN]])) : {};
    this.hold(row, { values, coder, sample: AUDIT, reason: judgement?.note ?? "" });
  }

  // ---- saving behind the cursor
  send() {
    tell("unsaved", {});
    this.sending ??= this.work().finally(() => { this.sending = null; });
  }

  async work() {
    let late = 0; // saved since there was trouble
    while (this.pending.size) {
      const batch = [...this.pending.values()].slice(0, BATCH);
      try {
        await api("POST", "coding/decisions", { tab: this.tab, folder: this.folder, changes: batch });
        for (const change of batch) {
          const at = place(change.key, change.sample, change.coder);
          if (this.pending.get(at) !== change) continue; // decided again meanwhile
          this.pending.delete(at);
          state.unsaved.delete(at);
        }
        if (this.trouble) late += batch.length;
      } catch (error) {
        this.trouble = error.message;
        tell("trouble", { text: error.message });
        await new Promise((done) => setTimeout(done, AGAIN));
      }
      tell("unsaved", {});
    }
    if (this.trouble) tell("trouble", { text: this.trouble = "", saved: late });
  }

  // ---- numbers that move as one works
  share(code) {
    const people = this.people[code], [low, high] = wilson(people, this.base);
    return { people, share: this.base ? people / this.base : 0, low, high };
  }

  agreement() { // of the answers that were decided, how many are as the machine said before
    if (!this.count) return null;
    const [low, high] = wilson(this.kept, this.count);
    return { kept: this.kept, share: this.kept / this.count, low, high };
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
    const told = await get("coding/decisions?question=" + encodeURIComponent(this.question));
    for (let row = 0; row < this.size; row++) {
      const key = this.key[row], coders = told.audited[key] ?? {};
      for (const coder of [...this.judged.get(row)?.keys() ?? []]) {
        if (!(coder in coders) && !this.pending.has(place(key, AUDIT, coder))) this.judge(row, null, coder, "");
      }
      const isOrdinary = this.isDecided[row] && !this.judged.get(row)?.size;
      if (isOrdinary && !(key in told.decided) && !this.pending.has(place(key))) this.put(row, this.ofMachine(row), 0, "");
    }
    this.hear(told);
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
