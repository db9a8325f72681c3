// The words of a question: the table with what can be done about a word, proposed spellings, the project's own lists.
import { count, doing, get, heading, meanwhile, on, post, say } from "./core.js";
import { inline, list } from "./answers.js";
import { changing, undoing } from "./changing.js";
import { bar, folded, make, numbersIn, percent } from "./shared.js";
import { spellings } from "./spellings.js";
import { styled } from "./styled.js";

const ROWS = 100;
const FILES = { "dictionaries/synonyms_own.txt": "merge", "dictionaries/compounds_own.txt": "keep", "stopwords/stopwords_own.txt": "stop", "stopwords/nonanswers_own.txt": "kinds" };
const last = { question: "", view: "table" }; // where one was, when one comes back

export async function show(root) {
  await styled;
  const [undo, off] = undoing(), bar_ = make("div", { class: "chips questions-row", role: "group", "aria-label": say("page.questions") });
  const tabs = make("div", { class: "choice views", role: "group" }), body = make("div", { class: "body" });
  root.append(make("div", { class: "headed" }, heading(say("desk_words.title"), say("desk_words.about")), undo), tabs, bar_, body);
  body.append(make("p", { class: "none", role: "status", text: say("desk_words.reading") }));
  const views = { table, spellings: () => spellings(body, undo), lists };
  let question = "", number = 0, leave = null;

  async function view(name) {
    const mine = ++number;
    leave?.();
    leave = null;
    last.view = name;
    bar_.hidden = name !== "table";
    for (const button of tabs.children) button.setAttribute("aria-pressed", String(button.dataset.view === name));
    body.replaceChildren(make("p", { class: "none", role: "status", text: say("desk_words.reading") }));
    const ended = await views[name]();
    if (mine === number) leave = ended;
    else ended?.();
  }

  function choose(wanted) {
    question = last.question = wanted;
    for (const button of bar_.children) button.setAttribute("aria-pressed", String(button.dataset.question === wanted));
    return view("table");
  }

  // ---- the table
  async function table() {
    const mine = number, of = question;
    let words = await get("words/table?question=" + encodeURIComponent(of)), said = {};
    if (mine !== number) return undefined;
    let shown = ROWS, chosen = -1, kept = "", asked = 0;
    const change = changing(), answers = list(), find = make("input", { type: "search", id: "find-word", autocomplete: "off" });
    const rows = make("tbody", { id: "words" }), foot = make("div", { class: "more" }), left = make("div", { class: "hint left-out" });
    const size = make("span", { class: "hint", role: "status" });
    const tool = make("section", { class: "card tool", hidden: true }), empty = make("p", { class: "none", text: say("desk_words.choose") });
    find.addEventListener("input", () => { shown = ROWS; draw(); });
    body.replaceChildren(make("div", { class: "words-page" },
      make("div", { class: "card" }, make("div", { class: "tools" }, make("label", {}, say("desk_words.find"), find), size),
        make("table", { class: "desk-words", "aria-label": say("desk_words.title") }, make("thead", {}, make("tr", {},
          ...["number", "word", "people", "notes"].map((name) => make("th", { scope: "col", class: "w-" + name, text: say("desk_words." + name) })))), rows), foot, left,
        make("details", { class: "keys" }, make("summary", { text: say("desk_categories.keys") }), make("p", { class: "hint", text: say("desk_words.keys") }))),
      make("div", { class: "check-side" }, empty, tool, change, answers)));

    const places = () => {
      const wanted = folded(find.value);
      return words.word.map((_, place) => place).filter((place) => !wanted || folded(words.word[place]).includes(wanted));
    };

    function draw() {
      const found = places(), widest = Math.max(0.01, ...words.high);
      size.textContent = say("desk_words.base", { base: count(words.base) }) + "　" + say("desk_words.shown", { total: count(words.total), shown: count(Math.min(shown, found.length)) });
      rows.replaceChildren(...found.slice(0, shown).map((place) => row(place, widest)));
      if (!found.length) rows.append(make("tr", {}, make("td", { colspan: "4", class: "none", text: say("desk_words.none") })));
      foot.replaceChildren(...(found.length > shown ? [make("button", { class: "plain", text: say("desk_words.more"), click: () => { shown += ROWS; draw(); } })] : []));
      left.replaceChildren(...words.left_out.map((line) => make("p", { text: line })));
    }

    function row(place, widest) {
      const word = words.word[place];
      return make("tr", { "data-place": place, class: place === chosen ? "chosen" : null },
        make("td", { class: "w-number", text: count(place + 1) }),
        make("td", { class: "w-word" }, make("button", { class: "word", "data-word": word, text: word, click: () => doing(() => open(place)) }),
          make("span", { class: "pos", text: say("pos." + words.pos[place]) })),
        make("td", { class: "w-people" }, make("b", { text: count(words.respondents[place]) }), make("span", { class: "hint", text: " " + percent(words.share[place]) }),
          bar(words.share[place], words.low[place], words.high[place], widest)),
        make("td", { class: "w-notes" }, ...noted(place)));
    }

    function noted(place) {
      const word = words.word[place], found = said[word] ?? {};
      const themes = [...found.compounds ?? [], ...found.phrases ?? [], ...found.negations ?? []].map(([text]) => text);
      const opens = (text, terms, title) => inline(text, title, () => doing(() => look(place, terms, title)));
      return (found.notes ?? []).map((note) => make("p", { class: "said" }, ...numbersIn(note, themes).map((piece) => {
        if (typeof piece === "string") return piece;
        if (piece.said) return opens(piece.text, [["search", piece.said]], say("desk_behind.search", { text: piece.said }));
        if (piece.theme) return opens(piece.text, [["theme", word, piece.theme]], say("desk_behind.theme", { theme: piece.theme }));
        return piece.size === words.respondents[place] ? opens(piece.text, [["word", word]], say("desk_behind.word", { word })) : piece.text;
      })));
    }

    async function look(place, terms, title) {
      select(place);
      await answers.open(of, terms, title);
    }

    const open = (place) => look(place, [["word", words.word[place]]], say("desk_behind.word", { word: words.word[place] }));

    function select(place) {
      if (place === chosen) return;
      change.close();
      chosen = place;
      kept = words.word[place];
      for (const line of rows.children) line.classList.toggle("chosen", Number(line.dataset.place) === place);
      empty.hidden = true;
      tools();
    }

    // ---- what can be done about a word
    function tools(asking = "") {
      const word = words.word[chosen];
      const button = (name, work) => make("button", { class: "plain", "data-do": name, "aria-pressed": asking === name ? "true" : null, text: say("desk_words." + name), click: work });
      tool.hidden = false;
      tool.replaceChildren(make("div", { class: "row" }, make("b", { class: "said", text: word }),
        button("stop", () => doing(() => propose({ do: "stop", words: [word] }, say("desk_words.stop_title", { word })))),
        ...["keep", "merge", "rename"].map((name) => button(name, () => ask(name)))));
    }

    function ask(name) {
      change.close();
      tools(name);
      const word = words.word[chosen], other = make("input", { type: "text", id: "other", autocomplete: "off", maxlength: "100", list: name === "merge" ? "all-words" : null });
      const found = said[word] ?? {};
      const near = name === "keep" ? (found.compounds ?? []).map(([text]) => text) : [];
      const all = make("datalist", { id: "all-words" }, ...words.word.slice(0, 500).map((one) => make("option", { value: one })));
      const work = () => doing(() => {
        const text = other.value.trim();
        if (!text) return other.focus();
        const wanted = name === "keep" ? { do: "keep", words: [text] } : { do: "merge", words: name === "merge" ? [word, text] : [text, word] };
        return propose(wanted, name === "keep" ? say("desk_words.keep_title", { word: text }) : say(`desk_words.${name}_title`, { word, other: text }));
      });
      if (name === "rename") other.value = word;
      const form = make("form", { class: "asking" }, make("label", {}, say(`desk_words.${name}_ask`, { word }), other), all,
        ...near.map((text) => make("button", { class: "chip", text, click: () => { other.value = text; work(); } })),
        make("button", { class: "plain", text: say("desk_words.look"), click: work }));
      form.addEventListener("submit", (event) => { event.preventDefault(); work(); });
      form.addEventListener("keydown", (event) => { if (event.key === "Escape") { tools(); focus(chosen); } });
      tool.append(form);
      other.focus();
      other.select();
    }

    function propose(wanted, title) {
      return change.propose({
        title, note: say("desk_words.in_question"), ask: () => post("lists/preview", { change: wanted, question: of }), left: () => tools(),
        lines: ({ words: changed, more }) => [...changed, ...(more ? [[say("desk_change.others", { count: count(more) })]] : [])],
        apply: () => post("lists/change", { change: wanted }),
      });
    }

    // ---- keys
    function focus(place) {
      rows.querySelector(`tr[data-place="${place}"] .word`)?.focus();
    }

    function keys(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, .changing")) return;
      const line = event.target.closest?.("#words tr") ?? rows.querySelector("tr.chosen");
      const act = { s: "stop", k: "keep", m: "merge", r: "rename" }[event.key.toLowerCase()];
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const next = !line ? rows.firstElementChild : event.key === "ArrowDown" ? line.nextElementSibling : line.previousElementSibling;
        if (!next?.dataset.place) return;
        event.preventDefault();
        focus(next.dataset.place);
      } else if (act && line) {
        event.preventDefault();
        select(Number(line.dataset.place));
        tool.querySelector(`[data-do=${act}]`).click();
      }
    }
    document.addEventListener("keydown", keys);

    async function notes() {
      const mine = ++asked, found = await get("words/notes?question=" + encodeURIComponent(of));
      if (mine !== asked) return;
      said = found;
      for (const line of rows.children) if (line.dataset.place) line.lastElementChild.replaceChildren(...noted(Number(line.dataset.place)));
    }

    async function again() { // somebody has changed the lists
      const mine = ++asked;
      rows.setAttribute("aria-busy", "true");
      const found = await get("words/table?question=" + encodeURIComponent(of)).finally(() => rows.removeAttribute("aria-busy"));
      if (mine !== asked) return;
      words = found;
      chosen = words.word.indexOf(kept);
      if (chosen < 0) { tool.hidden = true; answers.close(); empty.hidden = false; }
      else { tools(); await answers.open(of, [["word", kept]], say("desk_behind.word", { word: kept })); }
      draw();
      await notes();
    }

    draw();
    doing(notes);
    const heard = on("changed", () => meanwhile(again));
    return () => { asked = -1; heard(); document.removeEventListener("keydown", keys); };
  }

  // ---- the project's own lists
  async function lists() {
    const mine = number, change = changing();
    const files = make("div", { class: "own-lists" });
    async function load() {
      const found = await get("lists");
      if (mine !== number) return;
      const full = found.filter(({ lines }) => lines.length);
      files.replaceChildren(...full.map(({ file, lines }) => make("section", { class: "card" }, make("h3", { text: say(`desk_words.list_${FILES[file]}`) }),
        make("p", { class: "hint", text: file }), make("ul", { class: "texts" }, ...lines.map((line) => make("li", {}, make("span", { class: "said", text: line }),
          /^\[[a-z]+\]$/.test(line) ? null : make("button", { class: "plain tell", text: say("desk_words.take_out"), click: () => doing(() => takeOut(file, line)) })))))));
      if (!full.length) files.append(make("p", { class: "none", text: say("desk_words.lists_none") }));
    }
    const takeOut = (file, line) => change.propose({
      title: say("desk_words.take_out_title", { line }), note: say("desk_words.in_question"),
      ask: () => post("lists/preview", { change: { do: "remove", file, line }, question }),
      lines: ({ bases, words }) => [...bases.map(([name, ...counts]) => [say("desk_check.base_of", { question: name }), ...counts]), ...words],
      apply: () => post("lists/change", { change: { do: "remove", file, line } }),
    });
    body.replaceChildren(make("p", { class: "hint", text: say("desk_words.lists_about") }), make("div", { class: "check" }, files, make("div", { class: "check-side" }, change)));
    await load();
    return on("changed", () => meanwhile(load));
  }

  const questions = await get("words");
  bar_.append(...questions.map((one) => make("button", { class: "chip", "data-question": one.question, click: () => doing(() => choose(one.question)) },
    make("span", { class: "said", text: one.question }), make("span", { class: "count", text: count(one.respondents) }))));
  tabs.append(...Object.keys(views).map((name) => make("button", { "data-view": name, text: say(`desk_words.view_${name}`), click: () => doing(() => view(name)) })));
  question = (questions.find((one) => one.question === last.question) ?? questions[0]).question;
  for (const button of bar_.children) button.setAttribute("aria-pressed", String(button.dataset.question === question));
  await view(last.view);
  return () => { number++; leave?.(); off(); };
}
