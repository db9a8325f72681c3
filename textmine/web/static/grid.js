// All answers to a question in a grid: to sort, filter and select, and many coded at once.
import { alert_, count, say, who } from "./core.js";
import { folded, make, marked } from "./shared.js";

const HEIGHT = 40, BEYOND = 8; // pixels of a row; rows drawn above and below what is seen

export function grid(root, sheet, open) {
  const chosen = new Set();
  const texts = sheet.text.map(folded);
  let rows = [], sort = "", down = false, last = -1, first = -1;

  const search = make("input", { type: "search", id: "grid-search", autocomplete: "off" });
  const select = (id, options, label) => {
    const box = make("select", { id }, ...options.map(([value, text]) => make("option", { value, text })));
    box.addEventListener("change", filter);
    return [box, make("label", {}, label, box)];
  };
  const codeNames = sheet.codes.map((_, code) => [String(code), sheet.shown(code)]);
  const [code, codeLabel] = select("grid-code", [["", say("desk_categories.any")], ["none", say("desk_categories.without")], ...codeNames], say("desk_categories.code"));
  const [state, stateLabel] = select("grid-state", ["any", "decided", "undecided", "changed", "noted", ...(sheet.audit.length ? ["audit"] : [])].map((one) => [one, say(`desk_categories.state_${one}`)]),
    say("desk_categories.state"));
  const [attribute, attributeLabel] = select("grid-attribute", [["", say("desk_categories.any")], ...sheet.attributes.flatMap(({ name, values }, at) =>
    values.length <= 60 ? inOrder(values).map(([value, place]) => [`${at}.${place}`, `${name}：${value || say("page.filter_blank")}`]) : [])], say("desk_categories.attribute"));
  search.addEventListener("input", filter);

  const shownCount = make("span", { class: "hint", role: "status", id: "grid-count" });
  const chosenCount = make("b", { id: "grid-chosen" });
  const target = make("select", { id: "grid-target", "aria-label": say("desk_categories.code") }, ...codeNames.filter(([value]) => !sheet.below[value]).map(([value, text]) => make("option", { value, text })));
  const act = (key, work) => make("button", { class: "plain", id: "grid-" + key, text: say("desk_categories." + key), click: work });
  const bulk = make("div", { class: "tools bulk", hidden: true }, chosenCount, target, act("give", () => apply(1)), act("take", () => apply(0)), act("confirm", () => apply(null)),
    act("unchoose", () => { chosen.clear(); draw(true); }));
  const undoButton = make("button", { class: "plain", id: "grid-undo", text: say("desk_categories.undo"), click: undo });

  const columns = [["text", "answer"], ["codes", "codes"], ["state", "state"], ["respondent", "respondent"]];
  const all = make("input", { type: "checkbox", "aria-label": say("desk_categories.choose_all") });
  all.addEventListener("change", () => {
    for (const row of rows) {
      if (all.checked) chosen.add(row);
      else chosen.delete(row);
    }
    draw(true);
  });
  const heads = columns.map(([key, label]) => make("span", { role: "columnheader", class: "g-" + key }, make("button", { class: "sorter", text: say(`desk_categories.column_${label}`),
    click: () => { down = sort === key ? !down : false; sort = key; filter(); } })));
  const head = make("div", { class: "g-row g-head", role: "row" }, make("span", { role: "columnheader", class: "g-box" }, all), ...heads);
  const inner = make("div", { class: "g-inner", role: "rowgroup" });
  const view = make("div", { class: "g-view", tabindex: "0" }, inner);
  const box = make("div", { class: "card grid", role: "grid", "aria-label": say("desk_categories.grid"), "aria-multiselectable": "true" }, head, view);
  root.append(make("div", { class: "tools choices" }, make("label", {}, say("desk_categories.search"), search), codeLabel, stateLabel, attributeLabel, undoButton),
    make("div", { class: "tools counts" }, shownCount), bulk, box);

  function inOrder(values) { // 20代 before 30代, with their places
    const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
    return values.map((value, place) => [value, place]).sort(([one], [other]) => compare(one, other));
  }

  // ---- which rows
  function filter() {
    const wanted = folded(search.value.trim()), [at, place] = attribute.value.split(".").map(Number);
    rows = [];
    for (let row = 0; row < sheet.size; row++) {
      if (wanted && !texts[row].includes(wanted)) continue;
      const blind = sheet.isBlind(row);
      if (blind && code.value !== "") continue; // nor does a filter say it
      if (code.value === "none" ? sheet.codesOf(row).length : code.value !== "" && !sheet.has(row, Number(code.value))) continue;
      if (attribute.value && sheet.attributes[at].codes[row] !== place) continue;
      if (state.value === "decided" ? !sheet.isDecided[row] : state.value === "undecided" ? sheet.isDecided[row]
        : state.value === "changed" ? sheet.isAudit[row] || !sheet.isDecided[row] || sheet.same(row) : state.value === "noted" ? !sheet.notes.has(row) : state.value === "audit" && !sheet.isAudit[row]) continue;
      rows.push(row);
    }
    if (sort) {
      const compare = new Intl.Collator(document.documentElement.lang).compare;
      const keys = new Map(rows.map((row) => [row, sort === "codes" ? codesText(row) : sort === "state" ? String(sheet.isDecided[row]) : sheet[sort][row]]));
      rows.sort((one, other) => compare(keys.get(one), keys.get(other)) * (down ? -1 : 1) || one - other);
    }
    heads.forEach((each, place) => {
      if (columns[place][0] === sort) each.setAttribute("aria-sort", down ? "descending" : "ascending");
      else each.removeAttribute("aria-sort");
    });
    for (const row of [...chosen]) if (!rows.includes(row)) chosen.delete(row); // what is not seen is not changed
    view.scrollTop = 0;
    last = -1;
    draw(true);
  }

  const codesText = (row) => sheet.isBlind(row) ? "" : sheet.codesOf(row).map((one) => sheet.shown(one)).join("、");

  // ---- drawing what is seen
  function draw(anew) {
    const from = Math.max(0, Math.floor(view.scrollTop / HEIGHT) - BEYOND);
    const to = Math.min(rows.length, Math.ceil((view.scrollTop + view.clientHeight) / HEIGHT) + BEYOND);
    if (!anew && from === first) return;
    first = from;
    inner.style.height = rows.length * HEIGHT + "px";
    box.setAttribute("aria-rowcount", String(rows.length + 1));
    inner.replaceChildren(...rows.slice(from, to).map((row, place) => drawn(row, from + place)));
    if (!rows.length) inner.append(make("p", { class: "none", text: say("page.no_answers") }));
    shownCount.textContent = say("page.shown", { total: count(sheet.size), shown: count(rows.length) });
    chosenCount.textContent = say("desk_categories.chosen", { count: count(chosen.size) });
    bulk.hidden = !chosen.size;
    undoButton.disabled = !sheet.undone.length;
    all.checked = rows.length > 0 && chosen.size === rows.length;
    all.indeterminate = chosen.size > 0 && chosen.size < rows.length;
  }

  function drawn(row, place) {
    const tick = make("input", { type: "checkbox", "aria-label": say("desk_categories.choose_row", { number: count(place + 1) }) });
    tick.checked = chosen.has(row);
    tick.addEventListener("click", (event) => choose(place, tick.checked, event.shiftKey));
    const line = make("div", { class: "g-row", role: "row", "aria-rowindex": String(place + 2), "aria-selected": String(chosen.has(row)), "data-row": row },
      make("span", { role: "gridcell", class: "g-box" }, tick),
      make("span", { role: "gridcell", class: "g-text" }, make("button", { class: "said", title: sheet.text[row], click: () => open(row) },
        ...marked(sheet.text[row], [], search.value))),
      make("span", { role: "gridcell", class: "g-codes" }, ...(sheet.isBlind(row) ? [make("span", { class: "hint", text: say("desk_categories.blind") })]
        : sheet.codesOf(row).map((one) => make("span", { class: "chip", title: sheet.shown(one), text: sheet.shown(one) })))),
      make("span", { role: "gridcell", class: "g-state", text: sheet.isDecided[row] ? (sheet.notes.has(row) ? "✓ ✎" : "✓") : "",
        "aria-label": say(sheet.isDecided[row] ? "desk_categories.decided" : "desk_categories.undecided") }),
      make("span", { role: "gridcell", class: "g-respondent said", text: who(sheet.respondent[row]) }));
    line.style.top = place * HEIGHT + "px";
    return line;
  }

  function choose(place, on, range) {
    const ends = range && last >= 0 ? [Math.min(last, place), Math.max(last, place)] : [place, place];
    for (let at = ends[0]; at <= ends[1]; at++) {
      if (on) chosen.add(rows[at]);
      else chosen.delete(rows[at]);
    }
    last = place;
    draw(true);
  }

  // ---- many at once
  function apply(value) { // 1: give the code, 0: take it, null: what stands is right
    const which = Number(target.value);
    const changes = [...chosen].filter((row) => !sheet.isAudit[row]).map((row) => { // the audit is coded one by one
      const now = sheet.now.slice(row * sheet.width, (row + 1) * sheet.width);
      if (value !== null) now[which] = value;
      return [row, now, sheet.notes.get(row) ?? ""];
    });
    const left = chosen.size - changes.length;
    if (changes.length) sheet.decide(changes, localStorage.getItem("coder") ?? "");
    chosen.clear();
    draw(true);
    alert_([changes.length ? say("desk_categories.applied", { count: count(changes.length) }) : "", left ? say("desk_categories.audit_apart", { count: count(left) }) : ""].join(" "), true);
  }

  function undo() {
    sheet.undo(localStorage.getItem("coder") ?? "");
    alert_("");
  }

  const scrolled = () => draw(false), changed = () => draw(true);
  view.addEventListener("scroll", scrolled, { passive: true });
  const sized = new ResizeObserver(changed);
  sized.observe(view);
  sheet.watchers.add(changed);
  filter();
  return {
    close() {
      sheet.watchers.delete(changed);
      sized.disconnect();
    },
  };
}
