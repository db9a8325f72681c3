// The report: what its short form says, with sentences to edit; how it is written; every file to take along.
import { api, count, doing, follow, get, heading, meanwhile, on, personal, post, progress, say, state } from "./core.js";
import { inline, list } from "./answers.js";
import { undoing } from "./changing.js";
import { bar, make, numbersIn, percent } from "./shared.js";
import { styled } from "./styled.js";

const DOCUMENTS = ["report.docx", "report.xlsx", "report.pptx", "report.html", "appendix.docx"];

export async function show(root) {
  await styled;
  const [undo, off] = undoing(), answers = list();
  const paper = make("article", { class: "card paper" }), found = make("div", {}), unused = make("div", {}), head = make("header", {});
  const making = make("section", { class: "card making" });
  root.append(make("div", { class: "headed" }, heading(say("desk_report.title"), say("desk_report.about")), undo),
    make("div", { class: "check" }, paper, make("div", { class: "check-side" }, making, answers)));
  const wait = () => make("p", { class: "hint", role: "status", text: say("desk_report.reading") });
  let number = 0, about = null, maker_ = null;
  const places = new Map(); // question -> where its part of the report stands

  async function load() {
    const mine = ++number;
    about = await get("report");
    if (mine !== number) return;
    maker_ ??= maker();
    maker_.update();
    head.replaceChildren(make("h2", { class: "said", text: about.title || about.proposed }),
      make("p", { class: "hint said", text: [...about.sources, say("desk_report.respondents", { count: count(about.respondents) })].join("　") }));
    if (!places.size) {
      found.replaceChildren(wait());
      for (const { question } of about.questions) places.set(question, make("section", { class: "asked" }, make("h3", { class: "said", text: question }), wait()));
      paper.replaceChildren(head, make("h3", { text: say("desk_report.findings") }), found, unused, ...places.values());
    }
    for (const { question } of about.questions) {
      const part = await get("report/question?question=" + encodeURIComponent(question));
      if (mine !== number) return;
      places.get(question)?.replaceChildren(...asked(part));
    }
    const told = await get("report/findings");
    if (mine === number) findings(told);
  }

  // ---- sentences
  function findings(told) {
    found.replaceChildren(make("ul", { class: "sentences" }, ...told.findings.map((one) => make("li", {}, ...sentence(one, { question: one.question, word: "" }, () => pieces(one))))));
    unused.replaceChildren(...(told.unused.length ? [make("p", { class: "wrong", text: say("desk_report.unused") }), make("ul", { class: "sentences" },
      ...told.unused.map(({ question, word, drafted, written }) => make("li", {}, make("span", { class: "said", text: [question, word, written || say("desk_report.left_out")].filter(Boolean).join("　") }), " ",
        make("button", { class: "plain tiny", text: say("desk_report.forget"), click: () => doing(() => post("report/edit", { question, word, drafted, written: null })) }))))] : []));
  }

  function pieces({ drafted, written, question, numbers }) { // a finding, whose numbers open their answers
    const text = written ?? drafted, shown = [];
    let done = 0;
    for (const [start, end, terms] of numbers) {
      shown.push(text.slice(done, start), inline(text.slice(start, end), named(terms), () => doing(() => answers.open(question, terms, named(terms)))));
      done = end;
    }
    return [...shown, text.slice(done)];
  }

  const named = (terms) => terms.map(([kind, name, value]) => say("desk_behind." + kind, { word: name, theme: value, code: name.replace(/^＊/, ""), attribute: name, value, text: name,
    kind: kind === "kind" ? say("kind." + name) : "" })).join("　");

  function noted(question, { word, respondents, themes }, note) { // a note, whose numbers open their answers
    return numbersIn(note, themes).map((piece) => {
      const terms = piece.said ? [["search", piece.said]] : piece.theme ? [["theme", word, piece.theme]] : piece.size === respondents ? [["word", word]] : null;
      return terms ? inline(piece.text, named(terms), () => doing(() => answers.open(question, terms, named(terms)))) : piece.text ?? piece;
    });
  }

  // A sentence with the way to edit it; draw gives it as it stands.
  function sentence(one, of, draw) {
    const { drafted, written } = one, gone = written === "";
    const box = make("span", { class: gone ? "said gone" : "said" }, ...(gone ? [drafted] : draw()));
    const mark = written === null ? null : make("span", { class: "edited", title: say("desk_report.draft", { text: drafted }), text: say(gone ? "desk_report.left_out" : "desk_report.edited") });
    const button = make("button", { class: "plain tiny", text: say("desk_report.edit"), click: () => edit() });
    const line = [box, " ", mark ?? "", " ", button];

    function edit() {
      const input = make("textarea", { rows: "3", maxlength: "2000", "aria-label": say("desk_report.sentence") });
      input.value = gone || written === null ? drafted : written;
      const put = (text) => doing(() => post("report/edit", { ...of, drafted, written: text }));
      const close = () => { form.replaceWith(...line.filter((each) => each !== "")); button.focus(); };
      const form = make("span", { class: "editing" }, input, make("span", { class: "row" },
        make("button", { class: "main", text: say("desk_report.save"), click: () => put(input.value) }),
        make("button", { class: "plain", text: say("desk_report.cancel"), click: close }),
        written === null ? make("button", { class: "plain", text: say("desk_report.leave_out"), click: () => put("") })
          : make("button", { class: "plain", text: say("desk_report.restore"), click: () => put(null) })),
      written === null ? null : make("span", { class: "hint said", text: say("desk_report.draft", { text: drafted }) }));
      form.addEventListener("keydown", (event) => {
        if (event.key === "Escape") close();
        else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) put(input.value);
      });
      box.parentElement.replaceChildren(form);
      input.focus();
    }
    return line;
  }

  // ---- one question
  function asked({ question, base, estimated, codes, words }) {
    const widest = Math.max(0.01, ...codes.map(({ high }) => high));
    const open = (terms) => () => doing(() => answers.open(question, terms, named(terms)));
    return [make("h3", { class: "said", text: question }), make("p", { class: "hint", text: say("desk_report.base", { base: count(base) }) }),
      estimated ? make("p", { class: "hint", text: say("desk_report.estimated") }) : "",
      codes.length ? make("table", { class: "shares-table", "aria-label": say("desk_report.codes") }, make("tbody", {}, ...codes.map(({ code, respondents, share, low, high }) => make("tr", {},
        make("th", { scope: "row", class: "said", text: code.slice(1) }), make("td", { class: "s-share", text: percent(share) }), make("td", { class: "s-bar" }, bar(share, low, high, widest)),
        make("td", { class: "s-count" }, make("button", { class: "link", text: count(respondents), click: open([["code", code]]) })))))) : "",
      make("table", { class: "paper-words", "aria-label": say("desk_report.words") }, make("thead", {}, make("tr", {}, make("th", { scope: "col", text: say("desk_report.keyword") }), make("th", { scope: "col", text: say("desk_report.content") }))),
        make("tbody", {}, ...words.map((row) => make("tr", {},
          make("th", { scope: "row" }, make("span", { class: "said", text: row.word }), make("button", { class: "link", text: `（${count(row.respondents)}）`, click: open([["word", row.word]]) })),
          make("td", {}, ...row.notes.map((one) => make("p", {}, ...sentence(one, { question, word: row.word }, () => noted(question, row, one.written ?? one.drafted)))))))))];
  }

  // ---- how it is written, and what was: drawn once, then kept up to date, or a click between two drawings would be lost
  function maker() {
    let setting = null; // what was typed last is in the report that is asked for next
    const set = (values) => { setting = doing(() => post("report/settings", values)); };
    const name = make("input", { type: "text", id: "report-title", maxlength: "200" });
    name.addEventListener("change", () => set({ title: name.value.trim() }));
    const shape = make("select", { id: "report-form" }, ...["short", "full"].map((one) => make("option", { value: one, text: say(`desk_report.form_${one}`) })));
    shape.addEventListener("change", () => set({ form: shape.value }));
    const tongue = make("select", { id: "report-lang" }, ...["ja", "en"].map((one) => make("option", { value: one, text: say(`desk_report.lang_${one}`) })));
    tongue.addEventListener("change", () => set({ lang: tongue.value }));
    const hide = make("input", { type: "checkbox", id: "report-mask" }), private_ = make("p", { class: "hint", id: "personal" });
    hide.addEventListener("change", () => set({ mask: hide.checked }));
    const file = make("input", { type: "file", class: "chooser", id: "report-template", accept: ".docx,.pptx", "aria-label": say("desk_report.template") });
    file.addEventListener("change", () => doing(() => post("report/template", file.files[0], { headers: { "X-Name": encodeURIComponent(file.files[0].name) } })).finally(() => { file.value = ""; }));
    const templates = make("span", { class: "row" }), work = make("div", { class: "work", "aria-live": "polite" }), changed = make("p", { class: "wrong", id: "older", text: say("desk_report.older") });
    const button = make("button", { class: "main", id: "write", click: () => doing(async () => {
      button.disabled = true;
      if (name.value.trim() !== about.title) set({ title: name.value.trim() }); // it has the cursor still
      try {
        await setting;
        await watch(await post("report/write"));
      } finally {
        button.disabled = false;
      }
    }) }), files = make("div", {});
    making.replaceChildren(make("h3", { text: say("desk_report.making") }),
      make("label", { class: "field" }, say("desk_report.report_title"), name), make("label", { class: "field" }, say("desk_report.form"), shape),
      make("label", { class: "field" }, say("desk_report.lang"), tongue),
      make("label", { class: "tick" }, hide, say("desk_report.mask")), private_,
      make("div", { class: "field" }, make("span", { text: say("desk_report.template") }), templates),
      make("div", { class: "row" }, button), work, make("h3", { text: say("desk_report.downloads") }), changed, files);

    const kept = (start) => about.files.filter((one) => one.startsWith(start));
    const address = (one) => "/api/report/file?name=" + encodeURIComponent(one);
    const link = (one) => make("a", { class: "plain file", href: address(one), download: true, "data-file": one,
      text: say(`desk_report.file_${(one === "appendix.docx" ? "appendix" : one.split(".").pop())}`) });
    const inside = (key, all) => all.length ? make("details", {}, make("summary", { text: say("desk_report." + key, { count: count(all.length) }) }), make("ul", { class: "file-list" },
      ...all.map((one) => make("li", {}, make("a", { href: address(one), download: one.split("/").pop(), text: one.split("/").pop() }))))) : null;

    const how = ({ at, title, form, mask }) => say("desk_report.made", { at: new Intl.DateTimeFormat(state.desk.lang, { dateStyle: "medium", timeStyle: "short" }).format(at / 1e6),
      how: [title, say(`desk_report.form_${form}`), say(mask ? "desk_report.masked" : "desk_report.unmasked")].join("　") });

    async function watch(job) {
      const line = progress(job);
      work.replaceChildren(line);
      button.disabled = true;
      try {
        const made = await follow(job, line.update);
        Object.assign(about, made);
        update();
      } finally {
        work.replaceChildren();
        button.disabled = false; // also where another visit began it
      }
    }

    function update() {
      if (document.activeElement !== name) name.value = about.title;
      name.placeholder = about.proposed;
      shape.value = about.form;
      tongue.value = about.lang;
      hide.checked = about.mask;
      private_.className = about.mask || !private_.textContent ? "hint" : "wrong";
      templates.replaceChildren(...about.templates.map((one) => make("b", { class: "said", text: one })), file,
        make("button", { class: "plain", text: say("desk_report.choose_template"), click: () => file.click() }),
        ...(about.templates.length ? [make("button", { class: "plain", text: say("desk_report.drop_template"), click: () => doing(() => api("DELETE", "report/template")) })] : []));
      const documents = DOCUMENTS.filter((one) => about.files.includes(one)), drawings = kept("figures/").filter((one) => one.endsWith(".png"));
      button.textContent = say(documents.length ? "desk_report.again" : "desk_report.write");
      changed.hidden = !about.made?.older || !documents.length;
      const list = [inside("figures", drawings), inside("tables", kept("tables/")), kept("private/").length ? make("p", { class: "hint", text: say("desk_report.zip_note") }) : null];
      files.replaceChildren(...(documents.length ? [make("p", { class: "hint", id: "made", text: how(about.made) }), make("div", { class: "row files" },
        make("a", { class: changed.hidden ? "main file" : "plain file", href: "/api/report/zip", download: true, id: "zip", text: say("desk_report.zip") }), ...documents.map(link),
        make("a", { class: "plain file", href: "/api/report/page", target: "_blank", rel: "noopener", id: "look", text: say("desk_report.look") })),
      ...list.filter(Boolean), make("p", { class: "hint said", text: say("desk_report.folder", { folder: about.folder }) })] : [make("p", { class: "hint", text: say("desk_report.none_yet") })]));
    }

    personal().then((text) => { private_.textContent = text; update(); }, () => {}); // it takes a moment, and nobody has to wait for it
    return { update, watch };
  }

  await load();
  const running = (await get("desk")).jobs.find((job) => job.what === "report" && job.state === "running");
  if (running) doing(() => maker_.watch(running));
  const heard = on("changed", () => meanwhile(load));
  return () => { number++; heard(); off(); };
}
