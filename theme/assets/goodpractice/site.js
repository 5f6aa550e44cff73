/** What every page runs: the filters, where there are any. */

const finder = document.querySelector("[data-gp-browse]");
if (finder) import("./browse.js").then(({ Browse }) => new Browse(finder).start());
