// A list of the answers behind a number, what the number counts marked in them.
import { count, doing, post, say, who } from "./core.js";
import { make, marked } from "./shared.js";

export function list() {
  const title = make("h3", { class: "said", tabindex: "-1" }), line = make("p", { class: "hint", role: "status" });
  const rows = make("ol", { class: "answers", tabindex: "0", "aria-label": say("desk_behind.answers") }), more = make("div", { class: "more" });
  const box = make("section", { class: "card behind", hidden: true }, make("div", { class: "behind-head" }, title, line,
    make("button", { class: "plain closer", text: say("desk.close"), click: () => { box.close(); window.scrollTo(0, from); } })), rows, more);
  let asked = 0, from = 0; // where one came from: on a narrow screen the answers stand above all else

  // Shows the answers to a question that have all terms; what they are is said in the heading.
  box.open = async (question, terms, heading, { focus = false } = {}) => {
    const mine = ++asked;
    box.hidden = false;
    title.textContent = heading;
    await page(mine, question, terms, 0);
    if (mine !== asked) return;
    if (focus) title.focus();
    if (box.getBoundingClientRect().bottom > 0 && box.getBoundingClientRect().top < window.innerHeight - 120) return;
    from = window.scrollY;
    box.scrollIntoView({ block: "start" });
  };

  box.close = () => {
    asked++;
    box.hidden = true;
    rows.replaceChildren();
  };

  async function page(mine, question, terms, after) {
    const found = await post("behind", { question, terms, after });
    if (mine !== asked) return;
    if (!after) {
      rows.replaceChildren();
      box.scrollTop = 0;
    }
    line.textContent = say("desk_behind.size", { answers: count(found.total), respondents: count(found.respondents) });
    rows.append(...found.answers.map(drawn));
    const left = found.total - rows.children.length;
    more.replaceChildren(...(left > 0 ? [make("button", { class: "plain", text: say("desk_behind.more", { count: count(left) }),
      click: () => doing(() => page(mine, question, terms, rows.children.length)) })] : []));
  }
  return box;
}

export function drawn({ text, marks, respondent, item, values }) {
  return make("li", { class: "answer" }, make("p", { class: "said" }, ...marked(text, marks)),
    make("p", { class: "who said", text: [who(respondent), item, ...values.map(([name, value]) => `${name}：${value}`)].filter(Boolean).join("　") }));
}

// A number in a line of text that opens the answers behind it: no button, which would not break at the end of a line.
export function inline(text, title, click) {
  const number = make("span", { class: "opens", role: "button", tabindex: "0", title, text, click });
  number.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    click();
  });
  return number;
}
