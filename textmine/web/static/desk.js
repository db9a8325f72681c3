// The frame of the desk: which page is shown, the language, what is open, whether everything is saved.
import { alert_, byId, count, doing, get, go, meanwhile, on, post, say, state, tell } from "./core.js";
import { make } from "./shared.js";

const PAGES = { // in the order of the work; each exports show(root), which may return what ends it
  open: () => import("./opening.js"),
  check: () => import("./checking.js"),
  words: () => import("./wording.js"),
  categories: () => import("./categories.js"),
  compare: () => import("./comparing.js"),
  report: () => import("./reporting.js"),
};
let leave = null, shown = 0;
let whole = false; // whether all texts are there, or those of the first screen
let broken = false; // whether what the page shows could not be read
let gone = 0; // how often the program was asked for in vain since it last answered

async function load() {
  const [desk, text] = await Promise.all([get("desk"), get("texts")]);
  whole = true;
  begin({ desk, text });
}

function begin({ desk, text }) {
  Object.assign(state, { desk, text, number: new Intl.NumberFormat(desk.lang) });
}

function frame() {
  const { desk } = state;
  document.documentElement.lang = desk.lang;
  document.title = desk.name ? `${desk.name} — textmine` : "textmine";
  byId("skip").textContent = say("desk.skip");
  const other = desk.lang === "ja" ? "en" : "ja";
  byId("top").replaceChildren(
    make("h1", {}, make("span", { text: desk.name || "textmine" })),
    make("p", { class: "facts" }, make("span", { text: desk.folder || say("desk.nothing_leaves") })),
    make("div", { class: "corner" }, make("span", { id: "saved", class: "saved", role: "status" }),
      make("button", { class: "plain", lang: other, text: say("desk.other_language"), click: () => doing(async () => {
        await post("lang", { lang: other });
        await load();
        frame();
        await page();
      }) })));
  byId("pages").setAttribute("aria-label", say("desk.pages"));
  byId("pages").replaceChildren(...Object.keys(PAGES).map((name, place) => make("a", { class: "tab", href: "./#" + name,
    "data-page": name, "aria-disabled": name !== "open" && !desk.folder ? "true" : null },
    make("span", { class: "number", text: place + 1 }), make("span", { text: say(`desk.page_${name}`) }))));
  if (state.unsaved.size) tell("unsaved", {});
}

async function page() {
  const wanted = location.hash.slice(1), number = ++shown;
  const name = wanted in PAGES && (state.desk.folder || wanted === "open") ? wanted : state.desk.folder ? "check" : "open";
  for (const tab of document.querySelectorAll(".tab")) {
    if (tab.dataset.page !== name) tab.removeAttribute("aria-current");
    else {
      tab.setAttribute("aria-current", "page");
      tab.parentElement.scrollLeft = tab.offsetLeft - (tab.parentElement.clientWidth - tab.offsetWidth) / 2; // on a narrow screen
    }
  }
  const [found] = await Promise.all([PAGES[name](), name === "open" || whole ? null : load()]);
  if (number !== shown) return; // another was asked for meanwhile
  leave?.();
  leave = null;
  const root = make("div", { class: "sheet", "data-page": name });
  byId("main").replaceChildren(root);
  const ended = await doing(async () => {
    broken = true;
    const ending = await found.show(root);
    if (number === shown) broken = false;
    return ending;
  });
  if (number === shown) leave = ended ?? null;
  else ended?.();
}

function listen() {
  const source = new EventSource("/api/events");
  source.addEventListener("message", ({ data }) => {
    const event = JSON.parse(data);
    tell(event.event, event);
  });
  source.addEventListener("open", () => {
    if (gone) meanwhile(back);
    gone = 0;
    tell("connected", {});
  });
  source.addEventListener("error", () => { // the browser asks again by itself, unless it was refused
    const refused = source.readyState === EventSource.CLOSED;
    if (refused || gone++ === 1) alert_(say(refused ? "desk.stranger" : "desk.gone"));
    tell("disconnected", {});
  });
}

// The program is there again. Whoever started it named no survey, or another one than this page is about.
async function back() {
  if (byId("alert").textContent.startsWith(say("desk.gone"))) alert_("");
  const desk = await get("desk"), mine = state.desk.folder;
  if (mine && !desk.folder && !desk.jobs.some((job) => job.state === "running")) await post("open/recent", { folder: mine });
  else if (desk.folder !== mine) return tell("project", desk);
  if (broken) await page();
}

on("step", ({ stage, done, total }) => {
  const box = byId("step");
  box.hidden = !stage;
  box.textContent = stage + (total ? say("desk.of", { done: done + 1, total }) : "");
});
on("disconnected", () => { byId("step").hidden = true; }); // nobody knows what goes on now
on("project", async ({ folder }) => {
  if (folder === state.desk.folder) return;
  const { name } = state.desk, left = state.unsaved.size;
  await load();
  frame();
  alert_("");
  if (location.hash.slice(1) === "open" || !folder) go(folder ? "check" : "open");
  else await page();
  if (left && state.unsaved.size) alert_(say("desk.elsewhere", { name, count: count(left) }));
});
on("trouble", ({ text, saved }) => alert_(text || say("desk.rescued", { count: count(saved) }), !text));
on("page", page);
on("unsaved", () => {
  const left = state.unsaved.size, box = byId("saved");
  box.textContent = left ? say("desk.unsaved", { count: left }) : say("desk.saved");
  box.dataset.left = left;
});
window.addEventListener("hashchange", page);
window.addEventListener("beforeunload", (event) => {
  if (state.unsaved.size) event.preventDefault();
});

await doing(async () => {
  begin(JSON.parse(byId("begin").textContent));
  frame();
  await page();
  byId("main").dataset.ready = "1";
});
listen();
