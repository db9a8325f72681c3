// The page's behaviour. Text reaches the page by textContent alone; nothing is fetched from anywhere.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const WORDS = 50, ANSWERS = 50, ROWS = 100, PRINTED = 100; // shown at once
  const Z = 1.959963984540054;
  const byId = (id) => document.getElementById(id);
  const view = byId("view"), overview = byId("overview"), panel = byId("panel");
  const frame = document.querySelector(".frame");
  const number = new Intl.NumberFormat(data.lang);
  const percent = (share) => (share * 100).toFixed(1) + "%";
  const say = (key, values = {}) => data.text[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const folded = (text) => text.normalize("NFKC").toLowerCase();

  function make(tag, options = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(options)) {
      if (name === "text") element.textContent = value;
      else if (name === "click") element.addEventListener("click", value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
    }
    if (tag === "button") element.type = "button";
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  // ---- what is shown
  const state = { group: null, filters: new Map(), find: "", sort: "respondents", down: true, words: WORDS };
  let asked = null; // what the panel lists
  let counts = null; // of the words of the group shown, under the filters

  // ---- the data, unpacked when first needed
  const records = data.attributes.map((attribute) =>
    attribute.values.map((value) => attribute.separator
      ? value.split(attribute.separator).map((part) => part.trim()) : [value]));
  const foldedAnswers = new Map();

  function places(group) {
    group.unpacked ??= group.places.map((flat) => {
      const size = flat.length / 3;
      const found = { answer: new Int32Array(size), start: new Int32Array(size), end: new Int32Array(size),
        negated: new Uint8Array(size) };
      let answer = group.from;
      for (let at = 0; at < size; at++) {
        answer += flat[at * 3];
        found.answer[at] = answer;
        found.start[at] = flat[at * 3 + 1];
        found.end[at] = flat[at * 3 + 1] + (flat[at * 3 + 2] >> 1);
        found.negated[at] = flat[at * 3 + 2] & 1;
      }
      return found;
    });
    return group.unpacked;
  }

  function matching(group) { // 1 for each answer of the group that meets the attribute filters
    const wanted = new Uint8Array(data.answers.text.length);
    const tests = [...state.filters].map(([place, value]) => {
      const fits = records[place].map((parts) => parts.includes(value));
      return { codes: data.attributes[place].codes, fits };
    });
    for (let answer = group.from; answer < group.to; answer++) {
      const record = data.answers.record[answer];
      wanted[answer] = tests.every((test) => test.fits[test.codes[record]]) ? 1 : 0;
    }
    return wanted;
  }

  function wilson(count, base) {
    if (!base) return [0, 0];
    const share = count / base, middle = share + Z * Z / (2 * base);
    const half = Z * Math.sqrt(share * (1 - share) / base + Z * Z / (4 * base * base));
    return [(middle - half) / (1 + Z * Z / base), (middle + half) / (1 + Z * Z / base)];
  }

  function recount(group) { // without a filter the table's own numbers, else counted from the answers
    const words = group.words;
    const size = words ? words.word.length : 0;
    if (!state.filters.size) {
      return { base: group.base, wanted: null, respondents: words?.respondents, share: words?.share, low: words?.low,
        high: words?.high, occurrences: words?.occurrences, negated: words?.negated };
    }
    const wanted = matching(group);
    const stamp = new Int32Array(data.respondents.length).fill(-1);
    let base = 0;
    for (let answer = group.from; answer < group.to; answer++) {
      const respondent = data.answers.respondent[answer];
      if (wanted[answer] && data.answers.kind[answer] === 0 && stamp[respondent] < 0) { stamp[respondent] = 0; base++; }
    }
    stamp.fill(-1);
    const found = { base, wanted, respondents: [], share: [], low: [], high: [], occurrences: [], negated: [] };
    const all = places(group);
    for (let word = 0; word < size; word++) {
      const { answer, negated } = all[word];
      let people = 0, times = 0, no = 0;
      for (let at = 0; at < answer.length; at++) {
        if (!wanted[answer[at]]) continue;
        const respondent = data.answers.respondent[answer[at]];
        if (stamp[respondent] !== word) { stamp[respondent] = word; people++; }
        times++;
        no += negated[at];
      }
      const [low, high] = wilson(people, base);
      found.respondents.push(people);
      found.share.push(base ? people / base : 0);
      found.low.push(low);
      found.high.push(high);
      found.occurrences.push(times);
      found.negated.push(times ? no / times : 0);
    }
    return found;
  }

  // ---- one question
  function show(which, focus) {
    for (const button of document.querySelectorAll(".question")) {
      if (button.dataset.view === String(which)) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
    overview.hidden = which !== "overview";
    view.hidden = which === "overview";
    state.group = which === "overview" ? null : data.groups[which];
    state.find = "";
    state.words = WORDS;
    state.sort = "respondents";
    state.down = true;
    view.replaceChildren();
    close();
    if (state.group) draw(state.group);
    if (focus) byId("main").focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }

  function draw(group) {
    const title = make("h2", { text: group.heading });
    const lines = make("p", { class: "lines", text: group.line });
    view.replaceChildren(title, lines);
    const shown = group.kinds.filter(([, count]) => count);
    if (shown.length) {
      view.append(make("div", { class: "kinds" }, make("span", { text: say("note.kinds", { kinds: "" }) }),
        ...shown.map(([kind, count]) => {
          const parts = [data.kinds[kind], make("span", { class: "count", text: number.format(count) })];
          return data.blank === kind ? make("span", { class: "chip" }, ...parts)
            : make("button", { class: "chip", click: () => ask({ kind }) }, ...parts);
        })));
    }
    if (group.to > group.from) view.append(filters(group));
    for (const picture of group.pictures) view.append(cloud(group, picture));
    if (group.words) view.append(wordsCard(group));
    for (const table of group.tables) view.append(tableCard(table));
    refresh();
    // wide screens have room for the answers from the start
    if (group.to > group.from && window.matchMedia("(min-width: 821px)").matches) ask({ every: true });
  }

  function filters(group) {
    const usable = data.attributes.map((attribute, place) => ({ attribute, place })).filter((one) => one.attribute.filter);
    const card = make("div", { class: "card", id: "filters", hidden: !usable.length });
    const names = make("select", { id: "attribute" }, make("option", { value: "", text: say("page.filter_choose") }),
      ...usable.map(({ attribute, place }) => make("option", { value: place, text: attribute.name })));
    const values = make("select", { id: "value", disabled: true });
    names.addEventListener("change", () => {
      values.replaceChildren(make("option", { value: "", text: say("page.filter_choose") }));
      values.disabled = names.value === "";
      if (names.value === "") return;
      const place = Number(names.value);
      for (const [value, people] of spread(group, place)) {
        values.append(make("option", { value: "=" + value,
          text: `${value === "" ? say("page.filter_blank") : value}（${number.format(people)}）` }));
      }
    });
    values.addEventListener("change", () => {
      if (values.value === "") return;
      state.filters.set(Number(names.value), values.value.slice(1));
      refresh();
    });
    card.append(make("div", { class: "tools" }, make("label", {}, say("page.filter"), names),
      make("label", {}, make("span", { text: say("page.filter_value") }), values),
      make("span", { id: "chosen", class: "chips" })), make("p", { class: "notice", id: "notice", role: "status", hidden: true }));
    return card;
  }

  function spread(group, place) { // respondents with a substantive answer by value of an attribute
    const found = new Map();
    for (let answer = group.from; answer < group.to; answer++) {
      if (data.answers.kind[answer] !== 0) continue;
      for (const value of records[place][data.attributes[place].codes[data.answers.record[answer]]]) {
        if (!found.has(value)) found.set(value, new Set());
        found.get(value).add(data.answers.respondent[answer]);
      }
    }
    const order = new Map(data.attributes[place].order.map((value, at) => [value, at]));
    return [...found].map(([value, people]) => [value, people.size])
      .sort(([one], [other]) => (order.get(one) ?? 1e9) - (order.get(other) ?? 1e9));
  }

  function refresh() {
    const group = state.group;
    counts = recount(group);
    const chosen = byId("chosen"), notice = byId("notice");
    if (chosen) {
      chosen.replaceChildren(...[...state.filters].map(([place, value]) => {
        const name = data.attributes[place].name;
        return make("button", { class: "chip on", "aria-label": say("page.filter_remove", { name }),
          text: `${name}：${value || say("page.filter_blank")} ✕`,
          click: () => { state.filters.delete(place); reset(); refresh(); } });
      }), ...(state.filters.size > 1 ? [make("button", { class: "chip", text: say("page.filter_clear"),
        click: () => { state.filters.clear(); reset(); refresh(); } })] : []));
      notice.hidden = !state.filters.size;
      notice.textContent = state.filters.size ? say("page.filtered", { base: number.format(counts.base) }) : "";
    }
    if (group.words) drawWords(group);
    if (asked) list();
  }

  function reset() {
    const names = byId("attribute");
    if (!names) return;
    names.value = "";
    names.dispatchEvent(new Event("change"));
  }

  function cloud(group, picture) {
    const box = make("div", { class: "picture" }, make("img", { src: picture.src, alt: picture.alt, width: picture.width || null,
      height: picture.height || null }));
    const index = group.words ? new Map(group.words.word.map((word, place) => [word, place])) : new Map();
    let areas = 0;
    for (const [word, left, top, width, height] of picture.areas) {
      if (!index.has(word)) continue;
      const area = make("button", { class: "area", title: word, "aria-label": say("page.open_word", { word }),
        click: () => ask({ word: index.get(word) }) });
      Object.assign(area.style, { left: left * 100 + "%", top: top * 100 + "%", width: width * 100 + "%", height: height * 100 + "%" });
      box.append(area);
      areas++;
    }
    const hint = areas ? make("span", { class: "screen", text: say("page.cloud_hint") + "　" }) : null;
    return make("figure", { class: "card cloud" }, box, make("figcaption", {}, ...(hint ? [hint] : []), picture.notes.join("　")));
  }

  // ---- the keyword table
  const COLUMNS = [
    ["number", "c-number", null], ["word", "c-word", "word"], ["respondents", "c-people", "respondents"],
    ["occurrences", "c-places", "occurrences"], ["negated", "c-negated", "negated"], ["notes", "c-notes", null]];

  function wordsCard(group) {
    const find = make("input", { type: "search", id: "find", autocomplete: "off" });
    find.addEventListener("input", () => { state.find = folded(find.value.trim()); state.words = WORDS; drawWords(group); });
    const head = make("tr", {}, ...COLUMNS.map(([name, look, key]) => {
      const cell = make("th", { scope: "col", class: look, "data-key": key });
      const text = say("column." + name);
      if (key) cell.append(make("button", { text, title: say("page.sort"), click: () => {
        state.down = state.sort === key ? !state.down : key !== "word";
        state.sort = key;
        drawWords(group);
      } }), make("span", { class: "print", text })); // a button is not repeated on the next sheet of paper
      else cell.textContent = text;
      return cell;
    }));
    return make("div", { class: "card" },
      make("div", { class: "tools" }, make("label", {}, say("page.find_word"), find), make("span", { class: "hint", id: "scale" })),
      make("table", { class: "words-table", "aria-label": say("section.keywords") }, make("thead", {}, head),
        make("tbody", { id: "words" })),
      make("div", { class: "more", id: "more-words" }));
  }

  function order(group) {
    const words = group.words, size = words.word.length;
    let chosen = Array.from({ length: size }, (_, place) => place);
    if (state.filters.size) chosen = chosen.filter((place) => counts.respondents[place] > 0);
    if (state.find) {
      chosen = chosen.filter((place) => folded(words.word[place]).includes(state.find)
        || (group.evidence[place]?.compounds ?? []).some(([text]) => folded(text).includes(state.find)));
    }
    const keys = state.sort === "word" ? words.word : counts[state.sort];
    const sign = state.down ? -1 : 1;
    return chosen.sort((one, other) => {
      const difference = keys[one] < keys[other] ? -1 : keys[one] > keys[other] ? 1 : 0;
      return difference * sign || one - other;
    });
  }

  function drawWords(group) {
    const places = order(group), shown = places.slice(0, state.words);
    const widest = Math.max(0.01, ...counts.high.filter((_, place) => counts.respondents[place]));
    byId("scale").textContent = say("page.bar_scale", { share: percent(widest) });
    for (const cell of view.querySelectorAll(".words-table th[data-key]")) {
      if (cell.dataset.key === state.sort) cell.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    }
    byId("words").replaceChildren(...shown.map((place) => wordRow(group, place, widest)));
    const more = byId("more-words");
    more.replaceChildren(make("span", { text: places.length
      ? say("page.words_shown", { total: number.format(places.length), shown: number.format(shown.length) })
      : say("page.no_words") }));
    if (places.length > shown.length) {
      const count = Math.min(100, places.length - shown.length);
      more.append(make("button", { class: "plain", text: say("page.more_words", { count }),
        click: () => { state.words += 100; drawWords(group); } }));
    }
  }

  function wordRow(group, place, widest) {
    const words = group.words, word = words.word[place], found = group.evidence[place] ?? {};
    const openable = group.places[place].length > 0;
    const row = make("tr", { "data-word": place, role: "row", class: asked?.word === place ? "chosen" : null });
    const bar = make("div", { class: "bar", "aria-hidden": "true" }, make("span"), make("i"));
    bar.firstChild.style.width = counts.share[place] / widest * 100 + "%";
    bar.lastChild.style.left = counts.low[place] / widest * 100 + "%";
    bar.lastChild.style.width = (counts.high[place] - counts.low[place]) / widest * 100 + "%";
    const notes = make("td", { class: "c-notes" });
    if (found.notes) notes.append(make("ul", { class: "notes" }, ...found.notes.map((text) => make("li", { class: "said", text }))));
    for (const [name, key] of [["compounds", "column.compounds"], ["phrases", "column.phrases"], ["negations", "aspect.negation"]]) {
      if (!found[name]) continue;
      notes.append(make("div", { class: "chips" }, make("span", { class: "name", text: say(key) }),
        ...found[name].map(([text, people]) => {
          const parts = [make("span", { class: "said", text }), make("span", { class: "count", text: number.format(people) })];
          if (name === "phrases" || !openable) return make("span", { class: "chip" }, ...parts);
          const ask_ = name === "compounds" ? { word: place, search: text } : { word: place, mode: "negated" };
          const hint = name === "compounds" ? say("page.open_text", { word, text }) : say("page.open_negated", { word });
          return make("button", { class: "chip", title: hint, click: () => ask(ask_) }, ...parts);
        })));
    }
    if (words.related[place] && !found.compounds) notes.append(make("div", { class: "chips" },
      make("span", { class: "name", text: say("column.related") }), make("span", { class: "said hint", text: words.related[place] })));
    if (found.quotes) {
      notes.append(make("details", {}, make("summary", { text: say("page.show_quotes", { count: found.quotes.length }) }),
        ...found.quotes.map(([text, who]) => make("p", { class: "quote" }, make("span", { class: "said", text: `「${text}」` }),
          make("span", { class: "who", text: who })))));
    }
    const negated = counts.negated[place];
    row.append(
      make("td", { class: "c-number", text: place + 1 }),
      make("td", { class: "c-word" },
        openable ? make("button", { class: "word", text: word, title: say("page.open_word", { word }), click: () => ask({ word: place }) })
          : make("span", { class: "word", text: word }),
        make("span", { class: "pos", text: words.pos[place] })),
      make("td", { class: "c-people" },
        make("span", { class: "people", text: say("page.cell_people", { count: number.format(counts.respondents[place]) }) }),
        make("span", { class: "share", text: percent(counts.share[place]) }), bar,
        make("span", { class: "interval", title: say("column.interval"), text: `${percent(counts.low[place])}–${percent(counts.high[place])}` })),
      make("td", { class: "c-places", "data-name": say("column.occurrences"), text: number.format(counts.occurrences[place]) }),
      make("td", { class: "c-negated", "data-name": say("column.negated") },
        negated > 0 && openable ? make("button", { class: "link", title: say("page.open_negated", { word }), text: percent(negated),
          click: () => ask({ word: place, mode: "negated" }) }) : percent(negated)),
      notes);
    return row;
  }

  // ---- any other table
  function tableCard(table) {
    const body = make("tbody"), more = make("div", { class: "more" });
    let shown = 0;
    const size = table.columns.length ? table.columns[0].values.length : 0;
    function grow(count) {
      const end = Math.min(size, shown + count);
      for (let row = shown; row < end; row++) {
        body.append(make("tr", {}, ...table.columns.map((column) => {
          const value = column.values[row];
          if (typeof value !== "number") return make("td", { class: "said", text: value });
          const text = column.share ? percent(value) : number.format(value);
          return make("td", { class: "number" }, column.answer && value >= 0
            ? make("button", { class: "link", text, click: () => ask({ answer: value }) }) : text);
        })));
      }
      shown = end;
      more.replaceChildren();
      if (shown < size) more.append(make("button", { class: "plain", text: say("page.more_rows", { count: Math.min(ROWS, size - shown) }),
        click: () => grow(ROWS) }));
    }
    grow(ROWS);
    return make("div", { class: "card" }, make("div", { class: "tools" }, make("strong", { text: table.title }),
      make("span", { class: "hint", text: table.note })), make("div", { class: "wide" }, make("table", { class: "list" },
      make("thead", {}, make("tr", {}, ...table.columns.map((column) => make("th", { scope: "col", text: column.name })))), body)), more);
  }

  // ---- the answers behind a number
  function ask(wanted) {
    const opener = document.activeElement;
    asked = { mode: "every", search: "", shown: ANSWERS, opener, ...wanted };
    panel.hidden = false;
    frame.classList.remove("alone");
    const over = window.matchMedia("(max-width: 820px)").matches;
    for (const part of document.querySelectorAll(".top, .questions, main")) part.inert = over;
    drawPanel();
    list();
    for (const row of view.querySelectorAll("tr.chosen")) row.classList.remove("chosen");
    if (wanted.word !== undefined) view.querySelector(`tr[data-word="${wanted.word}"]`)?.classList.add("chosen");
    if (over) byId("panel-title").focus();
  }

  function close() {
    const opener = asked?.opener;
    asked = null;
    panel.hidden = true;
    frame.classList.add("alone");
    for (const part of document.querySelectorAll(".top, .questions, main")) part.inert = false;
    for (const row of view.querySelectorAll("tr.chosen")) row.classList.remove("chosen");
    if (opener?.isConnected && opener !== document.body) opener.focus({ preventScroll: true });
  }

  function drawPanel() {
    const group = state.group;
    const title = asked.word !== undefined ? say("page.answers_with", { word: group.words.word[asked.word] })
      : asked.kind !== undefined ? say("page.answers_kind", { kind: data.kinds[asked.kind] })
      : asked.answer !== undefined ? say("page.panel") : say("page.all_answers");
    const search = make("input", { type: "search", id: "search", value: asked.search, autocomplete: "off",
      placeholder: say("page.search_answers"), "aria-label": say("page.search_answers") });
    search.addEventListener("input", () => { asked.search = search.value; asked.shown = ANSWERS; list(); });
    const head = make("div", { class: "panel-head" },
      make("div", { class: "line" }, make("h2", { id: "panel-title", tabindex: "-1", text: title }),
        make("button", { class: "plain", text: say("page.close"), click: close })),
      make("p", { class: "count", id: "count", role: "status" }));
    const no = asked.word !== undefined && places(group)[asked.word].negated.some((value) => value);
    if (no) {
      const choices = [["every", "page.every"], ["negated", "page.negated"], ["affirmed", "page.affirmed"]];
      const box = make("div", { class: "choice", role: "group" }, ...choices.map(([mode, key]) =>
        make("button", { text: say(key), "aria-pressed": String(asked.mode === mode), click: (event) => {
          asked.mode = mode;
          asked.shown = ANSWERS;
          for (const button of box.children) button.setAttribute("aria-pressed", String(button === event.currentTarget));
          list();
        } })));
      head.append(box);
    }
    head.append(search);
    if (no) head.append(make("p", { class: "hint", text: say("page.legend_negated") }));
    panel.replaceChildren(head, make("ul", { class: "answers", id: "answers", tabindex: "-1" }));
  }

  function list() { // the answers that meet all conditions, the first of them drawn
    const group = state.group, wanted = counts.wanted;
    const found = []; // [answer, its marks]
    if (asked.word !== undefined) {
      const all = places(group)[asked.word];
      for (let at = 0; at < all.answer.length; at++) {
        const negated = all.negated[at];
        if ((asked.mode === "negated" && !negated) || (asked.mode === "affirmed" && negated)) continue;
        const mark = [all.start[at], all.end[at], negated ? "negated" : ""];
        const last = found[found.length - 1];
        if (last && last[0] === all.answer[at]) last[1].push(mark);
        else found.push([all.answer[at], [mark]]);
      }
    } else if (asked.answer !== undefined) {
      const answer = data.answers.id.indexOf(asked.answer);
      if (answer >= 0) found.push([answer, []]);
    } else {
      const kind = asked.kind ?? 0;
      for (let answer = group.from; answer < group.to; answer++) {
        if (data.answers.kind[answer] === kind) found.push([answer, []]);
      }
    }
    const search = folded(asked.search.trim());
    asked.found = found.filter(([answer]) => (!wanted || wanted[answer] || asked.answer !== undefined)
      && (!search || foldedAnswer(answer).includes(search)));
    const people = new Set(asked.found.map(([answer]) => data.answers.respondent[answer])).size;
    byId("count").replaceChildren(make("b", { text: say("page.people", { count: number.format(people) }) }),
      "　" + say("page.answers_count", { count: number.format(asked.found.length) }));
    const box = byId("answers");
    box.replaceChildren();
    box.scrollTop = 0;
    drawAnswers(0);
  }

  function foldedAnswer(answer) {
    if (!foldedAnswers.has(answer)) foldedAnswers.set(answer, folded(data.answers.text[answer]));
    return foldedAnswers.get(answer);
  }

  function drawAnswers(from) {
    const box = byId("answers"), found = asked.found;
    box.querySelector(".more")?.remove();
    if (!found.length) box.append(make("li", { class: "none", text: say("page.no_answers") }));
    const to = Math.min(found.length, asked.shown);
    box.append(...found.slice(from, to).map(([answer, marks]) => answerItem(answer, marks)));
    if (found.length > to) {
      box.append(make("li", { class: "more" },
        make("button", { class: "plain", text: say("page.more_answers", { count: Math.min(ANSWERS * 2, found.length - to) }),
          click: () => { asked.shown = to + ANSWERS * 2; drawAnswers(to); box.children[to]?.querySelector(".said")?.focus(); } }),
        make("span", { text: say("page.shown", { total: number.format(found.length), shown: number.format(to) }) })));
    }
  }

  function answerItem(answer, marks) {
    const said = make("p", { class: "said", tabindex: "-1" }, ...marked(data.answers.text[answer], marks));
    const record = data.answers.record[answer];
    const known = data.attributes.map((attribute) => [attribute, attribute.values[attribute.codes[record]]])
      .filter(([, value]) => value !== "");
    const values = known.map(([attribute, value]) => [attribute.name, value]);
    const short = known.filter(([attribute]) => attribute.filter && !attribute.separator).map(([, value]) => value);
    const meta = make("div", { class: "meta" }, make("b", { text: data.respondents[data.answers.respondent[answer]] }),
      make("span", { text: short.slice(0, 4).join("・") }));
    const rest = make("details", {}, make("summary", { text: say("page.attributes") }));
    rest.addEventListener("toggle", () => {
      rest.append(make("dl", {}, make("dt", { text: say("column.answer") }), make("dd", { text: number.format(data.answers.id[answer]) }),
        ...values.flatMap(([name, value]) => [make("dt", { text: name }), make("dd", { text: value })])));
    }, { once: true });
    meta.append(rest);
    const item = make("li", { class: "answer", "data-answer": data.answers.id[answer] }, said, meta);
    return item;
  }

  function marked(text, marks) { // the text in pieces, with the words (and what is searched for) marked
    const all = [...marks];
    const search = asked.search.trim().toLowerCase();
    const lower = search ? text.toLowerCase() : "";
    // lower case of a few letters is longer than they are: then their places would be wrong
    if (search && lower.length === text.length) {
      for (let at = lower.indexOf(search); at >= 0; at = lower.indexOf(search, at + search.length)) {
        all.push([at, at + search.length, "searched"]);
      }
    }
    all.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    const pieces = [];
    let done = 0;
    for (const [start, end, look] of all) {
      if (end <= done) continue;
      const from = Math.max(start, done);
      if (from > done) pieces.push(text.slice(done, from));
      pieces.push(make("mark", { class: look || null, text: text.slice(from, end) }));
      done = end;
    }
    pieces.push(text.slice(done));
    return pieces;
  }

  // ---- start
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-view]");
    if (!button) return;
    const which = button.dataset.view === "overview" ? "overview" : Number(button.dataset.view);
    show(which, true);
    history.replaceState(null, "", which === "overview" ? "#summary" : "#" + data.groups[which].number);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && asked) close(); });
  let before = WORDS;
  window.addEventListener("beforeprint", () => {
    if (!state.group?.words) return;
    before = state.words;
    state.words = Math.max(before, PRINTED);
    drawWords(state.group);
  });
  window.addEventListener("afterprint", () => {
    if (!state.group?.words) return;
    state.words = before;
    drawWords(state.group);
  });
  byId("print").hidden = false;
  byId("print").addEventListener("click", () => window.print());
  const named = data.groups.findIndex((group) => "#" + group.number === location.hash);
  show(named >= 0 ? named : data.groups.length === 1 ? 0 : "overview", false);
})();
