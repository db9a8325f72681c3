// Groups of words that may be spellings of one, judged one after the other, by keyboard.
import { count, doing, get, post, say } from "./core.js";
import { make } from "./shared.js";

export async function spellings(body, undo) {
  let groups = await get("words/spellings"), at = 0;
  const done = []; // groups that were judged, to be shown again when one is taken back
  const box = make("div", { class: "spellings" }), left = make("span", { class: "hint", role: "status" });
  const about = make("div", {}, make("p", { class: "hint", text: say("desk_words.spellings_about") }),
    make("div", { class: "row" }, left, make("span", { class: "hint keys-line", text: say("desk_words.spellings_keys") })));
  body.replaceChildren(about, box);
  for (const group of groups) {
    group.taken = group.members.map(({ sure }, place) => !place || sure);
    group.shown = 0;
  }

  const alone = (group) => group.taken.filter(Boolean).length < 2;
  const together = (group) => new Set(group.members.flatMap(({ people }, place) => group.taken[place] ? people : [])).size;

  function draw() {
    left.textContent = say("desk_words.spellings_left", { count: count(groups.length) });
    at = Math.max(0, Math.min(at, groups.length - 1));
    box.replaceChildren(...groups.map(card));
    about.hidden = !groups.length && !done.length;
    if (!groups.length) box.append(make("p", { class: "none", text: say("desk_words.spellings_none") }));
  }

  function card(group, place) {
    const total = make("b", { class: "together", text: alone(group) ? say("desk_words.tick") : say("desk_words.together", { count: count(together(group)) }) });
    const member = ({ word, reason, example, people }, number) => {
      const tick = make("input", { type: "checkbox", "aria-label": word });
      tick.checked = group.taken[number];
      tick.addEventListener("change", () => { at = place; take(number); });
      const name = make("button", { class: "word", text: word, title: say("desk_words.shown_as", { word }), click: () => { at = place; group.shown = number; group.taken[number] = true; draw(); focus(); } });
      return make("li", { class: group.taken[number] ? null : "out" }, make("kbd", { text: number < 9 ? number + 1 : "" }), tick, name,
        make("span", { class: "hint", text: count(people.length) }), make("span", { class: "hint", text: number === group.shown ? say("desk_words.as_shown") : reason ? say("alike." + reason) : "" }),
        make("span", { class: "hint said example", title: example, text: example }));
    };
    const take = (number) => {
      group.taken[number] = !group.taken[number];
      redraw(place);
    };
    const element = make("section", { class: "card spelling", tabindex: "0", "data-place": place, "aria-label": group.word },
      make("ul", {}, ...group.members.map(member)), make("div", { class: "row" }, total,
        make("button", { class: "plain decide", disabled: alone(group), text: say("desk_words.decide"), click: () => { at = place; judge(); } }),
        make("button", { class: "plain", text: say("desk_words.reject"), click: () => { at = place; judge(true); } })));
    element.take = take;
    element.addEventListener("focusin", () => { at = place; });
    return element;
  }

  function redraw(place) {
    box.children[place].replaceWith(card(groups[place], place));
    if (place === at) focus();
  }

  function focus() {
    box.children[at]?.focus?.({ preventScroll: false });
  }

  function judge(none = false) {
    const group = groups[at];
    if (!group || (alone(group) && !none)) return;
    const names = group.members.map(({ word }) => word), first = names[group.shown];
    const taken = names.filter((word, place) => word !== first && group.taken[place] && !none);
    const others = names.filter((word) => word !== first && !taken.includes(word));
    groups.splice(at, 1);
    done.push([at, group]);
    draw();
    focus();
    doing(() => post("lists/change", { change: { do: "merge", words: [first, ...taken], others } })).then((saved) => {
      if (saved) return;
      done.splice(done.findIndex(([, one]) => one === group), 1); // it could not be kept: it is to be judged again
      groups.unshift(group);
      draw();
    });
  }

  function back() {
    const [place, group] = done.pop() ?? [];
    if (!group) return;
    groups.splice(place, 0, group);
    at = place;
    draw();
    focus();
  }

  function keys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select, [type=search]")) return;
    const digit = Number(event.key), inside = event.target.closest?.(".spelling button");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      at = Math.max(0, Math.min(groups.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)));
      focus();
    } else if (digit >= 1 && groups[at]?.members[digit - 1]) box.children[at].take(digit - 1);
    else if (event.key === "Enter" && !inside) judge();
    else if (event.key.toLowerCase() === "x") judge(true);
    else if (event.key.toLowerCase() === "z") undo.click();
    else return;
    event.preventDefault();
  }

  document.addEventListener("keydown", keys);
  undo.addEventListener("click", back);
  draw();
  focus();
  return () => { document.removeEventListener("keydown", keys); undo.removeEventListener("click", back); };
}
