/**
 * Browse: turns the links of the page into filters that combine, with the state in the address.
 * The page works without it. It stores nothing, and fetches only from the site itself.
 */
import { Facets, ordered } from "./facets.js";
import { asQuery, idOf } from "./kept.js";
import { asked, parse, serialise, toggled } from "./query.js";
import { Search } from "./search.js";
import { csv, fileName, save } from "./table.js";
import { Words } from "./words.js";

const STEP = 20;
const MOST_COMPARED = 4;
/** Who finds no more than this with several words is shown what some of them find. */
const FEW = 2;
const FEED = "feed.xml";
/** Stands for the site's root in cards, which are shared by pages of every depth. */
const ROOT = "\uE000";

async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}

function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

export class Browse {
  #turn = 0;
  #shards = new Map();
  /** What was asked for of facets and orders, by id. */
  #facets = new Map();
  #orders = new Map();
  #boxes = [];
  /** Indexes of the entries that fit, in the order shown, and how many of them are on the page. */
  #order = [];
  #shown = 0;
  /** Parts that wait for an answer, and what they said before. */
  #before = [];

  constructor(root) {
    const find = (name) => root.querySelector(`[data-gp-${name}]`);
    this.root = root;
    this.base = new URL(root.dataset.gpBase || ".", document.baseURI);
    this.words = new Words(find("words"), root.dataset.gpLang);
    this.parts = Object.fromEntries(
      ["form", "q", "filters", "results", "count", "sentence", "chips", "cards", "none", "failure",
        "more", "pages", "left", "sort", "order", "csv", "compare"].map((name) => [name, find(name)]),
    );
  }

  async start() {
    this.#announce();
    try {
      this.data = await load(new URL(this.root.dataset.gpBrowse, document.baseURI));
      this.#prepare();
      await this.#learn([...this.#opened(), ...asked(location.search, this.data.facets)]);
    } catch (fault) {
      this.#busy(false);
      this.#fail(fault);
      return;
    }
    this.usualTitle = document.title;
    this.within = this.#collection();
    this.feed = this.root.querySelector("a[type='application/atom+xml']");
    this.usualFeed = this.feed?.href;
    this.#enhance();
    this.query = parse(location.search, this.facets, this.orders);
    await this.#show(serialise(this.query, this.facets) === "");
    this.root.dataset.gpReady = "";
  }

  /** On a slow line the answer is long in coming: meanwhile the page owns to the question. */
  #announce() {
    this.root.dataset.gpStarted = "";
    const asked = new URLSearchParams(location.search);
    if (![...asked.values()].some(Boolean)) return;
    this.parts.q.value = asked.get("q") ?? "";
    this.#wait();
    this.#busy(true);
  }

  /** No number stands beside a question that it does not answer. */
  #wait() {
    const { count, sentence, left } = this.parts;
    const texts = [count, sentence, left].map((part) => [part, part.textContent]);
    // Of several questions at once it is the answer before the first that is given back.
    if (!this.#before.length) this.#before = texts;
    for (const [part] of texts) part.textContent = "";
    count.textContent = this.words.say("wait");
  }

  #prepare() {
    const id = this.root.dataset.gpCollection;
    for (const facet of this.data.facets) facet.terms = [];
    this.engine = new Facets(this.data.count);
    this.search = new Search(this.data, (path) => new URL(path, this.base).href, load);
    this.facets = this.data.facets.filter((facet) => !id || facet.id !== "collection");
    this.orders = [...this.parts.order.options].map(({ value }) => value).filter(Boolean);
  }

  // What is fetched only when it is needed ---------------------------------------------------

  #element({ id }) {
    return this.root.querySelector(`[data-gp-facet="${CSS.escape(id)}"]`);
  }

  #isOpen(facet) {
    const element = this.#element(facet);
    return Boolean(element) && folds(element).every((fold) => fold.open);
  }

  /** The facets that stand open; the kind of page also tells the entries of a collection. */
  #opened() {
    const open = this.data.facets.filter((one) => one.id === "collection" || this.#isOpen(one));
    return open.map(({ id }) => id);
  }

  /** Fetch facets, each once; their links become check boxes. */
  async #learn(ids) {
    await Promise.all(ids.map((id) => kept(this.#facets, id, () => this.#fetchFacet(id))));
  }

  async #fetchFacet(id) {
    const facet = this.data.facets.find((one) => one.id === id);
    Object.assign(facet, await load(new URL(facet.path, this.base)));
    this.engine.add(id, facet.terms, facet.entries);
    if (this.facets.includes(facet)) this.#enhanceFacet(facet);
  }

  async #learnOrder() {
    const { words, sort } = this.query;
    // Words have an order of their own: what fits best comes first.
    const path = words && !sort ? "" : this.data.orders[sort];
    const fetched = () => load(new URL(path, this.base));
    this.steps = path ? await kept(this.#orders, sort, fetched) : null;
  }

  async #open(facet) {
    try {
      await this.#learn([facet.id]);
      this.parts.failure.hidden = true;
      this.#tellBoxes(this.engine.count(this.query.chosen, this.narrowed).counts);
    } catch (fault) {
      this.#fail(fault);
    }
  }

  /** On a collection's page: the entries of this collection. */
  #collection() {
    const id = this.root.dataset.gpCollection;
    if (!id) return null;
    const { fits } = this.engine.count(new Map([["collection", new Set([id])]]));
    return [...fits.keys()].filter((entry) => fits[entry]);
  }

  // The page's links become check boxes ------------------------------------------------------

  #enhance() {
    const { form, q, more, filters, sort, order } = this.parts;
    form.classList.add("gp-finder--script");
    for (const facet of this.facets) {
      const element = this.#element(facet);
      for (const fold of element ? folds(element) : []) {
        fold.addEventListener("toggle", () => {
          if (this.#isOpen(facet)) this.#open(facet);
        });
      }
    }
    if (filters) this.#enhanceToggle(filters);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask({ ...this.query, words: q.value.trim() });
    });
    q.addEventListener("search", () => {
      if (!q.value && this.query.words) this.#ask({ ...this.query, words: "" });
    });
    sort.hidden = false;
    [this.usual, this.byTitle] = order.options;
    order.addEventListener("change", () => this.#ask({ ...this.query, sort: order.value }));
    this.parts.csv.hidden = false;
    this.parts.csv.addEventListener("click", () => this.#saveTable());
    more.addEventListener("click", () => this.#showMore());
    // A browser goes back to a place on the page as it was drawn, which may be shorter.
    addEventListener("pagehide", () => {
      if (history.state?.shown) this.#remember({ top: scrollY });
    });
    addEventListener("popstate", async () => {
      await this.#learn(asked(location.search, this.facets)).catch((fault) => this.#fail(fault));
      this.query = parse(location.search, this.facets, this.orders);
      this.#show();
    });
  }

  #enhanceFacet(facet) {
    const element = this.#element(facet);
    if (!element) return;
    const items = new Map(
      [...element.querySelectorAll("[data-gp-term]")].map((item) => [item.dataset.gpTerm, item]),
    );
    const lists = element.querySelectorAll("ul");
    const [first, rest] = [lists[0], lists[lists.length - 1]];
    element.querySelector("[data-gp-rest]")?.remove();
    facet.terms.forEach((term, index) => {
      // A page holds the first of many terms.
      const item = items.get(term.id) ?? make("li", { className: "gp-option" });
      if (rest !== first && item.parentNode !== first) rest.append(item);
      this.#boxes.push(this.#box(facet, term, index, item));
    });
  }

  #box(facet, term, index, item) {
    const page = item.querySelector("a")?.href;
    const feed = page && !("gpNoFeed" in item.dataset) ? new URL(FEED, page).href : "";
    const input = make("input", { type: "checkbox" });
    const count = make("span", { className: "gp-count" });
    const name = make("span", { textContent: label(term), ...(term.lang && { lang: term.lang }) });
    item.replaceChildren(make("label", { className: "gp-check" }, input, " ", name, " ", count));
    input.addEventListener("change", () => {
      this.#ask(toggled(this.query, facet.id, term.id, input.checked));
    });
    return { facet, term, index, item, input, count, feed };
  }

  #enhanceToggle(filters) {
    const link = this.root.querySelector("[data-gp-toggle]");
    const button = make("button", { type: "button", className: link.className });
    button.append(...link.childNodes);
    button.setAttribute("aria-controls", filters.id);
    link.replaceWith(button);
    const set = (open) => {
      filters.classList.toggle("gp-filters--open", open);
      button.setAttribute("aria-expanded", open);
    };
    button.addEventListener("click", () => {
      set(!filters.classList.contains("gp-filters--open"));
    });
    filters.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || !filters.classList.contains("gp-filters--open")) return;
      set(false);
      button.focus();
    });
    this.root.querySelector("[data-gp-close]").addEventListener("click", (event) => {
      event.preventDefault();
      set(false);
      this.parts.results.focus();
      this.parts.results.scrollIntoView();
    });
    set(false);
  }

  // From a query to what is shown ------------------------------------------------------------

  /** Who goes on in another language takes the question along. */
  #tellLanguages() {
    for (const link of document.querySelectorAll(".gp-languages a")) {
      link.search = location.search;
    }
  }

  async #ask(query) {
    this.query = query;
    history.pushState(null, "", location.pathname + serialise(query, this.facets));
    await this.#show();
    this.#reveal();
  }

  /** A long list that has become a short one may have gone off the top of the window. */
  #reveal() {
    const { results } = this.parts;
    if (results.getBoundingClientRect().top < 0) results.scrollIntoView();
  }

  /** @param asDrawn the page was drawn for this query already: its cards can stay. */
  async #show(asDrawn = false) {
    this.#turn += 1;
    const turn = this.#turn;
    this.#busy(true);
    if (!asDrawn) this.#wait();
    try {
      await this.#learnOrder();
      const found = await this.#found();
      if (turn !== this.#turn) return;
      this.parts.failure.hidden = found.whole;
      this.parts.failure.textContent = found.whole ? "" : this.words.say("search-failure");
      this.#tell(found);
      if (asDrawn) this.#keepCards();
      else await this.#showCards(0, turn);
      await this.#showAgain(turn);
    } catch (fault) {
      if (turn === this.#turn) this.#fail(fault);
    } finally {
      if (turn === this.#turn) this.#busy(false);
    }
  }

  async #found() {
    const { words, chosen } = this.query;
    if (!words) return { within: this.within, whole: true };
    const { entries, whole } = await this.search.find(words);
    const within = this.#inCollection(entries);
    const near = entries.length ? "" : await this.search.near(words);
    const few = this.engine.count(chosen, within).total <= FEW;
    return { within, whole, near, fewer: few ? await this.#fewer(entries) : [] };
  }

  /** Some of the words that do find more than all of them among what the filters leave. */
  async #fewer(found) {
    const { words, chosen } = this.query;
    const { fits } = this.engine.count(chosen, this.within);
    const choices = await this.search.fewer(words, (entry) => fits[entry], found);
    return choices.map((choice) => ({
      words: choice.words,
      n: this.engine.count(chosen, choice.entries).total,
    }));
  }

  #inCollection(entries) {
    if (!this.within) return entries;
    const own = new Set(this.within);
    return entries.filter((entry) => own.has(entry));
  }

  #tell({ within, near, fewer }) {
    this.narrowed = within;
    const { total, fits, counts } = this.engine.count(this.query.chosen, within);
    const fitting = [...(within ?? fits.keys())].filter((entry) => fits[entry]);
    this.#order = ordered(fitting, this.steps);
    this.parts.q.value = this.query.words;
    this.parts.count.textContent = this.words.count("entries", total);
    this.#before = [];
    // On a phone the open filters hide the results: the button that leads there says how many.
    this.parts.left.textContent = `(${this.words.number(total)})`;
    this.parts.sentence.textContent = this.#sentence();
    document.title = this.#title();
    this.#tellOrder();
    this.#tellBoxes(counts);
    this.#tellChips();
    this.#tellFeed(counts);
    this.#tellLanguages();
    this.#tellNone(total, within, near, fewer);
  }

  /** The usual order is that of kinds, or of titles in one kind; with words, what fits best. */
  #tellOrder() {
    const { words, sort } = this.query;
    const { order } = this.parts;
    const isTitle = Boolean(this.within) && !words;
    const usual = words ? this.words.say("order-best") : this.words.say("order-usual");
    this.usual.textContent = usual;
    this.byTitle.value = isTitle ? "" : "title";
    if (isTitle) this.usual.remove();
    else order.prepend(this.usual);
    order.value = isTitle && sort === "title" ? "" : sort;
  }

  #tellBoxes(counts) {
    for (const { facet, term, index, item, input, count } of this.#boxes) {
      const n = counts.get(facet.id)[index];
      input.checked = Boolean(this.query.chosen.get(facet.id)?.has(term.id));
      input.disabled = n === 0 && !input.checked;
      item.classList.toggle("gp-option--empty", n === 0);
      count.textContent = this.words.number(n);
      if (input.checked) for (const fold of folds(item)) fold.open = true;
    }
    for (const { id } of this.facets) {
      const note = this.#element({ id })?.querySelector("[data-gp-facet-chosen]");
      if (note) note.textContent = this.#chosenNote(this.query.chosen.get(id)?.size ?? 0);
    }
    const all = this.root.querySelector("[data-gp-chosen-count]");
    if (!all) return;
    const chosen = [...this.query.chosen.values()].reduce((sum, terms) => sum + terms.size, 0);
    all.textContent = this.#chosenNote(chosen);
  }

  /** The feed of what comes nearest: of the chosen terms, that with the fewest entries. */
  #tellFeed(counts) {
    if (!this.feed) return;
    const size = ({ facet, index }) => counts.get(facet.id)[index];
    const [near] = this.#boxes
      .filter(({ input, feed }) => input.checked && feed)
      .sort((one, other) => size(one) - size(other));
    this.feed.href = near ? near.feed : this.usualFeed;
    this.feed.textContent = near
      ? this.words.say("feed-of", { value: label(near.term) })
      : this.words.say("feed");
  }

  #chosenNote(n) {
    return n ? `(${this.words.count("chosen", n)})` : "";
  }

  /** Each term chosen, and the words: its name, and the query without it. */
  #conditions() {
    const conditions = this.facets.flatMap((facet) =>
      facet.terms
        .filter((term) => this.query.chosen.get(facet.id)?.has(term.id))
        .map((term) => ({
          value: label(term),
          facet,
          without: toggled(this.query, facet.id, term.id, false),
        })),
    );
    if (!this.query.words) return conditions;
    const value = this.#inWords("words", this.query.words);
    return [{ value, facet: null, without: { ...this.query, words: "" } }, ...conditions];
  }

  /** A text about one word, or about several. */
  #inWords(name, words, values = {}) {
    return this.words.count(name, words.split(/\s+/).length, { ...values, words });
  }

  #sentence() {
    const conditions = this.#conditions();
    if (!conditions.length) return "";
    const facets = [...new Set(conditions.map(({ facet }) => facet))];
    const parts = facets.map((facet) => {
      const own = conditions.filter((condition) => condition.facet === facet);
      const values = this.words.joined("or", own.map(({ value }) => value));
      return facet ? this.words.say("condition", { facet: facet.label, values }) : values;
    });
    return this.words.say("with", { conditions: this.words.joined("and", parts) });
  }

  /** What is asked for comes first: tabs, bookmarks and lists of visited pages cut the end off. */
  #title() {
    const { words, chosen } = this.query;
    const terms = this.facets.flatMap((facet) =>
      facet.terms.filter(({ id }) => chosen.get(facet.id)?.has(id)).map(label),
    );
    const asked = [words, ...terms].filter(Boolean).join(", ");
    return asked ? `${asked} - ${this.usualTitle}` : this.usualTitle;
  }

  #tellChips() {
    const chips = this.#conditions().map(({ value, without }) =>
      this.#chip(value, without, this.words.say("remove", { value })),
    );
    if (chips.length > 1) {
      const clear = this.#chip(this.words.say("clear"), { ...this.query, words: "", chosen: new Map() });
      clear.classList.add("gp-chip--clear");
      chips.push(clear);
    }
    this.parts.chips.hidden = !chips.length;
    this.parts.chips.replaceChildren(...spaced(chips));
  }

  #chip(text, query, name = text) {
    const chip = make("button", {
      type: "button",
      className: "gp-chip",
      textContent: text,
    });
    chip.setAttribute("aria-label", name);
    chip.addEventListener("click", async () => {
      await this.#ask(query);
      this.parts.results.focus();
    });
    return chip;
  }

  /** Nothing fits, or little: say so, and what to take away, with what that would leave. */
  #tellNone(total, within, near, fewer = []) {
    const { none } = this.parts;
    const conditions = this.#conditions();
    none.hidden = !conditions.length || (total > 0 && !fewer.length);
    this.parts.sort.hidden = total === 0;
    if (none.hidden) return;
    const shorter = fewer.map(({ words, n }) => {
      const text = this.#inWords("fewer", words, { found: this.words.number(n) });
      const chip = this.#chip(text, { ...this.query, words });
      chip.classList.add("gp-chip--plain");
      return chip;
    });
    const ways = (total ? [] : conditions)
      .map(({ value, without }) => ({ value, without, n: this.#countWithout(without, within) }))
      .filter(({ n }) => n > 0)
      .map(({ value, without, n }) => {
        const text = this.words.say("back", { value, n: this.words.number(n) });
        const chip = this.#chip(text, without);
        chip.classList.add("gp-chip--plain");
        return chip;
      });
    const said = [make("p", { textContent: this.words.say(total ? "few" : "none") })];
    if (near) said.push(this.#suggestion(near));
    none.replaceChildren(...said, ...spaced([...shorter, ...ways]));
  }

  #suggestion(near) {
    const query = serialise({ ...this.query, words: near }, this.facets);
    const link = make("a", { href: location.pathname + query, textContent: near });
    const [before, after] = this.words.say("near", { value: "\n" }).split("\n");
    return make("p", {}, before, link, after);
  }

  #countWithout({ words, chosen }, within) {
    return this.engine.count(chosen, words ? within : this.within).total;
  }

  // Cards ------------------------------------------------------------------------------------

  /** The cards that came with the page are the first of all entries: only the button is new. */
  #keepCards() {
    this.#shown = this.parts.cards.childElementCount;
    this.#tellMore();
  }

  async #showCards(from, turn) {
    const next = this.#order.slice(from, from + STEP);
    const cards = await Promise.all(next.map((entry) => this.#card(entry)));
    if (turn !== this.#turn) return;
    const list = make("template", { innerHTML: cards.join("\n") }).content;
    if (from) this.parts.cards.append(list);
    else this.parts.cards.replaceChildren(list);
    this.parts.cards.hidden = !this.#order.length;
    this.#shown = from + next.length;
    this.#tellMore();
  }

  #remember(state) {
    history.replaceState({ ...history.state, ...state }, "");
  }

  /** Who comes back finds as many as before, and the place. */
  async #showAgain(turn) {
    const { shown = 0, top } = history.state ?? {};
    const before = Math.min(shown, this.#order.length);
    while (turn === this.#turn && this.#shown < before) await this.#showCards(this.#shown, turn);
    if (top && turn === this.#turn) scrollTo(0, top);
  }

  async #card(entry) {
    const { size, path } = this.data.cards;
    const shard = Math.floor(entry / size);
    const fetched = () => load(new URL(`${path}${shard}.json`, this.base));
    const { cards } = await kept(this.#shards, shard, fetched);
    return cards[entry % size].replaceAll(ROOT, this.root.dataset.gpBase);
  }

  /** The first of what is shown, side by side. */
  #tellCompare() {
    const { compare, cards } = this.parts;
    const first = [...cards.children].slice(0, MOST_COMPARED);
    const ids = first.map((card) => card.dataset.gpWork ?? idOf(card.querySelector("h3 a").href));
    compare.hidden = ids.length < 2;
    compare.search = asQuery(ids);
    const isAll = this.#order.length <= ids.length;
    compare.textContent = this.words.count(isAll ? "compare-these" : "compare-first", ids.length);
  }

  #tellMore() {
    this.#tellCompare();
    const left = this.#order.length - this.#shown;
    this.parts.pages.hidden = true;
    this.parts.more.hidden = left <= 0;
    this.parts.more.textContent = this.words.count("more", Math.min(left, STEP));
  }

  async #showMore() {
    const from = this.#shown;
    try {
      await this.#showCards(from, this.#turn);
    } catch (fault) {
      this.#fail(fault);
      return;
    }
    this.#remember({ shown: this.#shown });
    this.parts.cards.children[from]?.querySelector("a")?.focus();
  }

  // A table of what is found -----------------------------------------------------------------

  async #saveTable() {
    this.#busy(true);
    try {
      const columns = this.#tableColumns();
      await this.#learn(columns.map(({ id }) => id));
      const cards = await Promise.all(this.#order.map((entry) => this.#card(entry)));
      const rows = this.#order.map((entry, at) => [
        ...facts(cards[at]),
        ...columns.map((facet) => this.#labels(facet, entry)),
      ]);
      const head = [
        this.words.say("column-title"),
        this.words.say("column-summary"),
        this.words.say("column-address"),
        ...columns.map((facet) => facet.label),
      ];
      save(this.#fileName(), csv([head, ...rows]));
    } catch (fault) {
      this.#fail(fault);
    } finally {
      this.#busy(false);
    }
  }

  /** The kind of page, and what this page filters by. */
  #tableColumns() {
    return this.data.facets.filter((facet) => facet.id === "collection" || this.#element(facet));
  }

  #labels({ terms, entries }, entry) {
    return entries[entry].map((at) => label(terms[at])).join("; ");
  }

  #fileName() {
    const { words, chosen } = this.query;
    const terms = this.facets.flatMap(({ id }) => [...(chosen.get(id) ?? [])]);
    return fileName([document.querySelector("h1").textContent, words, ...terms]);
  }

  #busy(busy) {
    this.parts.results.setAttribute("aria-busy", busy);
    this.parts.results.classList.toggle("gp-results--busy", busy);
  }

  #fail(fault) {
    console.warn(fault);
    for (const [part, text] of this.#before) part.textContent = text;
    this.#before = [];
    this.parts.failure.textContent = this.words.say("failure");
    this.parts.failure.hidden = false;
  }
}

/** What is kept under a key; what cannot be fetched is asked for again the next time. */
async function kept(map, key, fetched) {
  if (!map.has(key)) map.set(key, fetched());
  try {
    return await map.get(key);
  } catch (fault) {
    map.delete(key);
    throw fault;
  }
}

/** A term's name as shown, with its number where it has one. */
function label({ number, label: name }) {
  return number ? `${number}\u00A0${name}` : name;
}

/** Title, summary and full address of an entry, as its card says them. */
function facts(card) {
  const { content } = make("template", { innerHTML: card });
  const link = content.querySelector("h3 a") ?? content.querySelector("a");
  const summary = content.querySelector("h3 + p")?.textContent ?? "";
  const address = new URL(link.getAttribute("href"), document.baseURI).href;
  return [link.textContent, summary, address].map((text) => text.trim());
}

/** What hides an element until it is opened. */
function folds(element) {
  const found = [];
  for (let at = element.closest("details"); at; at = at.parentElement.closest("details")) {
    found.push(at);
  }
  return found;
}

/** White space between elements, so that their words do not run together. */
function spaced(elements) {
  return elements.flatMap((element) => [element, " "]);
}
