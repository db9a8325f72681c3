// The categories of a question: the coding desk, the grid of all answers, and the categories themselves.
import { alert_, count, doing, get, heading, say } from "./core.js";
import { coding } from "./coding.js";
import { frame } from "./frame.js";
import { grid } from "./grid.js";
import { load } from "./sheet.js";
import { make } from "./shared.js";

const VIEWS = ["coding", "grid", "frame"];
const last = { question: "", view: "coding" }; // where one was, when one comes back

export async function show(root) {
  root.append(heading(say("desk_categories.title"), say("desk_categories.about")), make("p", { class: "none wait", role: "status", text: say("desk_categories.reading") }));
  let questions = await get("coding/questions");
  root.querySelector(".wait").remove();
  const bar = make("div", { class: "chips questions-row", role: "group", "aria-label": say("page.questions") });
  const tabs = make("div", { class: "choice views", role: "group" }), body = make("div", { class: "body" });
  root.append(make("div", { class: "where" }, bar, tabs), body);
  let sheet = null, shown = null, number = 0;

  function leave() {
    shown?.close();
    shown = null;
  }

  function forget() {
    leave();
    sheet?.close();
    sheet = null;
  }

  function waiting() {
    body.replaceChildren(make("p", { class: "none", role: "status", text: say("desk_categories.reading") }));
  }

  async function view(name, row) {
    const mine = ++number, question = questions.find((one) => one.question === last.question);
    last.view = name;
    leave();
    tabs.replaceChildren(...(question.codes.length ? VIEWS : []).map((one) => make("button", { "data-view": one, "aria-pressed": String(one === name),
      text: say(`desk_categories.view_${one}`), click: () => doing(() => view(one)) })));
    alert_("");
    if (name !== "frame" && !sheet) {
      waiting();
      const found = await load(question.question);
      if (mine !== number) { found.close(); return; }
      sheet = found;
      doing(() => found.explain());
    }
    body.replaceChildren();
    const made = name === "grid" ? grid(body, sheet, (wanted) => view("coding", wanted)) : name === "frame"
      ? await frame(body, question, changed) : coding(body, sheet, row);
    if (mine === number) shown = made;
    else made.close();
  }

  async function changed(name, code) { // the categories are others now
    forget();
    questions = await get("coding/questions");
    await view(name);
    if (code) shown?.edit?.(code);
  }

  function choose(question) {
    forget();
    last.question = question.question;
    for (const button of bar.children) button.setAttribute("aria-pressed", String(button.dataset.question === question.question));
    return view(question.codes.length ? last.view : "frame");
  }

  bar.append(...questions.map((question) => make("button", { class: "chip", "data-question": question.question,
    click: () => doing(() => choose(questions.find((one) => one.question === question.question))) },
  make("span", { class: "said", text: question.question }), make("span", { class: "count", text: count(question.answers) }))));
  const back = () => { if (document.visibilityState === "visible" && sheet) sheet.refresh().catch(() => {}); };
  document.addEventListener("visibilitychange", back);
  const first = questions.find((one) => one.question === last.question) ?? questions.find((one) => one.codes.length) ?? questions[0];
  if (first) await choose(first);
  else body.append(make("p", { class: "none", text: say("desk_categories.no_question") }));
  return () => {
    number++;
    forget();
    document.removeEventListener("visibilitychange", back);
  };
}
