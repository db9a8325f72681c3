// What the report's page and the desk draw with alike. Text reaches a page by textContent alone.
"use strict";

const Z = 1.959963984540054; // of a 95% interval

export function make(tag, options = {}, ...children) { // an element; "click" and "text" are no attributes
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

// {count} is a value, {count:answer|answers} the form of a word that goes with it
export function fill(template, values = {}) {
  return template.replace(/\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}/g,
    (whole, name, one, more) => one === undefined ? values[name] ?? whole : String(values[name]) === "1" ? one : more);
}

export function percent(share) {
  return (Math.floor(share * 1000 + 0.5 + 1e-9) / 10).toFixed(1) + "%"; // halves up, as in the documents
}

export function folded(text) { // as a search compares: whatever the width, the case and the blanks
  return text.normalize("NFKC").toLowerCase().replace(/\s+/gu, "");
}

export function wilson(count, base) { // the ends of the 95% interval of a share
  if (!base) return [0, 0];
  const share = count / base, middle = share + Z * Z / (2 * base);
  const half = Z * Math.sqrt(share * (1 - share) / base + Z * Z / (4 * base * base));
  return [(middle - half) / (1 + Z * Z / base), (middle + half) / (1 + Z * Z / base)];
}

export function bar(share, low, high, widest) { // a share, and the line of its interval
  const box = make("div", { class: "bar", "aria-hidden": "true" }, make("span"), make("i"));
  box.firstChild.style.width = share / widest * 100 + "%";
  if (low === undefined) box.lastChild.remove();
  else {
    box.lastChild.style.left = low / widest * 100 + "%";
    box.lastChild.style.width = (high - low) / widest * 100 + "%";
  }
  return box;
}

export function marked(text, marks, searched = "") { // the text in pieces, with places (and what is searched for) marked
  const all = [...marks];
  const search = searched.trim().toLowerCase();
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

// A note in pieces: texts, and its numbers with what each counts: `said`, a string in quotation marks before it,
// `theme`, one of the themes of the word, or neither. Several strings may have one number for each (各1人).
export function numbersIn(note, themes) {
  const escaped = [...themes].sort((one, other) => other.length - one.length).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const numbers = new RegExp(`「([^」]+)」[\\d,]*|“([^”]+)”(?: [\\d,]+)?|各\\d+|\\d+ each|${escaped ? `(${escaped}) [\\d,]+|` : ""}()([\\d,]*\\d)`, "g");
  const pieces = [];
  let done = 0;
  for (const found of note.matchAll(numbers)) {
    const [text, ja, en, theme] = found;
    pieces.push(note.slice(done, found.index), { text, said: ja ?? en, theme: escaped ? theme : undefined, size: Number(text.replaceAll(",", "")),
      told: Number(text.match(/[\d,]*$/)[0].replaceAll(",", "")) });
    done = found.index + text.length;
  }
  pieces.push(note.slice(done));
  return pieces;
}
