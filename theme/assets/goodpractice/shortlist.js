/** The page of the shortlist: what is kept in this browser, or a list that somebody sent. */
import { asked, asQuery, keep, kept, onChange, unique } from "./kept.js";
import { KeptPage, make, value } from "./kept_page.js";

export class Shortlist extends KeptPage {
  #turn = 0;
  #before = null;
  /** Ids that the reader ticked or did not: without a choice the first ones are ticked. */
  #ticked = null;

  constructor(root) {
    super(root, ["sent", "sent-text", "adopt", "own", "undo", "to-compare", "choose", "list",
      "copy-text", "clear"]);
  }

  async start() {
    const { parts } = this;
    parts.adopt.addEventListener("click", () => this.#adopt());
    parts.undo.addEventListener("click", () => this.#undo());
    parts.clear.addEventListener("click", () => this.#clear());
    parts["copy-address"].addEventListener("click", () => this.copy(this.#address()));
    parts["copy-text"].addEventListener("click", () => this.copy(this.#asText()));
    onChange(() => this.#show());
    addEventListener("popstate", () => this.#show());
    await this.#show();
    this.root.dataset.gpReady = "";
  }

  /** What is shown: the list of the address, or the reader's own. */
  #items() {
    const own = kept();
    const ids = asked(location.search);
    const isOwn = ids.length === 0 || ids.join() === own.map(({ id }) => id).join();
    if (isOwn) return { items: own, own, isOwn };
    return { items: ids.map((id) => ({ id, title: "" })), own, isOwn };
  }

  async #show() {
    this.#turn += 1;
    const turn = this.#turn;
    const { items, own, isOwn } = this.#items();
    try {
      const found = await this.details.of(items.map(({ id }) => id));
      if (turn !== this.#turn) return;
      const titles = new Map(items.map(({ id, title }) => [id, title]));
      this.entries = found.map(({ id, facts }) => ({
        id,
        facts,
        title: facts?.title ?? (titles.get(id) || id),
      }));
      this.isOwn = isOwn;
      this.parts.failure.hidden = true;
      this.#tell(own);
    } catch (fault) {
      if (turn === this.#turn) this.fail(fault);
    }
  }

  #tell(own) {
    const { parts, entries, isOwn } = this;
    parts.sent.hidden = isOwn;
    if (!isOwn) this.#tellSent(own);
    parts.empty.hidden = entries.length > 0;
    parts.filled.hidden = entries.length === 0;
    parts.clear.hidden = !isOwn;
    parts.list.replaceChildren(...entries.map((entry, at) => this.#item(entry, at)));
    this.#tellTicks();
  }

  #tellSent(own) {
    const { parts, words, entries } = this;
    const texts = [words.count("sent", entries.length)];
    if (own.length) texts.push(words.count("own", own.length));
    parts["sent-text"].textContent = texts.join(" ");
    parts.adopt.textContent = words.say(own.length ? "adopt-more" : "adopt");
    parts.own.hidden = own.length === 0;
  }

  // One entry --------------------------------------------------------------------------------

  #item({ id, facts, title }, at) {
    const item = make("li", { className: "gp-card" });
    if (facts) item.append(...this.#card(facts));
    else item.append(make("p", { textContent: this.words.say("gone", { title }) }));
    const tools = make("p", { className: "gp-tools gp-card__tools" });
    if (facts) tools.append(this.#tick(id, title));
    if (this.isOwn) tools.append(...this.#moves(id, title, at));
    item.append(tools);
    return item;
  }

  #card(facts) {
    const { lang, href, title, summary } = facts;
    const kind = this.kinds.get(facts.kind);
    const link = make("a", { href, hreflang: lang, textContent: title });
    const rows = kind.fields
      .filter(({ path, onCard }) => onCard && facts.values.get(path))
      .map(({ path, label }) =>
        make("div", {}, make("dt", { textContent: label }), " ",
          make("dd", {}, value(facts.values.get(path), this.words))),
      );
    return [
      this.kicker("gp-card__kicker", facts),
      make("h2", { className: "gp-card__title", lang }, link),
      make("p", { lang, textContent: summary }),
      ...(rows.length ? [make("dl", {}, ...rows)] : []),
      make("p", { className: "gp-card__address", textContent: href }),
    ];
  }

  #tick(id, title) {
    const input = make("input", { type: "checkbox", value: id });
    input.addEventListener("change", () => {
      this.#ticked = this.#boxes().filter((box) => box.checked).map((box) => box.value);
      this.#tellTicks();
    });
    return make("label", { className: "gp-check gp-check--alone" }, input, " ",
      make("span", {}, this.words.say("tick"), " ", this.ofEntry(title)));
  }

  #moves(id, title, at) {
    const last = this.entries.length - 1;
    const up = this.#button("up", title, () => this.#move(id, -1, "up"));
    const down = this.#button("down", title, () => this.#move(id, 1, "down"));
    const remove = this.#button("remove", title, () => this.#remove(id, title, at));
    up.disabled = at === 0;
    down.disabled = at === last;
    return [up, down, remove];
  }

  #button(word, title, act) {
    const button = make("button", { type: "button", className: "gp-link" },
      this.words.say(word), " ", this.ofEntry(title));
    button.dataset.gpAct = word;
    button.addEventListener("click", act);
    return button;
  }

  // What can be done with the list -----------------------------------------------------------

  /** Store a list and show it. The ids are those of today, where an entry has moved. */
  async #store(items) {
    keep(items);
    await this.#show();
  }

  #stored() {
    return this.entries.map(({ id, title }) => ({ id, title }));
  }

  async #move(id, step, word) {
    const items = this.#stored();
    const at = items.findIndex((item) => item.id === id);
    const [item] = items.splice(at, 1);
    items.splice(at + step, 0, item);
    await this.#store(items);
    this.say(this.words.say("moved", { title: item.title, n: this.words.number(at + step + 1) }));
    const moved = this.parts.list.children[at + step];
    const same = moved?.querySelector(`[data-gp-act="${word}"]`); // a later press may be ahead
    (same?.disabled ? moved.querySelector("[data-gp-act]:enabled") : same)?.focus();
  }

  async #remove(id, title, at) {
    this.#before = this.#stored();
    await this.#store(this.#before.filter((item) => item.id !== id));
    this.say(this.words.say("removed", { title }));
    this.parts.undo.hidden = false;
    const next = this.parts.list.children[Math.min(at, this.entries.length - 1)];
    (next?.querySelector("[data-gp-act=remove]") ?? this.parts.undo).focus();
  }

  async #clear() {
    this.#before = this.#stored();
    await this.#store([]);
    this.say(this.words.say("cleared"));
    this.parts.undo.hidden = false;
    this.parts.undo.focus();
  }

  async #undo() {
    this.parts.undo.hidden = true;
    this.say("");
    await this.#store(this.#before);
    this.parts.list.querySelector("a")?.focus();
  }

  /** A list that was sent goes behind what is kept already, which stays. */
  async #adopt() {
    const own = kept();
    const list = unique([...own, ...this.#stored().filter((_, at) => this.entries[at].facts)]);
    history.pushState(null, "", location.pathname);
    await this.#store(list);
    this.say(this.words.count("added", list.length - own.length));
    this.parts.list.querySelector("a")?.focus();
  }

  // Comparing --------------------------------------------------------------------------------

  #boxes() {
    return [...this.parts.list.querySelectorAll("input")];
  }

  #tellTicks() {
    const boxes = this.#boxes();
    const wanted = new Set(this.#ticked ?? boxes.slice(0, this.most).map((box) => box.value));
    for (const box of boxes) box.checked = wanted.has(box.value);
    const ids = boxes.filter((box) => box.checked).map((box) => box.value);
    for (const box of boxes) box.disabled = !box.checked && ids.length >= this.most;
    const link = this.parts["to-compare"];
    link.hidden = ids.length < 2;
    this.parts.choose.hidden = boxes.length < 2 || (ids.length >= 2 && boxes.length <= this.most);
    link.search = asQuery(ids);
    link.textContent = this.words.count("compare", ids.length);
  }

  // Taking it along --------------------------------------------------------------------------

  #address() {
    return location.origin + location.pathname + asQuery(this.entries.map(({ id }) => id));
  }

  #asText() {
    return this.entries
      .filter(({ facts }) => facts)
      .map(({ title, facts }) => `${title}\n${facts.summary}\n${facts.href}\n`)
      .join("\n");
  }
}
