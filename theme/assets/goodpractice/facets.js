/**
 * Facets: which entries fit a choice of terms, and how many each further term would leave.
 *
 * Within a facet a choice means "or", between facets "and"; a facet's own choice does not touch
 * its own counts. Choosing a wider term takes in its narrower ones: this is done here, once, when
 * the columns are read, so the data holds only the terms that an entry names.
 */

/** A column in two flat arrays: the terms of entry i stand from starts[i] to starts[i + 1]. */
function column(lists, terms) {
  const starts = new Int32Array(lists.length + 1);
  const flat = [];
  lists.forEach((list, entry) => {
    flat.push(...withWider(list, terms));
    starts[entry + 1] = flat.length;
  });
  return { starts, terms: Int32Array.from(flat), size: terms.length };
}

function withWider(list, terms) {
  const found = new Set();
  for (const term of list) {
    for (let at = term; at !== undefined && terms[at] && !found.has(at); at = terms[at].broader) {
      found.add(at);
    }
  }
  return found;
}

/** Which places of a list of `size` are in `indexes`. */
function mask(indexes, size) {
  const marks = new Uint8Array(size);
  for (const index of indexes) marks[index] = 1;
  return marks;
}

function hasAny({ starts, terms }, entry, wanted) {
  for (let at = starts[entry]; at < starts[entry + 1]; at += 1) {
    if (wanted[terms[at]]) return true;
  }
  return false;
}

/**
 * Entries by their place in an order, which the steps from each entry's place to the next tell.
 * Those alike stay as they stand; without an order, all do.
 */
export function ordered(entries, steps) {
  if (!steps) return entries;
  let at = 0;
  const places = steps.map((step) => (at += step));
  return [...entries].sort((one, other) => places[one] - places[other]);
}

export class Facets {
  /** Facet id to its column and the ids of its terms, in the order they were added. */
  #columns = new Map();

  /** @param size how many entries there are. */
  constructor(size) {
    this.size = size;
  }

  /** Take in a facet: its terms, and per entry the places of those it names. */
  add(id, terms, entries) {
    this.#columns.set(id, { ...column(entries, terms), ids: terms.map((term) => term.id) });
  }

  /**
   * @param chosen Map of facet id to a Set of term ids.
   * @param within the entries that may be found at all (an iterable of indexes); null: all.
   * @returns {total, fits, counts}: how many entries fit; for each entry whether it does;
   *   Map of facet id to the number of entries of each of its terms.
   */
  count(chosen, within = null) {
    const misses = this.#misses(chosen, within);
    const counts = new Map([...this.#columns].map(([id, own]) => [id, this.#tally(id, own, misses)]));
    const fits = misses.number.map((number) => (number === 0 ? 1 : 0));
    return { total: fits.reduce((sum, fit) => sum + fit, 0), fits, counts };
  }

  /** How many facets each entry fails, and the last that it fails. */
  #misses(chosen, within) {
    const number = new Uint8Array(this.size);
    const last = new Array(this.size).fill("");
    if (within) {
      const allowed = mask(within, this.size);
      for (let entry = 0; entry < this.size; entry += 1) if (!allowed[entry]) number[entry] = 2;
    }
    for (const [id, own] of this.#columns) {
      const ids = chosen.get(id);
      if (!ids?.size) continue;
      const wanted = Uint8Array.from(own.ids, (term) => (ids.has(term) ? 1 : 0));
      for (let entry = 0; entry < this.size; entry += 1) {
        if (number[entry] > 1 || hasAny(own, entry, wanted)) continue;
        number[entry] += 1;
        last[entry] = id;
      }
    }
    return { number, last };
  }

  /** An entry counts for a facet when it fails nothing, or nothing but this facet. */
  #tally(id, { starts, terms, size }, { number, last }) {
    const tally = new Int32Array(size);
    for (let entry = 0; entry < this.size; entry += 1) {
      if (number[entry] > 1 || (number[entry] === 1 && last[entry] !== id)) continue;
      for (let at = starts[entry]; at < starts[entry + 1]; at += 1) tally[terms[at]] += 1;
    }
    return tally;
  }
}
