/** Words: which entries hold them, best first. The index is fetched when the first word is asked. */

/** Letters that are no base letter with a mark. The index folds its text in the same way. */
const LETTERS = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ",
};

/** Lower case, without marks, so that "école" and "ecole" are one word. */
export function fold(text) {
  return text
    .toLowerCase()
    .replace(/[ßæœøłđðþıς]/g, (letter) => LETTERS[letter])
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .normalize("NFC")
    .replace(/\s+/g, " ")
    .trim();
}

/** Entries whose folded text has every word, in their own order. */
export function scan(texts, folded) {
  const words = folded.split(" ");
  const found = [];
  texts.forEach((text, entry) => {
    if (words.every((word) => text.includes(word))) found.push(entry);
  });
  return found;
}

export class Search {
  #found = new Map();
  #texts;
  #index;

  /**
   * @param data what data/browse.<lang>.json holds.
   * @param at gives the full address of a file of the site.
   * @param load fetches JSON from a full address.
   * @param bring imports a module from a full address.
   */
  constructor(data, at, load, bring = (address) => import(address)) {
    Object.assign(this, { data, at, load, bring });
  }

  /**
   * @returns {entries, whole}: indexes of the entries, best first; false when the index could not
   *   be used and only titles and summaries were looked at.
   */
  async find(words) {
    const folded = fold(words);
    if (!folded) return { entries: [], whole: true };
    if (!this.#found.has(folded)) this.#found.set(folded, await this.#look(folded));
    return this.#found.get(folded);
  }

  async #look(folded) {
    if (this.data.search) {
      try {
        return { entries: await this.#ask(folded), whole: true };
      } catch (fault) {
        console.warn(fault);
      }
    }
    this.#texts ??= await this.load(this.at(this.data.titles));
    return { entries: scan(this.#texts, folded), whole: !this.data.search };
  }

  /** Ask Pagefind; its results are ids, and their order is all that is taken from it. */
  async #ask(folded) {
    const { bundle, map } = this.data.search;
    this.#index ??= await Promise.all([
      this.bring(this.at(`${bundle}pagefind.js`)),
      this.load(this.at(map)),
    ]);
    const [pagefind, places] = this.#index;
    const { results } = await pagefind.search(folded);
    const entries = results.map(({ id }) => places[id]).filter((entry) => entry !== undefined);
    return [...new Set(entries)];
  }
}
