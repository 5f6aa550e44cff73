/** Words: which entries hold them, best first. The index is fetched when the first word is asked. */

/** Letters that are no base letter with a mark. The index folds its text in the same way. */
const LETTERS = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ",
};

/** Of a longer question the first words are looked at one by one. */
const MOST_WORDS = 12;

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

/**
 * Pagefind answers a word that it does not know with a shorter beginning of it: "mentorship" with
 * "mentor", "autriche" with "auto". So a word counts where it stands itself (in quotation marks
 * only that is found); where it stands nowhere, it counts as the beginning of a longer word.
 *
 * @param indexes Pagefind's, of one language each; `places` has the entries of their results.
 * @returns a Set of the entries that hold a word.
 */
async function holding(indexes, places, word) {
  const exact = entriesOf(await asked(indexes, `"${word}"`), places);
  if (exact.size) return exact;
  const loose = await asked(indexes, word);
  const sure = await Promise.all(loose.map(({ results }) => beginning(results, word)));
  return entriesOf(loose.filter((one, at) => sure[at]), places);
}

/** Whether the first of some results holds a word that begins like this one. */
async function beginning(results, word) {
  if (!results.length) return false;
  const { content, locations } = await results[0].data();
  const texts = content.split(/\s+/);
  return locations.some((at) => begins(texts[at], word));
}

function asked(indexes, words) {
  return Promise.all(indexes.map((index) => index.search(words)));
}

function entriesOf(answers, places) {
  const ids = answers.flatMap(({ results }) => results.map(({ id }) => id));
  return new Set(ids.map((id) => places[id]).filter((entry) => entry !== undefined));
}

function begins(text, word) {
  return fold(text ?? "").split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word));
}

/** Words by how they are folded. */
function vocabulary(words) {
  return new Map(words.map((word) => [fold(word), word]));
}

/** How the known word is written that is most like another, or that other where none is. */
function nearest(word, known) {
  let best = word;
  let least = Math.floor(word.length / 4) + 1;
  for (const [other, written] of known) {
    if (Math.abs(other.length - word.length) >= least) continue;
    const far = distance(word, other);
    if (far < least) [best, least] = [written, far];
  }
  return best;
}

/**
 * How many letters to change, add, take away, or exchange with the next one: optimal string
 * alignment, the restricted Damerau–Levenshtein distance.
 */
function distance(one, other) {
  const [from, to] = [[...one], [...other]];
  let [before, row] = [[], [...to, ""].map((_, at) => at)];
  from.forEach((letter, down) => {
    const next = [down + 1];
    to.forEach((against, across) => {
      const same = row[across] + (letter === against ? 0 : 1);
      const swaps = letter === to[across - 1] && from[down - 1] === against;
      const swapped = swaps ? before[across - 1] + 1 : Infinity;
      next.push(Math.min(same, swapped, row[across + 1] + 1, next[across] + 1));
    });
    [before, row] = [row, next];
  });
  return row.at(-1);
}

export class Search {
  #found = new Map();
  #texts;
  #known;
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
    this.#index ??= await this.#open();
    const { indexes, places } = this.#index;
    const found = entriesOf(await asked(indexes, folded), places);
    const words = [...new Set(folded.split(" "))].filter((word) => /^[\p{L}\p{N}]+$/u.test(word));
    const holders = await Promise.all(words.map((word) => holding(indexes, places, word)));
    return [...found].filter((entry) => holders.every((held) => held.has(entry)));
  }

  /**
   * The first bundle has all entries, with the forms of words of the site's first language. Readers
   * of another have one more, of the entries in theirs, which comes first.
   *
   * Each bundle brings its own program: one program for two would write into the same memory.
   */
  async #open() {
    const { bundle, map } = this.data.search;
    const { bundles, entries: places } = await this.load(this.at(map));
    const own = globalThis.document?.documentElement.lang.split("-")[0];
    const folders = [...new Set([bundles[own] ?? "", ""])];
    const indexes = await Promise.all(
      folders.map((folder) => this.bring(this.at(`${bundle}${folder}pagefind.js`))),
    );
    return { indexes, places };
  }

  /**
   * For words that no entry, or hardly one, holds together.
   *
   * @param fits says of an entry's index whether all else that was asked for fits it.
   * @param found indexes of the entries that do hold them all.
   * @returns {words, entries} for the most of the words that other entries hold together: up to
   *   three, those that find most first.
   */
  async fewer(words, fits, found = []) {
    const all = new Set(found);
    const held = new Map();
    const each = [...new Set(words.split(/\s+/))].slice(0, MOST_WORDS);
    for (const word of each) {
      const { entries } = await this.find(word);
      for (const entry of entries.filter((one) => fits(one) && !all.has(one))) held.set(entry, [...(held.get(entry) ?? []), word]);
    }
    const most = Math.max(...[...held.values()].map((own) => own.length));
    const groups = new Map();
    for (const [entry, own] of held) {
      if (own.length < most) continue;
      groups.set(own.join(" "), [...(groups.get(own.join(" ")) ?? []), entry]);
    }
    return [...groups]
      .map(([some, entries]) => ({ words: some, entries: [...found, ...entries] }))
      .filter((group) => group.words !== words)
      .sort((one, other) => other.entries.length - one.entries.length)
      .slice(0, 3);
  }

  /**
   * @returns words like those asked for that do find something, or "".
   */
  async near(words) {
    this.#known ??= vocabulary(await this.load(this.at(this.data.words)));
    const known = this.#known;
    const near = fold(words)
      .split(" ")
      .map((word) => (known.has(word) ? known.get(word) : nearest(word, known)))
      .join(" ");
    if (fold(near) === fold(words)) return "";
    return (await this.find(near)).entries.length ? near : "";
  }
}
