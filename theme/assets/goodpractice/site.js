/** What every page runs: the drawer's button for the keyboard, and the filters where there are any. */

const finder = document.querySelector("[data-gp-browse]");
if (finder) import("./browse.js").then(({ Browse }) => new Browse(finder).start());

const drawer = document.getElementById("__drawer");
const label = document.querySelector(".md-header label[for='__drawer']");
const menu = document.querySelector(".md-sidebar--primary nav");
if (drawer && label && menu) makeButton(drawer, label, menu);

/** Material's menu is a label of a hidden checkbox: no key reaches it and nothing says its state. */
function makeButton(checkbox, old, nav) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `${old.className} gp-menu`;
  button.append(...old.childNodes);
  button.setAttribute("aria-label", nav.getAttribute("aria-label"));
  old.replaceWith(button);
  const tell = () => button.setAttribute("aria-expanded", checkbox.checked);
  const set = (open) => {
    if (checkbox.checked !== open) checkbox.click();
    (open ? nav.querySelector("a") : button).focus();
  };
  checkbox.addEventListener("change", tell);
  button.addEventListener("click", () => set(!checkbox.checked));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && checkbox.checked) set(false);
  });
  tell();
}
