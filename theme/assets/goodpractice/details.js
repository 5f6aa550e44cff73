/** Facts of entries, fetched in shards: only those that hold what is shown. */
import { ROOT } from "./kept.js";

/** Stands for the site's root in what was drawn for pages of every depth. */
const MARK = "\uE000";

/** Which shard tells of an id: FNV-1a over its bytes, as shortlist.py computes it. */
export function shardOf(id, shards) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(id)) {
    value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  }
  return value % shards;
}

export class Details {
  #shards = new Map();

  /**
   * @param folder of the shards, from the site's root.
   * @param count how many there are.
   * @param load fetches JSON from a full address.
   */
  constructor(folder, count, load = fetchJson) {
    Object.assign(this, { folder, count, load });
  }

  /**
   * @returns for each id the facts of its entry, with the id it has now; null where it is gone.
   *   What several ids lead to comes once.
   */
  async of(ids) {
    const found = await Promise.all(ids.map((id) => this.#one(id)));
    const seen = new Set();
    return found.filter(({ id }) => !seen.has(id) && seen.add(id));
  }

  async #one(id) {
    const shard = await this.#shard(id);
    const now = own(shard.moved, id) ?? id;
    const facts = own((now === id ? shard : await this.#shard(now)).entries, now);
    return { id: now, facts: facts ? placed(facts) : null };
  }

  #shard(id) {
    const number = shardOf(id, this.count);
    if (!this.#shards.has(number)) {
      const asked = this.load(new URL(`${this.folder}${number}.json`, ROOT));
      asked.catch(() => this.#shards.delete(number));
      this.#shards.set(number, asked);
    }
    return this.#shards.get(number);
  }
}

async function fetchJson(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}

/** What a name out of an address stands for: never what every object has. */
function own(object, name) {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Facts with their addresses led to their places. */
function placed(facts) {
  const values = Object.entries(facts.values).map(([path, html]) => [
    path,
    html && html.replaceAll(MARK, ROOT.pathname),
  ]);
  return {
    ...facts,
    href: new URL(facts.address, ROOT).href,
    values: new Map(values),
  };
}
