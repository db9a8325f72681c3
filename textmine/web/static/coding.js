// The coding desk: one answer after the other, decided with the number keys. The audit sample is coded here, too, without
// the machine's codes.
import { audited } from "./auditing.js";
import { count, on, say, state, who } from "./core.js";
import { bar, make, marked, percent } from "./shared.js";

const DIGITS = 9;

export function coding(root, sheet, start) {
  let order = [], at = 0, row = -1, draft = null, touched = false, only = true, wanted = "order", saving = false;
  const name = () => localStorage.getItem("coder") ?? "";

  // ---- the page, drawn once; moving on changes its texts only
  const text = make("p", { class: "answer said", id: "answer", tabindex: "0" });
  const about = make("p", { class: "meta" }), reason = make("span", { class: "chip" }), status = make("span", { class: "chip on" });
  const note = make("input", { id: "note", type: "text", maxlength: "500", autocomplete: "off" });
  const buttons = sheet.own.map((at, place) => {
    const code = sheet.codes[at], fired = make("span", { class: "fired said" });
    const key = place < DIGITS ? String(place + 1) : place < DIGITS * 2 ? "⇧" + (place - DIGITS + 1) : "";
    const button = make("button", { class: "code", "aria-pressed": "false", title: explained(code), click: () => toggle(at) },
      make("kbd", { text: key, "aria-hidden": key ? null : "true" }), make("span", { class: "name", text: sheet.shown(at) }), fired);
    button.at = at;
    button.fired = fired;
    return button;
  });
  const rows = sheet.codes.map((code, place) => {
    const box = make("span", { class: "amount" });
    return { box, line: make("tr", {}, make("th", { scope: "row", class: "said", text: sheet.shown(place) }), make("td", {}, box)) };
  });
  const done = make("b"), left = make("span"), meter = make("progress", { max: String(sheet.size), "aria-label": say("desk_categories.progress") });
  const agreed = make("p", { class: "hint", id: "agreement" }), position = make("span", { class: "hint", id: "position" });
  const coder = make("input", { id: "coder", type: "text", value: name(), autocomplete: "off", maxlength: "60" });
  coder.addEventListener("change", () => {
    localStorage.setItem("coder", coder.value.trim());
    if (blind()) turn("audit"); // each coder judges the whole sample
  });
  const orders = make("select", { id: "order" }, ...["order", "file", ...(sheet.audit.length ? ["audit"] : [])].map((one) => make("option", { value: one,
    text: say(`desk_categories.by_${one}`, { count: count(sheet.audit.length) }) })));
  const blind = () => wanted === "audit";
  const turn = (to) => { orders.value = wanted = to; row = -1; line(-1); numbers(); text.focus({ preventScroll: true }); };
  orders.addEventListener("change", () => turn(orders.value));
  const undecided = make("input", { type: "checkbox", id: "undecided", checked: true });
  undecided.addEventListener("change", () => { only = undecided.checked; line(row); });
  const press = (key, label, click, look = "plain") => make("button", { class: look, click }, label, " ", make("kbd", { text: key }));
  const card = make("section", { class: "card answering", "aria-label": say("desk_categories.answer") },
    make("div", { class: "tools" }, position, reason, status),
    make("div", { class: "reading", "aria-live": "polite" }, text, about),
    make("div", { class: "codes", role: "group", "aria-label": say("desk_categories.codes") }, ...buttons),
    make("label", { class: "note" }, say("desk_categories.note"), note),
    make("div", { class: "row moves" }, press("Enter", say("desk_categories.save"), save, "main"), press("Z", say("desk_categories.undo"), undo),
      press("←", say("desk_categories.back"), () => move(-1)), press("→", say("desk_categories.skip"), () => move(1))));
  const audit = audited(sheet), plain = make("div", {}, make("table", { class: "shares", "aria-label": say("desk_categories.shares") },
    make("tbody", {}, ...rows.map(({ line }) => line))), make("p", { class: "hint", text: say("desk_categories.shares_note", { base: count(sheet.base) }) }),
  sheet.beyond.answers ? make("p", { class: "hint", id: "beyond", text: say("desk_categories.beyond", { shown: count(sheet.size), left: count(sheet.beyond.answers),
    people: count(sheet.beyond.respondents) }) }) : null);
  const aside = make("p", { class: "hint", id: "audit-left" }, make("span"), " ", make("button", { class: "link", text: say("desk_categories.go_audit"), click: () => turn("audit") }));
  const side = make("aside", { class: "card beside", "aria-label": say("desk_categories.numbers") },
    make("div", { class: "tools" }, make("h3", { text: say("desk_categories.progress") })),
    make("div", { class: "inside" }, make("p", {}, done, left), meter, agreed, aside, plain, audit.box));
  const further = make("button", { class: "main", id: "go-audit", click: () => turn("audit") });
  const finished = make("section", { class: "card done", hidden: true }, make("p", { class: "big", text: say("desk_categories.finished") }), further);
  root.append(make("div", { class: "coding-page" }, make("div", { class: "tools choices" }, make("label", {}, say("desk_categories.in_order"), orders),
    make("label", {}, undecided, say("desk_categories.only_undecided")), make("label", {}, say("desk_categories.coder"), coder),
    make("details", { class: "keys" }, make("summary", { text: say("desk_categories.keys") }), make("p", { class: "hint", text: say("desk_categories.keys_all") }))),
  make("div", { class: "coding" }, make("div", {}, card, finished), side)));

  function explained({ definition, includes, excludes, examples }) {
    const parts = [["definition", definition], ["includes", includes], ["excludes", excludes], ["examples", examples]];
    return parts.filter(([, said]) => said).map(([key, said]) => `${say("desk_categories." + key)}：${said}`).join("\n") || null;
  }

  // ---- moving
  function line(from) { // who comes in turn; the answer on the screen stays
    const all = blind() ? sheet.audit : wanted === "order" ? sheet.order : [...sheet.order].sort((one, other) => one - other);
    order = only ? all.filter((one) => !isDone(one) || one === from) : all;
    at = Math.max(0, order.indexOf(from));
    show();
  }

  const isDone = (one) => blind() ? sheet.judgement(one, name()) !== undefined : sheet.isDecided[one] === 1;

  function move(step) {
    if (at + step < 0 || at + step >= order.length) return;
    at += step;
    show();
  }

  function show() {
    row = order[at] ?? -1;
    card.hidden = row < 0;
    finished.hidden = row >= 0;
    further.hidden = blind() || !toAudit();
    further.textContent = say("desk_categories.further", { count: count(toAudit()) });
    if (row < 0) return;
    fresh();
    position.textContent = say("desk_categories.position", { at: count(at + 1), all: count(order.length) });
    reason.textContent = say(`desk_categories.why_${blind() ? "audit" : sheet.why[row]}`);
    about.replaceChildren(make("b", { text: who(sheet.respondent[row]) }), ...(sheet.item[row] ? [make("span", { text: sheet.item[row] })] : []),
      ...sheet.valuesOf(row).slice(0, 8).map(([key, value]) => make("span", { text: `${key}：${value}` })));
    draw();
  }

  function fresh() { // what holds now is what is shown
    touched = false;
    const judgement = sheet.judgement(row, name());
    draft = blind() ? judgement?.values.slice() ?? new Uint8Array(sheet.width) : sheet.now.slice(row * sheet.width, (row + 1) * sheet.width);
    note.value = (blind() ? judgement?.note : sheet.notes.get(row)) ?? "";
  }

  function draw() {
    const marks = (blind() ? [] : sheet.marks.get(row) ?? []).filter(([code]) => code !== undefined);
    text.replaceChildren(...marked(sheet.text[row], marks.filter(([code]) => draft[code]).map(([, start, end]) => [start, end, ""])));
    for (const button of buttons) {
      const code = button.at;
      button.setAttribute("aria-pressed", String(draft[code] === 1));
      const found = [...new Set(marks.filter(([one]) => one === code).map(([, start, end]) => sheet.text[row].slice(start, end)))];
      button.fired.textContent = !blind() && sheet.taught[row].has(code) ? say("desk_categories.by_examples") : found.slice(0, 4).join("・");
    }
    status.hidden = !isDone(row) && !touched;
    status.textContent = say(touched ? "desk_categories.not_saved" : "desk_categories.decided");
  }

  const toAudit = () => sheet.audit.length - sheet.judgedBy(name());
  let numbersLater = 0;
  function numbers() {
    numbersLater = 0;
    const all = blind() ? sheet.audit.length : sheet.order.length, now = blind() ? sheet.judgedBy(name()) : sheet.count;
    done.textContent = say("desk_categories.done", { count: count(now) });
    left.textContent = say("desk_categories.of_all", { all: count(all) });
    meter.max = Math.max(1, all);
    meter.value = now;
    aside.hidden = blind() || !toAudit();
    aside.firstChild.textContent = say("desk_categories.audit_left", { count: count(toAudit()) });
    agreed.hidden = plain.hidden = blind();
    audit.box.hidden = !blind();
    if (blind()) audit.later();
    else shares();
  }

  function shares() {
    const all = sheet.codes.map((_, code) => sheet.share(code)), widest = Math.max(0.01, ...all.map(({ high }) => high));
    rows.forEach(({ box }, code) => {
      const { people, share, low, high } = all[code];
      box.replaceChildren(make("span", { class: "people", text: count(people) }), make("span", { class: "share", text: percent(share) }),
        make("span", { class: "interval", text: `${percent(low)}–${percent(high)}` }), bar(share, low, high, widest));
    });
    const found = sheet.agreement();
    agreed.textContent = found ? say("desk_categories.agreement", { share: percent(found.share), low: percent(found.low), high: percent(found.high),
      kept: count(found.kept), count: count(sheet.count) }) : say("desk_categories.no_agreement");
  }

  // ---- deciding
  function toggle(code) {
    if (code === undefined || row < 0) return;
    draft[code] = draft[code] ? 0 : 1;
    touched = true;
    draw();
  }

  function save() {
    if (row < 0) return;
    const was = row;
    if (blind()) sheet.decideBlind(row, draft, note.value.trim(), name());
    else sheet.decide([[row, draft, note.value.trim()]], name());
    if (only) {
      order = order.filter((one) => one !== was);
      if (at >= order.length) at = Math.max(0, order.length - 1);
    } else if (at + 1 < order.length) at++;
    show();
  }

  function undo() {
    const before = sheet.undo(name());
    if (!before) return;
    const back = before[0].row;
    if (blind() !== (before[0].coder !== undefined)) turn(blind() ? "order" : "audit");
    if (!order.includes(back)) order.splice(at, 0, back);
    at = order.indexOf(back);
    show();
  }

  let tabbed = false; // whether one came to where one is by the Tab key: Enter then does what stands there
  const pointed = () => { tabbed = false; };
  function key(event) {
    if (event.key === "Tab") tabbed = true;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || root.hidden) return;
    const inside = event.target.closest?.("input[type=text], select, textarea");
    if (inside && inside !== note) return;
    if (inside === note) {
      if (event.key === "Escape") text.focus({ preventScroll: true });
      else if (event.key === "Enter") { save(); text.focus({ preventScroll: true }); }
      else return;
      event.preventDefault();
      return;
    }
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    const act = digit ? () => toggle(sheet.own[Number(digit) - 1 + (event.shiftKey ? DIGITS : 0)])
      : event.key === "Enter" && row >= 0 && !(tabbed && event.target.closest?.("a, summary, button:not(.code)")) ? save : event.code === "KeyZ" || event.key === "Backspace" ? undo
        : event.key === "ArrowRight" || event.code === "KeyJ" ? () => move(1) : event.key === "ArrowLeft" || event.code === "KeyK" ? () => move(-1)
          : event.code === "KeyN" ? () => note.focus() : null;
    if (!act) return;
    event.preventDefault();
    act();
  }

  const changed = () => {
    if (row >= 0) { // another tab may have decided about it; what is begun here stays
      if (!touched && document.activeElement !== note) fresh();
      draw();
    }
    numbersLater ||= requestAnimationFrame(() => setTimeout(numbers)); // after the next answer stands
  };
  sheet.watchers.add(changed);
  const off = on("unsaved", () => { // what was told to the audit is on the disk
    if (saving && !state.unsaved.size && blind()) audit.later();
    saving = state.unsaved.size > 0;
  });
  document.addEventListener("keydown", key);
  document.addEventListener("pointerdown", pointed, true);
  if (start !== undefined && sheet.isAudit[start]) orders.value = wanted = "audit";
  line(start ?? -1);
  numbers();
  text.focus({ preventScroll: true });
  return {
    close() {
      sheet.watchers.delete(changed);
      off();
      audit.close();
      document.removeEventListener("keydown", key);
      document.removeEventListener("pointerdown", pointed, true);
    },
  };
}
