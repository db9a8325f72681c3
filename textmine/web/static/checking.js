// What was read: files, questions with the kinds of their answers, columns with their roles, what was doubted.
import { count, doing, get, heading, meanwhile, on, personal, post, say } from "./core.js";
import { changing, undoing } from "./changing.js";
import { make } from "./shared.js";
import { styled } from "./styled.js";

const KINDS = ["substantive", "none", "unknown", "same", "meaningless", "refusal", "blank"];
const ROLES = ["respondent", "question", "attribute", "ignored"];
const ENCODINGS = { "utf-8": "UTF-8", cp932: "Shift_JIS (cp932)", euc_jp: "EUC-JP", "iso-2022-jp": "JIS", "utf-16": "UTF-16" };

export async function show(root) {
  await styled;
  const [undo, off] = undoing(), body = make("div", { class: "check" });
  root.append(make("div", { class: "headed" }, heading(say("desk_check.title"), say("desk_check.about")), undo), body);
  body.append(make("p", { class: "none", role: "status", text: say("desk_check.reading") }));
  const change = changing(), texts = make("section", { class: "card behind", id: "texts", hidden: true });
  let found = null, roles = [], listed = null;

  async function load() {
    found = await get("check");
    roles = found.columns.map(({ role }) => role);
    draw();
    if (listed) await list(...listed);
  }

  function draw() {
    body.replaceChildren(
      make("div", { class: "check-main" }, files(), kinds(), columns(), findings()),
      make("div", { class: "check-side" }, change, texts, make("p", { class: "hint side-hint", text: say("desk_check.side") })));
  }

  // ---- what was read, in numbers
  function files() {
    const { overview, sources, sheets, chosen } = found;
    const numbers = ["respondents", "questions", "attributes", "answers"].map((name) => make("div", { class: "number-card" },
      make("b", { text: count(overview[name]) }), make("span", { text: say("desk_check." + name) })));
    const text = sources.some((source) => source.encoding);
    const chooser = (name, values) => {
      const box = make("select", { id: "choose-" + name }, make("option", { value: "", text: say("desk_check.found") }),
        ...values.map((value) => make("option", { value, text: ENCODINGS[value] ?? value, selected: chosen[name] === value })));
      box.addEventListener("change", () => doing(() => propose({ [name]: box.value }, say("desk_check.change_reading"), draw)));
      return make("label", {}, say("desk_check." + name), box);
    };
    return make("section", { class: "card facts-card" },
      make("ul", { class: "sources", "aria-label": say("desk_check.files") }, ...sources.map((source) => make("li", {}, make("b", { class: "said", text: source.path }),
        make("span", { class: "hint", text: [source.sheet, ENCODINGS[source.encoding?.replace("-sig", "")] ?? source.encoding, say("desk_check.file", { rows: count(source.rows) })].filter(Boolean).join("　") })))),
      make("div", { class: "numbers" }, ...numbers),
      make("div", { class: "row" }, sheets.length > 1 ? chooser("sheet", sheets) : null, text ? chooser("encoding", Object.keys(ENCODINGS)) : null));
  }

  // ---- kinds of answers
  function kinds() {
    const shown = KINDS.filter((kind) => kind === "substantive" || found.questions.some((one) => one[kind]));
    const cell = (question, kind) => make("td", {}, question[kind] && kind !== "blank" ? make("button", { class: "link people", text: count(question[kind]), "data-kind": kind,
      title: say("desk_check.list", { question: question.question, kind: say("kind." + kind) }), click: () => doing(() => list(question.question, kind, true)) })
      : make("span", { class: "hint", text: count(question[kind]) }));
    return make("section", { class: "card" }, make("h3", { text: say("desk_check.kinds") }), make("p", { class: "hint", text: say("desk_check.kinds_about") }),
      make("div", { class: "scrolling" }, make("table", { class: "kinds-table" },
        make("thead", {}, make("tr", {}, make("th", { scope: "col", text: say("desk_check.question") }), make("th", { scope: "col", text: say("desk_check.people") }),
          ...shown.map((kind) => make("th", { scope: "col", text: say("kind." + kind) })))),
        make("tbody", {}, ...found.questions.map((question) => make("tr", {}, make("th", { scope: "row", class: "said", text: question.question }),
          make("td", {}, make("b", { text: count(question.respondents) })), ...shown.map((kind) => cell(question, kind))))))));
  }

  async function list(question, kind, focus = false) {
    listed = [question, kind];
    const { texts: rows, different, answers } = await get(`check/kind?question=${encodeURIComponent(question)}&kind=${kind}`);
    const title = make("h3", { class: "said", tabindex: "-1", text: say("desk_check.list", { question, kind: say("kind." + kind) }) });
    const other = kind === "substantive" ? "none" : "answer";
    texts.hidden = false;
    texts.replaceChildren(make("div", { class: "behind-head" }, title,
      make("p", { class: "hint", text: say("desk_check.list_size", { different: count(different), answers: count(answers) })
        + (different > rows.length ? " " + say("desk_check.list_cut", { count: count(rows.length) }) : "") }),
      make("button", { class: "plain closer", text: say("desk_check.close"), click: () => { listed = null; texts.hidden = true; } })),
    make("ul", { class: "texts" }, ...rows.map(([text, times]) => make("li", {}, make("span", { class: "said", text }),
      times > 1 ? make("span", { class: "hint times", text: "×" + count(times) }) : null,
      make("button", { class: "plain tell", text: say(`desk_check.is_${other}`), click: () => doing(() => tell(text, other)) })))));
    if (focus) title.focus();
  }

  function tell(text, other) {
    const wanted = { do: other, text };
    return change.propose({
      title: say(`desk_check.tell_${other}`, { text: text.length > 40 ? text.slice(0, 40) + "…" : text }), note: say("desk_check.list_note"),
      ask: () => post("lists/preview", { change: wanted }),
      lines: ({ bases }) => bases.map(([question, before, after]) => [say("desk_check.base_of", { question }), before, after]),
      apply: () => post("lists/change", { change: wanted }),
    });
  }

  // ---- columns
  function columns() {
    const row = (column, place) => {
      const choose = make("select", { "data-column": place, disabled: found.fixed, "aria-label": say("desk_check.role_of", { column: column.name }) },
        ...ROLES.map((role) => make("option", { value: role, text: say("role." + role), selected: roles[place] === role })));
      choose.addEventListener("change", () => doing(() => role(place, choose.value)));
      const distinct = say("desk_check.distinct", { count: count(column.distinct) });
      const about = column.role === "attribute" && !found.fixed ? property(column, place, distinct) : column.detail ? say("desk_check.multiple", { sign: signed(column.detail) }) : column.sort ? say(`desk_check.single_${column.sort}`, { distinct }) : distinct;
      return make("tr", { class: "role-" + roles[place] }, make("th", { scope: "row" }, make("span", { class: "said", text: column.name }),
        column.columns.length > 1 ? make("span", { class: "hint", text: " " + say("desk_check.several", { count: count(column.columns.length) }) }) : null),
      make("td", {}, choose), make("td", { class: "hint" }, about, ["named", "not_named"].includes(column.why) || column.detail ? "" : make("span", { class: "why", text: say("why." + column.why) })),
      make("td", {}, make("ul", { class: "examples" }, ...column.examples.map((value) => make("li", { class: "said", title: value, text: value })))),
      make("td", { class: "end", text: count(column.filled) }));
    };
    return make("section", { class: "card" }, make("h3", { text: say("desk_check.columns") }),
      found.fixed ? make("p", { class: "hint", text: say("desk_check.columns_fixed") }) : null,
      make("div", { class: "scrolling" }, make("table", { class: "columns-table" },
        make("thead", {}, make("tr", {}, ...["column", "role", "property", "examples", "filled"].map((name) => make("th", { scope: "col", text: say("desk_check." + name) })))),
        make("tbody", {}, ...found.columns.map(row)))));
  }

  const signed = (sign) => sign.trim() ? sign.trim() : say("desk_check.new_line");

  function property(column, place, distinct) { // one choice in a cell, or several
    const signs = [...new Set([...found.separators, column.detail])].filter(Boolean);
    const box = make("select", { "data-property": place, "aria-label": say("desk_check.property_of", { column: column.name }) },
      make("option", { value: "", text: column.sort ? say(`desk_check.single_${column.sort}`, { distinct }) : say("desk_check.single", { distinct }) }),
      ...signs.map((sign) => make("option", { value: sign, text: say("desk_check.multiple", { sign: signed(sign) + (sign.length > 1 ? "␣" : "") }), selected: sign === column.detail })));
    box.addEventListener("change", () => doing(() => propose({ separator: [place, box.value] }, say("desk_check.change_property", { column: column.name }), draw)));
    return box;
  }

  function role(place, wanted) {
    const before = roles;
    roles = roles.map((one, at) => at === place ? wanted : wanted === "respondent" && one === "respondent" ? "ignored" : one);
    return propose({ roles }, say("desk_check.change_roles"), () => { roles = before; draw(); });
  }

  async function propose(wanted, title, left) {
    try {
      await change.propose({
        title, left, ask: () => post("check/preview", wanted),
        lines: ({ rows }) => rows.map(([what, name, before, after]) => [["question", "choices"].includes(what) ? say(`desk_check.${what === "question" ? "base" : what}_of`, { question: name }) : say("desk_check." + what), before, after]),
        apply: () => post("check/change", wanted),
      });
    } catch (error) {
      left();
      throw error;
    }
  }

  // ---- what was doubted
  function findings() {
    const { findings: all, characters, duplicates } = found;
    const line = ({ finding, count: times, where, detail }) => make("li", {}, make("span", { text: say("finding." + finding) }),
      make("b", { text: " " + count(times) }), make("span", { class: "hint said", text: [where, detail].filter(Boolean).join("　") }));
    const odd = ({ character, code, name, sort, ...more }) => make("li", {}, make("span", { class: "said", text: [character, code, say("sort." + sort)].filter(Boolean).join("　") }),
      make("span", { class: "hint", text: say("desk_check.odd", { ...more }) }));
    const closed = (title, lines) => lines.length ? make("details", {}, make("summary", { text: `${title}（${count(lines.length)}）` }), make("ul", { class: "findings" }, ...lines)) : null;
    const names = make("p", { class: "wrong", id: "personal", hidden: true });
    personal().then((text) => {
      names.hidden = !text;
      names.textContent = text + " " + say("desk_check.personal_hide");
    }, () => {});
    return make("section", { class: "card" }, make("h3", { text: say("desk_check.findings") }), names,
      all.length || duplicates ? make("ul", { class: "findings" }, ...all.map(line), duplicates ? make("li", { text: say("desk_check.duplicates", { count: count(duplicates) }) }) : null)
        : make("p", { class: "hint", text: say("desk_check.no_findings") }),
      closed(say("desk_check.oddities"), characters.map(odd)));
  }

  await load();
  const heard = on("changed", () => meanwhile(load));
  return () => { off(); heard(); };
}
