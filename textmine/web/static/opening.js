// Where a survey is opened: dropped, chosen, the sample, or one of the last projects.
import { api, doing, follow, get, go, heading, on, post, progress, Refused, say, state } from "./core.js";
import { make } from "./shared.js";

export async function show(root) {
  const work = make("div", { class: "work", "aria-live": "polite" });
  const chooser = make("input", { type: "file", multiple: true, class: "chooser", id: "chooser", "aria-label": say("desk_open.choose"),
    accept: ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.ods,.json,.docx,.md,.zip" });
  const zone = make("div", { class: "card drop", id: "drop" },
    make("p", { class: "big", text: say("desk_open.drop") }), make("p", { class: "hint", text: say("desk_open.kinds") }),
    make("div", { class: "row" },
      make("button", { class: "main", id: "choose", text: say("desk_open.choose"), click: () => chooser.click() }),
      make("button", { class: "plain", id: "sample", text: say("desk_open.sample"), click: () => doing(sample) })),
    chooser, work);

  async function watch(job) {
    const line = progress(job);
    work.replaceChildren(line);
    try {
      const made = await follow(job, line.update), open = async () => {
        if (made) await post(`open/made/${job.job}`);
        work.replaceChildren();
        go("check");
      };
      if (made?.guessed) warn(made.guessed, open); // an open project leaves this page
      else await open();
    } catch (error) {
      work.replaceChildren();
      throw error;
    }
  }

  function warn(column, open) { // nothing looks like free text
    const goOn = make("button", { class: "main", id: "go-on", text: say("desk_open.check"), click: () => doing(open) });
    work.replaceChildren(make("p", { class: "said", text: say("desk_open.guessed", { column }) }), make("div", { class: "row" }, goOn));
    goOn.focus();
  }

  async function sample() {
    const found = await post("open/sample");
    if (found.job) await watch(found);
    else go("check");
  }

  async function take(files) {
    if (!files.length) return;
    await api("DELETE", "open/file");
    try {
      for (const file of files) {
        work.replaceChildren(make("p", { class: "hint", text: say("desk_open.taking", { name: file.name }) }));
        await post("open/file", file, { headers: { "X-Name": encodeURIComponent(file.name) } });
      }
    } catch (error) {
      work.replaceChildren();
      throw error;
    }
    const made = await post("open/files");
    if (made.same) offer(made);
    else await watch(made);
  }

  function offer({ same, name }) { // there is a project of this file
    const goOn = make("button", { class: "main", id: "go-on", text: say("desk_open.go_on"), click: () => doing(async () => {
      await api("DELETE", "open/file");
      await post("open/recent", { folder: same });
      go("check");
    }) });
    work.replaceChildren(make("p", { class: "said", text: say("desk_open.same", { name }) }), make("div", { class: "row" }, goOn,
      make("button", { class: "plain", id: "anew", text: say("desk_open.anew"), click: () => doing(async () => watch(await post("open/files", { anew: true }))) })));
    goOn.focus();
  }

  chooser.addEventListener("change", () => doing(() => take([...chooser.files])).finally(() => { chooser.value = ""; }));
  const over = (event) => {
    event.preventDefault();
    zone.classList.toggle("over", event.type === "dragover");
  };
  const drop = (event) => {
    over(event);
    doing(() => take([...event.dataTransfer.files]));
  };
  for (const kind of ["dragover", "dragleave"]) document.addEventListener(kind, over);
  document.addEventListener("drop", drop);

  root.append(heading(say("desk_open.title"), say("desk_open.about")), zone);
  const recent = state.desk.recent.filter((one) => one.folder !== state.desk.folder);
  if (recent.length) {
    root.append(make("section", { class: "card recent" }, make("h3", { text: say("desk_open.recent") }),
      make("ul", {}, ...recent.map(({ folder, name }) => make("li", {}, make("button", { class: "open said", text: name,
        click: () => doing(async () => { await post("open/recent", { folder }); go("check"); }) }),
        make("span", { class: "hint said", text: folder }))))));
  }
  root.append(make("p", { class: "hint below", text: say("desk_open.private") }));
  get("desk").then(({ jobs }) => { // nobody has to wait for it: the page can be used
    const last = jobs.filter((job) => job.what === "open").at(-1);
    if (last?.state === "running") doing(() => watch(last));
    else if (last?.state === "failed" && !state.desk.folder) doing(() => { throw new Refused(last.answer); }); // what was named at the command line
  }, () => {});

  return () => {
    for (const kind of ["dragover", "dragleave"]) document.removeEventListener(kind, over);
    document.removeEventListener("drop", drop);
  };
}
