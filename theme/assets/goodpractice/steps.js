/** Steps to tick off. Ticks stay in this browser: nothing is kept before the first, or after the last. */

import { say, spoken } from "./speaking.js";

const list = document.querySelector("[data-gp-steps]");
const clear = Object.assign(document.createElement("button"), { className: "gp-link" });
const note = Object.assign(document.createElement("p"), { className: "gp-ticks gp-note" });
clear.type = "button";
clear.textContent = say("clear");
note.dataset.gpTicks = "";
if (spoken !== list.closest("[lang]").lang) note.lang = spoken;
note.append(say("ticks"), " ", clear);
const key = `goodpractice:steps:${location.pathname}`;
// What begins where the words of a step end.
const BLOCKS = "ul, ol, p, pre, blockquote, div, table";

const steps = [...list.children].map(tickable);
const ticked = new Set(kept());
for (const { box, text } of steps) box.checked = ticked.has(text);
list.addEventListener("change", keep);
clear.addEventListener("click", () => {
  for (const { box } of steps) box.checked = false;
  steps[0].box.focus();
  keep();
});
list.after(note);
tell();

/** Make a step's words the label of a box. Its text is what it is known by, wherever it moves to. */
function tickable(item) {
  const first = item.firstElementChild;
  const home = first?.matches("p") ? first : item;
  home.querySelector(":scope > .gp-task")?.remove();
  const nodes = [...home.childNodes];
  const end = nodes.findIndex((node) => node instanceof Element && node.matches(BLOCKS));
  const label = document.createElement("label");
  const box = Object.assign(document.createElement("input"), { type: "checkbox", autocomplete: "off" });
  label.append(box, ...nodes.slice(0, end < 0 ? nodes.length : end));
  home.prepend(label);
  return { box, text: label.textContent.trim() };
}

function keep() {
  tell();
  const texts = steps.filter(({ box }) => box.checked).map(({ text }) => text);
  try {
    if (texts.length) localStorage.setItem(key, JSON.stringify(texts));
    else localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing: ticks last as long as the page.
  }
}

function kept() {
  try {
    const texts = JSON.parse(localStorage.getItem(key));
    return Array.isArray(texts) ? texts : [];
  } catch {
    return []; // Not ours, or not allowed.
  }
}

function tell() {
  clear.hidden = !steps.some(({ box }) => box.checked);
}
