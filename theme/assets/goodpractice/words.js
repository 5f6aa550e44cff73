/** Words of the page's own language, from the template that the page carries for its scripts. */

export class Words {
  #texts = new Map();

  constructor(template, lang) {
    this.rules = new Intl.PluralRules(lang);
    this.numbers = new Intl.NumberFormat(lang);
    for (const { dataset, textContent } of template.content.querySelectorAll("[data-gp-word]")) {
      const forms = this.#texts.get(dataset.gpWord) ?? [];
      forms.push([Number(dataset.gpN ?? 0), textContent]);
      this.#texts.set(dataset.gpWord, forms);
    }
  }

  number(n) {
    return this.numbers.format(n);
  }

  /** A text with its {names} filled in. */
  say(name, values = {}) {
    return filled(this.#texts.get(name)[0][1], values);
  }

  /**
   * A text in the form that `n` asks for: that of the first sample in the same plural category.
   * Its {n} is the number, its other {names} are filled in.
   */
  count(name, n, values = {}) {
    const category = this.rules.select(n);
    const forms = this.#texts.get(name);
    const fitting = forms.find(([sample]) => this.rules.select(sample) === category);
    return filled((fitting ?? forms.at(-1))[1], { ...values, n: this.number(n) });
  }

  /** Several texts joined two by two: joined("or", a, b, c). */
  joined(name, texts) {
    return texts.reduce((first, second) => this.say(name, { first, second }));
  }
}

/** A text with its {names} filled in. */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/**
 * For those who do not see beside which entry a button stands: its title.
 *
 * @param quoted a text with {title} in the marks that the page's language quotes with.
 * @param lang the title's language, where it is not the page's.
 */
export function ofEntry(quoted, title, lang = "") {
  const [before, after] = quoted.split("{title}");
  const hidden = document.createElement("span");
  const named = document.createElement("span");
  hidden.className = "gp-hidden";
  named.textContent = title;
  if (lang) named.lang = lang;
  hidden.append(before, named, after);
  return hidden;
}
