// The categories of a question: the coding desk, the grid of all answers, and the frame.
import { alert_, count, doing, get, heading, on, say } from "./core.js";
import { coding } from "./coding.js";
import { grid } from "./grid.js";
import { load } from "./sheet.js";
import { make } from "./shared.js";

const VIEWS = ["coding", "grid"];
const last = { question: "", view: "coding" }; // where one was, when one comes back

export async function show(root) {
  root.append(heading(say("desk_categories.title"), say("desk_categories.about")), make("p", { class: "hint wait", role: "status", text: say("desk_categories.reading") }));
  const questions = await get("coding/questions");
  root.querySelector(".wait").remove();
  const bar = make("div", { class: "chips questions-row", role: "group", "aria-label": say("page.questions") });
  const tabs = make("div", { class: "choice views", role: "group" }), body = make("div", { class: "body" });
  root.append(bar, tabs, body);
  let sheet = null, shown = null, number = 0;

  function leave() {
    shown?.close();
    shown = null;
    sheet?.close();
    sheet = null;
  }

  function view(name, row) {
    last.view = name;
    shown?.close();
    body.replaceChildren();
    for (const button of tabs.children) button.setAttribute("aria-pressed", String(button.dataset.view === name));
    alert_("");
    shown = name === "grid" ? grid(body, sheet, (wanted) => view("coding", wanted)) : coding(body, sheet, row);
  }

  async function choose(question) {
    const mine = ++number;
    leave();
    last.question = question.question;
    for (const button of bar.children) button.setAttribute("aria-pressed", String(button.dataset.question === question.question));
    tabs.replaceChildren();
    if (!question.codes.length) {
      body.replaceChildren(make("p", { class: "none", text: say("desk_categories.no_frame") }));
      return;
    }
    body.replaceChildren(make("p", { class: "none", role: "status", text: say("desk_categories.reading") }));
    const found = await load(question.question);
    if (mine !== number) { found.close(); return; }
    sheet = found;
    tabs.replaceChildren(...VIEWS.map((name) => make("button", { "data-view": name, text: say(`desk_categories.view_${name}`), click: () => view(name) })));
    view(last.view);
    doing(() => sheet.explain());
  }

  bar.append(...questions.map((question) => make("button", { class: "chip", "data-question": question.question, click: () => doing(() => choose(question)) },
    make("span", { class: "said", text: question.question }), make("span", { class: "count", text: count(question.answers) }))));
  const off = on("trouble", ({ text }) => alert_(text));
  const back = () => { if (document.visibilityState === "visible" && sheet) sheet.refresh().catch(() => {}); };
  document.addEventListener("visibilitychange", back);
  const first = questions.find((one) => one.question === last.question) ?? questions.find((one) => one.codes.length) ?? questions[0];
  if (first) await choose(first);
  return () => {
    number++;
    leave();
    off();
    document.removeEventListener("visibilitychange", back);
  };
}
