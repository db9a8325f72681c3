// What every page of the desk needs: asking the server, the texts of the language, what the server tells.
import { fill, make } from "./shared.js";

export const state = { desk: null, text: {}, number: null, unsaved: new Set() };
const listeners = new Map();
const LONG = 5; // seconds of work after which it is said how long it takes

export class Refused extends Error {} // what the server says in one sentence

// Asks the server for something; the answer is JSON. What goes wrong is an Error with a sentence to show.
export async function api(method, path, body, options = {}) {
  let answer;
  try {
    answer = await fetch("/api/" + path, { method, ...options,
      body: body === undefined ? undefined : body instanceof Blob ? body : JSON.stringify(body) });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error(say("desk.gone"));
  }
  if (answer.ok) return answer.status === 204 ? null : answer.json();
  const told = await answer.json().catch(() => ({}));
  const error = new Refused(told.error ?? say(answer.status === 403 ? "desk.stranger" : "desk.bug"));
  error.status = answer.status;
  throw error;
}

export const get = (path, options) => api("GET", path, undefined, options);
export const post = (path, body = {}, options) => api("POST", path, body, options);

export function say(key, values = {}) {
  return fill(state.text[key] ?? key, values);
}

export const count = (value) => state.number.format(value);
// Who answered: of a survey without such a column, the row of the file.
export const who = (respondent) => respondent.replace(/^row (\d+)$/, (_, row) => say("desk.row", { row }));
export const byId = (id) => document.getElementById(id);

// Calls a function with each event of this kind ("job", "step", "project", "decided") until the returned one is called.
export function on(kind, react) {
  if (!listeners.has(kind)) listeners.set(kind, new Set());
  listeners.get(kind).add(react);
  return () => listeners.get(kind).delete(react);
}

export function tell(kind, event) {
  for (const react of [...listeners.get(kind) ?? []]) react(event);
}

// Follows a long piece of work: resolves with its answer when it is done, shows how far it is in the meantime.
export function follow(job, show) {
  return new Promise((resolve, reject) => {
    const end = () => offs.forEach((off) => off());
    const hear = (told) => {
      if (told.job !== job.job) return;
      show?.(told);
      if (told.state === "running") return;
      end();
      if (told.state === "done") resolve(told.answer);
      else reject(new Refused(told.state === "stopped" ? say("desk.stopped") : told.answer ?? say("desk.bug")));
    };
    const look = () => get("jobs/" + job.job).then(hear, ({ status }) => {
      if (status !== 404) return;
      end();
      reject(new Refused(say("desk.ended"))); // the program has been started anew
    });
    const offs = [on("job", hear), on("disconnected", () => show?.({ ...job, state: "gone" })), on("connected", look)];
    hear(job);
    if (job.state === "running") look(); // it may have ended before we listened
  });
}

// Says how often the survey tells who somebody is, as soon as it is known; "" where it never does.
export async function personal() {
  const { count: times, kinds } = await follow(await post("check/personal"));
  return times ? say("desk_check.personal", { times: count(times), kinds: kinds.map(([kind, each]) => `${say("masking." + kind)} ${count(each)}`).join(say("desk.between")) }) : "";
}

// A line with a bar for a long piece of work, and a button that stops it.
export function progress(job) {
  const bar = make("progress", { max: "1" }), text = make("span", { class: "hint", role: "status" });
  const stop = make("button", { class: "plain", text: say("desk.stop"), click: () => doing(() => api("DELETE", "jobs/" + job.job)) });
  const box = make("div", { class: "job" }, text, bar, stop);
  const begun = Date.now(), past = make("span", { class: "hint", "aria-hidden": "true" });
  const ticking = setInterval(() => { // how long it takes, where it takes long
    const seconds = Math.round((Date.now() - begun) / 1000);
    if (!box.isConnected) clearInterval(ticking);
    else if (seconds > LONG) past.textContent = say("desk.past", { minutes: Math.floor(seconds / 60), seconds: String(seconds % 60).padStart(2, "0") });
  }, 1000);
  text.after(past);
  box.update = (told) => {
    bar.hidden = stop.hidden = past.hidden = told.state === "gone";
    text.textContent = bar.hidden ? say("desk.gone") : told.stage + (told.total ? say("desk.of", { done: count(told.done + 1), total: count(told.total) }) : "");
    if (told.total) bar.value = told.done / told.total;
    else bar.removeAttribute("value");
  };
  box.update(job);
  return box;
}

// Shows a sentence at the top of the page until something else is shown; "" takes it away.
export function alert_(text, good = false) {
  const box = byId("alert");
  box.classList.toggle("good", good);
  box.hidden = !text;
  box.replaceChildren(...(text ? [make("span", { text }), make("button", { class: "plain", text: say("desk.close"),
    click: () => alert_("") })] : []));
}

// Runs what a button does, and shows what goes wrong.
export function doing(work) {
  alert_("");
  return meanwhile(work);
}

// The same for what nobody has asked for just now: what is said stays.
export async function meanwhile(work) {
  try {
    return await work();
  } catch (error) {
    if (error.name !== "AbortError") alert_(error.message);
    if (!(error instanceof Refused)) console.warn(error.message);
    return undefined;
  }
}

export function go(page) {
  if (location.hash === "#" + page) tell("page", {});
  else location.hash = page;
}

// A heading of a page, with a line below it.
export function heading(title, about = "") {
  return make("div", { class: "heading" }, make("h2", { text: title }), about ? make("p", { class: "hint", text: about }) : null);
}
