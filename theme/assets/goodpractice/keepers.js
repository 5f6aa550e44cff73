/** The buttons that keep an entry, and the link to the list, on every page that has entries. */
import { canKeep, idOf, keep, kept, MOST, onChange } from "./kept.js";
import { say, spoken } from "./speaking.js";
import { ofEntry } from "./words.js";

const buttons = new Set();
/** Says aloud what a button has done: it is there before it has anything to say. */
const said = Object.assign(document.createElement("p"), { role: "status", className: "gp-hidden" });

/** @param link leads to the list, and is hidden while that is empty. */
export function start(link) {
  if (!canKeep()) return;
  said.lang = spoken;
  document.body.append(said);
  const entry = document.querySelector(".gp-entry");
  if (entry) addToEntry(entry, link);
  addToCards(document, link);
  const list = document.querySelector("[data-gp-cards]");
  if (list) new MutationObserver(() => addToCards(list, link)).observe(list, { childList: true });
  onChange(() => tell(link));
  tell(link);
}

function addToEntry(entry, link) {
  const tools = entry.querySelector(".gp-tools");
  const title = entry.querySelector("h1");
  if (!tools || !title) return;
  const button = make(entry.dataset.gpWork ?? idOf(location.href), title.textContent.trim(), link);
  button.className = "gp-button gp-button--quiet gp-keep";
  tools.append(button);
}

function addToCards(scope, link) {
  for (const card of scope.querySelectorAll("li.gp-card:not(:has(.gp-keep))")) {
    const title = card.querySelector("h3 a");
    if (!title) continue;
    const text = title.textContent.trim();
    const button = make(card.dataset.gpWork ?? idOf(title.href), text, link);
    button.append(" ", ofEntry(say("quoted"), text, title.closest("[lang]").lang));
    card.append(button);
  }
}

function make(id, title, link) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "gp-link gp-keep";
  button.append(document.createElement("span"));
  button.addEventListener("click", () => toggle(id, title));
  const tellButton = (ids) => {
    const has = ids.has(id);
    button.firstChild.textContent = say(has ? "remove" : "add");
    button.disabled = !has && ids.size >= MOST;
    return button.isConnected;
  };
  tellButton(idsKept());
  buttons.add(tellButton);
  return button;
}

function toggle(id, title) {
  const list = kept();
  const without = list.filter((item) => item.id !== id);
  const has = without.length < list.length;
  keep(has ? without : [...list, { id, title }]);
  said.textContent = say(has ? "removed" : "added", { title });
}

function idsKept() {
  return new Set(kept().map(({ id }) => id));
}

function tell(link) {
  const ids = idsKept();
  link.hidden = ids.size === 0;
  link.lastElementChild.textContent = `(${ids.size})`;
  // Buttons of cards that browse has taken away are forgotten.
  for (const button of buttons) if (!button(ids)) buttons.delete(button);
}
