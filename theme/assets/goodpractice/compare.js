/** The page of the comparison: entries side by side, a fact in each row. */
import { asked, asQuery } from "./kept.js";
import { KeptPage, make, value } from "./kept_page.js";

/**
 * The facts that all of some entries could have, in the order of the first.
 *
 * @param entries their facts, as details.js gives them.
 * @param kinds Map of collection to its fields.
 * @returns [{label, values}]: HTML for each entry, null for what is not reported, undefined for
 *   what its author did not give. What no entry has is left out.
 */
export function rows(entries, kinds) {
  const [first, ...others] = entries.map(({ kind }) =>
    kinds.get(kind).fields.filter(({ compared }) => compared),
  );
  return first
    .map(({ path, row, label }) => {
      const paths = [path, ...others.map((own) => own.find((one) => one.row === row)?.path)];
      return { label, paths };
    })
    .filter(({ paths }) => !paths.includes(undefined))
    .map(({ label, paths }) => ({
      label,
      values: entries.map((facts, at) => facts.values.get(paths[at])),
    }))
    .filter(({ values }) => values.some((html) => html !== undefined));
}

/** Whether a row tells entries apart: all may say the same, or nothing. */
export function isSame({ values }) {
  return values.every((html) => (html ?? null) === (values[0] ?? null));
}

export class Comparison extends KeptPage {
  #turn = 0;

  constructor(root) {
    super(root, ["differs", "nothing", "table", "gone"]);
  }

  async start() {
    const { parts } = this;
    parts["copy-address"].addEventListener("click", () => this.copy(location.href));
    parts.differs.addEventListener("change", () => this.#tellDiffering());
    addEventListener("popstate", () => this.#show());
    await this.#show();
    this.root.dataset.gpReady = "";
  }

  async #show() {
    this.#turn += 1;
    const turn = this.#turn;
    try {
      const found = await this.details.of(asked(location.search).slice(0, this.most));
      if (turn !== this.#turn) return;
      this.entries = found.filter(({ facts }) => facts);
      this.#tellGone(found.filter(({ facts }) => !facts));
      this.#tell();
    } catch (fault) {
      if (turn === this.#turn) this.fail(fault);
    }
  }

  #tellGone(gone) {
    const texts = gone.map(({ id }) => this.words.say("gone", { title: id }));
    this.parts.gone.hidden = !texts.length;
    this.parts.gone.textContent = texts.join(" ");
  }

  #tell() {
    const { parts, entries } = this;
    parts.failure.hidden = true;
    parts.empty.hidden = entries.length > 1;
    parts.filled.hidden = entries.length === 0;
    if (!entries.length) return;
    this.rows = rows(entries.map(({ facts }) => facts), this.kinds);
    parts.table.replaceChildren(this.#table());
    this.#tellDiffering();
  }

  #tellDiffering() {
    const { nothing, table, differs } = this.parts;
    table.classList.toggle("gp-differs", differs.checked);
    const differing = this.rows.filter((row) => !isSame(row));
    const word = this.rows.length ? "nothing-differs" : "nothing-shared";
    nothing.hidden = this.rows.length > 0 && !(differs.checked && !differing.length);
    nothing.textContent = this.words.say(word);
  }

  // The table: its roles are said aloud, since a narrow window lays it out as blocks ----------

  #table() {
    const { entries, words } = this;
    const corner = header("columnheader", "col", make("span", { className: "gp-hidden" },
      words.say("fact")));
    const heads = entries.map((entry, at) => this.#head(entry, at));
    const summaries = entries.map(({ facts }) =>
      make("span", { lang: facts.lang, dir: "auto", textContent: facts.summary }));
    const body = part("tbody", this.#row(words.say("summary"), summaries, false),
      ...this.rows.map((row) => this.#factRow(row)));
    const table = make("table", { className: "gp-comparison" },
      make("caption", { className: "gp-hidden" }, words.say("caption")),
      part("thead", line(corner, ...heads)), body);
    table.role = "table";
    return table;
  }

  #head({ facts, id }, at) {
    const { lang, href, title } = facts;
    const cell = header("columnheader", "col",
      this.kicker("gp-comparison__kind", facts),
      make("a", { href, lang, hreflang: lang, dir: "auto", textContent: title }));
    const button = make("button", { type: "button", className: "gp-link" },
      this.words.say("take-out"), " ", this.ofEntry(title, lang));
    button.addEventListener("click", () => this.#takeOut(id, title, at));
    if (this.entries.length > 1) cell.append(button);
    return cell;
  }

  #factRow(row) {
    const same = this.entries.length > 1 && isSame(row);
    const cells = row.values.map((html) => value(html ?? null, this.words));
    // Of what nobody reports it is not known whether it is the same.
    const isKnown = Boolean(row.values[0]);
    return this.#row(row.label, cells, same, isKnown);
  }

  #row(label, contents, same, isKnown = false) {
    const name = header("rowheader", "row", label);
    if (same && isKnown) {
      name.append(" ", make("span", { className: "gp-tag", textContent: this.words.say("same") }));
    }
    const cells = contents.map((content, at) => this.#cell(content, at));
    const row = line(name, ...cells);
    row.classList.toggle("gp-same", same);
    return row;
  }

  #cell(content, at) {
    const { title, lang } = this.entries[at].facts;
    // In a narrow window the heads of the columns are far away.
    const whose = make("span", { className: "gp-comparison__whose", lang, textContent: title });
    whose.ariaHidden = "true";
    const cell = make("td", {}, whose, make("div", {}, content));
    cell.role = "cell";
    return cell;
  }

  async #takeOut(id, title, at) {
    const ids = this.entries.map((entry) => entry.id).filter((one) => one !== id);
    history.pushState(null, "", location.pathname + asQuery(ids));
    await this.#show();
    this.say(this.words.say("taken-out", { title }));
    const links = this.parts.table.querySelectorAll("thead a");
    links[Math.min(at, links.length - 1)]?.focus();
  }
}

function header(role, scope, ...children) {
  const cell = make("th", { scope }, ...children);
  cell.role = role;
  return cell;
}

function line(...cells) {
  const row = make("tr", {}, ...cells);
  row.role = "row";
  return row;
}

function part(name, ...lines) {
  const group = make(name, {}, ...lines);
  group.role = "rowgroup";
  return group;
}
