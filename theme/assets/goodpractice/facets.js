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
  /** `data` is what data/browse.<lang>.json holds. */
  constructor(data) {
    this.size = data.count;
    this.facets = data.facets;
    this.columns = data.facets.map(({ id, terms }) => column(data.columns[id], terms));
  }

  /**
   * @param chosen Map of facet id to a Set of term ids.
   * @param within the entries that may be found at all (an iterable of indexes); null: all.
   * @returns {total, fits, counts}: how many entries fit; for each entry whether it does;
   *   Map of facet id to the number of entries of each of its terms.
   */
  count(chosen, within = null) {
    const misses = this.#misses(chosen, within);
    const counts = new Map(
      this.facets.map(({ id }, facet) => [id, this.#tally(facet, misses)]),
    );
    const fits = misses.number.map((number) => (number === 0 ? 1 : 0));
    return { total: fits.reduce((sum, fit) => sum + fit, 0), fits, counts };
  }

  /** How many facets each entry fails, and the last that it fails. */
  #misses(chosen, within) {
    const number = new Uint8Array(this.size);
    const last = new Int32Array(this.size).fill(-1);
    if (within) {
      const allowed = mask(within, this.size);
      for (let entry = 0; entry < this.size; entry += 1) if (!allowed[entry]) number[entry] = 2;
    }
    this.facets.forEach((facet, at) => {
      const ids = chosen.get(facet.id);
      if (!ids?.size) return;
      const wanted = Uint8Array.from(facet.terms, ({ id }) => (ids.has(id) ? 1 : 0));
      for (let entry = 0; entry < this.size; entry += 1) {
        if (number[entry] > 1 || hasAny(this.columns[at], entry, wanted)) continue;
        number[entry] += 1;
        last[entry] = at;
      }
    });
    return { number, last };
  }

  /** An entry counts for a facet when it fails nothing, or nothing but this facet. */
  #tally(facet, { number, last }) {
    const { starts, terms, size } = this.columns[facet];
    const tally = new Int32Array(size);
    for (let entry = 0; entry < this.size; entry += 1) {
      if (number[entry] > 1 || (number[entry] === 1 && last[entry] !== facet)) continue;
      for (let at = starts[entry]; at < starts[entry + 1]; at += 1) tally[terms[at]] += 1;
    }
    return tally;
  }
}
