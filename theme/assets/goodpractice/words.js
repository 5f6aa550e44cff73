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
    return fill(this.#texts.get(name)[0][1], values);
  }

  /**
   * A text in the form that `n` asks for: that of the first sample in the same plural category.
   * Its {n} is the number, its other {names} are filled in.
   */
  count(name, n, values = {}) {
    const category = this.rules.select(n);
    const forms = this.#texts.get(name);
    const fitting = forms.find(([sample]) => this.rules.select(sample) === category);
    return fill((fitting ?? forms.at(-1))[1], { ...values, n: this.number(n) });
  }

  /** Several texts joined two by two: joined("or", a, b, c). */
  joined(name, texts) {
    return texts.reduce((first, second) => this.say(name, { first, second }));
  }
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
