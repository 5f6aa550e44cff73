/**
 * What the reader keeps: a list of {id, title} in this browser, which goes nowhere.
 *
 * An id is the address of an entry from the site's root, without the closing slash. Nothing is
 * stored before something is kept, and nothing stays once the list is empty. Several sites may share
 * a host, so the list's name has the site's path in it.
 */

export const ROOT = new URL("../../", import.meta.url);
/** How many entries a list can hold, so that its address stays one that can be sent. */
export const MOST = 60;
const LONGEST = 250;
const KEY = `${ROOT.pathname}.shortlist`;
const changes = new EventTarget();

/** The id of the entry that an address of this site is of. */
export function idOf(address) {
  const { pathname } = new URL(address, document.baseURI);
  return decode(pathname.slice(ROOT.pathname.length)).replace(/(\/|\/index\.html)$/, "");
}

function decode(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Whether this browser lets the site store anything at all. */
export function canKeep() {
  try {
    return Boolean(localStorage);
  } catch {
    return false;
  }
}

/** The list as it is stored; of what is no list, an empty one. */
export function kept() {
  let stored = null;
  try {
    stored = JSON.parse(localStorage.getItem(KEY));
  } catch {
    // Not ours, or not allowed.
  }
  if (!Array.isArray(stored)) return [];
  return unique(stored.filter(isItem).map(({ id, title }) => ({ id, title })));
}

function isItem(item) {
  return isId(item?.id) && typeof item.title === "string";
}

function isId(id) {
  return typeof id === "string" && id !== "" && id.length <= LONGEST;
}

/** The items with each id once, and no more than a list may hold. */
export function unique(items) {
  const byId = new Map();
  for (const item of items) if (!byId.has(item.id)) byId.set(item.id, item);
  return [...byId.values()].slice(0, MOST);
}

/** Store a list in place of the one before. */
export function keep(items) {
  const list = unique(items);
  try {
    if (list.length) localStorage.setItem(KEY, JSON.stringify(list));
    else localStorage.removeItem(KEY);
  } catch (fault) {
    console.warn(fault);
  }
  changes.dispatchEvent(new Event("change"));
}

/** Call back when the list changes, here or in another tab. */
export function onChange(call) {
  changes.addEventListener("change", call);
  addEventListener("storage", ({ key }) => {
    if (key === KEY || key === null) call();
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) call();
  });
}

/** The ids that an address asks for: ?list=networks/one,guides/two. */
export function asked(search) {
  const ids = (new URLSearchParams(search).get("list") ?? "").split(",").map((id) => id.trim());
  return unique(ids.filter(isId).map((id) => ({ id, title: "" }))).map(({ id }) => id);
}

/** The query of an address that asks for some ids. */
export function asQuery(ids) {
  return `?list=${ids.map((id) => encodeURIComponent(id).replaceAll("%2F", "/")).join(",")}`;
}
