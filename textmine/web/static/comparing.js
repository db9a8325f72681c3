// Who says what: the differences that pass, then all the rest; figures; each number opens its answers.
import { count, doing, get, heading, meanwhile, on, post, say } from "./core.js";
import { list } from "./answers.js";
import { undoing } from "./changing.js";
import { bar, make, percent } from "./shared.js";
import { styled } from "./styled.js";

export async function show(root) {
  await styled;
  const [undo, off] = undoing(), chooser = make("section", { class: "card by" }), body = make("div", { class: "compared" });
  const answers = list(), side = make("div", { class: "check-side" }, answers, make("p", { class: "hint side-hint", text: say("desk_behind.side") }));
  root.append(make("div", { class: "headed" }, heading(say("desk_compare.title"), say("desk_compare.about")), undo), chooser, make("div", { class: "check" }, body, side));
  body.append(make("p", { class: "none", role: "status", text: say("desk_compare.reading") }));
  const opened = new Set(), of = new Map(); // what one has chosen to see
  let number = 0;

  async function load() {
    const mine = ++number, found = await get("compare");
    if (mine !== number) return;
    attributes(found);
    answers.close();
    body.replaceChildren();
    if (!found.attributes.some(({ chosen }) => chosen)) body.append(make("p", { class: "none", text: say("desk_compare.none_chosen") }));
    for (const question of found.questions) {
      const card = make("section", { class: "card question-card" });
      body.append(card);
      await compare(mine, card, question);
      if (mine !== number) return;
    }
    body.append(make("p", { class: "hint", text: say("desk_compare.method") }));
  }

  // ---- by what
  function attributes({ attributes: all, named }) {
    const chosen = () => [...chooser.querySelectorAll("input:checked")].map(({ value }) => value);
    const tick = ({ name, values, chosen: on_, many }) => {
      const box = make("input", { type: "checkbox", value: name, disabled: many && !on_ });
      box.checked = on_;
      box.addEventListener("change", () => doing(() => post("compare/by", { by: chosen() })));
      return make("label", { class: many ? "chip-box many" : "chip-box", title: many ? say("desk_compare.many") : null }, box, make("span", { class: "said", text: name }),
        make("span", { class: "hint", text: say("desk_compare.values", { count: count(values) }) }));
    };
    chooser.replaceChildren(make("h3", { text: say("desk_compare.by") }), make("div", { class: "row", role: "group", "aria-label": say("desk_compare.by") }, ...all.map(tick),
      named ? make("button", { class: "plain", id: "automatic", text: say("desk_compare.automatic"), click: () => doing(() => post("compare/by", { by: [] })) }) : null),
    named ? "" : make("p", { class: "hint", text: say("desk_compare.proposed") }));
  }

  // ---- one question
  async function compare(mine, card, question) {
    card.replaceChildren(make("h3", { class: "said", text: question.question }), make("p", { class: "hint", role: "status", text: say("desk_compare.reading") }));
    const found = await get(`compare/tables?question=${encodeURIComponent(question.question)}&of=${of.get(question.question) ?? ""}`);
    if (mine === number) draw(card, question, found);
  }

  function draw(card, question, found) {
    const all = found.attributes.flatMap((table) => table.features.map((feature) => [table, feature]));
    const stand = all.filter(([, { stands }]) => stands).sort(([, one], [, other]) => one.p - other.p), open = opened.has(question.question);
    const mine = number;
    const switcher = make("div", { class: "choice", role: "group" }, ...["codes", "words"].map((name) => make("button", { text: say(`desk_compare.of_${name}`), "data-of": name,
      "aria-pressed": String(found.of === name), click: () => doing(() => { of.set(question.question, name); return compare(mine, card, question); }) })));
    card.replaceChildren(make("div", { class: "headed" }, make("h3", { class: "said", text: question.question }), question.framed ? switcher : ""),
      make("p", { class: "hint", text: stand.length ? say("desk_compare.stand", { count: count(stand.length) }) : say("desk_compare.nothing_stands") }),
      ...stand.map(([table, feature]) => difference(question.question, table, feature)));
    if (all.length > stand.length) {
      card.append(make("button", { class: "plain rest", "aria-expanded": String(open), text: open ? say("desk_compare.hide") : say("desk_compare.rest", { count: count(all.length - stand.length) }),
        click: () => { if (open) opened.delete(question.question); else opened.add(question.question); draw(card, question, found); card.querySelector(".rest").focus(); } }));
    }
    if (open) card.append(...found.attributes.map((table) => matrix(question.question, table)));
    const kinds = found.attributes.flatMap(({ attribute, figures }) => figures.map((kind) => [kind, attribute]));
    if (found.of === "words") kinds.push(["network", ""], ["tree", ""]);
    if (kinds.length) card.append(figures(question.question, kinds));
  }

  const look = (question, feature, attribute, value) => () => doing(() => answers.open(question, [[feature.kind, feature.name], ["value", attribute, value]],
    say(feature.kind === "code" ? "desk_behind.code" : "desk_behind.word", { code: feature.shown, word: feature.shown }) + "　" + say("desk_behind.value", { attribute, value })));

  const marks = (mark) => mark ? make("span", { class: mark.startsWith("+") ? "up" : "down", text: (mark.startsWith("+") ? "▲" : "▼").repeat(mark.length),
    "aria-label": say(mark.startsWith("+") ? "desk_compare.more" : "desk_compare.fewer") }) : "";

  function difference(question, table, feature) {
    const widest = Math.max(0.01, ...feature.cells.map((cell) => cell ? cell[3] : 0));
    return make("div", { class: "difference" }, make("h4", { class: "said", text: say("desk_compare.by_attribute", { feature: feature.shown, attribute: table.attribute }) }),
      make("p", { class: "said", text: feature.sentence }),
      make("table", { class: "shares-table" }, make("tbody", {}, ...table.values.map(([value, base, small], place) => {
        const [people, share, low, high, mark] = feature.cells[place] ?? [0, 0, 0, 0, ""];
        return make("tr", {}, make("th", { scope: "row", class: "said" }, value, small ? make("span", { class: "hint", text: say("desk_compare.small") }) : ""),
          make("td", { class: "s-share", text: percent(share) }), make("td", { class: "s-bar" }, bar(share, low, high, widest)),
          make("td", { class: "s-count" }, people ? make("button", { class: "link", text: `${count(people)}／${count(base)}`, click: look(question, feature, table.attribute, value) })
            : make("span", { class: "hint", text: `0／${count(base)}` })), make("td", { class: "s-mark" }, marks(mark)));
      }))));
  }

  function matrix(question, table) {
    return make("div", { class: "matrix" }, make("h4", { class: "said", text: table.attribute }), make("div", { class: "scrolling" }, make("table", { class: "matrix-table" },
      make("thead", {}, make("tr", {}, make("th"), ...table.values.map(([value, base, small]) => make("th", { scope: "col" }, make("span", { class: "said", text: value }),
        make("span", { class: "hint", text: say("desk_compare.base", { base: count(base) }) + (small ? say("desk_compare.small") : "") }))), make("th", { scope: "col", text: say("desk_compare.p") }))),
      make("tbody", {}, ...table.features.map((feature) => make("tr", { class: feature.stands ? "stands" : null }, make("th", { scope: "row", class: "said", title: feature.sentence, text: feature.shown }),
        ...feature.cells.map((cell, place) => make("td", {}, cell?.[0] ? make("button", { class: "link", text: count(cell[0]), click: look(question, feature, table.attribute, table.values[place][0]) })
          : make("span", { class: "hint", text: cell ? "0" : "" }), cell ? marks(cell[4]) : "", cell?.[0] ? make("span", { class: "hint share", text: percent(cell[1]) }) : "")),
        make("td", { class: "hint", text: feature.p === null ? "" : feature.p < 0.001 ? "<.001" : feature.p.toFixed(3).replace(/^0/, "") })))))),
    table.missing ? make("p", { class: "hint", text: say("desk_compare.missing", { attribute: table.attribute, count: count(table.missing) }) }) : null);
  }

  // ---- figures, drawn when they are asked for
  function figures(question, kinds) {
    const place = make("div", {});
    const draw_ = async (button, kind, attribute) => {
      for (const other of row.children) other.setAttribute("aria-pressed", "false");
      button.setAttribute("aria-pressed", "true");
      place.replaceChildren(make("p", { class: "hint", role: "status", text: say("desk_compare.drawing") }));
      try {
        const found = await get(`compare/figure?kind=${kind}&question=${encodeURIComponent(question)}&attribute=${encodeURIComponent(attribute)}`);
        place.replaceChildren(picture(question, found));
      } catch (error) {
        place.replaceChildren(make("p", { class: "hint said", text: error.message }));
      }
    };
    const row = make("div", { class: "chips" }, ...kinds.map(([kind, attribute]) => {
      const button = make("button", { class: "chip", "data-figure": kind, text: [say("section." + kind), attribute].filter(Boolean).join("　"), click: () => draw_(button, kind, attribute) });
      return button;
    }));
    return make("details", { class: "figures" }, make("summary", { text: say("desk_compare.figures") }), row, place);
  }

  function picture(question, { src, alt, width, height, areas }) {
    const box = make("div", { class: "picture" }, make("img", { src, alt, width, height }));
    for (const [terms, left, top, across, high] of areas) {
      if (!terms.length) continue;
      const title = terms.map(([kind, name, value]) => say("desk_behind." + kind, { word: name, code: name.replace(/^＊/, ""), attribute: name, value })).join("　");
      const area = make("button", { class: "area", title, "aria-label": title, click: () => doing(() => answers.open(question, terms, title)) });
      Object.assign(area.style, { left: left * 100 + "%", top: top * 100 + "%", width: across * 100 + "%", height: high * 100 + "%" });
      box.append(area);
    }
    return make("figure", { class: "cloud drawn" }, box, make("figcaption", { text: areas.length ? say("desk_compare.figure_hint") : "" }));
  }

  await load();
  const heard = on("changed", () => meanwhile(load));
  return () => { number++; heard(); off(); };
}
