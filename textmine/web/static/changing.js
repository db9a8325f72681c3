// A change of the project: what it would change is shown first; it is then made, or not, and can be taken back.
import { alert_, count, doing, get, on, post, say } from "./core.js";
import { make } from "./shared.js";

// The place where a change is shown before it is made. look(found) gives lines of [name, before, after].
export function changing() {
  const box = make("section", { class: "card changing", hidden: true, "aria-live": "polite" });
  let asked = 0;

  box.close = () => {
    asked++;
    box.hidden = true;
    box.replaceChildren();
  };

  // title: what is to be done; ask: gives what it changes; lines: of that, as [name, before, after], or [name] alone; apply: does it.
  box.propose = async ({ title, ask, lines, note = "", apply, left = () => {} }) => {
    const mine = ++asked, back = document.activeElement;
    box.hidden = false;
    box.replaceChildren(make("h3", { class: "said", text: title }), make("p", { class: "hint", text: say("desk_change.asking") }));
    let found;
    try {
      found = lines(await ask());
    } catch (error) {
      if (mine === asked) box.close();
      throw error;
    }
    if (mine !== asked) return;
    const done = make("button", { class: "main", id: "apply", text: say("desk_change.apply"), click: () => doing(async () => {
      done.disabled = true;
      try {
        await apply();
        if (mine === asked) box.close();
        alert_(say("desk_change.applied", { title }), true);
      } finally {
        done.disabled = false;
      }
    }) });
    const leave = () => { box.close(); left(); back?.focus?.(); };
    box.replaceChildren(make("h3", { class: "said", text: title }),
      found.length ? make("table", { class: "changes" }, ...found.map(([name, before, after]) => make("tr", {}, make("th", { scope: "row", class: "said", text: name }),
        before === undefined ? make("td") : make("td", {}, make("span", { class: "was", text: count(before) }), " → ", make("b", { text: count(after) })))))
        : make("p", { text: say("desk_change.nothing") }),
      ...(note ? [make("p", { class: "hint", text: note })] : []),
      make("div", { class: "row" }, done, make("button", { class: "plain", id: "leave", text: say("desk_change.leave"), click: leave })));
    box.onkeydown = (event) => {
      if (event.key === "Escape") { event.stopPropagation(); leave(); }
    };
    if (!back?.matches?.("select")) return done.focus();
    back.onkeydown = (event) => { // the arrows go on to the next choice
      if (event.key === "Enter") { event.preventDefault(); done.focus(); }
      if (event.key === "Escape") leave();
    };
    box.scrollIntoView({ block: "nearest" });
  };
  return box;
}

// The button that takes the last change back, as long as there is one; returns [button, what ends it].
export function undoing() {
  const button = make("button", { class: "plain", id: "undo", text: say("desk_change.undo"), disabled: true, click: () => doing(async () => {
    button.disabled = true;
    show(await post("undo"));
  }) });
  const show = ({ undo }) => { if (undo !== undefined) button.disabled = !undo; };
  get("undo").then(show, () => {});
  return [button, on("changed", show)];
}
