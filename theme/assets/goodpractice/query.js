/**
 * What is asked for, and how it stands in the address: ?q=words&levels=primary&sort=title.
 * A query is {words, chosen, sort}: a text, a Map of facet id to a Set of term ids, in their order,
 * and the id of an order, which is empty for the usual one.
 */

/** The ids of the facets that an address asks something of. */
export function asked(search, facets) {
  const params = new URLSearchParams(search);
  return facets.map(({ id }) => id).filter((id) => params.has(id));
}

/** Read the query part of an address; what the facets and orders do not know is left out. */
export function parse(search, facets, orders) {
  const params = new URLSearchParams(search);
  const chosen = new Map();
  for (const { id, terms } of facets) {
    const asked = new Set(params.getAll(id).join(",").split(","));
    const known = terms.map((term) => term.id).filter((term) => asked.has(term));
    if (known.length) chosen.set(id, new Set(known));
  }
  const sort = params.get("sort") ?? "";
  return { words: (params.get("q") ?? "").trim(), chosen, sort: orders.includes(sort) ? sort : "" };
}

/** Write a query as the query part of an address: the same query is always the same text. */
export function serialise({ words, chosen, sort }, facets) {
  const parts = words ? [`q=${encode(words)}`] : [];
  for (const { id, terms } of facets) {
    const ids = terms.map((term) => term.id).filter((term) => chosen.get(id)?.has(term));
    if (ids.length) parts.push(`${encode(id)}=${ids.map(encode).join(",")}`);
  }
  if (sort) parts.push(`sort=${encode(sort)}`);
  return parts.length ? `?${parts.join("&")}` : "";
}

/** The same query with a term added or taken away. */
export function toggled(query, facet, term, on) {
  const terms = new Set(query.chosen.get(facet));
  if (on) terms.add(term);
  else terms.delete(term);
  const next = new Map(query.chosen);
  if (terms.size) next.set(facet, terms);
  else next.delete(facet);
  return { ...query, chosen: next };
}

function encode(text) {
  return encodeURIComponent(text).replaceAll("%20", "+").replaceAll("%2F", "/");
}
