// The categories of a question, and the coding desk.
import { heading, say } from "./core.js";

export async function show(root) {
  root.append(heading(say("desk.page_categories")));
}
