/** Words that scripts say on any page, in the language of the page around an entry. */
import phrases from "./phrases.js";
import { filled } from "./words.js";

const { lang } = document.documentElement;
const [base] = lang.split("-");
const known = Object.keys(phrases);
const nearest = known.find((one) => one === lang) ?? known.find((one) => one.split("-")[0] === base);

/** The language of what `say` gives. */
export const spoken = nearest ?? known[0];

export function say(name, values = {}) {
  return filled(phrases[spoken][name], values);
}
