// What the audit sample says so far: shares with their intervals, and how far coder and machine agree. The study counts
// it, as `textmine shares` does, whenever what was judged is on the disk.
import { count, get, say } from "./core.js";
import { bar, make, percent } from "./shared.js";

const QUIET = 300; // milliseconds after a judgement, so that the next ones come first

export function audited(sheet) {
  const rows = make("tbody", {}), notes = make("div", {}), none = make("p", { class: "hint", text: say("desk_categories.audit_none") });
  const table = make("table", { class: "shares", id: "audit-shares", "aria-label": say("desk_categories.audit_shares") }, rows);
  const box = make("div", { hidden: true, "aria-live": "off" }, make("p", { class: "hint", text: say("desk_categories.audit_about") }), none, table, notes);
  let timer = 0, asking = false, again = false, closed = false;

  function later() {
    clearTimeout(timer);
    timer = setTimeout(ask, QUIET);
  }

  async function ask() {
    if (asking) { again = true; return; }
    asking = true;
    again = false;
    try {
      const found = await get("coding/shares?question=" + encodeURIComponent(sheet.question));
      if (!closed) draw(found);
    } catch { // the next judgement asks again
    } finally {
      asking = false;
      if (again && !closed) later();
    }
  }

  function draw({ shares, notes: lines, respondents }) {
    table.hidden = !respondents;
    none.hidden = respondents > 0;
    box.dataset.respondents = respondents;
    const widest = Math.max(0.01, ...shares.map(({ high }) => high ?? 0));
    rows.replaceChildren(...(respondents ? shares : []).map((one) => make("tr", {}, make("th", { scope: "row", class: "said", text: one.name }), make("td", {},
      make("span", { class: "share", text: percent(one.share) }), make("span", { class: "interval", text: interval(one.low, one.high) }), bar(one.share, one.low, one.high, widest),
      make("span", { class: "hint by", text: say("desk_categories.audit_by", { how: one.how, people: count(one.audit_respondents), audited: count(one.audited), share: percent(one.audit_share),
        interval: interval(one.audit_low, one.audit_high), machine: percent(one.machine_share) }) }),
      one.agreement ? make("span", { class: "hint agreed", text: say("desk_categories.audit_agreement", { agreement: one.agreement }) }) : null))));
    notes.replaceChildren(...lines.map((line) => make("p", { class: "hint", text: line })));
  }

  const interval = (low, high) => low === null ? "" : `${percent(low)}–${percent(high)}`;

  return { box, later, close() { closed = true; clearTimeout(timer); } };
}
