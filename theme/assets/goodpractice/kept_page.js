/** What the pages of the shortlist and of the comparison share. */
import { Details } from "./details.js";
import { ofEntry, Words } from "./words.js";

export function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** A value as the site drew and escaped it, or that it is not reported. */
export function value(html, words) {
  if (html === null) {
    return make("span", { className: "gp-unknown", textContent: words.say("unknown") });
  }
  return make("template", { innerHTML: html }).content;
}

export class KeptPage {
  constructor(root, parts) {
    const { gpDetails, gpShards, gpMost, gpLang } = root.dataset;
    this.root = root;
    const find = (name) => root.querySelector(`[data-gp-${name}]`);
    this.words = new Words(find("words"), gpLang);
    this.details = new Details(gpDetails, Number(gpShards));
    this.most = Number(gpMost);
    this.kinds = kinds(find("kinds"));
    const tongues = [...find("tongues").content.querySelectorAll("[data-gp-code]")];
    this.tongues = new Map(tongues.map((one) => [one.dataset.gpCode, one.textContent]));
    const names = ["said", "failure", "empty", "filled", "copy-address", "print", "by-hand"];
    this.parts = Object.fromEntries([...names, ...parts].map((name) => [name, find(name)]));
    this.parts.print.addEventListener("click", () => print());
  }

  /** What kind of entry it is, and in which language where that is not the page's. */
  kicker(className, { kind, lang }) {
    const { label } = this.kinds.get(kind);
    const tongue = this.tongues.get(lang);
    const tag = tongue ? [" ", make("span", { className: "gp-tag", textContent: tongue })] : [];
    return make("p", { className }, make("span", { textContent: label }), ...tag);
  }

  /** The title of an entry behind the words of its button, for those who do not see where it stands. */
  ofEntry(title, lang) {
    return ofEntry(this.words.say("quoted"), title, lang);
  }

  say(text) {
    this.parts.said.textContent = text;
  }

  fail(fault) {
    console.warn(fault);
    this.parts.failure.textContent = this.words.say("failure");
    this.parts.failure.hidden = false;
  }

  /** Copy a text, or put it where the reader can. */
  async copy(text) {
    const { "by-hand": byHand } = this.parts;
    try {
      await navigator.clipboard.writeText(text);
      byHand.hidden = true;
      this.say(this.words.say("copied"));
    } catch {
      const field = byHand.querySelector("textarea");
      byHand.hidden = false;
      field.value = text;
      field.select();
      field.focus();
      this.say(this.words.say("copy-by-hand"));
    }
  }
}

/** Collections by name: {label, fields: [{path, row, label, onCard, compared}]}. */
function kinds(template) {
  const read = (kind) =>
    [...kind.querySelectorAll("[data-gp-path]")].map(({ dataset, textContent }) => ({
      path: dataset.gpPath,
      row: dataset.gpRow,
      label: textContent,
      onCard: "gpOnCard" in dataset,
      compared: "gpCompared" in dataset,
    }));
  return new Map(
    [...template.content.querySelectorAll("[data-gp-kind]")].map((kind) => [
      kind.dataset.gpKind,
      { label: kind.dataset.gpLabel, fields: read(kind) },
    ]),
  );
}
