// The page's behaviour. Text reaches the page by textContent alone; nothing is fetched from anywhere.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const WORDS = 12, MORE = 50, ANSWERS = 50, ROWS = 100, STATEMENTS = 8, FEATURES = 12; // shown at once
  const byId = (id) => document.getElementById(id);
  const view = byId("view"), overview = byId("overview"), panel = byId("panel");
  const frame = document.querySelector(".frame");
  const number = new Intl.NumberFormat(data.lang);
  const precise = new Intl.NumberFormat(data.lang, { maximumSignificantDigits: 4 });
  const say = (key, values = {}) => fill(data.text[key], values);

  // a number in a line of text: no button, which would not break at the end of a line
  function inline(text, title, wanted) {
    return make("span", { class: "opens", role: "button", tabindex: "0", title, text, click: () => ask(wanted) });
  }

  const count = (value, title, wanted, look = "link people") => // a number by itself
    make("button", { class: look, title, text: value, click: () => ask(wanted) });

  // ---- what is shown
  const state = { group: null, filters: new Map(), find: "", sort: "respondents", down: true, words: WORDS };
  let byKeyboard = false; // whoever opens answers with a key goes on in them
  let asked = null; // what the panel lists
  let counts = null; // of the words of the group shown, under the filters
  let redraws = []; // what shows the numbers anew when the filters change

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

  // the answers of a theme of a word ("": in which it is denied), or null where the page does not have them
  function theme(group, word, text) {
    const own = Object.hasOwn(group.themes, word) ? group.themes[word] : {};
    return Object.hasOwn(own, text) ? added(group, own[text]) : null;
  }

  function denying(group, place) { // the answers in which a word is negated, or what it is said to do
    group.denied ??= new Map();
    if (!group.denied.has(place)) {
      const { answer, negated } = places(group)[place];
      group.denied.set(place, new Set(theme(group, group.words.word[place], "") ?? answer.filter((_, at) => negated[at])));
    }
    return group.denied.get(place);
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

  function recount(group) { // without a filter the table's own numbers, else counted from the answers
    const words = group.words;
    const size = words ? words.word.length : 0;
    const wanted = state.filters.size ? matching(group) : null;
    const denied = Array.from({ length: size }, (_, place) =>
      people([...denying(group, place)].map((answer) => [answer]), wanted));
    if (!wanted) {
      return { base: group.base, wanted: null, respondents: words?.respondents, share: words?.share, low: words?.low,
        high: words?.high, occurrences: words?.occurrences, negated: denied };
    }
    const stamp = new Int32Array(data.respondents.length).fill(-1);
    let base = 0;
    for (let answer = group.from; answer < group.to; answer++) {
      const respondent = data.answers.respondent[answer];
      if (wanted[answer] && data.answers.kind[answer] === 0 && stamp[respondent] < 0) { stamp[respondent] = 0; base++; }
    }
    stamp.fill(-1);
    const found = { base, wanted, respondents: [], share: [], low: [], high: [], occurrences: [], negated: denied };
    const all = places(group);
    for (let word = 0; word < size; word++) {
      const { answer } = all[word];
      let people = 0, times = 0;
      for (let at = 0; at < answer.length; at++) {
        if (!wanted[answer[at]]) continue;
        const respondent = data.answers.respondent[answer[at]];
        if (stamp[respondent] !== word) { stamp[respondent] = word; people++; }
        times++;
      }
      const [low, high] = wilson(people, base);
      found.respondents.push(people);
      found.share.push(base ? people / base : 0);
      found.low.push(low);
      found.high.push(high);
      found.occurrences.push(times);
    }
    return found;
  }

  // ---- one question
  function show(which, focus) {
    for (const button of document.querySelectorAll(".question")) {
      if (button.dataset.view === String(which)) {
        button.setAttribute("aria-current", "true");
        button.scrollIntoView({ block: "nearest", inline: "nearest" }); // in the row of a narrow screen
      } else button.removeAttribute("aria-current");
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
    view.replaceChildren(title, make("p", { class: "lines" }, ...based(group)));
    const shown = group.kinds.filter(([, count]) => count);
    if (shown.length) {
      view.append(make("div", { class: "kinds" }, make("span", { text: say("note.kinds", { kinds: "" }) }),
        ...shown.map(([kind, count]) => {
          const parts = [data.kinds[kind], make("span", { class: "count", text: number.format(count) })];
          return data.blank === kind ? make("span", { class: "chip" }, ...parts)
            : make("button", { class: "chip", click: () => ask({ terms: [["kind", kind]] }) }, ...parts);
        })));
    }
    const found = group.found.length ? group.found.map((pieces) => make("li", {}, ...pieces.map((piece) => pieceOf(group, piece))))
      : [...overview.querySelectorAll(`.found [data-of="${data.groups.indexOf(group)}"]`)].map((one) => one.cloneNode(true));
    for (const { firstChild: text } of found) { // under the question its name need not be said again
      if (text.data?.startsWith(group.heading)) text.data = text.data.slice(group.heading.length).replace(/^[：:]\s*/, "");
    }
    if (found.length) view.append(make("ul", { class: "found card", "aria-label": say("section.main_findings") }, ...found));
    if (group.to > group.from) view.append(filters(group));
    redraws = [];
    const cards = group.blocks.map((block, at) => {
      const card = DRAWN[block.type](group, block);
      card.id = "block-" + at;
      return card;
    });
    if (cards.length > 2) view.append(contents(group, cards));
    view.append(...cards);
    refresh();
    // wide screens have room for the answers from the start
    if (group.to > group.from && window.matchMedia("(min-width: 821px)").matches) ask({ every: true });
  }

  function pieceOf(group, [text, terms]) { // a piece of a sentence: a number that opens its answers, or text
    return terms && resolve(group, JSON.parse(terms)) ? make("span", { class: "opens", role: "button", tabindex: "0",
      "data-group": data.groups.indexOf(group), "data-terms": terms, text }) : document.createTextNode(text);
  }

  function based(group) { // the line that says the base, whose number opens all answers of substance
    const shown = number.format(group.base), at = group.line.indexOf(shown);
    if (at < 0 || group.to <= group.from) return [group.line];
    return [group.line.slice(0, at), inline(shown, say("page.all_answers"), {}), group.line.slice(at + shown.length)];
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
      for (const [value_, size] of spread(group, place)) {
        values.append(make("option", { value: "=" + value_,
          text: `${value_ === "" ? say("page.filter_blank") : value_}（${number.format(size)}）` }));
      }
    });
    values.addEventListener("change", () => {
      if (values.value === "") return;
      state.filters.set(Number(names.value), values.value.slice(1));
      refresh();
    });
    card.append(make("div", { class: "tools" }, make("label", {}, say("page.filter"), names),
      make("label", {}, make("span", { text: say("page.filter_value") }), values),
      make("span", { id: "chosen", class: "chips" })), make("p", { class: "notice", id: "notice", role: "status" }));
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
      notice.textContent = state.filters.size ? say("page.filtered", { base: number.format(counts.base) }) : "";
    }
    for (const redraw of redraws) redraw();
    if (asked) list();
  }

  function reset() {
    const names = byId("attribute");
    if (!names) return;
    names.value = "";
    names.dispatchEvent(new Event("change"));
  }

  function contents(group, cards) { // the way to the parts of a question that has many
    return make("nav", { class: "contents", "aria-label": say("page.contents") }, ...group.blocks.map((block, at) =>
      make("button", { class: "chip", text: block.title, click: () => {
        cards[at].scrollIntoView({ block: "start" });
        if (cards[at].tagName === "DETAILS") cards[at].open = true;
        const heading = cards[at].querySelector("summary, h3");
        if (!heading) return;
        if (heading.tagName === "H3") heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
      } })));
  }

  function cloud(group, picture) {
    const box = make("div", { class: "picture" }, make("img", { src: picture.src, alt: picture.alt, width: picture.width || null,
      height: picture.height || null }));
    let areas = 0;
    for (const [named, left, top, width, height] of picture.areas) {
      const terms = resolve(group, named);
      if (!terms) continue;
      const area = opener(terms, null, { class: "area", title: describe(terms) });
      Object.assign(area.style, { left: left * 100 + "%", top: top * 100 + "%", width: width * 100 + "%", height: height * 100 + "%" });
      box.append(area);
      areas++;
    }
    const hint = areas ? make("span", { class: "screen", text: say("page.cloud_hint") + "　" }) : null;
    const head = picture.titled ? make("h3", { text: picture.title }) : null;
    return make("figure", { class: "card cloud" }, head, box, make("figcaption", {}, ...(hint ? [hint] : []), picture.notes.join("　")));
  }

  // ---- terms: what an answer must have to be behind a number
  // ["word", 意識], ["code", ＊費用], ["cluster", 3], ["value", attribute's place, value], ["respondents", set, name],
  // ["other"] (of respondents without any code), ["total"] (any code), ["nonanswer"], ["answers", places, text], ["theme", word, text],
  // ["kind", place in data.kinds], ["denied", word], ["nothing", word denied, or codes, a line each], ["written"] (all but blank ones),
  // ["search", text] (alone: all answers in which a search finds it);
  // without a term: all answers of substance
  function resolve(group, named) { // the terms that a table names, or null where the page has no answers for one
    const found = [];
    for (const [kind, ...parts] of named) {
      const term = one(group, kind, parts);
      if (term === null) return null;
      if (term.length) found.push(term);
    }
    return found.length || named.every(([kind]) => kind === "base") ? found : null;
  }

  function one(group, kind, [name, detail, more]) {
    if (kind === "feature" || kind === "word" || kind === "code") {
      if (wordIndex(group).has(name) && kind !== "code") return group.places[wordIndex(group).get(name)].length ? ["word", name] : null;
      return name in group.codes ? ["code", name] : null;
    }
    if (kind === "cluster") return String(name) in group.clusters ? ["cluster", name] : null;
    if (kind === "value") return value(group, name, detail);
    if (kind === "either") return detail === "value" ? value(group, more ?? "", name) : one(group, "feature", [name]);
    if (kind === "wave") return value(group, "", name);
    if (kind === "option") return detail === "closed" ? value(group, "", name) : one(group, "code", ["＊" + name]) ?? one(group, "code", [name]);
    if (kind === "denied") return theme(group, name, "") ? [kind, name] : null;
    if (kind === "theme") return theme(group, name, detail) ? [kind, name, detail] : null;
    if (kind === "nothing") return !name || name.split("\n").every((each) => each in group.codes) || theme(group, name, "") ? [kind, name] : null;
    if (kind === "search") return [kind, name];
    if (kind === "base") return [];
    if (["nonanswer", "kind", "written"].includes(kind)) return [kind, name];
    if (kind === "other" || kind === "total") return Object.keys(group.codes).length ? [kind] : null;
    return null;
  }

  function value(group, attribute, wanted) {
    if (wanted === "") return []; // of all values together
    const has = (place) => options(place).has(wanted);
    const named = data.attributes.findIndex((one) => one.key === attribute || one.name === attribute);
    if (named >= 0) return has(named) ? ["value", named, wanted] : null;
    if (attribute) return null;
    const other = data.groups.find((one) => one !== group && wanted in one.codes);
    if (other) { // who has a code in the answers to another question
      const people = new Set(unpacked(other, wanted).map(([answer]) => data.answers.respondent[answer]));
      return ["respondents", people, wanted.slice(1)];
    }
    for (const sign of ["：", "=", "＝", ": "]) { // "業種：製造業"
      const at = wanted.indexOf(sign);
      if (at <= 0) continue;
      const place = data.attributes.findIndex((one) => [one.key, one.name].includes(wanted.slice(0, at).trim()));
      if (place >= 0 && options(place).has(wanted.slice(at + sign.length).trim())) return ["value", place, wanted.slice(at + sign.length).trim()];
    }
    const places = data.attributes.map((_, place) => place).filter(has);
    return places.length === 1 ? ["value", places[0], wanted] : null;
  }

  function options(place) {
    return data.attributes[place].known ??= new Set(records[place].flat());
  }

  function wordIndex(group) {
    return group.index ??= new Map(group.words ? group.words.word.map((word, place) => [word, place]) : []);
  }

  function describe(terms) {
    return terms.map((term) => {
      const [kind, name, detail] = term;
      if (kind === "word") return say("page.term_word", { word: name });
      if (kind === "code") return say("page.term_code", { code: name.slice(1) });
      if (kind === "cluster") return Number(name) ? say("page.term_cluster", { number: name }) : say("note.mixed");
      if (kind === "value") return say("page.term_value", { name: data.attributes[name].name, value: detail });
      if (kind === "respondents") return say("page.term_code", { code: detail });
      if (kind === "answers") return say("page.term_word", { word: detail });
      if (kind === "theme" && detail) return detail;
      if (kind === "theme" || kind === "denied") return say("page.term_denied", { word: name });
      if (kind === "kind") return say("page.term_word", { word: data.kinds[name] });
      return say(`page.term_${kind}`);
    }).join(say("page.term_join"));
  }

  function opener(terms, text, attributes = {}, more = {}) { // a button that opens the answers which have all terms
    const single = terms.length === 1 && terms[0][0] === "word";
    const hint = single ? say("page.open_word", { word: terms[0][1] }) : say("page.open_terms", { terms: describe(terms) });
    const names = text === null ? { "aria-label": hint } : { title: hint };
    const data_ = {};
    for (const [kind, name, detail] of terms) {
      if (kind === "word" || kind === "code" || kind === "cluster") data_["data-" + kind] = name;
      if (kind === "value") { data_["data-attribute"] = data.attributes[name].name; data_["data-value"] = detail; }
    }
    return make("button", { class: "link", ...names, ...data_, ...attributes, text: text ?? "", click: () => ask({ terms, ...more }) });
  }

  // the answers of a term in the order of the page, each with its marks
  function entries(group, term, mode = "every") {
    const [kind, name] = term;
    if (kind === "answers") return name.map((answer) => [answer, []]);
    if (kind === "word") return wordEntries(group, wordIndex(group).get(name), mode);
    if (kind === "theme" || kind === "denied") return themeEntries(group, name, term[2] ?? "");
    group.known ??= new Map();
    const key = kind + name;
    if (!group.known.has(key)) group.known.set(key, kind === "code" ? unpacked(group, name) : kind === "cluster"
      ? added(group, group.clusters[name]).map((answer) => [answer, []]) : rest(group, kind, name));
    return group.known.get(key);
  }

  function wordEntries(group, place, mode) {
    const all = places(group)[place], found = [], denied = denying(group, place);
    for (let at = 0; at < all.answer.length; at++) {
      const no = denied.has(all.answer[at]);
      if (mode !== "every" && no !== (mode === "negated")) continue;
      const mark = [all.start[at], all.end[at], no ? "negated" : ""];
      const last = found[found.length - 1];
      if (last && last[0] === all.answer[at]) last[1].push(mark);
      else found.push([all.answer[at], [mark]]);
    }
    return found;
  }

  function themeEntries(group, word, text) { // with the word marked where the page knows its places
    const place = wordIndex(group).get(word);
    const marks = new Map(place === undefined ? [] : wordEntries(group, place, "every"));
    return theme(group, word, text).map((answer) => [answer, marks.get(answer) ?? []]);
  }

  function unpacked(group, code) {
    const flat = group.codes[code], found = [];
    let answer = group.from, at = 0;
    while (at < flat.length) {
      answer += flat[at++];
      const marks = [];
      for (let left = flat[at++]; left > 0; left--) marks.push([flat[at], flat[at++] + flat[at++], ""]);
      found.push([answer, marks]);
    }
    return found;
  }

  function added(group, steps) {
    let answer = group.from;
    return steps.map((step) => (answer += step));
  }

  // A respondent is of the kind of the answer that says most: the answers of that kind are those counted.
  function ofKinds(group, kind, name) {
    const best = new Map(), { respondent, kind: kinds } = data.answers, found = [];
    for (let answer = group.from; answer < group.to; answer++) {
      best.set(respondent[answer], Math.min(best.get(respondent[answer]) ?? kinds[answer], kinds[answer]));
    }
    const deny = (each) => (each in group.codes ? unpacked(group, each) : themeEntries(group, each, ""));
    const denied = new Map(kind === "nothing" && name ? name.split("\n").flatMap(deny) : []);
    const wanted = kind === "nothing" ? data.nothing : [name];
    for (let answer = group.from; answer < group.to; answer++) {
      const fits = kinds[answer] === best.get(respondent[answer]) && (kind === "written" || wanted.includes(kinds[answer]));
      if (fits || denied.has(answer)) found.push([answer, denied.get(answer) ?? []]);
    }
    return found;
  }

  function rest(group, kind, name) { // of those without any code, with one, or not substantive
    const found = [], coded = new Set(), respondent = data.answers.respondent;
    if (kind === "kind" || kind === "written" || kind === "nothing") return ofKinds(group, kind, name);
    if (kind === "nonanswer") { // of respondents who gave no substantive answer at all
      const people = new Set();
      for (let answer = group.from; answer < group.to; answer++) if (data.answers.kind[answer] === 0) people.add(respondent[answer]);
      for (let answer = group.from; answer < group.to; answer++) if (!people.has(respondent[answer])) found.push([answer, []]);
      return found;
    }
    for (const code of Object.keys(group.codes)) for (const [answer] of entries(group, ["code", code])) coded.add(answer);
    const people = new Set([...coded].map((answer) => respondent[answer]));
    for (let answer = group.from; answer < group.to; answer++) {
      const fits = kind === "total" ? coded.has(answer) : !people.has(respondent[answer]);
      if (data.answers.kind[answer] === 0 && fits) found.push([answer, []]);
    }
    return found;
  }

  function test(term) { // for terms that ask something of a respondent
    if (term[0] === "respondents") return (answer) => term[1].has(data.answers.respondent[answer]);
    const [, place, wanted] = term;
    const fits = records[place].map((parts) => parts.includes(wanted)), codes = data.attributes[place].codes;
    return (answer) => fits[codes[data.answers.record[answer]]];
  }

  const asks = (term) => term[0] === "value" || term[0] === "respondents";

  function together(group, terms, mode = "every") { // the answers that have all terms, with the marks of each
    const lists = terms.filter((term) => !asks(term)).map((term) => entries(group, term, mode));
    const tests = terms.filter(asks).map(test);
    let found = lists[0];
    if (!found) {
      found = [];
      for (let answer = group.from; answer < group.to; answer++) if (data.answers.kind[answer] === 0) found.push([answer, []]);
    }
    for (const list of lists.slice(1)) {
      const other = new Map(list);
      found = found.filter(([answer]) => other.has(answer)).map(([answer, marks]) => [answer, [...marks, ...other.get(answer)]]);
    }
    return tests.length ? found.filter(([answer]) => tests.every((fits) => fits(answer))) : found;
  }

  function people(found, wanted = null) {
    const seen = new Set();
    for (const [answer] of found) if (!wanted || wanted[answer]) seen.add(data.answers.respondent[answer]);
    return seen.size;
  }

  // ---- the keyword table
  const COLUMNS = [
    ["number", "c-number", null], ["word", "c-word", "word"], ["respondents", "c-people", "respondents"],
    ["occurrences", "c-places", "occurrences"], ["negated", "c-negated", "negated"], ["notes", "c-notes", null]];

  function chosenWord(group) {
    const [term, ...more] = asked?.terms ?? [];
    return term?.[0] === "word" && !more.length ? wordIndex(group).get(term[1]) : -1;
  }

  function wordsCard(group) {
    redraws.push(() => drawWords(group));
    const find = make("input", { type: "search", id: "find", autocomplete: "off" });
    find.addEventListener("input", () => { state.find = folded(find.value.trim()); state.words = WORDS; drawWords(group); });
    const head = make("tr", { role: "row" }, ...COLUMNS.map(([name, look, key]) => {
      const cell = make("th", { scope: "col", role: "columnheader", class: look, "data-key": key });
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
      make("div", { class: "tools" }, make("h3", { text: say("section.keywords") }), make("label", {}, say("page.find_word"), find),
        make("span", { class: "hint", id: "scale" })),
      // the roles are said where narrow screens show rows as cards: a table shown as blocks is none to some readers
      make("table", { class: "words-table", role: "table", "aria-label": say("section.keywords") },
        make("thead", { role: "rowgroup" }, head), make("tbody", { id: "words", role: "rowgroup" })),
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
      const count = Math.min(MORE, places.length - shown.length);
      more.append(make("button", { class: "plain", text: say("page.more_words", { count }),
        click: () => {
          state.words += MORE;
          drawWords(group);
          byId("words").rows[shown.length]?.querySelector("button.word")?.focus();
        } }));
    }
  }

  // A note in pieces, each number of which opens its answers: those of a string in quotation marks are found by
  // a search (of several such there may be one number for each, 各1人), those of a theme are known, and the others
  // are of who wrote the word, or denies it.
  function opened(group, word, place, note) {
    const themes = Object.keys(group.themes[word] ?? {}).filter(Boolean);
    const counted = (text) => theme(group, word, text) && people(theme(group, word, text).map((answer) => [answer]));
    const denied = theme(group, word, "")?.length && counted("");
    return numbersIn(note, themes).map((piece) => {
      if (typeof piece === "string") return piece;
      const { text, said, size } = piece;
      const wanted = said ? { search: said } : piece.theme ? { terms: [["theme", word, piece.theme]] }
        : !Object.hasOwn(group.themes, word) ? null : size === group.words.respondents[place] ? { terms: [["word", word]] }
        : size === denied ? { terms: [["denied", word]] } : null;
      return wanted ? inline(text, said ? say("page.open_search", { text: said }) : say("page.open_terms", { terms: describe(wanted.terms) }), wanted) : text;
    });
  }

  function chips(group, word, found) { // longer words, phrases and negation, with their numbers
    const lines = [];
    for (const [name, key] of [["compounds", "column.compounds"], ["phrases", "column.phrases"], ["negations", "aspect.negation"]]) {
      if (!found[name]) continue;
      lines.push(make("div", { class: "chips" }, make("span", { class: "name", text: say(key) }),
        ...found[name].map(([text, size]) => {
          const parts = [make("span", { class: "said", text }), make("span", { class: "count", text: number.format(size) })];
          const asked_ = name === "negations" ? "" : text, terms = [["theme", word, asked_]];
          if (!theme(group, word, asked_)) return make("span", { class: "chip" }, ...parts);
          return make("button", { class: "chip", title: say("page.open_terms", { terms: describe(terms) }), click: () => ask({ terms }) }, ...parts);
        })));
    }
    return lines;
  }

  function wordRow(group, place, widest) {
    const words = group.words, word = words.word[place], found = group.evidence[place] ?? {};
    const openable = group.places[place].length > 0;
    const row = make("tr", { "data-place": place, role: "row", class: chosenWord(group) === place ? "chosen" : null });
    const notes = make("td", { class: "c-notes", role: "cell" });
    if (found.notes) notes.append(make("ul", { class: "notes" },
      ...found.notes.map((text) => make("li", { class: "said" }, ...opened(group, word, place, text)))));
    const lines = chips(group, word, found), more = [];
    (found.notes ? more : { push: (...all) => notes.append(...all) }).push(...lines); // what a note has said is behind it
    const listed = { "column.keywords.wordings": words.wordings[place], "column.related": found.compounds ? "" : words.related[place] };
    for (const [name, text] of Object.entries(listed)) if (text) notes.append(make("div", { class: "chips" },
      make("span", { class: "name", text: say(name) }), make("span", { class: "said hint", text })));
    for (const [text, who] of found.quotes ?? []) {
      more.push(make("p", { class: "quote" }, make("span", { class: "said", text: `「${text}」` }), make("span", { class: "who", text: who })));
    }
    if (more.length) {
      const quotes = say("page.show_quotes", { count: found.quotes?.length ?? 0 });
      const wordings = found.notes && lines.length ? say("page.wordings") : "";
      notes.append(make("details", {}, make("summary", { text: [wordings, found.quotes ? quotes : ""].filter(Boolean).join(say("note.separator")) }), ...more));
    }
    const negated = counts.negated[place], size = say("page.cell_people", { count: number.format(counts.respondents[place]) });
    const open = say("page.open_word", { word }), terms = [["word", word]];
    const amount = (text, look, title, wanted) => openable ? count(text, title, wanted, "link " + look) : make("span", { class: look, text });
    row.append(
      make("td", { class: "c-number", role: "cell", text: place + 1 }),
      make("td", { class: "c-word", role: "cell" },
        openable ? make("button", { class: "word", text: word, title: say("page.open_word", { word }), "data-word": word, click: () => ask({ terms: [["word", word]] }) })
          : make("span", { class: "word", text: word }),
        make("span", { class: "pos", text: words.pos[place] })),
      make("td", { class: "c-people", role: "cell" },
        amount(size, "people", open, { terms }), amount(percent(counts.share[place]), "share", open, { terms }),
        bar(counts.share[place], counts.low[place], counts.high[place], widest),
        make("span", { class: "interval", title: say("column.interval"), text: `${percent(counts.low[place])}–${percent(counts.high[place])}` })),
      make("td", { class: "c-places", role: "cell", "data-name": say("column.occurrences") },
        amount(number.format(counts.occurrences[place]), "places", open, { terms })),
      make("td", { class: "c-negated", role: "cell", "data-name": say("column.negated") },
        negated ? amount(say("page.cell_people", { count: number.format(negated) }), "no", say("page.open_negated", { word }), { terms, mode: "negated" })
          : make("span", { class: "nobody", text: "0" })),
      notes);
    return row;
  }

  // ---- counts of codes and clusters
  function countsCard(group, block) {
    const body = make("tbody"), [first, second, third, fourth] = block.headings;
    const rows = block.rows.map((row) => ({ ...row, terms: resolve(group, row.terms) }));
    function numbers(row) { // the table's own, or counted anew under the filters
      const own = { respondents: row.respondents, share: row.share, low: row.low, high: row.high, mentions: row.mentions ?? row.answers,
        given: row.given_share };
      if (!counts.wanted || !row.terms) return own;
      if (row.level === "nonanswer") return {}; // the page doesn't hold who left it blank
      const found = together(group, row.terms).filter(([answer]) => counts.wanted[answer]);
      const respondents = people(found);
      const all = row.level === "total" ? rows.filter((one) => one.level === "code" && one.terms)
        .reduce((sum, one) => sum + together(group, one.terms).filter(([answer]) => counts.wanted[answer]).length, 0) : found.length;
      if (row.share === undefined) return { respondents, mentions: all };
      const [low, high] = wilson(respondents, counts.base);
      return { respondents, share: counts.base ? respondents / counts.base : 0, mentions: all,
        ...(row.low === undefined ? {} : { low, high }) };
    }
    const amount = (row, text, look) => row.terms ? opener(row.terms, text, { class: "link " + look }, { size: row.respondents }) : make("span", { class: look, text });
    function redraw() {
      const found = rows.map(numbers);
      const widest = Math.max(0.01, ...found.map((one, at) => rows[at].level === "total" ? 0 : one.high ?? one.share ?? 0));
      body.replaceChildren(...rows.map((row, at) => {
        const { respondents, share, low, high, mentions, given } = found[at];
        const size = respondents === undefined ? "–" : say("page.cell_people", { count: number.format(respondents) });
        const estimated = rows.some((one) => one.given_share !== undefined); // by an audit: of all respondents, not of those under filters
        const count_ = estimated && row.level !== "nonanswer" ? say("page.given", { people: size }) : size;
        const counted_ = given === undefined ? [] : [amount(row, count_, "people"), make("span", { class: "share", text: percent(given) })];
        const drawn = row.level === "total" ? [] : [bar(share, low, high, widest)];
        return make("tr", { class: "level-" + row.level },
          make("th", { scope: "row", class: "said" }, row.terms && row.level !== "cluster"
            ? opener(row.terms, row.name, { class: "word" }, { size: row.respondents }) : make("span", { class: "word", text: row.name })),
          make("td", { class: "c-people" }, given === undefined ? amount(row, count_, "people") : "",
            ...(share === undefined ? [] : [given === undefined ? amount(row, percent(share), "share") : make("span", { class: "share", text: percent(share) }),
              ...(low === undefined ? [] : [make("span", { class: "interval", title: say("column.interval"), text: `${percent(low)}–${percent(high)}` })]), ...drawn]),
            ...counted_),
          make("td", { class: "number" }, mentions === undefined ? "" : ["nonanswer", "total"].includes(row.level) ? number.format(mentions)
            : amount(row, number.format(mentions), "places")),
          ...(block.overridden ? [make("td", { class: "number", text: row.overridden === undefined ? "" : number.format(row.overridden) })] : []),
          make("td", { class: "c-text" }, row.text && row.level === "cluster" && row.terms
            ? opener(row.terms, row.text, { class: "open said" }) : make("span", { class: "said", text: row.text }),
            ...[row.words, row.facts].filter(Boolean).map((text) => make("span", { class: "pos said", text }))));
      }));
    }
    redraws.push(redraw);
    const heads = [first, second, third, ...(block.overridden ? [say("column.overridden")] : []), fourth];
    return make("div", { class: "card" }, head(block), wide(block.title, make("table", { class: "list counts", "aria-label": block.title },
      make("thead", {}, make("tr", {}, ...heads.map((text, at) => make("th", { scope: "col", class: at === 2 ? "number" : null, text })))), body)));
  }

  function head(block, ...more) {
    return make("div", { class: "tools" }, make("h3", { text: block.title }), make("span", { class: "hint", text: block.note }), ...more);
  }

  function wide(title, table) { // what is wider than the screen moves in its own box, by keyboard too
    return make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": title }, table);
  }

  function folded_(title, about, ...inside) {
    return make("details", { class: "card folded" }, make("summary", {}, make("h3", { text: title }),
      about ? make("span", { class: "hint", text: about }) : null), ...inside);
  }

  // ---- statements: those of an item, and below them what is proposed as one
  function statementsCard(group, block) {
    const card = make("div", { class: "card condensed" }, head(block));
    for (const item of block.items) {
      const list_ = make("ol", { class: "statements" }), more = make("div", { class: "more" });
      const byText = new Map(item.rows.map((row) => [row.text, row]));
      const amount = (row, text) => row && row.answers.length ? count(text, say("page.open_terms", { terms: row.text }),
        { terms: [["answers", row.answers, row.text]] }, "link count") : make("span", { class: "count", text });
      const statement = (row, text, count) => row && row.answers.length ? make("button", { class: "open said", text, title: say("page.open_terms", { terms: text }),
        click: () => ask({ terms: [["answers", row.answers, text]] }) }) : make("span", { class: "said", text });
      let shown = 0;
      const grow = (count) => {
        const end = Math.min(item.rows.length, shown + count);
        for (const row of item.rows.slice(shown, end)) {
          const size = say("page.cell_people", { count: number.format(row.respondents) })
            + (row.submissions > row.respondents ? say("page.of_submissions", { count: number.format(row.submissions) }) : "");
          const line = make("li", {}, statement(row, row.text), amount(row, size));
          if (row.others.length) {
            line.append(make("details", {}, make("summary", { text: say("page.others", { count: row.others.length }) }),
              ...row.others.map((text) => make("p", { class: "quote said", text }))));
          }
          list_.append(line);
        }
        shown = end;
        more.replaceChildren();
        if (shown < item.rows.length) more.append(make("button", { class: "plain",
          text: say("page.more_statements", { count: Math.min(ROWS, item.rows.length - shown) }), click: () => grow(ROWS) }));
      };
      grow(block.items.length > 1 ? STATEMENTS : STATEMENTS * 3);
      const many = block.items.length > 1; // then each opens by itself
      const part = make(many ? "details" : "section", {}, ...(many ? [make("summary", {}, make("h4", { class: "said", text: item.item }),
        make("span", { class: "count", text: say("page.item_statements", { count: number.format(item.statements) }) }))] : []),
        make("p", { class: "lines", text: say("page.item_base", { base: number.format(item.base), submissions: number.format(item.submissions),
          statements: number.format(item.statements), opinions: number.format(item.opinions) }) }), list_, more);
      if (item.proposals.length) {
        const box = make("details", { class: "proposals" }, make("summary", { text: say("page.proposals", { count: item.proposals.length }) }));
        box.addEventListener("toggle", () => box.append(make("table", { class: "list" }, make("thead", {}, make("tr", {},
          ...["statement", "other", "score", "confirmed"].map((key) => make("th", { scope: "col", text: say("column." + key) })))),
          make("tbody", {}, ...item.proposals.map((row) => make("tr", {}, make("td", {}, statement(byText.get(row.text), row.text),
            amount(byText.get(row.text), number.format(row.respondents ?? 0))), make("td", {}, statement(byText.get(row.other), row.other),
            amount(byText.get(row.other), number.format(row.other_respondents ?? 0))),
            make("td", { class: "number", text: row.score ?? "" }), make("td", { text: row.confirmed })))))), { once: true });
        part.append(box);
      }
      card.append(part);
    }
    return card;
  }

  // ---- cross tables: words or codes down, the values of an attribute across
  const SIGNS = ["", "＋", "＋＋", "−", "−−"], LOOKS = ["", "over", "over", "under", "under"];

  function matrixCard(group, block) {
    const body = make("tbody"), top = make("tr"), across = block.values.length;
    const columns = block.values.map((value_) => resolve(group, [["value", block.attribute, value_]]));
    const rows = block.features.map((feature) => resolve(group, [["feature", feature]]));
    const long = block.sentences.some((each) => each.length);
    function numbers() { // [bases, counts]: the table's own, or counted anew under the filters
      if (!counts.wanted) return [block.bases, block.counts];
      const tests = columns.map((terms) => terms && (terms[0].length ? test(terms[0]) : null));
      const count = (found) => {
        const seen = tests.map(() => new Set());
        for (const [answer] of found) {
          if (!counts.wanted[answer]) continue;
          tests.forEach((fits, at) => { if (fits?.(answer)) seen[at].add(data.answers.respondent[answer]); });
        }
        return seen.map((each) => each.size);
      };
      return [count(together(group, [])), rows.flatMap((terms) => count(terms ? together(group, terms) : []))];
    }
    function redraw() {
      const [bases, found] = numbers();
      top.replaceChildren(make("th", { scope: "col", text: "" }), ...block.values.map((value_, at) => {
        const base = "n=" + number.format(bases[at]);
        return make("th", { scope: "col", class: "number" + (block.small[at] ? " small" : "") },
          columns[at] ? opener(columns[at], value_, { class: "word said" }) : make("span", { class: "word said", text: value_ }),
          columns[at] ? opener(columns[at], base, { class: "link base" }) : make("span", { class: "base", text: base }),
          block.small[at] ? make("span", { class: "base", text: say("page.small") }) : null,
          make("span", { class: "print said", text: `${value_} ${base}` })); // as above: of a button nothing is repeated
      }), ...(long ? [make("th", { scope: "col", class: "sentence", text: say("page.test") })] : []));
      body.replaceChildren(...block.features.map((_, row) => make("tr", { hidden: !chosen(row) },
        make("th", { scope: "row" }, rows[row] ? opener(rows[row], block.names[row], { class: "word said" })
          : make("span", { class: "word said", text: block.names[row] })),
        ...block.values.map((value_, at) => {
          const count = found[row * across + at], mark = counts.wanted ? 0 : block.marks[row * across + at];
          const share = bases[at] ? percent(count / bases[at]) : "";
          const terms = rows[row] && columns[at] ? [...rows[row], ...columns[at]] : null;
          const inside = [make("span", { class: "people", text: number.format(count) }), make("span", { class: "share", text: share }),
            make("span", { class: "sign", text: SIGNS[mark] })];
          const look = "number " + LOOKS[mark] + (block.small[at] ? " small" : "");
          if (!terms || !count) return make("td", { class: look }, ...inside);
          const button = opener(terms, null, { class: "cell", tabindex: "-1",
            "aria-label": `${describe(terms)} ${say("page.cell_people", { count: number.format(count) })} ${share} ${SIGNS[mark]}` });
          button.append(...inside);
          return make("td", { class: look }, button);
        }),
        ...(long ? [make("td", { class: "sentence" }, ...sentences(block.sentences[row]))] : []))));
      const first = body.querySelector("tr:not([hidden]) button.cell");
      if (first) first.tabIndex = 0;
    }
    function sentences(all) {
      if (!all.length) return [];
      return [make("details", {}, make("summary", { text: say("page.tests", { count: all.length }) }), ...all.map((text) => make("p", { class: "said", text })))];
    }
    body.addEventListener("keydown", (event) => { // one stop for the tabulator, arrows within
      const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
      const cell = event.target.closest?.("button.cell")?.parentElement;
      if (!step || !cell) return;
      event.preventDefault();
      let row = cell.parentElement, at = cell.cellIndex, next = null;
      while (row && !next) {
        row = step[0] < 0 ? row.previousElementSibling : step[0] > 0 ? row.nextElementSibling : row;
        at += step[1];
        if (!row || at < 1 || at > across) return;
        next = row.hidden ? null : row.cells[at].querySelector("button.cell");
      }
      if (!next) return;
      for (const other of body.querySelectorAll("button.cell[tabindex='0']")) other.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
    redraws.push(redraw);
    // of many rows those in which something stands out are shown first, however few they are
    let all = block.features.length <= FEATURES || !block.marks.some(Boolean);
    const chosen = (row) => all || block.marks.slice(row * across, (row + 1) * across).some(Boolean);
    const more = make("div", { class: "more" }), size = block.features.filter((_, row) => chosen(row)).length;
    if (!all) {
      more.append(make("span", { text: say("page.rows_shown", { total: number.format(block.features.length), shown: number.format(size) }) }),
        make("button", { class: "plain", text: say("page.all_rows"), click: () => { all = true; more.remove(); redraw(); } }));
    }
    const missing = block.missing ? say("page.missing", { count: number.format(block.missing) }) : "";
    const inside = [make("p", { class: "notes-line hint", text: say("page.matrix_note") + missing }),
      wide(block.title, make("table", { class: "list matrix", "aria-label": block.title }, make("thead", {}, top), body)), more];
    if (block.marks.some(Boolean)) return make("div", { class: "card" }, head(block), ...inside);
    return folded_(block.title, say("page.nothing_stands_out"), make("p", { class: "hint", text: block.note }), ...inside);
  }

  // ---- any other table
  function tableCard(group, table) {
    const body = make("tbody"), more = make("div", { class: "more" });
    let shown = 0;
    const size = table.columns.length ? table.columns[0].values.length : 0;
    function terms(key, row) {
      const named = table.links[key];
      return named ? resolve(group, named.map(([kind, ...parts]) => [kind, ...parts.map((part) => table.raw[part][row])])) : null;
    }
    function grow(count) {
      const end = Math.min(size, shown + count);
      for (let row = shown; row < end; row++) {
        body.append(make("tr", {}, ...table.columns.map((column) => {
          const value_ = column.values[row];
          if (typeof value_ !== "number") return make("td", { class: "said", text: value_ });
          const text = column.share ? percent(value_) : (Number.isInteger(value_) ? number : precise).format(value_);
          const found = value_ ? terms(column.key, row) : null;
          return make("td", { class: "number" }, found ? opener(found, text) : column.answer && value_ >= 0
            ? make("button", { class: "link", text, click: () => ask({ answer: value_ }) }) : text);
        })));
      }
      shown = end;
      more.replaceChildren();
      if (shown < size) more.append(make("button", { class: "plain", text: say("page.more_rows", { count: Math.min(ROWS, size - shown) }),
        click: () => grow(ROWS) }));
    }
    const unfiltered = make("span", { class: "hint" });
    redraws.push(() => { unfiltered.textContent = state.filters.size ? say("page.unfiltered") : ""; });
    const inside = [wide(table.title, make("table", { class: "list", "aria-label": table.title },
      make("thead", {}, make("tr", {}, ...table.columns.map((column) => make("th", { scope: "col", text: column.name,
        class: typeof column.values[0] === "number" ? "number" : null })))), body)), more];
    if (!table.folded) {
      grow(ROWS);
      return make("div", { class: "card" }, head(table, unfiltered), ...inside);
    }
    const card = folded_(table.title, "", make("p", { class: "hint", text: table.note }), unfiltered, ...inside);
    card.addEventListener("toggle", () => grow(ROWS), { once: true });
    return card;
  }

  const DRAWN = { words: wordsCard, picture: cloud, counts: countsCard, statements: statementsCard, matrix: matrixCard, table: tableCard };

  // ---- the answers behind a number
  function ask(wanted) {
    const openedBy = document.activeElement;
    asked = { mode: "every", search: "", shown: ANSWERS, opener: openedBy, terms: [], group: state.group, ...wanted };
    panel.hidden = false;
    frame.classList.remove("alone");
    const over = window.matchMedia("(max-width: 820px)").matches;
    for (const part of document.querySelectorAll(".top, .questions, main")) part.inert = over;
    drawPanel();
    list();
    for (const row of view.querySelectorAll("tr.chosen")) row.classList.remove("chosen");
    if (asked.group === state.group) view.querySelector(`tr[data-place="${chosenWord(state.group)}"]`)?.classList.add("chosen");
    if (over || (byKeyboard && !wanted.every)) byId("panel-title").focus();
  }

  function close() {
    const openedBy = asked?.opener;
    asked = null;
    panel.hidden = true;
    frame.classList.add("alone");
    for (const part of document.querySelectorAll(".top, .questions, main")) part.inert = false;
    for (const row of view.querySelectorAll("tr.chosen")) row.classList.remove("chosen");
    if (openedBy && openedBy !== document.body) (openedBy.isConnected ? openedBy : byId("main")).focus({ preventScroll: true });
  }

  function drawPanel() {
    const { group, terms } = asked, word = terms.find(([kind]) => kind === "word")?.[1];
    const title = terms.length ? (word !== undefined && terms.length === 1 ? say("page.answers_with", { word })
      : say("page.answers_terms", { terms: describe(terms) })) : asked.answer !== undefined ? say("page.panel") : say("page.all_answers");
    const search = make("input", { type: "search", id: "search", value: asked.search, autocomplete: "off",
      placeholder: say("page.search_answers"), "aria-label": say("page.search_answers") });
    search.addEventListener("input", () => { asked.search = search.value; asked.shown = ANSWERS; list(); });
    const head = make("div", { class: "panel-head" },
      make("div", { class: "line" }, make("h2", { id: "panel-title", tabindex: "-1", text: title }),
        make("button", { class: "plain", text: say("page.close"), click: close })),
      make("p", { class: "count", id: "count", role: "status" }));
    const no = word !== undefined && terms.length === 1 && denying(group, wordIndex(group).get(word)).size > 0;
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
    if (terms.some(([kind]) => kind === "nonanswer")) head.append(make("p", { class: "hint", text: say("page.no_blank",
      { count: number.format(asked.size - people(together(group, terms))), total: number.format(asked.size) }) }));
    if (terms.some(([kind, name]) => kind === "code" && entries(group, ["code", name]).some(([, marks]) => marks.length))) {
      head.append(make("p", { class: "hint", text: say("page.legend_fired") }));
    }
    panel.replaceChildren(head, make("ul", { class: "answers", id: "answers", tabindex: "0", "aria-labelledby": "panel-title" }));
  }

  function list() { // the answers that meet all conditions, the first of them drawn
    const group = asked.group, wanted = group === state.group ? counts.wanted : null;
    let found = []; // [answer, its marks]
    if (asked.answer !== undefined) {
      const answer = data.answers.id.indexOf(asked.answer);
      if (answer >= 0) found.push([answer, []]);
    } else {
      found = together(group, asked.terms, asked.mode);
    }
    const search = folded(asked.search.trim());
    asked.found = found.filter(([answer]) => (!wanted || wanted[answer] || asked.answer !== undefined)
      && (!search || foldedAnswer(answer).includes(search)));
    const filtered = wanted && asked.answer === undefined ? [...state.filters].map(([place, value_]) =>
      say("page.term_value", { name: data.attributes[place].name, value: value_ || say("page.filter_blank") })).join("・") : "";
    byId("count").replaceChildren(make("b", { text: say("page.people", { count: number.format(people(asked.found)) }) }),
      "　" + say("page.answers_count", { count: number.format(asked.found.length) }),
      ...(asked.terms.length === 1 && asked.terms[0][0] === "word" ? ["　" + say("page.places_count",
        { count: number.format(asked.found.reduce((sum, [, marks]) => sum + marks.length, 0)) })] : []), ...(filtered ? [make("span", { class: "who said", text: "　" + filtered })] : []));
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
    const said = make("p", { class: "said", tabindex: "-1" }, ...marked(data.answers.text[answer], marks, asked.search));
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

  // ---- start
  document.addEventListener("click", (event) => { // numbers of the overview and of the findings
    const piece = event.target.closest("[data-terms]");
    if (!piece) return;
    const group = data.groups[piece.dataset.group], terms = resolve(group, JSON.parse(piece.dataset.terms));
    if (terms) ask({ group, ...(terms[0]?.[0] === "search" ? { search: terms[0][1], every: true } : { terms }) });
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.matches?.(".opens") && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      event.target.click();
    }
  });
  for (const piece of document.querySelectorAll("[data-terms]")) { // what can't be opened is no button
    if (!resolve(data.groups[piece.dataset.group], JSON.parse(piece.dataset.terms))) piece.replaceWith(piece.textContent);
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-view]");
    if (!button) return;
    const which = button.dataset.view === "overview" ? "overview" : Number(button.dataset.view);
    show(which, true);
    history.replaceState(null, "", which === "overview" ? "#summary" : "#" + data.groups[which].number);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && asked) close(); });
  document.addEventListener("keydown", () => { byKeyboard = true; }, true);
  document.addEventListener("pointerdown", () => { byKeyboard = false; }, true);
  let unfolded = [];
  window.addEventListener("beforeprint", () => {
    // On paper nothing can be asked for: lists of statements are open and drawn to their end, the method is there.
    unfolded = [...document.querySelectorAll(".condensed > details:not([open]), #method:not([open])")];
    for (const one of unfolded) one.open = true;
    for (let round = 0, more; round < 20 && (more = document.querySelectorAll(".condensed .more button")).length; round++) {
      more.forEach((button) => button.click());
    }
  });
  window.addEventListener("afterprint", () => {
    for (const one of unfolded) one.open = false;
  });
  byId("print").hidden = false;
  byId("print").addEventListener("click", () => window.print());
  const named = data.groups.findIndex((group) => "#" + group.number === location.hash);
  show(named >= 0 ? named : data.groups.length === 1 ? 0 : "overview", false);
})();
