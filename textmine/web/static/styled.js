// The style of the pages after the first screen, which should not wait for it.
import { make } from "./shared.js";

export const styled = new Promise((done) => {
  const link = make("link", { rel: "stylesheet", href: "/static/pages.css" });
  link.addEventListener("load", done);
  link.addEventListener("error", done);
  document.head.append(link);
});
