/** What every page runs: what it has parts for. */

const finder = document.querySelector("[data-gp-browse]");
if (finder) import("./browse.js").then(({ Browse }) => new Browse(finder).start());

const shortlist = document.querySelector("[data-gp-shortlist]");
if (shortlist) import("./shortlist.js").then(({ Shortlist }) => new Shortlist(shortlist).start());

const comparison = document.querySelector("[data-gp-comparison]");
if (comparison) import("./compare.js").then(({ Comparison }) => new Comparison(comparison).start());

const keeping = document.querySelector(".gp-keeping");
if (keeping) import("./keepers.js").then(({ start }) => start(keeping));
if (document.querySelector("[data-gp-steps]")) import("./steps.js");

// The menu of a narrow screen closes behind who leaves it with the keyboard: it covers the page.
const menu = document.getElementById("gp:menu");
menu?.addEventListener("focusout", ({ relatedTarget }) => {
  if (relatedTarget && !menu.contains(relatedTarget)) menu.hidePopover();
});
