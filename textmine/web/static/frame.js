// The categories of a question themselves: proposed, drafted or brought along, and edited with what they find.
import { alert_, api, count, doing, follow, get, post, progress, say, state, tell } from "./core.js";
import { make, marked } from "./shared.js";

const LATER = 250; // milliseconds without a key until the answers are looked through
const FIRST = 3; // remarks on a rule that are shown at once
const PIECE = 60; // letters of a part of a rule in a remark
const FIELDS = ["definition", "includes", "excludes", "examples"];
const KINDS = ["hits", "gained", "lost", "missed"];
const UNSAVED = "frame";

export async function frame(root, question, changed) {
  let { codes, bundled, frame: named } = await get("frame?question=" + encodeURIComponent(question.question));
  let name = (codes.find(({ rule }) => rule.trim()) ?? codes[0])?.name ?? "", timer = 0, number = 0, stopped = null, kind = "hits", found = null;
  const list = make("ul", { class: "frame-list", "aria-label": say("desk_categories.codes") });
  const form = make("form", { class: "frame-form" }), results = make("div", { class: "results", "aria-live": "polite" });
  const start = starting();
  root.append(...(codes.length ? [body(), start] : [start]));
  if (codes.length) edit(name);

  function body() {
    return make("div", { class: "framing" }, make("div", { class: "card" }, list,
      make("div", { class: "more" }, make("button", { class: "plain", id: "new-code", text: say("desk_categories.new_code"), click: () => leaving(() => edit("")) }))),
    make("section", { class: "card", "aria-label": say("desk_categories.view_frame") }, form), make("section", { class: "card found-box", "aria-label": say("desk_categories.finds") }, results));
  }

  // ---- another frame
  function starting() {
    const work = make("div", { class: "work" }), file = make("input", { type: "file", accept: ".cod,.txt", class: "chooser", "aria-label": say("desk_categories.bring") });
    file.addEventListener("change", () => doing(async () => take({ text: await file.files[0].text() })));
    const choice = make("select", { id: "bundled", "aria-label": say("desk_categories.bundled") }, ...bundled.map((one) =>
      make("option", { value: one, selected: one === question.proposed, text: say(`desk_categories.frame_${one}`) })));
    const ways = make("div", { class: "ways" },
      make("div", {}, make("h3", { text: say(question.proposed ? "desk_categories.proposed" : "desk_categories.bundled") }),
        make("p", { class: "hint", text: say("desk_categories.bundled_about") }), make("div", { class: "row" }, choice,
          make("button", { class: codes.length ? "plain" : "main", id: "use-bundled", text: say("desk_categories.use"), click: () => doing(() => take({ frame: choice.value })) }))),
      make("div", {}, make("h3", { text: say("desk_categories.draft") }), make("p", { class: "hint", text: say("desk_categories.draft_about") }),
        make("button", { class: "plain", id: "draft", text: say("desk_categories.draft_start"), click: () => doing(draft) }), work),
      make("div", {}, make("h3", { text: say("desk_categories.bring") }), make("p", { class: "hint", text: say("desk_categories.bring_about") }),
        make("button", { class: "plain", text: say("desk_open.choose"), click: () => file.click() }), file),
      make("div", {}, make("h3", { text: say("desk_categories.empty") }), make("p", { class: "hint", text: say("desk_categories.empty_about") }),
        make("button", { class: "plain", id: "begin-empty", text: say("desk_categories.new_code"), click: () => { root.replaceChildren(body()); edit(""); } })));
    if (!codes.length) return make("section", { class: "card begin" }, make("h3", { text: say("desk_categories.no_frame") }), ways);
    return make("details", { class: "card folded" }, make("summary", {}, make("h3", { text: say("desk_categories.another") })),
      make("p", { class: "hint", text: say("desk_categories.another_about") }), ways);

    async function draft() {
      const job = await post("frame/draft", { question: question.question });
      const line = progress(job);
      work.replaceChildren(line);
      line.scrollIntoView({ block: "nearest" });
      try {
        const { text } = await follow(job, line.update);
        if (!text) throw new Error(say("desk_categories.no_draft"));
        await take({ text });
      } finally {
        work.replaceChildren();
      }
    }
  }

  async function take(wanted) {
    clean();
    await post("frame/choose", { question: question.question, ...wanted });
    changed("frame");
  }

  // ---- one code
  function leaving(then) { // what is not saved is not lost without a word
    if (state.unsaved.has(UNSAVED) && !window.confirm(say("desk_categories.leave"))) return;
    clean();
    then();
  }

  function clean() {
    state.unsaved.delete(UNSAVED);
    tell("unsaved", {});
  }

  function drawList() {
    list.replaceChildren(...codes.map((code) => make("li", {}, make("button", { class: "said", "aria-current": code.name === name ? "true" : null, text: code.name.slice(1),
      click: () => leaving(() => edit(code.name)) }))), ...(name ? [] : [make("li", {}, make("button", { "aria-current": "true", text: say("desk_categories.new_code") }))]));
  }

  function edit(wanted) {
    name = wanted;
    found = null;
    const code = codes.find((one) => one.name === name) ?? { name: "＊", rule: "", definition: "", includes: "", excludes: "", examples: "" };
    const field = (key, value, rows) => {
      const box = rows ? make("textarea", { id: "code-" + key, name: key, rows }) : make("input", { type: "text", id: "code-" + key, name: key, autocomplete: "off" });
      box.value = value;
      box.addEventListener("input", () => {
        state.unsaved.add(UNSAVED);
        tell("unsaved", {});
        later();
      });
      return make("label", { class: "field" }, make("span", { text: say("desk_categories." + (key === "name" ? "code_name" : key)) }), box);
    };
    const rule = field("rule", code.rule, 4);
    rule.querySelector("textarea").setAttribute("spellcheck", "false");
    form.replaceChildren(field("name", code.name.slice(1)), field("definition", code.definition, 2), field("includes", code.includes, 2), field("excludes", code.excludes, 2),
      field("examples", code.examples, 2), rule, make("details", {}, make("summary", { text: say("desk_categories.rule_help") }), make("p", { class: "hint rule-help", text: say("desk_categories.rule_how") })),
      make("div", { class: "row" }, make("button", { class: "main", id: "save-code", text: say("desk_categories.save_code"), click: () => doing(save) }),
        ...(name ? [make("button", { class: "plain", id: "remove-code", text: say("desk_categories.remove_code"), click: () => doing(remove) })] : [])));
    drawList();
    later(0);
  }

  const written = () => ({ name: form.elements.name.value, rule: form.elements.rule.value, ...Object.fromEntries(FIELDS.map((key) => [key, form.elements[key].value])) });

  function later(after = LATER) {
    clearTimeout(timer);
    timer = setTimeout(() => attempt().catch((error) => { if (error.name !== "AbortError") told({ error: error.message, lint: [] }); }), after);
  }

  async function attempt() {
    const mine = ++number, code = written();
    stopped?.abort();
    stopped = new AbortController();
    const below = codes.filter((one) => one.name.startsWith(name + "/")).map((one) => one.name.slice(name.length + 1));
    if (name && below.length && !code.rule.trim()) return told({ error: say("desk_categories.gathers", { below: below.join(say("desk.between")) }), lint: [], hint: true });
    if (!code.name.trim() || !code.rule.trim()) return told({ error: say("desk_categories.rule_missing"), lint: [], hint: true });
    results.setAttribute("aria-busy", "true");
    const answer = await post("frame/try", { question: question.question, name, code }, { signal: stopped.signal });
    if (mine === number) told(answer);
  }

  function told(answer) {
    found = answer;
    results.removeAttribute("aria-busy");
    const short = (piece) => piece?.length > PIECE ? piece.slice(0, PIECE) + "…" : piece;
    const lines = answer.lint.map(({ severity, finding, piece, detail }) => make("li", { class: "lint-" + severity, title: piece, text: say("lint." + finding, { piece: short(piece), detail }) }));
    const lint = lines.length <= FIRST + 1 ? lines : [...lines.slice(0, FIRST), make("li", { class: "lint-more" }, make("details", {}, make("summary",
      { text: say("desk_categories.more_lint", { count: count(lines.length - FIRST) }) }), make("ul", { class: "lint" }, ...lines.slice(FIRST))))];
    if (answer.error) {
      results.replaceChildren(make("p", { class: answer.hint ? "hint inside" : "wrong", text: answer.error }), make("ul", { class: "lint" }, ...lint));
      return;
    }
    if (kind !== "hits" && !answer[kind].count) kind = "hits";
    results.replaceChildren(make("p", { class: "inside" }, make("b", { id: "hits", text: say("desk_categories.found_answers", { count: count(answer.answers) }) }),
      make("span", { class: "hint", text: say("desk_categories.found_people", { count: count(answer.respondents) }) })),
    make("ul", { class: "lint" }, ...lint),
    make("div", { class: "choice", role: "group" }, ...KINDS.filter((one) => one === "hits" || answer[one].count).map((one) => make("button", { "aria-pressed": String(one === kind),
      text: say(`desk_categories.kind_${one}`, { count: count(answer[one].count) }), click: () => { kind = one; told(found); } }))),
    make("ul", { class: "answers", tabindex: "0", "aria-label": say("desk_categories.finds") }, ...answer[kind].answers.map(([text, marks]) => make("li", { class: "answer" },
      make("p", { class: "said" }, ...marked(text, marks.map(([from, to]) => [from, to, ""]))))),
    ...(answer[kind].count > answer[kind].answers.length ? [make("li", { class: "none", text: say("page.shown", { total: count(answer[kind].count), shown: count(answer[kind].answers.length) }) })] : [])));
  }

  async function save() {
    const code = written();
    ({ codes, frame: named } = await api("POST", "frame", { question: question.question, name, code }));
    clean();
    changed("frame", code.name);
  }

  async function remove() {
    if (!window.confirm(say("desk_categories.remove_sure", { name: name.slice(1) }))) return;
    await api("POST", "frame", { question: question.question, name });
    clean();
    changed("frame");
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); doing(save); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); doing(save); }
  });
  return {
    edit(wanted) {
      const full = wanted.startsWith("＊") ? wanted : "＊" + wanted.replace(/^\*/, "");
      if (!codes.some((code) => code.name === full)) return;
      edit(full);
      list.querySelector("[aria-current]").focus();
    },
    close() {
      clearTimeout(timer);
      stopped?.abort();
      clean();
      alert_("");
    },
  };
}
